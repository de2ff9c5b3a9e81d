// The start of the path, under a hand or the arrow keys. What it says to Python is a text: the weights
// and the bias, as they stand in a link.

/** @import { Board } from "./board.js" */
/** @import { Life } from "./instance.js" */
/** @import { Message } from "./conversation.js" */
/** @import { News } from "./contract.js" */

import { Conversation } from "./conversation.js";
import { onNews } from "./news.js";
import { decimal } from "./wording.js";

const STEP = 0.02; // of the picture by one key, and five times as far with Shift
const EDGE = 0.03; // of the picture: nearer to its end, the picture would grow for it
const FARTHEST = 1000; // what a start may have, see experiment.py
const ANSWER = "descent start"; // its name among what is answered
/** @type {Readonly<Record<string, [number, number]>>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/** @typedef {{ x: number, y: number }} Place */

/**
 * @typedef {object} Owner
 * @property {Board} board
 * @property {[string, string]} names of the two parameters
 * @property {(place: Place) => number[]} thetaAt all parameters of a start there
 * @property {(place: Place) => void} onMove
 */

export class StartHandle {
  /** @type {Place} */
  place = { x: 0, y: 0 };
  /** @type {Life | null} */
  grip = null; // while a pointer holds it
  /** @type {(message: Message) => void} */
  send = () => {};

  /**
   * @param {HTMLElement} handle
   * @param {Life} life
   * @param {Owner} owner
   */
  constructor(handle, life, owner) {
    this.handle = handle;
    this.life = life;
    this.owner = owner;
    this.conversation = new Conversation(life, (message) => this.send(message));
    life.listen(handle, "pointerdown", (/** @type {PointerEvent} */ event) => this.hold(event));
    life.listen(handle, "keydown", (/** @type {KeyboardEvent} */ event) => this.onKey(event));
    onNews(life, (/** @type {News} */ { answered }) => {
      const count = answered[ANSWER];
      if (count !== undefined) this.conversation.complete(count);
    });
  }

  get isHeld() {
    return this.grip !== null;
  }

  /**
   * What Python knows, and where its start lies. While a hand is on it, that is where the hand is.
   * @param {{ count: number, is_dragging: boolean }} heard
   * @param {Place} place
   * @param {(message: Message) => void} send
   */
  load(heard, place, send) {
    this.send = send;
    const isLast = this.conversation.hear(heard);
    if (isLast && !this.grip && !heard.is_dragging) this.place = place;
    this.show();
  }

  /** Where it is on the board; beyond the picture it waits at the edge. */
  show() {
    const { handle, owner, place } = this;
    const { rect } = owner.board;
    const area = owner.board.area();
    const within = (/** @type {number} */ pixel, /** @type {number} */ size) => Math.min(Math.max(pixel, 0), size);
    handle.style.left = `${rect.left + within(area.x(place.x), rect.width)}px`;
    handle.style.top = `${rect.top + within(area.y(place.y), rect.height)}px`;
    const [first, second] = owner.names;
    handle.ariaLabel = `Start at ${first} ${decimal(place.x)}, ${second} ${decimal(place.y)}. Arrow keys move it.`;
  }

  /** @param {PointerEvent} event */
  hold(event) {
    event.preventDefault(); // no text is selected under a drag
    event.stopPropagation();
    this.handle.focus();
    if (this.grip || event.button !== 0) return;
    const grip = this.life.part();
    this.grip = grip;
    this.handle.setPointerCapture(event.pointerId);
    grip.listen(this.handle, "pointermove", (/** @type {PointerEvent} */ moved) => this.moveTo(this.owner.board.at(moved)));
    for (const type of ["pointerup", "pointercancel", "lostpointercapture"]) {
      grip.listen(this.handle, type, () => this.release());
    }
    grip.listen(window, "blur", () => this.release());
  }

  release() {
    if (!this.grip) return;
    this.grip.end();
    this.grip = null;
    this.say();
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const direction = ARROWS[event.key];
    if (!direction || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    const { x, y } = this.owner.board.look.axes();
    const far = STEP * (event.shiftKey ? 5 : 1);
    this.moveTo({
      x: this.place.x + direction[0] * far * (x.high - x.low),
      y: this.place.y + direction[1] * far * (y.high - y.low),
    });
  }

  /** @param {Place} place within the picture, and within what a start may be */
  moveTo({ x, y }) {
    const axes = this.owner.board.look.axes();
    const within = (/** @type {number} */ value, /** @type {{ low: number, high: number }} */ { low, high }) => {
      const room = EDGE * (high - low);
      return Number(Math.min(Math.max(value, low + room, -FARTHEST), high - room, FARTHEST).toPrecision(4));
    };
    this.place = { x: within(x, axes.x), y: within(y, axes.y) };
    this.show();
    this.owner.onMove(this.place);
    this.say();
  }

  say() {
    const theta = this.owner.thetaAt(this.place);
    const value = theta.map((each) => Number(Math.min(Math.max(each, -FARTHEST), FARTHEST).toPrecision(6))).join(",");
    this.conversation.say({ value, isDragging: this.isHeld });
  }
}
