// Rings around the points that the model of a frame takes for the other class: the point keeps the
// shape and colour of what it is, its ring has the colour of what it is taken for.

/** @import { StageData, Trace } from "./contract.js" */
/** @import { Area } from "./layer.js" */

import { pointsOf } from "./arrays.js";

const RADIUS = 8;
const RING = 2;

/**
 * Whether a point is taken for the other class.
 * @param {Uint8Array} bits of all points of a trace, frame by frame
 * @param {number} index
 */
export const isMistaken = (bits, index) => (((bits[index >> 3] ?? 0) >> (index & 7)) & 1) === 1;

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Area} area
 * @param {Trace[]} traces that are shown
 * @param {StageData["mistakes"]} mistakes
 * @param {number} frame
 * @param {{ ink: string, colors: [string, string], size: number }} look the colour of the class that
 *   a ring is taken for; size is 1 on a laptop's screen
 */
export function paintMistakes(context, area, traces, mistakes, frame, { ink, colors, size }) {
  Object.entries(mistakes).forEach(([name, bits], order) => {
    const trace = traces.find((one) => one.name === name && one.showlegend !== false);
    if (!trace) return;
    const { x, y } = pointsOf(trace);
    context.beginPath();
    for (let i = 0; i < y.length; i += 1) {
      if (!isMistaken(bits, frame * y.length + i)) continue;
      const [across, down] = [area.x(x[i] ?? NaN), area.y(y[i] ?? NaN)];
      context.moveTo(across + RADIUS * size, down);
      context.arc(across, down, RADIUS * size, 0, 2 * Math.PI);
    }
    // The shading there has the colour of the ring: ink on both sides parts them.
    const rings = /** @type {const} */ ([[ink, RING + 1.5], [colors[1 - (order % 2)] ?? ink, RING]]);
    for (const [color, width] of rings) {
      context.strokeStyle = color;
      context.lineWidth = width * size;
      context.stroke();
    }
  });
}
