// Whether a page that gets no answer is reloaded by itself.

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
