// What a straight boundary says beyond where it lies: where p is 0.1 and 0.9, and which way is up.

/** @import { Box, Plane, Points, Stroke } from "./contract.js" */
/** @import { Area } from "./layer.js" */

import { paintLine } from "./painting.js";

const EDGE = Math.log(9); // z where p = 0.9
const ARROW = 44; // px on a laptop's screen; its length says nothing
const HEAD = 9;

/**
 * The weights of x₁ and x₂; nothing where another term bends the line.
 * @param {Plane} plane
 * @returns {[number, number] | null}
 */
export function slopeOf({ terms, weights }) {
  const isStraight = terms.every((term, i) => term === "x1" || term === "x2" || !weights[i]);
  if (!isStraight) return null;
  const of = (/** @type {string} */ name) => weights[terms.indexOf(name)] ?? 0;
  return [of("x1"), of("x2")];
}

/**
 * The part of the line z = level that lies in the box; nothing where none does.
 * @param {Plane} plane
 * @param {Box} box
 * @param {number} level
 * @returns {Points | null}
 */
export function lineIn(plane, { left, right, bottom, top }, level) {
  const slope = slopeOf(plane);
  if (!slope || !(slope[0] || slope[1])) return null;
  const [a, b] = slope;
  const rest = level - plane.intercept;
  const isSteep = Math.abs(b) * (top - bottom) < Math.abs(a) * (right - left);
  // Along the axis that it crosses least steeply, then cut at the other two sides.
  const ends = isSteep
    ? cut([bottom, top], (y) => (rest - b * y) / a, [left, right])
    : cut([left, right], (x) => (rest - a * x) / b, [bottom, top]);
  if (!ends) return null;
  return isSteep ? { x: ends.across, y: ends.along } : { x: ends.along, y: ends.across };
}

/**
 * A straight line over an interval, as far as it stays within bounds.
 * @param {[number, number]} along
 * @param {(at: number) => number} value
 * @param {[number, number]} bounds
 */
function cut([from, to], value, [low, high]) {
  const [first, last] = [value(from), value(to)];
  if (Math.max(first, last) < low || Math.min(first, last) > high) return null;
  const shareAt = (/** @type {number} */ bound) => (bound - first) / (last - first);
  const shares = last === first ? [0, 1] : [shareAt(low), shareAt(high)].sort((a, b) => a - b);
  const kept = [Math.max(0, shares[0] ?? 0), Math.min(1, shares[1] ?? 1)];
  const at = (/** @type {number} */ share) => from + share * (to - from);
  const along = kept.map(at);
  return { along, across: kept.map((share) => first + share * (last - first)) };
}

/**
 * The thin lines p = 0.1 and p = 0.9.
 * @param {CanvasRenderingContext2D} context
 * @param {Area} area
 * @param {Plane} plane
 * @param {Box} box
 * @param {Stroke & { color: string }} stroke
 */
export function paintBand(context, area, plane, box, stroke) {
  for (const level of [-EDGE, EDGE]) {
    const line = lineIn(plane, box, level);
    if (line) paintLine(context, area, line, stroke);
  }
}

/**
 * An arrow from the middle of the line towards class 1, at right angles to it on the screen.
 * @param {CanvasRenderingContext2D} context
 * @param {Area} area
 * @param {Plane} plane
 * @param {Box} box
 * @param {{ ink: string, paper: string, size: number }} look size is 1 on a laptop's screen
 */
export function paintArrow(context, area, plane, box, { ink, paper, size }) {
  const line = lineIn(plane, box, 0);
  const slope = slopeOf(plane);
  if (!line || !slope) return;
  const [x, y] = [area.x(middle(line.x)), area.y(middle(line.y))];
  // By how much z grows with each pixel to the right, and down.
  const right = slope[0] / (area.x(1) - area.x(0));
  const down = slope[1] / (area.y(1) - area.y(0));
  context.save();
  context.translate(x, y);
  context.rotate(Math.atan2(down, right));
  context.beginPath();
  context.moveTo(0, 0);
  context.lineTo(ARROW * size, 0);
  context.moveTo((ARROW - HEAD) * size, (-HEAD / 1.6) * size);
  context.lineTo(ARROW * size, 0);
  context.lineTo((ARROW - HEAD) * size, (HEAD / 1.6) * size);
  Object.assign(context, { lineJoin: "round", lineCap: "round" });
  for (const [strokeStyle, width] of /** @type {const} */ ([[paper, 5], [ink, 2]])) {
    Object.assign(context, { strokeStyle, lineWidth: width * size });
    context.stroke();
  }
  context.restore();
}

/** @param {Points["x"]} ends */
const middle = (ends) => ((ends[0] ?? NaN) + (ends[1] ?? NaN)) / 2;
