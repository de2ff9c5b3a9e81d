// Runs that stay in view while the next is tuned: thin lines in both charts, and a table of what sets
// them apart. The button that pins the run on screen stands in the play bar.

/** @import { Ghost, PinsData } from "./contract.js" */
/** @import { Area } from "./layer.js" */
/** @import { Life } from "./instance.js" */

import { button, find, make } from "./dom.js";
import { paintLine } from "./painting.js";

const COUNTED = ["one", "two", "three"];
const MOST = COUNTED.length;
const WIDTH = 1.75;
// Of each place, so that they are told apart without a colour; in widths of a line.
/** @type {Record<string, number[]>} */
const DASHES = { pin1: [8, 4], pin2: [2, 4], pin3: [10, 3, 2, 3] };
const HALO = 4;

/** @type {PinsData} */
const NONE = { ghosts: [], titles: [], columns: [], rows: [] };

export class Pins {
  data = NONE;
  /** @type {(message: string) => void} */
  say = () => {};

  /**
   * @param {HTMLElement} root
   * @param {Life} life
   */
  constructor(root, life) {
    this.life = life;
    this.pin = find(HTMLButtonElement, root, ".stage-pin");
    this.place = find(HTMLElement, root, ".stage-pins");
    life.listen(this.pin, "click", () => this.say("add"));
  }

  /**
   * @param {PinsData | undefined} data
   * @param {boolean} isPreview what a thumb shows in passing is not pinned
   * @param {(message: string) => void} say
   */
  load(data = NONE, isPreview, say) {
    this.data = data;
    this.say = say;
    this.pin.disabled = isPreview || data.ghosts.length === MOST;
    this.pin.title = data.ghosts.length === MOST ? "Three runs are pinned: take one away first" : "Pin this run";
    this.place.hidden = data.ghosts.length === 0;
    // For page.css. Not by `hidden`, which much on a page is: each change would have it look anew.
    this.place.dataset.pinned = COUNTED.slice(0, data.ghosts.length).join(" ");
    this.place.replaceChildren(...(data.ghosts.length ? [this.table()] : []));
  }

  table() {
    const { titles, columns, rows, ghosts } = this.data;
    const table = make("table", { ariaLabel: "Pinned runs beside the one on screen" });
    const head = make("tr", {});
    head.append(make("td", {}), ...columns.map((name) => make("th", { scope: "col", textContent: name })));
    const body = rows.map((cells, i) => this.row(titles[i] ?? "", cells, ghosts[i - 1]));
    table.append(head, ...body);
    return table;
  }

  /**
   * @param {string} title
   * @param {string[]} cells
   * @param {Ghost | undefined} ghost of a pinned run
   */
  row(title, cells, ghost) {
    const row = make("tr", {});
    const name = make("th", { scope: "row", textContent: title });
    if (ghost) name.prepend(sample(ghost.name));
    row.append(name, ...cells.map((words) => make("td", { textContent: words })), make("td", {}));
    if (ghost) {
      const remove = button("×", this.life.guarded(() => this.say(ghost.name)));
      remove.ariaLabel = `Take away run ${ghost.label}`;
      row.lastElementChild?.append(remove);
    }
    return row;
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Area} area
   * @param {"line" | "curve"} part
   * @param {{ ink: string, paper: string, font: string, size: number }} look
   */
  paint(context, area, part, look) {
    context.save();
    context.beginPath();
    context.rect(area.bleed, area.bleed, area.width - 2 * area.bleed, area.height - 2 * area.bleed);
    context.clip();
    for (const ghost of this.data.ghosts) paintGhost(context, area, ghost, part, look);
    context.restore();
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Area} area
 * @param {Ghost} ghost
 * @param {"line" | "curve"} part
 * @param {{ ink: string, paper: string, font: string, size: number }} look
 */
function paintGhost(context, area, ghost, part, { ink, paper, font, size }) {
  const points = ghost[part];
  if (!points.x.length) return;
  const dashes = (DASHES[ghost.name] ?? []).map((length) => length * size);
  paintLine(context, area, points, { color: ink, width: WIDTH * size, dashes });
  // Its letter, where it is halfway.
  const middle = Math.floor((points.x.length - 1) / 2);
  const [first, last] = part === "line" && points.x.length === 2 ? [0, 1] : [middle, middle];
  const x = (area.x(points.x[first] ?? NaN) + area.x(points.x[last] ?? NaN)) / 2;
  const y = (area.y(points.y[first] ?? NaN) + area.y(points.y[last] ?? NaN)) / 2;
  Object.assign(context, { font: `bold ${font}`, textAlign: "center", textBaseline: "middle", lineWidth: HALO * size });
  Object.assign(context, { strokeStyle: paper, fillStyle: ink, lineJoin: "round" });
  context.strokeText(ghost.label, x, y);
  context.fillText(ghost.label, x, y);
}

/**
 * How its lines are drawn, for the table.
 * @param {string} name
 */
function sample(name) {
  const dashes = (DASHES[name] ?? []).join(" ");
  const place = make("span", { className: "stage-pin-sample" });
  place.innerHTML = `<svg viewBox="0 0 40 4" aria-hidden="true"><line x2="40" y1="2" y2="2" stroke="currentColor" stroke-width="2" stroke-dasharray="${dashes}" /></svg>`;
  return place;
}
