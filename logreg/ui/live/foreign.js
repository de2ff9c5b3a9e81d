// All that is known here of what others put on the page, Streamlit and Plotly. A browser test looks
// for all that this module exports as a constant, and names what a new version lacks.

/** @import { Life } from "./instance.js" */
/** @import { Layout, Trace } from "./contract.js" */

export const STREAMLIT = {
  // All of it.
  root: "#root",
  app: "[data-testid=stApp]",
  main: "[data-testid=stMainBlockContainer]",
  sidebar: "[data-testid=stSidebar]",
  // Around each component; Python's `height` is reserved here.
  element: "[data-testid=stElementContainer]",
  // To a state; Streamlit leaves out the path of the first page.
  pageLink: ".st-key-shown [data-testid=stPageLink] a",
  // A page that shows no experiment of its own.
  withoutExperiment: ":is(.st-key-gallery, .st-key-plan, .st-key-summary)",
  listing: "[data-testid=stCode] pre",
  // In the sidebar while that is open.
  fold: "[data-testid=stSidebarCollapseButton] button",
  lessonColumn: ".st-key-lesson [data-testid=stColumn] > [data-testid=stVerticalBlock]",
  // In the sidebar, but for what is folded away.
  control: "[data-testid=stSidebar] :is([role=combobox], [data-variant=pills], [role=switch]):not(details *)",
  column: "[data-testid=stColumn]",
};

// Of the app.
export const STREAMLIT_ATTRIBUTES = {
  run: "data-test-script-state",
  connection: "data-test-connection-state",
};
export const STREAMLIT_STATES = { running: "running", connected: "CONNECTED" };
// What lies over the page while it is open.
const OPEN = "dialog[open], [role=dialog], [role=listbox], [role=menu]";
// In an address; Streamlit reads them itself.
const EMBEDDING = ["embed", "embed_options"];

export const PLOTLY = {
  // Where a mouse zooms and pans.
  drag: ".draglayer",
  legend: ".infolayer .legend",
  legendItem: ".legend .traces",
  legendText: ".legendtext",
  legendBack: ".legend .bg",
  legendClip: "clipPath[id^=legend] rect",
  // What takes the click on an item.
  legendToggle: ".legendtoggle",
  hoverLayer: ".hoverlayer",
  bars: ".barlayer .bars",
};
// Of an element that is a chart.
export const PLOTLY_PROPERTIES = [
  "_fullLayout._size.l",
  "_fullLayout.width",
  "_fullLayout.height",
  "_fullLayout.xaxis.d2p",
  "_fullLayout.yaxis.d2p",
  "data",
  "layout.font.family",
  "on",
  "removeListener",
];
// Tools that the charts do not have.
export const PLOTLY_TOOLS = [
  "sendChartToCloud", // to a server on the internet
  "toImage",
  "lasso2d",
  "select2d",
  "zoomIn2d",
  "zoomOut2d",
  "autoScale2d",
];

// ---- Streamlit

/** @param {string} selector */
const one = (selector) => /** @type {HTMLElement | null} */ (document.querySelector(selector));

/** @param {string} selector */
const all = (selector) =>
  /** @type {HTMLElement[]} */ (Array.from(document.querySelectorAll(selector)));

export const mainBlock = () => one(STREAMLIT.main);

/** What a page shows below its title, see page.py. */
export const shownBlock = () => one(".st-key-shown");

/** @param {Element} root */
export const columns = (root) =>
  /** @type {HTMLElement[]} */ ([...root.querySelectorAll(STREAMLIT.column)]);

export const pageLinks = () => all(STREAMLIT.pageLink);

export const lessonColumns = () => all(STREAMLIT.lessonColumn);

export const showsExperiment = () => one(STREAMLIT.withoutExperiment) === null;

export const sidebarControls = () => all(STREAMLIT.control);

export const isSomethingOpen = () => one(OPEN) !== null;

export const listings = () => all(STREAMLIT.listing);

export const foldSidebar = () => one(STREAMLIT.fold)?.click();

/** @param {Element} place */
export const reservedFor = (place) =>
  /** @type {HTMLElement | null} */ (place.closest(STREAMLIT.element));

export const isRunning = () => state(STREAMLIT_ATTRIBUTES.run) === STREAMLIT_STATES.running;

export const isConnected = () => state(STREAMLIT_ATTRIBUTES.connection) === STREAMLIT_STATES.connected;

/**
 * Calls the act whenever a run begins or ends, until what is returned is called.
 * @param {Life} life
 * @param {() => void} act
 */
export const onRunState = (life, act) => onState(life, STREAMLIT_ATTRIBUTES.run, act);

/**
 * @param {Life} life
 * @param {() => void} act
 */
export const onConnectionState = (life, act) => onState(life, STREAMLIT_ATTRIBUTES.connection, act);

