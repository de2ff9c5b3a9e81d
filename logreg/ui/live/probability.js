// p = σ(z) over the drawn plane, by the weights of the server.

/** @import { Numbers, Plane } from "./contract.js" */

/** @typedef {Record<string, (x: number) => number>} Terms */

/** @type {Terms} */
const ALONG_X1 = { x1: (x) => x, "x1^2": (x) => x * x, "sin(x1)": Math.sin };
/** @type {Terms} */
const ALONG_X2 = { x2: (x) => x, "x2^2": (x) => x * x, "sin(x2)": Math.sin };
const WAVE_OF_X1 = "sin(x1)";
const WAVE_OF_X2 = "sin(x2)";

/**
 * The value of a term at a place of the drawn plane.
 * @param {string} term
 * @param {number} x1
 * @param {number} x2
 */
export function termAt(term, x1, x2) {
  if (term === "x1*x2") return x1 * x2;
  return ALONG_X1[term]?.(x1) ?? ALONG_X2[term]?.(x2) ?? NaN;
}

const FARTHEST = 8; // σ(8) is 0.9997: beyond it the colour is that of certainty
const HALF = 512; // entries of a table to each side of z = 0
const PHASES = 64;

/**
 * Whole percentages at every pair of coordinates, a row for each x2.
 * @param {Plane} plane
 * @param {Numbers} x1
 * @param {Numbers} x2
 */
export function percentagesOf(plane, x1, x2) {
  const all = new Uint8Array(x1.length * x2.length);
  fill(all, plane, x1, x2, (p) => Math.round(100 * p));
  return Array.from(x2, (_, row) => all.subarray(row * x1.length, (row + 1) * x1.length));
}

/**
 * z at every pair of coordinates, a row for each x2.
 * @param {Plane} plane
 * @param {Numbers} x1
 * @param {Numbers} x2
 */
export function scoresOn({ terms, weights, intercept }, x1, x2) {
  const weightOf = new Map(terms.map((term, i) => [term, weights[i] ?? 0]));
  const [columns, rows] = [sums(ALONG_X1, weightOf, x1), sums(ALONG_X2, weightOf, x2)];
  const twist = weightOf.get("x1*x2") ?? 0;
  const at = (/** @type {Numbers} */ values, /** @type {number} */ i) => /** @type {number} */ (values[i]);
  const n = x1.length;
  return Float64Array.from({ length: n * x2.length }, (_, k) => {
    const [i, j] = [k % n, Math.floor(k / n)];
    return intercept + at(columns, i) + at(rows, j) + twist * at(x1, i) * at(x2, j);
  });
}

/**
 * look(p) at every pair of coordinates. Every term but x₁x₂ belongs to one axis and is summed along
 * it once. Of a wave shorter than two steps p is the mean: one picture cannot show more of it.
 * @param {Uint8Array | Uint32Array} values
 * @param {Plane} plane
 * @param {Numbers} x1
 * @param {Numbers} x2
 * @param {(p: number) => number} look
 */
export function fill(values, { terms, weights, intercept }, x1, x2, look) {
  const weightOf = new Map(terms.map((term, i) => [term, weights[i] ?? 0]));
  const heights = [takeShortWave(weightOf, WAVE_OF_X1, x1), takeShortWave(weightOf, WAVE_OF_X2, x2)];
  const columns = sums(ALONG_X1, weightOf, x1);
  const rows = sums(ALONG_X2, weightOf, x2);
  const twist = weightOf.get("x1*x2") ?? 0;
  const { means, reach } = meansOver(heights.filter(Boolean).map(Math.abs));
  const table = values instanceof Uint8Array ? new Uint8Array(means.length) : new Uint32Array(means.length);
  means.forEach((p, k) => (table[k] = look(p)));
  const perUnit = HALF / reach;
  const n = x1.length;
  for (let j = 0; j < x2.length; j += 1) {
    const base = /** @type {number} */ (rows[j]) + intercept;
    const slope = twist * /** @type {number} */ (x2[j]);
    for (let i = 0, at = j * n; i < n; i += 1, at += 1) {
      const z =
        base + /** @type {number} */ (columns[i]) + slope * /** @type {number} */ (x1[i]);
      const place = z * perUnit;
      const entry = place < -HALF ? 0 : place > HALF ? 2 * HALF : (place + HALF + 0.5) | 0;
      values[at] = /** @type {number} */ (table[entry]);
    }
  }
}

/**
 * The weight of a wave that is too short to be shown, which it takes out; else 0.
 * @param {Map<string, number>} weightOf
 * @param {string} term
 * @param {Numbers} points
 */
function takeShortWave(weightOf, term, points) {
  const [first = 0, second = 0] = [points[0], points[1]];
  const height = weightOf.get(term) ?? 0;
  if (!(Math.abs(second - first) > Math.PI)) return 0;
  weightOf.delete(term);
  return height;
}

/**
 * @param {Terms} terms
 * @param {Map<string, number>} weightOf
 * @param {Numbers} points
 */
function sums(terms, weightOf, points) {
  const chosen = Object.entries(terms).flatMap(([term, value]) => {
    const weight = weightOf.get(term);
    return weight ? [{ weight, value }] : [];
  });
  return Float64Array.from(points, (x) =>
    chosen.reduce((sum, { weight, value }) => sum + weight * value(x), 0),
  );
}

/**
 * Entry HALF + k of the table is the mean of σ(z + Σ height · sin θ) over all θ at
 * z = k · reach / HALF.
 * @param {number[]} heights
 */
function meansOver(heights) {
  const reach = heights.reduce((sum, height) => sum + height, FARTHEST);
  const logits = Float64Array.from({ length: 2 * HALF + 1 }, (_, k) => ((k - HALF) * reach) / HALF);
  const certain = logits.map((z) => 1 / (1 + Math.exp(-z)));
  const means = heights.reduce((table, height) => meanOver(table, height, reach), certain);
  return { means, reach };
}

/**
 * @param {Float64Array<ArrayBuffer>} table
 * @param {number} height
 * @param {number} reach
 */
function meanOver(table, height, reach) {
  const shifts = Array.from({ length: PHASES }, (_, k) =>
    Math.round((Math.sin((2 * Math.PI * (k + 0.5)) / PHASES) * height * HALF) / reach),
  );
  const at = (/** @type {number} */ k) =>
    /** @type {number} */ (table[Math.min(Math.max(k, 0), 2 * HALF)]);
  return table.map((_, k) => shifts.reduce((sum, by) => sum + at(k + by), 0) / PHASES);
}
