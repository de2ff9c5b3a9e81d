// A model by hand: its loss on the training samples, its best bias, and its place in the drawn plane.

/** @import { DescentData, ModelData, Numbers, Plane } from "./contract.js" */

const MOST_STEPS = 60;
const ARRIVED = 1e-9;

/**
 * The weighted mean log loss with its penalties, as the server's.
 * @param {ModelData} model
 * @param {Numbers} theta weights, then the bias
 */
export function lossOf(model, theta) {
  const { y, shares, l1, l2 } = model;
  const d = theta.length - 1;
  const scores = scoresOf(model, theta);
  let sum = 0;
  for (let i = 0; i < y.length; i += 1) {
    const margin = get(y, i) ? -get(scores, i) : get(scores, i);
    sum += get(shares, i) * (Math.max(margin, 0) + Math.log1p(Math.exp(-Math.abs(margin))));
  }
  for (let j = 0; j < d; j += 1) sum += l1 * Math.abs(get(theta, j)) + (l2 / 2) * get(theta, j) ** 2;
  return sum;
}

/**
 * The bias with the lowest loss for these weights, by Newton's steps within a bracket; see
 * landscape.py.
 * @param {ModelData} model
 * @param {Numbers} weights
 */
export function bestBias(model, weights) {
  const { y, shares } = model;
  const scores = scoresOf(model, [...Array.from(weights), 0]);
  let share = 0;
  for (let i = 0; i < y.length; i += 1) share += get(shares, i) * get(y, i);
  const level = Math.log(share / (1 - share));
  let low = level - scores.reduce((a, b) => Math.max(a, b), -Infinity);
  let high = level - scores.reduce((a, b) => Math.min(a, b), Infinity);
  let bias = (low + high) / 2;
  for (let step = 0; step < MOST_STEPS && high - low > ARRIVED; step += 1) {
    let [slope, bend] = [-share, 0];
    for (let i = 0; i < y.length; i += 1) {
      const p = 1 / (1 + Math.exp(-get(scores, i) - bias));
      slope += get(shares, i) * p;
      bend += get(shares, i) * p * (1 - p);
    }
    if (slope < 0) low = bias;
    else high = bias;
    const moved = bias - slope / bend;
    const isInside = moved >= low && moved <= high;
    if (isInside && Math.abs(moved - bias) < ARRIVED) return moved;
    bias = isInside ? moved : (low + high) / 2;
  }
  return bias;
}

/**
 * z over the drawn plane, in the units of the data.
 * @param {ModelData} model
 * @param {Numbers} theta
 * @returns {Plane}
 */
export function planeOf({ terms, scale, shift }, theta) {
  const d = theta.length - 1;
  let intercept = get(theta, d);
  for (let j = 0; j < d; j += 1) intercept += get(theta, j) * get(shift, j);
  return { terms, weights: terms.map((_, j) => get(theta, j) / get(scale, j)), intercept };
}

/**
 * All parameters of the model at a place of the landscape: the others are the best there, or those of
 * the frame.
 * @param {DescentData} data
 * @param {number} frame
 * @param {{ x: number, y: number }} place
 */
export function thetaAt({ axes: [first, second], landscape, model, origin, thetas }, frame, { x, y }) {
  if (landscape.kind === "floor") return [x, y, bestBias(model, [x, y])];
  const theta = Array.from(thetas.subarray(frame * origin.length, (frame + 1) * origin.length));
  theta[first] = x;
  theta[second] = y;
  return theta;
}

/**
 * Of every frame of a descent.
 * @param {{ thetas: Float64Array, iterations: Int32Array, model: ModelData, origin: Numbers }} descent
 */
export function planesOf({ thetas, iterations, model, origin: { length } }) {
  return Array.from(iterations, (_, frame) => planeOf(model, thetas.subarray(frame * length, (frame + 1) * length)));
}

/**
 * @param {ModelData} model
 * @param {Numbers} theta
 */
function scoresOf({ columns, y }, theta) {
  const d = theta.length - 1;
  const scores = new Float64Array(y.length).fill(get(theta, d));
  for (let i = 0, at = 0; i < y.length; i += 1) {
    let sum = 0;
    for (let j = 0; j < d; j += 1, at += 1) sum += get(theta, j) * get(columns, at);
    scores[i] = get(scores, i) + sum;
  }
  return scores;
}

/**
 * @param {Numbers} values
 * @param {number} i
 */
const get = (values, i) => /** @type {number} */ (values[i]);
