// A figure in the colours of the page, and what of it stands still.

import assert from "node:assert/strict";
import { test } from "node:test";

import { inTheme, keepInLegend } from "../../logreg/ui/live/theme.js";
import { isEqual, traceOf, withoutMoves } from "../../logreg/ui/live/traces.js";

const INK = "#000001";
const PAPER = "#000038";
const page = (name) => ({ "text-color": "black", "background-color": "white" })[name] ?? `var ${name}`;
const dress = (figure) => inTheme(figure, { ink: INK, paper: PAPER }, page, 1);

test("stand-ins become the colours of the page, wherever they stand", () => {
  const marker = { color: PAPER, line: { color: INK, width: 2 } };
  const figure = { data: [{ type: "scatter", x: [1], marker }], layout: { height: 9, title: { text: INK } } };
  const { data, layout } = dress(figure);
  assert.deepEqual(data[0].marker, { color: "white", line: { color: "black", width: 2 } });
  assert.deepEqual([layout.title, layout.height, layout.font.color], [{ text: "black" }, 9, "black"]);
  assert.equal(figure.data[0].marker, marker); // the figure itself stays
});

test("an axis keeps what its chart says of it", () => {
  const { layout } = dress({ data: [], layout: { height: 9, xaxis: { title: { text: "x" }, gridcolor: "red" } } });
  assert.equal(layout.xaxis.gridcolor, "red");
  assert.deepEqual(layout.xaxis.title, { font: { size: 14 }, standoff: 12, text: "x" });
  assert.equal(layout.yaxis.gridcolor, "var dataframe-border-color");
});

test("a trace without points keeps its place in the legend", () => {
  const empty = { type: "scatter", x: [], y: [] };
  const packed = { type: "scatter", x: { dtype: "f4", bdata: "" }, y: { dtype: "f4", bdata: "" } };
  const counted = { type: "scatter", x0: 0, dx: 1, y: [4] };
  const data = [empty, packed, counted, { type: "heatmap", x: [] }];
  data.forEach(keepInLegend);
  assert.deepEqual(data.map(({ x }) => x), [[null], [null], undefined, []]);
  assert.deepEqual(data[2].y, [4]);
});

const line = (x, width = 2) => ({ type: "scatter", uid: "line", x, y: [1], line: { width } });
const dots = (x) => ({ type: "scatter", x, y: [1] });
const figureOf = (...data) => ({ data, layout: { height: 9 } });
const isSame = (one, other) => isEqual(withoutMoves(one), withoutMoves(other));

test("a named trace may move, others and every look stand still", () => {
  assert.equal(isSame(figureOf(line([1]), dots([1])), figureOf(line([2]), dots([1]))), true);
  assert.equal(isSame(figureOf(line([1]), dots([1])), figureOf(line([1]), dots([2]))), false);
  assert.equal(isSame(figureOf(line([1], 2)), figureOf(line([1], 3))), false);
  const named = (name, text) => ({ ...line([1]), name, text, customdata: text });
  assert.equal(isSame(figureOf(named("AUC 0.9", ["a"])), figureOf(named("AUC 0.95", ["b"]))), true);
  const sized = (size) => ({ ...line([1]), marker: { size, color: "red" } });
  assert.equal(isSame(figureOf(sized([1, 2])), figureOf(sized([3, 4]))), true);
  assert.equal(isSame(figureOf(sized(1)), figureOf(sized(3))), false);
  assert.equal(isSame(figureOf(line([1])), figureOf(line([1]), dots([1]))), false);
  assert.equal(isSame(figureOf(dots([1])), { data: [dots([1])], layout: { height: 8 } }), false);
});

test("values are equal as JSON has them", () => {
  for (const [one, other, expected] of [
    [null, null, true],
    [null, {}, false],
    [[1, [2]], [1, [2]], true],
    [[1, 2], [1, 2, 3], false],
    [{ a: 1, b: 2 }, { b: 2, a: 1 }, true],
    [1, "1", false],
  ]) {
    assert.equal(isEqual(one, other), expected);
  }
});

test("a trace is found by its name, wherever it stands", () => {
  const [wanted, other] = [line([5]), dots([6])];
  assert.equal(traceOf([other, wanted], "line"), wanted);
  assert.throws(() => traceOf([other], "line"), /no trace of the name line/);
});

test("typed arrays are dressed as they are, and equal where their numbers are", () => {
  const y = Float32Array.of(1, NaN, 3);
  const { data } = dress({ data: [{ type: "scatter", y }], layout: { height: 9 } });
  assert.equal(data[0].y, y);
  const whole = Float32Array.of(0, 1, NaN, 3);
  assert.ok(isEqual({ y }, { y: whole.subarray(1) }));
  assert.ok(!isEqual({ y }, { y: Float32Array.of(1, NaN) }));
  assert.ok(!isEqual({ y }, { y: Float32Array.of(1, NaN, 4) }));
});
