// Drawn points as they go to Python and come from there: two numbers of 16 bits each, the place across,
// and twice the place up with the class as its last bit. As a text it begins with a sign of its own:
// no points are a message as well.

/** @import { Point } from "./sketch.js" */

const SIGN = ":";

/** @param {readonly Point[]} points */
export function writtenPoints(points) {
  const numbers = new Uint16Array(points.flatMap(({ across, up, label }) => [across, 2 * up + label]));
  return SIGN + btoa(String.fromCharCode(...new Uint8Array(numbers.buffer)));
}

/**
 * @param {Uint16Array} numbers
 * @returns {Point[]}
 */
export const readPoints = (numbers) =>
  Array.from({ length: numbers.length / 2 }, (_, i) => {
    const [across = 0, last = 0] = numbers.slice(2 * i, 2 * i + 2);
    return { across, up: last >> 1, label: last & 1 ? 1 : 0 };
  });
