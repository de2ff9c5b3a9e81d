// A chart that answers a hand. While only named traces (those with a uid) change they are painted on
// a canvas, in 2 ms; Plotly takes 20 ms and catches up at rest, for hovering and for the PNG.

/** @import { Chart, Figure, Numbers, Source, Trace } from "./contract.js" */
/** @import { Prepare } from "./drawing.js" */
/** @import { Life } from "./instance.js" */
/** @import { Area } from "./layer.js" */

import { numbers } from "./arrays.js";
import { button, make } from "./dom.js";
import { Drawing } from "./drawing.js";
import { ErrorForPeople, groupsOf, onPointsClicked } from "./foreign.js";
import { Layer } from "./layer.js";
import { paintNamed } from "./painting.js";
import { Shading } from "./shading.js";
import { isEqual, traceOf, withoutMoves } from "./traces.js";

const REST_MILLISECONDS = 250;
// A dot at the end of an axis is whole.
const DOT_BLEED = 8;

/**
 * What paints what Plotly has not drawn.
 * @callback PaintLive
 * @param {CanvasRenderingContext2D} context
 * @param {Area} area
 * @param {LiveDrawing} drawing
 * @returns {void}
 *
 * @typedef {{ paint?: PaintLive, isBelow?: boolean, bleed?: number }} Look
 * @typedef {(points: { customdata?: unknown }[]) => void} Pick
 */

export class LiveDrawing {
  /** @type {Chart | undefined} */
  chart;
  /** @type {Source | undefined} */
  source;
  /** @type {Prepare | undefined} */
  prepare;
  /** @type {Pick} */
  onClick = () => {};
  ink = "";
  isAhead = false;
  /** @type {unknown} */
  still = null; // what Plotly has drawn, as far as it does not move
  /** @type {Layer | undefined} */
  below;
  stopRest = () => {};

  /**
   * @param {HTMLElement} place
   * @param {Life} life
   * @param {Look} [look]
   */
  constructor(place, life, { paint = paintAhead, isBelow = false, bleed = DOT_BLEED } = {}) {
    this.place = place;
    this.life = life;
    this.layer = new Layer(place, (...to) => paint(...to, this), { isBelow, bleed });
    if (isBelow) this.below = this.layer;
    this.drawing = new Drawing(place, life, this);
  }

  /**
   * @param {Chart} chart
   * @param {Source} source
   * @param {{ mayPaint?: boolean, prepare?: Prepare }} [how] `prepare` may change the traces just
   *   before Plotly draws them
   */
  show(chart, source, { mayPaint = true, prepare = () => {} } = {}) {
    const ink = getComputedStyle(this.place).color; // another one in another theme
    this.shadeBelow(chart.figure);
    const still = [withoutMoves(chart.figure), ink];
    const isSame = isEqual(still, this.still);
    Object.assign(this, { chart, source, prepare, ink, still });
    if (!(mayPaint && isSame)) {
      this.draw();
      return;
    }
    this.setAhead(true);
    this.place.setAttribute("aria-label", chart.alternative);
    this.move();
  }

  /**
   * A heatmap that names its plane is painted by it, below the chart; Plotly keeps the heatmap for
   * hovering.
   * @param {Figure} figure
   */
  shadeBelow({ data }) {
    const shaded = data.find(({ meta }) => meta?.plane);
    if (!shaded || this.below) return;
    const shading = new Shading(shaded.colorscale ?? []);
    const uid = shaded.uid ?? "";
    this.below = new Layer(
      this.place,
      (context, area) => {
        const { x, y, meta } = traceOf(this.traces(), uid);
        if (meta) shading.paint(context, area, meta.plane, boxOf(numbers(x), numbers(y)));
      },
      { isBelow: true },
    );
    this.place.toggleAttribute("data-is-shaded", true);
  }

  /** @returns {Trace[]} */
  traces() {
    return this.chart?.figure.data ?? [];
  }

  move() {
    try {
      for (const layer of this.layers()) layer.repaint();
    } catch (error) {
      this.fail(error);
      return;
    }
    this.drawing.countRevision();
    this.stopRest();
    this.stopRest = this.life.later(() => this.draw(), REST_MILLISECONDS);
  }

  layers() {
    return this.below && this.below !== this.layer ? [this.layer, this.below] : [this.layer];
  }

  draw() {
    const { chart, source, prepare } = this;
    if (!chart || !source || !prepare) return;
    this.stopRest();
    this.setAhead(false);
    this.drawing.draw(chart, source, prepare);
  }

  /** @param {Life} chart */
  listen(chart) {
    for (const layer of this.layers()) layer.follow(chart);
    onPointsClicked(chart, this.place, (points) => this.onClick(points));
  }

  /**
   * Nothing old stays on show: what the chart would say takes its place, with a button that draws it
   * again; the next run tries again as well.
   * @param {unknown} error
   */
  fail(error) {
    console.error(error);
    this.stopRest();
    this.setAhead(false);
    this.still = null;
    this.drawing.forget();
    const words = error instanceof ErrorForPeople ? error.message : "This chart could not be drawn.";
    const message = make("p", { className: "live-chart-failure", role: "alert" });
    const again = button("Try again", () => this.draw());
    message.append(`${words} `, again, ` ${this.chart?.alternative ?? ""}`);
    this.place.replaceChildren(message);
  }

  /**
   * Plotly's own named traces are hidden while the canvas is ahead of them.
   * @param {boolean} isAhead
   */
  setAhead(isAhead) {
    if (this.isAhead === isAhead) return;
    this.isAhead = isAhead;
    this.place.toggleAttribute("data-is-behind", isAhead);
    for (const { uid } of this.traces()) {
      const groups = uid ? groupsOf(this.place, uid) : [];
      groups.forEach((group) => (group.style.visibility = isAhead ? "hidden" : ""));
    }
  }

  /**
   * A colour of the figure, on this page.
   * @param {string | undefined} color
   */
  colorOf(color) {
    return color === undefined || color === this.source?.ink ? this.ink : color;
  }
}

/** @type {PaintLive} */
function paintAhead(context, area, drawing) {
  const { chart, isAhead } = drawing;
  if (isAhead && chart) paintNamed(context, area, chart.figure, (color) => drawing.colorOf(color));
}

/**
 * @param {Numbers} x
 * @param {Numbers} y
 */
function boxOf(x, y) {
  return { left: end(x, 0), right: end(x, -1), bottom: end(y, 0), top: end(y, -1) };
}

/**
 * @param {Numbers} values
 * @param {0 | -1} side
 */
const end = (values, side) => values[side ? values.length - 1 : 0] ?? NaN;
