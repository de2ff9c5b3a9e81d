// The stage: boundary, loss curve, confusion matrix and figures, all of the same iteration.
// Every number shown is one of the server; the shading is painted by its weights.

/** @import { Cell, Component, SplitScores, StageData } from "./contract.js" */
/** @import { Life } from "./instance.js" */

import { button, find, write } from "./dom.js";
import { at, textsOf } from "./frames.js";
import { PlayBar } from "./play_bar.js";
import { Player } from "./player.js";
import { showScores, showWords } from "./scores.js";
import { StageBoundary } from "./stage_boundary.js";
import { StageLoss } from "./stage_loss.js";
import { MARKUP } from "./stage_markup.js";

const N_CELLS = 4; // of the confusion matrix

/**
 * @param {Component<StageData>} component
 * @param {Life} life
 */
export default function ({ data, parentElement }, life) {
  const stage = new Stage(find(HTMLElement, parentElement, ".stage"), life, data);
  return (/** @type {Component<StageData>} */ { data }) => stage.load(data);
}

class Stage {
  split = ""; // which scores are shown
  offered = "";
  isStale = true; // all charts are drawn anew at the next show

  /**
   * @param {HTMLElement} root
   * @param {Life} life
   * @param {StageData} data
   */
  constructor(root, life, data) {
    this.root = root;
    this.life = life;
    this.data = data;
    root.innerHTML = MARKUP;
    this.player = new Player(life, (frame, isPlaying) => this.show(frame, isPlaying));
    this.playBar = new PlayBar(root, life, this.player);
    this.boundary = new StageBoundary(this.find(".stage-boundary .live-chart"), life);
    this.loss = new StageLoss(this.find(".stage-loss .live-chart"), life);
    const logSwitch = find(HTMLInputElement, root, ".stage-log");
    life.listen(logSwitch, "change", () => this.switchAxis(logSwitch.checked));
  }

  /** @param {string} selector */
  find(selector) {
    return find(HTMLElement, this.root, selector);
  }

  /**
   * @param {string} selector
   * @param {string} words
   */
  write(selector, words) {
    write(this.find(selector), words);
  }

  get isPreview() {
    return this.data.iterations.length === 1;
  }

  /** @param {StageData} data */
  load(data) {
    this.data = data;
    this.boundary.load(data);
    this.loss.load(data);
    this.playBar.load(data.iterations);
    this.offerSplits();
    this.write(".stage-summary", data.summary);
    this.write(".stage-ending", data.ending);
    this.write(".stage-loss .stage-caption", data.loss.caption);
    this.write(".stage-diagonal", data.diagonal);
    showWords(this.root, data);
    this.root.dataset.isPreview = String(this.isPreview);
    this.isStale = true;
    this.player.load(data.iterations.length);
  }

  /**
   * @param {number} frame
   * @param {boolean} isPlaying
   */
  show(frame, isPlaying) {
    const { iterations } = this.data;
    this.boundary.frame = this.loss.frame = frame;
    this.playBar.show(iterations, frame, isPlaying);
    this.showScores(frame);
    this.showCaption(frame);
    if (this.isStale) this.drawAll();
    else this.moveCharts();
    this.root.dataset.iteration = String(at(iterations, frame));
  }

  /** @param {number} frame */
  showScores(frame) {
    const { figures, counts, shares, label } = this.scoresOf(this.split);
    this.write(".stage-split-name", label);
    const cells = textsOf(shares, frame, N_CELLS).map(
      (share, i) => /** @type {Cell} */ ([at(counts, frame * N_CELLS + i), share]),
    );
    showScores(this.root, textsOf(figures, frame, this.data.labels.length), cells);
  }

  /**
   * Some iterations have a line, others have none.
   * @param {number} frame
   */
  showCaption(frame) {
    const [caption] = textsOf(this.data.boundary.captions, frame, 1);
    this.write(".stage-boundary .stage-caption", caption ?? "");
  }

  drawAll() {
    this.isStale = false;
    this.boundary.draw(this.isPreview);
    this.loss.draw(this.isPreview);
  }

  moveCharts() {
    this.boundary.move();
    this.loss.move();
  }

  /** @param {boolean} isLog */
  switchAxis(isLog) {
    this.loss.isLog = isLog;
    this.drawAll();
  }

  offerSplits() {
    const names = Object.keys(this.data.splits);
    if (!names.includes(this.split)) this.split = at(names, 0);
    const labels = names.map((name) => this.scoresOf(name).label);
    const offered = JSON.stringify([this.split, labels]);
    if (offered === this.offered) return;
    this.offered = offered;
    this.find(".stage-splits").replaceChildren(...names.map((name) => this.splitButton(name)));
  }

  /**
   * @param {string} name
   * @returns {SplitScores}
   */
  scoresOf(name) {
    const scores = this.data.splits[name];
    if (!scores) throw new Error(`There are no scores on ${name}.`);
    return scores;
  }

  /** @param {string} name */
  splitButton(name) {
    const choose = this.life.guarded(() => {
      this.split = name;
      this.offerSplits();
      this.showScores(this.player.frame);
    });
    const offer = button(this.scoresOf(name).label, choose);
    offer.ariaPressed = String(name === this.split);
    return offer;
  }
}
