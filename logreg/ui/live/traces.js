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

const MOVING = new Set(["x", "y", "z", "meta", "customdata", "text", "textposition", "name"]);

/**
 * The figure less what moves of its named traces: their points, what belongs to each point, and the
 * name in the legend.
 * @param {Figure} figure
 */
export function withoutMoves({ data, layout }) {
  return { data: data.map((trace) => (trace.uid ? lookOf(trace) : trace)), layout };
}

/** @param {Trace} trace */
function lookOf(trace) {
  const isEach = typeof trace.marker?.size === "object"; // marker's own
  const marker = isEach ? { ...trace.marker, size: undefined } : trace.marker;
  return { ...Object.fromEntries(Object.entries(trace).filter(([key]) => !MOVING.has(key))), marker };
}

/**
 * The traces with a uid.
 * @param {Figure} figure
 */
export const namedOf = ({ data }) => data.filter(({ uid }) => uid);

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
