// A film by itself, in a page without a server: the stage's own parts, but for Plotly. Its charts
// stand still as SVG; what moves is painted by the same code as on the stage.

/** @import { FilmChart, FilmData, SplitScores } from "./contract.js" */
/** @import { Area } from "./layer.js" */

import { bytes, unpacked } from "./arrays.js";
import { button, find, make } from "./dom.js";
import { at, linesOf, planesOf, textsOf } from "./frames.js";
import { Life } from "./instance.js";
import { paintLine, paintTrace } from "./painting.js";
import { PlayBar } from "./play_bar.js";
import { Player } from "./player.js";
import { showScores, showWords } from "./scores.js";
import { Shading } from "./shading.js";
import { MARKUP } from "./stage_markup.js";

const FAULT = "This film cannot be shown: something went wrong in it.";
const FINENESS = 2; // at least: what is printed has finer pixels than most screens

/**
 * @param {HTMLElement} root
 * @param {string} packed the film as base64, see packing.py
 */
export function begin(root, packed) {
  const life = new Life((error) => {
    console.error(error);
    root.replaceChildren(make("p", { textContent: FAULT }));
    life.end();
  });
  life.guarded(() => new FilmPage(root, life, /** @type {FilmData} */ (unpacked(bytes(packed)))))();
}

class FilmPage {
  split = ""; // which scores are shown
  frame = 0;

  /**
   * @param {HTMLElement} root
   * @param {Life} life
   * @param {FilmData} data
   */
  constructor(root, life, data) {
    this.root = root;
    this.data = data;
    root.innerHTML = MARKUP;
    root.querySelectorAll(".stage-remedy, .stage-switch, .stage-strip, .stage-pin, .stage-pins, .stage-keys-of-page").forEach((part) => part.remove());
    this.planes = planesOf(data.shading);
    this.lines = linesOf(data.lines);
    this.shading = new Shading(data.colorscale);
    const place = (/** @type {string} */ name) => find(HTMLElement, root, `.stage-${name} .live-chart`);
    this.sheets = [
      new Sheet(place("boundary"), data.charts.boundary, (...on) => this.paintBoundary(...on), true),
      new Sheet(place("loss"), data.charts.loss, (...on) => this.paintLoss(...on), false),
    ];
    this.say();
    // The keys are heard wherever the focus is: there is nothing else on the page.
    this.player = new Player(life, (frame, isPlaying) => this.show(frame, isPlaying));
    this.playBar = new PlayBar(document.body, life, this.player);
    this.playBar.load(data.iterations);
    this.player.load(data.iterations.length);
    this.offerSplits();
    this.follow(life);
    if (!matchMedia("(prefers-reduced-motion: reduce)").matches) this.player.play();
  }

  /** @param {string} selector */
  find(selector) {
    return find(HTMLElement, this.root, selector);
  }

  say() {
    const { data } = this;
    showWords(this.root, data);
    this.find(".stage-summary").textContent = data.summary;
    this.find(".stage-ending").textContent = data.ending;
    this.find(".stage-loss .stage-caption").textContent = data.loss_caption;
    this.find(".stage-diagonal").textContent = data.diagonal;
  }

  /**
   * Painted anew when the size or the colours of the page are others, and for the printer.
   * @param {Life} life
   */
  follow(life) {
    const repaint = () => this.sheets.forEach((sheet) => sheet.paint());
    for (const { place } of this.sheets) life.observe(ResizeObserver, place, repaint);
    for (const query of ["print", "(prefers-color-scheme: dark)"]) {
      life.listen(matchMedia(query), "change", repaint);
    }
    life.listen(window, "beforeprint", repaint);
  }

  /**
   * @param {number} frame
   * @param {boolean} isPlaying
   */
  show(frame, isPlaying) {
    const { iterations, captions } = this.data;
    this.frame = frame;
    this.playBar?.show(iterations, frame, isPlaying);
    this.find(".stage-boundary .stage-caption").textContent = textsOf(captions, frame, 1).join();
    if (this.split) this.showScores();
    this.sheets.forEach((sheet) => sheet.paint());
    this.root.dataset.iteration = String(at(iterations, frame));
  }

  /** @type {(context: CanvasRenderingContext2D, area: Area, ink: string) => void} */
  paintBoundary(context, area, ink) {
    const { data, frame } = this;
    this.shading.paint(context, area, at(this.planes, frame), data.box);
    paintLine(context, area, at(this.lines, frame), { color: ink, width: data.line_width });
  }

  /** @type {(context: CanvasRenderingContext2D, area: Area, ink: string) => void} */
  paintLoss(context, area, ink) {
    const { dots, iterations } = this.data;
    const colorOf = (color = this.data.ink) => (color === this.data.ink ? ink : color);
    for (const { marker, losses } of dots) {
      const place = { x: [at(iterations, this.frame)], y: [at(losses, this.frame)] };
      const dot = { type: "scatter", mode: "markers", cliponaxis: false, marker, ...place };
      paintTrace(context, area, dot, { colorOf, font: "", fontSize: 0 });
    }
  }

  offerSplits() {
    const names = Object.keys(this.data.splits);
    const buttons = names.map((name) => button(this.scoresOf(name).label, () => choose(name)));
    const choose = (/** @type {string} */ chosen) => {
      this.split = chosen;
      buttons.forEach((offer, i) => (offer.ariaPressed = String(names[i] === chosen)));
      this.showScores();
    };
    this.find(".stage-splits").replaceChildren(...buttons);
    choose(at(names, 0));
  }

  showScores() {
    const scores = this.scoresOf(this.split);
    this.find(".stage-split-name").textContent = scores.label;
    showScores(this.root, scores, this.frame);
  }

  /**
   * @param {string} name
   * @returns {SplitScores}
   */
  scoresOf(name) {
    const scores = this.data.splits[name];
    if (!scores) throw new Error(`There are no scores on ${name}.`);
    return scores;
  }
}

/** A canvas on a chart that stands still, as large as the chart. */
class Sheet {
  /**
   * @param {HTMLElement} place
   * @param {FilmChart} chart
   * @param {(context: CanvasRenderingContext2D, area: Area, ink: string) => void} act
   * @param {boolean} isBelow
   */
  constructor(place, chart, act, isBelow) {
    this.place = place;
    this.chart = chart;
    this.act = act;
    this.canvas = make("canvas", { className: "film-sheet", ariaHidden: "true" });
    const still = find(HTMLTemplateElement, document, `#${chart.id}`).content;
    place.setAttribute("aria-label", chart.alternative);
    place.append(find(Element, still, "ul + svg"));
    place.before(still);
    if (isBelow) place.prepend(this.canvas);
    else place.append(this.canvas);
  }

  paint() {
    const { canvas, chart, place } = this;
    const context = canvas.getContext("2d");
    const { clientWidth: width, clientHeight: height } = place;
    if (!context) return;
    const scale = Math.max(window.devicePixelRatio, FINENESS);
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    context.setTransform(scale, 0, 0, scale, 0, 0);
    const area = { x: onto(chart.x, width), y: onto(chart.y, height), width, height, bleed: 0 };
    this.act(context, area, getComputedStyle(place).color);
  }
}

/**
 * From values to pixels.
 * @param {[number, number, number, number]} axis low, high, and where both are as shares of `size`
 * @param {number} size
 */
function onto([low, high, first, last], size) {
  return (/** @type {number} */ value) => (first + ((value - low) / (high - low)) * (last - first)) * size;
}
