// A chart that answers a hand. While only named traces (those with a uid) change they are painted on
// a canvas, in 2 ms; Plotly takes 20 ms and catches up at rest, for hovering and for the PNG.

/** @import { Chart, Figure, Numbers, Source, Trace } from "./contract.js" */
/** @import { Prepare } from "./drawing.js" */
/** @import { Life } from "./instance.js" */
/** @import { Area } from "./layer.js" */
/** @import { Dress } from "./painting.js" */

import { numbers } from "./arrays.js";
import { isBars, paintBars } from "./bars.js";
import { button, isHandOnControl, isPrinting, make } from "./dom.js";
import { Drawing } from "./drawing.js";
import { enlarged, enlargement } from "./enlarging.js";
import { ErrorForPeople, fitToPlace, groupsOf, isAsLargeAsPlace, isHidden, onPointed, onPointsClicked, rename } from "./foreign.js";
import { Layer } from "./layer.js";
import { openLegend } from "./legend_keys.js";
import { paintTrace } from "./painting.js";
import { PointKeys } from "./point_keys.js";
import { Shading } from "./shading.js";
import { fontSize } from "./theme.js";
import { isEqual, namedOf, traceOf, withoutMoves } from "./traces.js";

const PRINT_EVENT = "live-print"; // as in print.js
const REST_MILLISECONDS = 250;
// A marker at the end of an axis is whole, the largest as well.
const MARKER_BLEED = 32;

