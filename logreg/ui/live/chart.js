// One live chart.

/** @import { ChartData, Component } from "./contract.js" */
/** @import { Life } from "./instance.js" */

import { find, write } from "./dom.js";
import { LiveDrawing } from "./live_drawing.js";

/**
 * @param {Component<ChartData>} component
 * @param {Life} life
 */
export default function ({ parentElement }, life) {
  const caption = find(HTMLElement, parentElement, ".live-caption");
  const heading = find(HTMLElement, parentElement, ".live-heading");
  const drawing = new LiveDrawing(find(HTMLElement, parentElement, ".live-chart"), life);
  return (/** @type {Component<ChartData>} */ { data, setTriggerValue }) => {
    write(caption, data.caption);
    write(heading, data.heading);
    heading.hidden = !data.heading;
    drawing.onClick = (points) => data.can_pick && pick(points, setTriggerValue);
    drawing.show(data, data);
  };
}

/**
 * A click on a point that has a number of its own tells Python which.
 * @param {{ customdata?: unknown }[]} points
 * @param {Component<ChartData>["setTriggerValue"]} setTriggerValue
 */
function pick(points, setTriggerValue) {
  const picked = points.find(({ customdata }) => Number.isInteger(customdata));
  if (picked) setTriggerValue("picked", picked.customdata);
}