/**
 * Calls the act when all of the page is gone: so Streamlit ends after an error that it did not expect.
 * @param {(root: HTMLElement) => void} act
 */
export function onGone(act) {
  const root = one(STREAMLIT.root);
  if (!root) return;
  const look = () => root.childElementCount || act(root);
  look();
  new MutationObserver(look).observe(root, { childList: true });
}

/** @param {string} key of a query */
export const isEmbedding = (key) => EMBEDDING.includes(key.toLowerCase());

/** @param {string} attribute */
const state = (attribute) => one(STREAMLIT.app)?.getAttribute(attribute);

/**
 * @param {Life} life
 * @param {string} attribute
 * @param {() => void} act
 */
function onState(life, attribute, act) {
  const app = one(STREAMLIT.app);
  return app ? life.observe(MutationObserver, app, act, { attributeFilter: [attribute] }) : () => {};
}

// ---- Plotly

/**
 * @typedef {object} Library
 * @property {(place: HTMLElement, data: Trace[], layout: Omit<Layout, "height">, config: object) => Promise<unknown>} react
 * @property {(place: HTMLElement) => void} purge
 * @property {(figure: object, options: object) => Promise<string>} toImage
 * @property {{ resize(place: HTMLElement): Promise<unknown> }} Plots
 * @property {(place: HTMLElement) => Promise<unknown>} redraw
 * @property {{ hover(place: HTMLElement, points: PointAddress[]): void, unhover(place: HTMLElement): void }} Fx
 * @property {{ camera: object }} Icons
 *
 * @typedef {{ d2p(value: number): number }} DrawnAxis from a coordinate to pixels
 * @typedef {{ l: number, t: number, w: number, h: number }} Inside the axes, in pixels
 * @typedef {{ width: number, height: number, _size: Inside, xaxis: DrawnAxis, yaxis: DrawnAxis }} DrawnLayout
 * @typedef {(event: any) => void} Listener
 * @typedef {{ curveNumber: number, pointNumber: number }} PointAddress the trace, and which of its points
 *
 * @typedef {object} Drawn what Plotly makes of an element
 * @property {DrawnLayout} [_fullLayout]
 * @property {Trace[]} data
 * @property {Layout} layout
 * @property {(event: string, act: Listener) => void} [on]
 * @property {(event: string, act: Listener) => void} removeListener
 */

/** @returns {{ Plotly?: Library }} */
const shared = () => /** @type {any} */ (window);

/** Its message is a sentence for the screen. */
export class ErrorForPeople extends Error {}

/** @param {HTMLElement} place */
export const drawn = (place) => /** @type {Drawn} */ (/** @type {unknown} */ (place));

/** @param {HTMLElement} place */
export const isDrawn = (place) => Boolean(drawn(place).on);

/** @param {HTMLElement} place */
export const purge = (place) => shared().Plotly?.purge(place);

/**
 * Plotly waits until the size stands still. Drawn once, it leaves the legend where that would be if
 * it had as many rows as before.
 * @param {HTMLElement} place
 */
export async function fitToPlace(place) {
  await shared().Plotly?.Plots.resize(place);
  if (isDrawn(place)) await shared().Plotly?.redraw(place);
}

/** @param {HTMLElement} place */
export function isAsLargeAsPlace(place) {
  const { width = 0, height = 0 } = drawn(place)._fullLayout ?? {};
  const { clientWidth, clientHeight } = place;
  return Math.abs(width - clientWidth) < 1 && Math.abs(height - clientHeight) < 1;
}

/**
 * The groups in which a trace is drawn. Those of bars have no class of their own.
 * @param {HTMLElement} place
 * @param {string} uid
 * @returns {SVGGElement[]}
 */
export function groupsOf(place, uid) {
  const isOf = (/** @type {any} */ { __data__ }) => __data__?.[0]?.trace?.uid === uid;
  const groups = /** @type {SVGGElement[]} */ ([...place.querySelectorAll(`${PLOTLY.bars}, .trace${CSS.escape(uid)}`)]);
  return groups.filter((group) => !group.matches(PLOTLY.bars) || isOf(group));
}

/**
 * Whether a person has hidden a trace, by the legend.
 * @param {HTMLElement} place
 * @param {string | undefined} uid
 */
export const isHidden = (place, uid) =>
  drawn(place).data?.some((trace) => trace.uid === uid && trace.visible === "legendonly");

/**
 * The same of a trace that has a name in the legend and no uid.
 * @param {HTMLElement} place
 * @param {string | undefined} name
 */
export const isNameHidden = (place, name) =>
  drawn(place).data?.some((trace) => trace.name === name && trace.visible === "legendonly");

/**
 * What Plotly shows for a text that has no tags of its own: as plain_text.py writes it, what a person
 * named has entities in it.
 * @param {string} text
 */
export const shownAs = (text) => text.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));

