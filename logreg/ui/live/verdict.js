// Scores at one threshold, with or without their line of figures.

/** @import { Component, VerdictData } from "./contract.js" */
/** @import { Life } from "./instance.js" */

import { find, write } from "./dom.js";
import { isRunning } from "./foreign.js";
import { CONFUSION_MATRIX, FIGURES, figuresOf, showScores, showWords } from "./scores.js";
import { Voice } from "./spoken.js";

/**
 * @param {Component<VerdictData>} component
 * @param {Life} life
 */
export default function ({ data: { labels }, parentElement }, life) {
  const place = find(HTMLElement, parentElement, ".verdict");
  place.innerHTML = `
    <h2 class="live-heading live-unseen"></h2>
    ${labels.length ? FIGURES : ""}
    <div class="stage-confusion">${CONFUSION_MATRIX}</div>
    <p class="stage-caption"></p>
    <p class="stage-spoken live-unseen" role="status"></p>
  `;
  const voice = new Voice(find(HTMLElement, place, ".stage-spoken"), life, isRunning);
  let known = "";
  return (/** @type {Component<VerdictData>} */ { data }) => {
    place.ariaLabel = data.label;
    write(find(HTMLElement, place, ".live-heading"), data.label);
    showWords(place, data);
    showScores(place, data.scores, 0);
    write(find(HTMLElement, place, ".stage-caption"), data.caption);
    const words = inWords(data);
    // Who has just arrived is told nothing, nor is who looks at a matrix alone.
    if (known && known !== words) voice.say(() => words);
    known = words;
  };
}

/** @param {VerdictData} data */
function inWords({ label, labels, scores }) {
  if (!labels.length) return "";
  const figures = figuresOf(scores, 0);
  return `${label}: ${labels.map(([name], i) => `${name} ${figures[i]}`).join(", ")}.`;
}
