// What the canvas paints of a figure: where, and in what order.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { paintTrace } from "../../logreg/ui/live/painting.js";
import { recordingContext } from "./recording.mjs";

const INK = "#000001";
const dress = { colorOf: (color = INK) => (color === INK ? "black" : color), font: "serif", fontSize: 13 };
// One unit is 100 px; the axes reach from 0 to 1, with 10 px around them.
const area = { x: (x) => 10 + 100 * x, y: (y) => 110 - 100 * y, width: 120, height: 120, bleed: 10 };

let calls, context;

beforeEach(() => {
  calls = [];
  context = recordingContext(calls);
});

const paint = (trace) => paintTrace(context, area, { type: "scatter", ...trace }, dress);
const made = (...names) => calls.filter(([name]) => names.includes(name));
const positions = (...names) => made(...names).map(([name, x, y]) => [name, Math.round(x), Math.round(y)]);

test("a line goes from point to point and is parted by NaN", () => {
  paint({ mode: "lines", x: [0, 1, NaN, 0.5, 1], y: [0, 1, NaN, 0.5, 0], line: { color: INK, dash: "dash" } });
  assert.deepEqual(positions("moveTo", "lineTo"), [
    ["moveTo", 10, 110],
    ["lineTo", 110, 10],
    ["moveTo", 60, 60],
    ["lineTo", 110, 110],
  ]);
  assert.equal(context.strokeStyle, "black");
  assert.deepEqual(made("setLineDash"), [["setLineDash", [9, 9]], ["setLineDash", []]]);
});

test("a step first rises, then goes on", () => {
  paint({ mode: "lines", x: [0, 0.5, 1], y: [0, 1, 0.5], line: { color: "red", shape: "vh" } });
  const expected = [["moveTo", 10, 110], ["lineTo", 10, 10], ["lineTo", 60, 10], ["lineTo", 60, 60], ["lineTo", 110, 60]];
  assert.deepEqual(positions("moveTo", "lineTo"), expected);
});

test("lines are cut at the axes, and so are markers unless they say no", () => {
  const marker = { color: "red", size: 8 };
  paint({ mode: "lines+markers", x: [1.02], y: [0], marker, line: {} });
  assert.equal(made("arc").length, 1); // its inner part is seen
  assert.deepEqual(made("rect"), [["rect", 10, 10, 100, 100], ["rect", 10, 10, 100, 100]]);
  calls.length = 0;
  paint({ mode: "lines+markers", x: [0], y: [0], marker, line: {}, cliponaxis: false });
  assert.deepEqual(calls.slice(-4).map(([name]) => name), ["restore", "beginPath", "arc", "fill"]);
  assert.equal(made("clip").length, 1);
});

test("a marker beyond the axes is left out where it is not cut", () => {
  const marker = { color: "red", size: 8 };
  paint({ mode: "markers", x: [0, 1.02, 1, 0.5], y: [0, 0.5, 1, -0.1], marker, cliponaxis: false });
  assert.deepEqual(positions("arc"), [["arc", 10, 110], ["arc", 110, 10]]);
});

test("each marker has its own size, with its text beside it", () => {
  const size = { dtype: "f8", bdata: Buffer.from(new Float64Array([16, 8]).buffer).toString("base64") };
  const marker = { color: "red", size, opacity: 0.5, line: { color: INK, width: 1 } };
  const textposition = ["top center", "bottom center"];
  paint({ mode: "markers+text", x: [0, 1], y: [0.5, 0.5], text: ["a", "b"], textposition, marker });
  assert.deepEqual(made("arc").map(([, , , radius]) => radius), [8, 4]);
  assert.equal(made("stroke").length, 2);
  // As Plotly: a gap of radius / 0.8 + 1, and a quarter or three of the 13 px of the text.
  assert.deepEqual(made("fillText"), [["fillText", "a", 10, 60 - 11 - 3.25], ["fillText", "b", 110, 60 + 6 + 9.75]]);
  assert.deepEqual([context.font, context.fillStyle, context.globalAlpha], ["13px serif", "black", 1]);
});

test("an open marker is its edge alone, in the marker's colour", () => {
  paint({ mode: "markers", x: [0.5], y: [0.5], marker: { color: "red", symbol: "circle-open", size: 12, line: { width: 2 } } });
  assert.deepEqual([made("fill").length, made("stroke").length], [0, 1]);
  assert.deepEqual([context.strokeStyle, context.lineWidth], ["red", 2]);
});

test("a star stands on two of its ten corners, its tip 1.4 radii above the middle", () => {
  paint({ mode: "markers", x: [0.5], y: [0.5], marker: { symbol: "star", size: 20, color: "red" } });
  const corners = positions("lineTo");
  assert.equal(corners.length, 10);
  assert.deepEqual(corners.at(-1), ["lineTo", 60, 46]);
  assert.equal(Math.max(...corners.map(([, , y]) => y)), Math.round(60 + 0.809 * 14));
  assert.throws(() => paint({ mode: "markers", x: [0], y: [0], marker: { symbol: "cross" } }), /symbol cross/);
});
