// What moves under a hand or with every frame: shading, lines and dots.

import { pointsOf } from "./arrays.js";

const DASH = [9, 9]; // as Plotly draws it

// The named traces of a live drawing, where Plotly has not drawn them yet.
export function paintNamed(context, chart, { chart: { figure }, isAhead, ink, source }) {
  if (!isAhead) return;
  const inked = (color) => (color === source.ink ? ink : color);
  for (const trace of figure.data.filter(({ uid }) => uid)) {
    const { mode, line, marker } = trace;
    const points = pointsOf(trace);
    if (mode.includes("lines")) paintLine(context, chart, points, { ...line, color: inked(line.color) });
    if (mode.includes("markers")) paintDots(context, chart, points, inked(marker.color), ink);
  }
}

function paintDots(context, chart, { x, y }, color, ink) {
  x.forEach((value, i) => paintDot(context, chart, value, y[i], color, ink));
}

// A small picture of one frame's probabilities, one pixel per grid point.
export function shadingPicture(percentages, size, palette) {
  const picture = document.createElement("canvas");
  picture.width = size;
  picture.height = size;
  const context = picture.getContext("2d");
  const image = context.createImageData(size, size);
  const pixels = new Uint32Array(image.data.buffer);
  for (let i = 0; i < size * size; i += 1) {
    // The grid runs upwards, a picture downwards.
    const row = size - 1 - Math.floor(i / size);
    pixels[i] = palette[percentages[row * size + (i % size)]];
  }
  context.putImageData(image, 0, 0);
  return picture;
}

// Stretched so that the centre of each pixel lies on its grid point.
export function paintShading(context, chart, picture, box) {
  const [left, right] = [chart.x(box.left), chart.x(box.right)];
  const [top, bottom] = [chart.y(box.top), chart.y(box.bottom)];
  const column = (right - left) / (picture.width - 1);
  const row = (bottom - top) / (picture.height - 1);
  context.imageSmoothingEnabled = true;
  context.drawImage(
    picture,
    left - column / 2,
    top - row / 2,
    right - left + column,
    bottom - top + row,
  );
}

export function paintLine(context, chart, { x, y }, { color, width, dash }) {
  context.beginPath();
  let isDown = false;
  for (let i = 0; i < x.length; i += 1) {
    if (Number.isNaN(x[i])) {
      isDown = false;
    } else if (isDown) {
      context.lineTo(chart.x(x[i]), chart.y(y[i]));
    } else {
      context.moveTo(chart.x(x[i]), chart.y(y[i]));
      isDown = true;
    }
  }
  context.strokeStyle = color;
  context.lineWidth = width;
  context.lineJoin = "round";
  context.setLineDash(dash === "dash" ? DASH : []);
  context.stroke();
  context.setLineDash([]);
}

export function paintDot(context, chart, x, y, fill, stroke) {
  context.beginPath();
  context.arc(chart.x(x), chart.y(y), 5, 0, 2 * Math.PI);
  context.fillStyle = fill;
  context.fill();
  context.strokeStyle = stroke;
  context.lineWidth = 1.5;
  context.stroke();
}

// 101 pixels, one for each whole percentage, between the stops [share, [r, g, b, a]].
export function paletteOf(stops) {
  const pixels = new Uint32Array(101);
  const channels = new Uint8ClampedArray(pixels.buffer);
  const fill = (color, percentage) => channels.set(color, 4 * percentage);
  colorsBetween(stops).forEach(fill);
  return pixels;
}

function colorsBetween(stops) {
  return Array.from({ length: 101 }, (_, percentage) => {
    const share = percentage / 100;
    const next = Math.max(stops.findIndex(([at]) => at >= share), 1);
    const [[from, first], [to, second]] = [stops[next - 1], stops[next]];
    const way = (share - from) / (to - from);
    return mix(first, second, way);
  });
}

// Mixed as light: a transparent stop lends no colour of its own.
function mix([r1, g1, b1, a1], [r2, g2, b2, a2], way) {
  const alpha = a1 * (1 - way) + a2 * way;
  if (alpha === 0) return [0, 0, 0, 0];
  const channel = (one, other) => (one * a1 * (1 - way) + other * a2 * way) / alpha;
  return [channel(r1, r2), channel(g1, g2), channel(b1, b2), 255 * alpha];
}
