// The browser's history, which Back takes back, beside one that does what the standard says of it.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { addressOf, changedKeys, withKey } from "../../logreg/ui/live/address.js";
import { Steps } from "../../logreg/ui/live/steps.js";

/** A document's history, and Streamlit, which reads the address at each `popstate`. */
class Browser {
  entries = ["/"];
  place = 0;
  listeners = [() => this.asked.push(addressOf(this.location))];
  asked = [];

  get location() {
    return new URL(this.entries[this.place], "http://host");
  }

  history = {
    state: {},
    pushState: (_, __, address) => {
      this.entries.splice(this.place + 1, Infinity, address);
      this.place += 1;
    },
    replaceState: (_, __, address) => (this.entries[this.place] = address),
  };

  addEventListener(type, act) {
    assert.equal(type, "popstate");
    this.listeners.push(act);
  }

  dispatchEvent({ type }) {
    assert.equal(type, "popstate");
    this.listeners.forEach((act) => act());
  }

  go(distance) {
    this.place += distance;
    this.dispatchEvent(new Event("popstate"));
  }

  /** The name in the address that was asked for last. */
  get name() {
    return new URL(this.asked.at(-1), "http://host").searchParams.get("arrival");
  }
}

let browser, steps, now;

const follow = (query, arrival = "first", session = "one") => steps.follow({ query, arrival, session });

/** Changes of several choices, each after a while. */
function change(...queries) {
  for (const query of queries) {
    now += 5000;
    follow(query, browser.name ?? "first");
  }
}

beforeEach(() => {
  now = 0;
  browser = new Browser();
  steps = new Steps(browser, () => now);
});

test("an arrival takes the entry that is there, each change makes one, its repetition none", () => {
  follow("v=1");
  assert.deepEqual(browser.entries, ["/?v=1"]);
  change("v=1&noise=0.3", "v=1&noise=0.3", "v=1&noise=0.4", "v=1");
  assert.deepEqual(browser.entries, ["/?v=1", "/?v=1&noise=0.3", "/?v=1&noise=0.4", "/?v=1"]);
  assert.deepEqual(browser.asked, []);
});

test("a server that was started anew is told what was on the page, not what the page began with", () => {
  follow("v=1");
  change("v=1&noise=0.3");
  follow("v=1", "of another session");
  assert.deepEqual(browser.entries, ["/?v=1", "/?v=1&noise=0.3"]);
  assert.equal(browser.asked.length, 1);
  assert.equal(browser.asked[0], `/?v=1&noise=0.3&arrival=${browser.name}`);
  follow("v=1&noise=0.3", browser.name);
  assert.deepEqual(browser.entries, ["/?v=1", "/?v=1&noise=0.3"]);
  follow("v=1&noise=0.3", "of a third, which has it right");
  assert.equal(browser.asked.length, 1);
});

test("changes of one choice within a second of each other are one step, of two choices two", () => {
  follow("v=1");
  for (const [wait, query] of [
    [5000, "v=1&noise=0.3"],
    [1000, "v=1&noise=0.31"],
    [1000, "v=1&noise=0.32"],
    [1, "v=1&noise=0.32&seed=2"],
    [1001, "v=1&noise=0.32&seed=3"],
    [1000, "v=1&noise=0.32&seed=4"],
  ]) {
    now += wait;
    follow(query);
  }
  const made = ["v=1", "v=1&noise=0.32", "v=1&noise=0.32&seed=2", "v=1&noise=0.32&seed=4"];
  assert.deepEqual(browser.entries, made.map((query) => `/?${query}`));
});

test("Back asks for its query by a name, which the address does not keep", () => {
  follow("v=1");
  change("v=1&seed=2", "v=1&seed=3");
  const entries = [...browser.entries];
  browser.go(-1);
  assert.deepEqual(browser.asked.map((address) => address.replace(/=\w{5,}$/, "=name")), [
    "/?v=1&seed=2",
    "/?v=1&seed=2&arrival=name",
  ]);
  follow("v=1&seed=2", browser.name);
  assert.deepEqual(browser.entries, entries);
  browser.go(1);
  follow("v=1&seed=3", browser.name);
  assert.deepEqual([browser.entries, browser.place], [entries, 2]);
});

