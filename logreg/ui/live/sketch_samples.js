// Drawn points as the boundary chart shows them, wherever the hand has put them by now.

/** @import { DrawnData, Trace } from "./contract.js" */
/** @import { Area } from "./layer.js" */
/** @import { Sketch } from "./sketch.js" */

const RADIUS = 4; // px, of a marker
const GROWTH = 9; // px for a pull of 1

/** @param {Trace} trace */
export const isSamples = ({ uid = "" }) => uid.startsWith("samples-") || uid.startsWith("edge-");

/**
 * The traces, with the points in them where they are now. Until the server has dealt others, all of
 * them are training points.
 * @param {Trace[]} traces
 * @param {Sketch} sketch
 * @param {DrawnData["rows"]} rows of each trace, by its uid
 */
export function placed(traces, sketch, rows) {
  const areDealt = isDealt(sketch, rows);
  return traces.map((trace) => {
    if (!isSamples(trace)) return trace;
    const uid = (trace.uid ?? "").replace("edge", "samples");
    const places = (areDealt ? Array.from(rows[uid] ?? []) : allOf(sketch, uid)).map((row) => sketch.placeOf(row));
    return { ...trace, x: places.map(({ x }) => x), y: places.map(({ y }) => y) };
  });
}

/**
 * Whether the server has dealt these points, each to a trace of its class.
 * @param {Sketch} sketch
 * @param {DrawnData["rows"]} rows
 */
export function isDealt({ points }, rows) {
  const dealt = Object.entries(rows);
  const n = dealt.reduce((sum, [, { length }]) => sum + length, 0);
  return n === points.length && dealt.every(([uid, own]) => own.every((row) => points[row]?.label === labelOf(uid)));
}

/**
 * @param {Sketch} sketch
 * @param {string} uid
 */
const allOf = ({ points }, uid) =>
  uid.endsWith("test") ? [] : points.flatMap(({ label }, row) => (label === labelOf(uid) ? [row] : []));

/** @param {string} uid as in samples-1-training */
const labelOf = (uid) => Number(uid.split("-")[1]);

/**
 * How much each point pulls at the weights, as a disc around it.
 * @param {CanvasRenderingContext2D} context
 * @param {Area} area
 * @param {Sketch} sketch
 * @param {DrawnData} drawn
 * @param {{ colors: [string, string], ink: string, size: number }} look
 */
export function paintPulls(context, area, sketch, { pulls, rows }, { colors, ink, size }) {
  if (!isDealt(sketch, rows)) return;
  context.save();
  context.lineWidth = size;
  sketch.points.forEach(({ label }, row) => {
    const { x, y } = sketch.placeOf(row);
    context.beginPath();
    context.arc(area.x(x), area.y(y), (RADIUS + GROWTH * (pulls[row] ?? 0)) * size, 0, 2 * Math.PI);
    Object.assign(context, { fillStyle: colors[label], strokeStyle: ink, globalAlpha: 0.3 });
    context.fill();
    context.stroke();
  });
  context.restore();
}
