// The stage: boundary, loss curve, confusion matrix and figures, all of the same iteration.
// Everything shown is a number of the server; nothing is computed here.

import { countRevision, draw, forget } from "./drawing.js";
import { Layer } from "./layer.js";
import { paintDot, paintLine, paintShading, paletteOf, shadingPicture } from "./painting.js";
import { Player } from "./player.js";
import { MARKUP } from "./stage_markup.js";

const BOUNDARY = { shading: 0, line: 1 };
// Plotly keeps up for hovering and for the PNG, but only once nothing has moved for this long.
const REST_MILLISECONDS = 250;
const PLAY_ICON = "M4 2.5v11L13.5 8z";
const PAUSE_ICON = "M4 3h3v10H4zM9 3h3v10H9z";
// A dot at the end of the curve is whole.
const DOT_BLEED = 8;
const SPEEDS = ["0.25", "0.5", "1", "2"];

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".stage");
  root.stage ??= new Stage(root);
  root.stage.load(data);
  return () => root.stage?.forget();
}

class Stage {
  constructor(root) {
    this.root = root;
    root.innerHTML = MARKUP;
    this.find = (selector) => root.querySelector(selector);
    this.player = new Player((frame, isPlaying) => this.show(frame, isPlaying));
    this.place = {
      boundary: this.find(".stage-boundary .live-chart"),
      loss: this.find(".stage-loss .live-chart"),
    };
    this.layers = [
      new Layer(this.place.boundary, (...to) => this.paintBoundary(...to), { isBelow: true }),
      new Layer(this.place.loss, (...to) => this.paintLoss(...to), { bleed: DOT_BLEED }),
    ];
    this.split = null;
    this.isLog = false;
    this.listen();
  }

  load(data) {
    this.data = data;
    this.frames = decodeFrames(data);
    this.palette = paletteOf(data.palette);
    this.ink = getComputedStyle(this.root).color; // another one in another theme
    this.offerSplits();
    this.find(".stage-summary").textContent = data.summary;
    for (const name of ["boundary", "loss"]) {
      this.find(`.stage-${name} .stage-caption`).textContent = data[name].caption;
    }
    data.classes.forEach((name, label) => {
      const places = this.root.querySelectorAll(`.stage-class-${label}`);
      places.forEach((place) => (place.textContent = name));
    });
    this.isPreview = data.iterations.length === 1;
    this.root.dataset.isPreview = this.isPreview;
    const scrubber = this.find(".stage-scrubber");
    scrubber.disabled = this.isPreview;
    // A preview leaves the thumb where it is: the film that follows brings it to its place.
    if (!this.isPreview) scrubber.max = data.iterations.length - 1;
    this.isStale = true; // all charts are drawn anew at the next show
    this.player.load(data.iterations.length);
  }

  show(frame, isPlaying) {
    this.showPlayback(frame, isPlaying);
    this.showScores(frame);
    if (this.isStale) this.drawAll();
    else this.moveCharts();
    this.root.dataset.iteration = this.data.iterations[frame];
  }

  showPlayback(frame, isPlaying) {
    const iteration = this.data.iterations[frame];
    const scrubber = this.find(".stage-scrubber");
    if (!this.isPreview) scrubber.value = frame;
    scrubber.setAttribute("aria-valuetext", `iteration ${iteration}`);
    this.find(".stage-iteration").textContent =
      `${iteration} / ${this.data.iterations.at(-1)}`;
    const play = this.find(".stage-play");
    play.ariaLabel = isPlaying ? "Pause" : "Play";
    play.querySelector("path").setAttribute("d", isPlaying ? PAUSE_ICON : PLAY_ICON);
  }

  showScores(frame) {
    const { figures, cells, label } = this.data.splits[this.split];
    this.find(".stage-split-name").textContent = label;
    this.root.querySelectorAll(".stage-figure dd").forEach((place, i) => {
      place.textContent = figures[frame][i];
    });
    this.root.querySelectorAll(".stage-cell").forEach((place, i) => {
      const [count, share, depth] = cells[frame][i];
      place.querySelector("b").textContent = count;
      place.querySelector("span").textContent = share;
      place.style.setProperty("--depth", depth);
    });
  }

  async drawAll() {
    this.isStale = false;
    clearTimeout(this.rest);
    const { boundary, loss } = this.data;
    loss.figure.layout.yaxis = this.isLog ? loss.log_axis : loss.linear_axis;
    await Promise.all([
      this.drawOrPaint(this.layers[0], boundary, (traces) => this.moveBoundary(traces)),
      this.drawOrPaint(this.layers[1], loss, (traces) => this.moveDots(traces)),
    ]);
  }

  // While a control is dragged mostly lines and shading move, and those a layer can paint alone.
  async drawOrPaint(layer, chart, move) {
    const { place } = layer;
    const still = JSON.stringify([withoutModel(chart.figure), this.ink]);
    layer.isAhead = this.isPreview && place.still === still;
    place.toggleAttribute("data-is-behind", layer.isAhead);
    if (layer.isAhead) {
      place.setAttribute("aria-label", chart.alternative);
      layer.repaint();
      countRevision(place);
      this.restLater();
    } else {
      place.still = still;
      await draw(place, chart, this.data, move);
      layer.follow(); // and so repainted after every drawing
    }
  }