test("what was on its way when Back was pressed changes no entry, and Forward stays", () => {
  follow("v=1");
  change("v=1&seed=2");
  const entries = [...browser.entries];
  browser.go(-1);
  follow("v=1&seed=3");
  assert.deepEqual(browser.entries, entries);
  follow("v=1", browser.name);
  follow("v=1&seed=3", browser.name);
  assert.deepEqual(browser.entries, ["/?v=1", "/?v=1&seed=3"]);
});

test("Back, Back and Forward in haste: only the answer to the last counts", () => {
  follow("v=1");
  change("v=1&seed=2", "v=1&seed=3");
  const entries = [...browser.entries];
  const names = [-1, -1, 1].map((distance) => {
    browser.go(distance);
    return browser.name;
  });
  assert.equal(new Set(names).size, 3);
  // The first went to the same entry as the last.
  ["v=1&seed=2", "v=1", "v=1&seed=2"].forEach((query, i) => follow(query, names[i]));
  assert.deepEqual([browser.entries, browser.place], [entries, 1]);
});

test("the first change after Back is a step, however soon", () => {
  follow("v=1");
  change("v=1&seed=2");
  browser.go(-1);
  follow("v=1", browser.name);
  follow("v=1&seed=3", browser.name);
  browser.go(-1);
  assert.deepEqual([browser.entries, browser.place], [["/?v=1", "/?v=1&seed=3"], 0]);
});

