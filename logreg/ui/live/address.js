// Addresses of the pages, as texts.

import { isEmbedding } from "./foreign.js";

/**
 * The address of this page with another query. What embeds it stays: a reload must find that.
 * @param {{ pathname: string, search: string, hash: string }} location
 * @param {string} query
 */
export function addressWith({ pathname, search, hash }, query) {
  const own = [...new URLSearchParams(search)].filter(([key]) => isEmbedding(key));
  const embedding = own.map((pair) => `&${new URLSearchParams([pair])}`).join("");
  return `${pathname}?${query}${embedding}${hash}`;
}

/**
 * Where a link of the menu leads. Streamlit gives paths relative to its root, and none at all for
 * the first page.
 * @param {string | null | undefined} path
 * @param {string} base
 */
export function pathOf(path, base) {
  return new URL(path || ".", base).pathname;
}
