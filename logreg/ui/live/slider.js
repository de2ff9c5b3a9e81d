// One live slider. Called again on every change of its data or of the theme.

import { guarded } from "./guarded.js";
import { isRunning, onRunState } from "./host.js";

// An answer that takes longer is taken for lost: the next value may go out.
const LONGEST_WAIT_MS = 1500;

const MARKUP = `
  <div class="live-slider-head">
    <span class="live-slider-label" aria-hidden="true"></span>
    <button class="live-slider-help" type="button" hidden>?</button>
    <span class="live-slider-note live-slider-tip" role="tooltip"></span>
  </div>
  <div class="live-slider-body">
    <button class="live-slider-value" type="button" title="Type an exact value"></button>
    <div class="live-slider-marks"></div>
    <input class="live-slider-range" type="range" min="0" step="1">
    <span class="live-slider-note live-slider-problem" role="alert"></span>
  </div>
`;

const sliders = new WeakMap();

export default function ({ data, parentElement, key, setStateValue, fail }) {
  const place = parentElement.querySelector(".live-slider");
  const slider = sliders.get(place) ?? create(place, key);
  Object.assign(slider, { setStateValue, fail, data });
  describe(slider);
  receive(slider);
  return () => forget(slider);
}

// Its place is gone: nothing may go on listening or waiting for it.
function forget(slider) {
  clearTimeout(slider.timer);
  slider.stopWatching?.();
  slider.grip?.abort();
}

function create(place, key) {
  place.innerHTML = MARKUP;
  const part = (name) => place.querySelector(`.live-slider-${name}`);
  const slider = {
    place,
    label: part("label"),
    help: part("help"),
    tip: part("tip"),
    number: part("value"),
    marks: part("marks"),
    range: part("range"),
    problem: part("problem"),
    field: null, // the text field, while it is open
    grip: null, // what listens for the end of a drag, while the thumb is held
    scale: null,
    value: null,
    wanted: null, // what Python is to know
    sent: null, // what it was told last
    count: 0, // the number of that message
    isWaiting: false,
    isAnswered: true, // whether the page has come back with that number
  };
  slider.tip.id = `${key}-tip`;
  slider.marks.id = `${key}-marks`;
  const on = (element, event, act) =>
    element.addEventListener(event, guarded(act, (error) => slider.fail(error)));
  on(slider.range, "pointerdown", () => hold(slider));
  on(slider.range, "input", () => move(slider));
  on(slider.number, "click", () => openField(slider));
  slider.help.addEventListener("keydown", (event) => {
    if (event.key === "Escape") slider.help.blur();
  });
  sliders.set(place, slider);
  return slider;
}

// ---- words and scale

function describe(slider) {
  const { data, range, help, number } = slider;
  slider.label.textContent = data.label;
  slider.tip.textContent = data.help;
  help.hidden = !data.help;
  help.ariaLabel = `Help on ${data.label}`;
  help.setAttribute("aria-describedby", slider.tip.id);
  range.setAttribute("aria-label", data.label);
  range.setAttribute("aria-describedby", `${slider.tip.id} ${slider.marks.id}`);
  slider.place.toggleAttribute("data-disabled", data.is_disabled);
  range.disabled = number.disabled = data.is_disabled;
  if (data.is_disabled) {
    closeField(slider);
    release(slider);
  }
  if (!slider.grip) takeScale(slider);
  drawMarks(slider);
}

// Not under the hand: other ends of the track would move the thumb.
function takeScale(slider) {
  const { low, high, step, scale, is_integer } = slider.data;
  const isLog = scale === "log";
  const span = isLog ? Math.log10(high / low) : high - low;
  const last = Math.max(1, isLog ? Math.round(span / step) : Math.ceil(span / step - 1e-9));
  slider.scale = { low, high, step, span, last, isLog, isInteger: is_integer };
  slider.range.max = last;
}

