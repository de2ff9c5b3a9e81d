// Drawing a Plotly figure in place, in the colours of the page. Shared by all live components.

import { savePicture } from "./picture.js";

// The first would send the chart to a server on the internet.
const REMOVED = [
  "sendChartToCloud",
  "toImage",
  "lasso2d",
  "select2d",
  "zoomIn2d",
  "zoomOut2d",
  "autoScale2d",
];

const LONGEST_FRAME_MILLISECONDS = 100;

let config = null; // one for all drawings: given another, Plotly begins anew and loses the zoom

function configOf(Plotly) {
  const save = {
    name: "savePicture",
    title: "Download plot as PNG",
    icon: Plotly.Icons.camera,
    click: (place) => savePicture(Plotly, place),
  };
  config ??= { displaylogo: false, modeBarButtonsToRemove: REMOVED, modeBarButtonsToAdd: [save] };
  return config;
}

// Latest wins: while one drawing is under way, only the newest figure waits. `prepare` may change
// the traces just before they are drawn. Rejects where a drawing fails.
export async function draw(place, { figure, alternative }, source, prepare = () => {}) {
  place.style.height = `${figure.layout.height}px`;
  place.setAttribute("aria-label", alternative);
  place.wanted = { figure, source, prepare };
  if (place.isDrawing) return;
  place.isDrawing = true;
  try {
    while (place.wanted) {
      const next = place.wanted;
      place.wanted = null;
      await drawOnce(place, next);
    }
  } finally {
    place.isDrawing = false;
  }
}

export function forget(place) {
  place.widthObserver?.disconnect();
  place.widthObserver = null;
  place.wanted = null;
  delete place.dataset.revision;
  window.Plotly?.purge(place);
}

export function countRevision(place) {
  place.dataset.revision = Number(place.dataset.revision ?? 0) + 1;
}

// The first drawings of a page go one after another, each shown before the next begins: a person
// sees the first chart while the last is still being drawn.
let lastTurn = Promise.resolve();

function inTurn(place, act) {
  if (place.dataset.revision) return act();
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

async function drawOnce(place, { figure, source, prepare }) {
  const Plotly = await loadPlotly(source.plotlyjs);
  const { data, layout } = inTheme(place, figure, source);
  prepare(data);
  data.forEach(keepInLegend);
  place.querySelector(".live-chart-failure")?.remove();
  await inTurn(place, () => place.isConnected && Plotly.react(place, data, layout, configOf(Plotly)));
  if (!place.isConnected || !place.on) return; // it was left or forgotten meanwhile
  followWidth(place);
  leaveTouchesToPage(place);
  countRevision(place);
}

// One load per page, whoever asks first; a failed load may be tried again.
function loadPlotly(path) {
  if (window.Plotly) return Promise.resolve(window.Plotly);
  window.plotlyLoad ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL(path, document.baseURI);
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => {
      window.plotlyLoad = null;
      script.remove();
      const words = "The drawing library could not be loaded.";
      reject(Object.assign(new Error(words), { isForPeople: true }));
    };
    document.head.append(script);
  });
  return window.plotlyLoad;
}

// The figure names text and background by stand-ins; the page's own colours take their place.
function inTheme(place, figure, { ink, paper }) {
  const style = getComputedStyle(place);
  const color = (name) => style.getPropertyValue(`--st-${name}`).trim();
  const { data, layout } = JSON.parse(
    JSON.stringify(figure)
      .replaceAll(ink, color("text-color"))
      .replaceAll(paper, color("background-color")),
  );
  const axis = {
    automargin: true,
    title: { font: { size: 14 }, standoff: 12 },
    gridcolor: color("dataframe-border-color"),
    zerolinecolor: color("dataframe-border-color"),
    tickcolor: color("border-color"),
  };
  const font = { family: color("font"), color: color("text-color"), size: 13 };
  const themed = {
    ...layout,
    autosize: true,
    paper_bgcolor: "rgba(0, 0, 0, 0)",
    plot_bgcolor: "rgba(0, 0, 0, 0)",
    modebar: {
      bgcolor: "rgba(0, 0, 0, 0)",
      color: color("border-color"),
      activecolor: color("primary-color"),
    },
    font,
    // Without a font of its own a label is written in the colour of its border.
    hoverlabel: { bgcolor: color("background-color"), bordercolor: color("border-color"), font },
    xaxis: withDefaults(layout.xaxis, axis),
    yaxis: withDefaults(layout.yaxis, axis),
  };
  return { data, layout: themed };
}

// Plotly drops a trace without points from the legend, and all that stand behind it move up.
function keepInLegend(trace) {
  const isEmpty = trace.x?.length === 0 || trace.x?.bdata === "";
  if (trace.type === "scatter" && isEmpty) trace.x = trace.y = [null];
}

function withDefaults(axis, defaults) {
  return { ...defaults, ...axis, title: { ...defaults.title, ...axis?.title } };
}

function followWidth(place) {
  if (place.widthObserver) return;
  place.widthObserver = new ResizeObserver(() => {
    if (place.clientWidth) window.Plotly.Plots.resize(place);
  });
  place.widthObserver.observe(place);
}

// Plotly would draw a box where a finger wants to scroll. The browser makes a mouse of a mere tap,
// and with that come hovering and legends.
function leaveTouchesToPage(place) {
  if (place.leavesTouches) return;
  place.leavesTouches = true;
  const leave = (event) => {
    if (event.target.closest(".draglayer")) event.stopPropagation();
  };
  place.addEventListener("touchstart", leave, { capture: true, passive: true });
}

// What the chart would say, and a button that draws it again; the next run tries again as well.
export function sayFailure(place, { alternative }, error, again) {
  console.error(error);
  const message = document.createElement("p");
  message.className = "live-chart-failure";
  message.role = "alert";
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Try again";
  button.onclick = again;
  const words = error.isForPeople ? error.message : "This chart could not be drawn.";
  message.append(`${words} `, button, ` ${alternative}`);
  place.replaceChildren(message);
}
