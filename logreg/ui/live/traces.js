// The traces of a figure, found by the names that Python gave them, and what stands still in it.

/** @import { Figure, Trace } from "./contract.js" */

/**
 * @param {Trace[]} traces
 * @param {string} uid
 */
export function traceOf(traces, uid) {
  const found = traces.find((trace) => trace.uid === uid);
  if (!found) throw new Error(`The figure has no trace of the name ${uid}.`);
  return found;
}

/**
 * The figure less the coordinates of its named traces, which move.
 * @param {Figure} figure
 */
export function withoutMoves({ data, layout }) {
  const still = (/** @type {Trace} */ { x, y, z, meta, ...look }) =>
    look.uid ? look : { x, y, z, meta, ...look };
  return { data: data.map(still), layout };
}

/**
 * As JSON has it, without the time that making texts of both takes.
 * @param {unknown} one
 * @param {unknown} other
 * @returns {boolean}
 */
export function isEqual(one, other) {
  if (one === other) return true;
  if (!isObject(one) || !isObject(other)) return false;
  if (ArrayBuffer.isView(one) && ArrayBuffer.isView(other)) return hasSameBytes(one, other);
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length && keys.every((key) => isEqual(one[key], other[key]))
  );
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
function isObject(value) {
  return typeof value === "object" && value !== null;
}

/**
 * @param {ArrayBufferView} one
 * @param {ArrayBufferView} other
 */
function hasSameBytes(one, other) {
  if (one.byteLength !== other.byteLength) return false;
  const [bytes, others] = [one, other].map(
    ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength),
  );
  return bytes?.every((byte, i) => byte === others?.[i]) ?? false;
}
