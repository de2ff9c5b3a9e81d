// Word from the last component of an answer to the sliders: all that it draws has arrived.

/** @import { Life } from "./instance.js" */

/** @typedef {Record<string, number>} Counts of each slider, by its key: its last message answered */

// Through the document: a module may be loaded twice, where its first load failed.
const EVENT = "live-answer";

/** @param {Counts} counts */
export function tellAnswer(counts) {
  document.dispatchEvent(new CustomEvent(EVENT, { detail: counts }));
}

/**
 * @param {Life} life
 * @param {(counts: Counts) => void} act
 */
export function onAnswer(life, act) {
  life.listen(document, EVENT, (/** @type {CustomEvent<Counts>} */ { detail }) => act(detail));
}
