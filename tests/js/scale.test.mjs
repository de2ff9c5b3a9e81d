// The track of a slider, by hand: a linear one from 0 to 0.5 in steps of 0.01, and logarithmic ones
// of 20 positions in each decade.

import assert from "node:assert/strict";
import { test } from "node:test";

import { isAllowed, nextValue, positionOf, scaleOf, valueAt } from "../../logreg/ui/live/scale.js";

const noise = scaleOf({ low: 0, high: 0.5, step: 0.01, scale: "linear", is_integer: false });
const rate = scaleOf({ low: 0.0001, high: 100, step: 0.05, scale: "log", is_integer: false });
const steps = scaleOf({ low: 1, high: 1000, step: 0.05, scale: "log", is_integer: true });

test("the last position is the other end", () => {
  assert.deepEqual([noise.last, rate.last, steps.last], [50, 120, 60]);
  // 0.3 / 0.1 is 2.9999999999999996 and 0.7 / 0.1 is 6.999999999999999 in floating point.
  for (const [high, last] of [[0.3, 3], [0.7, 7], [0.75, 8]]) {
    assert.equal(scaleOf({ low: 0, high, step: 0.1, scale: "linear", is_integer: false }).last, last);
  }
  assert.equal(scaleOf({ low: 1, high: 1.01, step: 0.05, scale: "log", is_integer: false }).last, 1);
});

test("values are round numbers, and the ends exact", () => {
  assert.deepEqual([0, 1, 3, 29, 50].map((k) => valueAt(noise, k)), [0, 0.01, 0.03, 0.29, 0.5]);
  // A decade is 20 positions: 10^(1/20) = 1.122…, 10^(6/20) = 1.995…, 10^(13/20) = 4.467…
  const shown = [0, 20, 60, 61, 66, 73, 80, 120].map((k) => valueAt(rate, k));
  assert.deepEqual(shown, [0.0001, 0.001, 0.1, 0.11, 0.2, 0.45, 1, 100]);
  assert.deepEqual([-3, 500].map((k) => valueAt(rate, k)), [0.0001, 100]);
});

test("a track may begin below zero", () => {
  const weight = scaleOf({ low: -10, high: 10, step: 0.05, scale: "linear", is_integer: false });
  assert.equal(weight.last, 400);
  assert.deepEqual([0, 1, 200, 203, 400].map((k) => valueAt(weight, k)), [-10, -9.95, 0, 0.15, 10]);
  assert.deepEqual([positionOf(weight, -10), positionOf(weight, 0), positionOf(weight, 5)], [0, 200, 300]);
});

test("whole numbers stay whole on a logarithmic scale", () => {
  assert.deepEqual([0, 1, 6, 12, 20, 40, 60].map((k) => valueAt(steps, k)), [1, 1, 2, 4, 10, 100, 1000]);
});

test("the middle of a logarithmic track is the geometric mean of its ends", () => {
  assert.equal(valueAt(rate, rate.last / 2), Math.sqrt(0.0001 * 100));
});

test("a value stands where its logarithm is, within the track", () => {
  assert.equal(positionOf(noise, 0.25), 25);
  assert.ok(Math.abs(positionOf(rate, 0.1) - 60) < 1e-9);
  assert.ok(Math.abs(positionOf(rate, Math.sqrt(0.1)) - 70) < 1e-9);
  assert.deepEqual([positionOf(rate, 1e-9), positionOf(rate, 1e9)], [0, 120]);
  assert.deepEqual([positionOf(noise, -1), positionOf(noise, 9)], [0, 50]);
});

test("a key goes on to the next whole number, up and down", () => {
  // 1 stands at 0, 2 at 6.02; positions 0 to 3 are 1 (10^(3/20) = 1.41), 4 to 7 are 2 (to 2.24).
  assert.equal(nextValue(steps, 1, 1), 2);
  assert.equal(nextValue(steps, 2, 7), 3);
  assert.equal(nextValue(steps, 2, 5), 1);
  // Five steps further at once, as Page Up goes.
  assert.equal(nextValue(steps, 100, 45), 180);
});

test("a key at the end of the track stays there", () => {
  assert.equal(nextValue(steps, 1000, 60), 1000);
  assert.equal(nextValue(steps, 1, 0), 1);
  assert.equal(nextValue(noise, 0.5, 50), 0.5);
});

test("what may be typed lies within the ends, and is whole where it has to be", () => {
  const whole = { low: 1, high: 5000, is_integer: true };
  for (const [value, isGood] of [[1, true], [5000, true], [0, false], [5001, false], [2.5, false], [NaN, false]]) {
    assert.equal(isAllowed(whole, value), isGood);
  }
  assert.equal(isAllowed({ ...whole, is_integer: false }, 2.5), true);
});
