// Arrays as Python packs them. The texts are those of NumPy: base64 of tobytes(), little-endian.

import assert from "node:assert/strict";
import { test } from "node:test";

import { numbers, pointsOf } from "../../logreg/ui/live/arrays.js";
import { at, linesOf, planesOf } from "../../logreg/ui/live/frames.js";

test("packed arrays of every type that Python sends are read", () => {
  for (const [dtype, bdata, values] of [
    ["f4", "AACAPwAAIMA=", [1, -2.5]],
    ["f8", "mpmZmZmZuT8AAAAAAAAIQA==", [0.1, 3]],
    ["u1", "ADL/", [0, 50, 255]],
    ["i4", "/////3ARAQA=", [-1, 70000]],
    ["f4", "", []],
  ]) {
    assert.deepEqual([...numbers({ dtype, bdata })], values);
  }
});

test("plain lists stay what they are, and nothing is an empty list", () => {
  assert.deepEqual(numbers([3, 4]), [3, 4]);
  assert.deepEqual(numbers(Float32Array.of(3, 4)), Float32Array.of(3, 4));
  assert.deepEqual([...numbers(undefined)], []);
  assert.deepEqual([...numbers(null)], []);
});

test("a trace without x counts from x0 in steps of dx", () => {
  const counted = pointsOf({ type: "scatter", x0: 10, dx: 5, y: { dtype: "f4", bdata: "AACAPwAAIMA=" } });
  assert.deepEqual([[...counted.x], [...counted.y]], [[10, 15], [1, -2.5]]);
  assert.deepEqual([...pointsOf({ type: "scatter", y: [7, 7, 7] }).x], [0, 1, 2]);
  assert.deepEqual(pointsOf({ type: "scatter", x: [4], y: [7] }).x, [4]);
});

test("the planes of a film come one after another, weights first", () => {
  const parameters = "AAAAAAAA8D8AAAAAAAAAQAAAAAAAAAhAAAAAAAAAEMAAAAAAAADgPwAAAAAAANA/";
  const planes = planesOf({ terms: ["x1", "x2"], parameters });
  const plain = planes.map(({ terms, weights, intercept }) => [terms, [...weights], intercept]);
  assert.deepEqual(plain, [
    [["x1", "x2"], [1, 2], 3],
    [["x1", "x2"], [-4, 0.5], 0.25],
  ]);
});

test("the lines of a film come one after another, x first; one may be empty", () => {
  const points = "AAAAAAAAgD8AACBBAAAwQQAAoEAAAMBAAADgQAAAoMAAAMDAAADgwA==";
  const lines = linesOf({ points, lengths: [2, 0, 3] }).map(({ x, y }) => [[...x], [...y]]);
  assert.deepEqual(lines, [
    [[0, 1], [10, 11]],
    [[], []],
    [[5, 6, 7], [-5, -6, -7]],
  ]);
});

test("a frame that is not there is an error, never nothing", () => {
  assert.equal(at(["a", "b"], 1), "b");
  assert.throws(() => at(["a", "b"], 2), /no frame 2/);
});