/**
 * Another name for a trace in the legend that is drawn, in one row or in one column. Returns whether
 * that can be: where a longer one would move other rows, all of the legend has to be drawn anew.
 * @param {HTMLElement} place
 * @param {string} old
 * @param {string} name
 */
export function rename(place, old, name) {
  const [oldWords, words] = [shownAs(old), shownAs(name)];
  const items = /** @type {SVGGElement[]} */ ([...place.querySelectorAll(PLOTLY.legendItem)]);
  const texts = items.map((item) => /** @type {SVGTextElement | null} */ (item.querySelector(PLOTLY.legendText)));
  const which = texts.findIndex((text) => text?.textContent === oldWords);
  const text = texts[which];
  if (!text) return false;
  if (oldWords.length === words.length) {
    text.textContent = words;
    return true;
  }
  const places = items.map((item) => item.transform.baseVal.getItem(0));
  const isAlong = (/** @type {"e" | "f"} */ side) => places.every(({ matrix }) => matrix[side] === places[0]?.matrix[side]);
  const isRow = isAlong("f");
  if (!isRow && !isAlong("e")) return false;
  const width = text.getComputedTextLength();
  text.textContent = words;
  const shift = text.getComputedTextLength() - width;
  const moved = isRow ? places.slice(which + 1) : [];
  for (const item of moved) item.setTranslate(item.matrix.e + shift, item.matrix.f);
  widenLegend(place, isRow ? shift : Math.max(shift, 0));
  return true;
}

/**
 * @param {HTMLElement} place
 * @param {number} more in pixels
 */
function widenLegend(place, more) {
  for (const part of [PLOTLY.legendBack, PLOTLY.legendClip]) {
    const rect = /** @type {SVGRectElement | null} */ (place.querySelector(part));
    if (rect) rect.width.baseVal.value += more;
  }
}

/** @param {HTMLElement} place */
export const legendOf = (place) => place.querySelector(PLOTLY.legend);

/**
 * The names in the legend, and whether each is shown; Plotly fades one that is not.
 * @param {HTMLElement} place
 */
export function legendItems(place) {
  const items = /** @type {SVGGElement[]} */ ([...place.querySelectorAll(PLOTLY.legendItem)]);
  return items.map((item) => ({ item, isShown: Number(item.style.opacity || 1) === 1 }));
}

/**
 * As a click: Plotly remembers beyond the next drawing only what was done by a hand.
 * @param {Element} item
 */
export function pressLegend(item) {
  const toggle = item.querySelector(PLOTLY.legendToggle);
  for (const type of ["mousedown", "mouseup"]) toggle?.dispatchEvent(new MouseEvent(type, { bubbles: true }));
}

/**
 * Shows the label of a point, and returns its words.
 * @param {HTMLElement} place
 * @param {PointAddress} point
 */
export function hoverOn(place, point) {
  // At once: else Plotly would wait, where the last label is younger than 50 ms.
  leaveHover(place);
  shared().Plotly?.Fx.hover(place, [point]);
  const texts = [...place.querySelectorAll(`${PLOTLY.hoverLayer} text`)];
  const lines = texts.flatMap((text) => {
    const parts = [...text.querySelectorAll("tspan")];
    return (parts.length ? parts : [text]).map((part) => part.textContent ?? "");
  });
  return lines.filter(Boolean).join(", ");
}

/** @param {HTMLElement} place */
export const leaveHover = (place) => shared().Plotly?.Fx.unhover(place);

/** @param {Event} event */
export const isOnPlot = ({ target }) => target instanceof Element && target.closest(PLOTLY.drag);

/**
 * @param {Life} life
 * @param {HTMLElement} place
 * @param {() => void} act after each drawing, and with every move of a hand that zooms or pans
 */
export function onMoved(life, place, act) {
  for (const event of ["plotly_afterplot", "plotly_relayouting"]) on(life, place, event, act);
}

/**
 * @param {Life} life
 * @param {HTMLElement} place
 * @param {(points: { customdata?: unknown }[]) => void} act
 */
export function onPointsClicked(life, place, act) {
  on(life, place, "plotly_click", ({ points }) => act(points));
}

/**
 * @param {Life} life
 * @param {HTMLElement} place
 * @param {(point: { x: number, y: number } | null) => void} act with what a pointer is at, if anything
 */
export function onPointed(life, place, act) {
  on(life, place, "plotly_hover", ({ points }) => act(points[0] ?? null));
  on(life, place, "plotly_unhover", () => act(null));
}

/**
 * @param {Life} life
 * @param {HTMLElement} place
 * @param {string} event
 * @param {Listener} act
 */
function on(life, place, event, act) {
  const heard = life.guarded(act);
  drawn(place).on?.(event, heard);
  // Without `on`, it was purged and has forgotten by itself.
  life.own(() => drawn(place).on && drawn(place).removeListener(event, heard));
}
