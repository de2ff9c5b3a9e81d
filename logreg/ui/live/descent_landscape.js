// The landscape with the paths over it, the dots where they stand, and a model by hand.

/** @import { DescentData, Numbers, RacerData } from "./contract.js" */
/** @import { Life } from "./instance.js" */
/** @import { Area } from "./layer.js" */

import { Board } from "./board.js";
import { isEqual } from "./traces.js";
import { dashOf, iterationOf, passed, strokePath } from "./racers.js";
import { Terrain } from "./terrain.js";

const STEPS_SHOWN = 120; // points of a path, each a step, that are marked one by one
const GHOST = 0.35;

/** @typedef {{ x: number, y: number }} Place in coordinates of the landscape */

export class DescentLandscape {
  /** @type {DescentData | undefined} */
  data;
  /** @type {Terrain | undefined} */
  terrain;
  frame = 0;
  iteration = 0;
  byGradients = false;
  /** @type {Place | null} */
  hand = null;
  /** @type {Place | null} */
  marked = null; // the point of the path whose line is pointed at

  /**
   * @param {HTMLElement} place
   * @param {Life} life
   * @param {{ colorOf: (name: string) => string, onFit: () => void }} owner
   */
  constructor(place, life, owner) {
    this.place = place;
    this.life = life;
    this.owner = owner;
    this.board = new Board(place, life, {
      still: (context, area) => this.paintStill(context, area),
      moving: (context, area) => this.paintMoving(context, area),
      axes: () => this.axes(),
      onDraw: () => owner.onFit(),
    });
  }

  /**
   * @param {DescentData} data
   * @param {boolean} isHeld whether a hand is on it: the ground must not move under that
   */
  load(data, isHeld) {
    const before = this.data?.landscape;
    this.data = data;
    if (isHeld && this.terrain) return;
    if (this.terrain && isEqual(before, data.landscape) && this.terrain.lowest === data.lowest) return;
    const { lowest, near, terrain_scale: scale } = data;
    this.terrain = new Terrain(data.landscape, { lowest, near, scale });
    if (this.terrain.isFilm) this.foresee(this.terrain);
  }

  /**
   * Makes the slices of a film one by one, so that none has to be made while it plays.
   * @param {Terrain} terrain
   */
  foresee(terrain) {
    const act = () => {
      if (this.terrain === terrain && terrain.makeNext()) this.life.nextFrame(act);
    };
    this.life.nextFrame(act);
  }

  axes() {
    const [xTitle, yTitle] = this.data?.titles ?? ["", ""];
    const { left, right, bottom, top } = this.terrain?.data.box ?? { left: 0, right: 1, bottom: 0, top: 1 };
    return { x: { low: left, high: right, title: xTitle }, y: { low: bottom, high: top, title: yTitle } };
  }

  draw() {
    this.board.draw();
  }

  move() {
    this.board.move();
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Area} area
   */
  paintStill(context, area) {
    if (!this.terrain || this.terrain.isFilm) return;
    this.paintTerrain(context, area, true);
    this.paintGhosts(context, area);
    this.paintMinimum(context, area);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Area} area
   * @param {boolean} hasLabels
   */
  paintTerrain(context, area, hasLabels) {
    const { ink, paper, size: fontSize } = this.board;
    this.terrain?.paint(context, area, { frame: this.frame, ink, paper, fontSize, hasLabels });
  }

  /**
   * A cross, as nothing else is.
   * @param {CanvasRenderingContext2D} context
   * @param {Area} area
   */
  paintMinimum(context, area) {
    const { data, board } = this;
    if (!data?.minimum) return;
    const { x, y } = placeOf(data.minimum, data.axes);
    const [across, down, arm] = [area.x(x), area.y(y), 6 * board.factor];
    for (const [color, width] of /** @type {const} */ ([[board.paper, 5], [board.ink, 2]])) {
      context.strokeStyle = color;
      context.lineWidth = width * board.factor;
      context.beginPath();
      context.moveTo(across - arm, down);
      context.lineTo(across + arm, down);
      context.moveTo(across, down - arm);
      context.lineTo(across, down + arm);
      context.stroke();
    }
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Area} area
   */
  paintMoving(context, area) {
    const { data, terrain } = this;
    if (!data || !terrain) return;
    if (terrain.isFilm) {
      this.paintTerrain(context, area, false);
      this.paintGhosts(context, area);
      this.paintMinimum(context, area);
    }
    const [own] = data.racers;
    if (!own) return;
    // The run itself last, above its rivals.
    for (const racer of data.racers.toReversed()) {
      const iteration = iterationOf(racer, own, this.iteration, this.byGradients);
      this.paintPath(context, area, racer, passed(racer, iteration));
    }
    if (this.marked) this.paintRing(context, area, this.marked);
    if (this.hand) this.paintHand(context, area, this.hand);
  }

