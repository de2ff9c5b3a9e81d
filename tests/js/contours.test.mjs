// Level lines and refined grids, held against surfaces whose lines are known.

import assert from "node:assert/strict";
import { test } from "node:test";

import { decoded, levelLines, levelsOf, refined } from "../../logreg/ui/live/contours.js";

const gridOf = (size, height) => ({
  size,
  values: Float64Array.from({ length: size * size }, (_, k) => height(k % size, Math.floor(k / size))),
});

const ends = (pieces) => {
  const points = [];
  for (let i = 0; i < pieces.length; i += 2) points.push([pieces[i], pieces[i + 1]]);
  return points;
};

test("the level lines of a bowl are circles, closed, and as long as circles are", () => {
  const bowl = gridOf(101, (x, y) => (x - 50) ** 2 + (y - 50) ** 2);
  const radii = [10.3, 25.7, 40.1];
  levelLines(bowl, radii.map((radius) => radius ** 2)).forEach((pieces, k) => {
    const points = ends(pieces);
    for (const [x, y] of points) assert.ok(Math.abs(Math.hypot(x - 50, y - 50) - radii[k]) < 0.02);
    const seen = new Map();
    for (const point of points) {
      const name = point.map((each) => each.toFixed(6)).join();
      seen.set(name, (seen.get(name) ?? 0) + 1);
    }
    assert.ok([...seen.values()].every((count) => count === 2), "each end joins two pieces");
    let length = 0;
    for (let i = 0; i < points.length; i += 2) {
      length += Math.hypot(points[i][0] - points[i + 1][0], points[i][1] - points[i + 1][1]);
    }
    assert.ok(Math.abs(length / (2 * Math.PI * radii[k]) - 1) < 0.005);
  });
});

test("of a tilted plane they are straight, and levels beyond it have none", () => {
  const [low, middle, high] = levelLines(gridOf(5, (x, y) => x + 2 * y), [-1, 4.5, 13]);
  assert.deepEqual([low, high], [[], []]);
  assert.ok(middle.length > 0);
  for (const [x, y] of ends(middle)) assert.ok(Math.abs(x + 2 * y - 4.5) < 1e-12);
});

test("at a saddle the mean of the cell decides which corners belong together", () => {
  const cell = (a, b, c, d) => ({ size: 2, values: Float64Array.from([a, b, d, c]) }); // d and c above
  // High in the middle: two lines cut off the low corners, at the right of the bottom and the left
  // of the top.
  const [joined] = levelLines(cell(3, 0, 3, 0), [1]);
  const sides = ends(joined).map(([x, y]) => (y === 0 ? "bottom" : x === 1 ? "right" : y === 1 ? "top" : "left"));
  assert.deepEqual(sides, ["bottom", "right", "top", "left"]);
  const [parted] = levelLines(cell(3, 0, 3, 0), [2]);
  const others = ends(parted).map(([x, y]) => (y === 0 ? "bottom" : x === 1 ? "right" : y === 1 ? "top" : "left"));
  assert.deepEqual(others, ["left", "bottom", "right", "top"]);
});

test("a refined grid goes through the one it was made from, and is exact for a square", () => {
  const height = (x, y) => 3 + x - 2 * y + 0.5 * x * y + (x - 1) ** 2;
  const coarse = gridOf(7, height);
  const fine = refined(coarse, 4);
  assert.equal(fine.size, 25);
  fine.values.forEach((value, k) => {
    const [x, y] = [(k % 25) / 4, Math.floor(k / 25) / 4];
    const isInside = x >= 1 && x <= 5;
    if (isInside || (Number.isInteger(x) && Number.isInteger(y))) {
      assert.ok(Math.abs(value - height(x, y)) < 1e-9, `${x}, ${y}`);
    }
  });
});

test("heights come back from their codes, those of one frame of a film too", () => {
  const codes = Uint16Array.from([0, 65535, 32768, 1, 5, 5, 5, 65535]);
  const film = { codes, size: 2, base: 0.5, reach: 3 };
  assert.deepEqual(Array.from(decoded(film, 0).values, (value) => Number(value.toFixed(3))), [0.5, 9.5, 2.75, 0.5]);
  assert.equal(decoded(film, 1).values[3], 9.5);
  const single = { codes: codes.slice(0, 4), size: 2, base: 0.5, reach: 3 };
  assert.deepEqual(decoded(single, 7), decoded(film, 0));
});

test("levels are equal steps of log(height − lowest), from the nearest on, and not too many", () => {
  const levels = levelsOf(0.3, 0.001, 0.5);
  levels.forEach((level, k) => assert.ok(Math.abs(level - (0.3 + 0.001 * 2 ** k)) < 1e-12));
  assert.ok(levels.at(-1) < 0.5 && 0.3 + 2 * (levels.at(-1) - 0.3) >= 0.5);
  assert.ok(levelsOf(0, 0.001, 1e9).length <= 22);
  assert.deepEqual(levelsOf(0, 0.001, 0), []);
});
