// The shading: p = σ(z) in the middle of every pixel, by the weights of the server. A picture of
// ready probabilities, stretched over the chart, would have stairs beside a sharp line.

const ALONG_X1 = { x1: (x) => x, "x1^2": (x) => x * x, "sin(x1)": Math.sin };
const ALONG_X2 = { x2: (x) => x, "x2^2": (x) => x * x, "sin(x2)": Math.sin };
const WAVES = ["sin(x1)", "sin(x2)"];

const FARTHEST = 8; // σ(8) is 0.9997: beyond it the colour is that of certainty
const HALF = 512; // entries of a table to each side of z = 0
const PHASES = 64;
const COLORS = 256; // to each side of neutral, which is exactly p = 0.5
const MOST_PIXELS = 1_100_000; // painted in 5 ms; of a larger picture each stands for up to one of the page

export class Shading {
  // As Plotly has it: [share, "rgba(r, g, b, a)"], from p = 0 to p = 1.
  constructor(colorscale) {
    const stops = colorscale.map(([share, color]) => [share, color.match(/[\d.]+/g).map(Number)]);
    this.palette = paletteOf(stops);
    this.picture = document.createElement("canvas");
  }

  // A plane is { terms, weights, intercept }; the box is what of it the server draws.
  paint(context, chart, plane, box) {
    const across = ends(chart.x(box.left), chart.x(box.right), chart.width);
    const down = ends(chart.y(box.top), chart.y(box.bottom), chart.height);
    const [width, height] = [across.high - across.low, down.high - down.low];
    if (!(width > 0 && height > 0)) return;
    const pixels = context.getTransform().a; // of the device, in one of the page
    const scale = Math.min(pixels, Math.max(1, Math.sqrt(MOST_PIXELS / (width * height))));
    const x1 = middles(across, scale, [box.left, box.right]);
    const x2 = middles(down, scale, [box.top, box.bottom]);
    this.draw(plane, x1, x2);
    context.drawImage(this.picture, across.low, down.low, x1.length / scale, x2.length / scale);
  }

  draw(plane, x1, x2) {
    const { palette, picture } = this;
    if (picture.width !== x1.length || picture.height !== x2.length || !this.image) {
      Object.assign(picture, { width: x1.length, height: x2.length });
      this.image = new ImageData(x1.length, x2.length);
    }
    const colors = new Uint32Array(this.image.data.buffer);
    fill(colors, plane, x1, x2, (p) => palette[Math.round(2 * COLORS * p)]);
    picture.getContext("2d").putImageData(this.image, 0, 0);
  }
}

// Whole percentages at every pair of coordinates, a row for each x2.
export function percentagesOf(plane, x1, x2) {
  const all = new Uint8Array(x1.length * x2.length);
  fill(all, plane, x1, x2, (p) => Math.round(100 * p));
  return Array.from(x2, (_, row) => all.subarray(row * x1.length, (row + 1) * x1.length));
}

// The part of a span of pixels that is on the canvas.
function ends(from, to, size) {
  return { from, to, low: Math.max(from, 0), high: Math.min(to, size) };
}

// The coordinates of the middles of pixels: [first, last] are those of the ends of the whole span.
function middles({ from, to, low, high }, scale, [first, last]) {
  const n = Math.ceil((high - low) * scale - 1e-6);
  const at = (pixel) => first + ((pixel - from) / (to - from)) * (last - first);
  return Float64Array.from({ length: n }, (_, i) => at(low + (i + 0.5) / scale));
}

// look(p) at every pair of coordinates. Every term but x₁x₂ belongs to one axis and is summed along
// it once. Of a wave shorter than two steps p is the mean: one picture cannot show more of it.
function fill(values, { terms, weights, intercept }, x1, x2, look) {
  const weightOf = Object.fromEntries(terms.map((term, i) => [term, weights[i]]));
  const heights = WAVES.map((term, axis) => (isShort([x1, x2][axis]) ? (weightOf[term] ?? 0) : 0));
  WAVES.forEach((term, axis) => heights[axis] && delete weightOf[term]);
  const columns = sums(ALONG_X1, weightOf, x1);
  const rows = sums(ALONG_X2, weightOf, x2);
  const twist = weightOf["x1*x2"] ?? 0;
  const { means, reach } = meansOver(heights.filter(Boolean).map(Math.abs));
  const looks = Array.from(means, look);
  const table = values.constructor.from(looks);
  const perUnit = HALF / reach;
  const n = x1.length;
  for (let j = 0; j < x2.length; j += 1) {
    const [base, slope] = [rows[j] + intercept, twist * x2[j]];
    for (let i = 0, at = j * n; i < n; i += 1, at += 1) {
      const place = (base + columns[i] + slope * x1[i]) * perUnit;
      values[at] = table[place < -HALF ? 0 : place > HALF ? 2 * HALF : (place + HALF + 0.5) | 0];
    }
  }
}

function isShort(points) {
  return Math.abs(points[1] - points[0]) > Math.PI;
}

function sums(terms, weightOf, points) {
  const chosen = Object.entries(terms).filter(([term]) => weightOf[term]);
  return Float64Array.from(points, (x) =>
    chosen.reduce((sum, [term, value]) => sum + weightOf[term] * value(x), 0),
  );
}

// Entry HALF + k of the table is the mean of σ(z + Σ height · sin θ) over all θ at
// z = k · reach / HALF.
function meansOver(heights) {
  const reach = heights.reduce((sum, height) => sum + height, FARTHEST);
  const logits = Float64Array.from({ length: 2 * HALF + 1 }, (_, k) => ((k - HALF) * reach) / HALF);
  const certain = logits.map((z) => 1 / (1 + Math.exp(-z)));
  const means = heights.reduce((table, height) => meanOver(table, height, reach), certain);
  return { means, reach };
}

function meanOver(table, height, reach) {
  const shifts = Array.from({ length: PHASES }, (_, k) =>
    Math.round((Math.sin((2 * Math.PI * (k + 0.5)) / PHASES) * height * HALF) / reach),
  );
  const within = (k) => Math.min(Math.max(k, 0), 2 * HALF);
  return table.map((_, k) => shifts.reduce((sum, by) => sum + table[within(k + by)], 0) / PHASES);
}

// The pixel of each p from 0 to 1, in 2 COLORS steps.
function paletteOf(stops) {
  const pixels = new Uint32Array(2 * COLORS + 1);
  const channels = new Uint8ClampedArray(pixels.buffer);
  for (let i = 0; i <= 2 * COLORS; i += 1) channels.set(colorAt(stops, i / (2 * COLORS)), 4 * i);
  return pixels;
}

function colorAt(stops, share) {
  const next = Math.max(stops.findIndex(([at]) => at >= share), 1);
  const [[from, first], [to, second]] = [stops[next - 1], stops[next]];
  return mix(first, second, (share - from) / (to - from));
}

// Mixed as light: a transparent stop lends no colour of its own.
function mix([r1, g1, b1, a1], [r2, g2, b2, a2], way) {
  const alpha = a1 * (1 - way) + a2 * way;
  if (alpha === 0) return [0, 0, 0, 0];
  const channel = (one, other) => (one * a1 * (1 - way) + other * a2 * way) / alpha;
  return [channel(r1, r2), channel(g1, g2), channel(b1, b2), 255 * alpha];
}
