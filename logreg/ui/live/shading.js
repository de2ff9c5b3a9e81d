// The shading: the colour of p in the middle of every pixel. A picture of ready probabilities,
// stretched over the chart, would have stairs beside a sharp line.

/** @import { Box, ColorScale, Plane } from "./contract.js" */
/** @import { Area } from "./layer.js" */

import { COLORS, paletteOf } from "./colors.js";
import { ends, middles } from "./pixels.js";
import { fill } from "./probability.js";

const MOST_PIXELS = 1_100_000; // painted in 5 ms; of a larger picture each stands for up to one of the page

export class Shading {
  /** @type {ImageData | null} */
  #image = null;

  /** @param {ColorScale} colorscale */
  constructor(colorscale) {
    this.palette = paletteOf(colorscale);
    this.picture = document.createElement("canvas");
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Area} area
   * @param {Plane} plane
   * @param {Box} box what of the plane the server draws
   */
  paint(context, area, plane, box) {
    const across = ends(area.x(box.left), area.x(box.right), area.width);
    const down = ends(area.y(box.top), area.y(box.bottom), area.height);
    const [width, height] = [across.high - across.low, down.high - down.low];
    if (!(width > 0 && height > 0)) return;
    const pixels = context.getTransform().a; // of the device, in one of the page
    const scale = Math.min(pixels, Math.max(1, Math.sqrt(MOST_PIXELS / (width * height))));
    const x1 = middles(across, scale, [box.left, box.right]);
    const x2 = middles(down, scale, [box.top, box.bottom]);
    this.draw(plane, x1, x2);
    context.drawImage(this.picture, across.low, down.low, x1.length / scale, x2.length / scale);
  }

  /**
   * @param {Plane} plane
   * @param {Float64Array} x1
   * @param {Float64Array} x2
   */
  draw(plane, x1, x2) {
    const { palette, picture } = this;
    if (picture.width !== x1.length || picture.height !== x2.length || !this.#image) {
      Object.assign(picture, { width: x1.length, height: x2.length });
      this.#image = new ImageData(x1.length, x2.length);
    }
    const colors = new Uint32Array(this.#image.data.buffer);
    fill(colors, plane, x1, x2, (p) => palette[Math.round(2 * COLORS * p)] ?? 0);
    picture.getContext("2d")?.putImageData(this.#image, 0, 0);
  }
}
