// What moves under a hand or with every frame: lines and dots; for the shading see shading.js.

import { pointsOf } from "./arrays.js";

const DASH = [9, 9]; // as Plotly draws it

// The named traces of a live drawing, where Plotly has not drawn them yet.
export function paintNamed(context, chart, { chart: { figure }, isAhead, ink, source }) {
  if (!isAhead) return;
  const inked = (color) => (color === source.ink ? ink : color);
  for (const trace of figure.data.filter(({ uid }) => uid)) {
    const { mode, line, marker } = trace;
    const points = pointsOf(trace);
    if (mode?.includes("lines")) paintLine(context, chart, points, { ...line, color: inked(line.color) });
    if (mode?.includes("markers")) paintDots(context, chart, points, inked(marker.color), ink);
  }
}

function paintDots(context, chart, { x, y }, color, ink) {
  x.forEach((value, i) => paintDot(context, chart, value, y[i], color, ink));
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
