"""What a first visit waits for on a slow line, beside a Streamlit page that says one word.

The browser has kept nothing, and its protocol throttles the line. Times are the page's own, from
the address entered. The first boundary is the server's drawing; where there is none, as before it
was, that is Plotly's chart.

Where the time goes, at 1.5 Mbit/s and 300 ms. Streamlit's own files take 14 s, with 861 kB that
it sends uncompressed; then the script answers. An element of `st.html` needs 31 kB of Streamlit's
more, which share the line with those of all controls: the drawing waits for these alone. A
component of any kind needs 196 kB, our modules come in six steps of 300 ms, and plotly.js takes
8 s, from when the first component asks for it: none of them stands before the drawing.

With that file of `st.html` comes our style sheet, after the first words: what stands on the page
moves then (layout shift 0.1 to 0.5), once, in a browser that has kept nothing.

Seen on two shared cores, medians of 3; before the drawing there was, and with it:

  one word 14.5 and 14.3 s, answer 15.2 and 14.8, first boundary 28.6 and 16.8 (1.98 and 1.17 of one
  word), controls 22.4 and 22.8, chart 28.6 and 28.5
  since the answer 13.5 and 2.0 s: of the chart's time 1.00 and 0.15
"""

from collections import defaultdict

import numpy as np
from playwright.sync_api import Browser, CDPSession, Page

from tests.benchmarks.report import spread, verdict
from tests.benchmarks.served import serving
from tests.benchmarks.visit import DELTA, RECORDER, WIDE, browsing

WORD = "tests/benchmarks/floor/word.py"
BITS_PER_SECOND = 1.5e6
LATENCY = 300.0  # ms
PATIENCE = 120_000
N_VISITS = 3
MOST_SHARE = 1 / 3  # of the time to Plotly's chart, since the script's answer

CHART = ".stage-boundary .cartesianlayer path.point"
# What is looked for in every frame, by name.
SEEN = {
    "word": ".stMarkdown p",
    "drawing": ".first-drawing .first-line",
    "controls": ".live-slider",
    "play bar": ".stage-play",
    "chart": CHART,
}
LOOK = """(seen) => {
    window.firstSeen = {};
    const look = (now) => {
        for (const [name, selector] of Object.entries(seen))
            if (document.querySelector(selector)) firstSeen[name] ??= now;
        requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
}"""

Times = dict[str, list[float]]


def measure_slow_line() -> None:
    """From the address entered, and from the script's answer, to the first boundary."""
    speed = f"{BITS_PER_SECOND / 1e6:g} Mbit/s, {LATENCY:g} ms"
    print(f"slow: a first visit at {speed}, {N_VISITS} times, ms from the address entered")
    app, word = defaultdict(list), defaultdict(list)
    with serving("app.py") as server, serving(WORD) as least, browsing() as browser:
        for _ in range(N_VISITS):
            note(word, visit(browser, least.address, SEEN["word"]))
            note(app, visit(browser, server.address, CHART))
    print(f"  {'one word':<20} {spread(word['word'])}")
    for name in ("answer", "drawing", "controls", "play bar", "chart"):
        print(f"  {name:<20} {spread(app[name])}" if app[name] else f"  {name:<20} none")
    first = app["drawing"] or app["chart"]
    print(f"  first boundary / one word {np.median(first) / np.median(word['word']):.2f}")
    waited, charted = since_answer(app, first), since_answer(app, app["chart"])
    share = float(np.median(waited) / np.median(charted))
    print(f"  since the answer: first boundary {spread(waited)}, chart {spread(charted)}")
    print(f"  ratio {share:.2f} (target {MOST_SHARE:.2f})   {verdict(share <= MOST_SHARE)}\n")


def since_answer(times: Times, moments: list[float]) -> list[float]:
    return [one - answer for one, answer in zip(moments, times["answer"], strict=True)]


def note(times: Times, seen: dict[str, float]) -> None:
    for name, moment in seen.items():
        times[name].append(moment)


def visit(browser: Browser, address: str, last: str) -> dict[str, float]:
    """When each thing was seen first, and when the script's first answer came."""
    context = browser.new_context(viewport=WIDE)
    context.add_init_script(path=RECORDER)
    context.add_init_script(f"({LOOK})({SEEN})")
    page = context.new_page()
    throttle(context.new_cdp_session(page))
    page.goto(address, timeout=PATIENCE)
    page.wait_for_selector(last, state="attached", timeout=PATIENCE)
    seen = noted(page)
    context.close()
    return seen


def noted(page: Page) -> dict[str, float]:
    page.wait_for_timeout(100)  # until the frame is over that has shown it
    seen: dict[str, float] = page.evaluate("firstSeen")
    frames: list[list[float]] = page.evaluate("recorder.notes.frames")
    return seen | {"answer": next(when for when, kind, _ in frames if kind == DELTA)}


def throttle(session: CDPSession) -> None:
    session.send("Network.enable")
    bytes_per_second = BITS_PER_SECOND / 8
    session.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": LATENCY,
            "downloadThroughput": bytes_per_second,
            "uploadThroughput": bytes_per_second,
        },
    )
