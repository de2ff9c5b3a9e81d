// What a query says, in words.

import { readable } from "./number_text.js";

/**
 * @typedef {object} Vocabulary as experiment/vocabulary.py makes it
 * @property {Record<string, string>} labels of the keys
 * @property {Record<string, Record<string, string>>} words of the texts of a key
 * @property {Record<string, Record<string, string>>} usual texts of what a link leaves out, by dataset
 * @property {string[]} own keys that pages add
 * @property {string} dataset of a link that names none
 */

/**
 * Label and value of every choice, in the order of a link.
 * @param {Vocabulary} vocabulary
 * @param {string} query
 * @returns {[string, string][]}
 */
export function settingsOf({ labels, words, usual, own, dataset }, query) {
  const said = new URLSearchParams(query);
  const known = usual[said.get("data") ?? dataset] ?? {};
  const keys = [...Object.keys(known), ...own.filter((key) => said.has(key))];
  return keys.map((key) => {
    const text = said.get(key) ?? known[key] ?? "";
    return [labels[key] ?? key, inWords(text, words[key] ?? {})];
  });
}

/**
 * @param {string} text
 * @param {Record<string, string>} words
 */
function inWords(text, words) {
  const parts = text.split(",").map((part) => words[part] ?? number(part));
  return parts.join(", ").replaceAll("-", "−");
}

/** @param {string} text */
const number = (text) => (text.trim() && Number.isFinite(Number(text)) ? readable(Number(text)) : text);
