// The one suggestion about the run on the stage, drawn below its summary. It is asked for once the
// stage stands and no hand is at work: nothing waits for it. It goes with the first news of another run.

/** @import { Component, RemedyData } from "./contract.js" */
/** @import { Life } from "./instance.js" */

import { button, isHandOnControl, make } from "./dom.js";
import { isRunning } from "./foreign.js";
import { lastNews, onNews } from "./news.js";

const REST_MS = 500;
const AGAIN_MS = 250;
const LONGEST_WAIT_MS = 1500;
const PLACE = ".stage-remedy";
const HANDS = ["pointerdown", "click", "keydown"];

/**
 * @param {Component<RemedyData>} component
 * @param {Life} life
 */
export default function (component, life) {
  const line = new RemedyLine(life);
  return (/** @type {Component<RemedyData>} */ { data, setTriggerValue }) => line.hear(data, setTriggerValue);
}

class RemedyLine {
  /** @type {RemedyData} */
  #known = { query: "", line: null };
  #query = ""; // of the run on the stage; none under a hand
  /** @type {Life | undefined} */
  #wait; // before it asks
  /** @type {Life | undefined} */
  #asked; // until it is answered
  #held = ""; // the page whose link was followed meanwhile
  #isPressed = false;
  /** @type {(name: string, value: unknown) => void} */
  #say = () => {};

  /** @param {Life} life */
  constructor(life) {
    this.life = life;
    onNews(life, ({ address }) => this.follow(address?.query ?? ""));
    for (const type of HANDS) life.listen(document, type, () => this.#wait && this.askLater(REST_MS), { capture: true });
    life.own(() => this.draw(null));
  }

  /** @returns {HTMLElement | null} */
  get place() {
    return document.querySelector(PLACE);
  }

  /**
   * @param {RemedyData} data
   * @param {(name: string, value: unknown) => void} say
   */
  hear(data, say) {
    this.#say = say;
    // An answer to something else says nothing of the line; what is known of this run stays.
    if (data.line || data.query !== this.#known.query) this.#known = data;
    if (data.line && this.#asked) this.letGo();
    this.follow(lastNews()?.address?.query ?? "");
  }

  /** @param {string} query */
  follow(query) {
    const isKnown = Boolean(query && query === this.#known.query && this.#known.line);
    if (query !== this.#query || isKnown) this.stopWaiting();
    const mustAsk = query && query !== this.#query && !isKnown;
    this.#query = query;
    this.show();
    if (mustAsk) this.askLater(REST_MS);
  }

  stopWaiting() {
    this.#wait?.end();
    this.#wait = undefined;
  }

  /** @param {number} milliseconds */
  askLater(milliseconds) {
    this.stopWaiting();
    this.#wait = this.life.part();
    this.#wait.later(() => {
      // A question that crosses the way to another page could be answered instead of it.
      if (!lastNews()) this.stopWaiting();
      else if (isRunning() || isHandOnControl() || document.hidden) this.askLater(AGAIN_MS);
      else {
        this.stopWaiting();
        this.ask();
      }
    }, milliseconds);
  }

  /**
   * Streamlit may send what it was told before a click after it, and then shows neither page: until the
   * answer is here, a link waits.
   */
  ask() {
    this.#asked = this.life.part();
    this.#asked.listen(document, "click", (event) => this.hold(event), { capture: true });
    this.#asked.later(() => this.letGo(), LONGEST_WAIT_MS);
    this.#say("asked", true);
  }

  /** @param {Event} event */
  hold(event) {
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    if (!(link instanceof HTMLAnchorElement) || link.pathname === location.pathname) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.#held = link.pathname;
  }

  letGo() {
    this.#asked?.end();
    this.#asked = undefined;
    const held = this.#held;
    this.#held = "";
    // By its page: the answer may have brought another element.
    if (held) [...document.links].find(({ pathname }) => pathname === held)?.click();
  }

  show() {
    const { query, line } = this.#known;
    this.draw(query === this.#query ? line : null);
  }

  /** @param {RemedyData["line"]} shown */
  draw(shown) {
    const text = JSON.stringify(shown);
    const { place } = this;
    if (!place || place.dataset.shown === text) return;
    place.dataset.shown = text;
    const hadFocus = place.contains(document.activeElement);
    place.replaceChildren(...(shown ? this.parts(shown) : []));
    this.keepFocus(place, hadFocus);
  }

  /** @param {NonNullable<RemedyData["line"]>} line */
  parts({ words, button: label, change }) {
    const press = this.life.guarded(() => {
      this.#isPressed = true;
      this.#say("pressed", true);
    });
    return [
      make("span", { className: "stage-remedy-words", textContent: words }),
      ...(label ? [button(label, press)] : []),
      ...(change ? [make("span", { className: "stage-remedy-change", textContent: change })] : []),
    ];
  }

  /**
   * The button that was pressed is gone: who pressed it by a key goes on from where it was.
   * @param {HTMLElement} place
   * @param {boolean} hadFocus
   */
  keepFocus(place, hadFocus) {
    const next = place.querySelector("button");
    const stage = /** @type {HTMLElement | null} */ (place.closest(".stage"));
    if (hadFocus && !next) stage?.focus({ preventScroll: true });
    else if (hadFocus || (this.#isPressed && document.activeElement === stage)) next?.focus({ preventScroll: true });
    if (next) this.#isPressed = false;
  }
}
