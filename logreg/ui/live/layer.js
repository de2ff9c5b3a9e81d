// A canvas over or under a Plotly chart, in the chart's own coordinates. Plotly takes 90 ms to redraw
// boundary and loss curve, a canvas under 5 ms: what moves with every frame is painted here.

/** @import { Life } from "./instance.js" */

import { drawn, onMoved } from "./foreign.js";

/**
 * Where the layer lies, in pixels of the page: from coordinates of the chart to those of the layer.
 * @typedef {{ x: (value: number) => number, y: (value: number) => number, width: number, height: number, bleed: number }} Area
 * @typedef {(context: CanvasRenderingContext2D, area: Area) => void} Paint
 */

export class Layer {
  /** @type {Area | null} */
  area = null;

  /**
   * @param {HTMLElement} place of the chart
   * @param {Paint} paint called whenever the layer has to be drawn anew
   * @param {{ isBelow: boolean, bleed?: number }} how beyond the axes it may paint for `bleed` pixels
   */
  constructor(place, paint, { isBelow, bleed = 0 }) {
    this.place = place;
    this.paint = paint;
    this.bleed = bleed;
    this.canvas = document.createElement("canvas");
    this.canvas.className = "live-layer";
    this.canvas.ariaHidden = "true";
    if (isBelow) place.before(this.canvas);
    else place.after(this.canvas);
  }

  /**
   * From now on it lies on the chart, however that is zoomed, panned or resized, until its life ends.
   * @param {Life} life
   */
  follow(life) {
    const adapt = () => {
      this.fit();
      this.repaint();
    };
    onMoved(life, this.place, adapt);
    life.own(() => this.clear());
    adapt();
  }

  clear() {
    this.area = null;
    this.canvas.width = 0;
  }

  // Asking where the chart lies makes the browser lay out the page: not with every frame.
  fit() {
    const { bleed, canvas, place } = this;
    const layout = drawn(place)._fullLayout;
    if (!layout?._size) return;
    const { l, t, w, h } = layout._size;
    const scale = window.devicePixelRatio || 1;
    const [width, height] = [w + 2 * bleed, h + 2 * bleed];
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    const [at, from] = [place, canvas.offsetParent ?? place].map((one) => one.getBoundingClientRect());
    // Not by offsetLeft and offsetTop, which are rounded to pixels.
    Object.assign(canvas.style, {
      left: `${(at?.left ?? 0) - (from?.left ?? 0) + l - bleed}px`,
      top: `${(at?.top ?? 0) - (from?.top ?? 0) + t - bleed}px`,
      width: `${width}px`,
      height: `${height}px`,
    });
    this.area = {
      x: (value) => bleed + layout.xaxis.d2p(value),
      y: (value) => bleed + layout.yaxis.d2p(value),
      width,
      height,
      bleed,
    };
  }

  repaint() {
    const { area, canvas } = this;
    const context = canvas.getContext("2d");
    if (!area || !context) return;
    const scale = window.devicePixelRatio || 1;
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    this.paint(context, area);
  }

  /**
   * For paper. What is painted while a sheet is made Chromium plays again on the sheet, where
   * clearing would clear what lies below; only of what is painted in two parts it takes the pixels.
   */
  repaintForPaper() {
    this.repaint();
    const context = this.canvas.getContext("2d");
    if (!this.area || !context) return;
    context.getImageData(0, 0, 1, 1);
    context.fillStyle = "rgb(255 255 255 / 1%)";
    context.fillRect(0, 0, 1, 1);
  }
}
