// One live slider.

/** @import { News, RateZones, SliderData } from "./contract.js" */
/** @import { Message } from "./conversation.js" */
/** @import { Life } from "./instance.js" */
/** @import { Scale } from "./scale.js" */

import { Conversation } from "./conversation.js";
import { find, make, write } from "./dom.js";
import { ExactValue } from "./exact_value.js";
import { onNews, toldRates } from "./news.js";
import { parse, readable } from "./number_text.js";
import { isAllowed, nextValue, positionOf, scaleOf, valueAt } from "./scale.js";

const MARKUP = `
  <div class="live-slider-head">
    <span class="live-slider-label" aria-hidden="true"></span>
    <button class="live-slider-help" type="button" hidden>?</button>
    <span class="live-slider-note live-slider-tip" role="tooltip"></span>
  </div>
  <div class="live-slider-body">
    <button class="live-slider-value" type="button" title="Type an exact value"></button>
    <div class="live-slider-marks"></div>
    <input class="live-slider-range" type="range" min="0" step="1">
    <span class="live-slider-note live-slider-problem" role="alert"></span>
  </div>
`;

// The one whose zones the page tells.
const ZONED = "learning_rate";

export class Slider {
  value = NaN;
  drawnMarks = "";
  /** @type {RateZones | null} */
  zones = null;
  /** @type {Life | null} */
  grip = null; // what listens for the end of a drag, while the thumb is held

  /**
   * @param {Life} life
   * @param {SliderData} data
   */
  constructor(life, data) {
    this.life = life;
    this.data = data;
    this.scale = scaleOf(data);
    /** @type {(message: Message) => void} */
    this.say = () => {};
    this.place = make("div", { className: "live-slider", innerHTML: MARKUP });
    this.place.dataset.name = data.name;
    if (this.hasZones) this.zones = toldRates();
    const part = (/** @type {string} */ name) =>
      find(HTMLElement, this.place, `.live-slider-${name}`);
    this.label = part("label");
    this.help = part("help");
    this.tip = part("tip");
    this.marks = part("marks");
    this.problem = part("problem");
    this.number = find(HTMLButtonElement, this.place, ".live-slider-value");
    this.range = find(HTMLInputElement, this.place, ".live-slider-range");
    const id = data.key.replaceAll(" ", "-");
    this.tip.id = `${id}-tip`;
    this.marks.id = `${id}-marks`;
    this.conversation = new Conversation(life, (message) => this.say(message));
    this.exact = new ExactValue(life, this.number, (text) => this.type(text));
    this.listen();
  }

  listen() {
    const { life, range, number, help } = this;
    life.listen(range, "pointerdown", () => this.hold());
    life.listen(range, "input", () => this.move());
    life.listen(number, "click", () => this.exact.open(this.data.label, this.value));
    onNews(life, (news) => this.goOn(news));
    life.listen(help, "keydown", (/** @type {KeyboardEvent} */ { key }) => {
      if (key === "Escape") help.blur();
    });
  }

  /**
   * @param {SliderData} data
   * @param {(message: Message) => void} say
   */
  load(data, say) {
    Object.assign(this, { data, say });
    this.describe();
    const isLast = this.conversation.hear(data);
    if (isLast && !this.grip) this.follow();
  }

  /**
   * A slider without previews runs the whole page, which goes on behind its last component.
   * @param {News} news
   */
  goOn({ answered: { [this.data.key]: count }, rates }) {
    if (this.hasZones && rates !== undefined) {
      this.zones = rates;
      this.drawMarks();
      this.showZone();
    }
    if (this.data.has_previews && count !== undefined) this.conversation.complete(count);
  }

  // What Python says, where nobody has said anything newer here.
  follow() {
    const { value, is_dragging: isDragging } = this.data;
    this.value = value;
    this.show();
    this.conversation.agree({ value, isDragging });
  }

  // ---- words and scale

  describe() {
    const { data, range, help, number } = this;
    write(this.label, data.label);
    write(this.tip, data.help);
    help.hidden = !data.help;
    help.ariaLabel = `Help on ${data.label}`;
    help.setAttribute("aria-describedby", this.tip.id);
    range.setAttribute("aria-label", data.label);
    range.setAttribute("aria-describedby", `${this.tip.id} ${this.marks.id}`);
    this.place.toggleAttribute("data-disabled", data.is_disabled);
    range.disabled = number.disabled = data.is_disabled;
    if (data.is_disabled) {
      this.exact.close();
      this.release();
    }
    this.takeScale();
    this.drawMarks();
  }