  /**
   * All that is to come, pale; it stands still.
   * @param {CanvasRenderingContext2D} context
   * @param {Area} area
   */
  paintGhosts(context, area) {
    const { board, data } = this;
    context.lineJoin = "round";
    for (const racer of data?.racers.toReversed() ?? []) {
      const at = pixelsOf(racer, area);
      for (const [color, width, alpha] of /** @type {const} */ ([
        [board.paper, 4.5, 0.5],
        [this.owner.colorOf(racer.name), 2, GHOST],
      ])) {
        context.strokeStyle = color;
        context.lineWidth = width * board.factor;
        context.globalAlpha = alpha;
        strokePath(context, at, racer.x.length);
      }
    }
    context.globalAlpha = 1;
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Area} area
   * @param {RacerData} racer
   * @param {number} n points that it has passed
   */
  paintPath(context, area, racer, n) {
    const { factor } = this.board;
    const color = this.owner.colorOf(racer.name);
    const at = pixelsOf(racer, area);
    context.lineJoin = "round";
    context.strokeStyle = color;
    context.lineWidth = 2 * factor;
    context.setLineDash(dashOf(racer).map((length) => length * factor));
    strokePath(context, at, n);
    context.setLineDash([]);
    if (racer === this.data?.racers[0]) {
      // Further on not every iteration is a point of the path.
      const nSteps = racer.iterations.findIndex((iteration, i) => iteration !== i);
      this.paintSteps(context, at, Math.min(n, STEPS_SHOWN, nSteps < 0 ? n : nSteps), color);
    }
    this.paintDot(context, at(Math.max(n - 1, 0)), color);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {(i: number) => [number, number]} at
   * @param {number} n
   * @param {string} color
   */
  paintSteps(context, at, n, color) {
    const radius = 2.2 * this.board.factor;
    context.fillStyle = color;
    context.beginPath();
    for (let i = 0; i < n; i += 1) {
      const [across, down] = at(i);
      context.moveTo(across + radius, down);
      context.arc(across, down, radius, 0, 2 * Math.PI);
    }
    context.fill();
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {[number, number]} place
   * @param {string} color
   */
  paintDot(context, [across, down], color) {
    const { factor, paper } = this.board;
    context.beginPath();
    context.arc(across, down, 6 * factor, 0, 2 * Math.PI);
    context.fillStyle = color;
    context.fill();
    context.strokeStyle = paper;
    context.lineWidth = 2 * factor;
    context.stroke();
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Area} area
   * @param {Place} place
   */
  paintRing(context, area, { x, y }) {
    const { factor, ink } = this.board;
    context.beginPath();
    context.arc(area.x(x), area.y(y), 9 * factor, 0, 2 * Math.PI);
    context.strokeStyle = ink;
    context.lineWidth = 2 * factor;
    context.stroke();
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Area} area
   * @param {Place} place
   */
  paintHand(context, area, { x, y }) {
    const { factor, ink, paper } = this.board;
    const [across, down, radius] = [area.x(x), area.y(y), 5 * factor];
    context.beginPath();
    context.moveTo(across, down - radius);
    context.lineTo(across + radius, down);
    context.lineTo(across, down + radius);
    context.lineTo(across - radius, down);
    context.closePath();
    context.fillStyle = paper;
    context.fill();
    context.strokeStyle = ink;
    context.lineWidth = 2 * factor;
    context.stroke();
  }
}

/**
 * @param {Numbers} theta
 * @param {[number, number]} axes
 * @returns {Place}
 */
export function placeOf(theta, [first, second]) {
  return { x: theta[first] ?? NaN, y: theta[second] ?? NaN };
}

/**
 * Where the points of a path are.
 * @param {RacerData} racer
 * @param {Area} area
 */
function pixelsOf({ x, y }, area) {
  return (/** @type {number} */ i) => /** @type {[number, number]} */ ([
    within(area.x(x[i] ?? NaN), area.width),
    within(area.y(y[i] ?? NaN), area.height),
  ]);
}

// What is beyond all bounds is far outside and yet a pixel that a canvas can count to.
const FAR = 20;

/**
 * @param {number} pixel
 * @param {number} size
 */
const within = (pixel, size) => Math.min(Math.max(pixel, -FAR * size), FAR * size);
