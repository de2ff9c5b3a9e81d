// Which coordinates the pixels of a canvas have.

/** @typedef {{ from: number, to: number, low: number, high: number }} Span in pixels, and its part on the canvas */

/**
 * The part of a span of pixels that is on a canvas of this size.
 * @param {number} from
 * @param {number} to
 * @param {number} size
 * @returns {Span}
 */
export function ends(from, to, size) {
  return { from, to, low: Math.max(from, 0), high: Math.min(to, size) };
}

/**
 * The coordinates of the middles of pixels: [first, last] are those of the ends of the whole span.
 * @param {Span} span
 * @param {number} scale device pixels in one of the canvas
 * @param {[number, number]} coordinates
 */
export function middles({ from, to, low, high }, scale, [first, last]) {
  const n = Math.ceil((high - low) * scale - 1e-6);
  const at = (/** @type {number} */ pixel) => first + ((pixel - from) / (to - from)) * (last - first);
  return Float64Array.from({ length: n }, (_, i) => at(low + (i + 0.5) / scale));
}
