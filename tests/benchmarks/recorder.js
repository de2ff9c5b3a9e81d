// Notes what a person waits for, on the page's own clock. It runs before the page's own scripts and
// treats every page alike: a chart is what Plotly draws in, or the table of a confusion matrix.
(() => {
  const CHARTS = '.live-chart, .js-plotly-plot, table[aria-label="Confusion matrix"]';
  const SHAPES = ".cartesianlayer :is(path.js-line, path.point, image)";
  const N_CHARTS = 3;
  const SCRIPT_FINISHED = 6; // field of ForwardMsg
  const QUESTION = '"asked","value":true'; // as live/remedy.js sends it
  const PATIENCE = 5000; // some requests, like heartbeats, run no script
  const notes = {
    sends: [], // when a request left for the server
    frames: [], // [when, kind, bytes] of each message from the server
    toQuestion: [], // the same of those that answer a question of the page itself
    inputs: [], // when the pointer was moved that changed a slider
    releases: [], // when the pointer was let go
    redraws: [], // when all watched charts had completed a drawing (live charts only)
    completions: [], // [when, when shown]: all charts are drawn, boundary and loss curve anew
    paints: [], // two animation frames after anything changed within a chart
    iterations: [], // the animation frames at which playback had moved on
    firstDrawn: null, // when all charts were shown for the first time
  };
  let lastDrawn = new Map(); // each chart's revision at the last completion
  let nWatched = 1; // the first so many live charts
  const redrawn = new Set(); // of those, since the last redraw
  let isAsking = false; // whether the answer to the question of live/remedy.js is to come
  let isHeld = false; // whether the pointer is down
  const requests = []; // what the page has sent to the server, all of it
  const watch = { watchCharts, watchPlayback };
  const recorder = { notes, requests, reset, quietFor, ...watch, plotAreas, sliderTrack };
  window.recorder = recorder;
  recordMessages();
  recordHand();
  document.addEventListener("DOMContentLoaded", () => {
    new MutationObserver(recordMutations).observe(document.body, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    });
  });

  function reset() {
    for (const list of Object.values(notes)) if (Array.isArray(list)) list.length = 0;
  }

  // Milliseconds since the last request, answer, release or change of a chart; none while a request
  // waits for the end of its script run.
  function quietFor() {
    if (isWaiting()) return 0;
    const last = (list) => list.at(-1) ?? 0;
    const frame = notes.frames.at(-1)?.[0] ?? 0;
    const { sends, paints, releases } = notes;
    return performance.now() - Math.max(last(sends), frame, last(paints), last(releases));
  }

  function isWaiting() {
    const sent = notes.sends.at(-1) ?? 0;
    const isFinished = ([when, kind]) => kind === SCRIPT_FINISHED && when > sent;
    return performance.now() - sent < PATIENCE && sent > 0 && !notes.frames.some(isFinished);
  }

  function recordMessages() {
    window.WebSocket = class extends window.WebSocket {
      constructor(...options) {
        super(...options);
        this.addEventListener("message", ({ data }) => {
          if (!(data instanceof ArrayBuffer)) return;
          const kind = messageKind(new Uint8Array(data));
          const frames = isAsking ? notes.toQuestion : notes.frames;
          if (isAsking && kind === SCRIPT_FINISHED) isAsking = false;
          frames.push([performance.now(), kind, data.byteLength]);
        });
      }

      send(data) {
        if (isQuestion(data)) {
          isAsking = true;
          super.send(data);
          return;
        }
        notes.sends.push(performance.now());
        requests.push(data);
        super.send(data);
      }
    };
  }

  // Of a page that is at rest: whether anything could be mended. It is no part of an answer to a hand.
  function isQuestion(data) {
    return new TextDecoder("latin1").decode(data).includes(QUESTION);
  }

  // The number of the field that says what a ForwardMsg is; hash (1) and metadata (2) come before.
  function messageKind(bytes) {
    let position = 0;
    const number = () => {
      let value = 0;
      for (let shift = 0; ; shift += 7) {
        const byte = bytes[position++];
        value |= (byte & 127) << shift;
        if (byte < 128) return value;
      }
    };
    while (position < bytes.length) {
      const field = number() >> 3;
      if (field > 2) return field;
      const length = number();
      position += length;
    }
    return 0;
  }

  function recordHand() {
    let lastMove = 0;
    const listen = (type, react) => window.addEventListener(type, react, { capture: true });
    listen("pointermove", (event) => (lastMove = event.timeStamp));
    listen("pointerdown", (event) => {
      isHeld = true;
      lastMove = event.timeStamp;
    });
    listen("pointerup", (event) => {
      isHeld = false;
      lastDrawn = revisions(outermostCharts());
      notes.releases.push(event.timeStamp);
    });
    listen("input", () => notes.inputs.push(lastMove));
  }

  // While a hand drags, nobody asks but for charts that count: to look closer takes a phone 3 % of
  // its time.
  function recordMutations(mutations) {
    if (!isHeld && mutations.some(changesChart)) {
      noteCompletion();
      notePaint();
    }
    const counted = mutations.filter(({ attributeName }) => attributeName === "data-revision");
    for (const { target } of counted) redrawn.add(target);
    if (counted.length) noteRedraw();
  }

  function noteRedraw() {
    const watched = [...document.querySelectorAll("[data-revision]")].slice(0, nWatched);
    if (!watched.length || !watched.every((chart) => redrawn.has(chart))) return;
    notes.redraws.push(performance.now());
    redrawn.clear();
  }

  function watchCharts(n) {
    nWatched = n;
    redrawn.clear();
  }

  function changesChart({ target, addedNodes, removedNodes }) {
    const element = target.nodeType === Node.ELEMENT_NODE ? target : target.parentElement;
    if (element?.closest(CHARTS)) return true;
    const holdsChart = (node) => node.matches?.(CHARTS) || node.querySelector?.(CHARTS);
    return [...addedNodes, ...removedNodes].some(holdsChart);
  }

  function notePaint() {
    if (notePaint.isPending) return;
    notePaint.isPending = true;
    requestAnimationFrame(() => (notePaint.isPending = false));
    whenShown((time) => notes.paints.push(time));
  }

  // A drawing that keeps its element counts its revisions; where none are counted the element is new.
  // The confusion matrix may rightly stay as it is.
  function noteCompletion() {
    const charts = outermostCharts();
    const isRenewed = (chart) => lastDrawn.get(chart) !== revisionOf(chart);
    if (charts.length < N_CHARTS || !charts.every(isDrawn)) return;
    if (!charts.slice(0, 2).every(isRenewed)) return;
    lastDrawn = revisions(charts);
    const completed = performance.now();
    whenShown((time) => {
      notes.completions.push([completed, time]);
      notes.firstDrawn ??= time;
    });
  }

  const revisionOf = (chart) => chart.dataset.revision ?? "uncounted";

  const revisions = (charts) => new Map(charts.map((chart) => [chart, revisionOf(chart)]));

  function whenShown(note) {
    requestAnimationFrame(() => requestAnimationFrame(() => note(performance.now())));
  }

  function outermostCharts() {
    const isOutermost = (chart) => !chart.parentElement.closest(CHARTS);
    return [...document.querySelectorAll(CHARTS)].filter(isOutermost);
  }

  function isDrawn(chart) {
    if (chart.matches("table")) return /\d/.test(chart.textContent);
    return Boolean(chart.querySelector(SHAPES));
  }

  function watchPlayback() {
    const stage = document.querySelector("[data-iteration]");
    let shown = stage.dataset.iteration;
    const look = (time) => {
      if (stage.dataset.iteration !== shown) notes.iterations.push(time);
      shown = stage.dataset.iteration;
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }

  // Where each chart draws: inside its axes, or all of it where it has none.
  function plotAreas() {
    return outermostCharts().map((chart) => {
      const box = (chart.querySelector(".nsewdrag") ?? chart).getBoundingClientRect();
      return [box.left, box.top, box.right, box.bottom].map(Math.round);
    });
  }

  // Left and right end of a slider's track, where on it the thumb stands, and its height on the page.
  function sliderTrack(input) {
    const track = (input.closest("[data-rac][role=group]") ?? input).getBoundingClientRect();
    const thumb = input.closest("[data-rac][style*=left]")?.getBoundingClientRect();
    const share = (input.value - input.min) / (input.max - input.min);
    const y = thumb ? thumb.top + thumb.height / 2 : track.top + track.height / 2;
    return { left: track.left, right: track.right, share, y };
  }
})();
