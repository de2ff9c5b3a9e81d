// The points that a hand draws, on a grid of whole places: what can be done with them, and undone.

/** @import { Box } from "./contract.js" */

const LAST = 4095; // of the places along each axis, see data/points.py
const MOST = 2000; // points
const MOST_STEPS = 100; // that can be undone

/**
 * @typedef {0 | 1} Label
 * @typedef {{ across: number, up: number, label: Label }} Point at a place of the grid
 * @typedef {{ x: number, y: number }} Place in the units of the data
 */

export class Sketch {
  /** @type {readonly Point[]} */
  points = [];
  /** @type {Box} */
  box = { left: 0, right: 1, bottom: 0, top: 1 };
  /** @type {(readonly Point[])[]} */
  #past = [];
  /** @type {(readonly Point[])[]} */
  #future = [];
  #undone = this.#future; // before the last mark

  /**
   * What Python knows. What it had from here is no news, and can still be undone.
   * @param {readonly Point[]} points
   * @param {Box} box
   */
  load(points, box) {
    if (!isSameBox(box, this.box)) this.#past = this.#future = [];
    else if (!isSame(points, this.points)) this.mark();
    this.box = box;
    this.points = points;
  }

  get canUndo() {
    return this.#past.length > 0;
  }

  get canRedo() {
    return this.#future.length > 0;
  }

  get isFull() {
    return this.points.length >= MOST;
  }

  /** Begins what is undone in one step. */
  mark() {
    this.#past = [...this.#past, this.points].slice(-MOST_STEPS);
    this.#undone = this.#future;
    this.#future = [];
  }

  /** Forgets the last mark where nothing came of it. */
  unmark() {
    const before = this.#past.at(-1);
    if (!before || !isSame(before, this.points)) return;
    this.#past = this.#past.slice(0, -1);
    this.#future = this.#undone;
  }

  undo() {
    [this.#past, this.#future] = this.#step(this.#past, this.#future);
  }

  redo() {
    [this.#future, this.#past] = this.#step(this.#future, this.#past);
  }

  /**
   * From the points of now to the last of `from`; both lists as they are then.
   * @param {(readonly Point[])[]} from
   * @param {(readonly Point[])[]} to
   * @returns {[(readonly Point[])[], (readonly Point[])[]]}
   */
  #step(from, to) {
    const next = from.at(-1);
    if (!next) return [from, to];
    const behind = [...to, this.points];
    this.points = next;
    return [from.slice(0, -1), behind];
  }

  /**
   * @param {Place} place
   * @param {Label} label
   */
  add(place, label) {
    if (!this.isFull) this.points = [...this.points, { ...this.#onGrid(place), label }];
  }

  /**
   * @param {number} index
   * @param {Place} place
   */
  move(index, place) {
    this.#change(index, this.#onGrid(place));
  }

  /**
   * By so many places of the grid.
   * @param {number} index
   * @param {number} across
   * @param {number} up
   */
  nudge(index, across, up) {
    const point = this.points[index];
    if (point) this.#change(index, { across: within(point.across + across), up: within(point.up + up) });
  }

  /** @param {number} index whose point changes its class */
  flip(index) {
    const point = this.points[index];
    if (point) this.#change(index, { label: point.label ? 0 : 1 });
  }

  /** @param {(index: number) => boolean} isGone */
  remove(isGone) {
    this.points = this.points.filter((_, index) => !isGone(index));
  }

  /**
   * @param {number} index
   * @returns {Place}
   */
  placeOf(index) {
    const { across = NaN, up = NaN } = this.points[index] ?? {};
    const { left, right, bottom, top } = this.box;
    return { x: left + (across / LAST) * (right - left), y: bottom + (up / LAST) * (top - bottom) };
  }

  /**
   * @param {number} index
   * @param {Partial<Point>} change
   */
  #change(index, change) {
    this.points = this.points.map((point, i) => (i === index ? { ...point, ...change } : point));
  }

  /** @param {Place} place */
  #onGrid({ x, y }) {
    const { left, right, bottom, top } = this.box;
    return {
      across: within(Math.round((LAST * (x - left)) / (right - left))),
      up: within(Math.round((LAST * (y - bottom)) / (top - bottom))),
    };
  }
}

/** @param {number} step */
const within = (step) => Math.min(Math.max(step, 0), LAST);

/**
 * @param {readonly Point[]} some
 * @param {readonly Point[]} others
 */
export const isSame = (some, others) =>
  some.length === others.length &&
  some.every(({ across, up, label }, i) => {
    const other = others[i];
    return other?.across === across && other.up === up && other.label === label;
  });

/**
 * @param {Box} one
 * @param {Box} other
 */
const isSameBox = (one, other) =>
  one.left === other.left && one.right === other.right && one.bottom === other.bottom && one.top === other.top;
