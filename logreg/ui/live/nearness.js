// Has a screen reader told how near an attempt at a mission is, once nothing moves any more. The
// words stand in a card that each answer draws anew: a region that is announced has to stay.

/** @import { Component, NearnessData } from "./contract.js" */
/** @import { Life } from "./instance.js" */

import { find } from "./dom.js";
import { isRunning, STREAMLIT } from "./foreign.js";
import { Voice } from "./spoken.js";

/**
 * @param {Component<NearnessData>} component
 * @param {Life} life
 */
export default function ({ data: { key }, parentElement }, life) {
  const voice = new Voice(find(HTMLElement, parentElement, ".nearness"), life, isRunning);
  const words = () => document.querySelector(`.st-key-${key} strong`)?.textContent ?? "";
  let known = words();
  const look = () => {
    if (known === words()) return;
    known = words();
    voice.say(words);
  };
  const sidebar = find(HTMLElement, document, STREAMLIT.sidebar);
  life.observe(MutationObserver, sidebar, look, { subtree: true, childList: true, characterData: true });
  return () => {};
}
