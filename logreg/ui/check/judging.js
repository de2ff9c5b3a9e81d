// What is said of each thing that was looked at. Pure: it asks nobody.

/**
 * @typedef {"good" | "fair" | "bad"} Grade
 * @typedef {{ about: string, grade: Grade, words: string }} Finding
 */

// Up to the first, what is dragged moves under the hand; beyond the second, it is behind it.
const PROMPT_MS = 100;
const LAGGING_MS = 300;

/**
 * @param {boolean} answers
 * @returns {Finding}
 */
export function ofServer(answers) {
  return answers
    ? finding("The app", "good", "It answers.")
    : finding(
        "The app",
        "bad",
        "It does not answer. After a start or an update, that takes a minute. If it stays so, tell whoever runs it.",
      );
}

/**
 * @param {boolean} answers whether the app does
 * @param {number | undefined} milliseconds until the WebSocket was open, if it was
 * @param {string} host
 * @returns {Finding}
 */
export function ofConnection(answers, milliseconds, host) {
  const about = "A connection that stays open (WebSocket)";
  if (milliseconds !== undefined) return finding(about, "good", `It opened in ${inWords(milliseconds)}.`);
  return answers
    ? finding(
        about,
        "bad",
        `It did not open, though the app answers: something between here and ${host} stops WebSockets, and the app cannot do without. Try another network, such as the hotspot of a phone, or ask the IT department to let WebSockets to ${host} through.`,
      )
    : finding(about, "bad", "It cannot open while the app does not answer.");
}

/**
 * @param {number[]} rounds milliseconds that each answer took; none if one did not come
 * @returns {Finding}
 */
export function ofLatency(rounds) {
  const about = "How soon an answer comes";
  const sorted = [...rounds].sort((one, other) => one - other);
  const usual = sorted[sorted.length >> 1];
  const slowest = sorted[sorted.length - 1];
  if (usual === undefined || slowest === undefined) return finding(about, "bad", "No answer came.");
  const measured = `After ${inWords(usual)}, the slowest of ${rounds.length} after ${inWords(slowest)}`;
  if (usual <= PROMPT_MS) return finding(about, "good", `${measured}: what you drag moves with your hand.`);
  if (usual <= LAGGING_MS) return finding(about, "fair", `${measured}: what you drag lags a little behind your hand.`);
  return finding(
    about,
    "fair",
    `${measured}: what you drag comes late. Go nearer to the access point, take a cable, or try another network.`,
  );
}

/**
 * @param {string[]} lacking what the app needs and the browser has not
 * @returns {Finding}
 */
export function ofBrowser(lacking) {
  return lacking.length === 0
    ? finding("This browser", "good", "It can do all that the app needs.")
    : finding(
        "This browser",
        "bad",
        `It is too old: it lacks ${lacking.join(", ")}. Update it, or take a current Chrome, Edge, Firefox or Safari.`,
      );
}

/**
 * @param {boolean} areAllowed
 * @returns {Finding}
 */
export function ofCookies(areAllowed) {
  return areAllowed
    ? finding("Cookies", "good", "They are allowed.")
    : finding("Cookies", "fair", "They are switched off: a table of your own cannot be uploaded. Allow them for this site.");
}

/**
 * What all of it comes to.
 * @param {Finding[]} findings
 */
export function verdict(findings) {
  if (findings.some(({ grade }) => grade === "bad")) return "Not yet: see what is marked ✕ below.";
  if (findings.some(({ grade }) => grade === "fair")) return "It will work, but not at its best: see what is marked ! below.";
  return "Yes: this browser and this network will do.";
}

/**
 * @param {string} about
 * @param {Grade} grade
 * @param {string} words
 * @returns {Finding}
 */
const finding = (about, grade, words) => ({ about, grade, words });

/** @param {number} milliseconds */
function inWords(milliseconds) {
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toFixed(1)}\u00a0s`;
  return milliseconds < 1 ? "less than 1\u00a0ms" : `${Math.round(milliseconds)}\u00a0ms`;
}
