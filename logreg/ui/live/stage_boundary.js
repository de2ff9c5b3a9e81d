// The boundary chart of the stage: Plotly draws the points, a canvas shading and line of each frame.

/** @import { Plane, Points, StageData, Trace } from "./contract.js" */
/** @import { Life } from "./instance.js" */
/** @import { Area } from "./layer.js" */
/** @import { Pins } from "./pins.js" */

import { numbers } from "./arrays.js";
import { paintArrow, paintBand } from "./band.js";
import { isHidden, isNameHidden } from "./foreign.js";
import { at, linesOf, planesOf } from "./frames.js";
import { LiveDrawing } from "./live_drawing.js";
import { paintMistakes } from "./mistakes.js";
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
  marksMistakes = false;
  /** @type {Pins | undefined} */
  pins;

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
    const plane = at(this.planes, frame);
    this.shading?.paint(context, area, plane, data.box);
    const { dress, factor } = drawing;
    const look = { ink: dress.colorOf(), paper: dress.colorOf(data.paper), size: factor };
    this.pins?.paint(context, area, "line", { ...look, font: `${dress.fontSize}px ${dress.font}` });
    if (this.marksMistakes) this.paintMistakes(context, area);
    const [line, band] = [this.strokeOf(data.uids.line), this.strokeOf(data.uids.band)];
    if (band) paintBand(context, area, plane, data.box, band);
    if (!line) return;
    paintLine(context, area, at(this.lines, frame), line);
    if (band) paintArrow(context, area, plane, data.box, look);
  }

  /**
   * How a trace is drawn; nothing where it is not there, or a hand has hidden it.
   * @param {string} uid
   */
  strokeOf(uid) {
    const trace = this.drawing.traces().find((one) => one.uid === uid);
    if (!trace || isHidden(this.drawing.place, uid)) return null;
    return { ...trace.line, color: this.drawing.dress.colorOf() };
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Area} area
   */
  paintMistakes(context, area) {
    const { data, drawing, frame } = this;
    if (!data) return;
    const shown = drawing.traces().filter(({ name }) => !isNameHidden(drawing.place, name));
    const look = { ink: drawing.dress.colorOf(), colors: data.class_colors, size: drawing.factor };
    paintMistakes(context, area, shown, data.mistakes, frame, look);
  }
}
