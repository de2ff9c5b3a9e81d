// A figure as large as the type around it: its sizes are made for type of 15 px, as on a small
// window, and grow with it.

/** @import { Figure, Layout, Marker, Trace } from "./contract.js" */

import { numbers } from "./arrays.js";

const TYPE_SIZE = 15; // `baseFontSize` of .streamlit/config.toml
// Where a trace says nothing of it, in Plotly's own words.
const LINE_WIDTH = 2;
const MARKER_SIZE = 6;
const LEGEND_ITEM_WIDTH = 30;

/** How much larger than usual the type of the page is. */
export const enlargement = () =>
  parseFloat(getComputedStyle(document.documentElement).fontSize) / TYPE_SIZE;

/**
 * The figure with lines, markers, margins and height so much larger; its texts are the theme's.
 * @param {Figure} figure
 * @param {number} factor
 * @returns {Figure}
 */
export function enlarged(figure, factor) {
  if (factor === 1) return figure;
  const data = figure.data.map((trace) => enlargedTrace(trace, factor));
  return { data, layout: enlargedLayout(figure.layout, factor) };
}

/**
 * @param {Trace} trace
 * @param {number} factor
 * @returns {Trace}
 */
function enlargedTrace(trace, factor) {
  if (trace.type !== "scatter") return trace;
  const { line, marker } = trace;
  const width = factor * (line?.width ?? LINE_WIDTH);
  return { ...trace, line: { ...line, width }, marker: enlargedMarker(marker, factor) };
}

/**
 * @param {Marker | undefined} marker
 * @param {number} factor
 * @returns {Marker}
 */
function enlargedMarker({ size = MARKER_SIZE, line, ...more } = {}, factor) {
  const edge = line?.width === undefined ? line : { ...line, width: factor * line.width };
  const larger =
    typeof size === "number" ? factor * size : Array.from(numbers(size), (one) => factor * one);
  return { ...more, size: larger, ...(edge && { line: edge }) };
}

/**
 * @param {Layout} layout
 * @param {number} factor
 * @returns {Layout}
 */
function enlargedLayout({ height, margin, legend, ...more }, factor) {
  const sides = Object.entries(margin ?? {}).map(([side, room]) => [side, factor * room]);
  return {
    ...more,
    height: factor * height,
    margin: Object.fromEntries(sides),
    legend: { ...legend, itemwidth: factor * LEGEND_ITEM_WIDTH },
  };
}
