"""Pinned runs on the stage: their lines, their table, their link."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from logreg import Experiment, run
from logreg.experiment.pins import Pins
from logreg.ui.pins import hear_pin, pins
from logreg.wording.numbers import decimal
from tests.browser.driver import WIDE, OpenPage, grab, move
from tests.browser.stage import visit


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    return open_page(viewport=WIDE)


def rows(page: Page) -> Locator:
    return page.get_by_role("table", name="Pinned runs beside the one on screen").get_by_role("row")


def pin(page: Page) -> None:
    page.get_by_role("button", name="Pin this run").click()


def test_a_pinned_run_stays_beside_the_next_in_table_and_link(app: str, page: Page) -> None:
    visit(page, app)
    pin(page)
    expect(page).to_have_url(re.compile(r"pin1=usual"))
    expect(rows(page)).to_have_count(3)
    grab(page, "Learning rate", 0.2)
    # While a hand drags, the table follows, and nothing passing is pinned.
    expect(page.get_by_role("button", name="Pin this run")).to_be_disabled()
    move(page, "Learning rate", 0.25)
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"rate=.*pin1=usual"))
    rate = float(re.findall(r"rate=([\d.e-]+)", page.url)[0])
    loss = decimal(float(run(Experiment.of(learning_rate=rate)).trace.loss[-1]))
    expect(rows(page).nth(1)).to_contain_text(f"Now{rate:.4g}{loss}")
    usual = decimal(float(run(Experiment()).trace.loss[-1]))
    expect(rows(page).nth(2)).to_contain_text(f"A0.3{usual}")
    page.go_back()
    expect(page).to_have_url(re.compile(r"v=1&pin1=usual$"))
    page.go_back()
    expect(page).to_have_url(re.compile(r"v=1$"))
    expect(rows(page)).to_have_count(0)


def test_three_are_the_most_and_one_taken_away_makes_room(app: str, page: Page) -> None:
    visit(page, f"{app}/?pin1=usual&pin2=rate:1&pin3=rate:2&rate=5")
    expect(rows(page)).to_have_count(5)
    expect(page.get_by_role("button", name="Pin this run")).to_be_disabled()
    page.get_by_role("button", name="Take away run B").click()
    expect(rows(page)).to_have_count(4)
    expect(page).to_have_url(re.compile(r"pin1=usual&pin3="))
    pin(page)
    expect(page).to_have_url(re.compile(r"pin2=rate%3A5$|rate%3A5&"))


def test_its_line_is_drawn_where_the_plane_is_the_same(app: str, page: Page) -> None:
    visit(page, f"{app}/?pin1=features:x1,x1^2")
    expect(rows(page)).to_have_count(3)
    drawn = dark_pixels(page)
    visit(page, f"{app}/?pin1=data:circles")
    expect(rows(page)).to_have_count(3)
    assert drawn > dark_pixels(page) + 200


def dark_pixels(page: Page) -> int:
    """Of the layer below the points of the boundary."""
    counted: int = page.locator(".stage-boundary .live-layer").evaluate(
        """(canvas) => {
            const { width, height } = canvas;
            const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
            let dark = 0;
            for (let i = 0; i < data.length; i += 4) {
                dark += data[i] + data[i + 1] + data[i + 2] < 200 && data[i + 3] > 200;
            }
            return dark;
        }"""
    )
    return counted


@pytest.mark.parametrize("message", [None, 1, "pin4", {"a": 1}, ["add"], "__class__", True])
def test_no_other_message_changes_anything(message: object) -> None:
    hear_pin(message)
    assert pins() == Pins()
