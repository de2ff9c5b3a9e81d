// Mounts the component of a module in this folder, dressed by the style sheet of the same name.

/** @import { Component } from "./contract.js" */
/** @import { Life } from "./instance.js" */

import { unpacked } from "./arrays.js";
import { find } from "./dom.js";
import { reservedFor } from "./foreign.js";
import { show } from "./instance.js";
import { onNextNews } from "./news.js";

/**
 * What the module of a component exports: called once for its element, it returns what shows data
 * there, called on every change of the data or of the theme.
 * @typedef {(component: Component<any>, life: Life) => (component: Component<any>) => void} Begin
 * @typedef {(place: HTMLElement, words: string, again: () => void) => void} Say
 * @typedef {Uint8Array | [unknown]} Sent
 */

const FAULT = "This part of the page cannot be shown: something went wrong in it.";

/** @type {WeakMap<HTMLElement, Node>} */
const originals = new WeakMap(); // of each place: its markup before any component touched it

/**
 * Resolves to what mounts the component: (component, say) => what cleans up after it.
 * @param {string} name
 */
export async function load(name) {
  const [module] = await Promise.all([import(`./${name}.js`), dress(name)]);
  return (/** @type {Component<Sent>} */ component, /** @type {Say} */ say) =>
    mount(module.default, { ...component, data: received(component.data) }, say);
}

/** @param {Sent} data */
const received = (data) => (data instanceof Uint8Array ? unpacked(data) : data[0]);

/**
 * @param {Begin} begin
 * @param {Component<unknown>} component
 * @param {Say} say
 */
function mount(begin, component, say) {
  const { parentElement: place } = component;
  const markup = find(HTMLElement, place, ":scope > *");
  const original = originals.get(place) ?? markup.cloneNode(true);
  originals.set(place, original);
  let hasFailed = false;
  const fail = (/** @type {unknown} */ error) => {
    hasFailed = true;
    console.error(error);
    // Begun anew with the next run: what is left of this one may be broken.
    markup.replaceChildren(...original.cloneNode(true).childNodes);
    markup.hidden = true;
    say(place, FAULT, () => mount(begin, component, say));
    // A run that changes nothing of this component does not reach it, but its news does.
    onNextNews(() => faultIn(place)?.dispatchEvent(new Event("again")));
  };
  markup.hidden = false;
  const end = show(component, begin, fail);
  if (!hasFailed) faultIn(place)?.remove();
  freeHeight(place);
  return end;
}

/** @param {HTMLElement} place */
const faultIn = (place) => place.querySelector(":scope > .live-fault");

/**
 * Python reserved a height for the component, so that nothing moves when it comes; now it has its
 * own, however long its texts are.
 * @param {HTMLElement} place
 */
function freeHeight(place) {
  const reserved = reservedFor(place);
  if (!reserved || reserved.style.height === "auto") return;
  Object.assign(reserved.style, { height: "auto", flex: "none", overflow: "visible" });
}

/**
 * Brings the style sheet of this name.
 * @param {string} name
 * @returns {Promise<unknown>}
 */
export function dress(name) {
  return new Promise((resolve, reject) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = new URL(`./${name}.css`, import.meta.url).href;
    link.onload = resolve;
    link.onerror = () => {
      link.remove();
      reject(new Error(`The style sheet of ${name} could not be loaded.`));
    };
    document.head.append(link);
  });
}
