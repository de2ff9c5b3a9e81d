// Scores at one threshold, with or without their line of figures.

/** @import { Component, VerdictData } from "./contract.js" */

import { find, write } from "./dom.js";
import { CONFUSION_MATRIX, FIGURES, showScores, showWords } from "./scores.js";

/** @param {Component<VerdictData>} component */
export default function ({ data: { labels }, parentElement }) {
  const place = find(HTMLElement, parentElement, ".verdict");
  place.innerHTML = `${labels.length ? FIGURES : ""}<div class="stage-confusion">${CONFUSION_MATRIX}</div><p class="stage-caption"></p>`;
  return (/** @type {Component<VerdictData>} */ { data }) => {
    place.ariaLabel = data.label;
    showWords(place, data);
    showScores(place, data.figures, data.cells);
    write(find(HTMLElement, place, ".stage-caption"), data.caption);
  };
}
