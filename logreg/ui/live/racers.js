// The paths of a race: how far each has come, and how it looks. Colours stand in descent.css.

/** @import { RacerData } from "./contract.js" */

/** By name; a race is told apart by dashes too. @type {Readonly<Record<string, number[]>>} */
const DASHES = { gd: [], momentum: [9, 4], nesterov: [2, 4], adam: [9, 3, 2, 3], newton: [16, 4] };

/** @param {RacerData} racer */
export const dashOf = ({ name }) => DASHES[name] ?? [];

/**
 * From point to point, but for those that are less than a pixel from the last: a path that comes to
 * rest has hundreds of them.
 * @param {CanvasRenderingContext2D} context
 * @param {(i: number) => [number, number]} at
 * @param {number} n
 */
export function strokePath(context, at, n) {
  let [x, y] = [NaN, NaN];
  context.beginPath();
  for (let i = 0; i < n; i += 1) {
    const [across, down] = at(i);
    if (Math.abs(across - x) + Math.abs(down - y) < 1) continue;
    context.lineTo(across, down);
    x = across;
    y = down;
  }
  context.stroke();
}

/**
 * How many points of its path a racer has passed after so many iterations.
 * @param {RacerData} racer
 * @param {number} iteration
 */
export function passed({ iterations }, iteration) {
  let [low, high] = [0, iterations.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (/** @type {number} */ (iterations[middle]) <= iteration) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The iteration of a racer when the first has made so many: at the same count, or when it has looked
 * at as many gradients.
 * @param {RacerData} racer
 * @param {RacerData} first
 * @param {number} iteration
 * @param {boolean} byGradients
 */
export function iterationOf(racer, first, iteration, byGradients) {
  return byGradients ? Math.floor((iteration * first.n_per_step) / racer.n_per_step) : iteration;
}
