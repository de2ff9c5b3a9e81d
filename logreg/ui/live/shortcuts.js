// The keys that play the film, and the list of them behind "?".

/** @import { Life } from "./instance.js" */
/** @import { Player } from "./player.js" */

import { find, isHandOnControl } from "./dom.js";
import { isPresenting } from "./presenting.js";

/**
 * @typedef {"toggle" | "back" | "forward" | "first" | "last" | "list"} Act
 * @typedef {Pick<KeyboardEvent, "key" | "ctrlKey" | "altKey" | "metaKey" | "isComposing" | "defaultPrevented">} Pressed
 */

/** @type {Readonly<Record<string, Act>>} */
const ANYWHERE = { p: "toggle", ",": "back", ".": "forward", "?": "list" };
/** @type {Readonly<Record<string, Act>>} */
const ON_THE_STAGE = { " ": "toggle", ArrowLeft: "back", ArrowRight: "forward", Home: "first", End: "last" };

// Where a letter is written, and what stands above the page.
const TYPING =
  'input:not([type="range"], [type="checkbox"], [type="radio"]), textarea, select, [contenteditable], ' +
  '[role="combobox"], [role="listbox"], [role="textbox"], [role="dialog"], dialog';
const CLOSED_LIST = '[role="combobox"][aria-expanded="false"]';
// These have a use of their own for the keys of the stage.
const CONTROL = 'button, input, a, [role="checkbox"]';

/** @param {[string, string][]} rows keys, and what they do */
const rows = (rows) => rows.map(([keys, act]) => `<dt>${keys}</dt><dd>${act}</dd>`).join("");

/** @param {string[]} keys */
const caps = (...keys) => keys.map((key) => `<kbd>${key}</kbd>`).join(" ");

export const KEY_LIST = `
<dialog class="stage-key-list" aria-label="Keyboard shortcuts">
  <h2>Keyboard shortcuts</h2>
  <h3>Anywhere on the page</h3>
  <dl>${rows([
    [caps("P"), "Play or pause"],
    [caps(",", "."), "Step back, step forward"],
    [caps("?"), "This list"],
  ])}</dl>
  <h3>On the training, where its frame is marked</h3>
  <dl>${rows([
    [caps("Space"), "Play or pause"],
    [caps("←", "→"), "Step back, step forward"],
    [caps("Home", "End"), "First, last iteration"],
  ])}</dl>
  <div class="stage-keys-of-page">
    <h3>For a class, where V has begun Present</h3>
    <dl>${rows([
      [caps("V"), "Present, and back"],
      [caps("Esc"), "Leave"],
      [caps("N", "B"), "Next control, the one before; arrows change it"],
      [caps("R"), "Reveal the boundary, or hide it for a vote"],
      [caps("1", "2", "3"), "The pages of the menu"],
    ])}</dl>
    <h3>On a slider, and on the points of a chart</h3>
    <dl>${rows([
      [caps("←", "→"), "One step, next point"],
      [caps("Page Up", "Page Down"), "A tenth of the way"],
      [caps("Home", "End"), "First, last"],
    ])}</dl>
  </div>
  <label><input type="checkbox" class="stage-keys-anywhere" checked /> Keys work anywhere on the page</label>
  <button type="button" class="stage-close">Close</button>
</dialog>
`;

/**
 * What a key does, if anything.
 * @param {Pressed} pressed
 * @param {boolean} isOnStage
 * @param {boolean} isAnywhere whether it may be heard from all of the page
 * @returns {Act | undefined}
 */
export function actOf(pressed, isOnStage, isAnywhere) {
  if (!isUnused(pressed)) return undefined;
  const { key } = pressed;
  const known = isOnStage ? { ...ANYWHERE, ...ON_THE_STAGE } : isAnywhere ? ANYWHERE : {};
  return known[key.length === 1 ? key.toLowerCase() : key];
}

/**
 * Whether a key is nobody else's.
 * @param {Pressed} pressed
 */
export function isUnused({ ctrlKey, altKey, metaKey, isComposing, defaultPrevented }) {
  return !(ctrlKey || altKey || metaKey || isComposing || defaultPrevented);
}

/**
 * In Present nobody types into a list before it is open.
 * @param {Element} target
 */
export function isTyping(target) {
  return target.closest(TYPING) !== null && !(isPresenting() && target.matches(CLOSED_LIST));
}

/**
 * Whether letters are keys on all of the page: the list of keys has a switch.
 * @param {ParentNode} page
 */
export function areLettersKeys(page) {
  const anywhere = page.querySelector(".stage-keys-anywhere");
  return !(anywhere instanceof HTMLInputElement) || anywhere.checked;
}

export class Shortcuts {
  /**
   * @param {HTMLElement} root of the stage
   * @param {Life} life
   * @param {Player} player
   */
  constructor(root, life, player) {
    this.root = root;
    this.player = player;
    this.list = find(HTMLDialogElement, root, ".stage-key-list");
    this.anywhere = find(HTMLInputElement, this.list, ".stage-keys-anywhere");
    // The browser closes it by Escape, and gives the focus back.
    life.listen(find(HTMLElement, root, ".stage-keys"), "click", () => this.list.showModal());
    life.listen(find(HTMLElement, this.list, ".stage-close"), "click", () => this.list.close());
    life.listen(document, "keydown", (/** @type {KeyboardEvent} */ event) => this.onKey(event));
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const { target } = event;
    if (!(target instanceof Element) || isTyping(target) || isHandOnControl()) return;
    const isOnStage = this.root.contains(target) && !target.closest(CONTROL);
    const isAnywhere = this.anywhere.checked || this.root.contains(target);
    const act = actOf(event, isOnStage, isAnywhere);
    if (!act) return;
    event.preventDefault();
    this.do(act);
  }

  /** @param {Act} act */
  do(act) {
    const { player } = this;
    if (act === "toggle") player.toggle();
    else if (act === "back") player.go(player.frame - 1);
    else if (act === "forward") player.go(player.frame + 1);
    else if (act === "first") player.go(0);
    else if (act === "last") player.go(player.nFrames - 1);
    else this.list.showModal();
  }
}
