"""The page From scratch in a browser: what a hand in one section leaves alone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from logreg import Experiment, run
from logreg.lesson.points import points_of
from logreg.lesson.score import hand_loss
from logreg.ui.lesson.contents import SECTIONS
from logreg.wording.numbers import decimal
from tests.browser.driver import WIDE, eventually, grab, move, slider

PATIENCE = 30_000
SOON = 10_000


@pytest.fixture
def page(app: str, open_page: Callable[..., Page]) -> Page:
    page = open_page(viewport=WIDE)
    page.goto(f"{app}/from_scratch")
    wait_until_drawn(page)
    return page


def wait_until_drawn(page: Page) -> None:
    charts = page.locator(".live-chart")
    expect(page.locator(".live-chart[data-revision]").nth(len(SECTIONS) - 1)).to_be_attached(
        timeout=PATIENCE
    )
    eventually(lambda: all(revisions(charts)), True, seconds=30)


def revisions(charts: Locator) -> list[int]:
    return charts.evaluate_all("all => all.map(({ dataset }) => Number(dataset.revision ?? 0))")


def number(page: Page, name: str) -> Locator:
    metric = page.get_by_test_id("stMetric").filter(has_text=name)
    return metric.get_by_test_id("stMetricValue")


def test_a_drag_in_one_section_draws_it_before_the_release_and_no_other(page: Page) -> None:
    page.wait_for_timeout(1000)
    charts = page.locator(".live-chart")
    before = revisions(charts)
    loss = number(page, "Your loss").inner_text()
    grab(page, "Weight w₂", 0.5)
    move(page, "Weight w₂", 0.3)
    expect(number(page, "Your loss")).not_to_have_text(loss, timeout=SOON)
    eventually(lambda: revisions(charts)[0] > before[0], True)
    page.mouse.up()
    page.wait_for_timeout(1000)
    assert revisions(charts)[1:] == before[1:]
    weight = float(slider(page, "Weight w₂").get_attribute("aria-valuetext") or "")
    expected = hand_loss(points_of(run(Experiment())), [1.0, weight], 0.0)
    expect(number(page, "Your loss")).to_have_text(decimal(expected), timeout=SOON)


def test_a_click_on_a_point_puts_it_under_the_microscope(page: Page) -> None:
    chart = page.get_by_role("figure", name=re.compile("Picked is point 1 at"))
    chart.scroll_into_view_if_needed()
    box = chart.locator(".trace:has(.point)").first.locator(".point").nth(4).bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=3)
    page.wait_for_timeout(200)  # a click is taken where the pointer has hovered
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(slider(page, "Point")).not_to_have_attribute("aria-valuetext", "1", timeout=SOON)
    picked = slider(page, "Point").get_attribute("aria-valuetext")
    expect(
        page.get_by_role("figure", name=re.compile(f"Picked is point {picked} at"))
    ).to_be_visible()
    slider(page, "Point").focus()
    page.keyboard.press("Home")
    expect(page.get_by_role("figure", name=re.compile("Picked is point 1 at"))).to_be_visible()


def test_a_step_moves_the_numbers_and_start_over_brings_them_back(page: Page) -> None:
    taken = page.get_by_text(re.compile(r"^After \d+ iteration"))
    page.get_by_role("button", name="Step", exact=True).click()
    expect(taken).to_contain_text("After 1 iteration;", timeout=SOON)
    page.get_by_role("button", name="10 steps").click()
    expect(taken).to_contain_text("After 11 iterations;", timeout=SOON)
    # Beside the page's own, which leads back to its usual experiment.
    page.get_by_test_id("stBaseButton-secondary").filter(has_text="Start over").click()
    expect(taken).to_contain_text("After 0 iterations;", timeout=SOON)


def test_the_contents_jump_to_a_section_and_its_link_can_be_shared(
    app: str, page: Page, open_page: Callable[..., Page]
) -> None:
    page.get_by_role("link", name="The whole loop").click()
    expect(page).to_have_url(re.compile("#loop$"))
    eventually(lambda: 0 <= top_of(page, "loop") < 300, True)
    other = open_page(viewport=WIDE)
    other.goto(page.url)
    wait_until_drawn(other)
    eventually(lambda: 0 <= top_of(other, "loop") < 450, True)


def top_of(page: Page, anchor: str) -> float:
    return page.evaluate("id => document.getElementById(id).getBoundingClientRect().top", anchor)


def test_another_experiment_is_taught_once_the_thumb_is_let_go(page: Page) -> None:
    page.wait_for_timeout(1000)
    charts = page.locator(".live-chart")
    before = revisions(charts)
    grab(page, "Noise", 0.4)
    move(page, "Noise", 0.9)
    page.wait_for_timeout(500)
    assert revisions(charts) == before
    page.mouse.up()
    eventually(lambda: revisions(charts)[0] > before[0], True)
    expect(page).to_have_url(re.compile("noise="), timeout=SOON)


def test_formulas_are_text_for_a_screen_reader(page: Page) -> None:
    formulas = page.locator(".katex-display math")
    assert formulas.count() >= len(SECTIONS)
    assert all(text.strip() for text in formulas.all_text_contents())
