// After a reconnect the server may be another, which knows no fragment of this page. The first hand
// on the page then has the whole page run once. A run that the server began by itself, or an answer
// to the question, ends the doubt. Without a reconnect there is no doubt, however long an answer takes.

import { isConnected, isRunning, onConnectionState } from "./host.js";

// As long as a busy server may take; a run that goes on is waited for in any case.
const LONGEST_WAIT_MS = 10_000;
// A page that has to be reloaded again so soon is not helped by it.
const RELOAD_HELPS_AFTER_MS = 300_000;
const RELOADED = "reloaded after a reconnect";
const HANDS = ["pointerdown", "pointermove", "keydown", "input"];

const connections = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  const place = parentElement.querySelector(".connection");
  if (!connections.has(place)) connections.set(place, new Connection(place));
  const connection = connections.get(place);
  connection.ask = (number) => setTriggerValue("asked", number);
  connection.hear(data);
  return () => connection.end();
}

class Connection {
  constructor(place) {
    this.place = place;
    this.isLost = false;
    this.stopWatching = onConnectionState(() => this.notice());
  }

  notice() {
    const wasLost = this.isLost;
    this.isLost = !isConnected();
    if (this.isLost) this.settle();
    else if (wasLost) this.doubt();
  }

  doubt() {
    this.hands = new AbortController();
    const { signal } = this.hands;
    const act = () => {
      this.hands.abort();
      this.question();
    };
    HANDS.forEach((type) => addEventListener(type, act, { capture: true, passive: true, signal }));
  }

  question() {
    this.asked = Date.now();
    this.ask(this.asked);
    this.wait();
  }

  wait() {
    this.timer = setTimeout(() => (isRunning() ? this.wait() : this.begin()), LONGEST_WAIT_MS);
  }

  hear({ session, answered }) {
    if (session !== this.session || answered === this.asked) this.settle();
    this.session = session;
  }

  settle() {
    this.hands?.abort();
    clearTimeout(this.timer);
    this.place.replaceChildren();
  }

  // Nothing else helped: the whole page begins anew, from its address.
  begin() {
    if (mayReload()) location.reload();
    else this.say();
  }

  say() {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Reload";
    button.onclick = () => location.reload();
    this.place.replaceChildren("The server does not answer.", button);
  }

  end() {
    this.settle();
    this.stopWatching();
  }
}

function mayReload() {
  try {
    const last = Number(sessionStorage.getItem(RELOADED));
    if (Date.now() - last < RELOAD_HELPS_AFTER_MS) return false;
    sessionStorage.setItem(RELOADED, Date.now());
    return true;
  } catch {
    return false; // no storage, no memory of a reload: better once too few than for ever
  }
}
