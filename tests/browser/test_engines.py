"""Every page in Firefox and in WebKit: it draws, drags, plays and copies its link."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest

from tests.browser.engines import Engine, firefox, webkit
from tests.pages_of_app import PATHS

PATIENCE_SECONDS = 60
# Errors of the page and words in its console, collected from its first script on.
LISTEN = """
    window.heard ??= [];
    addEventListener("error", ({ message }) => heard.push(message));
    addEventListener("unhandledrejection", ({ reason }) => heard.push(String(reason)));
    const { error } = console;
    console.error = (...words) => { heard.push(words.join(" ")); error(...words); };
"""
PLACE = """
    const {{ left, top, width, height }} =
        document.querySelector(`{selector}`).getBoundingClientRect();
    return [left, top, width, height];
"""
RATE = "input[aria-label='Learning rate']"


@pytest.fixture(scope="module", params=[firefox, webkit], ids=["firefox", "webkit"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    start: Callable[[], AbstractContextManager[Engine]] = request.param
    with start() as engine:
        yield engine


def eventually(engine: Engine, body: str, seconds: float = PATIENCE_SECONDS) -> Any:
    """What the body returns once that is true."""
    deadline = time.monotonic() + seconds
    while not (value := engine.run(body)):
        assert time.monotonic() < deadline, f"It never came to {body}"
        time.sleep(0.1)
    return value


def visit(engine: Engine, address: str) -> None:
    engine.open(address)
    engine.run(LISTEN)
    eventually(
        engine, "return document.querySelector('.live-chart[data-revision], canvas') !== null"
    )
    eventually(
        engine, "return document.querySelector('[data-test-script-state=notRunning]') !== null"
    )


def assert_sound(engine: Engine) -> None:
    faults = "document.querySelectorAll('.live-fault, .live-chart-failure, .stException').length"
    assert engine.run(f"return {faults}") == 0
    assert engine.run("return heard") == []


def drag(engine: Engine, selector: str, start: float, end: float) -> None:
    """A thumb, from one share of its track to another."""
    left, top, width, height = engine.run(PLACE.format(selector=selector))
    y = round(top + height / 2)

    def move(share: float) -> dict[str, Any]:
        return {"type": "pointerMove", "x": round(left + share * width), "y": y, "duration": 50}

    way = [start + (end - start) * step / 8 for step in range(1, 9)]
    engine.act(
        [
            move(start),
            {"type": "pointerDown", "button": 0},
            *map(move, way),
            {"type": "pointerUp", "button": 0},
        ]
    )


def test_the_playground_drags_plays_and_copies_its_link(app: str, engine: Engine) -> None:
    visit(engine, f"{app}/?v=1")
    eventually(engine, "return document.querySelectorAll('.stage [data-revision]').length === 2")
    before = engine.run("return document.querySelector('.stage-summary').textContent")
    thumb = f"return document.querySelector(`{RATE}`).getAttribute('aria-valuetext')"
    assert engine.run(thumb) == "0.3"
    drag(engine, RATE, 0.58, 0.8)
    eventually(engine, "return new URLSearchParams(location.search).has('rate')")
    summary = f"return document.querySelector('.stage-summary').textContent !== {before!r}"
    eventually(engine, summary)
    rate = float(engine.run(thumb))
    assert 1 < rate < 20

    place = "document.querySelector('.stage').dataset.iteration"
    engine.run("document.querySelector('.stage-rewind').click()")
    eventually(engine, f"return {place} === '0'")
    engine.run("document.querySelector('.stage-play').click()")
    eventually(engine, f"return {place} === '500'")

    engine.run(
        """window.copied = "";
        const write = async (text) => { copied = text; };
        Object.defineProperty(navigator, "clipboard", { value: { writeText: write } });
        [...document.querySelectorAll(".link button")]
            .find((one) => one.textContent === "Copy link").click();"""
    )
    eventually(engine, f"return copied.includes('rate={rate}') || copied.includes('rate=')")
    assert_sound(engine)


@pytest.mark.parametrize("page", PATHS)
def test_every_page_draws(app: str, engine: Engine, page: str) -> None:
    visit(engine, f"{app}/{page}")
    eventually(engine, "return document.querySelector('.live-slider-value').textContent !== ''")
    assert_sound(engine)
    wide = "document.documentElement.scrollWidth <= innerWidth"
    assert engine.run(f"return {wide}")


def test_the_thumbs_are_ours(app: str, engine: Engine) -> None:
    """As large as their variable says, and of the theme's colour: no browser's own."""
    visit(engine, f"{app}/?v=1")
    look = engine.run(
        """return [".live-slider-range", ".stage-scrubber"].map((one) => {
            const style = getComputedStyle(document.querySelector(one));
            return [style.appearance || style.webkitAppearance, style.backgroundImage];
        })"""
    )
    assert look == [["none", "none"], ["none", "none"]]
