"""Every page in Firefox and in WebKit: it draws, drags, plays and copies its link."""

import base64
import time
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from PIL import Image

from tests.browser.engines import HEIGHT, WIDTH, Engine, EngineStart, firefox, webkit
from tests.pages_of_app import N_CHARTS, PATHS, sparing

PATIENCE_SECONDS = 120  # the lesson takes WebKit 26 s of processor time
POLL_SECONDS = 0.05
DRAGS_UNDER_THE_HAND = {"", "evaluate", "descent"}  # the others answer when the hand lets go
PLAYS = {"", "descent"}
BEGINNER, N_ON_THE_WAY = "from_scratch?path=beginner", 10  # a part of the lesson, and its charts

RATE = "input[aria-label='Learning rate']"
RATE_TEXT = f"return document.querySelector(`{RATE}`).getAttribute('aria-valuetext')"
N_DRAWINGS = """
    const charts = [...document.querySelectorAll("[data-revision]")];
    return charts.reduce((n, { dataset }) => n + Number(dataset.revision), 0);
"""
IS_AT_REST = "return document.querySelector('[data-test-script-state=notRunning]') !== null"
ITERATION = "return Number(document.querySelector('.stage').dataset.iteration)"
FAULTS = """
    const faults = document.querySelectorAll(".live-fault, .live-chart-failure, .stException");
    return [...heard, ...Array.from(faults, ({ textContent }) => textContent)];
"""
# Scroll bars that take room, of what has to fit, and a page that is wider than its window.
SCROLL_BARS = """
    const places = [...document.querySelectorAll("[data-testid=stElementContainer]")];
    const ours = places.filter((place) => place.querySelector(":scope > .stBidiComponent"));
    const main = document.querySelector("[data-testid=stMain]");
    return [
        ours.length,
        ours.filter((one) => one.clientWidth < one.offsetWidth).map(({ className }) => className),
        Math.max(main.scrollWidth - main.clientWidth, 0),
    ];
"""
# The title of the rows: how much taller than wide, and how far from the middle of its two rows.
TRUE_CLASS = """
    const rows = document.querySelector(".stage-confusion tbody").getBoundingClientRect();
    const { width, height, top } =
        document.querySelector(".stage-true span").getBoundingClientRect();
    return [height / width, top + height / 2 - rows.top - rows.height / 2];
"""


