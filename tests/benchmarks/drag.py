"""How the pages follow a hand: part of `python -m tests.benchmarks.interaction`.

The floor, the playground and Evaluate are dragged in turn, in one browser. The floor is the app's
own slider that moves one dot, on a page of nothing else: what Streamlit, the network and the
browser take from anybody. A redraw is complete when every chart that moves shows one answer; it is
timed from the pointer's move that this answer knows.

While dragging, an answer once took 102 ms from event to drawn. 40 of them were the network stack:
small messages waited for the acknowledgement of the one before, as Streamlit's socket does not ask
to send at once; uvloop does. 20 were Plotly drawing the loss curve, which a canvas now paints in 1,
and 10 the browser taking in the other controls again, which a fragment leaves alone. The menu's
links, drawn with every answer, took 4, and each of the page's notes to its host, held against
sixteen origins, with the texts made to compare charts 3.

All messages of an answer come at once, and React takes 5 to 10 ms to hand them to the components.
The page said that its run was over 4 to 7 ms after everything was drawn, and only then the next
value went out. Now the last component of a fragment says that all is there, before the others draw,
and the server works meanwhile. A request that came before the answer was sent would have Streamlit
drop it from its queue.

On Evaluate Plotly drew five charts for each answer to the learning rate, at 18 to 37 ms each on a
busy machine; now the canvases draw them all, but where an axis ends at another round number. Plotly
used to catch up 250 ms after an answer, on a busy machine before the next; now when the thumb is
let go. Of an answer to the threshold, our JavaScript takes 3 ms; the rest is React's, with 22
elements and blocks of which Streamlit sends each anew, and the picture's. The figures cost the
server 2 ms of its 15.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from playwright.sync_api import Page

from tests.benchmarks.report import spread, verdict
from tests.benchmarks.served import serving
from tests.benchmarks.visit import (
    Answer,
    Notes,
    browsing,
    drag_to,
    read_notes,
    release,
    reset,
    settle,
    slowed,
    visiting,
)

Item = TypeVar("Item")

APP, FLOOR = "app.py", "tests/benchmarks/floor/drag.py"
N_DRAGS = 4
DRAG_SECONDS = 3.0
MOST_TIMES_FLOOR = 2.0
# No answer is drawn in less, be it on a canvas: one that came later is that of the next drawing.
LEAST_DRAW_TIME = 2.0


@dataclass(frozen=True)
class Place:
    """A slider, and the charts that answer it: the first so many of its page."""

    name: str
    script: str
    path: str
    slider: str
    n_charts: int
    least_redraws: float | None = None  # per second
    is_phone: bool = False  # in its layout, with a processor a quarter as fast


# Those of a browser take turns. With five pages open in one the playground had a quarter less.
TOGETHER = (
    (
        Place("floor", FLOOR, "", "Learning rate", 1),
        Place("playground", APP, "", "Learning rate", 2, 25.0),
    ),
    (
        # Calibration, the last of six charts, is the same at every threshold.
        Place("Evaluate, threshold", APP, "/evaluate", "Threshold", 5, 15.0),
        Place("Evaluate, learning rate", APP, "/evaluate", "Learning rate", 6, 15.0),
    ),
    (
        Place("phone", APP, "", "Learning rate", 2, 10.0, is_phone=True),
        Place("floor, phone", FLOOR, "", "Learning rate", 1, is_phone=True),
    ),
)


@dataclass(frozen=True)
class Latency:
    """One redraw during a drag, in milliseconds from the move that it shows."""

    event_to_request: float
    request_to_answer: float
    answer_to_drawn: float

    @property
    def whole(self) -> float:
        return self.event_to_request + self.request_to_answer + self.answer_to_drawn


@dataclass(frozen=True)
class Drag:
    """What was drawn while a thumb was held."""

    seconds: float
    n_answers: int
    latencies: list[Latency]

    @property
    def rate(self) -> float:
        """Redraws per second."""
        return len(self.latencies) / self.seconds


def measure_drag() -> None:
    """Redraws while the hand moves, and how long each came after the move that it shows."""
    print(f"drag: {N_DRAGS} x {DRAG_SECONDS:g} s of each slider in turn")
    medians: dict[str, float] = {}
    for together in TOGETHER:
        drags: dict[str, list[Drag]] = {place.name: [] for place in together}
        with all_visited(together) as pages:
            for _ in range(N_DRAGS):
                for place in together:
                    drags[place.name].append(drag_and_let_go(pages[page_of(place)], place))
        medians |= {place.name: print_drags(place, drags[place.name]) for place in together}
    ratio = medians["playground"] / medians["floor"]
    is_met = ratio <= MOST_TIMES_FLOOR
    print(f"  playground / floor {ratio:.2f} (target {MOST_TIMES_FLOOR:g})   {verdict(is_met)}\n")


@contextmanager
def all_visited(places: Sequence[Place]) -> Iterator[dict[str, Page]]:
    """A page for each address that has a slider to drag."""
    with ExitStack() as stack:
        browser = stack.enter_context(browsing())
        servers = {
            script: stack.enter_context(serving(script)).address
            for script in dict.fromkeys(place.script for place in places)
        }
        pages: dict[str, Page] = {}
        for place in places:
            is_drawn = f"document.querySelectorAll('[data-revision]').length >= {place.n_charts}"
            address = servers[place.script] + place.path
            if page_of(place) not in pages:
                visit = visiting(browser, address, is_drawn, place.is_phone)
                pages[page_of(place)] = stack.enter_context(visit)
        yield pages


def page_of(place: Place) -> str:
    """What its page is known by."""
    return f"{place.script}{place.path} {'phone' if place.is_phone else ''}"


def drag_and_let_go(page: Page, place: Place) -> Drag:
    """What was noted before the release."""
    page.bring_to_front()
    page.evaluate(f"recorder.watchCharts({place.n_charts})")
    reset(page)
    with slowed(page) if place.is_phone else nullcontext():
        seconds = drag_to(page, place.slider, 0.5, DRAG_SECONDS)
        notes = read_notes(page)
        release(page)
    settle(page)
    return Drag(seconds, len(notes.answers), list(match_latencies(notes)))


def match_latencies(notes: Notes) -> Iterator[Latency]:
    """The first redraw that can show an answer, with its request and the move behind that."""
    shown: Answer | None = None
    for drawn in notes.redraws:
        answer = last_before(notes.answers, drawn - LEAST_DRAW_TIME, lambda a: a.largest)
        if answer is shown:
            continue
        shown = answer
        sent = answer and last_before(notes.sends, answer.started, float)
        moved = sent and last_before(notes.inputs, sent, float)
        if answer and sent and moved:
            yield Latency(sent - moved, answer.largest - sent, drawn - answer.largest)


def last_before(items: Sequence[Item], time: float, moment: Callable[[Item], float]) -> Item | None:
    """The last item whose moment is not after a time."""
    return next((item for item in reversed(items) if moment(item) <= time), None)


def print_drags(place: Place, drags: list[Drag]) -> float:
    """Returns the median of the milliseconds from event to drawn."""
    latencies = [latency for drag in drags for latency in drag.latencies]
    rate = float(np.median([drag.rate for drag in drags]))
    n_answers = sum(drag.n_answers for drag in drags)
    least = place.least_redraws
    target = f" (target {least:g})   {verdict(rate >= least)}" if least else ""
    print(f"  {place.name}: {len(latencies)} of {n_answers} answers drawn, {rate:.1f} /s{target}")
    if not latencies:
        print(f"    event to drawn: nothing was drawn   {verdict(False)}")
        return float("nan")
    whole = [latency.whole for latency in latencies]
    print(f"    event to drawn  {spread(whole)}")
    print(f"    event, request  {spread([latency.event_to_request for latency in latencies])}")
    print(f"    request, answer {spread([latency.request_to_answer for latency in latencies])}")
    print(f"    answer, drawn   {spread([latency.answer_to_drawn for latency in latencies])}")
    return float(np.median(whole))
