// The line of figures and the confusion matrix, wherever they stand.

export const FIGURES = `
<dl class="stage-figures">
  <div class="stage-figure" title="Mean of −log P(true class): 0 is perfect."><dt>Log loss</dt><dd></dd></div>
  <div class="stage-figure" title="The share classified correctly."><dt>Accuracy</dt><dd></dd></div>
  <div class="stage-figure" title="Of the points predicted positive, the share that is."><dt>Precision</dt><dd></dd></div>
  <div class="stage-figure" title="Of the positive points, the share that was found."><dt>Recall</dt><dd></dd></div>
</dl>
<p class="stage-positive"></p>
`;

export const CONFUSION_MATRIX = `
<table aria-label="Confusion matrix">
  <colgroup><col class="stage-true-column" /><col class="stage-name-column" /><col /><col /></colgroup>
  <thead>
    <tr><td colspan="2"></td><th colspan="2" scope="colgroup">predicted class</th></tr>
    <tr><td colspan="2"></td><th scope="col" class="stage-class-0"></th><th scope="col" class="stage-class-1"></th></tr>
  </thead>
  <tbody>
    <tr>
      <th rowspan="2" scope="rowgroup" class="stage-true">true class</th>
      <th scope="row" class="stage-class-0"></th>
      <td class="stage-cell predicted-0"><b></b><span></span></td>
      <td class="stage-cell predicted-1"><b></b><span></span></td>
    </tr>
    <tr>
      <th scope="row" class="stage-class-1"></th>
      <td class="stage-cell predicted-0"><b></b><span></span></td>
      <td class="stage-cell predicted-1"><b></b><span></span></td>
    </tr>
  </tbody>
</table>
`;

export function showClasses(root, { classes, positive }) {
  classes.forEach((name, label) => {
    const places = root.querySelectorAll(`.stage-class-${label}`);
    places.forEach((place) => (place.textContent = name));
  });
  const place = root.querySelector(".stage-positive");
  if (place) place.textContent = positive;
}

// figures: one text each; cells: count, share of the true class and depth of colour.
export function showScores(root, figures, cells) {
  root.querySelectorAll(".stage-figure dd").forEach((place, i) => {
    place.textContent = figures[i];
  });
  root.querySelectorAll(".stage-cell").forEach((place, i) => {
    const [count, share, depth] = cells[i];
    place.querySelector("b").textContent = count;
    place.querySelector("span").textContent = share;
    place.style.setProperty("--depth", depth);
  });
}
