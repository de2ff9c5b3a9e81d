// The QR code of a text, made here: a sheet is printed without a network too. ISO/IEC 18004, in
// bytes, with correction level M, by which 15 % of it may be lost to a crease or a stain.

const CORRECTION_PER_BLOCK = [
  10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28,
  28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28,
]; // of versions 1 to 40, as the number of blocks below
const BLOCKS = [
  1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26, 28,
  29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49,
];
const BYTES = 0b0100;
const FORMAT = { generator: 0b10100110111, degree: 10, mask: 0b101010000010010 };
const VERSION = { generator: 0b1111100100101, degree: 12 };
const FIELD = 0x11d; // x⁸ + x⁴ + x³ + x² + 1
/** @type {((row: number, column: number) => boolean)[]} */
const MASKS = [
  (i, j) => (i + j) % 2 === 0,
  (i) => i % 2 === 0,
  (_, j) => j % 3 === 0,
  (i, j) => (i + j) % 3 === 0,
  (i, j) => (Math.floor(i / 2) + Math.floor(j / 3)) % 2 === 0,
  (i, j) => ((i * j) % 2) + ((i * j) % 3) === 0,
  (i, j) => (((i * j) % 2) + ((i * j) % 3)) % 2 === 0,
  (i, j) => (((i + j) % 2) + ((i * j) % 3)) % 2 === 0,
];

/** @typedef {number[][]} Modules rows of 1 (dark), 0 (light) or, while it is made, -1 (free) */

/**
 * The rows of the code, 1 where it is dark; without the light edge of 4 that belongs around it.
 * Raises a RangeError above 2331 bytes.
 * @param {string} text
 * @param {number} [mask] from 0 to 7; by the standard it is the one that is easiest to read
 * @returns {Modules}
 */
export function qrCode(text, mask) {
  const bytes = [...new TextEncoder().encode(text)];
  const version = BLOCKS.findIndex((_, i) => bytes.length <= mostBytes(i + 1)) + 1;
  if (!version) throw new RangeError("This text is too long for a QR code.");
  const bits = corrected(version, dataOf(version, bytes)).flatMap((byte) => bitsOf(byte, 8));
  const masked = (/** @type {number} */ which) => drawn(version, bits, which);
  if (mask !== undefined) return masked(mask);
  const all = MASKS.map((_, which) => masked(which));
  const penalties = all.map(penalty);
  return all[penalties.indexOf(Math.min(...penalties))] ?? [];
}

/**
 * The code as the path of an SVG, one unit for each module, with its light edge.
 * @param {Modules} code
 */
export function pathOf(code) {
  return code
    .map((row, y) => row.map((isDark, x) => (isDark > 0 ? `M${x + 4} ${y + 4}h1v1h-1z` : "")).join(""))
    .join("");
}

// ---- the text as bytes

/** @param {number} version */
const sizeOf = (version) => 17 + 4 * version;

/** @param {number} version */
function placesOf(version) {
  if (version === 1) return [];
  const n = Math.floor(version / 7) + 2;
  const step = Math.floor((version * 8 + n * 3 + 5) / (n * 4 - 4)) * 2;
  return [6, ...Array.from({ length: n - 1 }, (_, i) => sizeOf(version) - 7 - (n - 2 - i) * step)];
}

/** @param {number} version */
function nCodewords(version) {
  const n = placesOf(version).length;
  const aligning = n ? 25 * (n * n - 3) - 10 * (n - 2) : 0;
  const size = sizeOf(version);
  return Math.floor((size * size - 223 - 2 * (size - 16) - aligning - (version < 7 ? 0 : 36)) / 8);
}

/** @param {number} version */
const nData = (version) =>
  nCodewords(version) - (BLOCKS[version - 1] ?? 0) * (CORRECTION_PER_BLOCK[version - 1] ?? 0);

/** @param {number} version */
const lengthBits = (version) => (version < 10 ? 8 : 16);

