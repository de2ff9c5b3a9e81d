// Addresses of the pages, as texts.

import { isEmbedding } from "./foreign.js";

/**
 * The address of this page with another query. What embeds it stays: a reload must find that.
 * @param {{ pathname: string, search: string, hash: string }} location
 * @param {string} query
 * @param {string} more of the query, which is none of an experiment's
 */
export function addressWith({ pathname, search, hash }, query, more = "") {
  const own = [...new URLSearchParams(search)].filter(([key]) => isEmbedding(key));
  const embedding = own.map((pair) => `&${new URLSearchParams([pair])}`).join("");
  return `${pathname}?${query}${more}${embedding}${hash}`;
}

/** @param {{ pathname: string, search: string, hash: string }} location */
export const addressOf = ({ pathname, search, hash }) => `${pathname}${search}${hash}`;

/**
 * The address with one more key in its query.
 * @param {{ pathname: string, search: string, hash: string }} location
 * @param {string} key
 * @param {string} text
 */
export function withKey({ pathname, search, hash }, key, text) {
  return `${pathname}${search ? `${search}&` : "?"}${key}=${text}${hash}`;
}

/**
 * The keys that two queries do not have alike.
 * @param {string} query
 * @param {string} other
 */
export function changedKeys(query, other) {
  const [one, two] = [new URLSearchParams(query), new URLSearchParams(other)];
  return [...new Set([...one.keys(), ...two.keys()])].filter((key) => one.get(key) !== two.get(key));
}

/**
 * Where a link to a page leads. Streamlit gives paths relative to its root, and none at all for the
 * first page.
 * @param {string | null | undefined} path
 * @param {string} base
 */
export function pathOf(path, base) {
  return new URL(path || ".", base).pathname;
}
