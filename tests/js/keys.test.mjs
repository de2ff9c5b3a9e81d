// Which key does what, which points are walked, and when something is said.

import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { Life } from "../../logreg/ui/live/instance.js";
import { walkOf } from "../../logreg/ui/live/point_keys.js";
import { presentActOf } from "../../logreg/ui/live/present.js";
import { actOf } from "../../logreg/ui/live/shortcuts.js";
import { Voice } from "../../logreg/ui/live/spoken.js";

const press = (key, more = {}) => ({ key, ...more });

test("letters are heard anywhere, the keys that scroll on the stage alone", () => {
  assert.equal(actOf(press("p"), false, true), "toggle");
  assert.equal(actOf(press("P"), false, true), "toggle");
  assert.equal(actOf(press("?"), false, true), "list");
  for (const key of [" ", "ArrowLeft", "ArrowRight", "Home", "End"]) {
    assert.equal(actOf(press(key), false, true), undefined, key);
    assert.notEqual(actOf(press(key), true, true), undefined, key);
  }
  assert.equal(actOf(press("x"), true, true), undefined);
});

test("who wants no letters away from the stage has none", () => {
  assert.equal(actOf(press("p"), false, false), undefined);
  assert.equal(actOf(press("p"), true, false), "toggle");
});

test("with a modifier, in a composition or used already, a key is another's", () => {
  for (const more of ["ctrlKey", "altKey", "metaKey", "isComposing", "defaultPrevented"]) {
    assert.equal(actOf(press("p", { [more]: true }), true, true), undefined, more);
  }
});

test("all that has a label is walked, loose points from left to right", () => {
  const traces = [
    { type: "heatmap", x: [0], y: [0] },
    { type: "scatter", mode: "lines", x: [3, 1, 2], y: [0, NaN, 0] },
    { type: "scatter", mode: "markers", x: [3, 1, 2], y: [0, 0, 0] },
    { type: "scatter", x: [1], y: [1], hoverinfo: "skip" },
    { type: "scatter", x: [1], y: [1], visible: "legendonly" },
    { type: "scatter", x: [null, 1], y: [1, null] },
    { type: "bar", x: [0.5], y: ["a"] },
  ];
  const walked = walkOf(traces).map(({ curveNumber, pointNumber }) => [curveNumber, pointNumber]);
  assert.deepEqual(walked, [[1, 0], [1, 2], [2, 1], [2, 2], [2, 0], [6, 0]]);
});

test("one word at rest, none while a hand holds something, and the same again after a change", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  let held = null;
  let isAwaiting = false;
  globalThis.document = { querySelector: () => held };
  const said = [];
  const place = {
    text: "",
    get textContent() {
      return this.text;
    },
    set textContent(words) {
      this.text = words;
      said.push(words);
    },
  };
  const voice = new Voice(place, new Life((error) => assert.fail(error)), () => isAwaiting);
  voice.say(() => "one");
  mock.timers.tick(400);
  voice.say(() => "two");
  mock.timers.tick(400);
  assert.deepEqual(said, []);
  mock.timers.tick(200);
  assert.deepEqual(said, ["two"]);
  held = {};
  voice.say(() => "two");
  mock.timers.tick(3000);
  assert.deepEqual(said, ["two", ""]);
  held = null;
  isAwaiting = true;
  mock.timers.tick(3000);
  assert.deepEqual(said, ["two", ""]);
  isAwaiting = false;
  mock.timers.tick(600);
  assert.deepEqual(said, ["two", "", "two"]);
  voice.say(() => "three");
  voice.hush();
  mock.timers.tick(3000);
  assert.deepEqual(said, ["two", "", "two", ""]);
  mock.timers.reset();
});

test("Present has keys of its own, of which one begins it and two end it", () => {
  assert.equal(presentActOf(press("v"), false, true), "enter");
  assert.equal(presentActOf(press("V"), true, true), "leave");
  assert.equal(presentActOf(press("Escape"), true, true), "leave");
  assert.equal(presentActOf(press("Escape"), false, true), undefined);
  for (const [key, act] of [["n", "next"], ["b", "previous"], ["r", "reveal"], ["2", 2]]) {
    assert.equal(presentActOf(press(key), true, true), act);
    assert.equal(presentActOf(press(key), false, true), undefined, key);
    assert.equal(presentActOf(press(key), true, false), undefined, key);
    assert.equal(presentActOf(press(key, { ctrlKey: true }), true, true), undefined, key);
  }
  assert.equal(presentActOf(press("0"), true, true), undefined);
  // Who wants no letters still gets out.
  assert.equal(presentActOf(press("Escape"), true, false), "leave");
});