/** @param {number} version */
const mostBytes = (version) => Math.floor((8 * nData(version) - 4 - lengthBits(version)) / 8);

/**
 * @param {number} value
 * @param {number} n
 */
const bitsOf = (value, n) => Array.from({ length: n }, (_, i) => (value >> (n - 1 - i)) & 1);

/**
 * @param {number} version
 * @param {number[]} bytes
 */
function dataOf(version, bytes) {
  const bits = [
    ...bitsOf(BYTES, 4),
    ...bitsOf(bytes.length, lengthBits(version)),
    ...bytes.flatMap((byte) => bitsOf(byte, 8)),
    ...bitsOf(0, 4),
  ];
  const data = Array.from({ length: bits.length / 8 }, (_, i) =>
    parseInt(bits.slice(8 * i, 8 * i + 8).join(""), 2),
  );
  for (let i = 0; data.length < nData(version); i++) data.push(i % 2 ? 0x11 : 0xec);
  return data;
}

// ---- correction, by Reed and Solomon

/**
 * Data and correction in the order in which they are drawn: the blocks byte by byte in turn.
 * @param {number} version
 * @param {number[]} data
 */
function corrected(version, data) {
  const n = BLOCKS[version - 1] ?? 1;
  const short = Math.floor(data.length / n);
  const nShort = n - (data.length % n);
  const divisor = divisorOf(CORRECTION_PER_BLOCK[version - 1] ?? 0);
  const starts = Array.from({ length: n + 1 }, (_, i) => i * short + Math.max(0, i - nShort));
  const blocks = starts.slice(0, n).map((start, i) => data.slice(start, starts[i + 1]));
  return [...inTurn(blocks), ...inTurn(blocks.map((block) => remainder(block, divisor)))];
}

/** @param {number[][]} blocks */
function inTurn(blocks) {
  const longest = Math.max(...blocks.map((block) => block.length));
  return Array.from({ length: longest }, (_, i) =>
    blocks.flatMap((block) => block.slice(i, i + 1)),
  ).flat();
}

/**
 * @param {number} x
 * @param {number} y
 */
function product(x, y) {
  let z = 0;
  for (let i = 7; i >= 0; i--) z = (z << 1) ^ ((z >> 7) * FIELD) ^ (((y >> i) & 1) * x);
  return z;
}

/**
 * (x − 1)(x − 2)(x − 4)…, without its leading 1.
 * @param {number} degree
 */
function divisorOf(degree) {
  let divisor = [1];
  for (let i = 0, root = 1; i < degree; i++, root = product(root, 2)) {
    const shifted = [...divisor, 0];
    divisor = shifted.map((value, k) => value ^ product(divisor[k - 1] ?? 0, root));
  }
  return divisor.slice(1);
}

/**
 * @param {number[]} data
 * @param {number[]} divisor
 */
function remainder(data, divisor) {
  return data.reduce((rest, byte) => {
    const factor = byte ^ (rest[0] ?? 0);
    return divisor.map((value, i) => (rest[i + 1] ?? 0) ^ product(value, factor));
  }, divisor.map(() => 0));
}

// ---- the picture

/**
 * @param {number} version
 * @param {number[]} bits
 * @param {number} mask
 */
function drawn(version, bits, mask) {
  const code = frame(version, mask);
  const isMasked = MASKS[mask] ?? (() => false);
  let i = 0;
  for (const [row, column] of way(code.length)) {
    const line = code[row] ?? [];
    if (line[column] !== -1) continue;
    line[column] = (bits[i++] ?? 0) ^ Number(isMasked(row, column));
  }
  return code;
}

/**
 * From the right, up and down in columns of two, past the column that times.
 * @param {number} size
 * @returns {Generator<[number, number]>}
 */
