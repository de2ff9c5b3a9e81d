// The straight lines of equal p within the box.

import assert from "node:assert/strict";
import { test } from "node:test";

import { lineIn, slopeOf } from "../../logreg/ui/live/band.js";
import { isMistaken } from "../../logreg/ui/live/mistakes.js";

const BOX = { left: -2, right: 3, bottom: -1, top: 2 };
const TERMS = ["x1", "x2"];

/** Deterministic, from 0 to 1. */
function* numbers() {
  for (let state = 12345; ; ) {
    state = (1103515245 * state + 12345) % 2147483648;
    yield state / 2147483648;
  }
}

test("both ends lie on the line and on the edge of the box, wherever the line runs", () => {
  const random = numbers();
  const next = () => /** @type {number} */ (random.next().value);
  let nLines = 0;
  for (let k = 0; k < 3000; k += 1) {
    const weights = [20 * next() - 10, 20 * next() - 10];
    const plane = { terms: TERMS, weights, intercept: 20 * next() - 10 };
    const level = 6 * next() - 3;
    const z = (x, y) => weights[0] * x + weights[1] * y + plane.intercept;
    const corners = [BOX.left, BOX.right].flatMap((x) => [BOX.bottom, BOX.top].map((y) => z(x, y)));
    const line = lineIn(plane, BOX, level);
    assert.equal(line !== null, Math.min(...corners) <= level && level <= Math.max(...corners));
    if (!line) continue;
    nLines += 1;
    for (const i of [0, 1]) {
      const [x, y] = [line.x[i], line.y[i]];
      assert.ok(Math.abs(z(x, y) - level) < 1e-9);
      const gaps = [x - BOX.left, BOX.right - x, y - BOX.bottom, BOX.top - y];
      assert.ok(Math.min(...gaps) > -1e-9);
      assert.ok(Math.min(...gaps.map(Math.abs)) < 1e-9);
    }
    assert.ok(Math.hypot(line.x[1] - line.x[0], line.y[1] - line.y[0]) >= 0);
  }
  assert.ok(nLines > 1000);
});

test("upright and level lines are lines too", () => {
  assert.deepEqual(lineIn({ terms: TERMS, weights: [2, 0], intercept: -2 }, BOX, 0), { x: [1, 1], y: [-1, 2] });
  assert.deepEqual(lineIn({ terms: TERMS, weights: [0, 2], intercept: -2 }, BOX, 0), { x: [-2, 3], y: [1, 1] });
  assert.deepEqual(lineIn({ terms: ["x1"], weights: [2], intercept: -2 }, BOX, 0), { x: [1, 1], y: [-1, 2] });
});

test("a flat model has no line, and a bent one no straight one", () => {
  assert.equal(lineIn({ terms: TERMS, weights: [0, 0], intercept: 0 }, BOX, 0), null);
  assert.equal(slopeOf({ terms: ["x1", "x1^2"], weights: [1, 0.5], intercept: 0 }), null);
  assert.deepEqual(slopeOf({ terms: ["x1", "x1^2"], weights: [1, 0], intercept: 0 }), [1, 0]);
});

test("bits are counted from the lowest of each byte", () => {
  const bits = Uint8Array.of(0b00000101, 0b10000000);
  const set = Array.from({ length: 16 }, (_, i) => i).filter((i) => isMistaken(bits, i));
  assert.deepEqual(set, [0, 2, 15]);
});
