// The address bar, the menu's links, and the buttons that copy the address and start over.

/** @import { Component, News } from "./contract.js" */
/** @import { Life } from "./instance.js" */

import { pathOf } from "./address.js";
import { holdSection } from "./anchor.js";
import { button, find, make } from "./dom.js";
import { columns, foldSidebar, listings, mainBlock, menuLinks } from "./foreign.js";
import { onNews, tellNews } from "./news.js";
import { Present } from "./present.js";
import { onPresent, presentInAddress } from "./presenting.js";
import { Steps } from "./steps.js";

const SAID_MILLISECONDS = 2000;
const RETRY_MILLISECONDS = 200;
const NARROW = "(width <= 768px)"; // see narrow.css
// A document has one history, and Back may come while none of its pages is there.
const steps = new Steps(window, () => performance.now(), presentInAddress);

/**
 * @param {Component<News>} component
 * @param {Life} life
 */
export default function ({ parentElement }, life) {
  const page = location.pathname;
  const said = make("span", { className: "link-said", role: "status" });
  let usual = "";
  const startOver = button("Start over", () => steps.goTo(usual));
  startOver.disabled = true;
  const copyLink = button("Copy link", () => copy(said, life));
  const place = find(HTMLElement, parentElement, ".link");
  place.append(startOver, copyLink, said);
  new Present(place, life);
  onPresent(life, () => steps.rewrite());
  holdSection(life, location.hash);
  // Opened over the page, it has led here.
  if (matchMedia(NARROW).matches) foldSidebar();
  const main = mainBlock();
  if (main) life.observe(ResizeObserver, main, adapt);
  let stopRetry = () => {};
  onNews(life, ({ address }) => {
    if (!address) return;
    // Late news of a page that was left must not change the address of the next one.
    if (location.pathname === page) steps.follow(address);
    usual = address.usual;
    startOver.disabled = address.is_usual;
    stopRetry();
    stopRetry = fillMenu(life, address.menu);
  });
  let last = "";
  return (/** @type {Component<News>} */ { data }) => {
    // In another theme it comes once more; what the stage has told since then is newer.
    const text = JSON.stringify(data);
    if (text !== last) tellNews(data);
    last = text;
  };
}

function adapt() {
  letKeysScrollListings();
  measureColumns();
}

// By its height, page.css keeps the shorter of two columns in view beside the longer one.
function measureColumns() {
  const heights = columns().map((column) => column.offsetHeight);
  columns().forEach((column, i) => column.style.setProperty("--height", `${heights[i]}px`));
}

// A listing wider than its room scrolls, and a keyboard scrolls only what can have the focus.
function letKeysScrollListings() {
  for (const listing of listings()) {
    if (listing.scrollWidth > listing.clientWidth) listing.tabIndex = 0;
  }
}

/**
 * For who opens a link in a new tab: a click stays in the session, which knows the experiment.
 * Drawn by Python with their queries, the links would be drawn anew with every answer, in 4 ms. On
 * arrival the browser may still be loading what draws them.
 * @param {Life} life
 * @param {string[]} queries
 */
function fillMenu(life, queries) {
  let stop = () => {};
  const fill = () => {
    const links = menuLinks();
    links.slice(0, queries.length).forEach((link, i) => fillLink(link, queries[i] ?? ""));
    if (links.length < queries.length) stop = life.later(fill, RETRY_MILLISECONDS);
  };
  fill();
  return () => stop();
}

/**
 * @param {HTMLElement} link
 * @param {string} query
 */
function fillLink(link, query) {
  link.dataset.path ??= link.getAttribute("href") ?? "";
  const path = pathOf(link.dataset.path, document.baseURI);
  link.setAttribute("href", `${path}?${query}`);
  link.ariaCurrent = path === location.pathname ? "page" : null;
}

/**
 * @param {HTMLElement} said
 * @param {Life} life
 */
async function copy(said, life) {
  const isCopied = await toClipboard(location.href);
  said.textContent = isCopied ? "Copied" : "Copy it from the address bar";
  life.later(() => (said.textContent = ""), SAID_MILLISECONDS);
}

/**
 * Browsers offer the clipboard to safe addresses alone; a laptop in a classroom may not have one.
 * @param {string} text
 */
async function toClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text);
  }
}

/** @param {string} text */
function copySelected(text) {
  const field = make("textarea", { value: text });
  document.body.append(field);
  field.select();
  const isCopied = document.execCommand("copy");
  field.remove();
  return isCopied;
}