function* way(size) {
  let isUp = true;
  for (let right = size - 1; right > 0; right -= 2, isUp = !isUp) {
    if (right === 6) right = 5;
    for (let i = 0; i < size; i++) {
      const row = isUp ? size - 1 - i : i;
      yield [row, right];
      yield [row, right - 1];
    }
  }
}

/**
 * What is the same for every text: the finders, what times and aligns, the format and the version.
 * @param {number} version
 * @param {number} mask
 * @returns {Modules}
 */
function frame(version, mask) {
  const size = sizeOf(version);
  const code = Array.from({ length: size }, () => Array.from({ length: size }, () => -1));
  const set = (/** @type {number} */ row, /** @type {number} */ column, /** @type {number} */ bit) => {
    const line = code[row];
    if (line && column >= 0 && column < size) line[column] = bit;
  };
  for (let i = 0; i < size; i++) {
    set(6, i, 1 - (i % 2));
    set(i, 6, 1 - (i % 2));
  }
  /** @type {(row: number, column: number, reach: number) => void} */
  const rings = (row, column, reach) => {
    for (let i = -reach; i <= reach; i++) {
      for (let j = -reach; j <= reach; j++) {
        const ring = Math.max(Math.abs(i), Math.abs(j));
        set(row + i, column + j, Number(reach === 4 ? ring !== 2 && ring !== 4 : ring !== 1));
      }
    }
  };
  for (const [row, column] of [[3, 3], [3, size - 4], [size - 4, 3]]) rings(row ?? 0, column ?? 0, 4);
  const places = placesOf(version);
  const last = size - 7;
  for (const row of places) {
    for (const column of places) {
      const isFinder = (row === 6 && (column === 6 || column === last)) || (row === last && column === 6);
      if (!isFinder) rings(row, column, 2);
    }
  }
  const format = bitsOf(protectedBits(mask, FORMAT) ^ FORMAT.mask, 15).reverse(); // level M is 00
  format.forEach((bit, i) => {
    set(i < 6 ? i : i < 8 ? i + 1 : size - 15 + i, 8, bit);
    set(8, i < 8 ? size - 1 - i : i < 9 ? 7 : 14 - i, bit);
  });
  set(size - 8, 8, 1);
  if (version >= 7) {
    bitsOf(protectedBits(version, VERSION), 18).reverse().forEach((bit, i) => {
      const [far, near] = [size - 11 + (i % 3), Math.floor(i / 3)];
      set(far, near, bit);
      set(near, far, bit);
    });
  }
  return code;
}

/**
 * The bits and, behind them, what is left of them by a generator.
 * @param {number} value
 * @param {{ generator: number, degree: number }} code
 */
function protectedBits(value, { generator, degree }) {
  let rest = value << degree;
  for (let top = 31; top >= degree; top--) if ((rest >> top) & 1) rest ^= generator << (top - degree);
  return (value << degree) | rest;
}

// ---- how hard it is to read

/** @param {Modules} code */
function penalty(code) {
  const columns = code.map((_, j) => code.map((row) => row[j] ?? 0));
  const lines = [...code, ...columns].map((line) => line.join(""));
  const runs = lines.flatMap((line) => line.match(/0{5,}|1{5,}/g) ?? []);
  const finders = lines.flatMap((line) => line.match(/(?=10111010000|00001011101)/g) ?? []);
  let blocks = 0;
  for (let i = 1; i < code.length; i++) {
    for (let j = 1; j < code.length; j++) {
      const four = [code[i]?.[j], code[i]?.[j - 1], code[i - 1]?.[j], code[i - 1]?.[j - 1]];
      if (new Set(four).size === 1) blocks += 1;
    }
  }
  const nDark = code.flat().filter((bit) => bit === 1).length;
  const uneven = Math.floor(Math.abs((100 * nDark) / code.length ** 2 - 50) / 5);
  const long = runs.reduce((sum, run) => sum + run.length - 2, 0);
  return long + 3 * blocks + 40 * finders.length + 10 * uneven;
}
