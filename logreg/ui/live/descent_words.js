// What stands beside the charts of a descent, in words and in a table.

/** @import { DescentData } from "./contract.js" */

import { find, make, write } from "./dom.js";

const INVITATION = "Drag the start; press any place for the model there.";

/**
 * @param {HTMLElement} place
 * @param {DescentData} data
 */
export function tellFacts(place, { facts }) {
  place.replaceChildren(...facts.map((textContent) => make("li", { textContent })));
}

/**
 * @param {HTMLElement} root
 * @param {DescentData} data
 */
export function tellCharts(root, { alternative, caption, classes, facts, plane }) {
  const what = plane.is_curve ? "The curve is p, a half at the dotted line" : "The line is p = 0.5";
  const samples = `Circles are ${classes[0]}, diamonds ${classes[1]}.`;
  write(find(HTMLElement, root, ".descent-caption"), `${caption} ${INVITATION}`);
  write(find(HTMLElement, root, ".descent-plane-caption"), `${what}. ${samples}`);
  find(HTMLElement, root, ".descent-landscape").setAttribute("aria-label", alternative);
  const over = plane.is_curve ? `p over ${plane.titles[0]}` : `${plane.titles.join(" and ")} of the samples`;
  find(HTMLElement, root, ".descent-plane").setAttribute("aria-label", `${over}. ${facts.at(-1) ?? ""}`);
}

/**
 * Who first came near, and stayed.
 * @param {HTMLElement} root
 * @param {DescentData} data
 */
export function tellRace(root, { racers, near, objective }) {
  root.toggleAttribute("data-is-race", racers.length > 1);
  write(find(HTMLElement, root, ".descent-near"), String(near));
  const rows = racers.map(({ name, label, since, gradients }) => {
    const row = make("tr", {});
    const head = make("th", { scope: "row" });
    const swatch = make("span", { className: "descent-racer" });
    swatch.dataset.name = name;
    head.append(swatch, label);
    row.append(head, make("td", { textContent: since }), make("td", { textContent: gradients }));
    return row;
  });
  find(HTMLElement, root, ".descent-table tbody").replaceChildren(...rows);
  const said = racers.map(({ label, since }) => `${label}: ${since === "–" ? "not" : `from iteration ${since} on`}`);
  const words = `The ${objective} above the lowest, over iterations. Within ${near} of it: ${said.join("; ")}.`;
  find(HTMLElement, root, ".descent-gaps").setAttribute("aria-label", words);
}
