// The page as a sheet of paper. It is made while the browser asks for it, of what is on the page:
// no answer of the server brings anything for it.

/** @import { Life } from "./instance.js" */
/** @import { Vocabulary } from "./settings.js" */

import { make } from "./dom.js";
import { columns, mainBlock, showsExperiment, shownBlock } from "./foreign.js";
import { dress } from "./mount.js";
import { inkOnPaper } from "./paper_ink.js";
import { picture } from "./qr_picture.js";
import { settingsOf } from "./settings.js";

const PRINTING = "printing"; // as in print.css
export const PRINT_EVENT = "live-print"; // charts repaint: the page has other colours now
// What A4 and US Letter both have within margins of 10 mm, in pixels of 1/96 inch, less a line that
// rounding may take.
const SHORT = 710;
const LONG = 970;
const GAP = 12;
const HAIR = 0.25;
// Smaller, nobody could read it: then it goes over several sheets.
const SMALLEST = 0.45;
const LARGEST = 1.3;

/** @typedef {{ title: string, link: string, reach: string, query: string }} Told */

/**
 * @param {Life} life
 * @param {() => Told} tell what the sheet says above
 * @param {string} vocabulary its address, or ""
 */
export async function openPrinting(life, tell, vocabulary) {
  const [words] = await Promise.all([wordsAt(vocabulary), dress("print")]);
  /** @type {(() => void)[]} */
  let undo = [];
  const clear = () => {
    undo.reverse().forEach((act) => act());
    undo = [];
  };
  life.listen(window, "beforeprint", () => {
    clear();
    undo = lay(tell(), words);
  });
  life.listen(window, "afterprint", clear);
  life.own(clear);
}

/**
 * @param {string} address
 * @returns {Promise<Vocabulary | null>}
 */
async function wordsAt(address) {
  try {
    const answer = await fetch(new URL(address, document.baseURI), { cache: "force-cache" });
    return address && answer.ok ? await answer.json() : null;
  } catch {
    return null; // the sheet comes without its settings
  }
}

/**
 * Lays the page out as a sheet, and returns what undoes that.
 * @param {Told} told
 * @param {Vocabulary | null} words
 */
function lay(told, words) {
  const [main, shown] = [mainBlock(), shownBlock()];
  if (!main || !shown) return [];
  const root = document.documentElement;
  const undo = freeze(root, shown);
  const head = headOf(told, words);
  main.prepend(head);
  const restoreInk = inkOnPaper(shown, () => root.classList.add(PRINTING));
  document.dispatchEvent(new Event(PRINT_EVENT));
  const { isLandscape, zoom } = fit(head, shown);
  const page = make("style", {
    textContent: `@page { size: ${isLandscape ? "landscape" : "portrait"}; margin: 10mm; }`,
  });
  document.head.append(page);
  head.style.width = `${isLandscape ? LONG : SHORT}px`;
  root.style.setProperty("--print-zoom", String(zoom));
  undo.push(() => {
    root.classList.remove(PRINTING);
    root.style.removeProperty("--print-zoom");
    head.remove();
    page.remove();
    restoreInk();
    document.dispatchEvent(new Event(PRINT_EVENT));
  });
  return undo;
}

/**
 * Which way the paper lies, and by how much what is shown is smaller on it.
 * @param {HTMLElement} head
 * @param {HTMLElement} shown
 */
function fit(head, shown) {
  const { offsetWidth: width, scrollHeight: height } = shown;
  const ways = [true, false].map((isLandscape) => {
    const [across, down] = isLandscape ? [LONG, SHORT] : [SHORT, LONG];
    head.style.width = `${across}px`;
    const room = down - head.offsetHeight - GAP;
    return { isLandscape, zoom: Math.min(across / width, room / height, LARGEST) };
  });
  const best = ways.reduce((one, other) => (other.zoom > one.zoom ? other : one));
  return best.zoom < SMALLEST ? { isLandscape: false, zoom: Math.min(SHORT / width, 1) } : best;
}

/**
 * Keeps the sizes that the page has on screen: the charts are drawn for them, and a sheet has a
 * width and a height of its own that style sheets would follow.
 * @param {HTMLElement} root
 * @param {HTMLElement} shown
 */
function freeze(root, shown) {
  /** @type {[HTMLElement, Record<string, string>][]} */
  const sizes = [[root, { "font-size": getComputedStyle(root).fontSize }]];
  for (const one of [shown, ...columns(shown)]) {
    // Made smaller, two columns side by side may by rounding be a hair too wide for their row.
    const width = `${one.getBoundingClientRect().width - (one === shown ? 0 : HAIR)}px`;
    sizes.push([one, { width, "min-width": width, "max-width": width, flex: "none" }]);
  }
  const asHighAsTheWindow = shown.querySelectorAll(".st-key-stage, .live-chart, .descent-place");
  for (const one of /** @type {NodeListOf<HTMLElement>} */ (asHighAsTheWindow)) {
    sizes.push([one, { height: `${one.offsetHeight}px`, flex: "none" }]);
  }
  return sizes.map(([element, properties]) => {
    const before = element.style.cssText;
    for (const [name, value] of Object.entries(properties)) {
      element.style.setProperty(name, value, "important");
    }
    return () => {
      element.style.cssText = before;
    };
  });
}

/**
 * @param {Told} told
 * @param {Vocabulary | null} words
 */
function headOf({ title, link, reach, query }, words) {
  const head = make("div", { className: "print-head" });
  const text = make("div", { className: "print-text" });
  const settings = make("dl", { className: "print-settings" });
  for (const [label, value] of words && showsExperiment() ? settingsOf(words, query) : []) {
    const pair = make("div", {});
    pair.append(make("dt", { textContent: label }), make("dd", { textContent: value }));
    settings.append(pair);
  }
  text.append(make("h1", { textContent: title }), make("p", { className: "print-link", textContent: link }));
  if (reach) text.append(make("p", { textContent: reach }));
  text.append(settings);
  head.append(text, picture(link));
  return head;
}
