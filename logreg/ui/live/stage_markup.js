// What stands on the stage before any number does, in the order of the keyboard: Play before the
// charts and their tools.

import { CONFUSION_MATRIX, FIGURES } from "./scores.js";
import { KEY_LIST } from "./shortcuts.js";

const PIN = `<button type="button" class="stage-pin" aria-label="Pin this run"><svg viewBox="0 0 16 16" aria-hidden="true"><path d="M5 2h6v1.5h-1V7l2 2.5V11H8.7v4H7.3v-4H4V9.5L6 7V3.5H5z" /></svg></button>`;

const DRAW = `<button type="button" class="stage-draw" aria-label="Draw your own points, beginning with these" title="Draw your own points, beginning with these"><svg viewBox="0 0 16 16" aria-hidden="true"><path d="M11.6 1.6 14.4 4.4 5.2 13.6 1.6 14.4 2.4 10.8z" /></svg></button>`;

/** @param {string} path */
const icon = (path) => `<svg viewBox="0 0 16 16" aria-hidden="true"><path d="${path}" /></svg>`;

const SKETCH_TOOLS = `
  <div class="sketch-tools" role="toolbar" aria-label="Draw points">
    <div class="sketch-brushes" role="group" aria-label="What a press on the chart does">
      <button type="button" data-tool="class0" aria-pressed="false">${icon("M8 3a5 5 0 1 1 0 10A5 5 0 0 1 8 3z")} class 0</button>
      <button type="button" data-tool="class1" aria-pressed="true">${icon("M8 2l6 6-6 6-6-6z")} class 1</button>
      <button type="button" data-tool="move" aria-pressed="false">Move</button>
      <button type="button" data-tool="erase" aria-pressed="false">Erase</button>
    </div>
    <button type="button" class="sketch-undo" aria-label="Undo" title="Undo">${icon("M6 3v3h3.5a4 4 0 0 1 0 8H5v-1.6h4.5a2.4 2.4 0 0 0 0-4.8H6v3L1.5 6.8z")}</button>
    <button type="button" class="sketch-redo" aria-label="Redo" title="Redo">${icon("M10 3v3H6.5a4 4 0 0 0 0 8H11v-1.6H6.5a2.4 2.4 0 0 1 0-4.8H10v3l4.5-3.8z")}</button>
    <button type="button" class="sketch-clear">Clear</button>
    <label class="stage-switch"><input type="checkbox" role="switch" class="sketch-pulls" checked /> Pull</label>
    <output class="sketch-count" aria-live="off"></output>
  </div>`;

/** Over the axes of the chart: what a pointer draws on, and the point that the keyboard is at. */
const SKETCH_PLACE = `
  <div class="sketch-place">
    <div class="sketch-pad" data-tool="class1"></div>
    <button type="button" class="sketch-point" aria-roledescription="point"></button>
  </div>`;

/** The bar that plays a film, with what else a page has there. */
export const playback = (more = "") => `
  <div class="stage-playback" role="group" aria-label="Playback">
    <button type="button" class="stage-rewind" aria-label="Rewind"><svg viewBox="0 0 16 16" aria-hidden="true"><path d="M3 3h2v10H3zM13 3v10L5.5 8z" /></svg></button>
    <button type="button" class="stage-back" aria-label="Step back"><svg viewBox="0 0 16 16" aria-hidden="true"><path d="M11 3v10L4 8zM12 3h1.6v10H12z" /></svg></button>
    <button type="button" class="stage-play" aria-label="Play"><svg viewBox="0 0 16 16" aria-hidden="true"><path d="M4 2.5v11L13.5 8z" /></svg></button>
    <button type="button" class="stage-forward" aria-label="Step forward"><svg viewBox="0 0 16 16" aria-hidden="true"><path d="M5 3v10l7-5zM2.4 3H4v10H2.4z" /></svg></button>
    <div class="stage-track"><input type="range" class="stage-scrubber" aria-label="Iteration" min="0" max="0" step="1" /></div>
    <div class="stage-count"><output class="stage-iteration" aria-live="off"></output></div>
    <span class="stage-ending"></span>
    ${more}
    <button type="button" class="stage-speed" aria-label="Speed 1×">1×</button>
    <button type="button" class="stage-keys" aria-label="Keyboard shortcuts" aria-haspopup="dialog">?</button>
  </div>`;

export const MARKUP = `
  <p class="stage-summary"></p>
  <div class="stage-remedy"></div>
  ${playback(DRAW + PIN)}
  <div class="stage-scores">
    <div class="stage-splits" role="group" aria-label="Scores on"></div>
    ${FIGURES}
  </div>
  <div class="stage-charts">
    <div class="stage-boundary">
      <h2 class="live-unseen">Decision boundary</h2>
      ${SKETCH_TOOLS}
      <div class="live-chart" role="figure"></div>
      ${SKETCH_PLACE}
      <div class="stage-strip"><div class="stage-model">
        <output class="stage-sum" aria-live="off"></output>
        <span class="stage-outcome"></span>
        <ul class="stage-bars" title="Weight of each feature, per standard deviation" aria-hidden="true"></ul>
        <label class="stage-switch"><input type="checkbox" role="switch" class="stage-errors" /> Mark errors</label>
      </div></div>
      <p class="stage-caption"></p>
    </div>
    <div class="stage-loss">
      <h2 class="live-unseen">Log loss</h2>
      <label class="stage-switch">
        <input type="checkbox" role="switch" class="stage-log" /> Logarithmic loss axis
      </label>
      <div class="live-chart" role="figure"></div>
      <p class="stage-caption"></p>
    </div>
    <div class="stage-confusion">
      <h2 class="live-unseen">Confusion matrix</h2>
      ${CONFUSION_MATRIX}
      <p class="stage-caption"><span class="stage-split-name"></span>. <span class="stage-diagonal"></span></p>
    </div>
  </div>
  <div class="stage-pins" hidden></div>
  <p class="stage-spoken live-unseen" role="status"></p>
  ${KEY_LIST}
`;