@pytest.fixture(scope="module", params=[firefox, webkit], ids=["firefox", "webkit"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    start: EngineStart = request.param
    with start() as engine:
        yield engine


def eventually(engine: Engine, body: str) -> None:
    """Wait until a function with this body returns what is true."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not engine.run(body):
        assert time.monotonic() < deadline, f"It never came to {body}"
        time.sleep(POLL_SECONDS)


def visit(engine: Engine, app: str, page: str) -> None:
    """As who comes by a link: nothing plays by itself."""
    engine.open(f"{app}/{page}{'&' if '?' in page else '?'}v=1")
    charts = "document.querySelectorAll('[data-revision]')"
    eventually(engine, f"return {charts}.length >= {N_CHARTS.get(page, N_ON_THE_WAY)}")
    eventually(engine, IS_AT_REST)


# ---- hands


def mouse(*actions: dict[str, Any]) -> dict[str, Any]:
    kind = {"pointerType": "mouse"}
    return {"type": "pointer", "id": "mouse", "parameters": kind, "actions": list(actions)}


def move_to(x: float, y: float) -> dict[str, Any]:
    return {"type": "pointerMove", "x": round(x), "y": round(y), "duration": 50}


DOWN = {"type": "pointerDown", "button": 0}
UP = {"type": "pointerUp", "button": 0}


def box(engine: Engine, find: str) -> list[float]:
    """Left, top, width and height of what an expression finds."""
    place = f"const box = ({find}).getBoundingClientRect();"
    found: list[float] = engine.run(f"{place} return [box.left, box.top, box.width, box.height];")
    return found


def click(engine: Engine, find: str) -> None:
    left, top, width, height = box(engine, find)
    engine.act(mouse(move_to(left + width / 2, top + height / 2), DOWN, UP))


def paste(engine: Engine) -> None:
    """What the clipboard holds, into a field that is there for it."""
    engine.run(
        """document.querySelector("#pasted")?.remove();
        const field = document.createElement("textarea");
        field.id = "pasted";
        document.body.append(field);
        field.focus();"""
    )
    control, v = "\ue009", "v"
    keys = [("keyDown", control), ("keyDown", v), ("keyUp", v), ("keyUp", control)]
    actions = [{"type": kind, "value": key} for kind, key in keys]
    engine.act({"type": "key", "id": "keyboard", "actions": actions})


# ---- what they do


def drag_the_rate(engine: Engine, follows: bool) -> str:
    """From 0.3 a little to the right; gives the text of where it ended."""
    n_drawings = engine.run(N_DRAWINGS)
    left, top, width, height = box(engine, f"document.querySelector(`{RATE}`)")
    at = f"document.querySelector(`{RATE}`).style.getPropertyValue('--at')"
    start, y = float(engine.run(f"return {at}")), top + height / 2
    way = [move_to(left + (start + 0.03 * step) * width, y) for step in range(5)]
    engine.act(mouse(way[0], DOWN, *way[1:]))
    assert engine.run("return document.querySelectorAll('[data-is-held]').length") == 1
    if follows:
        eventually(engine, f"return (() => {{ {N_DRAWINGS} }})() > {n_drawings}")
    engine.act(mouse(UP))
    eventually(engine, "return new URLSearchParams(location.search).has('rate')")
    eventually(engine, IS_AT_REST)
    eventually(engine, f"return (() => {{ {N_DRAWINGS} }})() > {n_drawings}")
    text: str = engine.run(RATE_TEXT)
    assert 1 < float(text) < 4
    return text


def play(engine: Engine) -> None:
    click(engine, "document.querySelector('.stage-rewind')")
    eventually(engine, f"{ITERATION} === 0")
    click(engine, "document.querySelector('.stage-play')")
    eventually(engine, f"{ITERATION} > 0")
    click(engine, "document.querySelector('.stage-play')")
    assert engine.run("return document.querySelector('.stage-play').ariaLabel") == "Play"


def copy_the_link(engine: Engine, query: str) -> None:
    buttons = "[...document.querySelectorAll('.link button')]"
    click(engine, f"{buttons}.find(({{ textContent }}) => textContent === 'Copy link')")
    eventually(engine, "return document.querySelector('.link-said').textContent !== ''")
    assert engine.run("return document.querySelector('.link-said').textContent[0]") == "C"
    paste(engine)
    eventually(engine, "return document.querySelector('#pasted').value !== ''")
    pasted: str = engine.run("return document.querySelector('#pasted').value")
    assert pasted.startswith("http")
    assert pasted.endswith(query)


@pytest.mark.parametrize(
    "page",
    sparing([*PATHS, BEGINNER], "weights", "against_scikit_learn", "from_scratch", BEGINNER),
)
def test_a_page_draws_drags_plays_and_copies_its_link(app: str, engine: Engine, page: str) -> None:
    visit(engine, app, page)
    assert engine.run("return [innerWidth, innerHeight]") == [WIDTH, HEIGHT]
    n_components, with_scroll_bars, too_wide = engine.run(SCROLL_BARS)
    assert n_components > 2
    assert (with_scroll_bars, too_wide) == ([], 0)
    if not page:
        assert_looks_right(engine)
    rate = drag_the_rate(engine, page in DRAGS_UNDER_THE_HAND)
    if page in PLAYS:
        play(engine)
    path, _, way = page.partition("?")
    copy_the_link(engine, f"/{path}?v=1&rate={rate}{way and '&'}{way}")
    assert engine.run(FAULTS) == []


# ---- how it looks


def assert_looks_right(engine: Engine) -> None:
    ratio, off_the_middle = engine.run(TRUE_CLASS)
    assert ratio > 2
    assert abs(off_the_middle) < 2
    picture = Image.open(BytesIO(base64.b64decode(engine.screenshot()))).convert("RGB")
    for selector in (RATE, ".stage-scrubber"):
        assert_thumb_is_ours(engine, np.asarray(picture, dtype=int), selector)


def assert_thumb_is_ours(engine: Engine, picture: np.ndarray, selector: str) -> None:
    """A disc of the theme's colour, as large as the style sheet says, at the value's place."""
    range_input = f"document.querySelector(`{selector}`)"
    left, top, width, tall = box(engine, range_input)
    color, at, diameter = engine.run(
        f"""const style = getComputedStyle({range_input});
        const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
        const isScrubber = {range_input}.classList.contains("stage-scrubber");
        return [style.getPropertyValue("--st-primary-color"), style.getPropertyValue("--at"),
            Math.round((isScrubber ? 1 : 0.75) * rem)];"""
    )
    ink = [int(color.strip()[start : start + 2], 16) for start in (1, 3, 5)]
    is_ink = np.abs(picture - ink).max(axis=-1) < 40  # without the rim, which is blended
    x = round(left + diameter / 2 + float(at) * (width - diameter))
    y = round(top + tall / 2)
    columns = is_ink[y - diameter : y + diameter, x - 1 : x + 2]
    height = columns.sum(axis=0).max()
    assert abs(height - diameter) <= 2, f"{selector} is {height} px high, not {diameter}"
    below_track = 3
    centre = y - diameter + round(np.flatnonzero(columns.any(axis=1)).mean())
    row = is_ink[centre + below_track, x - diameter : x + diameter].sum()
    chord = 2 * (diameter**2 / 4 - below_track**2) ** 0.5
    assert abs(row - chord) <= 2, f"{selector} is {row} px wide below its middle, not {chord:.0f}"
