// A chart that answers a hand. While only named traces (those with a uid) change they are painted on
// a canvas, in 2 ms; Plotly takes 20 ms and catches up at rest, for hovering and for the PNG.

import { countRevision, draw, forget } from "./drawing.js";
import { Layer } from "./layer.js";
import { paintNamed } from "./painting.js";

const REST_MILLISECONDS = 250;
// A dot at the end of an axis is whole.
const DOT_BLEED = 8;

export class LiveDrawing {
  // paint(context, chart, drawing) paints what Plotly has not drawn.
  constructor(place, { paint = paintNamed, isBelow = false, bleed = DOT_BLEED } = {}) {
    this.place = place;
    this.layer = new Layer(place, (...to) => paint(...to, this), { isBelow, bleed });
  }

  // `prepare` may change the traces just before Plotly draws them.
  async show(chart, source, { mayPaint = true, prepare } = {}) {
    const ink = getComputedStyle(this.place).color; // another one in another theme
    const still = [withoutNamed(chart.figure), ink];
    const isSame = isEqual(still, this.still);
    Object.assign(this, { chart, source, prepare, ink, still });
    if (!(mayPaint && isSame)) return this.draw();
    this.setAhead(true);
    this.place.setAttribute("aria-label", chart.alternative);
    this.move();
  }

  move() {
    this.layer.repaint();
    countRevision(this.place);
    clearTimeout(this.rest);
    this.rest = setTimeout(() => this.draw(), REST_MILLISECONDS);
  }

  async draw() {
    clearTimeout(this.rest);
    this.setAhead(false);
    await draw(this.place, this.chart, this.source, this.prepare);
    this.layer.follow(); // from now on it is painted after every drawing
  }

  // Plotly's own named traces are hidden while the canvas is ahead of them.
  setAhead(isAhead) {
    if (this.isAhead === isAhead) return;
    this.isAhead = isAhead;
    this.place.toggleAttribute("data-is-behind", isAhead);
    for (const { uid } of this.chart.figure.data.filter((trace) => trace.uid)) {
      const drawn = this.place.querySelectorAll(`.trace${CSS.escape(uid)}`);
      drawn.forEach((group) => (group.style.visibility = isAhead ? "hidden" : ""));
    }
  }

  forget() {
    clearTimeout(this.rest);
    this.still = null;
    forget(this.place);
  }
}

function withoutNamed({ data, layout }) {
  return { data: data.map(({ x, y, ...look }) => (look.uid ? look : { x, y, ...look })), layout };
}

// As JSON has it, without the time that making texts of both takes.
function isEqual(one, other) {
  if (one === other) return true;
  if (!one || !other || typeof one !== "object" || typeof other !== "object") return false;
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => isEqual(one[key], other[key]));
}
