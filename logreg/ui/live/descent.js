// The page Descent: the model over its samples and the same model as a dot on the landscape, both of
// the same iteration, under one player. Nothing here is drawn by a library.

/** @import { Component, DescentData, Plane } from "./contract.js" */
/** @import { Life } from "./instance.js" */
/** @import { Message } from "./conversation.js" */

import { DescentDataPlane } from "./descent_data_plane.js";
import { DescentLandscape, placeOf } from "./descent_landscape.js";
import { MARKUP } from "./descent_markup.js";
import { DescentRace } from "./descent_race.js";
import { tellCharts, tellFacts, tellRace } from "./descent_words.js";
import { find, write } from "./dom.js";
import { isRunning } from "./foreign.js";
import { at } from "./frames.js";
import { lossOf, planeOf, planesOf, thetaAt } from "./hand_model.js";
import { tellNews, withRates } from "./news.js";
import { PlayBar } from "./play_bar.js";
import { Player } from "./player.js";
import { StartHandle } from "./start_handle.js";
import { decimal } from "./wording.js";

/** @typedef {{ x: number, y: number }} Place on the landscape */
/**
 * @param {Component<DescentData>} component
 * @param {Life} life
 */
export default function ({ data, parentElement }, life) {
  const descent = new Descent(find(HTMLElement, parentElement, ".descent"), life, data);
  return (/** @type {Component<DescentData>} */ { data, setStateValue }) =>
    descent.load(data, (message) => setStateValue("start", message));
}

class DescentBar extends PlayBar {
  inWords() {
    return `${this.root.querySelector(".descent-told")?.textContent ?? ""}.`;
  }
}

class Descent {
  /** @type {Plane[]} */
  planes = []; // of the frames
  isStale = true; // all is drawn anew at the next show
  /** @type {Place | null} */
  pinned = null; // the model by hand that stays
  /** @type {Place | null} */
  pointed = null; // the one under the pointer

  /**
   * @param {HTMLElement} root
   * @param {Life} life
   * @param {DescentData} data
   */
  constructor(root, life, data) {
    this.root = root;
    this.data = data;
    root.innerHTML = MARKUP;
    this.player = new Player(life, (frame, isPlaying) => this.show(frame, isPlaying));
    this.playBar = new DescentBar(root, life, this.player, isRunning);
    const colorOf = (/** @type {string} */ name) => this.colorOf(name);
    this.plane = new DescentDataPlane(this.find(".descent-plane"), life);
    this.landscape = new DescentLandscape(this.find(".descent-landscape"), life, {
      colorOf,
      onFit: () => this.start.show(),
    });
    this.race = new DescentRace(this.find(".descent-gaps"), life, { colorOf });
    this.start = new StartHandle(this.find(".descent-start"), life, {
      board: this.landscape.board,
      names: this.names(),
      thetaAt: (place) => this.thetaAt(place),
      onMove: (place) => this.feel(place),
    });
    this.listen(life);
  }

  /** @param {string} selector */
  find(selector) {
    return find(HTMLElement, this.root, selector);
  }

  /** @param {Life} life */
  listen(life) {
    const { place } = this.landscape;
    life.listen(place, "pointerdown", (/** @type {PointerEvent} */ event) => this.pin(event, life));
    life.listen(place, "pointermove", (/** @type {PointerEvent} */ event) => this.point(event));
    life.listen(place, "pointerleave", () => this.pointAt(null));
    life.listen(this.plane.place, "pointermove", (/** @type {PointerEvent} */ event) => this.pointAtLine(event));
    life.listen(this.plane.place, "pointerleave", () => this.mark(-1));
    life.listen(this.find(".descent-let-go"), "click", () => this.letGo());
    life.listen(this.find(".descent-from-here"), "click", () => this.startHere());
    life.listen(this.root, "keydown", (/** @type {KeyboardEvent} */ { key }) => {
      if (key === "Escape") this.letGo();
    });
    for (const by of ["iterations", "gradients"]) {
      life.listen(this.find(`.descent-by-${by}`), "click", () => this.countBy(by === "gradients"));
    }
  }

  /** @returns {[string, string]} */
  names() {
    const [first, second] = this.data.axes;
    return [at(this.data.names, first), at(this.data.names, second)];
  }

  /** @param {string} name of a racer */
  colorOf(name) {
    const swatch = this.root.querySelector(`.descent-racer[data-name="${name}"]`);
    return swatch ? getComputedStyle(swatch).color : this.plane.board.ink;
  }

  // ---- what comes from Python

  /**
   * @param {DescentData} data
   * @param {(message: Message) => void} send
   */
  load(data, send) {
    // First: the next run begins while this answer is drawn.
    tellNews(withRates(data.news, data.rates, data.is_preview));
    const isNews = data.is_preview || data.facts.join() !== this.data.facts.join();
    // A hand that drags has no use for the samples once more.
    const hasModel = data.model.columns.length > 0;
    this.data = hasModel ? data : { ...data, model: { ...data.model, columns: this.data.model.columns } };
    if (hasModel || !this.start.isHeld) this.letGo();
    tellFacts(this.find(".descent-facts"), data);
    tellRace(this.root, data);
    this.planes = planesOf(data);
    this.start.owner.names = this.names();
    this.plane.load(this.data);
    this.landscape.load(this.data, this.start.isHeld);
    this.race.load(this.data);
    this.playBar.load(data.iterations);
    write(this.find(".stage-ending"), data.ending);
    tellCharts(this.root, data);
    this.root.dataset.isPreview = String(data.is_preview);
    this.isStale = true;
    this.player.load(data.iterations.length);
    this.start.load(data.heard, placeOf(data.origin, data.axes), send);
    if (!isNews || data.is_preview) this.playBar.voice.hush();
    else this.playBar.voice.say(() => `${data.facts.join(" ")} ${this.playBar.inWords()}`);
  }

