"""How a drawn point follows a hand: part of `python -m tests.benchmarks.interaction`.

One page of 100 drawn points. The thumb of the learning rate and a point are held in turn, moved
every 16 ms; counted are the answers that the page has drawn meanwhile. The browser shows the point
itself at once, without any answer: those drawings are not counted.
"""

import time
from collections.abc import Callable
from functools import partial

import numpy as np
from playwright.sync_api import Page

from logreg import Experiment
from logreg.data.points import Points
from logreg.experiment.address import EXPERIMENT, query_text
from tests.benchmarks.report import verdict
from tests.benchmarks.screencast import count_blank, recording
from tests.benchmarks.served import serving
from tests.benchmarks.visit import (
    MOVE_SECONDS,
    browsing,
    drag_to,
    read_notes,
    release,
    reset,
    settle,
    swing,
    visiting,
)

N_POINTS = 100
N_DRAGS = 4
SECONDS = 3.0
LEAST_RATIO = 0.9


def query() -> str:
    """A link to drawn points of two classes that overlap."""
    random = np.random.default_rng(0)
    y = np.arange(N_POINTS) % 2
    X = random.normal(size=(N_POINTS, 2)) * 0.8 + np.where(y[:, None] == 1, 0.8, -0.8)
    points = Points.of(np.clip(X, -2.9, 2.9), y, (-3, 3, -3, 3))
    return query_text(EXPERIMENT.write(Experiment.of(source=points, test_share=0)))


def measure_points() -> None:
    """Answers drawn per second under a slider and under a point, and blank frames."""
    print(f"points: {N_DRAGS} x {SECONDS:g} s of the learning rate and of a point, in turn")
    rates: dict[str, list[float]] = {"slider": [], "point": []}
    with (
        serving("app.py") as server,
        browsing() as browser,
        visiting(browser, f"{server.address}/?{query()}") as page,
    ):
        page.wait_for_selector(".sketch-pad")
        for k in range(N_DRAGS):
            slider = partial(drag_to, label="Learning rate", share=0.5, seconds=SECONDS)
            rates["slider"].append(rate_of(page, slider))
            rates["point"].append(rate_of(page, partial(drag_point, index=k)))
        plots: list[tuple[int, int, int, int]] = page.evaluate("recorder.plotAreas()")
        drawn = page.screenshot()
        with recording(page) as frames:
            drag_point(page, N_DRAGS)
            release(page)
            settle(page)
        n_blank = count_blank(frames, drawn, plots)
    for name, own in rates.items():
        shown = ", ".join(f"{rate:.1f}" for rate in own)
        print(f"  {name:<7} {np.median(own):>5.1f} answers/s median ({shown})")
    ratio = np.median(rates["point"]) / np.median(rates["slider"])
    print(
        f"  point / slider {ratio:.2f} (target {LEAST_RATIO:g})   {verdict(ratio >= LEAST_RATIO)}"
    )
    print(f"  {n_blank} of {len(frames)} frames of a drag are blank (target 0)\n")


def rate_of(page: Page, drag: Callable[[Page], float]) -> float:
    """Answers per second while something is held."""
    page.bring_to_front()
    reset(page)
    seconds = drag(page)
    notes = read_notes(page)
    release(page)
    settle(page)
    return len(notes.answers) / seconds


def drag_point(page: Page, index: int) -> float:
    """Take a point and swing it across the picture; the seconds it took."""
    box = page.locator(".sketch-pad").bounding_box()
    assert box
    place = page.evaluate(
        """([index]) => {
            const { x, y } = document.querySelector('.stage-boundary .live-chart').data
                .find(({ uid }) => uid === 'samples-1-training');
            return [x[index], y[index]];
        }""",
        [index],
    )
    x = box["x"] + (place[0] + 3) / 6 * box["width"]
    y = box["y"] + (3 - place[1]) / 6 * box["height"]
    page.mouse.move(x, y)
    page.mouse.down()
    start = time.monotonic()
    while (elapsed := time.monotonic() - start) < SECONDS:
        page.mouse.move(box["x"] + swing(elapsed) * box["width"], y)
        time.sleep(max(0.0, MOVE_SECONDS - (time.monotonic() - start - elapsed)))
    return time.monotonic() - start
