// The frames of a film as they travel: numbers of all frames, one after another.

/** @import { Plane, Points, StageData, Told } from "./contract.js" */

/**
 * The weights of a plane, then its intercept.
 * @param {StageData["shading"]} shading
 * @returns {Plane[]}
 */
export function planesOf({ terms, parameters }) {
  const size = terms.length + 1;
  return Array.from({ length: parameters.length / size }, (_, frame) => {
    const [start, end] = [frame * size, frame * size + terms.length];
    return { terms, weights: parameters.subarray(start, end), intercept: parameters[end] ?? NaN };
  });
}

/**
 * The x of a line, then its y.
 * @param {StageData["lines"]} lines
 * @returns {Points[]}
 */
export function linesOf({ points, lengths }) {
  let start = 0;
  return Array.from(lengths, (length) => {
    const x = points.subarray(start, start + length);
    const y = points.subarray(start + length, start + 2 * length);
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

/**
 * That of a frame: so many texts, each by its number among the few different ones.
 * @param {Told} told
 * @param {number} frame
 * @param {number} size how many texts a frame has
 */
export function textsOf({ texts, places }, frame, size) {
  return Array.from({ length: size }, (_, i) => at(texts, at(places, frame * size + i)));
}
