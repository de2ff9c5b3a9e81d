// Scores at one threshold, with or without their line of figures. Called again on every change.

import { CONFUSION_MATRIX, FIGURES, showClasses, showScores } from "./scores.js";

export default function ({ data, parentElement }) {
  const place = parentElement.querySelector(".verdict");
  if (!place.firstChild) {
    const figures = data.figures.length ? FIGURES : "";
    place.innerHTML = `${figures}<div class="stage-confusion">${CONFUSION_MATRIX}</div><p class="stage-caption"></p>`;
  }
  place.ariaLabel = data.label;
  showClasses(place, data);
  showScores(place, data.figures, data.cells);
  place.querySelector(".stage-caption").textContent = data.caption;
}
