// The menu: the links to all pages, see menu.py. A click stays in the session.

/** @import { Life } from "./instance.js" */

import { pathOf } from "./address.js";
import { foldSidebar } from "./foreign.js";

const LINKS = ".menu a";
const RETRY_MILLISECONDS = 200;
const NARROW = "(width <= 768px)"; // see narrow.css

/** @returns {HTMLAnchorElement[]} */
export const menuLinks = () => [...document.querySelectorAll(LINKS)].filter((link) => link instanceof HTMLAnchorElement);

/**
 * Tells which page a click of the menu leads to. One that asks for a new tab or window is the
 * browser's. A menu opened over the page folds: with the next page, that would move by itself.
 * @param {Document} document
 * @param {(path: string) => void} goTo
 */
export function followMenu(document, goTo) {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest(LINKS) : null;
    const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!(link instanceof HTMLAnchorElement) || !isPlain) return;
    event.preventDefault();
    if (matchMedia(NARROW).matches) foldSidebar();
    if (link.pathname !== location.pathname) goTo(link.pathname);
  });
}

/**
 * For who opens a link in a new tab: a click stays in the session, which knows the experiment.
 * On arrival the browser may still be about to draw them.
 * @param {Life} life
 * @param {string[]} queries
 */
export function fillMenu(life, queries) {
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
 * @param {HTMLAnchorElement} link
 * @param {string} query
 */
function fillLink(link, query) {
  link.dataset.path ??= link.getAttribute("href") ?? "";
  const path = pathOf(link.dataset.path, document.baseURI);
  link.setAttribute("href", `${path}?${query}`);
  link.ariaCurrent = path === location.pathname ? "page" : null;
}
