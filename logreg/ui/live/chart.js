// Draws a Plotly figure in place. Called again on every change of the figure or of the theme.

const CONFIG = {
  displaylogo: false,
  modeBarButtonsToRemove: ["lasso2d", "select2d"],
};

export default function ({ data, parentElement }) {
  const place = parentElement.querySelector(".live-chart");
  place.style.height = `${data.figure.layout.height}px`;
  place.setAttribute("aria-label", data.alternative);
  followWidth(place);
  request(place, data);
  return () => forget(place);
}

// Latest wins: while one drawing is under way, only the newest request waits.
async function request(place, data) {
  place.wanted = data;
  if (place.isDrawing) return;
  place.isDrawing = true;
  try {
    while (place.wanted) {
      const next = place.wanted;
      place.wanted = null;
      await draw(place, next);
    }
  } catch (error) {
    sayFailure(place, error);
  } finally {
    place.isDrawing = false;
  }
}

async function draw(place, data) {
  const Plotly = await loadPlotly(data.plotlyjs);
  const { data: traces, layout } = inTheme(place, data);
  place.querySelector(".live-chart-failure")?.remove();
  await Plotly.react(place, traces, layout, CONFIG);
  place.dataset.revision = Number(place.dataset.revision ?? 0) + 1;
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
      reject(new Error("The drawing library could not be loaded."));
    };
    document.head.append(script);
  });
  return window.plotlyLoad;
}

// The figure names text and background by stand-ins; the page's own colours take their place.
function inTheme(place, data) {
  const style = getComputedStyle(place);
  const color = (name) => style.getPropertyValue(`--st-${name}`).trim();
  const figure = JSON.parse(
    JSON.stringify(data.figure)
      .replaceAll(data.ink, color("text-color"))
      .replaceAll(data.paper, color("background-color")),
  );
  const axis = {
    automargin: true,
    title: { font: { size: 14 }, standoff: 12 },
    gridcolor: color("border-color"),
    zerolinecolor: color("border-color"),
    tickcolor: color("border-color"),
  };
  const hover = { bgcolor: color("background-color"), bordercolor: color("border-color") };
  figure.layout = {
    ...figure.layout,
    autosize: true,
    paper_bgcolor: "rgba(0, 0, 0, 0)",
    plot_bgcolor: "rgba(0, 0, 0, 0)",
    font: { family: color("font"), color: color("text-color"), size: 13 },
    hoverlabel: hover,
    xaxis: withDefaults(figure.layout.xaxis, axis),
    yaxis: withDefaults(figure.layout.yaxis, axis),
  };
  return figure;
}

function withDefaults(axis, defaults) {
  return { ...defaults, ...axis, title: { ...defaults.title, ...axis?.title } };
}

function followWidth(place) {
  if (place.widthObserver) return;
  place.widthObserver = new ResizeObserver(() => {
    if (place.dataset.revision && place.clientWidth) window.Plotly.Plots.resize(place);
  });
  place.widthObserver.observe(place);
}

function sayFailure(place, error) {
  if (place.dataset.revision) return; // the last drawing stays
  const message = document.createElement("p");
  message.className = "live-chart-failure";
  message.textContent = `${error.message} Reload the page to try again. ${place.ariaLabel}`;
  place.replaceChildren(message);
}

function forget(place) {
  place.widthObserver?.disconnect();
  place.widthObserver = null;
  window.Plotly?.purge(place);
}
