// The line of figures and the confusion matrix, wherever they stand.

/** @import { Cell, ScoreWords, SplitScores, Words } from "./contract.js" */

import { find, make, write } from "./dom.js";
import { at, textsOf } from "./frames.js";

const N_FIGURES = 4;
const N_CELLS = 4; // of the confusion matrix

export const FIGURES = `
<dl class="stage-figures"></dl>
<p class="stage-positive"></p>
`;

export const CONFUSION_MATRIX = `
<table aria-label="Confusion matrix">
  <colgroup><col class="stage-true-column" /><col class="stage-name-column" /><col /><col /></colgroup>
  <thead>
    <tr><td colspan="2"></td><th colspan="2" scope="colgroup">predicted class</th></tr>
    <tr><td colspan="2"></td><th scope="col" class="stage-class-0"></th><th scope="col" class="stage-class-1"></th></tr>
  </thead>
  <tbody>
    <tr>
      <th rowspan="2" scope="rowgroup" class="stage-true"><span>true class</span></th>
      <th scope="row" class="stage-class-0"></th>
      <td class="stage-cell predicted-0"><b></b><span></span></td>
      <td class="stage-cell predicted-1"><b></b><span></span></td>
    </tr>
    <tr>
      <th scope="row" class="stage-class-1"></th>
      <td class="stage-cell predicted-0"><b></b><span></span></td>
      <td class="stage-cell predicted-1"><b></b><span></span></td>
    </tr>
  </tbody>
</table>
`;

/**
 * What the scores are called. Where only the matrix is shown, `root` has no line of figures.
 * @param {HTMLElement} root
 * @param {ScoreWords} words
 */
export function showWords(root, { classes, positive, labels }) {
  classes.forEach((name, label) => {
    const places = root.querySelectorAll(`.stage-class-${label}`);
    places.forEach((place) => write(place, name));
  });
  const line = root.querySelector(".stage-figures");
  if (!line) return;
  write(find(HTMLElement, root, ".stage-positive"), positive);
  if (line.childElementCount !== labels.length) line.replaceChildren(...labels.map(figure));
}

/** @param {Words} words */
function figure([label, help]) {
  const place = make("div", { className: "stage-figure", title: help });
  place.append(make("dt", { textContent: label }), make("dd", {}));
  return place;
}

/**
 * Those of a frame.
 * @param {HTMLElement} root
 * @param {SplitScores} scores
 * @param {number} frame
 */
export function showScoresOf(root, { figures, counts, shares }, frame) {
  const cells = textsOf(shares, frame, N_CELLS).map(
    (share, i) => /** @type {Cell} */ ([at(counts, frame * N_CELLS + i), share]),
  );
  showScores(root, textsOf(figures, frame, N_FIGURES), cells);
}

/**
 * @param {HTMLElement} root
 * @param {string[]} figures
 * @param {Cell[]} cells
 */
export function showScores(root, figures, cells) {
  root.querySelectorAll(".stage-figure dd").forEach((place, i) => {
    write(place, figures[i] ?? "");
  });
  const places = /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll(".stage-cell"));
  cells.forEach(([count, share], i) => {
    const place = /** @type {HTMLElement} */ (places[i]);
    write(find(HTMLElement, place, "b"), String(count));
    write(find(HTMLElement, place, "span"), share);
    place.style.setProperty("--depth", `${depthOf(cells, i)}%`);
  });
}

/**
 * How deep the colour of a cell is: its share of the true class, in percent.
 * @param {Cell[]} cells
 * @param {number} i
 */
function depthOf(cells, i) {
  const row = cells.slice(i & 2, (i & 2) + 2).map(([count]) => count);
  const all = row.reduce((sum, count) => sum + count, 0);
  return all ? Math.round((100 * /** @type {number} */ (row[i & 1])) / all) : 0;
}
