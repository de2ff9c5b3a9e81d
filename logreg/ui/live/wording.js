// Numbers in sentences as the server words them, see wording/numbers.py: four significant digits at
// most, − for minus. Only what follows a pointer is worded here.

const MOST_DIGITS = 4;
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
// Nearer to 1 than this, a probability is told by its distance from 1.
const NEAR_ONE = 1e-4;

/**
 * With so many decimals, or as many as four significant digits leave room for; in powers of ten
 * where it is large, or so small that it would read 0.
 * @param {number} value
 * @param {number} [digits]
 */
export function decimal(value, digits = 3) {
  if (!Number.isFinite(value)) return value > 0 ? "∞" : value < 0 ? "−∞" : "–";
  const power = powerOf(value);
  if (value !== 0 && (Math.abs(value) < 10 ** -digits || power >= MOST_DIGITS)) return inPowers(value);
  return withMinus((value + 0).toFixed(Math.min(digits, MOST_DIGITS - 1 - power)));
}

/**
 * σ(z), never 1 unless it is all but that to the last digit of a float.
 * @param {number} z
 */
export function probability(z) {
  const rest = 1 / (1 + Math.exp(z));
  return rest < NEAR_ONE && rest > 0 ? `1 − ${inPowers(rest)}` : decimal(1 / (1 + Math.exp(-z)));
}

/**
 * e^z to 1, the larger number first named as it is.
 * @param {number} z
 */
export function odds(z) {
  return z >= 0 ? `${decimal(Math.exp(z), 2)} : 1` : `1 : ${decimal(Math.exp(-z), 2)}`;
}

/**
 * A sum written out: each number with its sign, and what it is multiplied by.
 * @param {[value: number, times: string][]} parts
 */
export function sum(parts) {
  const signed = parts.map(([value, times], i) => {
    const digits = decimal(Math.abs(value), 2) + times;
    if (i === 0) return value < 0 ? `−${digits}` : digits;
    return `${value < 0 ? "−" : "+"} ${digits}`;
  });
  return signed.join(" ");
}

/**
 * A number within a product: a negative one in brackets.
 * @param {number} value
 */
export const factor = (value) => (value < 0 ? `(${decimal(value, 2)})` : decimal(value, 2));

/**
 * The power of ten of its first digit, once it is rounded to four; 0 is below 1.
 * @param {number} value
 */
const powerOf = (value) => (value === 0 ? -1 : Number(value.toExponential(MOST_DIGITS - 1).split("e")[1]));

/** @param {number} value */
function inPowers(value) {
  const [digits = "", power = ""] = value.toExponential(1).split("e");
  const raised = [...String(Math.abs(Number(power)))].map((digit) => SUPERSCRIPTS[Number(digit)]).join("");
  return withMinus(`${digits} × 10${Number(power) < 0 ? "⁻" : ""}${raised}`);
}

/** @param {string} text */
const withMinus = (text) => text.replace("-", "−");
