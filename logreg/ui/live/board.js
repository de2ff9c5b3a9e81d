// A chart of our own on two canvases: one that stands still, with the axes, and one that moves with
// every frame. No library draws here: what it would redraw in 20 ms is painted in one.

/** @import { Life } from "./instance.js" */
/** @import { Area } from "./layer.js" */

import { make } from "./dom.js";
import { enlargement } from "./enlarging.js";
import { fontSize } from "./theme.js";

/**
 * @typedef {{ low: number, high: number, title: string, ticks?: [number, string][] }} BoardAxis
 * @typedef {(context: CanvasRenderingContext2D, area: Area) => void} Paint
 * @typedef {{ still: Paint, moving: Paint, isStillAbove?: boolean, axes: () => { x: BoardAxis, y: BoardAxis }, onDraw?: () => void }} Look
 * @typedef {{ left: number, top: number, width: number, height: number }} Rect of the plot in its place
 */

const MARGINS = { left: 4.4, right: 1, top: 0.7, bottom: 3.1 }; // in sizes of the font
const TICK_LENGTH = 4;
const NICE = [1, 2, 2.5, 5, 10];

export class Board {
  /** @type {Rect} */
  rect = { left: 0, top: 0, width: 0, height: 0 };
  ink = "";
  paper = "";
  grid = "";
  font = "";
  size = 0; // of the font
  factor = 1;

  /**
   * @param {HTMLElement} place
   * @param {Life} life
   * @param {Look} look
   */
  constructor(place, life, look) {
    this.place = place;
    this.look = look;
    const layer = () => make("canvas", { className: "descent-layer", ariaHidden: "true" });
    this.still = layer();
    this.moving = layer();
    place.prepend(...(look.isStillAbove ? [this.moving, this.still] : [this.still, this.moving]));
    life.observe(ResizeObserver, place, () => this.draw());
  }

  /** All of it, in the size that the place has and the colours of the page. */
  draw() {
    this.dress();
    if (!(this.rect.width > 0 && this.rect.height > 0)) return;
    const context = this.#begin(this.still);
    if (context) {
      this.#within(context, this.look.still);
      this.#paintAxes(context);
    }
    this.move();
    this.look.onDraw?.();
    this.place.dataset.revision = String(Number(this.place.dataset.revision ?? 0) + 1);
  }

  move() {
    if (!(this.rect.width > 0 && this.rect.height > 0)) return;
    const context = this.moving.getContext("2d");
    if (!context) return;
    this.#clear(context, this.moving);
    this.#within(context, this.look.moving);
  }

  dress() {
    const { place } = this;
    const style = getComputedStyle(place);
    this.ink = style.color;
    this.paper = style.getPropertyValue("--st-background-color").trim();
    this.grid = style.getPropertyValue("--st-dataframe-border-color").trim();
    this.factor = enlargement();
    this.size = fontSize(this.factor);
    this.font = `${this.size}px ${style.getPropertyValue("--st-font").trim()}`;
    const [left, top] = [Math.round(MARGINS.left * this.size), Math.round(MARGINS.top * this.size)];
    this.rect = {
      left,
      top,
      width: Math.round(place.clientWidth - left - MARGINS.right * this.size),
      height: Math.round(place.clientHeight - top - MARGINS.bottom * this.size),
    };
    for (const canvas of [this.still, this.moving]) this.#fit(canvas);
  }

  /** @returns {Area} */
  area() {
    const { x, y } = this.look.axes();
    const { width, height } = this.rect;
    return {
      x: (value) => ((value - x.low) / (x.high - x.low)) * width,
      y: (value) => ((y.high - value) / (y.high - y.low)) * height,
      width,
      height,
      bleed: 0,
    };
  }

  /**
   * Where a pointer is, in the coordinates of the axes, and whether that is within them.
   * @param {{ clientX: number, clientY: number }} event
   */
  at({ clientX, clientY }) {
    const { left, top } = this.place.getBoundingClientRect();
    const { rect } = this;
    const across = (clientX - left - rect.left) / rect.width;
    const down = (clientY - top - rect.top) / rect.height;
    const { x, y } = this.look.axes();
    return {
      x: x.low + across * (x.high - x.low),
      y: y.high - down * (y.high - y.low),
      isWithin: across >= 0 && across <= 1 && down >= 0 && down <= 1,
    };
  }

