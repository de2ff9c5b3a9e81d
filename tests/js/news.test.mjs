// What who comes late to a page hears of what was told before.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

const rates = { limits: [2], words: ["never rises", "may jump"] };
const address = { query: "v=1" };

globalThis.document = new EventTarget();
globalThis.location = { pathname: "/" };
const { lastNews, tellNews, toldRates } = await import("../../logreg/ui/live/news.js");

beforeEach(() => {
  location.pathname = "/elsewhere";
  tellNews({ answered: {}, rates: null });
  location.pathname = "/";
});

test("zones that were told stay where the address is told without any", () => {
  tellNews({ answered: {}, rates });
  tellNews({ answered: { noise: 1 }, address });
  assert.deepEqual(toldRates(), rates);
  assert.deepEqual(lastNews().address, address);
});

test("that there are none is told as well", () => {
  tellNews({ answered: {}, rates });
  tellNews({ answered: {}, rates: null });
  tellNews({ answered: {}, address });
  assert.equal(toldRates(), null);
});

test("another page has zones of its own", () => {
  tellNews({ answered: {}, rates });
  location.pathname = "/evaluate";
  tellNews({ answered: {}, address });
  assert.equal(toldRates(), null);
});
