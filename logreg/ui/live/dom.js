// Elements of our own: found, and made.

/**
 * The first element of this kind below `root`.
 * @template {Element} T
 * @param {{ new (): T, name: string }} Kind
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {T}
 */
export function find(Kind, root, selector) {
  const found = root.querySelector(selector);
  if (found instanceof Kind) return found;
  throw new Error(`There is no ${Kind.name} ${selector} here.`);
}

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Partial<HTMLElementTagNameMap[Tag]>} properties
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, properties) {
  return Object.assign(document.createElement(tag), properties);
}

/**
 * Writes into an element what it does not say yet: of the same words, written again, the browser
 * makes a new layout and a new picture.
 * @param {Element} place
 * @param {string} words
 */
export function write(place, words) {
  if (place.textContent !== words) place.textContent = words;
}

/** Whether a thumb is held, or a point that is drawn. */
export const isHandOnControl = () =>
  document.querySelector(":is(.live-slider, .sketch-place)[data-is-held]") !== null;

/** Whether the page is laid out as a sheet of paper, see print.js. */
export const isPrinting = () => document.documentElement.classList.contains("printing");

/**
 * @param {string} words
 * @param {() => void} onclick
 */
export function button(words, onclick) {
  return make("button", { type: "button", textContent: words, onclick });
}
