// What the check page says of what it found.

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  ofBrowser,
  ofConnection,
  ofCookies,
  ofLatency,
  ofServer,
  verdict,
} from "../../logreg/ui/check/judging.js";

const gradesOf = (rounds) => ofLatency(rounds).grade;

test("one slow answer among quick ones is told, and is not what counts", () => {
  const { grade, words } = ofLatency([20, 22, 900, 21, 19]);
  assert.equal(grade, "good");
  assert.match(words, /^After 21\u00a0ms, the slowest of 5 after 900\u00a0ms:/);
});

test("numbers are ordered as numbers", () => {
  assert.match(ofLatency([9, 100, 30]).words, /^After 30\u00a0ms, the slowest of 3 after 100/);
});

test("it lags from a tenth of a second on, and is late from three", () => {
  assert.deepEqual([[100], [101], [300]].map(gradesOf), ["good", "fair", "fair"]);
  assert.match(ofLatency([300]).words, /lags a little/);
  assert.match(ofLatency([301]).words, /comes late/);
  assert.match(ofLatency([1500]).words, /^After 1\.5\u00a0s/);
  assert.match(ofLatency([0.2]).words, /^After less than 1\u00a0ms/);
  assert.equal(gradesOf([]), "bad");
});

test("the network is blamed only where the app answers", () => {
  assert.match(ofConnection(true, undefined, "school.example").words, /WebSockets to school\.example/);
  assert.match(ofConnection(false, undefined, "school.example").words, /^It cannot open while/);
  assert.deepEqual(
    [ofConnection(true, 0, "h"), ofConnection(true, undefined, "h"), ofConnection(false, undefined, "h")].map(
      ({ grade }) => grade,
    ),
    ["good", "bad", "bad"],
  );
});

test("what a browser lacks is named", () => {
  assert.equal(ofBrowser([]).grade, "good");
  assert.match(ofBrowser(["one", "another"]).words, /it lacks one, another\./);
});

test("the worst of all decides", () => {
  const [good, fair, bad] = [ofServer(true), ofCookies(false), ofServer(false)];
  assert.match(verdict([good, ofCookies(true)]), /^Yes/);
  assert.match(verdict([good, fair]), /^It will work, but/);
  assert.match(verdict([fair, bad, good]), /^Not yet/);
});
