// One live chart. Called again on every change of the figure or of the theme.

import { LiveDrawing } from "./live_drawing.js";

const drawings = new WeakMap();

export default function ({ data, parentElement }) {
  const place = parentElement.querySelector(".live-chart");
  if (!drawings.has(place)) drawings.set(place, new LiveDrawing(place));
  const drawing = drawings.get(place);
  parentElement.querySelector(".live-caption").textContent = data.caption;
  drawing.show(data, data);
  return () => drawing.forget();
}
