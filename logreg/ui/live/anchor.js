// A link to a section: charts above it find their heights only when they are drawn, and would push
// it out of view. It is held there until the page is at rest or the person moves it.

import { mainBlock } from "./host.js";

const LONGEST_MILLISECONDS = 15_000;
const MOVES = ["wheel", "touchmove", "keydown", "pointerdown"];

export function holdSection(hash) {
  const id = hash.slice(1);
  const page = mainBlock();
  if (!id || !page) return;
  const observer = new ResizeObserver(() => document.getElementById(id)?.scrollIntoView());
  const end = () => {
    observer.disconnect();
    MOVES.forEach((type) => removeEventListener(type, end, true));
  };
  observer.observe(page);
  MOVES.forEach((type) => addEventListener(type, end, true));
  setTimeout(end, LONGEST_MILLISECONDS);
}
