// The track of a slider: whole positions from 0 to `last`, and the value at each.

/** @import { Scaled } from "./contract.js" */

/**
 * @typedef {object} Scale
 * @property {number} low
 * @property {number} high
 * @property {number} step
 * @property {number} span from end to end, on a logarithmic scale in decades
 * @property {number} last position
 * @property {boolean} isLog
 * @property {boolean} isInteger
 */

/**
 * @param {Scaled} scaled
 * @returns {Scale}
 */
export function scaleOf({ low, high, step, scale, is_integer }) {
  const isLog = scale === "log";
  const span = isLog ? Math.log10(high / low) : high - low;
  const last = Math.max(1, isLog ? Math.round(span / step) : Math.ceil(span / step - 1e-9));
  return { low, high, step, span, last, isLog, isInteger: is_integer };
}

/**
 * @param {Scale} scale
 * @param {number} position
 */
export function valueAt({ low, high, step, span, last, isLog, isInteger }, position) {
  if (position <= 0) return low;
  if (position >= last) return high;
  const exact = isLog ? low * 10 ** ((span * position) / last) : low + step * position;
  const short = Number(exact.toPrecision(isLog ? 2 : 12));
  return Math.min(Math.max(isInteger ? Math.round(short) : short, low), high);
}

/**
 * Where a value stands, mostly between two positions.
 * @param {Scale} scale
 * @param {number} value
 */
export function positionOf({ low, step, span, last, isLog }, value) {
  const position = isLog ? (Math.log10(value / low) / span) * last : (value - low) / step;
  return Math.min(Math.max(position, 0), last);
}

/**
 * The value that a key means which has moved the thumb to `position`. Small whole numbers fill
 * several positions of a log scale: those that are equal to the value so far are skipped.
 * @param {Scale} scale
 * @param {number} value
 * @param {number} position
 */
export function nextValue(scale, value, position) {
  const direction = Math.sign(position - positionOf(scale, value));
  let next = position;
  const isInside = () => next + direction >= 0 && next + direction <= scale.last;
  while (direction && valueAt(scale, next) === value && isInside()) next += direction;
  return valueAt(scale, next);
}

/**
 * @param {Pick<Scaled, "low" | "high" | "is_integer">} allowed
 * @param {number} value
 */
export function isAllowed({ low, high, is_integer }, value) {
  return value >= low && value <= high && (!is_integer || Number.isInteger(value));
}
