// The legend of a chart for the keyboard: each name can be reached, and Space or Enter hides what it
// names, as a click does.

/** @import { Life } from "./instance.js" */

import { legendItems, legendOf, onMoved, pressLegend } from "./foreign.js";

/**
 * @param {Life} life of the chart that is drawn
 * @param {HTMLElement} place
 */
export function openLegend(life, place) {
  // Plotly draws its legend anew whenever it changes, and knows nothing of keyboards.
  const describe = () => {
    const group = legendOf(place);
    group?.setAttribute("role", "group");
    group?.setAttribute("aria-label", "Legend");
    for (const { item, isShown } of legendItems(place)) {
      item.setAttribute("role", "checkbox");
      item.setAttribute("aria-checked", String(isShown));
      item.setAttribute("tabindex", "0");
    }
  };
  onMoved(life, place, describe);
  life.listen(place, "keydown", (/** @type {KeyboardEvent} */ event) => onKey(event, place));
  describe();
}

/**
 * @param {KeyboardEvent} event
 * @param {HTMLElement} place
 */
function onKey(event, place) {
  const { key, repeat, target } = event;
  const pressed = legendItems(place).find(({ item }) => item === target);
  if (!pressed || (key !== " " && key !== "Enter")) return;
  event.preventDefault();
  if (!repeat) pressLegend(pressed.item);
}
