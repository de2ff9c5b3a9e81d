// Arrays as they travel: their bytes behind the JSON, base64 in the form that Plotly reads, or lists.

/** @import { Numbers, Points, Trace } from "./contract.js" */

const TYPES = { f4: Float32Array, f8: Float64Array, u1: Uint8Array, u2: Uint16Array, i4: Int32Array };
const ALIGNMENT = 8;
const HEAD_BYTES = 8; // two lengths: of the whole part, and of its JSON

/**
 * What Python has packed, see packing.py: one part after another, all of one object.
 * @param {Uint8Array} message
 * @returns {Record<string, unknown>}
 */
export function unpacked(message) {
  // As a copy: in the message of the socket it may begin anywhere, an array only at its multiple.
  const { buffer } = message.slice();
  const lengths = new DataView(buffer);
  const all = {};
  for (let start = 0; start < buffer.byteLength; start += lengths.getUint32(start, true)) {
    const text = new Uint8Array(buffer, start + HEAD_BYTES, lengths.getUint32(start + 4, true));
    const end = Math.ceil((text.byteOffset + text.length) / ALIGNMENT) * ALIGNMENT;
    Object.assign(all, JSON.parse(new TextDecoder().decode(text), (_, value) => arrayAt(buffer, end, value)));
  }
  return all;
}

/**
 * @param {ArrayBuffer} buffer
 * @param {number} first where the arrays begin
 * @param {any} value the place of an array, or any other
 */
function arrayAt(buffer, first, value) {
  if (!value?.array) return value;
  const [dtype, start, size] = value.array;
  return new TYPES[/** @type {keyof typeof TYPES} */ (dtype)](buffer, first + start, size);
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
