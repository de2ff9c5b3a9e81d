// Numbers as a slider shows them, and as people type them.

/**
 * 0.003, −1.6, 5000, 12.5k
 * @param {number} value
 */
export function readable(value) {
  return short(value).replace("-", "−");
}

/** @param {number} value */
function short(value) {
  const size = Math.abs(value);
  if (size >= 1e6) return `${Number((value / 1e6).toPrecision(4))}M`;
  if (size >= 1e4) return `${Number((value / 1e3).toPrecision(4))}k`;
  return String(Number(value.toPrecision(4)));
}

/**
 * Also 12.5k, as it is shown, 1,000 and the comma of a phone's keyboard; NaN for what is no number.
 * @param {string} text
 */
export function parse(text) {
  const plain = text.trim().replace("−", "-").replace(/^([1-9]\d{0,2})((,\d{3})+)(?!\d)/, (all) => all.replaceAll(",", ""));
  const [, digits, unit] = /^([-+]?[\d.]+(?:e[-+]?\d+)?)(k|M)?$/i.exec(plain.replace(",", ".")) ?? [];
  if (digits === undefined) return NaN;
  return Number((Number(digits) * factorOf(unit)).toPrecision(12));
}

/** @param {string | undefined} unit */
function factorOf(unit) {
  if (!unit) return 1;
  return unit.toLowerCase() === "k" ? 1e3 : 1e6;
}
