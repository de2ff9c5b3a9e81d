// A canvas over or under a Plotly chart, in the chart's own coordinates. Plotly takes 90 ms to redraw
// boundary and loss curve, a canvas under 5 ms: what moves with every frame is painted here.

export class Layer {
  // paint(context, chart) is called whenever the layer has to be drawn anew.
  constructor(place, paint, isBelow) {
    this.place = place;
    this.paint = paint;
    this.canvas = document.createElement("canvas");
    this.canvas.className = "stage-layer";
    this.canvas.ariaHidden = "true";
    if (isBelow) place.before(this.canvas);
    else place.after(this.canvas);
  }

  // Follow zooming, panning and resizing of the chart.
  follow() {
    if (this.isFollowing || !this.place.on) return;
    this.isFollowing = true;
    this.place.on("plotly_afterplot", () => this.repaint());
    this.place.on("plotly_relayouting", () => this.repaint());
  }

  repaint() {
    const layout = this.place._fullLayout;
    if (!layout?._size) return;
    const { l, t, w, h } = layout._size;
    const scale = window.devicePixelRatio || 1;
    const { canvas } = this;
    const [width, height] = [Math.round(w * scale), Math.round(h * scale)];
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    Object.assign(canvas.style, {
      left: `${this.place.offsetLeft + l}px`,
      top: `${this.place.offsetTop + t}px`,
      width: `${w}px`,
      height: `${h}px`,
    });
    const context = canvas.getContext("2d");
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, w, h);
    this.paint(context, {
      x: (value) => layout.xaxis.d2p(value),
      y: (value) => layout.yaxis.d2p(value),
    });
  }
}
