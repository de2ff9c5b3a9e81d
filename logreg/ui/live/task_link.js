// The link of a task: to copy, to scan, and to open as the class does.

/** @import { Component, TaskLinkData } from "./contract.js" */
/** @import { Life } from "./instance.js" */

import { button, find, make } from "./dom.js";
import { host, toClipboard } from "./link.js";
import { picture } from "./qr_picture.js";
import { sharedLink } from "./sharing.js";

const SAID_MILLISECONDS = 2000;

/**
 * @param {Component<TaskLinkData>} component
 * @param {Life} life
 */
export default function ({ parentElement }, life) {
  const place = find(HTMLElement, parentElement, ".task-link");
  const field = make("input", { type: "text", readOnly: true, ariaLabel: "Link of the task" });
  const said = make("span", { role: "status" });
  const open = make("a", { textContent: "Open it", target: "_blank", rel: "noopener" });
  const code = make("div", { className: "task-link-code" });
  const reach = make("p", {});
  const copy = button("Copy task", async () => {
    const isCopied = await toClipboard(field.value);
    said.textContent = isCopied ? "Copied" : "Press Ctrl+C, or ⌘C, to copy it.";
    if (!isCopied) field.select();
    life.later(() => (said.textContent = ""), SAID_MILLISECONDS);
  });
  const acts = make("div", { className: "task-link-acts" });
  acts.append(copy, open, said);
  place.replaceChildren(field, acts, code, reach);
  return (/** @type {Component<TaskLinkData>} */ { data }) => {
    const shared = linkOf(data);
    field.value = open.href = shared.link;
    code.replaceChildren(picture(shared.link));
    reach.textContent = shared.reach;
  };
}

/** @param {TaskLinkData} data */
function linkOf({ path, query, known }) {
  const target = new URL(path || ".", document.baseURI);
  const { origin, protocol, hostname, port, pathname } = target;
  const place = { origin, protocol, hostname, port, pathname, search: `?${query}`, hash: "" };
  const own = location.origin + location.pathname;
  const outer = host.address === own ? origin + pathname : elsewhere(host.address, path);
  return sharedLink(place, outer, known);
}

/**
 * Another page beside this one, seen at an address of a host.
 * @param {string} address
 * @param {string} path
 */
const elsewhere = (address, path) => address.replace(/[^/]*$/, path);
