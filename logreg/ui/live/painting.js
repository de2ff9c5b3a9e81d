// What moves under a hand or with every frame, as Plotly draws it: lines, markers and their texts;
// for the shading see shading.js.

/** @import { Edge, Numbers, Points, Stroke, Trace } from "./contract.js" */
/** @import { Area } from "./layer.js" */

import { numbers, pointsOf } from "./arrays.js";

/**
 * How a figure is dressed on this page; without a color it is written in ink.
 * @typedef {{ colorOf: (color?: string) => string, font: string, fontSize: number }} Dress
 */

const DASH = 3; // in widths of the line, of 3 px at least
const MARKER_SIZE = 6;
/** @type {[number, number][]} */
const STAR = [
  [0.225, -0.309],
  [0.951, -0.309],
  [0.363, 0.118],
  [0.588, 0.809],
  [0, 0.382],
  [-0.588, 0.809],
  [-0.363, 0.118],
  [-0.951, -0.309],
  [-0.225, -0.309],
  [0, -1],
];
// In units of a circle's radius.
const STAR_RADIUS = 1.4;
const DIAMOND_HALF = 1.3;

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Area} area
 * @param {Trace} trace
 * @param {Dress} dress
 */
export function paintTrace(context, area, trace, dress) {
  const { mode = "", line, cliponaxis } = trace;
  if (mode.includes("lines")) {
    const stroke = { ...line, color: dress.colorOf(line?.color) };
    withinAxes(context, area, () => paintLine(context, area, pointsOf(trace), stroke));
  }
  const paint = () => paintPoints(context, area, trace, dress);
  if (cliponaxis === false) paint();
  else withinAxes(context, area, paint);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Area} area
 * @param {() => void} paint
 */
function withinAxes(context, { width, height, bleed }, paint) {
  context.save();
  context.beginPath();
  context.rect(bleed, bleed, width - 2 * bleed, height - 2 * bleed);
  context.clip();
  paint();
  context.restore();
}

/**
 * Markers, and texts above or below them. A marker that is not cut at the axes is left out beyond.
 * @param {CanvasRenderingContext2D} context
 * @param {Area} area
 * @param {Trace} trace
 * @param {Dress} dress
 */
function paintPoints(context, area, trace, dress) {
  const { mode = "", marker = {}, text = [], textposition = [], cliponaxis } = trace;
  const { x, y } = pointsOf(trace);
  const sizes = typeof marker.size === "number" ? [] : numbers(marker.size);
  for (let i = 0; i < x.length; i += 1) {
    const place = { x: area.x(at(x, i)), y: area.y(at(y, i)) };
    if (cliponaxis === false && !isWithin(area, place)) continue;
    const size = sizes[i] ?? (typeof marker.size === "number" ? marker.size : MARKER_SIZE);
    if (mode.includes("markers")) paintMarker(context, place, { ...marker, size }, dress);
    if (mode.includes("text")) paintText(context, place, text[i] ?? "", textposition[i] ?? "", size / 2, dress);
  }
}

/**
 * @param {Area} area
 * @param {{ x: number, y: number }} place
 */
function isWithin({ width, height, bleed }, { x, y }) {
  const edge = bleed - 0.5; // what stands on an axis is within, however it was rounded
  return x >= edge && x <= width - edge && y >= edge && y <= height - edge;
}

/**
 * NaN parts the pieces of a line.
 * @param {CanvasRenderingContext2D} context
 * @param {Area} area
 * @param {Points} points
 * @param {Stroke & { color: string }} stroke
 */
export function paintLine(context, area, { x, y }, { color, width = 2, dash, dashes, shape }) {
  context.beginPath();
  let isDown = false;
  let before = 0;
  for (let i = 0; i < x.length; i += 1) {
    const [xi, yi] = [at(x, i), at(y, i)];
    if (Number.isNaN(xi)) {
      isDown = false;
      continue;
    }
    const [across, down] = [area.x(xi), area.y(yi)];
    if (isDown && shape === "vh") context.lineTo(before, down);
    if (isDown) context.lineTo(across, down);
    else context.moveTo(across, down);
    isDown = true;
    before = across;
  }
  context.strokeStyle = color;
  context.lineWidth = width;
  context.lineJoin = "round";
  const piece = DASH * Math.max(width, 3);
  context.setLineDash(dashes ?? (dash === "dash" ? [piece, piece] : []));
  context.stroke();
  context.setLineDash([]);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {{ x: number, y: number }} place
 * @param {{ color?: string, symbol?: string, size: number, opacity?: number, line?: Edge }} marker of one point
 * @param {Dress} dress
 */
function paintMarker(context, place, marker, { colorOf }) {
  const { color, symbol = "circle", size, opacity = 1, line = {} } = marker;
  const isOpen = symbol.endsWith("-open");
  const width = line.width ?? Number(isOpen);
  context.globalAlpha = opacity;
  context.beginPath();
  outline(context, place, symbol, size / 2);
  if (!isOpen) {
    context.fillStyle = colorOf(color);
    context.fill();
  }
  if (width) {
    context.strokeStyle = isOpen ? colorOf(color) : colorOf(line.color);
    context.lineWidth = width;
    context.stroke();
  }
  context.globalAlpha = 1;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {{ x: number, y: number }} place
 * @param {string} symbol
 * @param {number} radius
 */
function outline(context, { x, y }, symbol, radius) {
  if (symbol === "star") {
    const unit = STAR_RADIUS * radius;
    for (const [across, down] of STAR) context.lineTo(x + unit * across, y + unit * down);
    context.closePath();
  } else if (symbol === "diamond") {
    const half = DIAMOND_HALF * radius;
    for (const [across, down] of [[half, 0], [0, half], [-half, 0], [0, -half]]) {
      context.lineTo(x + (across ?? 0), y + (down ?? 0));
    }
    context.closePath();
  } else if (symbol.startsWith("circle")) {
    context.arc(x, y, radius, 0, 2 * Math.PI);
  } else {
    throw new Error(`There is no picture of the symbol ${symbol}.`);
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {{ x: number, y: number }} place
 * @param {string} words
 * @param {string} position of the text: "top center" or "bottom center"
 * @param {number} radius of its marker
 * @param {Dress} dress
 */
function paintText(context, { x, y }, words, position, radius, { colorOf, font, fontSize }) {
  const room = radius / 0.8 + 1;
  const isAbove = position === "top center";
  context.font = `${fontSize}px ${font}`;
  context.textAlign = "center";
  context.fillStyle = colorOf();
  context.fillText(words, x, isAbove ? y - room - 0.25 * fontSize : y + room + 0.75 * fontSize);
}

/**
 * @param {Numbers} values
 * @param {number} i
 */
const at = (values, i) => /** @type {number} */ (values[i]);