function valueAt({ low, high, step, span, last, isLog, isInteger }, position) {
  if (position <= 0) return low;
  if (position >= last) return high;
  const exact = isLog ? low * 10 ** ((span * position) / last) : low + step * position;
  const short = Number(exact.toPrecision(isLog ? 2 : 12));
  return Math.min(Math.max(isInteger ? Math.round(short) : short, low), high);
}

function positionOf({ low, step, span, last, isLog }, value) {
  const position = isLog ? (Math.log10(value / low) / span) * last : (value - low) / step;
  return Math.min(Math.max(position, 0), last);
}

function drawMarks({ data, scale, marks }) {
  const wanted = JSON.stringify([data.marks, scale]);
  if (marks.dataset.drawn === wanted) return;
  marks.dataset.drawn = wanted;
  const items = data.marks.length ? data.marks.flatMap((mark) => drawMark(mark, scale)) : ends(scale);
  marks.replaceChildren(...items);
}

function drawMark({ value, label }, scale) {
  return ["tick", "mark"].map((name) => {
    const part = document.createElement("span");
    part.className = `live-slider-${name}`;
    part.textContent = name === "mark" ? label : "";
    part.style.setProperty("--at", positionOf(scale, value) / scale.last);
    part.style.setProperty("--chars", label.length);
    return part;
  });
}

// Without marks, the two ends of the range are named while the pointer is over the slider.
function ends({ low, high }) {
  return [low, high].map((value) => {
    const end = document.createElement("span");
    end.className = "live-slider-end";
    end.setAttribute("aria-hidden", "true");
    end.textContent = readable(value);
    return end;
  });
}

// ---- the value on screen

function show(slider) {
  const { scale, value, range, number, place } = slider;
  // Under the hand, the browser places the thumb.
  if (!slider.grip) range.value = Math.round(positionOf(scale, value));
  const text = readable(value);
  range.setAttribute("aria-valuetext", text);
  number.textContent = text;
  number.ariaLabel = `${slider.data.label}: ${text}, type an exact value`;
  place.style.setProperty("--at", range.value / scale.last);
  place.style.setProperty("--chars", text.length);
}

// 0.003, 1.6, 5000, 12.5k
function readable(value) {
  const size = Math.abs(value);
  if (size >= 1e6) return `${Number((value / 1e6).toPrecision(4))}M`;
  if (size >= 1e4) return `${Number((value / 1e3).toPrecision(4))}k`;
  return String(Number(value.toPrecision(4)));
}

// ---- the hand

function hold(slider) {
  if (slider.grip || slider.range.disabled) return;
  slider.grip = new AbortController();
  const { signal } = slider.grip;
  const end = () => release(slider);
  for (const type of ["pointerup", "pointercancel", "blur"]) {
    window.addEventListener(type, end, { signal });
  }
  for (const type of ["change", "blur"]) slider.range.addEventListener(type, end, { signal });
  document.addEventListener("visibilitychange", end, { signal });
}

function release(slider) {
  if (!slider.grip) return;
  slider.grip.abort();
  slider.grip = null;
  takeScale(slider);
  choose(slider, slider.value);
}

function move(slider) {
  const position = slider.grip ? Number(slider.range.value) : nextDifferent(slider);
  choose(slider, valueAt(slider.scale, position));
}

// Small whole numbers fill several positions of a log scale: a key press skips those that are equal.
function nextDifferent({ range, scale, value }) {
  let position = Number(range.value);
  const direction = Math.sign(position - positionOf(scale, value));
  const isInside = () => position + direction >= 0 && position + direction <= scale.last;
  while (direction && valueAt(scale, position) === value && isInside()) position += direction;
  return position;
}

function choose(slider, value) {
  slider.value = value;
  slider.wanted = { value, isDragging: slider.grip !== null };
  show(slider);
  sendNext(slider);
}

// ---- typing an exact value

