// The address bar, the menu's links, and the button that copies the address.

import { holdSection } from "./anchor.js";
import { letKeysScrollListings, mainBlock, menuLinks } from "./host.js";

const SAID_MILLISECONDS = 2000;
const RETRY_MILLISECONDS = 200;

export default function ({ data, parentElement }) {
  const place = parentElement.querySelector(".link");
  if (!place.dataset.page) create(place);
  follow(place, data.query);
  fillMenu(place, data.menu);
  return () => {
    place.growth.disconnect();
    clearTimeout(place.retry);
  };
}

function create(place) {
  place.dataset.page = location.pathname;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Copy link";
  button.addEventListener("click", () => copy(button));
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  place.append(button, said);
  holdSection(location.hash);
  place.growth = new ResizeObserver(letKeysScrollListings);
  place.growth.observe(mainBlock());
}

// Late news of a page that was left must not change the address of the next one.
function follow(place, query) {
  if (place.dataset.page !== location.pathname) return;
  const address = `${location.pathname}?${query}${embedding()}${location.hash}`;
  if (`${location.pathname}${location.search}${location.hash}` === address) return;
  history.replaceState(history.state, "", address);
}

// Streamlit reads these itself, and a reload must find them.
function embedding() {
  const own = [...new URLSearchParams(location.search)].filter(([key]) =>
    ["embed", "embed_options"].includes(key.toLowerCase()),
  );
  return own.map((pair) => `&${new URLSearchParams([pair])}`).join("");
}

// For who opens a link in a new tab: a click stays in the session, which knows the experiment. Drawn
// by Python with their queries, the links would be drawn anew with every answer, in 4 ms. On arrival
// the browser may still be loading what draws them.
function fillMenu(place, queries) {
  clearTimeout(place.retry);
  const links = menuLinks();
  queries.forEach((query, i) => links[i] && fillLink(links[i], query));
  if (links.length < queries.length) {
    place.retry = setTimeout(() => fillMenu(place, queries), RETRY_MILLISECONDS);
  }
}

// Streamlit gives paths relative to its root, and none at all for the first page.
function fillLink(link, query) {
  link.dataset.path ??= link.getAttribute("href") || ".";
  const { pathname } = new URL(link.dataset.path, document.baseURI);
  link.setAttribute("href", `${pathname}?${query}`);
  link.ariaCurrent = pathname === location.pathname ? "page" : null;
}

async function copy(button) {
  const isCopied = await toClipboard(location.href);
  const said = button.nextElementSibling;
  said.textContent = isCopied ? "Copied" : "Copy it from the address bar";
  setTimeout(() => (said.textContent = ""), SAID_MILLISECONDS);
}

// Browsers offer the clipboard to safe addresses alone; a laptop in a classroom may not have one.
async function toClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text);
  }
}

function copySelected(text) {
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  const isCopied = document.execCommand("copy");
  field.remove();
  return isCopied;
}