/**
 * What paints what Plotly has not drawn.
 * @callback PaintLive
 * @param {CanvasRenderingContext2D} context
 * @param {Area} area
 * @param {LiveDrawing} drawing
 * @returns {void}
 *
 * @typedef {{ paint?: PaintLive, isBelow?: boolean, bleed?: number }} How
 * @typedef {(point: { x: number, y: number } | null) => string} Look at what a pointer or the keyboard
 *   is at, if anything; returns what is to be said of it beyond its label
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
  /** @type {Look} */
  onLook = () => "";
  /** @type {Dress} */
  dress = { colorOf: () => "", font: "", fontSize: 0 };
  factor = 1; // by which the figures are larger than they come
  isAhead = false;
  /** @type {unknown} */
  still = null; // what Plotly has drawn, as far as it does not move
  /** @type {Layer | undefined} */
  below;
  /** @type {{ x?: unknown, y?: unknown, meta?: unknown } | null} */
  shaded = null; // what is painted below
  stopRest = () => {};
  redo = () => {}; // shows the same once more

  /**
   * @param {HTMLElement} place
   * @param {Life} life
   * @param {How} [how]
   */
  constructor(place, life, { paint = paintAhead, isBelow = false, bleed = MARKER_BLEED } = {}) {
    this.place = place;
    this.life = life;
    this.paintsFrames = paint !== paintAhead; // which are no part of the figure
    this.layer = new Layer(place, (...to) => paint(...to, this), { isBelow, bleed });
    if (isBelow) this.below = this.layer;
    this.drawing = new Drawing(place, life, this);
    life.listen(document, PRINT_EVENT, () => this.repaint());
  }

  /** On paper the page has other colours, which the canvas takes at once. */
  repaint() {
    if (!this.source) return;
    const before = this.dress.colorOf();
    this.dress = dressOf(this.place, this.source, this.factor);
    if (this.dress.colorOf() === before) return;
    this.layers().forEach((layer) => (isPrinting() ? layer.repaintForPaper() : layer.repaint()));
  }

  /**
   * @param {Chart} given
   * @param {Source} source
   * @param {{ mayPaint?: boolean, prepare?: Prepare }} [how] `prepare` may change the traces just
   *   before Plotly draws them
   */
  show(given, source, { mayPaint = true, prepare = () => {} } = {}) {
    // In another theme, the page brings the same data. Asked for with each of a drag's answers, the
    // browser would have to style the page before that is complete.
    if (!this.dress.font || source === this.source) this.dressUp(source);
    this.redo = () => this.show(given, source, { mayPaint, prepare });
    const chart = { ...given, figure: enlarged(given.figure, this.factor) };
    this.shadeBelow(chart.figure);
    const still = [withoutMoves(chart.figure), this.dress.colorOf()];
    const isSame = isEqual(still, this.still);
    const before = this.chart;
    Object.assign(this, { chart, source, prepare, still });
    if (!(mayPaint && isSame && before)) {
      this.draw();
      return;
    }
    this.place.setAttribute("aria-label", chart.alternative);
    const [moved, old] = [namedOf(chart.figure), namedOf(before.figure)];
    if (!this.paintsFrames && isEqual(moved, old)) {
      this.drawing.countRevision();
      return;
    }
    if (this.renameAll(moved, old)) {
      this.setAhead(true);
      this.move();
    } else {
      this.draw();
    }
  }

  /** @param {Source} source */
  dressUp(source) {
    this.factor = enlargement();
    this.dress = dressOf(this.place, source, this.factor);
  }

  /** The place may have another size, and the type of the page as well. */
  fit() {
    if (isPrinting()) return; // paper takes it as it is: a new drawing would come too late
    const isSame = this.factor === enlargement();
    if (!isSame) this.redo();
    if (!isSame || !isAsLargeAsPlace(this.place)) fitToPlace(this.place);
  }

  /**
   * Returns whether the legend says what the traces are called now.
   * @param {Trace[]} traces
   * @param {Trace[]} old
   */
  renameAll(traces, old) {
    return traces.every(({ name }, i) => {
      const known = old[i]?.name;
      return !name || !known || name === known || rename(this.place, known, name);
    });
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
        this.shaded = { x, y, meta };
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
      this.layer.repaint();
      if (!this.isShaded()) this.below?.repaint();
    } catch (error) {
      this.fail(error);
      return;
    }
    this.drawing.countRevision();
    this.rest();
  }

  // Who holds a thumb points at no chart meanwhile, and on a slow machine answers are rarer than this.
  rest() {
    this.stopRest();
    const act = () => (isHandOnControl() ? this.rest() : this.draw());
    this.stopRest = this.life.later(act, REST_MILLISECONDS);
  }

  // A threshold that moves leaves the shading as it is, and its painting takes longer than the rest.
  isShaded() {
    if (!this.below || this.below === this.layer) return true;
    const { x, y, meta } = this.traces().find(({ meta }) => meta?.plane) ?? {};
    return isEqual({ x, y, meta }, this.shaded);
  }

  layers() {
    return this.below && this.below !== this.layer ? [this.layer, this.below] : [this.layer];
  }

  draw() {
    const { chart, source, prepare } = this;
    if (!chart || !source || !prepare) return;
    this.stopRest();
    this.setAhead(false);
    this.dress = dressOf(this.place, source, this.factor);
    this.drawing.draw(chart, source, prepare);
  }

  /** @param {Life} chart */
  listen(chart) {
    for (const layer of this.layers()) layer.follow(chart);
    onPointsClicked(chart, this.place, (points) => this.onClick(points));
    openLegend(chart, this.place);
    onPointed(chart, this.place, (point) => this.onLook(point));
    new PointKeys(this.place, chart, (points) => this.onClick(points), (point) => this.onLook(point));
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

}

/** @type {PaintLive} */
function paintAhead(context, area, { chart, dress, isAhead, place }) {
  if (!isAhead || !chart) return;
  const shown = namedOf(chart.figure).filter(({ uid }) => !isHidden(place, uid));
  paintBars(context, area, shown.filter(isBars), dress);
  for (const trace of shown.filter((one) => !isBars(one))) paintTrace(context, area, trace, dress);
}

/**
 * @param {HTMLElement} place
 * @param {Source} standIns
 * @param {number} factor
 * @returns {Dress}
 */
function dressOf(place, { ink, paper }, factor) {
  const style = getComputedStyle(place);
  const own = new Map([
    [ink, style.color],
    [paper, style.getPropertyValue("--st-background-color").trim()],
  ]);
  const colorOf = (color = ink) => own.get(color) ?? color;
  const font = style.getPropertyValue("--st-font").trim();
  return { colorOf, font, fontSize: fontSize(factor) };
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
