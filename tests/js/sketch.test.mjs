// What a hand can do with drawn points, and undo.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Sketch } from "../../logreg/ui/live/sketch.js";
import { isDealt, placed } from "../../logreg/ui/live/sketch_samples.js";
import { readPoints, writtenPoints } from "../../logreg/ui/live/sketch_text.js";

const box = { left: -3, right: 3, bottom: -1, top: 7 };

function sketchOf(points = []) {
  const sketch = new Sketch();
  sketch.load([], box);
  sketch.load(points, box);
  return sketch;
}

const three = [
  { across: 0, up: 0, label: 0 },
  { across: 4095, up: 4095, label: 1 },
  { across: 1365, up: 2730, label: 1 },
];

test("the first and the last place of the grid are the ends of the box", () => {
  const sketch = sketchOf(three);
  assert.deepEqual(sketch.placeOf(0), { x: -3, y: -1 });
  assert.deepEqual(sketch.placeOf(1), { x: 3, y: 7 });
  assert.ok(Math.abs(sketch.placeOf(2).x - -1) < 1e-12); // a third of the way
});

test("a point lands on the nearest place, and never outside of the box", () => {
  const sketch = sketchOf();
  sketch.add({ x: 0.0004, y: 3 }, 1);
  sketch.add({ x: 99, y: -99 }, 0);
  const { x, y } = sketch.placeOf(0);
  assert.ok(Math.abs(x - 0.0004) <= 3 / 4095 && Math.abs(y - 3) <= 4 / 4095);
  assert.deepEqual(sketch.placeOf(1), { x: 3, y: -1 });
  assert.deepEqual(sketch.points.map(({ label }) => label), [1, 0]);
});

test("moving, nudging and flipping change one point alone", () => {
  const sketch = sketchOf(three);
  sketch.move(1, { x: -3, y: 7 });
  assert.deepEqual(sketch.points[1], { across: 0, up: 4095, label: 1 });
  sketch.nudge(1, -5, -5);
  assert.deepEqual(sketch.points[1], { across: 0, up: 4090, label: 1 });
  sketch.flip(1);
  assert.deepEqual(sketch.points, [three[0], { across: 0, up: 4090, label: 0 }, three[2]]);
});

test("each mark is one step back, and forward again until something else is done", () => {
  const sketch = sketchOf(three);
  sketch.mark();
  sketch.move(0, { x: 0, y: 0 });
  sketch.move(0, { x: 1, y: 1 });
  const moved = sketch.points;
  sketch.mark();
  sketch.remove((index) => index > 0);
  sketch.undo();
  assert.deepEqual(sketch.points, moved);
  sketch.undo();
  assert.deepEqual(sketch.points, three);
  sketch.redo();
  sketch.redo();
  assert.equal(sketch.points.length, 1);
  assert.equal(sketch.canRedo, false);
  sketch.undo();
  sketch.mark();
  sketch.add({ x: 0, y: 0 }, 0);
  assert.equal(sketch.canRedo, false);
});

test("a mark that nothing came of is no step", () => {
  const sketch = sketchOf(three);
  sketch.undo();
  assert.equal(sketch.canUndo, false);
  sketch.mark();
  sketch.move(0, sketch.placeOf(0));
  sketch.unmark();
  assert.equal(sketch.canUndo, false);
  assert.equal(sketch.canRedo, true); // a press on a point takes nothing away
});

test("what comes from elsewhere can be undone, what Python had from here is no step", () => {
  const sketch = sketchOf(three);
  sketch.load(three.map((point) => ({ ...point })), { ...box });
  const steps = sketch.canUndo;
  sketch.load(three.slice(1), box);
  sketch.undo();
  assert.deepEqual(sketch.points, three);
  sketch.load(three, { ...box, right: 4 }); // another plane
  assert.equal(sketch.canUndo || sketch.canRedo, false);
  assert.equal(steps, true); // the three themselves came to an empty sketch
});

test("2000 points are the most", () => {
  const sketch = sketchOf();
  for (let i = 0; i < 2010; i += 1) sketch.add({ x: 0, y: 0 }, 1);
  assert.equal(sketch.points.length, 2000);
});

test("the text holds every place and class, and no points are a message too", () => {
  const text = writtenPoints(three);
  const bytes = Buffer.from(text.slice(1), "base64");
  const numbers = new Uint16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  assert.deepEqual(Array.from(numbers), [0, 0, 4095, 2 * 4095 + 1, 1365, 2 * 2730 + 1]);
  assert.deepEqual(readPoints(numbers), three);
  assert.ok(writtenPoints([]).length > 0);
});

const traces = ["samples-0-training", "samples-1-training", "edge-1-test", "samples-1-test"].map((uid) => ({
  type: "scatter",
  uid,
  x: [99],
  y: [99],
}));
const rows = {
  "samples-0-training": Int32Array.of(0),
  "samples-1-training": Int32Array.of(2),
  "samples-0-test": Int32Array.of(),
  "samples-1-test": Int32Array.of(1),
};

test("each trace has the points that the server dealt it, where the hand has put them", () => {
  const sketch = sketchOf(three);
  sketch.move(1, { x: 0, y: 3 });
  const { x, y } = sketch.placeOf(1);
  const [negative, positive, edge, test] = placed(traces, sketch, rows);
  assert.deepEqual([negative.x, negative.y], [[-3], [-1]]);
  assert.deepEqual(positive.x, [sketch.placeOf(2).x]);
  assert.deepEqual([edge.x, edge.y, test.x, test.y], [[x], [y], [x], [y]]);
});

test("until the server has dealt them anew, all points are for training, each with its class", () => {
  const sketch = sketchOf(three);
  sketch.flip(1);
  assert.equal(isDealt(sketch, rows), false);
  const [negative, positive, edge, test] = placed(traces, sketch, rows);
  assert.deepEqual(negative.x, [-3, 3]);
  assert.equal(positive.x.length, 1);
  assert.equal(edge.x.length + test.x.length, 0);
  const another = { type: "heatmap", uid: "shading" };
  assert.equal(placed([another], sketch, rows)[0], another);
});
