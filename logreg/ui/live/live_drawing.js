// A chart that answers a hand. While only named traces (those with a uid) change they are painted on
// a canvas, in 2 ms; Plotly takes 20 ms and catches up at rest, for hovering and for the PNG.

import { countRevision, draw, forget, sayFailure } from "./drawing.js";
import { Layer } from "./layer.js";
import { numbers } from "./arrays.js";
import { paintNamed } from "./painting.js";
import { Shading } from "./shading.js";

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
  show(chart, source, { mayPaint = true, prepare } = {}) {
    const ink = getComputedStyle(this.place).color; // another one in another theme
    this.shadeBelow(chart.figure);
    const still = [withoutNamed(chart.figure), ink];
    const isSame = isEqual(still, this.still);
    Object.assign(this, { chart, source, prepare, ink, still });
    if (!(mayPaint && isSame)) return this.draw();
    this.setAhead(true);
    this.place.setAttribute("aria-label", chart.alternative);
    return this.move();
  }

  // A heatmap that names its plane is painted by it, below the chart; Plotly keeps the heatmap for
  // hovering.
  shadeBelow({ data }) {
    const shaded = data.find(({ meta }) => meta?.plane);
    if (!shaded || this.place.layerBelow) return;
    const shading = new Shading(shaded.colorscale);
    const paint = (context, chart) => {
      const { x, y, meta } = this.chart.figure.data.find((trace) => trace.uid === shaded.uid);
      shading.paint(context, chart, meta.plane, boxOf(numbers(x), numbers(y)));
    };
    this.below = new Layer(this.place, paint, { isBelow: true });
    this.place.toggleAttribute("data-is-shaded", true);
  }

  async move() {
    try {
      this.layer.repaint();
      this.below?.repaint();
    } catch (error) {
      this.fail(error);
      return;
    }
    countRevision(this.place);
    clearTimeout(this.rest);
    this.rest = setTimeout(() => this.draw(), REST_MILLISECONDS);
  }

  async draw() {
    clearTimeout(this.rest);
    this.setAhead(false);
    try {
      await draw(this.place, this.chart, this.source, this.prepare);
      // They are painted after every drawing from now on.
      this.layer.follow((error) => this.fail(error));
      this.below?.follow((error) => this.fail(error));
    } catch (error) {
      this.fail(error);
    }
  }

  // Nothing old stays on show: a sentence takes the place of the chart, until the next drawing.
  fail(error) {
    this.forget();
    sayFailure(this.place, this.chart, error, () => this.draw());
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
    this.isAhead = false;
    this.place.removeAttribute("data-is-behind");
    this.layer.forget();
    this.below?.forget();
    forget(this.place);
  }
}

function boxOf(x, y) {
  return { left: x[0], right: x[x.length - 1], bottom: y[0], top: y[y.length - 1] };
}

function withoutNamed({ data, layout }) {
  const still = ({ x, y, z, meta, ...look }) => (look.uid ? look : { x, y, z, meta, ...look });
  return { data: data.map(still), layout };
}

// As JSON has it, without the time that making texts of both takes.
function isEqual(one, other) {
  if (one === other) return true;
  if (!one || !other || typeof one !== "object" || typeof other !== "object") return false;
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => isEqual(one[key], other[key]));
}
