// The boundary chart under a hand that draws: what a pointer does, stands in sketch_strokes.js, and what
// keys do, in sketch_keys.js. What it says to Python is a text, see sketch_text.js.

/** @import { SketchData } from "./contract.js" */
/** @import { Message } from "./conversation.js" */
/** @import { Life } from "./instance.js" */
/** @import { Area } from "./layer.js" */
/** @import { Place } from "./sketch.js" */

import { Conversation } from "./conversation.js";
import { find, write } from "./dom.js";
import { onNews } from "./news.js";
import { Sketch } from "./sketch.js";
import { keyAct } from "./sketch_keys.js";
import { strokeFrom } from "./sketch_strokes.js";
import { readPoints, writtenPoints } from "./sketch_text.js";
import { decimal } from "./wording.js";

/** @typedef {"class0" | "class1" | "move" | "erase"} Tool */

const ANSWER = "stage points"; // its name among what is answered
const IN_A_LINK = 100;

/**
 * @typedef {object} Owner
 * @property {() => void} onDraw the points are others now
 * @property {() => void} onHold a hand begins to change them
 * @property {() => void} onRelease
 * @property {(words: () => string) => void} speak
 */

export class SketchPad {
  sketch = new Sketch();
  /** @type {Tool} */
  tool = "class1";
  /** @type {Area | null} */
  area = null;
  /** @type {Life | null} */
  grip = null; // while a pointer or a key is down
  focused = 0; // the point that the keyboard is at
  isKnown = false; // whether there is anything to draw on
  /** @type {(message: Message) => void} */
  send = () => {};

  /**
   * @param {HTMLElement} root of the stage
   * @param {Life} life
   * @param {Owner} owner
   */
  constructor(root, life, owner) {
    this.root = root;
    this.life = life;
    this.owner = owner;
    this.place = find(HTMLElement, root, ".sketch-place");
    this.pad = find(HTMLElement, root, ".sketch-pad");
    this.handle = find(HTMLElement, root, ".sketch-point");
    this.count = find(HTMLElement, root, ".sketch-count");
    this.undo = find(HTMLButtonElement, root, ".sketch-undo");
    this.redo = find(HTMLButtonElement, root, ".sketch-redo");
    this.clear = find(HTMLButtonElement, root, ".sketch-clear");
    this.conversation = new Conversation(life, (message) => this.send(message));
    for (const choice of this.tools()) life.listen(choice, "click", () => this.choose(choice));
    life.listen(this.undo, "click", () => this.once(() => this.sketch.undo()));
    life.listen(this.redo, "click", () => this.once(() => this.sketch.redo()));
    life.listen(this.clear, "click", () => this.change(() => this.sketch.remove(() => true)));
    life.listen(this.pad, "pointerdown", (/** @type {PointerEvent} */ event) => this.hold(event));
    life.listen(this.handle, "keydown", (/** @type {KeyboardEvent} */ event) => this.onKey(event));
    life.listen(this.handle, "keyup", () => this.release());
    life.listen(this.handle, "blur", () => this.release());
    life.listen(this.handle, "focus", () => this.show());
    onNews(life, ({ answered }) => {
      const count = answered[ANSWER];
      if (count !== undefined) this.conversation.complete(count);
    });
  }

  get points() {
    return this.sketch.points;
  }

  get isHeld() {
    return this.grip !== null;
  }

  /** @returns {NodeListOf<HTMLButtonElement>} */
  tools() {
    return this.root.querySelectorAll(".sketch-tools [data-tool]");
  }

  /**
   * What Python knows. While a hand is on it, that is what the hand has drawn.
   * @param {SketchData | undefined} told nothing where these samples are not drawn by hand
   * @param {(message: Message) => void} send
   */
  load(told, send) {
    this.root.toggleAttribute("data-is-sketch", told !== undefined);
    this.isKnown = told !== undefined;
    if (!told) return;
    this.send = send;
    const isLast = this.conversation.hear(told.heard);
    if (isLast && !this.grip && !told.heard.is_dragging) this.sketch.load(readPoints(told.places), told.box);
    this.show();
  }

  /** @param {HTMLButtonElement} choice */
  choose(choice) {
    this.tool = /** @type {Tool} */ (choice.dataset.tool);
    for (const one of this.tools()) one.ariaPressed = String(one === choice);
    this.pad.dataset.tool = this.tool;
  }

