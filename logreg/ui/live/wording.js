// Numbers in sentences as the server words them, see wording/numbers.py: four significant digits at
// most, − for minus. What changes from frame to frame or follows a pointer is worded here.

const MOST_DIGITS = 4;
// So many decimals has a percentage at most, and only where it would read 0 or 100 without them.
const MOST_DECIMALS = 2;
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
  return withMinus(fixed(value + 0, Math.min(digits, MOST_DIGITS - 1 - power)));
}

/**
 * A share as a percentage; NaN is “–”. Only nothing is 0 %, and only all is 100 %.
 * @param {number} share
 * @param {number} [digits]
 */
export function percent(share, digits = 0) {
  if (Number.isNaN(share)) return "–";
  const value = 100 * share;
  const room = MOST_DIGITS - 1 - Math.max(powerOf(value), 0);
  for (let decimals = digits; decimals <= Math.max(digits, MOST_DECIMALS); decimals += 1) {
    const text = fixed(value, Math.min(decimals, room));
    if ((Number(text) !== 0 || share === 0) && (Number(text) !== 100 || share === 1)) return `${text} %`;
  }
  return share < 0.5 ? "< 0.01 %" : "> 99.99 %";
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
  const unit = 10 ** Math.max(powerOf(value) - 1, 0);
  const [digits = "", power = ""] = (toEven(value / unit) * unit).toExponential(1).split("e");
  const raised = [...String(Math.abs(Number(power)))].map((digit) => SUPERSCRIPTS[Number(digit)]).join("");
  return withMinus(`${digits} × 10${Number(power) < 0 ? "⁻" : ""}${raised}`);
}

/**
 * A number with so many decimals.
 * @param {number} value
 * @param {number} digits
 */
function fixed(value, digits) {
  const unit = 10 ** digits;
  // A number that has a tie so far behind the point is a multiple of this power of two.
  const canTie = Number.isInteger(value * 2 ** (digits + 1));
  return (canTie ? toEven(value * unit) / unit : value).toFixed(digits);
}

/**
 * A tie as the even one of its neighbours, as Python rounds it; JavaScript takes the larger.
 * @param {number} value
 */
const toEven = (value) => (Math.abs(value % 1) === 0.5 ? 2 * Math.round(value / 2) : value);

/** @param {string} text */
const withMinus = (text) => text.replace("-", "−");
