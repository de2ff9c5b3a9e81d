// A drawing on an element that is forgotten while it is under way, with a Plotly that waits.

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { Drawing } from "../../logreg/ui/live/drawing.js";
import { Life } from "../../logreg/ui/live/instance.js";

const SOURCE = { ink: "#000001", paper: "#000038", plotlyjs: ["plotly.min.js"] };

let life, place, owner, drawing, reacts, purged;

// Only what a drawing asks of a browser.
globalThis.window = globalThis;
globalThis.requestAnimationFrame = (act) => setTimeout(act);
globalThis.getComputedStyle = () => ({ getPropertyValue: (name) => ` value of ${name}` });
globalThis.ResizeObserver = class {
  static nObserved = 0;
  observe() {
    ResizeObserver.nObserved += 1;
  }
  disconnect() {
    ResizeObserver.nObserved -= 1;
  }
};

function chart(name) {
  const figure = { data: [{ type: "scatter", x: [1], y: [2], name }], layout: { height: 200 } };
  return { figure, alternative: `Chart ${name}` };
}

const draw = (name) => drawing.draw(chart(name), SOURCE, () => {});
const names = () => reacts.map(({ data }) => data[0].name);

// All that waits for a promise, a timer or a frame has had its turn.
async function later() {
  for (let i = 0; i < 10; i += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    mock.timers.tick(20);
  }
}

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  [reacts, purged] = [[], 0];
  globalThis.Plotly = {
    Icons: { camera: {} },
    Plots: { resize() {} },
    purge: () => (purged += 1),
    react: (_, data, layout, config) =>
      new Promise((finish, fail) => reacts.push({ data, layout, config, finish, fail })),
  };
  place = Object.assign(new EventTarget(), {
    style: {},
    dataset: {},
    attributes: {},
    setAttribute(name, value) {
      this.attributes[name] = value;
    },
    querySelector: () => null,
  });
  life = new Life((error) => assert.fail(error));
  const told = [];
  owner = { factor: 1, told, nListened: 0, listen: () => (owner.nListened += 1), fail: (error) => told.push(error.message) };
  drawing = new Drawing(place, life, owner);
});

test("a drawing is counted when it is done, and listened to once", async () => {
  draw("first");
  await later();
  assert.equal(place.dataset.revision, undefined);
  reacts[0].finish();
  await later();
  draw("second");
  await later();
  reacts[1].finish();
  await later();
  assert.deepEqual([place.dataset.revision, owner.nListened], ["2", 1]);
  assert.equal(reacts[0].config, reacts[1].config);
  assert.equal(place.attributes["aria-label"], "Chart second");
  life.end();
});

test("a trace that is emptied just before it is drawn keeps its place in the legend", async () => {
  drawing.draw(chart("first"), SOURCE, ([trace]) => Object.assign(trace, { x: new Float32Array(), y: new Float32Array() }));
  await later();
  assert.deepEqual(reacts[0].data[0].x, [null]);
  reacts[0].finish();
  await later();
  life.end();
});

test("while one drawing is under way only the newest waits", async () => {
  ["first", "second", "third"].forEach(draw);
  await later();
  reacts[0].finish();
  await later();
  assert.deepEqual(names(), ["first", "third"]);
  reacts[1].finish();
  await later();
  life.end();
});

test("a drawing that ends after its place was left writes nothing", async () => {
  draw("first");
  await later();
  life.end();
  const before = purged;
  reacts[0].finish();
  await later();
  assert.equal(place.dataset.revision, undefined);
  assert.equal(owner.nListened, 0);
  assert.equal(ResizeObserver.nObserved, 0);
  assert.ok(purged > before); // what Plotly drew meanwhile goes too
});

test("a drawing that fails after its place was left says nothing", async () => {
  draw("first");
  await later();
  life.end();
  reacts[0].fail(new Error("There is no place."));
  await later();
  assert.deepEqual(owner.told, []);
});

test("a drawing that waits for its library when its place is left is never begun", async () => {
  const { Plotly } = globalThis;
  delete globalThis.Plotly;
  let load;
  globalThis.plotlyLoad = new Promise((resolve) => (load = resolve));
  draw("first");
  life.end();
  load(Plotly);
  await later();
  delete globalThis.plotlyLoad;
  assert.deepEqual(reacts, []);
});

test("after its end a drawing begins no more", async () => {
  life.end();
  draw("first");
  await later();
  assert.deepEqual(reacts, []);
});

test("what is forgotten under way is drawn anew, as a first one", async () => {
  draw("first");
  await later();
  drawing.forget();
  draw("second");
  reacts[0].finish();
  await later();
  assert.deepEqual(names(), ["first", "second"]);
  assert.equal(place.dataset.revision, undefined);
  reacts[1].finish();
  await later();
  assert.deepEqual([place.dataset.revision, owner.nListened], ["1", 1]);
  life.end();
});

test("a failure is told to the owner, and the next drawing can succeed", async () => {
  owner.fail = (error) => {
    owner.told.push(error.message);
    drawing.forget();
  };
  draw("first");
  await later();
  reacts[0].fail(new Error("No."));
  await later();
  assert.deepEqual([owner.told, place.dataset.revision], [["No."], undefined]);
  draw("second");
  await later();
  reacts[1].finish();
  await later();
  assert.equal(place.dataset.revision, "1");
  life.end();
});
