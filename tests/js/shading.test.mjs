// Probabilities, colours and pixels. The percentages are those of scipy.special.expit.

import assert from "node:assert/strict";
import { test } from "node:test";

import { COLORS, paletteOf } from "../../logreg/ui/live/colors.js";
import { ends, middles } from "../../logreg/ui/live/pixels.js";
import { fill, percentagesOf } from "../../logreg/ui/live/probability.js";

const TERMS = ["x1", "x2", "x1^2", "x2^2", "x1*x2", "sin(x1)", "sin(x2)"];
const CURVED = { terms: TERMS, weights: [1.2, -0.7, 0.3, -0.4, 0.9, 0.8, -1.1], intercept: 0.25 };

function assertNear(rows, expected, room) {
  assert.equal(rows.length, expected.length);
  rows.forEach((row, j) => {
    assert.equal(row.length, expected[j].length);
    row.forEach((value, i) => assert.ok(Math.abs(value - expected[j][i]) <= room, `${value} at ${i}, ${j}`));
  });
}

test("every term counts in whole percentages, a row for each x2", () => {
  const rows = percentagesOf(CURVED, [-3, -1, 0, 0.5, 2], [-2, 0, 1]);
  const expected = [
    [99.567, 78.195, 74.082, 77.008, 85.541],
    [31.802, 21.029, 56.218, 78.727, 98.982],
    [0.412, 1.408, 14.485, 43.362, 98.728],
  ];
  // Rounded to whole ones; z lies up to 1/128 off in the table, where p is steepest 0.2 %.
  assertNear(rows, expected, 0.5 + 0.2);
});

test("on the line it is exactly a half, and far from it certain", () => {
  const plane = { terms: ["x1"], weights: [1], intercept: 0 };
  assert.deepEqual(percentagesOf(plane, [-1e6, -9, 0, 9, 1e6], [0]).map((row) => [...row]), [[0, 0, 50, 100, 100]]);
});

test("of a wave shorter than two steps the mean over its phases is shown", () => {
  // The points are 4 apart, more than half a wave: the means over θ of expit(b + 3 sin θ), and of
  // expit(1 + 3 sin θ + 1.5 sin φ).
  for (const [intercept, percentage] of [[-1, 37.918], [0, 50], [2, 74.165]]) {
    const wave = { terms: ["x1", "sin(x1)"], weights: [0, 3], intercept };
    assertNear(percentagesOf(wave, [0, 4, 8], [0]), [[percentage, percentage, percentage]], 0.8);
  }
  // As far as a wave reaches: from 1 to 13.
  const far = { terms: ["sin(x2)"], weights: [-6], intercept: 7 };
  assertNear(percentagesOf(far, [0], [4, 0, -4]), [[95.086], [95.086], [95.086]], 0.8);
  const waves = { terms: ["sin(x1)", "sin(x2)"], weights: [3, -1.5], intercept: 1 };
  assertNear(percentagesOf(waves, [0, 4], [0, 4]), [[62.041, 62.041], [62.041, 62.041]], 0.8);
});

test("of a longer wave each point has its own", () => {
  const wave = { terms: ["sin(x2)"], weights: [-2], intercept: 0 };
  // expit(∓2) = 11.92 % and 88.08 %.
  const rows = percentagesOf(wave, [0], [Math.PI / 2, -Math.PI / 2]);
  assertNear(rows, [[11.92], [88.08]], 0.7);
});

test("a look of p is written for every pair", () => {
  const plane = { terms: ["x1", "x2"], weights: [100, 1000], intercept: 0 };
  const values = new Uint32Array(4);
  fill(values, plane, [-1, 1], [-1, 1], (p) => (p > 0.5 ? 4e9 : 7));
  assert.deepEqual([...values], [7, 7, 4e9, 4e9]);
});

test("colours are mixed as light, and neutral is nothing", () => {
  const palette = paletteOf([
    [0, "rgba(245, 147, 34, 0.5)"],
    [0.5, "rgba(128, 128, 128, 0)"],
    [1, "rgba(8, 119, 189, 0.5)"],
  ]);
  const rgba = (k) => [...new Uint8Array(palette.buffer, 4 * k, 4)];
  assert.equal(palette.length, 2 * COLORS + 1);
  assert.deepEqual(rgba(COLORS), [0, 0, 0, 0]);
  // Half of 255 is 127.5; a clamped byte rounds to the even one.
  assert.deepEqual(rgba(0), [245, 147, 34, 128]);
  assert.deepEqual(rgba(2 * COLORS), [8, 119, 189, 128]);
  // Half way the transparent grey lends no colour: only the alpha, 0.25 · 255 = 63.75, is less.
  assert.deepEqual(rgba(COLORS / 2), [245, 147, 34, 64]);
  assert.deepEqual(rgba(COLORS + COLORS / 2), [8, 119, 189, 64]);
});

test("between opaque colours each channel goes straight", () => {
  const palette = paletteOf([
    [0, "rgba(0, 100, 200, 1)"],
    [1, "rgba(100, 0, 200, 1)"],
  ]);
  const quarter = [...new Uint8Array(palette.buffer, (4 * COLORS) / 2, 4)];
  assert.deepEqual(quarter, [25, 75, 200, 255]);
  // 100 · 129/512 = 25.2
  const next = [...new Uint8Array(palette.buffer, (4 * COLORS) / 2 + 4, 4)];
  assert.deepEqual(next, [25, 75, 200, 255]);
});

test("pixels have the coordinates of their middles", () => {
  // Four pixels from 10 to 14, of coordinates 0 to 8.
  const span = ends(10, 14, 100);
  assert.deepEqual([...middles(span, 1, [0, 8])], [1, 3, 5, 7]);
  // An axis upwards, from 3 at its top to −1.
  assert.deepEqual([...middles(span, 1, [3, -1])], [2.5, 1.5, 0.5, -0.5]);
  assert.deepEqual([...middles(span, 2, [0, 8])], [0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5]);
});

test("of what is beyond the canvas there are no pixels", () => {
  // From −10 to 30 on a canvas of 20: a unit for each pixel, from 10 to 30 of 0 to 40.
  const span = ends(-10, 30, 20);
  assert.deepEqual([span.low, span.high], [0, 20]);
  const shown = [...middles(span, 1, [0, 40])];
  assert.deepEqual([shown.length, shown[0], shown.at(-1)], [20, 10.5, 29.5]);
});
