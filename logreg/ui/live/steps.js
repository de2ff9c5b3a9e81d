// The browser's history: each settled change is one step, which Back takes back and Forward takes
// again. To both, Streamlit runs the page with the query of their entry, as it would run it after any
// touch. So it is told once more, with a name in the address while it reads it: by that the server
// knows that somebody arrives, and the browser which answer is to this. What is on its way from
// before must not change the entry that was gone to. The first of the two runs ends as it begins.

import { addressOf, addressWith, changedKeys, withKey } from "./address.js";

// Changes of one choice that follow each other so soon, as by a key that is held, are one step.
const ONE_STEP_MS = 1000;
const ARRIVAL_KEY = "arrival"; // as in arrival.py

/**
 * @typedef {Pick<Location, "pathname" | "search" | "hash">} Place
 * @typedef {Pick<History, "state" | "pushState" | "replaceState">} Entries
 * @typedef {Pick<Window, "addEventListener" | "dispatchEvent">} Events
 * @typedef {{ location: Place, history: Entries } & Events} Browser
 */

/** Of one document, whichever page it shows. */
export class Steps {
  /** @type {{ name: string, path: string } | null} */
  #asked = null; // the arrival that is not answered yet
  #answered = ""; // the name of the last that was
  #session = ""; // which answered it
  #shown = { path: "", query: "" }; // what the last answer put into the address
  #step = { choice: "", time: -Infinity }; // whose change made the last entry, and its last time
  #isAsking = false;

  /**
   * @param {Browser} browser
   * @param {() => number} now in milliseconds
   * @param {() => string} [more] what each address says besides the query
   * @param {(query: string) => void} [tell] told each query that the address has now, with its mark
   */
  constructor(browser, now, more = () => "", tell = () => {}) {
    this.browser = browser;
    this.now = now;
    this.more = more;
    this.tell = tell;
    browser.addEventListener("popstate", () => this.#hear());
  }

  /**
   * Puts the query of an answer into the address.
   * @param {{ query: string, arrival: string, session: string }} answer
   */
  follow({ query, arrival, session }) {
    const { location, history } = this.browser;
    const path = location.pathname;
    if (this.#asked?.path === path && this.#asked.name !== arrival) return;
    // A new session is told the query of the last arrival, and so its name.
    const isArrival = arrival !== this.#answered || session !== this.#session;
    if (isArrival && this.#isForgotten(path, query)) {
      this.#ask();
      return;
    }
    const address = this.#addressOf(query);
    if (address !== addressOf(location)) {
      const isNew = !isArrival && this.#isNewStep(query);
      history[isNew ? "pushState" : "replaceState"](history.state, "", address);
    }
    if (isArrival) this.#step = { choice: "", time: -Infinity };
    this.#asked = null;
    this.#answered = arrival;
    this.#session = session;
    this.#shown = { path, query };
    this.tell(this.browser.location.search);
  }

  /**
   * Goes to a query of this page, by a step of its own.
   * @param {string} query
   */
  goTo(query) {
    const { location, history } = this.browser;
    const address = this.#addressOf(query);
    if (address !== addressOf(location)) history.pushState(history.state, "", address);
    this.#ask();
  }

  /**
   * Goes to another page, by a step of its own. The server knows what it shows there.
   * @param {string} path
   */
  goToPage(path) {
    const { location, history } = this.browser;
    history.pushState(history.state, "", addressWith({ pathname: path, search: location.search, hash: "" }, ""));
    this.#ask();
  }

  /** What addresses say besides the query is another now, which is no step. */
  rewrite() {
    const { location, history } = this.browser;
    const { path, query } = this.#shown;
    // The answer to who was asked will have it.
    if (this.#asked || path !== location.pathname) return;
    history.replaceState(history.state, "", this.#addressOf(query));
  }

  /** @param {string} query */
  #addressOf(query) {
    return addressWith(this.browser.location, query, this.more());
  }

  /**
   * A host around the page has gone back by its own history, to a query of this page.
   * @param {string} query
   */
  arriveAt(query) {
    const { history } = this.browser;
    history.replaceState(history.state, "", this.#addressOf(query));
    this.#ask();
  }

  /**
   * Nobody has come or gone, and yet the server begins with something else: it was started anew, or
   * the session has ended, and Streamlit told it the query with which the document was loaded.
   * @param {string} path
   * @param {string} query
   */
  #isForgotten(path, query) {
    return !this.#asked && path === this.#shown.path && query !== this.#shown.query;
  }

  /** @param {string} query of a change */
  #isNewStep(query) {
    const choice = changedKeys(this.#shown.query, query).join();
    const { choice: last, time } = this.#step;
    this.#step = { choice, time: this.now() };
    return choice !== last || this.now() - time > ONE_STEP_MS;
  }

  #hear() {
    if (this.#isAsking) return;
    const { location } = this.browser;
    const { path, query } = this.#shown;
    const isShown = path === location.pathname && addressOf(location) === this.#addressOf(query);
    // Else it is another section of what is on the page.
    if (this.#asked || !isShown) this.#ask();
  }

  #ask() {
    const { location, history } = this.browser;
    const name = Math.random().toString(36).slice(2, 12);
    const address = addressOf(location);
    this.#asked = { name, path: location.pathname };
    this.#isAsking = true;
    try {
      history.replaceState(history.state, "", withKey(location, ARRIVAL_KEY, name));
      this.browser.dispatchEvent(new Event("popstate"));
    } finally {
      this.#isAsking = false;
      history.replaceState(history.state, "", address);
    }
    // Streamlit has told its host the query with the name in it.
    this.tell(this.browser.location.search);
  }
}
