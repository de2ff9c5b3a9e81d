// The film: 45 frames a second at full speed, counted by hand.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { Player } from "../../logreg/ui/live/player.js";

let player, shown, waiting;

// Frames of the screen come when a test says so.
const life = {
  nextFrame(act) {
    waiting.add(act);
    return () => waiting.delete(act);
  },
};

function screenFrame(time) {
  const acts = [...waiting];
  waiting.clear();
  acts.forEach((act) => act(time));
}

beforeEach(() => {
  [shown, waiting] = [[], new Set()];
  player = new Player(life, (frame, isPlaying) => shown.push([frame, isPlaying]));
  player.load(91);
  shown.length = 0;
});

test("a first film stands at its end, and plays from its start", () => {
  assert.equal(player.frame, 90);
  player.play();
  assert.deepEqual(shown, [[0, true]]);
  screenFrame(1000);
  for (const time of [1100, 1200, 1300]) screenFrame(time);
  // Three tenths of a second are 13.5 frames.
  assert.deepEqual(shown.slice(1), [[4, true], [9, true], [13, true]]);
});

test("half speed takes twice as long", () => {
  player.speed = 0.5;
  player.play();
  for (const time of [0, 100, 200, 300, 400]) screenFrame(time);
  assert.equal(player.frame, 9);
});

test("it ends at the last frame, and asks for no more", () => {
  player.go(85);
  player.play();
  for (const time of [0, 100, 200, 300]) screenFrame(time);
  assert.deepEqual(shown.at(-1), [90, false]);
  assert.equal(player.isPlaying, false);
  assert.equal(waiting.size, 0);
});

test("a tab that was hidden goes on where it stood", () => {
  player.play();
  screenFrame(0);
  screenFrame(60_000);
  // A tenth of a second is the longest step: 4.5 frames.
  assert.deepEqual(shown.at(-1), [4, true]);
});

test("however fast somebody pauses and plays, one frame is asked for", () => {
  player.play();
  for (let i = 0; i < 5; i += 1) player.toggle();
  player.toggle();
  player.toggle();
  player.play();
  assert.ok(waiting.size <= 1);
  player.pause();
  assert.equal(shown.at(-1)[1], false);
  assert.equal(waiting.size, 0);
});

test("a hand on the film stops it, within its ends", () => {
  player.play();
  player.go(200);
  assert.deepEqual(shown.at(-1), [90, false]);
  player.go(-5);
  assert.deepEqual(shown.at(-1), [0, false]);
  assert.equal(waiting.size, 0);
});

test("another film stands at the same share of its way", () => {
  player.go(45);
  player.load(21);
  assert.equal(player.frame, 10);
});

test("a preview has one frame, stops the film and leaves its place", () => {
  player.go(30);
  player.play();
  player.load(1);
  assert.deepEqual(shown.at(-1), [0, false]);
  const nShown = shown.length;
  player.play();
  player.go(3);
  assert.equal(shown.length, nShown);
  assert.deepEqual([player.frame, player.isPlaying, waiting.size], [0, false, 0]);
  player.load(91);
  assert.equal(player.frame, 30);
});

test("a film of two frames is one", () => {
  player.load(2);
  assert.equal(player.frame, 1);
  player.go(0);
  assert.deepEqual(shown.at(-1), [0, false]);
  player.load(91);
  assert.equal(player.frame, 0);
});

test("a film that replaces one at play plays on from there", () => {
  player.go(45);
  player.play();
  screenFrame(0);
  player.load(181);
  assert.deepEqual(shown.at(-1), [90, true]);
  screenFrame(100);
  assert.deepEqual(shown.at(-1), [94, true]);
});
