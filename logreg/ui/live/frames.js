// The frames of a film as they travel: numbers of all frames, one after another.

/** @import { Plane, Points, StageData } from "./contract.js" */

import { typed } from "./arrays.js";

/**
 * The weights of a plane, then its intercept.
 * @param {StageData["shading"]} shading
 * @returns {Plane[]}
 */
export function planesOf({ terms, parameters }) {
  const all = typed("f8", parameters);
  const size = terms.length + 1;
  return Array.from({ length: all.length / size }, (_, frame) => {
    const [start, end] = [frame * size, frame * size + terms.length];
    return { terms, weights: all.subarray(start, end), intercept: all[end] ?? NaN };
  });
}

/**
 * The x of a line, then its y.
 * @param {StageData["lines"]} lines
 * @returns {Points[]}
 */
export function linesOf({ points, lengths }) {
  const all = typed("f4", points);
  let start = 0;
  return lengths.map((length) => {
    const x = all.subarray(start, start + length);
    const y = all.subarray(start + length, start + 2 * length);
    start += 2 * length;
    return { x, y };
  });
}

/**
 * That of a frame.
 * @template T
 * @param {ArrayLike<T>} values
 * @param {number} frame
 * @returns {T}
 */
export function at(values, frame) {
  const value = values[frame];
  if (value === undefined) throw new RangeError(`There is no frame ${frame}.`);
  return value;
}
