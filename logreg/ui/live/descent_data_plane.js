// The samples with the model of the frame: over one feature its S-curve, else its line in the plane.

/** @import { DescentData, Plane } from "./contract.js" */
/** @import { Life } from "./instance.js" */
/** @import { Area } from "./layer.js" */

import { Board } from "./board.js";
import { levelLines } from "./contours.js";
import { scoresOn } from "./probability.js";
import { Shading } from "./shading.js";

const CURVE_ROOM = 0.09; // above 1 and below 0, where the samples lie
const CURVE_POINTS = 161;
const LINE_POINTS = 61;
const FLAT = 1e-12;

export class DescentDataPlane {
  /** @type {DescentData | undefined} */
  data;
  /** @type {Shading | undefined} */
  shading;
  /** @type {Plane | undefined} */
  model; // of the frame
  /** @type {Plane | null} */
  other = null; // by hand, or of the point that is pointed at

  /**
   * @param {HTMLElement} place
   * @param {Life} life
   */
  constructor(place, life) {
    this.place = place;
    this.board = new Board(place, life, {
      still: (context, area) => this.paintSamples(context, area),
      moving: (context, area) => this.paintModel(context, area),
      axes: () => this.axes(),
      isStillAbove: true,
    });
  }

  /** @param {DescentData} data */
  load(data) {
    this.data = data;
    this.shading ??= new Shading(data.colorscale);
  }

  axes() {
    const { box, titles, is_curve } = this.data?.plane ?? {
      box: { left: 0, right: 1, bottom: 0, top: 1 },
      titles: ["", ""],
      is_curve: false,
    };
    const room = is_curve ? CURVE_ROOM : 0;
    const y = { low: box.bottom - room, high: box.top + room, title: titles[1] };
    /** @type {[number, string][]} */
    const shares = [[0, "0"], [0.25, "0.25"], [0.5, "0.5"], [0.75, "0.75"], [1, "1"]];
    const x = { low: box.left, high: box.right, title: titles[0] };
    return { x, y: is_curve ? { ...y, ticks: shares } : y };
  }

  draw() {
    this.board.draw();
  }

  move() {
    this.board.move();
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Area} area
   */
  paintModel(context, area) {
    const { data, model, board, other } = this;
    if (!data || !model) return;
    const { is_curve, box } = data.plane;
    const shown = other ?? model;
    if (is_curve) this.shadeOver(context, area, shown);
    else this.shading?.paint(context, area, shown, box);
    const paint = is_curve ? this.paintCurve : this.paintLine;
    context.strokeStyle = board.ink;
    context.lineWidth = 2.5 * board.factor;
    if (other) {
      context.globalAlpha = 0.35;
      paint.call(this, context, area, model);
      context.globalAlpha = 1;
    }
    paint.call(this, context, area, shown);
  }

  /**
   * One row of pixels, as high as the picture: p is the same all the way up.
   * @param {CanvasRenderingContext2D} context
   * @param {Area} area
   * @param {Plane} plane
   */
  shadeOver(context, { width, height }, plane) {
    const { shading } = this;
    const { low, high } = this.axes().x;
    if (!shading) return;
    const x = Float64Array.from({ length: width }, (_, i) => low + ((i + 0.5) / width) * (high - low));
    shading.draw(overOne(plane), x, Float64Array.of(0));
    context.drawImage(shading.picture, 0, 0, width, height);
  }

  /**
   * p over the feature, and where it is a half.
   * @param {CanvasRenderingContext2D} context
   * @param {Area} area
   * @param {Plane} plane
   */
  paintCurve(context, area, { weights, intercept }) {
    const { low, high } = this.axes().x;
    const w = weights[0] ?? 0;
    context.beginPath();
    for (let i = 0; i < CURVE_POINTS; i += 1) {
      const x = low + ((high - low) * i) / (CURVE_POINTS - 1);
      context.lineTo(area.x(x), area.y(1 / (1 + Math.exp(-w * x - intercept))));
    }
    context.stroke();
    const half = -intercept / w;
    if (!(half > low && half < high)) return;
    context.save();
    context.setLineDash([3 * this.board.factor, 4 * this.board.factor]);
    context.lineWidth = 1.25 * this.board.factor;
    context.beginPath();
    context.moveTo(area.x(half), area.y(0));
    context.lineTo(area.x(half), area.y(1));
    context.stroke();
    context.restore();
  }

