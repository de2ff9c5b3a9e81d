// Arrays as Python packs them. The texts are those of NumPy: base64 of tobytes(), little-endian.

import assert from "node:assert/strict";
import { test } from "node:test";

import { numbers, pointsOf, unpacked } from "../../logreg/ui/live/arrays.js";
import { at, linesOf, planesOf, textsOf } from "../../logreg/ui/live/frames.js";

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
  const parameters = Float64Array.of(1, 2, 3, -4, 0.5, 0.25);
  const planes = planesOf({ terms: ["x1", "x2"], parameters });
  const plain = planes.map(({ terms, weights, intercept }) => [terms, [...weights], intercept]);
  assert.deepEqual(plain, [
    [["x1", "x2"], [1, 2], 3],
    [["x1", "x2"], [-4, 0.5], 0.25],
  ]);
});

test("the lines of a film come one after another, x first; one may be empty", () => {
  const points = Float32Array.of(0, 1, 10, 11, 5, 6, 7, -5, -6, -7);
  const lines = linesOf({ points, lengths: Int32Array.of(2, 0, 3) }).map(({ x, y }) => [[...x], [...y]]);
  assert.deepEqual(lines, [
    [[0, 1], [10, 11]],
    [[], []],
    [[5, 6, 7], [-5, -6, -7]],
  ]);
});

// Python: in_bytes({"a": [np.array([1, -2.5], "f4"), {"b": np.array([], "f8")}],
//                   "é": np.array([0.1]), "n": np.array([-1, 70000]), "s": np.array([7], "u2")}).hex()
const PACKED =
  "890000007b2261223a5b7b226172726179223a5b226634222c302c325d7d2c7b2262223a7b226172" +
  "726179223a5b226638222c382c305d7d7d5d2c225c7530306539223a7b226172726179223a5b2266" +
  "38222c382c315d7d2c226e223a7b226172726179223a5b226934222c31362c325d7d2c2273223a7b" +
  "226172726179223a5b227532222c32342c315d7d7d0000000000803f000020c09a9999999999b93f" +
  "ffffffff701101000700000000000000";

test("arrays come as bytes behind the JSON, wherever in a message that begins", () => {
  const bytes = Uint8Array.from(PACKED.match(/../g), (digits) => parseInt(digits, 16));
  for (const offset of [0, 1, 3]) {
    const message = new Uint8Array(bytes.length + offset + 2);
    message.set(bytes, offset);
    assert.deepEqual(unpacked(message.subarray(offset, offset + bytes.length)), {
      a: [Float32Array.of(1, -2.5), { b: Float64Array.of() }],
      "é": Float64Array.of(0.1),
      n: Int32Array.of(-1, 70000),
      s: Uint16Array.of(7),
    });
  }
});

test("texts that come as numbers are told frame by frame", () => {
  const told = { texts: ["–", "0 %", "100 %"], places: Uint16Array.of(1, 2, 0, 0) };
  assert.deepEqual(textsOf(told, 0, 2), ["0 %", "100 %"]);
  assert.deepEqual(textsOf(told, 1, 2), ["–", "–"]);
  assert.throws(() => textsOf(told, 2, 2), /no frame/);
});

test("a frame that is not there is an error, never nothing", () => {
  assert.equal(at(["a", "b"], 1), "b");
  assert.throws(() => at(["a", "b"], 2), /no frame 2/);
});
