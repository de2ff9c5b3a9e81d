// The address bar, and the buttons that share the address and start over.

/** @import { Component, News } from "./contract.js" */
/** @import { Life } from "./instance.js" */

import { pathOf } from "./address.js";
import { holdSection } from "./anchor.js";
import { button, find, make } from "./dom.js";
import { lessonColumns, listings, mainBlock, pageLinks } from "./foreign.js";
import { Host } from "./host.js";
import { fillMenu, followMenu } from "./menu.js";
import { onNews, tellNews } from "./news.js";
import { Present } from "./present.js";
import { onPresent, presentInAddress } from "./presenting.js";
import { sharedLink } from "./sharing.js";
import { Steps } from "./steps.js";

const SAID_MILLISECONDS = 2000;
const LONG_SAID_MILLISECONDS = 8000;
// A document has one history, and Back may come while none of its pages is there.
export const host = new Host(window);
const steps = new Steps(window, () => performance.now(), presentInAddress, (query) => host.tell(query));
const present = new Present();
host.onQuery = (query) => steps.arriveAt(query);
// Also while one page makes way for the next.
followMenu(document, (path) => steps.goToPage(path));
// Not before the page stands; what is needed at once then comes without waiting.
const PREPARE_MILLISECONDS = 2000;
const BLOCKED = "This browser lets no page copy here. Press Ctrl+C, or ⌘C, to copy the link.";
const QR_ICON =
  '<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M1 1h6v6H1zM3 3v2h2V3zM9 1h6v6H9zm2 2v2h2V3zM1 9h6v6H1zm2 2v2h2v-2zM9 9h2v2H9zm4 0h2v2h-2zm-2 2h2v2h-2zm-2 2h2v2H9zm4 0h2v2h-2z" /></svg>';

/**
 * @param {Component<News>} component
 * @param {Life} life
 */
export default function ({ parentElement }, life) {
  const page = location.pathname;
  const said = make("span", { className: "link-said", role: "status" });
  let usual = "";
  const startOver = button("Start over", () => steps.goTo(usual));
  startOver.disabled = true;
  const place = find(HTMLElement, parentElement, ".link");
  const shared = () => sharedLink(location, host.address, knownOf(place));
  const copyLink = button("Copy link", () => copy(shared(), said, life));
  const share = button("", () => showLink(shared(), said, life));
  share.innerHTML = QR_ICON;
  share.ariaLabel = share.title = "QR code and print";
  share.ariaHasPopup = "dialog";
  place.append(startOver, copyLink, share, said);
  present.standIn(place, life);
  onPresent(life, () => steps.rewrite());
  life.later(() => preparePrinting(life, shared, place.dataset.vocabulary ?? ""), PREPARE_MILLISECONDS);
  holdSection(life, location.hash);
  const main = mainBlock();
  if (main) life.observe(ResizeObserver, main, adapt);
  let stopRetry = () => {};
  onNews(life, ({ address }) => {
    if (!address) return;
    // Late news of a page that was left must not change the address of the next one.
    if (location.pathname === page) steps.follow(address);
    usual = address.usual;
    startOver.disabled = address.is_usual;
    stopRetry();
    stopRetry = fillMenu(life, address.menu);
  });
  let last = "";
  return (/** @type {Component<News>} */ { data }) => {
    // In another theme it comes once more; what the stage has told since then is newer.
    const text = JSON.stringify(data);
    if (text !== last) tellNews(data);
    last = text;
  };
}

function adapt() {
  letKeysScrollListings();
  measureColumns();
  leadToTheFirstPage();
}

// A link without a path leads to the page that it stands on, where it is opened in a new tab.
function leadToTheFirstPage() {
  for (const link of pageLinks()) {
    const address = link.getAttribute("href") ?? "";
    if (address.startsWith("?")) link.setAttribute("href", pathOf("", document.baseURI) + address);
  }
}

// By its height, page.css keeps the shorter of two columns in view beside the longer one.
function measureColumns() {
  const heights = lessonColumns().map((column) => column.offsetHeight);
  lessonColumns().forEach((column, i) => column.style.setProperty("--height", `${heights[i]}px`));
}

// A listing wider than its room scrolls, and a keyboard scrolls only what can have the focus.
function letKeysScrollListings() {
  for (const listing of listings()) {
    if (listing.scrollWidth > listing.clientWidth) listing.tabIndex = 0;
  }
}

/** @typedef {import("./sharing.js").Known} Known */
/** @typedef {ReturnType<typeof sharedLink>} Shared */

/**
 * What the server knows of its own address.
 * @param {HTMLElement} place
 * @returns {Known}
 */
function knownOf({ dataset }) {
  return { public: dataset.public ?? "", network: dataset.network ?? "" };
}

/**
 * @param {Shared} shared
 * @param {HTMLElement} said
 * @param {Life} life
 */
async function copy(shared, said, life) {
  if (!(await toClipboard(shared.link))) {
    await showLink(shared, said, life, BLOCKED);
    return;
  }
  said.replaceChildren(make("span", { textContent: "Copied" }), shared.reach && ` ${shared.reach}`);
  life.later(() => (said.textContent = ""), shared.reach ? LONG_SAID_MILLISECONDS : SAID_MILLISECONDS);
}

/**
 * @param {Shared} shared
 * @param {HTMLElement} said
 * @param {Life} life
 * @param {string} [why] where nobody asked for it
 */
async function showLink(shared, said, life, why) {
  try {
    const { showShare } = await import("./share.js");
    if (life.isOver) return;
    showShare(shared, { copy: () => copy(shared, said, life), print: () => window.print() }, why);
  } catch (error) {
    console.error(error);
    said.textContent = "The link is the address of this page.";
  }
}

/**
 * @param {Life} life
 * @param {() => Shared} shared
 * @param {string} vocabulary
 */
async function preparePrinting(life, shared, vocabulary) {
  try {
    const { openPrinting } = await import("./print.js");
    const tell = () => ({ ...shared(), title: document.title, query: location.search });
    await openPrinting(life, tell, vocabulary);
  } catch (error) {
    console.error(error); // then the page prints as it is on screen
  }
}

/**
 * Browsers offer the clipboard to safe addresses alone; a laptop in a classroom may not have one.
 * @param {string} text
 */
export async function toClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text);
  }
}

/** @param {string} text */
function copySelected(text) {
  const field = make("textarea", { value: text });
  document.body.append(field);
  field.select();
  const isCopied = document.execCommand("copy");
  field.remove();
  return isCopied;
}
