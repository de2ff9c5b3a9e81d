// What is drawn in the colours of a dark page, in those of paper: Plotly writes them into the
// drawing, where no style sheet reaches them.

const NAMES = ["text-color", "background-color", "border-color", "dataframe-border-color"];
const PROPERTIES = /** @type {const} */ (["fill", "stroke", "color"]);

/**
 * Calls `turn`, by which the page takes the colours of paper, and gives those to the drawings as
 * well. Returns what gives them back their own.
 * @param {HTMLElement} root
 * @param {() => void} turn
 */
export function inkOnPaper(root, turn) {
  const drawing = root.querySelector(".live-chart") ?? root;
  const before = colorsOf(drawing);
  turn();
  const after = colorsOf(drawing);
  const paper = new Map(before.map((color, i) => [color, after[i] ?? color]));
  /** @type {(() => void)[]} */
  const undo = [];
  for (const element of /** @type {NodeListOf<SVGElement>} */ (root.querySelectorAll(".live-chart svg [style]"))) {
    for (const name of PROPERTIES) {
      const color = element.style[name];
      const other = color && paper.get(color);
      if (!other || other === color) continue;
      element.style[name] = other;
      undo.push(() => (element.style[name] = color));
    }
  }
  return () => undo.forEach((act) => act());
}

/**
 * As the browser writes them, whatever the form they were given in.
 * @param {Element} place
 */
function colorsOf(place) {
  const style = getComputedStyle(place);
  const probe = document.createElement("i");
  return NAMES.map((name) => {
    probe.style.color = "";
    probe.style.color = style.getPropertyValue(`--st-${name}`).trim();
    return probe.style.color;
  });
}
