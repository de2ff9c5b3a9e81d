// Where plotly.js comes from, as the network and the browser allow.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { gzipSync } from "node:zlib";

import { ErrorForPeople } from "../../logreg/ui/live/foreign.js";
import { loadPlotly } from "../../logreg/ui/live/plotlyjs.js";

const ADDRESSES = ["packed/plotly.min.js.gz", "plain/plotly.min.js"];
const WHOLE = gzipSync("globalThis.Plotly = { from: 'packed' };");
const CUT_OFF = WHOLE.subarray(0, WHOLE.length - 9);
const { DecompressionStream } = globalThis;

let answers, asked, scripts, isPlainThere;

const missing = () => new Response("Not Found", { status: 404 });

globalThis.window = globalThis;
globalThis.document = {
  baseURI: "http://here/below/",
  createElement: () => ({ remove() {} }),
  head: {
    append(script) {
      scripts.push(script.src);
      if (isPlainThere) globalThis.Plotly = { from: "plain" };
      setTimeout(isPlainThere ? script.onload : script.onerror);
    },
  },
};

beforeEach(() => {
  [answers, asked, scripts, isPlainThere] = [{}, [], [], true];
  Object.assign(globalThis, { DecompressionStream, plotlyFile: null, plotlyLoad: null });
  delete globalThis.Plotly;
  globalThis.fetch = async (address, { cache }) => {
    asked.push([String(address), cache]);
    const answer = answers[cache];
    if (!answer) throw new TypeError("Failed to fetch");
    return answer === 404 ? missing() : new Response(answer);
  };
});

const PACKED = "http://here/below/packed/plotly.min.js.gz";
const PLAIN = "http://here/below/plain/plotly.min.js";

test("the compressed file is asked for as one that may be kept, and unpacked", async () => {
  answers = { "force-cache": WHOLE };
  assert.equal((await loadPlotly(ADDRESSES)).from, "packed");
  assert.deepEqual([asked, scripts], [[[PACKED, "force-cache"]], []]);
});

test("what was asked for early is not asked for again", async () => {
  globalThis.plotlyFile = Promise.resolve(new Response(WHOLE));
  assert.equal((await loadPlotly(ADDRESSES)).from, "packed");
  assert.deepEqual([asked, scripts], [[], []]);
});

test("an early request that found no server is made again", async () => {
  globalThis.plotlyFile = Promise.resolve(null);
  answers = { "force-cache": WHOLE };
  assert.equal((await loadPlotly(ADDRESSES)).from, "packed");
  assert.deepEqual(asked, [[PACKED, "force-cache"]]);
});

for (const [name, kept] of Object.entries({ "a failure": 404, "a file cut off": CUT_OFF })) {
  test(`${name} that the browser has kept is asked for anew`, async () => {
    answers = { "force-cache": kept, reload: WHOLE };
    assert.equal((await loadPlotly(ADDRESSES)).from, "packed");
    assert.deepEqual(asked.map(([, cache]) => cache), ["force-cache", "reload"]);
    assert.deepEqual(scripts, []);
  });

  test(`where there is only ${name}, the plain file serves`, async () => {
    answers = { "force-cache": kept, reload: kept };
    assert.equal((await loadPlotly(ADDRESSES)).from, "plain");
    assert.deepEqual(scripts, [PLAIN]);
  });
}

test("an early request that was refused is made anew", async () => {
  globalThis.plotlyFile = Promise.resolve(missing());
  answers = { reload: WHOLE };
  assert.equal((await loadPlotly(ADDRESSES)).from, "packed");
  assert.deepEqual(asked, [[PACKED, "reload"]]);
});

test("the plain file serves where the compressed one brings no library", async () => {
  answers = { "force-cache": gzipSync("0;") };
  assert.equal((await loadPlotly(ADDRESSES)).from, "plain");
});

test("the plain file serves a browser that cannot unpack", async () => {
  delete globalThis.DecompressionStream;
  answers = { "force-cache": WHOLE, reload: WHOLE };
  assert.equal((await loadPlotly(ADDRESSES)).from, "plain");
});

test("where there is but the plain file, nothing else is asked for", async () => {
  assert.equal((await loadPlotly(ADDRESSES.slice(1))).from, "plain");
  assert.deepEqual(asked, []);
});

test("who asks meanwhile or later loads nothing more", async () => {
  answers = { "force-cache": WHOLE };
  const [first, second] = await Promise.all([loadPlotly(ADDRESSES), loadPlotly(ADDRESSES)]);
  assert.equal(first, second);
  assert.equal(await loadPlotly(ADDRESSES), first);
  assert.equal(asked.length, 1);
});

test("a load that failed says so in a sentence, and can be tried again", async () => {
  isPlainThere = false;
  await assert.rejects(loadPlotly(ADDRESSES), ErrorForPeople);
  answers = { "force-cache": WHOLE };
  assert.equal((await loadPlotly(ADDRESSES)).from, "packed");
});
