// The picture of a landscape: colour by log(height − lowest), and level lines at equal steps of it.

/** @import { ColorScale, TerrainData } from "./contract.js" */
/** @import { Area } from "./layer.js" */
/** @import { Grid } from "./contours.js" */

import { COLORS, paletteOf } from "./colors.js";
import { decoded, levelLines, levelsOf, refined } from "./contours.js";
import { numberText } from "./board.js";

const FINE = 281; // lines each way of what stands still, at least
const MOVING = 81; // the same of a slice, which is made anew with every frame
const LABEL_EVERY = 3;

export class Terrain {
  /** @type {Grid} */
  grid = { values: new Float64Array(), size: 0 };
  /** @type {number[][]} */
  lines = [];
  frame = -1;
  picture = document.createElement("canvas");
  /** @type {Map<number, { grid: Grid, lines: number[][], picture: HTMLCanvasElement }>} */
  made = new Map(); // by frame; all of a film are 5 MB

  /**
   * @param {TerrainData} data
   * @param {{ lowest: number, near: number, scale: ColorScale }} look
   */
  constructor(data, { lowest, near, scale }) {
    this.data = data;
    this.lowest = lowest;
    this.near = near;
    this.palette = paletteOf(scale);
    const { codes, size, base, reach } = data;
    this.isFilm = codes.length > size * size;
    this.highest = base + reach ** 2;
    this.levels = levelsOf(lowest, near, this.highest);
    this.factor = Math.max(1, Math.ceil(((this.isFilm ? MOVING : FINE) - 1) / (size - 1)));
  }

  /** Makes one of the pictures that are not made yet; returns whether there was one. */
  makeNext() {
    const n = this.isFilm ? this.data.codes.length / this.data.size ** 2 : 1;
    for (let frame = n - 1; frame >= 0; frame -= 1) {
      if (this.made.has(frame)) continue;
      this.made.set(frame, this.#make(frame));
      return true;
    }
    return false;
  }

  /** @param {number} frame */
  prepare(frame) {
    const wanted = this.isFilm ? frame : 0;
    if (wanted === this.frame) return;
    this.frame = wanted;
    const made = this.made.get(wanted) ?? this.#make(wanted);
    this.made.set(wanted, made);
    Object.assign(this, made);
  }

  /** @param {number} frame */
  #make(frame) {
    const grid = refined(decoded(this.data, frame), this.factor);
    return { grid, lines: levelLines(grid, this.levels), picture: this.#color(grid) };
  }

  /** @param {Grid} grid */
  #color({ size, values }) {
    const { lowest, near, highest, palette } = this;
    const picture = document.createElement("canvas");
    Object.assign(picture, { width: size, height: size });
    const image = new ImageData(size, size);
    const pixels = new Uint32Array(image.data.buffer);
    const span = Math.log((highest - lowest) / near) || 1;
    for (let row = 0, at = 0; row < size; row += 1) {
      const line = (size - 1 - row) * size;
      for (let column = 0; column < size; column += 1, at += 1) {
        const gap = /** @type {number} */ (values[line + column]) - lowest;
        const t = gap <= near ? 0 : Math.min(Math.log(gap / near) / span, 1);
        pixels[at] = palette[Math.round(2 * COLORS * t)] ?? 0;
      }
    }
    picture.getContext("2d")?.putImageData(image, 0, 0);
    return picture;
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Area} area
   * @param {{ frame: number, ink: string, paper: string, fontSize: number, hasLabels: boolean }} how
   */
  paint(context, area, { frame, ink, paper, fontSize, hasLabels }) {
    this.prepare(frame);
    const { box } = this.data;
    const { size } = this.grid;
    const [left, top] = [area.x(box.left), area.y(box.top)];
    const [width, height] = [area.x(box.right) - left, area.y(box.bottom) - top];
    // The middles of the outermost pixels lie on the edges of the box.
    const [wide, high] = [width / (size - 1), height / (size - 1)];
    context.imageSmoothingEnabled = true;
    context.imageSmoothingQuality = "high";
    context.drawImage(this.picture, left - wide / 2, top - high / 2, width + wide, height + high);
    context.strokeStyle = ink;
    this.lines.forEach((pieces, k) => {
      context.globalAlpha = k === 0 ? 0.9 : k % LABEL_EVERY === 0 ? 0.42 : 0.2;
      context.lineWidth = k === 0 ? 1.5 : 1;
      context.beginPath();
      for (let i = 0; i < pieces.length; i += 4) {
        context.moveTo(left + get(pieces, i) * wide, top + height - get(pieces, i + 1) * high);
        context.lineTo(left + get(pieces, i + 2) * wide, top + height - get(pieces, i + 3) * high);
      }
      context.stroke();
    });
    context.globalAlpha = 1;
    if (hasLabels) this.#label(context, { left, bottom: top + height, wide, high }, { ink, paper, fontSize }, area);
  }

  /**
   * Heights in words on every third line, where that crosses a slanted line through the picture.
   * @param {CanvasRenderingContext2D} context
   * @param {{ left: number, bottom: number, wide: number, high: number }} cell
   * @param {{ ink: string, paper: string, fontSize: number }} dress
   * @param {Area} area
   */
  #label(context, { left, bottom, wide, high }, { ink, paper, fontSize }, area) {
    context.font = context.font.replace(/[\d.]+px/, `${0.85 * fontSize}px`);
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineWidth = 3;
    context.lineJoin = "round";
    /** @type {{ x: number, y: number }[]} */
    const taken = [];
    for (let k = LABEL_EVERY; k < this.lines.length; k += LABEL_EVERY) {
      const pieces = this.lines[k] ?? [];
      const place = this.#roomFor(pieces, taken, (i) => ({
        x: left + get(pieces, i) * wide,
        y: bottom - get(pieces, i + 1) * high,
      }), area, fontSize);
      if (!place) continue;
      taken.push(place);
      const words = numberText(Number((this.levels[k] ?? NaN).toPrecision(3)));
      context.strokeStyle = paper;
      context.globalAlpha = 0.75;
      context.strokeText(words, place.x, place.y);
      context.globalAlpha = 1;
      context.fillStyle = ink;
      context.fillText(words, place.x, place.y);
    }
  }

  /**
   * The first place on a line that keeps away from the edges and from the labels so far.
   * @param {number[]} pieces
   * @param {{ x: number, y: number }[]} taken
   * @param {(i: number) => { x: number, y: number }} placeOf
   * @param {Area} area
   * @param {number} fontSize
   */
  #roomFor(pieces, taken, placeOf, area, fontSize) {
    const [far, near] = [3.2 * fontSize, 1.6 * fontSize];
    for (let i = 0; i < pieces.length; i += 4) {
      const place = placeOf(i);
      const isInside =
        place.x > 2 * fontSize && place.x < area.width - 2 * fontSize &&
        place.y > fontSize && place.y < area.height - fontSize;
      const isFree = taken.every(({ x, y }) => Math.abs(x - place.x) > far || Math.abs(y - place.y) > near);
      if (isInside && isFree) return place;
    }
    return null;
  }
}

/**
 * @param {number[]} values
 * @param {number} i
 */
const get = (values, i) => /** @type {number} */ (values[i]);
