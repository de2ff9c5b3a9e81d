// Present: the page as a class sees it, led by a few keys. All of it happens in the browser; the look
// is present.css, and the stage hides its boundary while the class votes.

/** @import { Life } from "./instance.js" */
/** @import { Pressed } from "./shortcuts.js" */

import { button, make, write } from "./dom.js";
import { isSomethingOpen, sidebarControls } from "./foreign.js";
import { menuLinks } from "./menu.js";
import { isPresenting, isVoting, onPresent, present } from "./presenting.js";
import { areLettersKeys, isTyping, isUnused } from "./shortcuts.js";

/** @typedef {"enter" | "leave" | "next" | "previous" | "reveal" | number} PresentAct a number is that of a page */

/** @type {Readonly<Record<string, PresentAct>>} */
const PRESENTED = { v: "leave", n: "next", b: "previous", r: "reveal" };

/**
 * What a key does, if anything.
 * @param {Pressed} pressed
 * @param {boolean} isPresented
 * @param {boolean} areLetters whether letters and digits are keys
 * @returns {PresentAct | undefined}
 */
export function presentActOf(pressed, isPresented, areLetters) {
  if (!isUnused(pressed)) return undefined;
  const key = pressed.key.length === 1 ? pressed.key.toLowerCase() : pressed.key;
  if (key === "Escape") return isPresented ? "leave" : undefined;
  if (!areLetters) return undefined;
  if (!isPresented) return key === "v" ? "enter" : undefined;
  return /^[1-9]$/.test(key) ? Number(key) : PRESENTED[key];
}

/** Of one document: its keys are heard between two pages too, while no place has its buttons. */
export class Present {
  /** @type {HTMLElement | null} */
  last = null; // the control that was walked to
  /** @type {HTMLElement | null} */
  said = null;

  constructor() {
    document.addEventListener("keydown", (event) => this.onKey(event), { capture: true });
  }

  /**
   * @param {HTMLElement} place of its buttons
   * @param {Life} life of that place
   */
  standIn(place, life) {
    const tools = make("span", { className: "present-tools" });
    const add = (/** @type {string} */ name, /** @type {string} */ words, /** @type {() => void} */ act) => {
      const tool = Object.assign(button(words, act), { className: `present-${name}` });
      tools.append(tool);
      return tool;
    };
    add("previous", "‹", () => this.do("previous")).ariaLabel = "Previous control";
    add("next", "›", () => this.do("next")).ariaLabel = "Next control";
    const reveal = add("reveal", "", () => this.do("reveal"));
    const toggle = add("toggle", "", () => this.do(isPresenting() ? "leave" : "enter"));
    this.said = make("span", { className: "live-unseen", role: "status" });
    place.append(tools, this.said);
    label(reveal, toggle);
    onPresent(life, () => label(reveal, toggle));
    markPointer(place, life);
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const { target } = event;
    if (!(target instanceof Element) || isTyping(target) || isSomethingOpen()) return;
    const act = presentActOf(event, isPresenting(), areLettersKeys(document));
    if (act === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.do(act);
  }

  /** @param {PresentAct} act */
  do(act) {
    if (typeof act === "number") menuLinks()[act - 1]?.click();
    else if (act === "next") this.walk(1);
    else if (act === "previous") this.walk(-1);
    else if (act === "leave") this.become(undefined, "Present is over.");
    else if (act === "enter") this.become("vote", "Presenting. Escape leaves.");
    else if (isVoting()) this.become("revealed", "The boundary is shown.");
    else this.become("vote", "The boundary is hidden.");
  }

  /**
   * @param {Parameters<typeof present>[0]} presentation
   * @param {string} words
   */
  become(presentation, words) {
    present(presentation);
    if (this.said) write(this.said, words);
  }

  /** @param {1 | -1} step */
  walk(step) {
    const all = controlsInOrder();
    const focused = all.findIndex((one) => one === document.activeElement);
    const before = focused >= 0 ? focused : all.findIndex((one) => one === this.last);
    // From none, the first is next, and the last before.
    this.last = all.at((Math.max(before, step > 0 ? -1 : 0) + step) % all.length) ?? null;
    this.last?.focus();
  }
}

/**
 * @param {HTMLElement} reveal
 * @param {HTMLElement} toggle
 */
function label(reveal, toggle) {
  write(reveal, isVoting() ? "Reveal" : "Hide");
  reveal.title = "The boundary, for a vote: R";
  write(toggle, isPresenting() ? "Leave" : "Present");
  toggle.title = isPresenting() ? "Escape, or V" : "For a projector: larger, without controls, led by keys. V";
}

/** @returns {HTMLElement[]} */
function controlsInOrder() {
  const live = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".live-slider-range:enabled"));
  const isAfter = (/** @type {Node} */ one, /** @type {Node} */ other) =>
    one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_PRECEDING;
  return [...sidebarControls(), ...live].sort((one, other) => (isAfter(one, other) ? 1 : -1));
}

/**
 * A ring goes with the pointer, which nobody sees from the last row.
 * @param {HTMLElement} place
 * @param {Life} life
 */
function markPointer(place, life) {
  const ring = make("span", { className: "present-ring", ariaHidden: "true" });
  place.append(ring);
  const mark = (/** @type {PointerEvent} */ { clientX, clientY, buttons }) => {
    if (!isPresenting()) return;
    ring.style.translate = `${clientX}px ${clientY}px`;
    ring.toggleAttribute("data-is-pressed", buttons > 0);
    ring.toggleAttribute("data-is-there", true);
  };
  const leave = () => ring.toggleAttribute("data-is-there", false);
  const how = { capture: true, passive: true };
  for (const type of ["pointermove", "pointerdown", "pointerup"]) life.listen(window, type, mark, how);
  life.listen(document.documentElement, "pointerleave", leave);
  life.listen(window, "pointercancel", leave, how);
}
