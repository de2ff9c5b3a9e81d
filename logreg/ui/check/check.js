// Before a class: will this browser and this network do? It also stands in for the app where a proxy
// finds that nothing answers; then it asks again, and says when that is over.

/** @import { Finding } from "./judging.js" */

import { ofBrowser, ofConnection, ofCookies, ofLatency, ofServer, verdict } from "./judging.js";
import { askOften, askOnce, connect, lacking } from "./probing.js";

const TITLE = "Will it work here?";
const ROUNDS = 8;
const AGAIN_MS = 5000;
const LONGEST_WAIT = 120; // times: ten minutes
const MARKS = { good: "✓", fair: "!", bad: "✕" };

// Of this file: below whatever path the app lies, its folder is two below that.
const APP = new URL("../../", import.meta.url);
const isInPlace = !location.pathname.startsWith(new URL(".", import.meta.url).pathname);

const list = find("ul");
const title = find("h1");
const summary = find(".verdict");
const ways = find(".ways");
const link = /** @type {HTMLAnchorElement} */ (find(".app"));
const button = /** @type {HTMLButtonElement} */ (find("button"));

let nChecks = 0;

link.href = isInPlace ? location.href : APP.href;
button.addEventListener("click", () => check());

async function check() {
  nChecks += 1;
  button.disabled = true;
  title.textContent = TITLE;
  summary.textContent = "Being checked: it takes a few seconds.";
  list.replaceChildren();
  const findings = [ofBrowser(lacking()), ofCookies(navigator.cookieEnabled)];
  findings.forEach(show);
  for await (const finding of found()) {
    findings.push(finding);
    show(finding);
  }
  const isWell = findings.every(({ grade }) => grade !== "bad");
  summary.textContent = verdict(findings);
  link.classList.toggle("is-best", isWell);
  ways.hidden = button.disabled = false;
  if (findings.some(({ about, grade }) => about === ofServer(false).about && grade === "bad")) await wait();
}

/** What the server and the way to it are like, as it becomes known. */
async function* found() {
  const answers = (await askOnce(APP)) !== undefined;
  yield ofServer(answers);
  yield ofConnection(answers, answers ? await connect(APP) : undefined, APP.host);
  if (answers) yield ofLatency(await askOften(APP, ROUNDS));
}

/** Until the app answers again, or somebody has waited long enough. */
async function wait() {
  title.textContent = "The app does not answer";
  summary.textContent = "This page asks again by itself, and says when that is over.";
  const n = nChecks; // until somebody has it checked again
  for (let i = 0; i < LONGEST_WAIT; i += 1) {
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    const answers = (await askOnce(APP)) !== undefined;
    if (n !== nChecks) return;
    if (answers) return check();
  }
  summary.textContent = "This page has stopped asking.";
}

/** @param {Finding} finding */
function show({ about, grade, words }) {
  const [item, mark, text, name] = [element("li"), element("span"), element("p"), element("strong")];
  item.className = grade;
  mark.className = "mark";
  mark.textContent = MARKS[grade];
  name.textContent = about;
  text.append(name, element("br"), words);
  item.append(mark, text);
  list.append(item);
}

/** @param {string} name */
const element = (name) => document.createElement(name);

/**
 * @param {string} selector
 * @returns {HTMLElement}
 */
function find(selector) {
  const found = document.querySelector(selector);
  if (found instanceof HTMLElement) return found;
  throw new Error(`The page has no ${selector}.`);
}

check();