  // ---- frames

  /**
   * @param {number} frame
   * @param {boolean} isPlaying
   */
  show(frame, isPlaying) {
    const { data, plane, landscape, race } = this;
    const iteration = at(data.iterations, frame);
    if (isPlaying) this.letGo();
    plane.model = at(this.planes, frame);
    landscape.frame = frame;
    landscape.iteration = race.iteration = iteration;
    race.isLast = frame === data.iterations.length - 1;
    this.tellWhere();
    this.playBar.show(data.iterations, frame, isPlaying);
    if (this.isStale) this.drawAll();
    else this.moveAll();
    this.root.dataset.iteration = String(iteration);
  }

  drawAll() {
    this.isStale = false;
    this.plane.draw();
    this.landscape.draw();
    this.race.draw();
  }

  moveAll() {
    this.plane.move();
    this.landscape.move();
    this.race.move();
  }

  /** @param {boolean} byGradients */
  countBy(byGradients) {
    this.race.byGradients = this.landscape.byGradients = byGradients;
    this.find(".descent-by-iterations").ariaPressed = String(!byGradients);
    this.find(".descent-by-gradients").ariaPressed = String(byGradients);
    this.race.draw();
    this.landscape.move();
  }

  // ---- a model by hand

  /** @param {Place} place */
  thetaAt(place) {
    return thetaAt(this.data, this.landscape.frame, place);
  }

  /** @param {PointerEvent} event */
  point(event) {
    const place = this.landscape.board.at(event);
    const isFree = event.pointerType === "mouse" && !event.buttons && !this.start.isHeld;
    if (isFree && event.target !== this.start.handle) this.pointAt(place.isWithin ? place : null);
  }

  /** @param {Place | null} place */
  pointAt(place) {
    if (place === this.pointed) return;
    this.pointed = place;
    this.feel(this.pinned ? this.pinned : place);
  }

  /**
   * @param {PointerEvent} event
   * @param {Life} life
   */
  pin(event, life) {
    const place = this.landscape.board.at(event);
    if (event.button !== 0 || !place.isWithin || this.data.is_preview) return;
    this.player.pause();
    const grip = life.part();
    const move = (/** @type {PointerEvent} */ moved) => {
      const to = this.landscape.board.at(moved);
      if (!to.isWithin) return;
      this.pinned = { x: to.x, y: to.y };
      this.feel(this.pinned);
    };
    this.landscape.place.setPointerCapture(event.pointerId);
    grip.listen(this.landscape.place, "pointermove", move);
    for (const type of ["pointerup", "pointercancel"]) grip.listen(this.landscape.place, type, () => grip.end());
    move(event);
  }

  letGo() {
    if (!this.pinned && !this.pointed && !this.landscape.hand) return;
    this.pinned = this.pointed = null;
    this.feel(null);
  }

  startHere() {
    const place = this.pinned;
    if (!place) return;
    this.letGo();
    this.start.moveTo(place);
    this.start.handle.focus();
  }

  /**
   * Shows the model at a place, in place of that of the frame; none, and the frame's is back.
   * @param {Place | null} place
   */
  feel(place) {
    this.landscape.hand = place;
    this.plane.other = place ? planeOf(this.data.model, this.thetaAt(place)) : null;
    this.landscape.move();
    this.plane.move();
    this.tellWhere();
    for (const name of [".descent-from-here", ".descent-let-go"]) this.find(name).hidden = !this.pinned;
  }

  tellWhere() {
    const { hand, frame } = this.landscape;
    write(this.find(".descent-told"), hand ? this.handInWords(hand) : this.frameInWords(frame));
    this.find(".descent-where").toggleAttribute("data-is-by-hand", hand !== null);
  }

  /** @param {number} frame */
  frameInWords(frame) {
    return `Iteration ${at(this.data.iterations, frame)}: ${at(this.data.told, frame)}`;
  }

  /** @param {Place} place */
  handInWords(place) {
    const { data } = this;
    const [first, second] = this.names();
    const loss = lossOf(data.model, this.thetaAt(place));
    const where = `By hand: ${first} = ${decimal(place.x)}, ${second} = ${decimal(place.y)}; ${data.objective}`;
    // Of a large table the browser has a part of the samples.
    if (data.model.is_part) return `${where} about ${decimal(loss, 2)}`;
    return `${where} ${decimal(loss)}, ${decimal(Math.max(loss - data.lowest, 0))} above the lowest`;
  }

  // ---- a line that is pointed at

  /** @param {PointerEvent} event */
  pointAtLine(event) {
    const place = this.plane.board.at(event);
    const isFree = place.isWithin && !event.buttons && !this.player.isPlaying && !this.landscape.hand;
    this.mark(isFree ? this.plane.nearest(place, this.planes) : -1);
  }

  /** @param {number} frame whose line is pointed at, or −1 */
  mark(frame) {
    const { data, landscape, plane } = this;
    const size = data.origin.length;
    const theta = data.thetas.subarray(frame * size, (frame + 1) * size);
    if (frame < 0 && !landscape.marked) return;
    landscape.marked = frame < 0 ? null : placeOf(theta, data.axes);
    plane.other = frame < 0 ? null : at(this.planes, frame);
    landscape.move();
    plane.move();
    if (frame < 0) this.tellWhere();
    else write(this.find(".descent-told"), this.frameInWords(frame));
  }
}
