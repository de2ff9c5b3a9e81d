// What a slider says and hears: the latest value, one message under way.

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { Conversation } from "../../logreg/ui/live/conversation.js";
import { Life } from "../../logreg/ui/live/instance.js";

let life, sent, conversation, isRunning, watchers, led;

const page = {
  isRunning: () => isRunning,
  onRunState(watch, act) {
    const guarded = watch.guarded(act);
    watchers.add(guarded);
    return watch.own(() => watchers.delete(guarded));
  },
  lead: () => (led += 1),
};

function endRun() {
  isRunning = false;
  [...watchers].forEach((act) => act());
}

const drag = (value) => conversation.say({ value, isDragging: true });

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  life = new Life((error) => assert.fail(error));
  [sent, watchers, isRunning, led] = [[], new Set(), false, 0];
  conversation = new Conversation(life, ({ value, is_dragging, count }) => sent.push([value, is_dragging, count]), page);
});

test("while a message is under way only the newest value waits", () => {
  [1, 2, 3, 4].forEach(drag);
  assert.deepEqual(sent, [[1, true, 1]]);
  assert.equal(conversation.hear({ count: 1 }), false);
  assert.deepEqual(sent.slice(1), [[4, true, 2]]);
  assert.equal(conversation.hear({ count: 2 }), true);
  assert.equal(sent.length, 2);
  assert.equal(watchers.size, 0);
});

test("what Python knows already is not said again", () => {
  drag(1);
  conversation.hear({ count: 1 });
  drag(1);
  assert.equal(sent.length, 1);
  conversation.say({ value: 1, isDragging: false });
  assert.deepEqual(sent.slice(1), [[1, false, 2]]);
});

test("an older answer is none", () => {
  drag(1);
  conversation.hear({ count: 1 });
  drag(2);
  drag(3);
  assert.equal(conversation.hear({ count: 1 }), false);
  assert.equal(sent.length, 2);
});

test("a message waits for the end of the run that answers the last", () => {
  drag(1);
  drag(2);
  isRunning = true;
  conversation.hear({ count: 1 });
  assert.equal(sent.length, 1);
  endRun();
  assert.deepEqual(sent.slice(1), [[2, true, 2]]);
});

test("with all of an answer here the next message does not wait for the end of its run", () => {
  isRunning = true;
  drag(1);
  drag(2);
  conversation.hear({ count: 1 });
  conversation.complete(0); // said of the answer before
  assert.equal(sent.length, 1);
  conversation.complete(1);
  assert.deepEqual(sent.slice(1), [[2, true, 2]]);
  drag(3);
  endRun();
  conversation.complete(1);
  assert.equal(sent.length, 2);
});

test("all of an answer may be here before the slider has heard it", () => {
  isRunning = true;
  drag(1);
  drag(2);
  conversation.complete(1);
  assert.deepEqual(sent.slice(1), [[2, true, 2]]);
  assert.equal(conversation.hear({ count: 1 }), false);
  conversation.complete(2);
  assert.equal(conversation.hear({ count: 2 }), true);
  mock.timers.tick(10_000);
  assert.equal(sent.length, 2);
});

test("without an answer the newest value goes out after a second and a half", () => {
  drag(1);
  drag(2);
  mock.timers.tick(1499);
  assert.equal(sent.length, 1);
  mock.timers.tick(1);
  assert.deepEqual(sent.slice(1), [[2, true, 2]]);
});

test("a message that was lost is said again, after the run that may bring its answer", () => {
  drag(1);
  isRunning = true;
  mock.timers.tick(1500);
  assert.equal(sent.length, 1);
  endRun();
  assert.deepEqual(sent.slice(1), [[1, true, 2]]);
});

test("a late answer ends the waiting, and nothing is said twice", () => {
  drag(1);
  isRunning = true;
  mock.timers.tick(1500);
  assert.equal(conversation.hear({ count: 1 }), true);
  endRun();
  mock.timers.tick(10_000);
  assert.equal(sent.length, 1);
});

test("a run that goes on after its answer holds the next value for a second and a half", () => {
  drag(1);
  isRunning = true;
  conversation.hear({ count: 1 });
  mock.timers.tick(1499);
  drag(2);
  assert.equal(sent.length, 1);
  mock.timers.tick(1);
  assert.deepEqual(sent.slice(1), [[2, true, 2]]);
  conversation.hear({ count: 2 });
  mock.timers.tick(1500);
  endRun();
  assert.equal(sent.length, 2);
});

test("a drag that was cut off is let go", () => {
  conversation.hear({ count: 7 });
  conversation.agree({ value: 3, isDragging: true });
  assert.deepEqual(sent, [[3, false, 8]]);
});

test("what Python has by itself is nothing to say", () => {
  assert.equal(conversation.hear({ count: 7 }), true);
  conversation.agree({ value: 3, isDragging: false });
  assert.deepEqual(sent, []);
});

test("after the end of the slider nothing is said", () => {
  drag(1);
  drag(2);
  isRunning = true;
  conversation.hear({ count: 1 });
  life.end();
  assert.equal(watchers.size, 0);
  endRun();
  mock.timers.tick(10_000);
  drag(3);
  assert.equal(sent.length, 1);
});

test("a hand leads with each word that goes out, and not with the last", () => {
  drag(1);
  drag(2);
  assert.equal(led, 1);
  conversation.hear({ count: 1 });
  assert.equal(led, 2);
  conversation.say({ value: 2, isDragging: false });
  conversation.hear({ count: 2 });
  assert.deepEqual(sent.at(-1), [2, false, 3]);
  assert.equal(led, 2);
});
