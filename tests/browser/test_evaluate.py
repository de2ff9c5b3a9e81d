"""The charts of Evaluate under a hand: a canvas is ahead of Plotly, and looks as Plotly does."""

import re
from io import BytesIO

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from logreg import Experiment, run
from logreg.scoring.curves import costs
from tests.browser.driver import grab, move, slider
from tests.oracles import FloatArray
from tests.told import evaluated

PATIENCE = 20_000
VISIBLE = 100  # of 255, on one of the three colours; a stripe's edges are drawn less sharply
SIZE = {"width": 1440, "height": 900}


@pytest.fixture
def page(app: str, page: Page) -> Page:
    page.set_viewport_size(SIZE)
    page.goto(f"{app}/evaluate")
    expect(page.locator(".live-chart[data-revision]")).to_have_count(6, timeout=PATIENCE)
    return page


def chart(page: Page, name: str) -> Locator:
    return page.locator(f".st-key-{name} .live-chart")


def drag_learning_rate(page: Page, *fractions: float) -> None:
    grab(page, "Learning rate", 0.6)
    for fraction in fractions:
        move(page, "Learning rate", fraction)


def pixels(page: Page, place: Locator) -> FloatArray:
    box = place.bounding_box()
    assert box
    clip = {side: box[side] for side in ("x", "y", "width", "height")}
    picture = Image.open(BytesIO(page.screenshot(clip=clip))).convert("RGB")
    return np.asarray(picture, dtype=float)


def test_bars_under_a_hand_look_as_plotly_draws_them(page: Page) -> None:
    histogram = chart(page, "histogram")
    before = pixels(page, histogram)
    drag_learning_rate(page, 0.62, 0.64)
    expect(histogram).to_have_attribute("data-is-behind", "")
    hidden = histogram.locator(".bars").evaluate_all(
        "groups => groups.map((group) => getComputedStyle(group).visibility)"
    )
    assert hidden == ["hidden", "hidden"]
    page.wait_for_timeout(500)  # until the last place of the thumb is drawn
    painted = pixels(page, histogram)
    page.mouse.up()
    expect(histogram).not_to_have_attribute("data-is-behind", "")
    drawn = pixels(page, histogram)
    assert share_seen(before, drawn) > 0.02
    assert share_seen(painted, drawn) < 0.001


def share_seen(one: FloatArray, other: FloatArray) -> float:
    """Of the pixels, those that differ visibly."""
    return float((np.abs(one - other).max(axis=-1) > VISIBLE).mean())


def test_a_legend_in_one_column_says_what_is_under_the_hand(page: Page) -> None:
    cost = chart(page, "cost")
    drag_learning_rate(page, 0.5, 0.4, 0.3)
    expect(cost).to_have_attribute("data-is-behind", "")
    rate = float(slider(page, "Learning rate").get_attribute("aria-valuetext") or "nan")
    split = evaluated(run(Experiment.of(learning_rate=rate))).split
    cheapest = costs(split.logits, split.y, 1, 1).cheapest.probability
    legend = cost.locator(".legendtext")
    expect(legend.nth(1)).to_have_text(f"cheapest at {cheapest:g}")
    expect(cost).to_have_attribute("data-is-behind", "")
    left, right = (
        cost.locator(part).evaluate("part => part.getBoundingClientRect().right")
        for part in (".legend", ".main-svg >> nth=0")
    )
    assert left <= right
    page.mouse.up()
    expect(cost).not_to_have_attribute("data-is-behind", "")
    expect(legend).to_have_text(["mean cost", re.compile("cheapest at"), "threshold"])
