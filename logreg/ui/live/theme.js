// A figure in the colours of the page.

/** @import { Axis, Figure, Source, Trace } from "./contract.js" */

const FONT_SIZE = 13; // of all texts in a chart but the titles of its axes
const TITLE_SIZE = 14;

/** @param {number} factor by which the page's type is larger than usual */
export const fontSize = (factor) => factor * FONT_SIZE;

/**
 * The figure, as a new one, dressed for this page. It names text and background by stand-ins; the
 * page's own colours take their place.
 * @param {Figure} figure
 * @param {Pick<Source, "ink" | "paper">} standIns
 * @param {(name: string) => string} valueOf of one of Streamlit's variables, without --st-
 * @param {number} factor by which the page's type is larger than usual
 * @returns {Figure}
 */
export function inTheme(figure, { ink, paper }, valueOf, factor) {
  const text = valueOf("text-color");
  const background = valueOf("background-color");
  const { data, layout } = copyOf(figure, (words) =>
    words.replaceAll(ink, text).replaceAll(paper, background),
  );
  const axis = {
    automargin: true,
    title: { font: { size: factor * TITLE_SIZE }, standoff: factor * 12 },
    gridcolor: valueOf("dataframe-border-color"),
    zerolinecolor: valueOf("dataframe-border-color"),
    tickcolor: valueOf("border-color"),
  };
  const font = { family: valueOf("font"), color: text, size: fontSize(factor) };
  const nothing = "rgba(0, 0, 0, 0)";
  const more = {
    autosize: true,
    paper_bgcolor: nothing,
    plot_bgcolor: nothing,
    modebar: {
      bgcolor: nothing,
      color: valueOf("border-color"),
      activecolor: valueOf("primary-color"),
    },
    font,
    // Without a font of its own a label is written in the colour of its border.
    hoverlabel: { bgcolor: background, bordercolor: valueOf("border-color"), font },
    xaxis: withDefaults(layout.xaxis, axis),
    yaxis: withDefaults(layout.yaxis, axis),
  };
  return { data, layout: { ...layout, ...more } };
}

/**
 * All but the numbers of an array, which nobody changes.
 * @template T
 * @param {T} value
 * @param {(text: string) => string} change of every text in it
 * @returns {T}
 */
function copyOf(value, change) {
  /** @type {(one: any) => any} */
  const copy = (one) => {
    if (typeof one === "string") return change(one);
    if (Array.isArray(one)) return one.map(copy);
    if (typeof one !== "object" || one === null || ArrayBuffer.isView(one)) return one;
    return Object.fromEntries(Object.entries(one).map(([key, part]) => [key, copy(part)]));
  };
  return copy(value);
}

/**
 * Plotly drops a trace without points from the legend, and all that stand behind it move up.
 * @param {Trace} trace
 */
export function keepInLegend(trace) {
  const { type, x } = trace;
  const isEmpty = x && ("bdata" in x ? x.bdata === "" : x.length === 0);
  if (type === "scatter" && isEmpty) trace.x = trace.y = [null];
}

/**
 * @param {Axis | undefined} axis
 * @param {Axis} defaults
 * @returns {Axis}
 */
function withDefaults(axis, defaults) {
  return { ...defaults, ...axis, title: { ...defaults.title, ...axis?.title } };
}