  /**
   * Where z is 0.
   * @param {CanvasRenderingContext2D} context
   * @param {Area} area
   * @param {Plane} plane
   */
  paintLine(context, area, plane) {
    const { x, y } = this.axes();
    const along = (/** @type {{ low: number, high: number }} */ axis) =>
      Float64Array.from({ length: LINE_POINTS }, (_, i) => axis.low + ((axis.high - axis.low) * i) / (LINE_POINTS - 1));
    const values = scoresOn(plane, along(x), along(y));
    const [pieces = []] = levelLines({ values, size: LINE_POINTS }, [0]);
    const [wide, high] = [area.width / (LINE_POINTS - 1), area.height / (LINE_POINTS - 1)];
    context.beginPath();
    for (let i = 0; i < pieces.length; i += 4) {
      context.moveTo((pieces[i] ?? 0) * wide, area.height - (pieces[i + 1] ?? 0) * high);
      context.lineTo((pieces[i + 2] ?? 0) * wide, area.height - (pieces[i + 3] ?? 0) * high);
    }
    context.stroke();
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Area} area
   */
  paintSamples(context, area) {
    const { data, board } = this;
    if (!data) return;
    const { x, y, is_curve } = data.plane;
    const labels = data.model.y;
    const radius = 3.6 * board.factor;
    context.lineWidth = board.factor;
    context.strokeStyle = board.ink;
    for (let i = 0; i < x.length; i += 1) {
      const label = labels[i] ? 1 : 0;
      const [across, down] = [area.x(x[i] ?? NaN), area.y(is_curve ? spread(label, i) : (y[i] ?? NaN))];
      context.beginPath();
      if (label) diamond(context, across, down, 1.3 * radius);
      else context.arc(across, down, radius, 0, 2 * Math.PI);
      context.fillStyle = data.class_colors[label];
      context.fill();
      context.stroke();
    }
  }

  /**
   * The frame whose line is nearest to a place, if any is near.
   * @param {{ x: number, y: number }} place
   * @param {Plane[]} planes of the frames
   */
  nearest(place, planes) {
    const { x, y } = this.axes();
    const [wide, high] = [x.high - x.low, y.high - y.low];
    const isCurve = this.data?.plane.is_curve;
    const NEAR = 0.015; // of the picture
    let best = { frame: -1, distance: NEAR };
    planes.forEach((drawn, frame) => {
      const plane = isCurve ? overOne(drawn) : drawn;
      const [z = NaN] = scoresOn(plane, [place.x], [place.y]);
      const [step, lift] = [1e-4 * wide, 1e-4 * high];
      const [zx = NaN] = scoresOn(plane, [place.x + step], [place.y]);
      const [zy = NaN] = scoresOn(plane, [place.x], [place.y + lift]);
      // Along each axis in shares of the picture.
      const slope = Math.hypot((zx - z) / 1e-4, isCurve ? 0 : (zy - z) / 1e-4);
      const distance = slope > FLAT ? Math.abs(z) / slope : Infinity;
      if (distance < best.distance) best = { frame, distance };
    });
    return best.frame;
  }
}

/**
 * p over the one feature, whichever term that is of the drawn plane.
 * @param {Plane} plane
 * @returns {Plane}
 */
function overOne({ weights, intercept }) {
  return { terms: ["x1"], weights: [weights[0] ?? 0], intercept };
}

/**
 * The samples of one feature lie beside 0 and 1, so that equal ones are told apart.
 * @param {number} label
 * @param {number} i
 */
function spread(label, i) {
  const away = (CURVE_ROOM - 0.02) * ((i * 0.618034) % 1);
  return label ? 1 + away : -away;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} across
 * @param {number} down
 * @param {number} radius
 */
function diamond(context, across, down, radius) {
  context.moveTo(across, down - radius);
  context.lineTo(across + radius, down);
  context.lineTo(across, down + radius);
  context.lineTo(across - radius, down);
  context.closePath();
}
