// The stage: boundary, loss curve, confusion matrix and figures, all of the same iteration.
// Every number shown is one of the server; the shading is painted by its weights.

import { numbers, pointsOf } from "./arrays.js";
import { guarded } from "./guarded.js";
import { LiveDrawing } from "./live_drawing.js";
import { paintDot, paintLine } from "./painting.js";
import { Player } from "./player.js";
import { showClasses, showScores } from "./scores.js";
import { Shading, percentagesOf } from "./shading.js";
import { MARKUP } from "./stage_markup.js";

const BOUNDARY = { shading: 0, line: 1 };
const PLAY_ICON = "M4 2.5v11L13.5 8z";
const PAUSE_ICON = "M4 3h3v10H4zM9 3h3v10H9z";
const SPEEDS = ["0.25", "0.5", "1", "2"];

export default function ({ data, parentElement, fail }) {
  const root = parentElement.querySelector(".stage");
  root.stage ??= new Stage(root);
  const { stage } = root;
  stage.fail = fail;
  stage.load(data);
  return () => stage.forget();
}

class Stage {
  constructor(root) {
    this.root = root;
    root.innerHTML = MARKUP;
    this.find = (selector) => root.querySelector(selector);
    this.guarded = (act) => guarded(act, (error) => this.fail(error));
    this.player = new Player(this.guarded((frame, isPlaying) => this.show(frame, isPlaying)));
    this.boundary = new LiveDrawing(this.find(".stage-boundary .live-chart"), {
      paint: (...to) => this.paintBoundary(...to),
      isBelow: true,
      bleed: 0,
    });
    this.loss = new LiveDrawing(this.find(".stage-loss .live-chart"), {
      paint: (...to) => this.paintLoss(...to),
    });
    this.split = null;
    this.isLog = false;
    this.listen();
  }

  load(data) {
    this.data = data;
    this.frames = decodeFrames(data);
    this.shading ??= new Shading(data.boundary.figure.data[BOUNDARY.shading].colorscale);
    this.offerSplits();
    this.find(".stage-summary").textContent = data.summary;
    this.find(".stage-ending").textContent = data.ending;
    this.find(".stage-loss .stage-caption").textContent = data.loss.caption;
    showClasses(this.root, data);
    this.isPreview = data.iterations.length === 1;
    this.root.dataset.isPreview = this.isPreview;
    const scrubber = this.find(".stage-scrubber");
    scrubber.disabled = this.isPreview;
    // A preview shows the end of its run, and so does the thumb: the film that follows brings both
    // back to their place.
    if (!this.isPreview) scrubber.max = data.iterations.length - 1;
    this.isStale = true; // all charts are drawn anew at the next show
    this.player.load(data.iterations.length);
  }

  show(frame, isPlaying) {
    this.showPlayback(frame, isPlaying);
    this.showScores(frame);
    this.showCaption(frame);
    if (this.isStale) this.drawAll();
    else this.moveCharts();
    this.root.dataset.iteration = this.data.iterations[frame];
  }

  showPlayback(frame, isPlaying) {
    const iteration = this.data.iterations[frame];
    const scrubber = this.find(".stage-scrubber");
    scrubber.value = this.isPreview ? scrubber.max : frame;
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
    showScores(this.root, figures[frame], cells[frame]);
  }

  // Some iterations have a line, others have none.
  showCaption(frame) {
    const { texts, frames } = this.data.boundary.captions;
    this.find(".stage-boundary .stage-caption").textContent = texts[frames[frame]];
  }

  drawAll() {
    this.isStale = false;
    const { boundary, loss } = this.data;
    const mayPaint = this.isPreview;
    loss.figure.layout.yaxis = this.isLog ? loss.log_axis : loss.linear_axis;
    this.boundary.show(boundary, this.data, {
      mayPaint,
      prepare: (traces) => this.moveBoundary(traces),
    });
    this.loss.show(loss, this.data, { mayPaint, prepare: (traces) => this.moveDots(traces) });
  }

  moveCharts() {
    this.boundary.move();
    this.loss.move();
  }

  moveBoundary(traces) {
    const { frame } = this.player;
    const { planes, lines } = this.frames;
    const { x, y } = traces[BOUNDARY.shading];
    traces[BOUNDARY.shading].z = percentagesOf(planes[frame], numbers(x), numbers(y));
    Object.assign(traces[BOUNDARY.line], lines[frame]);
  }

  moveDots(traces) {
    const first = traces.length - this.data.dots.length;
    this.dots().forEach(([x, y], i) => Object.assign(traces[first + i], { x: [x], y: [y] }));
  }

  dots() {
    const { frame } = this.player;
    return this.data.dots.map(({ losses, color }) => [this.data.iterations[frame], losses[frame], color]);
  }

  paintBoundary(context, chart, { ink }) {
    const { frame } = this.player;
    const { planes, lines } = this.frames;
    this.shading.paint(context, chart, planes[frame], this.data.box);
    paintLine(context, chart, lines[frame], { color: ink, width: 2.5 });
  }

  paintLoss(context, chart, { isAhead, ink }) {
    if (isAhead) this.paintCurves(context, chart);
    for (const [x, y, color] of this.dots()) paintDot(context, chart, x, y, color, ink);
  }

  paintCurves(context, chart) {
    const { data } = this.data.loss.figure;
    for (const curve of data.slice(0, this.data.dots.length)) {
      paintLine(context, chart, pointsOf(curve), curve.line);
    }
  }

  offerSplits() {
    const names = Object.keys(this.data.splits);
    if (!names.includes(this.split)) this.split = names[0];
    const offered = JSON.stringify([this.split, names.map((name) => this.data.splits[name].label)]);
    if (offered === this.offered) return;
    this.offered = offered;
    const place = this.find(".stage-splits");
    place.replaceChildren(...names.map((name) => this.splitButton(name)));
  }

  splitButton(name) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = this.data.splits[name].label;
    button.ariaPressed = name === this.split;
    button.onclick = this.guarded(() => {
      this.split = name;
      this.offerSplits();
      this.showScores(this.player.frame);
    });
    return button;
  }

  listen() {
    const { player } = this;
    const on = (selector, event, act) =>
      this.find(selector).addEventListener(event, this.guarded(act));
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
    this.root.addEventListener("keydown", this.guarded((event) => this.onKey(event)));
  }

  nextSpeed(button) {
    const speed = SPEEDS[(SPEEDS.indexOf(String(this.player.speed)) + 1) % SPEEDS.length];
    this.player.speed = Number(speed);
    button.textContent = `${speed}×`;
    button.ariaLabel = `Speed ${speed}×`;
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
    this.player.stop();
    this.boundary.forget();
    this.loss.forget();
  }
}

function decodeFrames({ shading, lines }) {
  return { planes: decodePlanes(shading), lines: decodeLines(lines) };
}

// One after another: the weights of a plane, then its intercept.
function decodePlanes({ terms, parameters }) {
  const all = numbers({ dtype: "f8", bdata: parameters });
  const size = terms.length + 1;
  return Array.from({ length: all.length / size }, (_, frame) => {
    const [start, end] = [frame * size, frame * size + terms.length];
    return { terms, weights: all.subarray(start, end), intercept: all[end] };
  });
}

// One after another: the x of a line, then its y.
function decodeLines({ points, lengths }) {
  const all = numbers({ dtype: "f4", bdata: points });
  let start = 0;
  return lengths.map((length) => {
    const x = all.subarray(start, start + length);
    const y = all.subarray(start + length, start + 2 * length);
    start += 2 * length;
    return { x, y };
  });
}
