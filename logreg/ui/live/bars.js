// Bars that stand on one another, as Plotly draws them.

/** @import { Pattern, Trace } from "./contract.js" */
/** @import { Area } from "./layer.js" */
/** @import { Dress } from "./painting.js" */

import { numbers } from "./arrays.js";

/**
 * @typedef {{ left: number, top: number, width: number, height: number }} Rectangle
 */

/** @param {Trace} trace */
export const isBars = ({ type }) => type === "bar";

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Area} area
 * @param {Trace[]} traces from the lowest, over the same bins
 * @param {Dress} dress
 */
export function paintBars(context, area, traces, dress) {
  /** @type {number[]} */
  const bases = [];
  for (const trace of traces) paintTrace(context, stackedOn(bases, area, trace), area, trace, dress);
}

/**
 * Where its bars are, to whole pixels. They raise the bases for those that follow.
 * @param {number[]} bases
 * @param {Area} area
 * @param {Trace} trace
 */
function stackedOn(bases, area, { x, y, width = 1 }) {
  const middles = numbers(x);
  return Array.from(numbers(y), (count, i) => {
    const [base = 0, middle = NaN] = [bases[i], middles[i]];
    bases[i] = base + count;
    const [left, right] = [middle - width / 2, middle + width / 2].map((at) => Math.round(area.x(at)));
    const [bottom, top] = [base, base + count].map((at) => Math.round(area.y(at)));
    return rectangle(left, right, bottom, top);
  });
}

/**
 * @returns {Rectangle}
 */
function rectangle(left = 0, right = 0, bottom = 0, top = 0) {
  return { left, top, width: right - left, height: bottom - top };
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Rectangle[]} bars
 * @param {Area} area
 * @param {Trace} trace
 * @param {Dress} dress
 */
function paintTrace(context, bars, area, { marker = {} }, { colorOf }) {
  context.save();
  context.beginPath();
  for (const { left, top, width, height } of bars) context.rect(left, top, width, height);
  context.fillStyle = colorOf(marker.color);
  context.fill();
  if (marker.pattern?.shape) {
    context.clip();
    paintStripes(context, area, marker.pattern, colorOf);
  }
  context.restore();
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Area} area
 * @param {Pattern} pattern
 * @param {Dress["colorOf"]} colorOf
 */
function paintStripes(context, { width, height, bleed }, { shape, fgcolor, size, solidity }, colorOf) {
  if (shape !== "/") throw new Error(`There is no picture of the pattern ${shape}.`);
  const step = Math.SQRT2 * size; // from stripe to stripe, along an axis
  context.beginPath();
  for (let across = step; across < width + height; across += step) {
    context.moveTo(bleed, bleed + across);
    context.lineTo(bleed + across, bleed);
  }
  context.strokeStyle = colorOf(fgcolor);
  context.lineWidth = solidity * size;
  context.stroke();
}
