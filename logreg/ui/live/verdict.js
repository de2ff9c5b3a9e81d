// Figures and confusion matrix at one threshold. Called again on every change of either.

import { CONFUSION_MATRIX, FIGURES, showClasses, showScores } from "./scores.js";

export default function ({ data, parentElement }) {
  const place = parentElement.querySelector(".verdict");
  if (!place.firstChild) {
    place.innerHTML = `${FIGURES}<div class="stage-confusion">${CONFUSION_MATRIX}</div><p class="stage-caption"></p>`;
  }
  showClasses(place, data.classes);
  showScores(place, data.figures, data.cells);
  place.querySelector(".stage-caption").textContent = data.caption;
}
