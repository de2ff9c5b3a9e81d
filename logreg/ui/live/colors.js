// The colours of probabilities.

/** @import { ColorScale } from "./contract.js" */

/** @typedef {[number, number, number, number]} Rgba alpha from 0 to 1 in a scale, to 255 in a pixel */

export const COLORS = 256; // to each side of neutral, which is exactly p = 0.5

/**
 * The pixel of each p from 0 to 1, in 2 COLORS steps.
 * @param {ColorScale} scale as Plotly has it, from p = 0 to p = 1
 */
export function paletteOf(scale) {
  const stops = scale.map(
    ([share, color]) => /** @type {[number, Rgba]} */ ([share, color.match(/[\d.]+/g)?.map(Number)]),
  );
  const pixels = new Uint32Array(2 * COLORS + 1);
  const channels = new Uint8ClampedArray(pixels.buffer);
  for (let i = 0; i <= 2 * COLORS; i += 1) channels.set(colorAt(stops, i / (2 * COLORS)), 4 * i);
  return pixels;
}

/**
 * @param {[number, Rgba][]} stops
 * @param {number} share
 */
function colorAt(stops, share) {
  const next = Math.max(stops.findIndex(([at]) => at >= share), 1);
  const [[from, first], [to, second]] = /** @type {[[number, Rgba], [number, Rgba]]} */ (
    stops.slice(next - 1, next + 1)
  );
  return mix(first, second, (share - from) / (to - from));
}

/**
 * Mixed as light: a transparent stop lends no colour of its own.
 * @param {Rgba} first
 * @param {Rgba} second
 * @param {number} way
 */
function mix([r1, g1, b1, a1], [r2, g2, b2, a2], way) {
  const alpha = a1 * (1 - way) + a2 * way;
  if (alpha === 0) return [0, 0, 0, 0];
  const channel = (/** @type {number} */ one, /** @type {number} */ other) =>
    (one * a1 * (1 - way) + other * a2 * way) / alpha;
  return [channel(r1, r2), channel(g1, g2), channel(b1, b2), 255 * alpha];
}
