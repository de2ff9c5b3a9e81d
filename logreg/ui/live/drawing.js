// Drawing a Plotly figure in place, in the colours of the page. Shared by all live components.

/** @import { Chart, Layout, Source, Trace } from "./contract.js" */
/** @import { Library } from "./foreign.js" */
/** @import { Life } from "./instance.js" */
/** @import { Layer } from "./layer.js" */

import { PLOTLY_TOOLS, isOnPlot, purge } from "./foreign.js";
import { savePicture } from "./picture.js";
import { loadPlotly } from "./plotlyjs.js";
import { inTheme, keepInLegend } from "./theme.js";

const LONGEST_FRAME_MILLISECONDS = 100;

/**
 * @typedef {(traces: Trace[]) => void} Prepare may change the traces just before they are drawn
 * @typedef {{ chart: Chart, source: Source, prepare: Prepare }} Wanted
 *
 * @typedef {object} Owner
 * @property {Layer | undefined} below what is painted below the chart
 * @property {number} factor by which the page's type is larger than usual
 * @property {() => void} fit called when the place has another size
 * @property {(chart: Life) => void} listen called when there is something to listen to
 * @property {(error: unknown) => void} fail hears what goes wrong in the drawing, and in listening
 */

export class Drawing {
  /** @type {Wanted | null} */
  #wanted = null;
  #isDrawing = false;
  /** @type {object | null} */
  #config = null; // one for ever: given another, Plotly begins anew and loses the zoom
  /** @type {Life | null} */
  #chart = null; // from the first drawing on, until it is forgotten

  /**
   * @param {HTMLElement} place
   * @param {Life} life
   * @param {Owner} owner
   */
  constructor(place, life, owner) {
    this.place = place;
    this.life = life;
    this.owner = owner;
  }

  /**
   * Latest wins: while one drawing is under way, only the newest figure waits.
   * @param {Chart} chart
   * @param {Source} source
   * @param {Prepare} prepare
   */
  async draw(chart, source, prepare) {
    this.place.style.height = `${chart.figure.layout.height}px`;
    this.place.setAttribute("aria-label", chart.alternative);
    this.#wanted = { chart, source, prepare };
    if (this.#isDrawing) return;
    this.#isDrawing = true;
    try {
      while (this.#wanted && !this.life.isOver) {
        const next = this.#wanted;
        this.#wanted = null;
        await this.#drawOnce(next);
      }
    } finally {
      this.#isDrawing = false;
    }
  }

  /** What is drawn goes, and of what is being drawn nothing comes. */
  forget() {
    this.#wanted = null;
    this.#chart?.end();
  }

  countRevision() {
    const { dataset } = this.place;
    dataset.revision = String(Number(dataset.revision ?? 0) + 1);
  }

  /** @param {Wanted} wanted */
  async #drawOnce(wanted) {
    const chart = (this.#chart ??= this.#begin());
    try {
      await this.#react(wanted, chart);
    } catch (error) {
      chart.fail(error);
    }
    if (chart.isOver) {
      // Plotly may have gone on meanwhile.
      if (!this.#chart) purge(this.place);
      return;
    }
    if (!this.place.dataset.revision) this.#listen(chart);
    this.countRevision();
  }

  #begin() {
    const chart = this.life.part((error) => this.owner.fail(error));
    chart.own(() => {
      this.#chart = null;
      delete this.place.dataset.revision;
      purge(this.place);
    });
    return chart;
  }

  /**
   * @param {Wanted} wanted
   * @param {Life} chart
   */
  async #react({ chart: { figure }, source, prepare }, chart) {
    const { place } = this;
    const Plotly = await loadPlotly(source.plotlyjs);
    if (chart.isOver) return;
    const style = getComputedStyle(place);
    const valueOf = (/** @type {string} */ name) => style.getPropertyValue(`--st-${name}`).trim();
    const { data, layout } = inTheme(figure, source, valueOf, this.owner.factor);
    prepare(data);
    data.forEach(keepInLegend);
    place.querySelector(".live-chart-failure")?.remove();
    await this.#inTurn(() => chart.isOver || Plotly.react(place, data, asLargeAsPlace(layout), this.#configFor(Plotly)));
  }

  /** @param {() => unknown} act */
  #inTurn(act) {
    return this.place.dataset.revision ? act() : inTurn(act);
  }

  /** @param {Library} Plotly */
  #configFor(Plotly) {
    const save = {
      name: "savePicture",
      title: "Download plot as PNG",
      icon: Plotly.Icons.camera,
      click: () => savePicture(Plotly, this.place, this.owner.below),
    };
    this.#config ??= {
      displaylogo: false,
      modeBarButtonsToRemove: PLOTLY_TOOLS,
      modeBarButtonsToAdd: [save],
    };
    return this.#config;
  }

  /** @param {Life} chart */
  #listen(chart) {
    const { place } = this;
    chart.observe(ResizeObserver, place, () => place.clientWidth && this.owner.fit());
    // Plotly would draw a box where a finger wants to scroll. The browser makes a mouse of a mere
    // tap, and with that come hovering and legends.
    const leave = (/** @type {Event} */ event) => isOnPlot(event) && event.stopPropagation();
    chart.listen(place, "touchstart", leave, { capture: true, passive: true });
    this.owner.listen(chart);
  }
}

/**
 * Its height is that of the place, which a style sheet may give another.
 * @param {Layout} layout
 */
function asLargeAsPlace({ height: _height, ...layout }) {
  return layout;
}

// The first drawings of a page go one after another, each shown before the next begins: a person
// sees the first chart while the last is still being drawn.
/** @type {Promise<unknown>} */
let lastTurn = Promise.resolve();

/** @param {() => unknown} act */
function inTurn(act) {
  const turn = lastTurn.then(act);
  lastTurn = turn.catch(() => {}).then(frameShown);
  return turn;
}

// In a hidden tab no frame is ever shown.
function frameShown() {
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, LONGEST_FRAME_MILLISECONDS);
  });
}