function openField(slider) {
  const field = document.createElement("input");
  field.className = "live-slider-field";
  field.inputMode = "decimal";
  field.autocomplete = "off";
  field.ariaLabel = `${slider.data.label}, exact value`;
  field.value = slider.value;
  field.addEventListener("blur", () => commit(slider));
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault(); // the button, focused now, would take this Enter for a click
    if (event.key === "Enter") commit(slider);
    else closeField(slider);
    slider.number.focus();
  });
  slider.field = field;
  slider.number.hidden = true;
  slider.number.after(field);
  field.select();
}

function commit(slider) {
  if (!slider.field) return;
  const value = parse(slider.field.value);
  closeField(slider);
  if (isAllowed(slider.data, value)) choose(slider, value);
  else refuse(slider);
}

function closeField(slider) {
  const { field } = slider;
  if (!field) return;
  slider.field = null; // first: removing the field makes it lose the focus
  slider.number.hidden = false;
  field.remove();
}

// Also 12.5k, as it is shown, 1,000 and the comma of a phone's keyboard.
function parse(text) {
  const plain = text.trim().replace(/^([1-9]\d{0,2})((,\d{3})+)(?!\d)/, (all) => all.replaceAll(",", ""));
  const match = /^([-+]?[\d.]+(?:e[-+]?\d+)?)(k|M)?$/i.exec(plain.replace(",", "."));
  if (!match) return NaN;
  const unit = { k: 1e3, m: 1e6 }[match[2]?.toLowerCase()] ?? 1;
  return Number((Number(match[1]) * unit).toPrecision(12));
}

function isAllowed({ low, high, is_integer }, value) {
  return value >= low && value <= high && (!is_integer || Number.isInteger(value));
}

// Says what is allowed, until the person does the next thing.
function refuse({ data, problem }) {
  problem.textContent = data.refusal;
  const done = new AbortController();
  const hide = () => {
    done.abort();
    problem.textContent = "";
  };
  for (const type of ["pointerdown", "keydown"]) {
    document.addEventListener(type, hide, { capture: true, signal: done.signal });
  }
}

// ---- the conversation with Python: the latest value, one message under way

function sendNext(slider) {
  if (slider.isWaiting || isKnown(slider) || !slider.place.isConnected) return;
  if (slider.wanted.isDragging && !slider.data.has_previews) return;
  slider.sent = slider.wanted;
  slider.count += 1;
  slider.isWaiting = true;
  slider.isAnswered = false;
  slider.timer = setTimeout(() => giveUp(slider), LONGEST_WAIT_MS);
  const { value, isDragging } = slider.sent;
  slider.setStateValue("value", { value, is_dragging: isDragging, count: slider.count });
}

function isKnown({ wanted, sent }) {
  return wanted.value === sent.value && wanted.isDragging === sent.isDragging;
}

function receive(slider) {
  const { value, count, is_dragging } = slider.data;
  if (count < slider.count) return; // said before the last message arrived
  slider.count = count;
  slider.isAnswered = true;
  // Asked first: going on may send, and what was sent is not answered by this.
  const isFree = !slider.grip && (!slider.wanted || isKnown(slider));
  if (slider.isWaiting) whenRunEnds(slider, () => goOn(slider));
  if (isFree) follow(slider, value, is_dragging);
}

function follow(slider, value, isDragging) {
  slider.value = value;
  slider.sent = { value, isDragging };
  // Nobody holds the thumb: a drag that Python still believes in was cut off.
  slider.wanted = { value, isDragging: false };
  show(slider);
  sendNext(slider);
}

// A message in the middle of a run would end it before the page below the slider is drawn.
function whenRunEnds(slider, act) {
  slider.stopWatching?.();
  if (isRunning()) slider.stopWatching = onRunState(() => isRunning() || act());
  else act();
}

// No answer: a message that was lost is said again, unless there is a newer one to say.
function giveUp(slider) {
  if (slider.isAnswered || !isKnown(slider)) {
    goOn(slider);
    return;
  }
  whenRunEnds(slider, () => {
    slider.sent = {};
    goOn(slider);
  });
}

function goOn(slider) {
  clearTimeout(slider.timer);
  slider.stopWatching?.();
  slider.isWaiting = false;
  sendNext(slider);
}
