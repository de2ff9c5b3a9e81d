// Addresses of pages, and whether one is reloaded.

import assert from "node:assert/strict";
import { test } from "node:test";

import { addressWith, pathOf } from "../../logreg/ui/live/address.js";
import { mayReload } from "../../logreg/ui/live/reloading.js";

const page = (address) => new URL(address, "http://host");

test("the query changes, path and section stay", () => {
  assert.equal(addressWith(page("/evaluate?v=1&seed=2#curves"), "v=1&seed=3"), "/evaluate?v=1&seed=3#curves");
  assert.equal(addressWith(page("/"), "v=1"), "/?v=1");
});

test("what embeds the page stays, in whatever letters and how often it was said", () => {
  const framed = page("/?Embed=true&v=1&embed_options=dark_theme&embed_options=show_padding&embedded=1");
  assert.equal(
    addressWith(framed, "v=2"),
    "/?v=2&Embed=true&embed_options=dark_theme&embed_options=show_padding",
  );
});

test("a value that embeds cannot add to the query", () => {
  assert.equal(addressWith(page("/?embed=a%26v%3D9"), "v=1"), "/?v=1&embed=a%26v%3D9");
});

test("links of the menu lead below the root of the app", () => {
  for (const [path, base, expected] of [
    ["evaluate", "http://host/", "/evaluate"],
    ["evaluate", "http://host/below/", "/below/evaluate"],
    ["", "http://host/below/", "/below/"],
    [null, "http://host/", "/"],
    ["/evaluate", "http://host/", "/evaluate"],
  ]) {
    assert.equal(pathOf(path, base), expected);
  }
});

function memoryOf(entries = new Map()) {
  return { getItem: (key) => entries.get(key) ?? null, setItem: (key, value) => entries.set(key, value) };
}

test("a page reloads itself once, and again only after five minutes", () => {
  const memory = memoryOf();
  const start = 1_800_000_000_000;
  const minutes = [0, 1, 4.99, 5, 6, 10.1];
  const said = minutes.map((minute) => mayReload(memory, start + minute * 60_000));
  assert.deepEqual(said, [true, false, false, true, false, true]);
});

test("without a memory it never does", () => {
  const refuse = () => {
    throw new Error("SecurityError");
  };
  assert.equal(mayReload({ getItem: refuse, setItem: refuse }, 1e12), false);
  assert.equal(mayReload({ getItem: () => null, setItem: refuse }, 1e12), false);
});
