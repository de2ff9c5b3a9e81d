// The line of figures and the confusion matrix, wherever they stand.

/** @import { ScoreWords, Scores, Words } from "./contract.js" */

import { find, make, write } from "./dom.js";
import { at } from "./frames.js";
import { decimal, percent } from "./wording.js";

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
 * @param {Scores} scores
 * @param {number} frame
 */
export function showScores(root, scores, frame) {
  const line = root.querySelectorAll(".stage-figure dd");
  const figures = line.length ? figuresOf(scores, frame) : [];
  line.forEach((place, i) => write(place, figures[i] ?? ""));
  const places = /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll(".stage-cell"));
  cellsOf(scores, frame).forEach(({ count, share }, i) => {
    const place = /** @type {HTMLElement} */ (places[i]);
    write(find(HTMLElement, place, "b"), String(count));
    write(find(HTMLElement, place, "span"), percent(share));
    // How deep its colour is.
    place.style.setProperty("--depth", `${Math.round(100 * share) || 0}%`);
  });
}

/**
 * Log loss, accuracy, precision and recall, as people read them; see score_text.py.
 * @param {Scores} scores
 * @param {number} frame
 */
export function figuresOf({ losses, counts }, frame) {
  const [tn, fp, fn, tp] = countsOf(counts, frame);
  const rates = [(tn + tp) / (tn + fp + fn + tp), tp / (tp + fp), tp / (tp + fn)];
  return [decimal(at(losses, frame)), ...rates.map((rate) => percent(rate, 1))];
}

/**
 * Of each cell the count, and its share of the true class: NaN where there is none of it.
 * @param {Scores} scores
 * @param {number} frame
 */
function cellsOf({ counts }, frame) {
  const [tn, fp, fn, tp] = countsOf(counts, frame);
  const rows = [[tn, fp], [fn, tp]];
  return rows.flatMap((row) => row.map((count) => ({ count, share: count / (at(row, 0) + at(row, 1)) })));
}

/**
 * Row by row of the matrix.
 * @param {ArrayLike<number>} counts
 * @param {number} frame
 */
function countsOf(counts, frame) {
  const [tn, fp, fn, tp] = [0, 1, 2, 3].map((cell) => at(counts, frame * N_CELLS + cell));
  return /** @type {[number, number, number, number]} */ ([tn, fp, fn, tp]);
}
