// Heights on a grid, and the lines of equal height in it. Knows no canvas and no page.

/** @import { Numbers, TerrainData } from "./contract.js" */

/**
 * Heights at whole coordinates from 0 to size − 1, row by row from the bottom.
 * @typedef {{ values: Float64Array, size: number }} Grid
 */

const MOST_LEVELS = 22;

/**
 * The heights of a frame, from the square roots that travel; see descent_data.py.
 * @param {TerrainData} terrain
 * @param {number} frame of a film of them; a single one is that of all frames
 * @returns {Grid}
 */
export function decoded({ codes, size, base, reach }, frame) {
  const n = size * size;
  const start = codes.length > n ? frame * n : 0;
  const unit = reach / 65535;
  const values = new Float64Array(n);
  for (let i = 0; i < n; i += 1) {
    const root = get(codes, start + i) * unit;
    values[i] = base + root * root;
  }
  return { values, size };
}

/**
 * `factor` times as many lines each way, by the cubic that goes through four neighbours (Catmull &
 * Rom 1974). A loss is smooth from cell to cell, however narrow its valleys are between level lines.
 * @param {Grid} grid
 * @param {number} factor
 * @returns {Grid}
 */
export function refined({ values, size }, factor) {
  const fine = (size - 1) * factor + 1;
  const wide = new Float64Array(size * fine);
  for (let row = 0; row < size; row += 1) {
    stretch(values, row * size, 1, size, wide, row * fine, 1, factor);
  }
  const all = new Float64Array(fine * fine);
  for (let column = 0; column < fine; column += 1) {
    stretch(wide, column, fine, size, all, column, fine, factor);
  }
  return { values: all, size: fine };
}

/**
 * @param {Float64Array} from
 * @param {number} first
 * @param {number} stride
 * @param {number} n
 * @param {Float64Array} to
 * @param {number} start
 * @param {number} step
 * @param {number} factor
 */
function stretch(from, first, stride, n, to, start, step, factor) {
  const at = (/** @type {number} */ i) => get(from, first + i * stride);
  for (let i = 0; i < n - 1; i += 1) {
    const b = at(i);
    const c = at(i + 1);
    // Beyond the ends it goes on straight.
    const a = i > 0 ? at(i - 1) : 2 * b - c;
    const d = i < n - 2 ? at(i + 2) : 2 * c - b;
    for (let k = 0; k < factor; k += 1) {
      const t = k / factor;
      const value = b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
      to[start + (i * factor + k) * step] = value;
    }
  }
  to[start + (n - 1) * factor * step] = at(n - 1);
}

/**
 * Equal steps of log(height − lowest): each level doubles the last, from `near` on, or more where
 * there would be too many.
 * @param {number} lowest
 * @param {number} near
 * @param {number} highest
 */
export function levelsOf(lowest, near, highest) {
  const doublings = Math.log2(Math.max((highest - lowest) / near, 1));
  const step = 2 ** Math.max(1, Math.ceil(doublings / MOST_LEVELS));
  const levels = [];
  for (let gap = near; lowest + gap < highest; gap *= step) levels.push(lowest + gap);
  return levels;
}

/**
 * Where the height is each of the levels, which rise: pieces of a line, each as x, y of both its ends,
 * in coordinates of the grid. By marching squares, in one pass: most cells are crossed by no level.
 * @param {Grid} grid
 * @param {number[]} levels
 * @returns {number[][]}
 */
export function levelLines({ values, size }, levels) {
  /** @type {number[][]} */
  const lines = levels.map(() => []);
  for (let row = 0; row < size - 1; row += 1) {
    let first = 0; // the level that may cross the cell before
    for (let column = 0; column < size - 1; column += 1) {
      const at = row * size + column;
      const a = get(values, at);
      const b = get(values, at + 1);
      const c = get(values, at + size + 1);
      const d = get(values, at + size);
      const low = Math.min(a, b, c, d);
      const high = Math.max(a, b, c, d);
      while (first > 0 && get(levels, first - 1) >= low) first -= 1;
      while (first < levels.length && get(levels, first) < low) first += 1;
      for (let k = first; k < levels.length && get(levels, k) < high; k += 1) {
        const level = get(levels, k);
        const kind = Number(a > level) + 2 * Number(b > level) + 4 * Number(c > level) + 8 * Number(d > level);
        if (kind !== 0 && kind !== 15) cross(lines[k] ?? [], column, row, [a, b, c, d], kind, level);
      }
    }
  }
  return lines;
}

// Which sides a line joins, by which corners are high: the sides are bottom, right, top, left.
/** @type {Readonly<Record<number, number[]>>} */
const JOINS = {
  1: [3, 0], 2: [0, 1], 3: [3, 1], 4: [1, 2], 6: [0, 2], 7: [3, 2],
  8: [2, 3], 9: [2, 0], 11: [2, 1], 12: [1, 3], 13: [1, 0], 14: [0, 3],
};

/**
 * @param {number[]} pieces
 * @param {number} column
 * @param {number} row
 * @param {number[]} corners
 * @param {number} kind
 * @param {number} level
 */
function cross(pieces, column, row, corners, kind, level) {
  let joined = JOINS[kind];
  if (!joined) {
    const isHigh = corners.reduce((sum, height) => sum + height, 0) / 4 > level;
    joined = (kind === 5) === isHigh ? [0, 1, 2, 3] : [3, 0, 1, 2];
  }
  for (const side of joined) {
    const [from, to] = [get(corners, side), get(corners, (side + 1) % 4)];
    const t = (level - from) / (to - from);
    if (side === 0) pieces.push(column + t, row);
    else if (side === 1) pieces.push(column + 1, row + t);
    else if (side === 2) pieces.push(column + 1 - t, row + 1);
    else pieces.push(column, row + 1 - t);
  }
}

/**
 * @param {Numbers} values
 * @param {number} i
 */
const get = (values, i) => /** @type {number} */ (values[i]);
