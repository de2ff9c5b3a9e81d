"""The suggestion below the summary, by a hand: it comes late, goes early, and can be taken back."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from logreg import Experiment
from tests.browser.driver import PHONE, OpenPage, Wire, eventually, grab, move, slider
from tests.browser.stage import expect_stage, visit

BOUNCE = Experiment.of(learning_rate=20)
CALM = Experiment.of(learning_rate=5.57)
WHY = "Your step is 3.59 times the safe one."
SMALL = {"width": 1280, "height": 720}


def line(page: Page) -> Locator:
    return page.locator(".stage-remedy")


def offer(page: Page) -> Locator:
    return line(page).get_by_role("button")


@pytest.fixture
def bounce(app: str, open_page: OpenPage) -> Page:
    """A run that bounces, and what is said of it."""
    page = open_page(viewport=SMALL)
    visit(page, f"{app}/?v=1&rate=20")
    expect(line(page)).to_contain_text(WHY)
    return page


def test_pressing_the_button_trains_what_it_says_and_undo_takes_it_back(bounce: Page) -> None:
    page = bounce
    expect(line(page)).to_contain_text("training loss 0.424 → 0.303, rises 250 → 0")
    offer(page).click()
    expect_stage(page, CALM)
    expect(page).to_have_url(re.compile(r"rate=5\.57$"))
    expect(slider(page, "Learning rate")).to_have_attribute("aria-valuetext", "5.57")
    expect(offer(page)).to_have_text("Undo")
    offer(page).click()
    expect_stage(page, BOUNCE)
    expect(page).to_have_url(re.compile(r"rate=20$"))
    expect(line(page)).to_contain_text(WHY)


def test_back_takes_it_back_as_well(bounce: Page) -> None:
    page = bounce
    offer(page).click()
    expect_stage(page, CALM)
    page.go_back()
    expect_stage(page, BOUNCE)
    expect(line(page)).to_contain_text(WHY)


def test_nothing_is_offered_while_a_thumb_is_held(bounce: Page) -> None:
    """Gone with the first preview; and nothing is asked for until the hand lets go."""
    page = bounce
    grab(page, "Learning rate", 0.9)
    move(page, "Learning rate", 0.95)
    expect(page.locator(".stage")).to_have_attribute("data-is-preview", "true")
    expect(line(page)).to_be_empty()
    room = line(page).bounding_box()
    page.wait_for_timeout(1500)
    expect(line(page)).to_be_empty()
    page.mouse.up()
    expect(offer(page)).to_have_text("Set the rate to 5.57")
    assert line(page).bounding_box() == room


def test_the_line_of_one_run_never_stands_beside_another(bounce: Page) -> None:
    """Each time the summary changes, the line below it is empty or of this run."""
    page = bounce
    page.evaluate(
        """() => {
            window.seen = [];
            const summary = document.querySelector('.stage-summary');
            const line = document.querySelector('.stage-remedy');
            const note = () => window.seen.push([summary.textContent, line.textContent]);
            new MutationObserver(note).observe(document.querySelector('.stage'), {
                subtree: true, childList: true, characterData: true });
        }"""
    )
    slider(page, "Learning rate").focus()
    for _ in range(3):
        page.keyboard.press("PageUp")
        page.wait_for_timeout(150)
    expect(line(page)).to_contain_text("times the safe one")
    seen = page.evaluate("window.seen")
    ratios = {
        (re.findall(r"is ([\d.]+) times", summary)[0], words.split(" times")[0])
        for summary, words in seen
        if words
    }
    assert ratios
    assert all(words == f"Your step is {said}" for said, words in ratios)


def test_by_the_keyboard_the_focus_goes_on_to_undo(bounce: Page) -> None:
    page = bounce
    offer(page).focus()
    page.keyboard.press("Enter")
    expect(offer(page)).to_have_text("Undo")
    expect(offer(page)).to_be_focused()
    page.keyboard.press("Enter")
    expect_stage(page, BOUNCE)
    expect(offer(page)).to_be_focused()


def test_it_leads_to_the_threshold_on_evaluate(app: str, open_page: OpenPage) -> None:
    page = open_page(viewport=SMALL)
    visit(page, f"{app}/?v=1&data=imbalanced")
    offer(page).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Evaluate")
    expect(slider(page, "Threshold")).to_have_attribute("aria-valuetext", "0.08")
    page.go_back()
    expect(page.locator(".stage-summary")).to_be_visible()
    expect(offer(page)).to_have_text("Evaluate at threshold 0.08")


def test_on_a_phone_it_is_below_the_picture_and_wide_enough_for_a_thumb(
    app: str, open_page: OpenPage
) -> None:
    page = open_page(viewport=PHONE, has_touch=True, is_mobile=True)
    visit(page, f"{app}/?v=1&rate=20")
    expect(offer(page)).to_be_attached()
    offer(page).scroll_into_view_if_needed()
    button, words = offer(page).bounding_box(), line(page).bounding_box()
    chart = page.locator(".stage-boundary > .live-chart").bounding_box()
    assert button
    assert words
    assert chart
    assert button["height"] >= 44
    assert button["x"] >= 0
    assert button["x"] + button["width"] <= PHONE["width"]
    assert words["y"] >= chart["y"] + chart["height"]
    offer(page).tap()
    expect(offer(page)).to_have_text("Undo")


# A hand that is never at rest until it leaves, or is told: nothing is asked before.
RESTLESS = """
    const hand = setInterval(() => document.dispatchEvent(new Event('pointerdown')), 50);
    for (const type of ['click', 'rest'])
        document.addEventListener(type, () => clearInterval(hand), { capture: true });
"""


@pytest.fixture
def unanswered(app: str, open_page: OpenPage) -> tuple[Page, Wire]:
    """A page that has asked nothing yet, on a server that does not answer any more."""
    page = open_page(viewport=SMALL)
    page.add_init_script(RESTLESS)
    wire = Wire(page)
    visit(page, f"{app}/?v=1&rate=20")
    wire.hold_answers()
    return page, wire


def test_a_link_waits_until_a_question_is_answered(unanswered: tuple[Page, Wire]) -> None:
    """Streamlit may send the question after the click, and then shows neither page."""
    page, wire = unanswered
    page.evaluate("document.dispatchEvent(new Event('rest'))")
    eventually(lambda: page.title() != "" and wire.is_holding, True, seconds=30)
    n_said = len(wire.said)
    page.get_by_role("link", name="Evaluate").click()
    page.wait_for_timeout(200)
    assert len(wire.said) == n_said
    wire.give_answers()
    expect(page.locator(".st-key-roc [data-revision]")).to_be_attached(timeout=30_000)


def test_no_question_crosses_the_way_to_another_page(unanswered: tuple[Page, Wire]) -> None:
    """On a busy server it would come to a page that no longer has it."""
    page, wire = unanswered
    page.get_by_role("link", name="Evaluate").click()
    eventually(lambda: page.title() != "" and wire.is_holding, True, seconds=30)
    n_said = len(wire.said)
    page.wait_for_timeout(1500)
    assert len(wire.said) == n_said
    wire.give_answers()
    expect(page.locator(".st-key-roc [data-revision]")).to_be_attached()