test("an entry that says it otherwise is rewritten where it stands", () => {
  browser.entries = ["/?seed=2#section", "/?v=1&seed=3#section"];
  browser.place = 1;
  follow("v=1&seed=3");
  browser.go(-1);
  assert.match(browser.asked.at(-1), /^\/\?seed=2&arrival=\w+#section$/);
  follow("v=1&seed=2", browser.name);
  assert.deepEqual(browser.entries, ["/?v=1&seed=2#section", "/?v=1&seed=3#section"]);
});

test("another section of what is shown is asked for by nobody", () => {
  follow("v=1");
  browser.history.pushState({}, "", "/?v=1#section");
  browser.go(-1);
  assert.deepEqual(browser.asked, ["/?v=1"]); // by Streamlit alone
});

test("an answer that never came does not keep the next page from its address", () => {
  follow("v=1");
  change("v=1&seed=2");
  browser.go(-1);
  browser.history.pushState({}, "", "/evaluate");
  follow("v=1&seed=2", "by the menu");
  assert.deepEqual(browser.entries, ["/?v=1", "/evaluate?v=1&seed=2"]);
});

test("starting over is one step, and asked for even where nothing but the controls differ", () => {
  follow("v=1");
  change("v=1&seed=2");
  steps.goTo("v=1");
  follow("v=1", browser.name);
  assert.deepEqual(browser.entries, ["/?v=1", "/?v=1&seed=2", "/?v=1"]);
  const before = browser.name;
  steps.goTo("v=1");
  assert.notEqual(browser.name, before);
  assert.deepEqual([browser.entries.length, browser.place], [3, 2]);
});

test("a key joins whatever query there is", () => {
  const place = (address) => new URL(address, "http://host");
  assert.equal(withKey(place("/a?v=1#b"), "k", "x"), "/a?v=1&k=x#b");
  assert.equal(withKey(place("/a"), "k", "x"), "/a?k=x");
});

test("two queries differ in what one lacks or says otherwise", () => {
  assert.deepEqual(changedKeys("v=1&a=1&b=2", "v=1&b=3&c=4"), ["a", "b", "c"]);
  assert.deepEqual(changedKeys("v=1&a=%31", "a=1&v=1"), []);
});

test("Back and Forward in haste ask for what is still in the last answer", () => {
  follow("v=1");
  change("v=1&seed=2");
  browser.go(-1);
  const overtaken = browser.name;
  browser.go(1);
  assert.notEqual(browser.name, null);
  assert.notEqual(browser.name, overtaken);
});

test("Back to the same query on another page is asked for by a name", () => {
  follow("v=1");
  browser.history.pushState({}, "", "/evaluate");
  follow("v=1", "by the menu");
  browser.go(-1);
  assert.match(browser.asked.at(-1), /^\/\?v=1&arrival=/);
});

test("who comes by the menu to a page where Back was answered finds its address there", () => {
  follow("v=1");
  change("v=1&seed=2");
  browser.go(-1);
  follow("v=1", browser.name);
  for (const path of ["/evaluate", "/"]) {
    browser.history.pushState({}, "", path);
    follow("v=1", path);
  }
  assert.deepEqual(browser.entries, ["/?v=1", "/evaluate?v=1", "/?v=1"]);
});

test("what addresses say besides the query goes along, makes no step, and is not taken back", () => {
  let more = "";
  browser = new Browser(); // the one before has a listener
  steps = new Steps(browser, () => now, () => more);
  follow("v=1");
  change("v=1&seed=2");
  more = "&present=1";
  steps.rewrite();
  assert.deepEqual(browser.entries, ["/?v=1", "/?v=1&seed=2&present=1"]);
  browser.go(-1);
  assert.equal(browser.asked.at(-1), `/?v=1&arrival=${browser.name}`);
  // While somebody waits for an answer, the entry is not that of what is shown.
  steps.rewrite();
  assert.deepEqual(browser.entries[0], "/?v=1");
  follow("v=1", browser.name);
  assert.deepEqual(browser.entries, ["/?v=1&present=1", "/?v=1&seed=2&present=1"]);
  const { length } = browser.asked;
  browser.dispatchEvent(new Event("popstate"));
  assert.equal(browser.asked.length, length + 1); // Streamlit's own reading, and no question
});

test("whoever is told of the address is told the last word, never a name", () => {
  const told = [];
  const other = new Browser();
  const telling = new Steps(other, () => now, () => "", (query) => told.push(query));
  telling.follow({ query: "v=1", arrival: "first" });
  now += 5000;
  telling.follow({ query: "v=1&seed=2", arrival: "first" });
  assert.deepEqual(told, ["?v=1", "?v=1&seed=2"]);
  other.go(-1); // Streamlit tells its host the query with the name in it
  assert.deepEqual(told.slice(2), ["?v=1"]);
});

test("a host's own Back is an arrival that makes no entry", () => {
  follow("v=1");
  change("v=1&seed=2");
  steps.arriveAt("v=1&seed=3");
  assert.equal(browser.asked.at(-1), `/?v=1&seed=3&arrival=${browser.name}`);
  follow("v=1&seed=2"); // on its way from before
  assert.deepEqual(browser.entries, ["/?v=1", "/?v=1&seed=3"]);
  follow("v=1&seed=3", browser.name);
  assert.deepEqual([browser.entries, browser.place], [["/?v=1", "/?v=1&seed=3"], 1]);
});

test("another page is one step, asked for without a query, and what embeds the app stays", () => {
  browser.entries = ["/?embed=true"];
  follow("v=1");
  change("v=1&noise=0.3");
  steps.goToPage("/evaluate");
  assert.match(browser.asked.at(-1), /^\/evaluate\?&embed=true&arrival=\w+$/);
  follow("v=1&noise=0.4", "of a page left behind"); // late
  assert.equal(browser.location.search, "?&embed=true");
  follow("v=1&noise=0.3&threshold=0.5", browser.name);
  const way = ["/?v=1&embed=true", "/?v=1&noise=0.3&embed=true", "/evaluate?v=1&noise=0.3&threshold=0.5&embed=true"];
  assert.deepEqual(browser.entries, way);
  browser.go(-1);
  assert.match(browser.asked.at(-1), /^\/\?v=1&noise=0\.3&embed=true&arrival=\w+$/);
});

test("a server that was started anew is told the query of the last arrival, and that is no step", () => {
  follow("v=1");
  change("v=1&noise=0.3");
  browser.go(-1);
  follow("v=1", browser.name);
  const { name } = browser;
  change("v=1&noise=0.4");
  assert.deepEqual(browser.entries, ["/?v=1", "/?v=1&noise=0.4"]);
  follow("v=1", name, "another");
  assert.match(browser.asked.at(-1), /^\/\?v=1&noise=0\.4&arrival=\w+$/);
  follow("v=1&noise=0.4", browser.name, "another");
  assert.deepEqual(browser.entries, ["/?v=1", "/?v=1&noise=0.4"]);
  now += 5000;
  follow("v=1&noise=0.5", browser.name, "another");
  assert.deepEqual(browser.entries, ["/?v=1", "/?v=1&noise=0.4", "/?v=1&noise=0.5"]);
});
