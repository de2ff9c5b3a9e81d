// How far each optimiser is above the lowest loss, over iterations or over gradients looked at.

/** @import { DescentData, RacerData } from "./contract.js" */
/** @import { Life } from "./instance.js" */
/** @import { Area } from "./layer.js" */

import { Board } from "./board.js";
import { dashOf, iterationOf, passed, strokePath } from "./racers.js";

const SMALLEST = 1e-6; // a gap below is drawn there: a logarithmic axis has no zero
const GHOST = 0.3;

export class DescentRace {
  /** @type {DescentData | undefined} */
  data;
  iteration = 0;
  byGradients = false;
  isLast = true; // of the frames: then all are at their ends
  /** @type {ReturnType<DescentRace["measure"]> | undefined} */
  measured;

  /**
   * @param {HTMLElement} place
   * @param {Life} life
   * @param {{ colorOf: (name: string) => string }} owner
   */
  constructor(place, life, owner) {
    this.owner = owner;
    this.board = new Board(place, life, {
      still: (context, area) => this.paintStill(context, area),
      moving: (context, area) => this.paintMoving(context, area),
      axes: () => this.axes(),
    });
  }

  /** @param {DescentData} data */
  load(data) {
    this.data = data;
  }

  draw() {
    this.measured = this.measure();
    this.board.draw();
  }

  axes() {
    this.measured ??= this.measure();
    return this.measured;
  }

  move() {
    this.board.move();
  }

  /** What one step of a racer counts on the axis. @param {RacerData} racer */
  unit({ n_per_step: perStep }) {
    return this.byGradients ? perStep : 1;
  }

  // Both axes in decades; the first iteration stands at 0, one step from the second.
  measure() {
    const racers = this.data?.racers ?? [];
    const first = this.byGradients ? Math.min(...racers.map(({ n_per_step: n }) => n)) : 1;
    const last = Math.max(...racers.map((racer) => this.unit(racer) * (racer.iterations.at(-1) ?? 1)), 1);
    const gaps = racers.flatMap(({ gaps }) => Array.from(gaps));
    const low = Math.max(Math.min(...gaps, (this.data?.near ?? 1) / 10), SMALLEST);
    const [bottom, top] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(Math.max(...gaps, low * 10)))];
    const every = Math.ceil((top - bottom) / 5);
    /** @type {[number, string][]} */
    const heights = [];
    for (let power = top; power >= bottom; power -= every) heights.push([power, powerText(power)]);
    return {
      x: { low: 0, high: Math.log10(1 + last / first), title: this.title(), ticks: ticksFor(first, last) },
      y: { low: bottom, high: top, title: "above the lowest", ticks: heights },
      first,
    };
  }

  title() {
    return this.byGradients ? "gradients looked at" : "iteration";
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Area} area
   */
  paintStill(context, area) {
    const { data, board } = this;
    if (!data) return;
    const finish = area.y(Math.log10(data.near));
    context.strokeStyle = board.ink;
    context.fillStyle = board.ink;
    context.globalAlpha = 0.6;
    context.setLineDash([2, 3]);
    context.beginPath();
    context.moveTo(0, finish);
    context.lineTo(area.width, finish);
    context.stroke();
    context.setLineDash([]);
    context.textAlign = "left";
    context.textBaseline = "bottom";
    context.fillText(`${data.near}`, 6, finish - 2);
    context.lineWidth = 2 * board.factor;
    context.globalAlpha = GHOST;
    for (const racer of data.racers) {
      context.strokeStyle = this.owner.colorOf(racer.name);
      strokePath(context, this.pixelsOf(racer, area), racer.gaps.length);
    }
    context.globalAlpha = 1;
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Area} area
   */
  paintMoving(context, area) {
    const { data, board } = this;
    const [own] = data?.racers ?? [];
    if (!data || !own) return;
    context.lineJoin = "round";
    context.lineWidth = 2 * board.factor;
    for (const racer of data.racers.toReversed()) {
      const iteration = iterationOf(racer, own, this.iteration, this.byGradients);
      const n = this.isLast ? racer.iterations.length : passed(racer, iteration);
      const at = this.pixelsOf(racer, area);
      context.strokeStyle = this.owner.colorOf(racer.name);
      context.setLineDash(dashOf(racer).map((length) => length * board.factor));
      strokePath(context, at, n);
      context.setLineDash([]);
      this.paintDot(context, at(Math.max(n - 1, 0)), this.owner.colorOf(racer.name));
    }
  }

  /**
   * Where the points of a curve are.
   * @param {RacerData} racer
   * @param {Area} area
   */
  pixelsOf(racer, area) {
    const scale = this.unit(racer) / this.axes().first;
    return (/** @type {number} */ i) => /** @type {[number, number]} */ ([
      area.x(Math.log10(1 + (racer.iterations[i] ?? 0) * scale)),
      area.y(Math.log10(Math.max(racer.gaps[i] ?? NaN, SMALLEST))),
    ]);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {[number, number]} place
   * @param {string} color
   */
  paintDot(context, [across, down], color) {
    const { factor, paper } = this.board;
    context.beginPath();
    context.arc(across, down, 5 * factor, 0, 2 * Math.PI);
    context.fillStyle = color;
    context.fill();
    context.strokeStyle = paper;
    context.lineWidth = 1.5 * factor;
    context.stroke();
  }
}

/**
 * Ticks of log(1 + x/first): 0, and round numbers up to the last.
 * @param {number} first
 * @param {number} last
 * @returns {[number, string][]}
 */
function ticksFor(first, last) {
  /** @type {[number, string][]} */
  const ticks = [[0, "0"]];
  for (let power = Math.floor(Math.log10(first)); 10 ** power <= last; power += 1) {
    for (const digit of [1, 3]) {
      const value = digit * 10 ** power;
      if (value >= first && value <= last) ticks.push([Math.log10(1 + value / first), String(value)]);
    }
  }
  return ticks;
}

/** @param {number} power of ten */
function powerText(power) {
  if (power >= -3 && power <= 3) return String(Number((10 ** power).toPrecision(1)));
  const raised = Array.from(String(power), (sign) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(sign)]).join("");
  return `10${raised}`;
}
