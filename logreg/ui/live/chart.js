// One live chart. Called again on every change of the figure or of the theme.

import { draw, forget } from "./drawing.js";

export default function ({ data, parentElement }) {
  const place = parentElement.querySelector(".live-chart");
  draw(place, data, data);
  return () => forget(place);
}
