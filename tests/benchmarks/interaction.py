"""How the app answers a hand, beside plain Streamlit: `python -m tests.benchmarks.interaction`.

A headless Chromium against real servers; the app and reference_app.py take turns. Times are the
page's (recorder.js). Parts can be named: blank, drag, points, release, playback, bytes, visitors,
neighbour, pages, lesson, slow.

- blank: a frame of a screencast in which the pixels of a chart's area hardly vary any more.
- drag: answers drawn per second on the playground and on Evaluate; each is timed from the pointer's
  move it shows, beside the floor: the same slider moving one dot on a page of nothing else.
- points: answers drawn per second under a drawn point, beside the slider of the same page.
- release: to the last complete drawing, two animation frames after it, and to the last change.
- playback: animation frames per second at which the stage showed another iteration.
- bytes: WebSocket messages from a script run's start to its end.
- visitors: sessions over the WebSocket protocol, which repeat what a browser sent for a slider.
  Each interaction takes another number of iterations, so that no cache answers; an answer without
  that run's charts is a failure. Memory is what a session adds once the shared caches are full.
- neighbour: a run of 30 features and thousands of iterations, answered while nobody else is at work
  and while another process keeps a core busy, in turn.
- pages: beside a page in the same frame, with the same controls, that holds one `st.plotly_chart`;
  and, to know what frame and controls cost, beside one on a page of nothing else.
- slow: a first visit on a slow line, to the first boundary and to Plotly's chart (slow_line.py).
- lesson: one key press on the slider of each section, on the largest data, from the request to the
  end of the script; a browser's requests, repeated without one.

Where the time goes, visitors.py tells for the server and drag.py for a drag.

Seen on two shared cores, each part in a call on a quiet machine:

  blank     app 0 of 261 frames, reference 79 of 247
  drag      playground 40.0 redraws/s, 1.16 times the floor from event to drawn (target 2);
            Evaluate 24.0 by threshold and 20.0 by the learning rate (15); on a phone 10.6 (10), the
            floor 25.5. On a noisier day 9.3 on a phone, the floor 21.2
  points    a point 25.3 and 23.4 answers/s, the slider of its page 25.4 and 26.0: ratios 1.00 and
            0.90 (target 0.9), no blank frame; 0.82 while each move painted the chart as well
  release   app 135 ms, reference 239 ms median: ratio 0.56
  playback  44.4 frames/s on average, as many as are asked for; on a phone 43.0, in turn with 43.2
            of the version before it had a layout of its own
  bytes     preview 20.2 kB, playable run 31.6 kB, reference 27.5 kB
  visitors  app 26 ms median, 70 ms p95, 0.48 MB a session; none failed
            reference 32 ms median, 44 ms p95; on the slower day it was at its limit, 7.0 s median
  neighbour 68 ms of waiting alone and beside a busy core, ratio 1.00, measured apart; with BLAS on
            two threads 370 ms of work alone and 630 beside
  pages     Evaluate 194 ms, Weights 228, Descent 162, Against scikit-learn 167, From scratch 236:
            ratios 0.82, 1.03 (over 15), 0.79, 1.06 and 1.03 to one plain chart in the same frame,
            1.37, 1.78, 1.51, 1.45 and 1.67 to one on a bare page
  lesson    from 5 to 24 ms median in each section
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager

import numpy as np
from playwright.sync_api import Browser, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.benchmarks.crowd import (
    N_VISITORS,
    Load,
    answers_beside_neighbour,
    load_with_visitors,
    replay,
)
from tests.benchmarks.drag import measure_drag
from tests.benchmarks.points import measure_points
from tests.benchmarks.report import spread, verdict
from tests.benchmarks.screencast import count_blank, recording
from tests.benchmarks.served import Server, serving
from tests.benchmarks.slow_line import measure_slow_line
from tests.benchmarks.visit import (
    WIDE,
    Answer,
    Notes,
    browsing,
    drag_to,
    press_key,
    read_notes,
    read_requests,
    release,
    reset,
    settle,
    visiting,
)

APP, REFERENCE = "app", "reference"
# One plain chart on a page of nothing else, and in the frame and beside the controls of the app.
BARE = "tests/benchmarks/bare/app.py"
FRAMED = "tests/benchmarks/framed/app.py"
# Clicks a link of the menu; resolves to the milliseconds until a chart of the page is painted. That
# is a task after the frame: the next frame comes only when the next chart of the page is drawn.
SWITCH = """([label, shapes]) => new Promise((resolve) => {
    const start = performance.now();
    const few = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const isInked = (canvas) => {
        few.drawImage(canvas, 0, 0, 16, 16);
        return few.getImageData(0, 0, 16, 16).data.some((value) => value > 0);
    };
    const isThere = () => {
        const first = document.querySelector(shapes);
        const isOurs = document.querySelector("h1")?.textContent.includes(label);
        return first && isOurs && (!first.matches("canvas") || isInked(first));
    };
    const look = () => {
        if (!isThere()) requestAnimationFrame(look);
        else setTimeout(() => resolve(performance.now() - start));
    };
    [...document.querySelectorAll("a")].find((a) => a.textContent.includes(label)).click();
    requestAnimationFrame(look);
})"""
PLAIN_CHART, OWN_CHART = (
    f"{place} .cartesianlayer :is(path.js-line, path.point)"
    for place in (".js-plotly-plot", ".live-chart-frame")
)
FIRST_CHARTS = {
    "Evaluate": OWN_CHART,
    "Weights": OWN_CHART,
    "Descent": ".descent-plane canvas",
    "scikit-learn": OWN_CHART,
    "From scratch": OWN_CHART,
}
SCRIPTS = {APP: "app.py", REFERENCE: "tests/benchmarks/reference_app.py"}

MOST_RELEASE_RATIO = 0.7
LEAST_PLAYBACK = 30.0  # frames per second
MOST_PREVIEW_BYTES = 30_000
MOST_PLAYABLE_BYTES = 300_000
MOST_VISITOR_TIME = 250.0  # ms, 95th percentile
MOST_NEIGHBOUR_RATIO = 1.3
MOST_SWITCH_RATIO = 1.2
MOST_LESSON_TIME = 50.0  # ms

N_RELEASES = 8
N_BYTE_DRAGS = 3
N_SWITCHES = 15  # over five, Weights had ratios from 1.17 to 1.31
N_PRESSES = 6
N_BESIDE_NEIGHBOUR = 20
# Training is what BLAS does, and most of such an answer.
LONG_RUN = "data=breast_cancer&others=1&standardise=1&iterations=4000"
LARGEST_DATA = "samples=2000&iterations=5000"
# Each section's slider: its name, and which of that name it is on the page.
LESSON_SLIDERS = (
    ("Centre, mm", 0),
    ("Weight w₁", 0),
    ("Score z", 0),
    ("Point", 0),
    ("Steps taken", 0),
    ("After iteration", 0),
    ("Loop iteration", 0),
    ("Threshold", 0),
    ("Learning rate of both", 0),
    ("Score z", 1),
)
PLAYBACK_SECONDS = 2.5
CHANGES = (
    ("Iterations", "PageUp"),
    ("Noise", "PageUp"),
    ("Learning rate", "ArrowRight"),
    ("Iterations", "PageUp"),
    ("Noise", "PageDown"),
    ("Learning rate", "ArrowLeft"),
    ("Iterations", "PageDown"),
    ("Noise", "ArrowRight"),
    ("Learning rate", "ArrowLeft"),
    ("Iterations", "ArrowRight"),
)


def main() -> None:
    chosen = sys.argv[1:] or list(PARTS)
    unknown = [name for name in chosen if name not in PARTS]
    if unknown:
        sys.exit(f"No such part: {', '.join(unknown)}. There are: {', '.join(PARTS)}.")
    for name in chosen:
        PARTS[name]()


# --- blank frames ---


def measure_blank_frames() -> None:
    """A screencast of ten control changes, by keyboard."""
    print(f"blank: frames without a chart, in a screencast of {len(CHANGES)} control changes")
    counts = {}
    with both_served() as servers, browsing() as browser:
        for name, server in servers.items():
            n_frames, n_blank, n_changes = film_changes(browser, name, server)
            counts[name] = n_blank
            print(f"  {name:<9} {n_blank:>4} of {n_frames} frames, in {n_changes} of the changes")
    print("  every change was answered once, and all charts were drawn anew")
    print(f"  {'target':<9} {0:>4}   {verdict(counts[APP] == 0)}\n")
    if counts[REFERENCE] == 0:
        sys.exit("The reference shows no blank frame: the check is broken, it cannot see them.")


def film_changes(browser: Browser, name: str, server: Server) -> tuple[int, int, int]:
    """Frames seen, blank frames, and changes that showed one."""
    n_blank = n_changes = 0
    with visiting(browser, server.address) as page, recording(page) as frames:
        for label, key in CHANGES:
            areas = drawn_areas(page)
            drawn = page.screenshot()
            n_before = len(frames)
            change_once(page, name, label, key)
            n_found = count_blank(frames[n_before:], drawn, areas)
            n_blank += n_found
            n_changes += n_found > 0
    return len(frames), n_blank, n_changes


def change_once(page: Page, name: str, label: str, key: str) -> None:
    """Without an answer nothing would be drawn, and so nothing be blank."""
    change = f"{key} on {label}"
    try:
        notes = press_key(page, label, key)
    except PlaywrightTimeout:
        sys.exit(f"The {name} has not drawn its charts anew after {change}: blank shows nothing.")
    if len(notes.answers) != 1:
        sys.exit(f"The {name} has answered {len(notes.answers)} times to {change}, not once.")


def drawn_areas(page: Page) -> list[tuple[int, int, int, int]]:
    settle(page)
    areas: list[list[int]] = page.evaluate("recorder.plotAreas()")
    return [(left, top, right, bottom) for left, top, right, bottom in areas]


# --- release ---


def measure_release() -> None:
    """From letting a dragged thumb go to all charts drawn, and to the last change of any."""
    print(f"release: {N_RELEASES} times, to everything drawn and to the last change of a chart")
    drawn: dict[str, list[float]] = {APP: [], REFERENCE: []}
    at_rest: dict[str, list[float]] = {APP: [], REFERENCE: []}
    with both_visited() as pages:
        for k in range(N_RELEASES):
            for name, page in pages.items():
                times = time_release(page, 0.4 + 0.03 * k * (-1) ** k)
                drawn[name].append(times[0])
                at_rest[name].append(times[1])
    print_times(drawn)
    print_ratio(drawn, MOST_RELEASE_RATIO)
    print("  until nothing changes any more")
    print_times(at_rest)
    print(f"  app / reference {ratio_of(at_rest):.2f}\n")


def time_release(page: Page, share: float) -> tuple[float, float]:
    """Drag for a sixth of a second, let go, and wait until nothing changes any more."""
    reset(page)
    drag_to(page, "Learning rate", share, seconds=0.15)
    release(page)
    settle(page)
    notes = read_notes(page)
    let_go = notes.releases[-1]
    drawn = [shown for _, shown in notes.completions if shown > let_go] or notes.paints
    return drawn[-1] - let_go, notes.paints[-1] - let_go


# --- playback ---


def measure_playback() -> None:
    """Frames per second of the stage at defaults."""
    print("playback: at defaults")
    with (
        serving(SCRIPTS[APP]) as server,
        browsing() as browser,
        visiting(browser, server.address) as page,
    ):
        notes = play(page)
    if len(notes.iterations) < 3:
        sys.exit("Play has not moved the stage.")
    rates = 1e3 / np.diff(notes.iterations)
    seconds = (notes.iterations[-1] - notes.iterations[0]) / 1e3
    # Not the median: where some screen frames show nothing new, it is that of those which do.
    rate = len(rates) / seconds
    print(
        f"  app       {rate:>6.1f} frames/s on average over {seconds:.1f} s"
        f" (target {LEAST_PLAYBACK:g})   {verdict(rate >= LEAST_PLAYBACK)}"
    )
    print(f"  from one to the next: {np.percentile(rates, 5):.1f} frames/s at the 5th percentile")
    print(f"  redraws of the boundary meanwhile: {len(notes.redraws) / seconds:.1f} /s\n")


def play(page: Page) -> Notes:
    """Press Play and watch for some seconds."""
    reset(page)
    page.evaluate("recorder.watchPlayback()")
    page.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_timeout(1e3 * PLAYBACK_SECONDS)
    return read_notes(page)


# --- bytes ---


def measure_bytes() -> None:
    """What a preview and a playable run take on the wire."""
    print(f"bytes: of all WebSocket messages from a script run, {N_BYTE_DRAGS} drags at defaults")
    previews: dict[str, list[Answer]] = {APP: [], REFERENCE: []}
    finals: dict[str, list[Answer]] = {APP: [], REFERENCE: []}
    with both_visited() as pages:
        for k in range(N_BYTE_DRAGS):
            for name, page in pages.items():
                while_dragging, afterwards = answers_to_drag(page, 0.4 + 0.1 * k)
                previews[name] += while_dragging
                finals[name].append(afterwards)
    preview = print_bytes("preview", previews[APP], MOST_PREVIEW_BYTES)
    playable = print_bytes("playable run", finals[APP], MOST_PLAYABLE_BYTES)
    plain = print_bytes("reference", finals[REFERENCE])
    print(f"  ratios to the reference {preview / plain:.2f} and {playable / plain:.2f}\n")


def answers_to_drag(page: Page, share: float) -> tuple[list[Answer], Answer]:
    """The answers before the release, and the last one after it."""
    reset(page)
    drag_to(page, "Learning rate", share, seconds=1.0)
    release(page)
    settle(page)
    notes = read_notes(page)
    let_go = notes.releases[-1]
    before = [answer for answer in notes.answers if answer.finished < let_go]
    return before, notes.answers[-1]


def print_bytes(title: str, answers: list[Answer], most: int | None = None) -> float:
    if not answers:
        print(f"  {title:<13} none sent   {verdict(False)}")
        return float("nan")
    sizes = [answer.n_bytes for answer in answers]
    median = float(np.median(sizes))
    target = f" (target {most / 1e3:g})   {verdict(median <= most)}" if most else ""
    print(
        f"  {title:<13} {median / 1e3:>7.1f} kB median,"
        f" {np.percentile(sizes, 95) / 1e3:>7.1f} kB p95{target}"
    )
    return median


# --- visitors ---


def measure_visitors() -> None:
    """Many sessions at once: how long their requests take, and what a session costs."""
    print(f"visitors: {N_VISITORS} sessions, one interaction each every 5 s")
    loads = {}
    for name, script in SCRIPTS.items():
        with serving(script) as server:
            loads[name] = load_with_visitors(server)
        print_load(name, loads[name])
    app, reference = loads[APP], loads[REFERENCE]
    p95 = float(np.percentile(app.interactions, 95)) if app.interactions else float("inf")
    is_met = not app.failures and p95 <= MOST_VISITOR_TIME
    print(f"  target    none fails, p95 {MOST_VISITOR_TIME:g} ms   {verdict(is_met)}")
    if reference.interactions and app.interactions:
        ratio = np.median(app.interactions) / np.median(reference.interactions)
        print(f"  app / reference {ratio:.2f}")
    print()


def print_load(name: str, load: Load) -> None:
    print(f"  {name:<9} interaction {spread(load.interactions)}; alone {spread(load.alone)};")
    print(f"  {'':<9} opening     {spread(load.openings)};")
    print(
        f"  {'':<9} {len(load.failures)} failed; {load.session_bytes / 1e6:.2f} MB of memory a"
        " session"
    )
    for failure in sorted(set(load.failures))[:3]:
        print(f"  {'':<9} {failure}")


# --- neighbour ---


def measure_neighbour() -> None:
    """What a busy core beside the server does to a run that takes long."""
    print(f"neighbour: {N_BESIDE_NEIGHBOUR} long runs, alone and beside a busy core in turn")
    with serving(SCRIPTS[APP]) as server:
        iterations = range(5000, 5000 - 2 * N_BESIDE_NEIGHBOUR, -2)
        pairs = answers_beside_neighbour(server, LONG_RUN, iterations)
    idle, busy = zip(*pairs, strict=True)
    for name, answered in (("idle", idle), ("busy", busy)):
        # In steps of 10 ms each, and so by their mean.
        worked = float(np.mean([one.worked for one in answered]))
        print(f"  {name:<9} {spread([one.waited for one in answered])}, worked {worked:.0f} ms")
    ratio = float(np.median([one.waited for one in busy]) / np.median([one.waited for one in idle]))
    is_met = ratio <= MOST_NEIGHBOUR_RATIO
    print(f"  busy / idle {ratio:.2f} (target {MOST_NEIGHBOUR_RATIO:g})   {verdict(is_met)}\n")


# --- pages ---


def measure_pages() -> None:
    """From a click in the menu to the first chart of the page drawn; every page was seen before."""
    print(f"pages: {N_SWITCHES} times, from the click to the first chart drawn")
    with ExitStack() as stack:
        browser = stack.enter_context(browsing())

        def visit(script: str) -> Page:
            server = stack.enter_context(serving(script))
            return stack.enter_context(opened(browser, server))

        bare, framed, app = (visit(script) for script in (BARE, FRAMED, SCRIPTS[APP]))
        for label, first_chart in FIRST_CHARTS.items():
            times = time_switches(
                [
                    (bare, "Start", "Chart", PLAIN_CHART),
                    (framed, "Playground", label, PLAIN_CHART),
                    (app, "Playground", label, first_chart),
                ]
            )
            print_switches(label, *times)
    print()


@contextmanager
def opened(browser: Browser, server: Server) -> Iterator[Page]:
    page = browser.new_page(viewport=WIDE)
    page.goto(server.address)
    yield page
    page.close()


def time_switches(ways: Sequence[tuple[Page, str, str, str]]) -> list[list[float]]:
    """Each way, from one page to another and what a chart is there, in turn with the others."""
    times: list[list[float]] = [[] for _ in ways]
    for _ in range(N_SWITCHES + 1):
        for (page, start, label, shapes), own in zip(ways, times, strict=True):
            page.bring_to_front()
            page.get_by_role("link", name=start, exact=True).click()
            page.locator("h1", has_text=start).wait_for()
            page.locator(shapes).first.wait_for(state="detached")
            page.wait_for_timeout(1000)
            own.append(page.evaluate(SWITCH, [label, shapes]))
    return [own[1:] for own in times]


def print_switches(label: str, bare: list[float], framed: list[float], app: list[float]) -> None:
    ratio = float(np.median(app) / np.median(framed))
    print(f"  {label:<22} {spread(app)}")
    print(f"    plain chart, framed  {spread(framed)}", end="; ")
    print(
        f"ratio {ratio:.2f} (target {MOST_SWITCH_RATIO:g})   {verdict(ratio <= MOST_SWITCH_RATIO)}"
    )
    print(f"    plain chart, bare    {spread(bare)}", end="; ")
    print(f"ratio {np.median(app) / np.median(bare):.2f}")


# --- lesson ---


def measure_lesson() -> None:
    """How long the server takes for one interaction in each section of the lesson."""
    print(f"lesson: {N_PRESSES} key presses in each section, from the request to the script's end")
    with serving(SCRIPTS[APP]) as server:
        opening, *presses = record_presses(f"{server.address}/from_scratch?{LARGEST_DATA}")
        times = replay(server, [opening, *presses])[1:]
    for (name, _), own in zip(LESSON_SLIDERS, np.reshape(times, (-1, N_PRESSES)), strict=True):
        is_met = float(np.median(own)) <= MOST_LESSON_TIME
        told = f"(target {MOST_LESSON_TIME:g})   {verdict(is_met)}"
        print(f"  {name:<22} {spread(own.tolist())} {told}")
    print()


def record_presses(address: str) -> list[bytes]:
    """What a browser sends when the page is opened, and for each key press."""
    with browsing() as browser, visiting(browser, address) as page:
        for name, place in LESSON_SLIDERS:
            slider = page.get_by_role("slider", name=name, exact=True).nth(place)
            for _ in range(N_PRESSES):
                reset(page)
                slider.press("ArrowRight")
                page.wait_for_function("recorder.notes.sends.length > 0")
        settle(page)
        return read_requests(page)


# --- what the parts share ---


@contextmanager
def both_served() -> Iterator[dict[str, Server]]:
    with ExitStack() as stack:
        yield {name: stack.enter_context(serving(script)) for name, script in SCRIPTS.items()}


@contextmanager
def both_visited() -> Iterator[dict[str, Page]]:
    """A page of the app and one of the reference, side by side in one browser."""
    with both_served() as servers, browsing() as browser, ExitStack() as stack:
        yield {
            name: stack.enter_context(visiting(browser, server.address))
            for name, server in servers.items()
        }


def print_times(times: dict[str, list[float]]) -> None:
    for name, own_times in times.items():
        print(f"  {name:<9} {spread(own_times)}")


def print_ratio(times: dict[str, list[float]], most: float) -> None:
    ratio = ratio_of(times)
    print(f"  app / reference {ratio:.2f} (target {most:g})   {verdict(ratio <= most)}")


def ratio_of(times: dict[str, list[float]]) -> float:
    return float(np.median(times[APP]) / np.median(times[REFERENCE]))


PARTS: dict[str, Callable[[], None]] = {
    "blank": measure_blank_frames,
    "drag": measure_drag,
    "points": measure_points,
    "release": measure_release,
    "playback": measure_playback,
    "bytes": measure_bytes,
    "visitors": measure_visitors,
    "neighbour": measure_neighbour,
    "pages": measure_pages,
    "lesson": measure_lesson,
    "slow": measure_slow_line,
}

if __name__ == "__main__":
    main()
