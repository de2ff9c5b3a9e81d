// A model by hand is judged as the server judges it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { bestBias, lossOf, planeOf, thetaAt } from "../../logreg/ui/live/hand_model.js";
import { iterationOf, passed } from "../../logreg/ui/live/racers.js";

const model = {
  columns: Float32Array.from([0, 1, 1, 0, 2, 1]), // three samples of two columns
  y: Uint8Array.from([0, 1, 1]),
  shares: [0.25, 0.25, 0.5],
  l1: 0,
  l2: 0,
  terms: ["x1", "x2"],
  scale: [2, 4],
  shift: [-0.5, -1],
};

test("the loss is worked by hand: −log p of the true class, by shares, with penalties", () => {
  const theta = [1, -2, 0.5];
  const p = [-1.5, 1.5, 0.5].map((z) => 1 / (1 + Math.exp(-z)));
  const expected = -0.25 * Math.log(1 - p[0]) - 0.25 * Math.log(p[1]) - 0.5 * Math.log(p[2]);
  assert.ok(Math.abs(lossOf(model, theta) - expected) < 1e-12);
  const penalised = lossOf({ ...model, l1: 0.1, l2: 0.3 }, theta);
  assert.ok(Math.abs(penalised - expected - 0.1 * 3 - 0.15 * 5) < 1e-12);
});

test("a loss of large weights overflows nowhere", () => {
  assert.ok(Math.abs(lossOf(model, [-1000, -1000, 0]) - (0.25 * 1000 + 0.5 * 3000)) < 1e-9);
});

for (const weights of [[0, 0], [1, -2], [30, -40], [1e4, 3e4], [-200, 100]]) {
  test(`no bias is better than the best for weights ${weights}`, () => {
    const best = lossOf(model, [...weights, bestBias(model, weights)]);
    for (let k = -2000; k <= 2000; k += 1) {
      assert.ok(best <= lossOf(model, [...weights, k * 30]) + 1e-9);
      assert.ok(best <= lossOf(model, [...weights, k * 0.01]) + 1e-9);
    }
  });
}

test("a plane in the units of the data has the same scores as the standardised model", () => {
  const plane = planeOf(model, [3, -2, 0.7]);
  const [x1, x2] = [5, 6]; // of means 1 and 4, deviations 2 and 4: 2 and 0.5 deviations
  const z = 3 * ((x1 - 1) / 2) - 2 * ((x2 - 4) / 4) + 0.7;
  assert.ok(Math.abs(plane.weights[0] * x1 + plane.weights[1] * x2 + plane.intercept - z) < 1e-12);
});

test("a racer has passed the points up to an iteration, and all when it has ended", () => {
  const racer = { iterations: Int32Array.from([0, 1, 2, 5, 9]) };
  assert.deepEqual([0, 1, 4, 5, 9, 500].map((k) => passed(racer, k)), [1, 2, 3, 4, 5, 5]);
});

test("by gradients, who looks at fewer samples has made more steps", () => {
  const [own, small] = [{ n_per_step: 210 }, { n_per_step: 16 }];
  assert.equal(iterationOf(small, own, 8, true), 105);
  assert.equal(iterationOf(own, small, 105, true), 8);
  assert.equal(iterationOf(small, own, 8, false), 8);
});

test("at a place of the landscape the other parameters are those of the frame, or the best", () => {
  const data = {
    axes: [2, 0],
    origin: [0, 0, 0],
    thetas: Float64Array.from([1, 2, 3, 4, 5, 6]),
    landscape: { kind: "slice" },
    model,
  };
  assert.deepEqual(thetaAt(data, 1, { x: 9, y: 8 }), [8, 5, 9]);
  const floor = thetaAt({ ...data, axes: [0, 1], landscape: { kind: "floor" } }, 1, { x: 1, y: -2 });
  assert.deepEqual(floor, [1, -2, bestBias(model, [1, -2])]);
});
