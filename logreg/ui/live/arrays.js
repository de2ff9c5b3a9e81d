// Arrays as they travel: base64 in the form that Plotly reads, or plain lists.

/** @import { Numbers, Points, Trace } from "./contract.js" */

const TYPES = { f4: Float32Array, f8: Float64Array, u1: Uint8Array, i4: Int32Array };

/**
 * @param {unknown} values `Values`, or nothing
 * @returns {Numbers}
 */
export function numbers(values) {
  const { dtype, bdata } = /** @type {{ dtype?: keyof typeof TYPES, bdata?: string }} */ (values ?? {});
  // Empty is an array too.
  if (dtype !== undefined && bdata !== undefined) return typed(dtype, bdata);
  return /** @type {Numbers} */ (values ?? []);
}

/**
 * @template {keyof typeof TYPES} T
 * @param {T} dtype
 * @param {string} text
 */
export function typed(dtype, text) {
  return /** @type {InstanceType<typeof TYPES[T]>} */ (new TYPES[dtype](bytes(text).buffer));
}

/**
 * The points of a trace. Where it names no x, Plotly counts from x0 in steps of dx.
 * @param {Trace} trace
 * @returns {Points}
 */
export function pointsOf({ x, x0 = 0, dx = 1, y }) {
  const values = numbers(y);
  return { x: x ? numbers(x) : Float64Array.from(values, (_, i) => x0 + dx * i), y: values };
}

/** @param {string} text */
export function bytes(text) {
  const characters = atob(text);
  const values = new Uint8Array(characters.length);
  for (let i = 0; i < values.length; i += 1) values[i] = characters.charCodeAt(i);
  return values;
}
