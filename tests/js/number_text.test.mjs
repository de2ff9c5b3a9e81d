// Numbers as they are shown and typed.

import assert from "node:assert/strict";
import { test } from "node:test";

import { parse, readable } from "../../logreg/ui/live/number_text.js";

test("a number is shown with at most four digits", () => {
  for (const [value, text] of [
    [0, "0"],
    [0.003, "0.003"],
    [1.6, "1.6"],
    [0.30000000000000004, "0.3"],
    [-12.3456, "−12.35"],
    [5000, "5000"],
    [9999, "9999"],
    [10000, "10k"],
    [12500, "12.5k"],
    [-12500, "−12.5k"],
    [1e6, "1M"],
    [2345678, "2.346M"],
  ]) {
    assert.equal(readable(value), text);
  }
});

test("what people type is understood", () => {
  for (const [text, value] of [
    ["0.3", 0.3],
    [" 7 ", 7],
    ["-2", -2],
    ["+2", 2],
    [".5", 0.5],
    ["1e-3", 0.001],
    ["2E2", 200],
    ["12.5k", 12500],
    ["3K", 3000],
    ["1.2M", 1200000],
    ["1m", 1000000],
    ["1,000", 1000],
    ["12,345,678", 12345678],
    ["1,000.5", 1000.5],
    ["0,3", 0.3],
    ["0,003", 0.003],
    ["2,5", 2.5],
    ["1.1k", 1100], // 1100.0000000000002 in floating point
  ]) {
    assert.equal(parse(text), value, text);
  }
});

test("what is no number is none", () => {
  for (const text of ["", "high", "1 2", "1..2", "k", "--1", "0x10", "1,2,3", "Infinity", "NaN", "1e", "5 k"]) {
    assert.ok(Number.isNaN(parse(text)), text);
  }
});

test("every number that is shown can be typed again", () => {
  for (const value of [0, 0.003, 1.6, 5000, 12500, -12500, 2.346e6]) {
    assert.equal(parse(readable(value)), value);
  }
});