  // Not under the hand: other ends of the track would move the thumb.
  takeScale() {
    if (this.grip) return;
    this.scale = scaleOf(this.data);
    this.range.max = String(this.scale.last);
  }

  get hasZones() {
    return this.data.name === ZONED;
  }

  drawMarks() {
    const { scale, marks, zones } = this;
    const wanted = JSON.stringify([this.data.marks, zones, scale]);
    if (this.drawnMarks === wanted) return;
    this.drawnMarks = wanted;
    const limits = (zones?.limits ?? []).filter((limit) => limit > scale.low && limit < scale.high);
    const all = [...this.data.marks, ...limits.map((value) => ({ value, label: "" }))];
    const drawn = all.flatMap((mark) => drawMark(mark, scale));
    if (zones) drawn.push(make("span", { className: "live-slider-zone" }));
    marks.replaceChildren(...(drawn.length ? drawn : ends(scale)));
  }

  showZone() {
    const place = this.marks.querySelector(".live-slider-zone");
    if (!place || !this.zones) return;
    const { limits, words } = this.zones;
    write(place, words[limits.filter((limit) => this.value > limit).length] ?? "");
  }

  // ---- the value on screen

  show() {
    const { scale, value, range, number } = this;
    // Under the hand, the browser places the thumb.
    if (!this.grip) range.value = String(Math.round(positionOf(scale, value)));
    const text = readable(value);
    range.setAttribute("aria-valuetext", text);
    write(number, text);
    number.ariaLabel = `${this.data.label}: ${text}, type an exact value`;
    // On these two: all that stands within what has them would be styled anew with each move.
    const at = String(Number(range.value) / scale.last);
    for (const part of [range, number]) part.style.setProperty("--at", at);
    number.style.setProperty("--chars", String(text.length));
    this.showZone();
  }

  // ---- the hand

  hold() {
    if (this.grip || this.range.disabled) return;
    const grip = this.life.part();
    this.grip = grip;
    this.place.toggleAttribute("data-is-held", true);
    grip.own(() => this.place.toggleAttribute("data-is-held", false));
    const end = () => this.release();
    for (const type of ["pointerup", "pointercancel", "blur"]) grip.listen(window, type, end);
    for (const type of ["change", "blur"]) grip.listen(this.range, type, end);
    grip.listen(document, "visibilitychange", end);
  }

  release() {
    if (!this.grip) return;
    this.grip.end();
    this.grip = null;
    this.takeScale();
    this.choose(this.value);
  }

  move() {
    const { scale, value } = this;
    const position = Number(this.range.value);
    this.choose(this.grip ? valueAt(scale, position) : nextValue(scale, value, position));
  }

  /** @param {number} value */
  choose(value) {
    this.value = value;
    this.show();
    // What is off the page already has nobody to tell.
    const isDragging = this.grip !== null;
    // A page that takes longer than a hand waits hears of it when the hand lets go.
    if (isDragging && !this.data.has_previews) return;
    if (this.place.isConnected) this.conversation.say({ value, isDragging });
  }

  // ---- the exact value

  /** @param {string} text */
  type(text) {
    const value = parse(text);
    if (isAllowed(this.data, value)) this.choose(value);
    else this.refuse();
  }

  // Says what is allowed, until the person does the next thing.
  refuse() {
    this.problem.textContent = this.data.refusal;
    const said = this.life.part();
    const hide = () => {
      said.end();
      this.problem.textContent = "";
    };
    for (const type of ["pointerdown", "keydown"]) {
      said.listen(document, type, hide, { capture: true });
    }
  }
}

/**
 * @param {{ value: number, label: string }} mark
 * @param {Scale} scale
 */
function drawMark({ value, label }, scale) {
  return ["tick", "mark"].map((name) => {
    const part = make("span", { className: `live-slider-${name}` });
    part.textContent = name === "mark" ? label : "";
    part.style.setProperty("--at", String(positionOf(scale, value) / scale.last));
    part.style.setProperty("--chars", String(label.length));
    return part;
  });
}

/**
 * Without marks, the two ends of the range are named while the pointer is over the slider.
 * @param {Scale} scale
 */
function ends({ low, high }) {
  const end = (/** @type {number} */ value) =>
    make("span", { className: "live-slider-end", ariaHidden: "true", textContent: readable(value) });
  return [end(low), end(high)];
}
