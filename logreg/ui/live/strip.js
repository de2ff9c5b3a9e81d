// The model in one line: its score as an equation, or its weights as bars where they are many. Over a
// point or any place, the sum there, and what becomes of it.

/** @import { Plane, StageData } from "./contract.js" */

import { find, make, write } from "./dom.js";
import { at } from "./frames.js";
import { termAt } from "./probability.js";
import { decimal, factor, odds, probability, sum } from "./wording.js";

// Of more bars than this only the longest is named.
const MOST_NAMES = 7;
const MOST_IN_EQUATION = 2;

/**
 * @typedef {{ x1: number, x2: number }} Place in the drawn plane
 * @typedef {StageData["columns"] & { others: StageData["others"] }} Model
 */

export class Strip {
  /** @type {Model} */
  model = { names: [], spreads: new Float64Array(), others: new Float32Array() };
  /** @type {Plane[]} */
  planes = [];
  longest = 1; // of all bars of all frames
  frame = 0;
  /** @type {Place | null} */
  place = null;

  /** @param {HTMLElement} root */
  constructor(root) {
    this.sum = find(HTMLElement, root, ".stage-sum");
    this.outcome = find(HTMLElement, root, ".stage-outcome");
    this.bars = find(HTMLElement, root, ".stage-bars");
  }

  /**
   * @param {Model} model
   * @param {Plane[]} planes
   */
  load(model, planes) {
    this.model = model;
    this.planes = planes;
    this.longest = Math.max(...planes.map((_, frame) => Math.max(...this.weightsOf(frame).map(Math.abs))));
    this.offerBars();
  }

  get isEquation() {
    const { terms = [] } = this.planes[0] ?? {};
    const { names } = this.model;
    return names.length <= MOST_IN_EQUATION && terms.every((term) => term === "x1" || term === "x2");
  }

  get hasOthers() {
    return this.model.others.length > 0;
  }

  /**
   * Per standard deviation of each column, so that they compare.
   * @param {number} frame
   */
  weightsOf(frame) {
    const { names, spreads, others } = this.model;
    const { weights } = at(this.planes, frame);
    const nOthers = names.length - weights.length;
    return names.map((_, i) => {
      const weight = i < weights.length ? weights[i] : others[frame * nOthers + i - weights.length];
      return (weight ?? 0) * (spreads[i] ?? 1);
    });
  }

  offerBars() {
    const { names } = this.model;
    this.bars.hidden = this.isEquation;
    if (this.isEquation || this.bars.dataset.names === names.join()) return;
    this.bars.dataset.names = names.join();
    const hasNames = names.length <= MOST_NAMES;
    this.bars.replaceChildren(...names.map((name) => bar(name, hasNames)));
  }

  /** @param {number} frame */
  show(frame) {
    this.frame = frame;
    if (this.place) this.showPlace(this.place);
    else this.showModel();
  }

  /**
   * What a pointer, a finger or the keyboard is at; nothing once it has left. Returns the score and
   * its probability, for somebody who hears it.
   * @param {Place | null} place
   */
  look(place) {
    this.place = place;
    this.show(this.frame);
    if (!place) return "";
    const z = this.scoreAt(place);
    return `z = ${decimal(z, 2)}, p = ${probability(z)}`;
  }

  /** @param {Place} place */
  scoreAt({ x1, x2 }) {
    const { terms, weights, intercept } = at(this.planes, this.frame);
    return terms.reduce((total, term, i) => total + (weights[i] ?? 0) * termAt(term, x1, x2), intercept);
  }

  showModel() {
    write(this.outcome, "");
    this.bars.hidden = this.isEquation;
    if (this.isEquation) {
      const { weights, intercept } = at(this.planes, this.frame);
      const parts = this.model.names.map((name, i) => /** @type {[number, string]} */ ([weights[i] ?? 0, `·${name}`]));
      write(this.sum, `z = ${sum([...parts, [intercept, ""]])}`);
      return;
    }
    const weights = this.weightsOf(this.frame);
    this.raiseBars(weights);
    const sizes = weights.map(Math.abs);
    const i = sizes.indexOf(Math.max(...sizes));
    write(this.sum, `Largest weight: ${this.model.names[i]} ${decimal(weights[i] ?? 0, 2)}`);
  }

  /** @param {number[]} weights */
  raiseBars(weights) {
    weights.forEach((weight, i) => {
      const column = /** @type {HTMLElement | undefined} */ (this.bars.children[i]);
      column?.style.setProperty("--height", String(this.longest ? weight / this.longest : 0));
    });
  }

  /** @param {Place} place */
  showPlace(place) {
    const { terms, weights, intercept } = at(this.planes, this.frame);
    this.bars.hidden = true;
    const z = this.scoreAt(place);
    /** @type {[number, string][]} */
    const parts = terms.map((term, i) => {
      const [weight, value] = [weights[i] ?? 0, termAt(term, place.x1, place.x2)];
      return this.isEquation ? [weight, `·${factor(value)}`] : [weight * value, ""];
    });
    write(this.sum, `z = ${sum([...parts, [intercept, ""]])}`);
    const where = this.hasOthers ? " (others at their mean)" : "";
    write(this.outcome, `= ${decimal(z, 2)} → p = ${probability(z)} → odds ${odds(z)}${where}`);
  }
}

/**
 * @param {string} name
 * @param {boolean} hasName
 */
function bar(name, hasName) {
  const item = make("li", { title: name });
  item.append(make("i", {}));
  if (hasName) item.append(make("span", { textContent: name }));
  return item;
}
