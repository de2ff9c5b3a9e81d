// Looks at the browser, and asks the app's server: each question ends, answered or not.

const ANSWER_MS = 5000;
const CONNECTION_MS = 10_000;
// What lets a WebSocket open and then cuts it does so at once.
const STAYS_OPEN_MS = 1000;

// What the style sheets and modules of the app use; the youngest is of 2024.
/** @type {[string, () => boolean][]} */
const NEEDS = [
  [":has() of CSS", () => CSS.supports("selector(:has(a))")],
  ["container queries", () => CSS.supports("container-type: inline-size")],
  ["light-dark() of CSS", () => CSS.supports("color: light-dark(red, blue)")],
  ["color-mix() of CSS", () => CSS.supports("color: color-mix(in srgb, red, blue)")],
  ["ResizeObserver", () => "ResizeObserver" in window],
  ["WebSocket", () => "WebSocket" in window],
];

/** The names of what the app needs and this browser has not. */
export const lacking = () => NEEDS.filter(([, has]) => !has()).map(([name]) => name);

/**
 * How long the app took to say that it is well; undefined if it did not.
 * @param {URL} app
 * @returns {Promise<number | undefined>} milliseconds
 */
export async function askOnce(app) {
  const start = performance.now();
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), ANSWER_MS);
  try {
    const address = new URL("_stcore/health", app);
    const answer = await fetch(address, { cache: "no-store", signal: patience.signal });
    return answer.ok && (await answer.text()) === "ok" ? performance.now() - start : undefined;
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The same, once after another. The first is left out: it may open a connection.
 * @param {URL} app
 * @param {number} times
 */
export async function askOften(app, times) {
  const rounds = [];
  for (let i = 0; i <= times; i += 1) {
    const took = await askOnce(app);
    if (took === undefined) return [];
    rounds.push(took);
  }
  return rounds.slice(1);
}

/**
 * How long it took to open a WebSocket where the app has its own; undefined if it did not, or did not
 * stay open. No page is run for it: that begins only when it is asked for.
 * @param {URL} app
 * @returns {Promise<number | undefined>} milliseconds
 */
export function connect(app) {
  const address = new URL("_stcore/stream", app);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  return new Promise((resolve) => {
    const start = performance.now();
    const socket = new WebSocket(address, ["streamlit"]);
    const end = (/** @type {number | undefined} */ took) => {
      clearTimeout(timer);
      resolve(took);
      socket.close();
    };
    let timer = setTimeout(end, CONNECTION_MS);
    socket.onopen = () => {
      const took = performance.now() - start;
      clearTimeout(timer);
      timer = setTimeout(end, STAYS_OPEN_MS, took);
    };
    socket.onclose = () => end(undefined);
  });
}
