// The picture to keep: what the screen shows, on the page's own background, twice as fine.

/** @import { Trace } from "./contract.js" */
/** @import { Library } from "./foreign.js" */
/** @import { Layer } from "./layer.js" */

import { make } from "./dom.js";
import { drawn } from "./foreign.js";

const SCALE = 2;

/**
 * @param {Library} Plotly
 * @param {HTMLElement} place of the chart
 * @param {Layer | undefined} below what is painted below the chart
 */
export async function savePicture(Plotly, place, below) {
  const canvas = await pictureOf(Plotly, place, below);
  const name = (place.ariaLabel ?? "").split(/[ ,:]/).slice(0, 2).join(" ");
  make("a", { href: canvas.toDataURL("image/png"), download: `${name}.png` }).click();
}

/**
 * @param {Library} Plotly
 * @param {HTMLElement} place
 * @param {Layer | undefined} below
 */
async function pictureOf(Plotly, place, below) {
  const { width, height } = place.getBoundingClientRect();
  const chart = await picturedChart(Plotly, place, below !== undefined);
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: Math.round(SCALE * width), height: Math.round(SCALE * height) });
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.scale(SCALE, SCALE);
  context.fillStyle = getComputedStyle(place).getPropertyValue("--st-background-color").trim();
  context.fillRect(0, 0, width, height);
  if (below) paintBelow(context, place, below);
  context.drawImage(chart, 0, 0, width, height);
  return canvas;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {HTMLElement} place
 * @param {Layer} below
 */
function paintBelow(context, place, below) {
  const inside = drawn(place)._fullLayout?._size;
  if (!below.area || !inside) return;
  const { l, t, w, h } = inside;
  context.save();
  context.beginPath();
  context.rect(l, t, w, h);
  context.clip();
  context.translate(l, t);
  below.paint(context, below.area);
  context.restore();
}

/**
 * What Plotly draws, without what is painted below it.
 * @param {Library} Plotly
 * @param {HTMLElement} place
 * @param {boolean} isShaded
 */
async function picturedChart(Plotly, place, isShaded) {
  const { data, layout } = drawn(place);
  const { width, height } = place.getBoundingClientRect();
  const isBelow = (/** @type {Trace} */ { type }) => isShaded && type === "heatmap";
  const traces = data.map((trace) => (isBelow(trace) ? { ...trace, opacity: 0 } : trace));
  const options = { format: "svg", width, height, imageDataOnly: true };
  const svg = await Plotly.toImage({ data: traces, layout }, options);
  const { family } = /** @type {{ family: string }} */ (layout.font);
  const style = `<style>${await fontFaces(family)}</style>`;
  return loaded(svg.replace(/<svg[^>]*>/, (start) => start + style));
}

/** @param {string} svg */
async function loaded(svg) {
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  await image.decode();
  return image;
}

/**
 * A picture has no access to the fonts of its page: those that it names travel inside it.
 * @param {string} families
 */
async function fontFaces(families) {
  const names = families.split(",").map(bare);
  const faces = [...document.styleSheets].flatMap(facesOf).filter(({ name }) => names.includes(name));
  // Without its font a picture is still one.
  const texts = await Promise.all(faces.map(({ face }) => embedded(face).catch(() => "")));
  return texts.join("");
}

/** @param {string} name */
function bare(name) {
  return name.replaceAll(/["']/g, "").trim();
}

/** @param {CSSStyleSheet} sheet */
function facesOf(sheet) {
  return rulesOf(sheet).flatMap((face) =>
    face instanceof CSSFontFaceRule ? [{ face, name: bare(face.style.getPropertyValue("font-family")) }] : [],
  );
}

/**
 * The rules of a sheet from elsewhere are not to be read.
 * @param {CSSStyleSheet} sheet
 */
function rulesOf(sheet) {
  try {
    return [...sheet.cssRules];
  } catch {
    return [];
  }
}

/** @param {CSSFontFaceRule} face */
async function embedded({ cssText, parentStyleSheet }) {
  const [whole, address] = cssText.match(/url\("?([^")]+)"?\)/) ?? [];
  if (!whole || !address) return cssText;
  const response = await fetch(new URL(address, parentStyleSheet?.href ?? document.baseURI));
  return cssText.replace(whole, `url("${await dataAddress(await response.blob())}")`);
}

/**
 * @param {Blob} blob
 * @returns {Promise<unknown>}
 */
function dataAddress(blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}
