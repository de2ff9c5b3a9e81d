// A page that gets no answer, or is not there any more, is reloaded: by itself, or by a person.

import { button } from "./dom.js";

// One that has to be reloaded again so soon is not helped by it.
const RELOAD_HELPS_AFTER_MS = 300_000;
const RELOADED = "reloaded after a reconnect";

/**
 * Says so at most once in five minutes, and remembers that it did.
 * @param {Pick<Storage, "getItem" | "setItem">} [memory]
 * @param {number} [now] in milliseconds
 */
export function mayReload(memory, now = Date.now()) {
  try {
    const storage = memory ?? sessionStorage;
    if (now - Number(storage.getItem(RELOADED)) < RELOAD_HELPS_AFTER_MS) return false;
    storage.setItem(RELOADED, String(now));
    return true;
  } catch {
    return false; // no storage, no memory of a reload: better once too few than for ever
  }
}

/**
 * The whole page begins anew, from its address; where that would be in vain, a person is asked.
 * @param {HTMLElement} place
 * @param {string} words
 */
export function beginAnew(place, words) {
  const reload = () => location.reload();
  if (mayReload()) reload();
  else place.replaceChildren(words, button("Reload", reload));
}
