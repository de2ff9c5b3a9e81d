// Live sliders, one below the other.

/** @import { Component, SliderData, SlidersData } from "./contract.js" */
/** @import { Life } from "./instance.js" */

import { find } from "./dom.js";
import { Slider } from "./slider.js";

/** @typedef {{ life: Life, slider: Slider }} Shown */

/**
 * @param {Component<SlidersData>} component
 * @param {Life} life
 */
export default function ({ parentElement }, life) {
  const place = find(HTMLElement, parentElement, ".live-sliders");
  /** @type {Map<string, Shown>} */
  const shown = new Map();
  return (/** @type {Component<SlidersData>} */ { data: { sliders }, setStateValue }) => {
    const names = new Set(sliders.map(({ name }) => name));
    for (const name of shown.keys()) if (!names.has(name)) remove(shown, name);
    sliders.forEach((data, i) => {
      const { slider } = shown.get(data.name) ?? begin(shown, data, life);
      // Moved, it would lose the hand that holds it.
      if (place.children[i] !== slider.place) place.insertBefore(slider.place, place.children[i] ?? null);
      slider.load(data, (message) => setStateValue(data.name, message));
    });
  };
}

/**
 * @param {Map<string, Shown>} shown
 * @param {SliderData} data
 * @param {Life} whole
 */
function begin(shown, data, whole) {
  const life = whole.part();
  const one = { life, slider: new Slider(life, data) };
  shown.set(data.name, one);
  return one;
}

/**
 * @param {Map<string, Shown>} shown
 * @param {string} name
 */
function remove(shown, name) {
  const one = shown.get(name);
  one?.life.end();
  one?.slider.place.remove();
  shown.delete(name);
}
