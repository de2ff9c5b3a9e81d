// A canvas over or under a Plotly chart, in the chart's own coordinates. Plotly takes 90 ms to redraw
// boundary and loss curve, a canvas under 5 ms: what moves with every frame is painted here.

import { guarded } from "./guarded.js";

export class Layer {
  // paint(context, chart) is called whenever the layer has to be drawn anew. Beyond the axes it may
  // paint for `bleed` pixels.
  constructor(place, paint, { isBelow, bleed = 0 }) {
    this.place = place;
    this.paint = paint;
    this.bleed = bleed;
    this.canvas = document.createElement("canvas");
    this.canvas.className = "live-layer";
    this.canvas.ariaHidden = "true";
    if (isBelow) place.layerBelow = this; // for the picture to keep
    if (isBelow) place.before(this.canvas);
    else place.after(this.canvas);
  }

  // Follow zooming, panning and resizing of the chart; `fail` hears what goes wrong meanwhile.
  follow(fail) {
    if (this.isFollowing || !this.place.on) return;
    this.isFollowing = true;
    const adapt = guarded(() => {
      this.fit();
      this.repaint();
    }, fail);
    this.place.on("plotly_afterplot", adapt);
    this.place.on("plotly_relayouting", adapt);
    adapt();
  }

  // The chart is gone, and with it what told of its changes.
  forget() {
    this.isFollowing = false;
    this.chart = null;
    this.canvas.width = 0;
  }

  // Asking where the chart lies makes the browser lay out the page: not with every frame.
  fit() {
    const layout = this.place._fullLayout;
    if (!layout?._size) return;
    const { l, t, w, h } = layout._size;
    const { bleed, canvas, place } = this;
    const scale = window.devicePixelRatio || 1;
    const [width, height] = [w + 2 * bleed, h + 2 * bleed];
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    Object.assign(canvas.style, {
      left: `${place.offsetLeft + l - bleed}px`,
      top: `${place.offsetTop + t - bleed}px`,
      width: `${width}px`,
      height: `${height}px`,
    });
    this.chart = {
      x: (value) => bleed + layout.xaxis.d2p(value),
      y: (value) => bleed + layout.yaxis.d2p(value),
      width,
      height,
    };
  }

  repaint() {
    if (!this.chart) return;
    const { canvas } = this;
    const context = canvas.getContext("2d");
    const scale = window.devicePixelRatio || 1;
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    this.paint(context, this.chart);
  }
}