  moveCharts() {
    for (const layer of this.layers) {
      layer.repaint();
      countRevision(layer.place);
    }
    this.restLater();
  }

  restLater() {
    clearTimeout(this.rest);
    this.rest = setTimeout(() => {
      for (const { place } of this.layers) place.still = null;
      this.drawAll();
    }, REST_MILLISECONDS);
  }

  moveBoundary(traces) {
    const { frame } = this.player;
    traces[BOUNDARY.shading].z = this.frames.rows(frame);
    Object.assign(traces[BOUNDARY.line], this.frames.lines[frame]);
  }

  moveDots(traces) {
    const first = traces.length - this.data.dots.length;
    this.dots().forEach(([x, y], i) => Object.assign(traces[first + i], { x: [x], y: [y] }));
  }

  dots() {
    const { frame } = this.player;
    return this.data.dots.map(({ losses, color }) => [this.data.iterations[frame], losses[frame], color]);
  }

  paintBoundary(context, chart) {
    const { frame } = this.player;
    const { lines, percentages, size } = this.frames;
    const picture = shadingPicture(percentages(frame), size, this.palette);
    paintShading(context, chart, picture, this.data.box);
    paintLine(context, chart, lines[frame], { color: this.ink, width: 2.5 });
  }

  paintLoss(context, chart) {
    if (this.layers[1].isAhead) this.paintCurves(context, chart);
    for (const [x, y, color] of this.dots()) paintDot(context, chart, x, y, color, this.ink);
  }

  paintCurves(context, chart) {
    const { data } = this.data.loss.figure;
    for (const { y, line } of data.slice(0, this.data.dots.length)) {
      const losses = floats(y.bdata);
      paintLine(context, chart, { x: losses.map((_, iteration) => iteration), y: losses }, line);
    }
  }

  offerSplits() {
    const names = Object.keys(this.data.splits);
    if (!names.includes(this.split)) this.split = names[0];
    const place = this.find(".stage-splits");
    place.replaceChildren(...names.map((name) => this.splitButton(name)));
  }

  splitButton(name) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = this.data.splits[name].label;
    button.ariaPressed = name === this.split;
    button.onclick = () => {
      this.split = name;
      this.offerSplits();
      this.showScores(this.player.frame);
    };
    return button;
  }

  listen() {
    const { player } = this;
    const on = (selector, event, act) => this.find(selector).addEventListener(event, act);
    on(".stage-rewind", "click", () => player.go(0));
    on(".stage-back", "click", () => player.go(player.frame - 1));
    on(".stage-play", "click", () => player.toggle());
    on(".stage-forward", "click", () => player.go(player.frame + 1));
    on(".stage-scrubber", "input", (event) => player.go(Number(event.target.value)));
    on(".stage-speed", "click", (event) => this.nextSpeed(event.target));
    on(".stage-log", "change", (event) => {
      this.isLog = event.target.checked;
      this.drawAll();
    });
    this.root.addEventListener("keydown", (event) => this.onKey(event));
  }

  nextSpeed(button) {
    const speed = SPEEDS[(SPEEDS.indexOf(String(this.player.speed)) + 1) % SPEEDS.length];
    this.player.speed = Number(speed);
    button.textContent = `${speed}×`;
  }

  onKey(event) {
    const { player } = this;
    const isOnControl = event.target.closest("button, input");
    const act = {
      " ": () => player.toggle(),
      ArrowRight: () => player.go(player.frame + 1),
      ArrowLeft: () => player.go(player.frame - 1),
    }[event.key];
    if (!act || isOnControl) return;
    event.preventDefault();
    act();
  }

  forget() {
    clearTimeout(this.rest);
    this.player.isPlaying = false;
    this.root.querySelectorAll(".live-chart").forEach(forget);
  }
}

function decodeFrames({ shading, lines }) {
  const bytes = fromBase64(shading.bytes);
  const { size } = shading;
  const area = size * size;
  const percentages = (frame) => bytes.subarray(frame * area, (frame + 1) * area);
  const rows = (frame) =>
    Array.from({ length: size }, (_, row) =>
      percentages(frame).subarray(row * size, (row + 1) * size),
    );
  return { size, percentages, rows, lines: decodeLines(lines) };
}

// One after another: the x of a line, then its y.
function decodeLines({ points, lengths }) {
  const numbers = floats(points);
  let start = 0;
  return lengths.map((length) => {
    const x = numbers.subarray(start, start + length);
    const y = numbers.subarray(start + length, start + 2 * length);
    start += 2 * length;
    return { x, y };
  });
}

// Traces that move with the model have a name, and leave axes and samples as they are.
function withoutModel({ data, layout }) {
  return { data: data.map(({ x, y, ...look }) => (look.uid ? look : { x, y, ...look })), layout };
}

function floats(text) {
  return new Float32Array(fromBase64(text).buffer);
}

function fromBase64(text) {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