  /** @param {HTMLCanvasElement} canvas */
  #fit(canvas) {
    const scale = window.devicePixelRatio || 1;
    const [width, height] = [this.place.clientWidth, this.place.clientHeight];
    const [wide, high] = [Math.round(width * scale), Math.round(height * scale)];
    if (canvas.width !== wide || canvas.height !== high) Object.assign(canvas, { width: wide, height: high });
  }

  /** @param {HTMLCanvasElement} canvas */
  #begin(canvas) {
    const context = canvas.getContext("2d");
    if (context) this.#clear(context, canvas);
    return context;
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {HTMLCanvasElement} canvas
   */
  #clear(context, canvas) {
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    const scale = window.devicePixelRatio || 1;
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.font = this.font;
  }

  /**
   * Paints in coordinates of the plot, cut off at its edges.
   * @param {CanvasRenderingContext2D} context
   * @param {Paint} paint
   */
  #within(context, paint) {
    const { left, top, width, height } = this.rect;
    context.save();
    context.translate(left, top);
    context.beginPath();
    context.rect(0, 0, width, height);
    context.clip();
    paint(context, this.area());
    context.restore();
  }

  /** @param {CanvasRenderingContext2D} context */
  #paintAxes(context) {
    const { left, top, width, height } = this.rect;
    const { x, y } = this.look.axes();
    const area = this.area();
    context.strokeStyle = this.grid;
    context.fillStyle = this.ink;
    context.lineWidth = 1;
    context.strokeRect(left - 0.5, top - 0.5, width + 1, height + 1);
    context.beginPath();
    context.textBaseline = "top";
    context.textAlign = "center";
    for (const [value, label] of x.ticks ?? ticksOf(x, width / (6 * this.size))) {
      const at = left + Math.round(area.x(value)) + 0.5;
      context.moveTo(at, top + height);
      context.lineTo(at, top + height + TICK_LENGTH);
      context.fillText(label, at, top + height + TICK_LENGTH + 3);
    }
    context.textBaseline = "middle";
    context.textAlign = "right";
    for (const [value, label] of y.ticks ?? ticksOf(y, height / (3.2 * this.size))) {
      const at = top + Math.round(area.y(value)) + 0.5;
      context.moveTo(left - TICK_LENGTH, at);
      context.lineTo(left, at);
      context.fillText(label, left - TICK_LENGTH - 3, at);
    }
    context.stroke();
    context.textAlign = "center";
    context.textBaseline = "bottom";
    context.fillText(x.title, left + width / 2, this.place.clientHeight - 1, width);
    context.save();
    context.translate(1, top + height / 2);
    context.rotate(-Math.PI / 2);
    context.textBaseline = "top";
    context.fillText(y.title, 0, 0, height);
    context.restore();
  }
}

/**
 * Round values along an axis, about so many, each with its text.
 * @param {BoardAxis} axis
 * @param {number} wanted
 * @returns {[number, string][]}
 */
export function ticksOf({ low, high }, wanted) {
  const rough = (high - low) / Math.max(wanted, 2);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * (NICE.find((nice) => nice * power >= rough) ?? 10);
  const n = Math.floor(high / step + 1e-9) - Math.ceil(low / step - 1e-9) + 1;
  const first = Math.ceil(low / step - 1e-9);
  return Array.from({ length: n }, (_, i) => [(first + i) * step, numberText((first + i) * step)]);
}

/**
 * Four significant digits at most, with a true minus sign.
 * @param {number} value
 */
export function numberText(value) {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e5)) {
    const [digits = "", power = ""] = value.toExponential(1).split("e");
    const raised = Array.from(String(Number(power)), (sign) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(sign)]).join("");
    return `${Number(digits)} × 10${raised}`.replace("-", "−");
  }
  return String(Number(value.toPrecision(4))).replace("-", "−");
}
