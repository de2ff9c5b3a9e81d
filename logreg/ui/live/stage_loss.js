// The loss chart of the stage: Plotly draws the curves, a canvas the dots of each frame.

/** @import { Dot, StageData, Trace } from "./contract.js" */
/** @import { Life } from "./instance.js" */
/** @import { Area } from "./layer.js" */
/** @import { Pins } from "./pins.js" */

import { pointsOf } from "./arrays.js";
import { isHidden } from "./foreign.js";
import { at } from "./frames.js";
import { LiveDrawing } from "./live_drawing.js";
import { paintLine, paintTrace } from "./painting.js";
import { traceOf } from "./traces.js";

export class StageLoss {
  /** @type {StageData | undefined} */
  data;
  isLog = false;
  /** @type {Pins | undefined} */
  pins;
  frame = 0;

  /**
   * @param {HTMLElement} place
   * @param {Life} life
   */
  constructor(place, life) {
    this.drawing = new LiveDrawing(place, life, {
      paint: (context, area, { isAhead }) => this.paint(context, area, isAhead),
    });
  }

  /** @param {StageData} data */
  load(data) {
    this.data = data;
  }

  /** @param {boolean} mayPaint */
  draw(mayPaint) {
    const { data, isLog } = this;
    if (!data) return;
    const { figure, alternative, log_axis, linear_axis } = data.loss;
    const layout = { ...figure.layout, yaxis: isLog ? log_axis : linear_axis };
    const chart = { figure: { ...figure, layout }, alternative };
    const prepare = (/** @type {Trace[]} */ traces) => this.bring(traces);
    this.drawing.show(chart, data, { mayPaint, prepare });
  }

  move() {
    this.drawing.move();
  }

  /** @param {Trace[]} traces */
  bring(traces) {
    for (const dot of this.data?.dots ?? []) {
      const { x, y } = this.place(dot);
      Object.assign(traceOf(traces, dot.uid), { x, y });
    }
  }

  /**
   * Where the dot stands in this frame.
   * @param {Dot} dot
   */
  place({ losses }) {
    return { x: [at(this.data?.iterations ?? [], this.frame)], y: [at(losses, this.frame)] };
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Area} area
   * @param {boolean} isAhead of what Plotly has drawn of the curves
   */
  paint(context, area, isAhead) {
    if (!this.data) return;
    const { place, dress } = this.drawing;
    const dots = this.data.dots.filter(({ curve }) => !isHidden(place, curve));
    const traces = this.drawing.traces();
    const { colorOf } = dress;
    const { ink, paper } = this.data;
    const look = { ink: colorOf(ink), paper: colorOf(paper), size: this.drawing.factor };
    this.pins?.paint(context, area, "curve", { ...look, font: `${dress.fontSize}px ${dress.font}` });
    for (const { curve } of isAhead ? dots : []) {
      const trace = traceOf(traces, curve);
      paintLine(context, area, pointsOf(trace), { ...trace.line, color: colorOf(trace.line?.color) });
    }
    for (const dot of dots) {
      paintTrace(context, area, { ...traceOf(traces, dot.uid), ...this.place(dot) }, dress);
    }
  }
}
