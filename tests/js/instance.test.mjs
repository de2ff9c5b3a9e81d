// One instance on an element, and after its end not a word more of it.

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { Life, show } from "../../logreg/ui/live/instance.js";

const neverFails = (error) => assert.fail(error);

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
});

class FakeObserver {
  static all = new Set();
  constructor(act) {
    this.act = act;
  }
  observe(element, options) {
    FakeObserver.all.add(this);
    Object.assign(this, { element, options });
  }
  disconnect() {
    FakeObserver.all.delete(this);
  }
}

function component(parentElement, data) {
  return { parentElement, data, key: "k", setStateValue() {}, setTriggerValue() {} };
}

test("what a life owns is heard while it lives, and no more after its end", () => {
  const life = new Life(neverFails);
  const place = new EventTarget();
  const heard = [];
  life.listen(place, "input", () => heard.push("event"));
  life.later(() => heard.push("early"), 1);
  life.later(() => heard.push("late"), 10);
  life.observe(FakeObserver, "element", () => heard.push("observed"), { attributeFilter: ["a"] });
  const [observer] = FakeObserver.all;
  assert.deepEqual([observer.element, observer.options], ["element", { attributeFilter: ["a"] }]);
  place.dispatchEvent(new Event("input"));
  observer.act();
  mock.timers.tick(5);
  assert.deepEqual(heard, ["event", "observed", "early"]);
  life.end();
  place.dispatchEvent(new Event("input"));
  observer.act();
  mock.timers.tick(20);
  assert.deepEqual(heard, ["event", "observed", "early"]);
  assert.equal(FakeObserver.all.size, 0);
  assert.equal(life.isOver, true);
});

test("an animation frame that was asked for is called off", (t) => {
  const asked = new Map();
  let number = 0;
  globalThis.requestAnimationFrame = (act) => asked.set((number += 1), act) && number;
  globalThis.cancelAnimationFrame = (request) => asked.delete(request);
  t.after(() => {
    delete globalThis.requestAnimationFrame;
    delete globalThis.cancelAnimationFrame;
  });
  const life = new Life(neverFails);
  const times = [];
  life.nextFrame((time) => times.push(time));
  asked.get(1)(40);
  life.nextFrame((time) => times.push(time));
  const act = asked.get(2);
  life.end();
  assert.equal(asked.size, 0);
  act(80); // a browser that was about to call
  assert.deepEqual(times, [40]);
});

test("what begins after the end ends at once", () => {
  const life = new Life(neverFails);
  life.end();
  const heard = [];
  const place = new EventTarget();
  life.listen(place, "input", () => heard.push("event"));
  life.later(() => heard.push("timer"), 0);
  life.observe(FakeObserver, "element", () => heard.push("observed"));
  life.own(() => heard.push("disposed"));
  place.dispatchEvent(new Event("input"));
  mock.timers.tick(20);
  assert.deepEqual(heard, ["disposed"]);
  assert.equal(FakeObserver.all.size, 0);
});

test("what is owned is disposed of once, in whatever way it ends", () => {
  const life = new Life(neverFails);
  let n = 0;
  const stop = life.own(() => (n += 1));
  stop();
  stop();
  life.end();
  life.end();
  assert.equal(n, 1);
});

test("a part ends with the whole, or before it and alone", () => {
  const life = new Life(neverFails);
  const [one, other] = [life.part(), life.part()];
  const ended = [];
  one.own(() => ended.push("one"));
  other.own(() => ended.push("other"));
  one.end();
  assert.deepEqual([ended, life.isOver, other.isOver], [["one"], false, false]);
  life.end();
  assert.deepEqual([ended, other.isOver], [["one", "other"], true]);
});

test("what goes wrong is told as long as somebody lives to hear it", () => {
  const told = [];
  const life = new Life((error) => told.push(error.message));
  const fails = life.guarded((words) => {
    throw new Error(words);
  });
  fails("first");
  life.part().guarded(() => {
    throw new Error("in a part");
  })();
  life.part((error) => told.push(`own: ${error.message}`)).fail(new Error("of a part"));
  life.end();
  fails("last");
  life.fail(new Error("last"));
  assert.deepEqual(told, ["first", "in a part", "own: of a part"]);
});

test("an element has one instance, which begins once and is shown all that comes", () => {
  const element = { isConnected: true };
  const seen = [];
  let begun = 0;
  const begin = () => {
    begun += 1;
    return ({ data }) => seen.push(data);
  };
  show(component(element, 1), begin, neverFails);
  const end = show(component(element, 2), begin, neverFails);
  show(component({}, "elsewhere"), begin, neverFails);
  assert.deepEqual([begun, seen], [2, [1, 2, "elsewhere"]]);
  element.isConnected = false;
  end();
  show(component(element, 3), begin, neverFails);
  assert.deepEqual([begun, seen], [3, [1, 2, "elsewhere", 3]]);
});

test("a call that a newer one has overtaken ends nothing, be that shown yet or not", () => {
  const element = { isConnected: true };
  let life;
  const begin = (_, given) => {
    life = given;
    return () => {};
  };
  const endFirst = show(component(element, 1), begin, neverFails);
  endFirst();
  assert.equal(life.isOver, false);
  const endSecond = show(component(element, 2), begin, neverFails);
  endFirst();
  assert.equal(life.isOver, false);
  element.isConnected = false;
  endSecond();
  assert.equal(life.isOver, true);
});

for (const [name, begin] of [
  ["beginning", () => assert.fail("No.")],
  ["showing", () => () => assert.fail("No.")],
]) {
  test(`an instance that fails in ${name} is over, and the next call begins another`, () => {
    const element = {};
    const told = [];
    show(component(element, 1), begin, (error) => told.push(error.message));
    assert.deepEqual(told, ["No."]);
    const seen = [];
    show(component(element, 2), () => ({ data }) => seen.push(data), neverFails);
    assert.deepEqual(seen, [2]);
  });
}

test("a late failure is told to who showed something last, and once", () => {
  const element = {};
  const told = [];
  let life;
  const begin = (_, given) => {
    life = given;
    return () => {};
  };
  show(component(element, 1), begin, () => told.push("first"));
  show(component(element, 2), begin, () => told.push("second"));
  life.fail(new Error("late"));
  life.fail(new Error("later"));
  assert.deepEqual(told, ["second"]);
});
