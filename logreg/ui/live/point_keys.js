// The points of a chart for the keyboard: a slider that nobody sees walks them, with the label that
// a pointer would bring, and says its words.

/** @import { PointAddress } from "./foreign.js" */
/** @import { Life } from "./instance.js" */
/** @import { Trace } from "./contract.js" */

import { pointsOf } from "./arrays.js";
import { make } from "./dom.js";
import { drawn, hoverOn, leaveHover, shownAs } from "./foreign.js";
import { readable } from "./number_text.js";

/**
 * All points that have a label, one trace after another; those without a line from left to right.
 * @param {Trace[]} traces as Plotly has drawn them
 * @returns {PointAddress[]}
 */
export function walkOf(traces) {
  return traces.flatMap((trace, curveNumber) => {
    const isReadable = trace.type === "scatter" || trace.type === "bar";
    if (!isReadable || trace.hoverinfo === "skip" || (trace.visible ?? true) !== true) return [];
    const { x, y } = pointsOf(trace);
    const isThere = (/** @type {unknown} */ value) => typeof value === "string" || Number.isFinite(value);
    const places = Array.from(y, (_, i) => i).filter((i) => isThere(x[i]) && isThere(y[i]));
    const isLoose = trace.mode === "markers";
    if (isLoose) places.sort((a, b) => Number(x[a]) - Number(x[b]));
    return places.map((pointNumber) => ({ curveNumber, pointNumber }));
  });
}

export class PointKeys {
  /**
   * @param {HTMLElement} place of the chart
   * @param {Life} life
   * @param {(points: { customdata?: unknown }[]) => void} pick
   * @param {(point: { x: number, y: number } | null) => string} look at a point, or at none any
   *   more; returns what is to be said beyond its label
   */
  constructor(place, life, pick, look) {
    this.place = place;
    this.pick = pick;
    this.look = look;
    this.range = make("input", { type: "range", className: "live-points live-unseen", min: "0", value: "0" });
    this.range.ariaLabel = "Points";
    place.before(this.range);
    life.own(() => this.range.remove());
    life.listen(this.range, "focus", () => this.show());
    life.listen(this.range, "input", () => this.show());
    life.listen(this.range, "blur", () => this.leave());
    life.listen(this.range, "keydown", (/** @type {KeyboardEvent} */ { key }) => key === "Enter" && this.choose());
  }

  point() {
    const walk = walkOf(drawn(this.place).data);
    this.range.max = String(Math.max(walk.length - 1, 0));
    return { point: walk[Number(this.range.value)], of: walk.length };
  }

  show() {
    const { place, range } = this;
    const { point, of } = this.point();
    const count = `${Number(range.value) + 1} of ${of}`;
    const words = point ? [...this.column(point), hoverOn(place, point), this.lookAt(point), count] : ["none"];
    range.setAttribute("aria-valuetext", words.filter(Boolean).join(", "));
  }

  /** @param {PointAddress} point */
  lookAt({ curveNumber, pointNumber }) {
    const trace = drawn(this.place).data[curveNumber];
    if (!trace) return "";
    const { x, y } = pointsOf(trace);
    return this.look({ x: Number(x[pointNumber]), y: Number(y[pointNumber]) });
  }

  leave() {
    leaveHover(this.place);
    this.look(null);
  }

  /**
   * Where a label tells of a whole column, the axis tells which.
   * @param {PointAddress} point
   */
  column({ curveNumber, pointNumber }) {
    const { data, layout } = drawn(this.place);
    const trace = data[curveNumber];
    const isColumn = trace?.type === "bar" || String(layout.hovermode).startsWith("x");
    const { text = "" } = /** @type {{ text?: string }} */ (layout.xaxis?.title ?? {});
    return trace && isColumn ? [`${shownAs(text)} ${readable(Number(pointsOf(trace).x[pointNumber]))}`] : [];
  }

  // As a click does.
  choose() {
    const { point } = this.point();
    const trace = point && drawn(this.place).data[point.curveNumber];
    const all = /** @type {ArrayLike<unknown> | undefined} */ (trace?.customdata);
    if (point && all) this.pick([{ customdata: all[point.pointNumber] }]);
  }
}
