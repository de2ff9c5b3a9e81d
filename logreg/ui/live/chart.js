// One live chart. Called again on every change of the figure or of the theme.

import { LiveDrawing } from "./live_drawing.js";

const drawings = new WeakMap();

export default function ({ data, parentElement, setTriggerValue, fail }) {
  const place = parentElement.querySelector(".live-chart");
  if (!drawings.has(place)) drawings.set(place, new LiveDrawing(place));
  const drawing = drawings.get(place);
  parentElement.querySelector(".live-caption").textContent = data.caption;
  const hear = () => data.can_pick && hearPicks(place, setTriggerValue);
  drawing.show(data, data).then(hear).catch(fail);
  return () => drawing.forget();
}

// A click on a point that has a number of its own tells Python which.
function hearPicks(place, setTriggerValue) {
  place.removeAllListeners?.("plotly_click");
  place.on?.("plotly_click", ({ points }) => {
    const picked = points.find(({ customdata }) => Number.isInteger(customdata));
    if (picked) setTriggerValue("picked", picked.customdata);
  });
}
