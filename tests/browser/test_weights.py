"""The page Weights in a browser: λ under a hand and under keys, and the page on a phone."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.driver import PHONE, WIDE, OpenPage, eventually, grab, move, slider
from tests.browser.test_axe import assert_nothing_is_found, wait_until_drawn
from tests.pages_of_app import N_CHARTS

PATIENCE = 30_000
SOON = 10_000
STRENGTH = "L2 strength λ looked at"


def visit(page: Page, address: str, n_charts: int = N_CHARTS["weights"]) -> None:
    page.goto(address)
    expect(page.locator(".live-chart[data-revision]")).to_have_count(n_charts, timeout=PATIENCE)
    wait_until_drawn(page)


def path(page: Page) -> Locator:
    return page.get_by_role("figure", name=re.compile("^Weights per .* over the L2"))


def marked(page: Page) -> str:
    """The λ that the chart says it shows."""
    said = re.search(r"At λ = ([^:]+):", path(page).get_attribute("aria-label") or "")
    return said[1] if said else ""


def painted(page: Page) -> list[int]:
    """From where to where, in pixels, what is painted on the chart is not clear."""
    columns: list[int] = path(page).evaluate(
        """chart => {
            const canvas = chart.parentElement.querySelector('canvas');
            if (!canvas) return [];
            const { width, height } = canvas;
            const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
            const isInked = (x) => data[4 * (width * Math.round(height / 2) + x) + 3] > 0;
            return [...Array(width).keys()].filter(isInked);
        }"""
    )
    return columns


def test_the_mark_follows_a_hand_before_it_lets_go_and_nothing_else_is_drawn(
    app: str, open_page: OpenPage
) -> None:
    page = open_page(viewport=WIDE)
    visit(page, f"{app}/weights?l2=0.01", n_charts=4)
    page.wait_for_timeout(1000)
    others = page.locator(".live-chart").evaluate_all(
        "all => all.slice(0, -2).map(({ dataset }) => dataset.revision)"
    )
    assert marked(page) == "0.01"
    slider(page, STRENGTH).scroll_into_view_if_needed()
    grab(page, STRENGTH, 0.4)
    move(page, STRENGTH, 0.8)
    eventually(lambda: marked(page), "1")
    button = page.get_by_role("button", name="Train with L2 = 1", exact=True)
    expect(button).to_be_visible(timeout=SOON)
    before = painted(page)
    move(page, STRENGTH, 0.6)
    eventually(lambda: marked(page), "0.1")
    assert before
    assert max(painted(page)) < min(before)
    assert "l2=0.01" in page.url
    page.mouse.up()
    page.wait_for_timeout(500)
    assert (
        page.locator(".live-chart").evaluate_all(
            "all => all.slice(0, -2).map(({ dataset }) => dataset.revision)"
        )
        == others
    )


def test_by_keys_a_strength_is_looked_at_and_trained_with(app: str, open_page: OpenPage) -> None:
    page = open_page(viewport=WIDE)
    visit(page, f"{app}/weights")
    slider(page, STRENGTH).focus()
    page.keyboard.press("End")
    expect(page.get_by_role("button", name="Train with L2 = 10")).to_be_enabled(timeout=SOON)
    eventually(lambda: marked(page), "10")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("l2=10"), timeout=SOON)
    # With a penalty there is no fan.
    expect(page.locator(".live-chart[data-revision]")).to_have_count(4, timeout=PATIENCE)
    expect(page.get_by_role("button", name="Train with L2 = 10")).to_be_disabled(timeout=SOON)


def test_on_a_phone_all_of_it_is_there_and_axe_finds_nothing(app: str, open_page: OpenPage) -> None:
    page = open_page(viewport=PHONE)
    visit(page, f"{app}/weights")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    right = page.locator(".live-chart").evaluate_all(
        "all => Math.max(...all.map((chart) => chart.getBoundingClientRect().right))"
    )
    assert right <= PHONE["width"]
    assert_nothing_is_found(page)
