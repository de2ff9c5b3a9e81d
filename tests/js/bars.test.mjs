// Bars on one another, painted as Plotly draws them.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { isBars, paintBars } from "../../logreg/ui/live/bars.js";
import { recordingContext } from "./recording.mjs";

const dress = { colorOf: (color) => (color === "paper" ? "white" : color), font: "serif", fontSize: 13 };
// 100 px a unit across and 10 px a point up, with 5 px around the axes.
const area = { x: (x) => 5 + 100 * x, y: (y) => 105 - 10 * y, width: 110, height: 110, bleed: 5 };
const middles = [0.25, 0.75];

let calls, context;

beforeEach(() => {
  calls = [];
  context = recordingContext(calls, { withStyles: true });
});

const bars = (y, marker) => ({ type: "bar", x: middles, y, width: 0.4, marker });
const made = (...names) => calls.filter(([name]) => names.includes(name));
const striped = { shape: "/", fgcolor: "paper", size: 7, solidity: 0.15 };

test("the bars of the second class stand on those of the first", () => {
  paintBars(context, area, [bars([3, 1], { color: "red" }), bars([2, 4], { color: "blue" })], dress);
  assert.deepEqual(made("rect", "fillStyle"), [
    ["rect", 10, 75, 40, 30],
    ["rect", 60, 95, 40, 10],
    ["fillStyle", "red"],
    ["rect", 10, 55, 40, 20],
    ["rect", 60, 55, 40, 40],
    ["fillStyle", "blue"],
  ]);
});

test("a class that is not shown bears nothing", () => {
  paintBars(context, area, [bars([2, 4], { color: "blue" })], dress);
  assert.deepEqual(made("rect"), [["rect", 10, 85, 40, 20], ["rect", 60, 65, 40, 40]]);
});

test("their edges lie on whole pixels", () => {
  const fine = { ...area, x: (x) => 5 + 33.3 * x, y: (y) => 105 - 3.37 * y };
  paintBars(context, fine, [bars([3, 1], { color: "red" })], dress);
  assert.deepEqual(made("rect"), [["rect", 7, 95, 13, 10], ["rect", 23, 102, 14, 3]]);
});

test("stripes in the colour of the page lie within the bars, 7 px apart", () => {
  paintBars(context, area, [bars([3, 1], { color: "red", pattern: striped })], dress);
  const order = calls.map(([name]) => name);
  assert.ok(order.indexOf("fill") < order.indexOf("clip") && order.indexOf("clip") < order.indexOf("stroke"));
  assert.deepEqual(made("strokeStyle", "lineWidth").map(([, value]) => value), ["white", 0.15 * 7]);
  const ends = made("moveTo", "lineTo").map(([, x, y]) => x + y);
  const offsets = [...new Set(ends.map((sum) => Math.round(1000 * (sum - 10) / Math.SQRT2)))];
  assert.deepEqual(offsets.slice(0, 3), [7000, 14000, 21000]);
  assert.ok(Math.max(...ends) > 10 + 200 - 7 * Math.SQRT2); // as far as the opposite corner
});

test("bars without a pattern have no stripes, and of an unknown one there is no picture", () => {
  paintBars(context, area, [bars([3, 1], { color: "red", pattern: { ...striped, shape: "" } })], dress);
  assert.deepEqual(made("stroke"), []);
  const unknown = bars([3, 1], { color: "red", pattern: { ...striped, shape: "x" } });
  assert.throws(() => paintBars(context, area, [unknown], dress), /no picture of the pattern x/);
});

test("only bars are bars", () => {
  assert.deepEqual([{ type: "bar" }, { type: "scatter" }].map(isBars), [true, false]);
});
