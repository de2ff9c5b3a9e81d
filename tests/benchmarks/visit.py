"""A person at a page: opens it, drags sliders, and waits until everything is drawn.

Times are the page's own (`performance.now()`, milliseconds), noted by recorder.js.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from tests.browser.driver import ARGUMENTS, find_browser

RECORDER = Path(__file__).with_name("recorder.js")
WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
SLOWER = 4  # a phone's processor, beside a laptop's
PATIENCE = 30_000
ALL_DRAWN = "recorder.notes.firstDrawn !== null"
# So long without a message or a change, and nothing more is to come: requests take a fifth of it.
QUIET = 600
MOVE_SECONDS = 0.016
# Fields of ForwardMsg, see recorder.js.
NEW_SESSION, DELTA, SCRIPT_FINISHED = 4, 5, 6


@dataclass(frozen=True)
class Answer:
    """What the server sent for one script run."""

    started: float
    largest: float  # when its largest message came: the one with the chart's data
    finished: float
    n_bytes: int


@dataclass(frozen=True)
class Notes:
    """What recorder.js saw since the last `reset`."""

    sends: list[float]
    answers: list[Answer]
    inputs: list[float]
    releases: list[float]
    redraws: list[float]
    completions: list[tuple[float, float]]
    paints: list[float]
    iterations: list[float]
    first_drawn: float | None


@contextmanager
def browsing() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def visiting(
    browser: Browser, address: str, is_drawn: str = ALL_DRAWN, is_phone: bool = False
) -> Iterator[Page]:
    """A first visit, in a browser that has kept nothing; yields once all charts are drawn."""
    context = browser.new_context(viewport=PHONE if is_phone else WIDE)
    context.add_init_script(path=RECORDER)
    page = context.new_page()
    page.goto(address)
    page.wait_for_function(is_drawn, timeout=PATIENCE)
    yield page
    context.close()


@contextmanager
def slowed(page: Page) -> Iterator[None]:
    """A processor as slow as a phone's, for as long as the block takes.

    No longer: the browser keeps a core busy with it, and all else that is measured would be slower.
    """
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    yield
    session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    session.detach()


def settle(page: Page) -> None:
    """Wait until the last change is drawn and the server has nothing more to say."""
    page.wait_for_function(f"recorder.quietFor() > {QUIET}", timeout=PATIENCE)


def reset(page: Page) -> None:
    settle(page)
    page.evaluate("recorder.reset()")


def read_notes(page: Page) -> Notes:
    notes: dict[str, Any] = page.evaluate("recorder.notes")
    return Notes(
        sends=notes["sends"],
        answers=list(answers(notes["frames"])),
        inputs=notes["inputs"],
        releases=notes["releases"],
        redraws=notes["redraws"],
        completions=notes["completions"],
        paints=notes["paints"],
        iterations=notes["iterations"],
        first_drawn=notes["firstDrawn"],
    )


def read_requests(page: Page) -> list[bytes]:
    """What the page has sent to the server since its first visit."""
    return [bytes(request) for request in page.evaluate("recorder.requests.map((r) => [...r])")]


def answers(frames: list[tuple[float, int, int]]) -> Iterator[Answer]:
    """The messages from each new session to its script's end, taken together."""
    run: list[tuple[float, int, int]] = []
    for frame in frames:
        _, kind, _ = frame
        if kind == NEW_SESSION:
            run = []
        run.append(frame)
        if kind == SCRIPT_FINISHED and run[0][1] == NEW_SESSION:
            deltas = [frame for frame in run if frame[1] == DELTA] or run
            largest = max(deltas, key=lambda frame: frame[2])
            yield Answer(run[0][0], largest[0], frame[0], sum(frame[2] for frame in run))


def slider_of(page: Page, label: str) -> Locator:
    return page.locator(f'input[type=range][aria-label="{label}"]')


def press_key(page: Page, label: str, key: str) -> Notes:
    """Change a slider as a keyboard does; what was noted until all charts were drawn anew."""
    reset(page)
    slider_of(page, label).focus()
    page.keyboard.press(key)
    page.wait_for_function("recorder.notes.completions.length > 0", timeout=PATIENCE)
    settle(page)
    return read_notes(page)


def drag_to(page: Page, label: str, share: float, seconds: float) -> float:
    """Take a slider's thumb, swing it to and fro for so long, and hold it at a share of its track.

    One move every 16 ms, or as soon as the page has taken the last. Returns the seconds it took.
    """
    slider = slider_of(page, label)
    slider.scroll_into_view_if_needed()
    track = slider.evaluate("input => recorder.sliderTrack(input)")
    width = track["right"] - track["left"]
    page.mouse.move(track["left"] + track["share"] * width, track["y"])
    page.mouse.down()
    start = time.monotonic()
    while (elapsed := time.monotonic() - start) < seconds:
        page.mouse.move(track["left"] + swing(elapsed) * width, track["y"])
        time.sleep(max(0.0, MOVE_SECONDS - (time.monotonic() - start - elapsed)))
    page.mouse.move(track["left"] + share * width, track["y"])
    return time.monotonic() - start


def swing(seconds: float) -> float:
    """To and fro between 0.35 and 0.75 of a track, once in a second and a half."""
    return 0.35 + 0.4 * abs((seconds / 0.75) % 2 - 1)


def release(page: Page) -> None:
    page.mouse.up()
