"""The plan of a lesson: its links lead to what they say, and it prints."""

from pathlib import Path
from urllib.parse import unquote

from playwright.sync_api import Page, expect

from logreg.experiment.address import query_text
from logreg.experiment.plan import STEPS
from logreg.ui.plan import links_of
from tests.browser.driver import WIDE, OpenPage
from tests.browser.stage import PATIENCE, expect_stage
from tests.browser.test_print import READY, texts_of


def read_plan(page: Page, app: str) -> None:
    page.goto(f"{app}/plan")
    expect(page.get_by_role("heading", name="What is so")).to_have_count(
        len(STEPS), timeout=PATIENCE
    )
    expect(page.get_by_role("button", name="Copy link")).to_be_visible(timeout=PATIENCE)


def test_a_link_opened_by_keyboard_shows_its_run_and_back_returns(app: str, page: Page) -> None:
    read_plan(page, app)
    label, opening = STEPS[1].links[0]
    link = page.get_by_role("link", name=label, exact=True)
    link.focus()
    page.keyboard.press("Enter")
    expect_stage(page, opening.experiment)
    page.go_back()
    expect(page.get_by_role("heading", name="What is so")).to_have_count(len(STEPS))


def test_every_link_has_the_address_of_its_state(app: str, page: Page) -> None:
    read_plan(page, app)
    links = page.locator(".st-key-plan a")
    there = links.evaluate_all("links => links.map((link) => link.href)")
    openings = [opening for step in STEPS for _, opening in links_of(step)]
    assert list(map(unquote, there)) == [
        f"{app}/{'' if opening.page == 'app' else opening.page}?{query_text(opening.query)}"
        for opening in openings
    ]


def test_a_link_with_a_threshold_opens_evaluate_at_it(app: str, page: Page) -> None:
    read_plan(page, app)
    page.get_by_role("link", name="At a lower threshold").click()
    threshold = page.get_by_role("slider", name="Threshold")
    expect(threshold).to_have_attribute("aria-valuetext", "0.15", timeout=PATIENCE)


def test_it_prints_on_one_sheet_with_all_that_it_says(
    app: str, open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page(viewport=WIDE)
    read_plan(page, app)
    page.wait_for_function(READY, timeout=PATIENCE)
    (whole,) = texts_of(page, tmp_path)
    for step in STEPS:
        for words in (step.title, step.question.text, *step.question.options):
            assert words in whole
    # The settings of an experiment that it does not show are no part of it.
    assert "Learning rate:" not in whole
