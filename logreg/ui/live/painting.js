// What moves under a hand or with every frame: lines and dots; for the shading see shading.js.

/** @import { Figure, Numbers, Points, Stroke } from "./contract.js" */
/** @import { Area } from "./layer.js" */

import { pointsOf } from "./arrays.js";

const DASH = [9, 9]; // as Plotly draws it
const DOT_RADIUS = 5;

/**
 * The traces with a uid.
 * @param {CanvasRenderingContext2D} context
 * @param {Area} area
 * @param {Figure} figure
 * @param {(color: string | undefined) => string} colorOf
 */
export function paintNamed(context, area, figure, colorOf) {
  for (const trace of figure.data.filter(({ uid }) => uid)) {
    const { mode, line, marker } = trace;
    const points = pointsOf(trace);
    if (mode?.includes("lines")) paintLine(context, area, points, { ...line, color: colorOf(line?.color) });
    if (mode?.includes("markers")) paintDots(context, area, points, colorOf(marker?.color), colorOf(undefined));
  }
}

/**
 * NaN parts the pieces of a line.
 * @param {CanvasRenderingContext2D} context
 * @param {Area} area
 * @param {Points} points
 * @param {Stroke & { color: string }} stroke
 */
export function paintLine(context, area, { x, y }, { color, width = 2, dash }) {
  context.beginPath();
  let isDown = false;
  for (let i = 0; i < x.length; i += 1) {
    const [xi, yi] = [at(x, i), at(y, i)];
    if (Number.isNaN(xi)) {
      isDown = false;
    } else if (isDown) {
      context.lineTo(area.x(xi), area.y(yi));
    } else {
      context.moveTo(area.x(xi), area.y(yi));
      isDown = true;
    }
  }
  context.strokeStyle = color;
  context.lineWidth = width;
  context.lineJoin = "round";
  context.setLineDash(dash === "dash" ? DASH : []);
  context.stroke();
  context.setLineDash([]);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Area} area
 * @param {Points} points
 * @param {string} fill
 * @param {string} stroke
 */
export function paintDots(context, area, { x, y }, fill, stroke) {
  for (let i = 0; i < x.length; i += 1) {
    context.beginPath();
    context.arc(area.x(at(x, i)), area.y(at(y, i)), DOT_RADIUS, 0, 2 * Math.PI);
    context.fillStyle = fill;
    context.fill();
    context.strokeStyle = stroke;
    context.lineWidth = 1.5;
    context.stroke();
  }
}

/**
 * @param {Numbers} values
 * @param {number} i
 */
const at = (values, i) => /** @type {number} */ (values[i]);
