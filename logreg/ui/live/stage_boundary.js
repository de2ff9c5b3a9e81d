// The boundary chart of the stage: Plotly draws the points, a canvas shading and line of each frame.

/** @import { Plane, Points, StageData, Trace } from "./contract.js" */
/** @import { Life } from "./instance.js" */
/** @import { Area } from "./layer.js" */

import { numbers } from "./arrays.js";
import { isHidden } from "./foreign.js";
import { at, linesOf, planesOf } from "./frames.js";
import { LiveDrawing } from "./live_drawing.js";
import { paintLine } from "./painting.js";
import { isVoting } from "./presenting.js";
import { percentagesOf } from "./probability.js";
import { Shading } from "./shading.js";
import { traceOf } from "./traces.js";

// While a class votes, present.css hides the boundary and the labels of points, which tell of it.
const VOTE = "The points of both classes. The boundary is hidden until it is revealed.";

export class StageBoundary {
  /** @type {StageData | undefined} */
  data;
  /** @type {Plane[]} */
  planes = [];
  /** @type {Points[]} */
  lines = [];
  /** @type {Shading | undefined} */
  shading;
  frame = 0;

  /**
   * @param {HTMLElement} place
   * @param {Life} life
   */
  constructor(place, life) {
    this.drawing = new LiveDrawing(place, life, {
      paint: (context, area) => this.paint(context, area),
      isBelow: true,
      bleed: 0,
    });
  }

  /** @param {StageData} data */
  load(data) {
    const { colorscale } = traceOf(data.boundary.figure.data, data.uids.shading);
    this.shading ??= new Shading(colorscale ?? []);
    this.planes = planesOf(data.shading);
    this.lines = linesOf(data.lines);
    this.data = data;
  }

  /** @param {boolean} mayPaint */
  draw(mayPaint) {
    if (!this.data) return;
    const prepare = (/** @type {Trace[]} */ traces) => this.bring(traces);
    const { boundary } = this.data;
    const chart = isVoting() ? { ...boundary, alternative: VOTE } : boundary;
    this.drawing.show(chart, this.data, { mayPaint, prepare });
  }

  move() {
    this.drawing.move();
  }

  /**
   * What the frame has, for hovering and for the legend.
   * @param {Trace[]} traces
   */
  bring(traces) {
    const { data, frame } = this;
    if (!data) return;
    const shading = traceOf(traces, data.uids.shading);
    shading.z = percentagesOf(at(this.planes, frame), numbers(shading.x), numbers(shading.y));
    Object.assign(traceOf(traces, data.uids.line), at(this.lines, frame));
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Area} area
   */
  paint(context, area) {
    const { data, drawing, frame } = this;
    if (!data) return;
    this.shading?.paint(context, area, at(this.planes, frame), data.box);
    if (isHidden(drawing.place, data.uids.line)) return;
    const { line } = traceOf(drawing.traces(), data.uids.line);
    paintLine(context, area, at(this.lines, frame), { ...line, color: drawing.dress.colorOf() });
  }
}
