// The boundary chart of the stage: Plotly draws the points, a canvas shading and line of each frame.

/** @import { Plane, Points, StageData, Trace } from "./contract.js" */
/** @import { Life } from "./instance.js" */
/** @import { Area } from "./layer.js" */
/** @import { Pins } from "./pins.js" */
/** @import { SketchPad } from "./sketch_pad.js" */

import { numbers } from "./arrays.js";
import { paintArrow, paintBand } from "./band.js";
import { isHidden, isNameHidden } from "./foreign.js";
import { at, linesOf, planesOf } from "./frames.js";
import { LiveDrawing } from "./live_drawing.js";
import { paintMistakes } from "./mistakes.js";
import { paintLine, paintTrace } from "./painting.js";
import { isVoting } from "./presenting.js";
import { percentagesOf } from "./probability.js";
import { Shading } from "./shading.js";
import { isSamples, paintPulls, placed } from "./sketch_samples.js";
import { traceOf } from "./traces.js";

// While a class votes, present.css hides the boundary and the labels of points, which tell of it.
const UNTRAINED = "The points as they are drawn. Nothing can be trained on them yet.";
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
  /** @type {SketchPad | undefined} */
  pad;
  isUntrained = false; // nothing can be trained on the points as they are drawn by now
  showsPulls = true;
  /** @type {Points | null} */
  ghost = null; // the line as it was before a hand moved a point

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
    const { colorscale } = traceOf(data.boundary_figure.data, data.uids.shading);
    this.shading ??= new Shading(colorscale ?? []);
    this.planes = planesOf(data.shading);
    this.lines = linesOf(data.lines);
    this.data = data;
  }

  /** @param {boolean} mayPaint */
  draw(mayPaint) {
    if (!this.data) return;
    const prepare = (/** @type {Trace[]} */ traces) => this.bring(traces);
    const { boundary, boundary_figure } = this.data;
    this.isUntrained = Boolean(this.data.sketch?.problem);
    const instead = this.isUntrained ? UNTRAINED : isVoting() ? VOTE : "";
    const chart = { figure: boundary_figure, alternative: instead || boundary.alternative };
    this.drawing.show(chart, this.data, { mayPaint, prepare });
  }

  move() {
    this.drawing.move();
  }

  /** What a hand has drawn, before any answer to it. */
  follow() {
    this.drawing.setAhead(true);
    this.drawing.move();
  }

  /** The line of now, to be seen beside the next. */
  keepLine() {
    this.ghost = at(this.lines, this.lines.length - 1);
  }

  /** @param {Trace[]} traces */
  placed(traces) {
    const { data, pad } = this;
    return data?.drawn && pad ? placed(traces, pad.sketch, data.drawn.rows) : traces;
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
    this.placed(traces).forEach(({ x, y }, i) => Object.assign(traces[i] ?? {}, { x, y }));
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Area} area
   */
  paint(context, area) {
    const { data, drawing } = this;
    if (!data) return;
    this.pad?.fit(area, drawing.layer.canvas.style);
    const { dress, factor } = drawing;
    const look = { ink: dress.colorOf(), paper: dress.colorOf(data.paper), size: factor };
    if (!this.isUntrained) this.paintModel(context, area, data, look);
    if (data.drawn && drawing.isAhead) this.paintSamples(context, area);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Area} area
   * @param {StageData} data
   * @param {{ ink: string, paper: string, size: number }} look
   */
  paintModel(context, area, data, look) {
    const { drawing: { dress }, frame, pad } = this;
    const plane = at(this.planes, frame);
    this.shading?.paint(context, area, plane, data.box);
    this.pins?.paint(context, area, "line", { ...look, font: `${dress.fontSize}px ${dress.font}` });
    if (data.drawn && pad && this.showsPulls && frame === this.planes.length - 1) {
      paintPulls(context, area, pad.sketch, data.drawn, { ...look, colors: data.class_colors });
    }
    if (this.marksMistakes) this.paintMistakes(context, area);
    const [line, band] = [this.strokeOf(data.uids.line), this.strokeOf(data.uids.band)];
    if (this.ghost && line) paintLine(context, area, this.ghost, { ...line, width: 1.5, dashes: [6, 5] });
    if (band) paintBand(context, area, plane, data.box, band);
    if (!line) return;
    paintLine(context, area, at(this.lines, frame), line);
    if (band) paintArrow(context, area, plane, data.box, look);
  }

  /**
   * While Plotly has them where they were.
   * @param {CanvasRenderingContext2D} context
   * @param {Area} area
   */
  paintSamples(context, area) {
    const { drawing } = this;
    for (const trace of this.placed(drawing.traces()).filter(isSamples)) {
      if (!isNameHidden(drawing.place, trace.name)) paintTrace(context, area, trace, drawing.dress);
    }
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
    const shown = this.placed(drawing.traces()).filter(({ name }) => !isNameHidden(drawing.place, name));
    const look = { ink: drawing.dress.colorOf(), colors: data.class_colors, size: drawing.factor };
    paintMistakes(context, area, shown, data.mistakes, frame, look);
  }
}