  /**
   * It lies where the chart has its axes.
   * @param {Area} area
   * @param {CSSStyleDeclaration} style of the canvas there
   */
  fit(area, { left, top, width, height }) {
    this.area = area;
    Object.assign(this.place.style, { left, top, width, height });
    this.show();
  }

  show() {
    const { sketch, handle, area } = this;
    const n = sketch.points.length;
    this.focused = Math.min(this.focused, Math.max(n - 1, 0));
    this.undo.disabled = !sketch.canUndo;
    this.redo.disabled = !sketch.canRedo;
    this.clear.disabled = n === 0;
    write(this.count, n > IN_A_LINK ? `${n} points; a link holds ${IN_A_LINK}` : `${n} point${n === 1 ? "" : "s"}`);
    handle.ariaLabel = this.inWords();
    handle.toggleAttribute("data-is-none", n === 0);
    if (!area || n === 0) return;
    const { x, y } = sketch.placeOf(this.focused);
    Object.assign(handle.style, { left: `${area.x(x)}px`, top: `${area.y(y)}px` });
  }

  /** As in “point 12 of 40, class 1, x₁ 0.4, x₂ −1.2”. */
  inWords() {
    const { sketch, focused } = this;
    const point = sketch.points[focused];
    if (!point) return "No points yet. Enter adds one.";
    const { x, y } = sketch.placeOf(focused);
    const count = `Point ${focused + 1} of ${sketch.points.length}`;
    return `${count}, class ${point.label}, x₁ ${decimal(x, 2)}, x₂ ${decimal(y, 2)}`;
  }

  /** To whom the keyboard is at a point, before what came of its change. */
  spoken() {
    return document.activeElement === this.handle ? `${this.inWords()}. ` : "";
  }

  // ---- a pointer

  /** @param {PointerEvent} event */
  hold(event) {
    event.preventDefault(); // no text is selected under a drag
    if (this.grip || event.button !== 0 || !this.area) return;
    const act = strokeFrom(event, this);
    if (!act) return;
    this.pad.setPointerCapture(event.pointerId);
    const grip = this.grab();
    grip.listen(this.pad, "pointermove", (/** @type {PointerEvent} */ moved) => act(moved));
    for (const type of ["pointerup", "pointercancel", "lostpointercapture"]) {
      grip.listen(this.pad, type, () => this.release());
    }
    grip.listen(window, "blur", () => this.release());
    act(event);
  }

  /** What is undone in one step, and what Python sees as a drag. */
  grab() {
    const grip = this.life.part();
    this.grip = grip;
    this.place.toggleAttribute("data-is-held", true);
    this.sketch.mark();
    this.owner.onHold();
    return grip;
  }

  release() {
    if (!this.grip) return;
    this.grip.end();
    this.grip = null;
    this.place.toggleAttribute("data-is-held", false);
    this.sketch.unmark();
    this.owner.onRelease();
    this.say();
  }

  /**
   * The place of a pixel.
   * @param {number} across
   * @param {number} down
   * @returns {Place}
   */
  at(across, down) {
    const { area } = this;
    const { left, right, bottom, top } = this.sketch.box;
    if (!area) return { x: left, y: bottom };
    return {
      x: left + ((across - area.x(left)) / (area.x(right) - area.x(left))) * (right - left),
      y: bottom + ((down - area.y(bottom)) / (area.y(top) - area.y(bottom))) * (top - bottom),
    };
  }

  // ---- changes

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const act = keyAct(event, this);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
    this.owner.speak(() => `${this.inWords()}.`);
  }

  /** @param {number} index of the point that the keyboard is at from now on */
  goTo(index) {
    this.focused = Math.min(Math.max(index, 0), Math.max(this.points.length - 1, 0));
    this.show();
  }

  /**
   * While a key is down its steps are one.
   * @param {() => void} act
   */
  keep(act) {
    if (!this.grip) this.grab();
    this.draw(act);
  }

  /**
   * A change that is there at once.
   * @param {() => void} act
   */
  change(act) {
    this.release();
    this.sketch.mark();
    this.once(act);
  }

  /** @param {() => void} act that can be undone, or undoes */
  once(act) {
    this.release();
    this.draw(act);
  }

  /** @param {() => void} act */
  draw(act) {
    act();
    this.show();
    this.owner.onDraw();
    this.say();
  }

  say() {
    const value = writtenPoints(this.sketch.points);
    this.conversation.say({ value, isDragging: this.isHeld });
  }
}
