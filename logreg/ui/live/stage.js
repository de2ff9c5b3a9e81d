// The stage: boundary, loss curve, confusion matrix and figures, all of the same iteration.
// Every number shown is one of the server; the shading is painted by its weights.

/** @import { Component, SplitScores, StageData } from "./contract.js" */
/** @import { Message } from "./conversation.js" */
/** @import { Life } from "./instance.js" */

import { button, find, make, write } from "./dom.js";
import { FirstVisit } from "./first_visit.js";
import { isRunning } from "./foreign.js";
import { at, textsOf } from "./frames.js";
import { tellNews, withRates } from "./news.js";
import { Pins } from "./pins.js";
import { PlayBar } from "./play_bar.js";
import { Player } from "./player.js";
import { isVoting, onPresent } from "./presenting.js";
import { showScores, showWords } from "./scores.js";
import { SketchPad } from "./sketch_pad.js";
import { StageBoundary } from "./stage_boundary.js";
import { StageLoss } from "./stage_loss.js";
import { MARKUP } from "./stage_markup.js";
import { Strip } from "./strip.js";

/** @typedef {{ pin: (message: string) => void, draw: () => void, sketch: (message: Message) => void }} Say to Python */

const VOTE = "Where does the boundary run? R reveals it.";

/**
 * @param {Component<StageData>} component
 * @param {Life} life
 */
export default function ({ data, parentElement, key }, life) {
  const root = find(HTMLElement, parentElement, ".stage");
  root.id = `stage-${key.replace(/\W+/g, "-")}`;
  const stage = new Stage(root, life, data);
  offerSkip(root, life);
  return (/** @type {Component<StageData>} */ { data, setTriggerValue, setStateValue }) =>
    stage.load(data, {
      pin: (message) => setTriggerValue("pin", message),
      draw: () => setTriggerValue("draw", true),
      sketch: (message) => setStateValue("points", message),
    });
}

/**
 * The first stop of the keyboard leads to the stage. In the document's body: whatever is before the
 * app comes before all that is in it.
 * @param {HTMLElement} root
 * @param {Life} life
 */
function offerSkip(root, life) {
  const skip = make("a", { className: "live-skip", href: `#${root.id}`, textContent: "Skip to the training" });
  life.listen(skip, "click", (event) => {
    event.preventDefault(); // a place within the page is no part of the address
    root.focus();
  });
  document.body.prepend(skip);
  life.own(() => skip.remove());
}

class Stage {
  split = ""; // which scores are shown
  offered = "";
  isStale = true; // all charts are drawn anew at the next show
  /** @type {Say} */
  say = { pin: () => {}, draw: () => {}, sketch: () => {} };

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
    this.playBar = new PlayBar(root, life, this.player, isRunning);
    this.boundary = new StageBoundary(this.find(".stage-boundary .live-chart"), life);
    this.loss = new StageLoss(this.find(".stage-loss .live-chart"), life);
    this.pins = new Pins(root, life);
    this.boundary.pins = this.loss.pins = this.pins;
    this.pad = this.boundary.pad = new SketchPad(root, life, {
      onHold: () => this.boundary.keepLine(),
      onDraw: () => this.boundary.follow(),
      onRelease: () => {
        this.boundary.ghost = null;
      },
      speak: (words) => this.playBar.voice.say(words),
    });
    life.listen(this.find(".stage-draw"), "click", () => this.say.draw());
    const pulls = find(HTMLInputElement, root, ".sketch-pulls");
    life.listen(pulls, "change", () => {
      this.boundary.showsPulls = pulls.checked;
      this.boundary.move();
    });
    this.strip = new Strip(root);
    this.boundary.drawing.onLook = (point) => this.strip.look(point && { x1: point.x, x2: point.y });
    const errorSwitch = find(HTMLInputElement, root, ".stage-errors");
    life.listen(errorSwitch, "change", () => this.markMistakes(errorSwitch.checked));
    this.firstVisit = new FirstVisit(root, life, this.player, this.playBar);
    const logSwitch = find(HTMLInputElement, root, ".stage-log");
    life.listen(logSwitch, "change", () => this.switchAxis(logSwitch.checked));
    onPresent(life, () => this.present());
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

  /**
   * @param {StageData} data
   * @param {Say} say
   */
  load(data, say) {
    // First: the next run begins while this answer is drawn.
    const problem = data.sketch?.problem ?? "";
    // The zones are those of a run, and there is none of points that nothing can be trained on.
    tellNews(withRates(data.news, problem ? null : data.rates, data.iterations.length === 1 && !problem));
    const isNews = this.isPreview || data.summary !== this.data.summary || problem !== this.data.sketch?.problem;
    if (this.data !== data) this.firstVisit.end();
    this.data = data;
    this.say = say;
    this.pins.load(data.pins, this.isPreview, say.pin);
    this.pad.load(data.sketch, say.sketch);
    this.boundary.load(data);
    this.strip.load({ ...data.columns, others: data.others }, this.boundary.planes);
    this.loss.load(data);
    this.playBar.load(data.iterations);
    this.offerSplits();
    this.root.toggleAttribute("data-is-untrained", problem !== "");
    this.write(".stage-summary", problem || data.summary);
    this.write(".stage-ending", data.ending);
    this.write(".stage-loss .stage-caption", data.loss.caption);
    this.write(".stage-diagonal", data.diagonal);
    showWords(this.root, data);
    this.root.dataset.isPreview = String(this.isPreview);
    this.isStale = true;
    this.player.load(data.iterations.length);
    this.tell(isNews);
  }

  /**
   * What came of a change, once that has ended. Who has just arrived is told nothing.
   * @param {boolean} isNews in another theme, the page brings the same data
   */
  tell(isNews) {
    const { voice } = this.playBar;
    const problem = this.data.sketch?.problem;
    if (!isNews || this.isPreview) voice.hush();
    else voice.say(() => `${this.pad.spoken()}${problem || `${this.data.summary} ${this.playBar.inWords()}`}`);
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
    this.strip.show(frame);
    if (this.isStale) this.drawAll();
    else this.moveCharts();
    this.root.dataset.iteration = String(at(iterations, frame));
  }

  /** @param {number} frame */
  showScores(frame) {
    const scores = this.scoresOf(this.split);
    this.write(".stage-split-name", scores.label);
    showScores(this.root, scores, frame);
  }

  /**
   * Some iterations have a line, others have none.
   * @param {number} frame
   */
  showCaption(frame) {
    const [caption = ""] = textsOf(this.data.boundary.captions, frame, 1);
    this.write(".stage-boundary .stage-caption", isVoting() ? VOTE : caption);
  }

  present() {
    this.showCaption(this.player.frame);
    this.boundary.draw(true);
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

  /** @param {boolean} isOn */
  markMistakes(isOn) {
    this.boundary.marksMistakes = isOn;
    this.boundary.move();
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
      // The one pressed has made way for a new one.
      this.find('.stage-splits [aria-pressed="true"]').focus();
      this.playBar.voice.say(() => this.playBar.inWords());
    });
    const offer = button(this.scoresOf(name).label, choose);
    offer.ariaPressed = String(name === this.split);
    return offer;
  }
}
