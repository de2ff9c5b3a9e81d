// After a reconnect the server may be another, which knows no fragment of this page. The first hand
// on the page then has the whole page run once. A run that the server began by itself, or an answer
// to the question, ends the doubt. Without a reconnect there is no doubt, however long an answer takes.

/** @import { Component, ConnectionData } from "./contract.js" */
/** @import { Life } from "./instance.js" */

import { find, make } from "./dom.js";
import { isConnected, isRunning, onConnectionState, onGone } from "./foreign.js";
import { keepStyle } from "./lasting.js";
import { beginAnew } from "./reloading.js";

// As long as a busy server may take; a run that goes on is waited for in any case.
const LONGEST_WAIT_MS = 10_000;
const HANDS = ["pointerdown", "pointermove", "keydown", "input"];

// Of no life: it has to outlive all that is on the page.
onGone((root) => {
  const place = root.appendChild(make("div", { className: "connection", role: "alert" }));
  place.style.fontFamily = "system-ui, sans-serif"; // that of the page went with it
  beginAnew(place, "Something went wrong, and took the page away.");
});

/**
 * @param {Component<ConnectionData>} component
 * @param {Life} life
 */
export default function ({ parentElement }, life) {
  keepStyle();
  const connection = new Connection(find(HTMLElement, parentElement, ".connection"), life);
  return (/** @type {Component<ConnectionData>} */ { data, setTriggerValue }) => {
    connection.ask = (number) => setTriggerValue("asked", number);
    connection.hear(data);
  };
}

class Connection {
  #isLost = false;
  /** @type {number | undefined} */
  #asked;
  /** @type {string | undefined} */
  #session;
  /** @type {Life | undefined} */
  #doubt;
  /** @type {(number: number) => void} */
  ask = () => {};

  /**
   * @param {HTMLElement} place
   * @param {Life} life
   */
  constructor(place, life) {
    this.place = place;
    this.life = life;
    onConnectionState(life, () => this.notice());
  }

  notice() {
    const wasLost = this.#isLost;
    this.#isLost = !isConnected();
    if (this.#isLost) this.settle();
    else if (wasLost) this.doubt();
  }

  doubt() {
    const doubt = this.life.part();
    this.#doubt = doubt;
    const hand = doubt.part();
    const act = () => {
      hand.end();
      this.question(doubt);
    };
    for (const type of HANDS) hand.listen(window, type, act, { capture: true, passive: true });
  }

  /** @param {Life} doubt */
  question(doubt) {
    this.#asked = Date.now();
    this.ask(this.#asked);
    this.wait(doubt);
  }

  /** @param {Life} doubt */
  wait(doubt) {
    doubt.later(() => (isRunning() ? this.wait(doubt) : this.begin()), LONGEST_WAIT_MS);
  }

  /** @param {ConnectionData} data */
  hear({ session, answered }) {
    if (session !== this.#session || answered === this.#asked) this.settle();
    this.#session = session;
  }

  settle() {
    this.#doubt?.end();
    this.place.replaceChildren();
  }

  // Nothing else helped.
  begin() {
    beginAnew(this.place, "The server does not answer.");
  }
}
