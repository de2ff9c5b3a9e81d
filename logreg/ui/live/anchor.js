// A link to a section: charts above it find their heights only when they are drawn, and would push
// it out of view. It is held there until the page is at rest or the person moves it.

/** @import { Life } from "./instance.js" */

import { mainBlock } from "./foreign.js";

const LONGEST_MILLISECONDS = 15_000;
const MOVES = ["wheel", "touchmove", "keydown", "pointerdown"];

/**
 * @param {Life} life
 * @param {string} hash
 */
export function holdSection(life, hash) {
  const id = hash.slice(1);
  const page = mainBlock();
  if (!id || !page) return;
  const hold = life.part();
  hold.observe(ResizeObserver, page, () => document.getElementById(id)?.scrollIntoView());
  for (const type of MOVES) hold.listen(window, type, () => hold.end(), { capture: true });
  hold.later(() => hold.end(), LONGEST_MILLISECONDS);
}
