// Arrays as they travel: their bytes behind the JSON, base64 in the form that Plotly reads, or lists.

/** @import { Numbers, Points, Trace } from "./contract.js" */

const TYPES = { f4: Float32Array, f8: Float64Array, u1: Uint8Array, u2: Uint16Array, i4: Int32Array };
const ALIGNMENT = 8;
const LENGTH_BYTES = 4;

/**
 * What Python has packed, see packing.py: the length of the JSON, the JSON, the arrays.
 * @param {Uint8Array} message
 * @returns {unknown}
 */
export function unpacked(message) {
  // As a copy: in the message of the socket it may begin anywhere, an array only at its multiple.
  const { buffer } = message.slice();
  const length = new DataView(buffer).getUint32(0, true);
  const text = new TextDecoder().decode(new Uint8Array(buffer, LENGTH_BYTES, length));
  const first = Math.ceil((LENGTH_BYTES + length) / ALIGNMENT) * ALIGNMENT;
  return JSON.parse(text, (_, value) => {
    if (!value?.array) return value;
    const [dtype, start, size] = value.array;
    return new TYPES[/** @type {keyof typeof TYPES} */ (dtype)](buffer, first + start, size);
  });
}

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
