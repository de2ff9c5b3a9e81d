"""Missions in a browser: a beginner's walk by mouse, and what the browser keeps of it."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from logreg.missions.progress import Progress
from logreg.missions.words import WORDS
from tests.browser.driver import PHONE, WIDE, OpenPage, eventually, grab, move, point
from tests.browser.screen_reader import ScreenReader
from tests.browser.stage import visit
from tests.browser.test_print import READY, texts_of

NAME = "logistic regression missions"


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    return open_page(viewport=WIDE)


def say(page: Page, answer: str) -> None:
    page.get_by_role("button", name=answer, exact=True).click()


def set_to(page: Page, label: str, fraction: float) -> None:
    """Drag a slider there, and let go."""
    grab(page, label, fraction)
    page.mouse.up()


def test_a_beginner_does_section_0_and_the_first_three_by_mouse(app: str, page: Page) -> None:
    visit(page, f"{app}/from_scratch?path=beginner")
    page.locator(".st-key-question-curve").get_by_text("about 70").click()
    expect(page.get_by_text("into the right class: 90.6 %.")).to_be_visible()
    loss = page.get_by_test_id("stMetric").filter(has_text="Your log loss")
    before = loss.get_by_test_id("stMetricValue").inner_text()
    set_to(page, "Centre, mm", 0.55)
    expect(loss.get_by_test_id("stMetricValue")).not_to_have_text(before)

    page.get_by_role("link", name="Missions").click()
    expect(page.get_by_text("Which of the three numbers")).to_be_visible()
    expect(page.locator(".live-slider")).to_have_count(0)
    say(page, "w₁")
    sliders = page.locator(".live-slider")
    expect(sliders).to_have_count(3)
    # While the thumb is held the nearness follows, and nothing is done yet.
    x, y = point(page, "Weight w₂", 0.5 - 1 / 20)
    page.mouse.move(x, y)
    page.mouse.down()
    move(page, "Weight w₂", 0.5 - 4.5 / 20)
    expect(page.locator(".st-key-mission")).to_contain_text(re.compile(r"Training loss 0\.38\d"))
    page.mouse.up()
    set_to(page, "Bias b", 0.5 + 0.5 / 20)
    set_to(page, "Weight w₁", 0.5 + 1 / 20)
    expect(page.locator(".st-key-mission")).to_contain_text("You said “w₁”; it was “w₂”.")
    expect(page.get_by_role("radio", name="1 ✓")).to_be_visible()

    page.get_by_role("button", name="Next: Asleep").click()
    expect(page.get_by_text("how many training points are on the right side?")).to_be_visible()
    say(page, "90 %")
    expect(page.locator(".live-slider")).to_have_count(1)
    set_to(page, "Learning rate", 4 / 6)  # of the decades from 0.0001 to 100: 1
    expect(page.locator(".st-key-mission")).to_contain_text("You said “90 %”, and so it was.")

    page.get_by_role("button", name="Next: The edge").click()
    say(page, "it learns faster, and settles")
    page.get_by_role("button", name="Hint 1 of 3").click()
    expect(page.get_by_text("watch the line flip")).to_be_visible()
    page.get_by_role("button", name=re.compile("Learning rate: .*exact value")).click()
    page.get_by_role("textbox", name="Learning rate, exact value").fill("13")
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-mission")).to_contain_text("it was “it jumps between two values”")
    eventually(lambda: page.evaluate("location.search"), "?v=1&rate=13&iterations=200&mission=edge")

    page.get_by_text("Summary", exact=True).click()
    expect(page.get_by_text("You predicted 1 of 3 questions rightly and did 3 of")).to_be_visible()
    page.go_back()
    expect(page.locator(".st-key-mission")).to_contain_text("The edge")


def test_who_hears_the_page_is_told_how_near_it_is_once_a_hand_has_let_go(
    app: str, page: Page
) -> None:
    visit(page, f"{app}/missions?mission=asleep")
    expect(page.get_by_role("radio", name="2 Asleep")).to_be_checked()
    # To see there is a number alone.
    box = page.locator(".st-key-dot button p span").nth(1).bounding_box()
    assert box
    assert box["width"] <= 1
    reader = ScreenReader(page)

    def told() -> list[str]:
        return [words for words in reader.announced() if " wanted." in words or "Done" in words]

    say(page, "none yet")
    eventually(told, ["Training loss 0.690; 0.216 is wanted."])
    grab(page, "Learning rate", 0.3)
    move(page, "Learning rate", 0.5)
    card = page.locator(".st-key-nearness strong")
    expect(card).not_to_contain_text("0.690")
    page.wait_for_timeout(1000)
    assert len(told()) == 1
    page.mouse.up()
    eventually(lambda: len(told()), 2)
    assert told()[1] == card.inner_text()
    set_to(page, "Learning rate", 4 / 6)
    eventually(lambda: len(told()), 3)
    assert told()[2] == card.inner_text()
    assert told()[2].startswith("Done. Training loss 0.21")
    expect(page.get_by_role("radio", name="2 ✓ Asleep, done")).to_be_checked()


def test_a_browser_keeps_progress_only_where_the_visitor_agrees(app: str, page: Page) -> None:
    def kept() -> str | None:
        text: str | None = page.evaluate(f"localStorage.getItem({NAME!r})")
        return text

    visit(page, f"{app}/missions?mission=asleep")
    say(page, "none yet")
    expect(page.locator(".live-slider")).to_have_count(1)
    assert kept() is None
    page.get_by_text("Keep my progress in this browser").click()
    eventually(lambda: "none" in (kept() or ""), True)
    visit(page, f"{app}/missions?mission=asleep")  # a new session of the same browser
    expect(page.locator(".live-slider")).to_have_count(1)
    page.get_by_text("Keep my progress in this browser").click()
    eventually(kept, None)
    visit(page, f"{app}/missions?mission=asleep")
    expect(page.get_by_role("button", name="none yet")).to_be_visible()


def test_a_visitor_who_comes_back_finds_the_next_that_is_not_done(app: str, page: Page) -> None:
    visit(page, f"{app}/missions")
    text = Progress().with_step("hand", said="w2", is_right=True, is_done=True).as_text()
    page.evaluate("([name, text]) => localStorage.setItem(name, text)", [NAME, text])
    visit(page, f"{app}/missions")
    expect(page.get_by_text("Mission 2 of")).to_be_visible()
    expect(page.get_by_role("radio", name="1 ✓")).to_be_visible()
    eventually(lambda: "mission=asleep" in page.evaluate("location.search"), True)
    # A link is what it says.
    visit(page, f"{app}/missions?mission=hand")
    expect(page.get_by_role("radio", name="1 ✓")).to_be_visible()
    expect(page.get_by_text("Mission 1 of")).to_be_visible()


def test_the_summary_prints_on_one_sheet(app: str, page: Page, tmp_path: Path) -> None:
    page.goto(f"{app}/missions?mission=summary")
    expect(page.get_by_text("You have not begun a mission yet.")).to_be_visible()
    # Nothing mounts while a page is told to print at every frame.
    expect(page.get_by_role("button", name="Copy link")).to_be_visible()
    page.wait_for_function(READY, timeout=30_000)
    (sheet,) = texts_of(page, tmp_path)
    for words in WORDS.values():
        assert words.title in sheet
    # Which experiment is on screen elsewhere is no part of it.
    assert "Learning rate:" not in sheet


def test_on_a_phone_the_card_stands_below_the_plot_and_both_are_in_view(
    app: str, open_page: OpenPage
) -> None:
    page = open_page(viewport=PHONE, has_touch=True, is_mobile=True)
    visit(page, f"{app}/missions")
    say(page, "w₂")
    expect(page.locator(".live-slider")).to_have_count(3)
    plot = page.locator(".stage-boundary .live-chart").bounding_box()
    last = page.locator(".live-slider").last.bounding_box()
    assert plot is not None
    assert last is not None
    assert plot["y"] >= 0
    assert plot["y"] + plot["height"] < last["y"]
    assert last["y"] + last["height"] <= PHONE["height"]


def test_in_the_open_sheet_of_a_phone_the_threshold_stands_below_the_card(
    app: str, open_page: OpenPage
) -> None:
    page = open_page(viewport=PHONE, has_touch=True, is_mobile=True)
    visit(page, f"{app}/missions?mission=rare")
    say(page, "falls")
    expect(page.get_by_role("slider", name="Threshold")).to_be_visible()
    page.get_by_test_id("stExpandSidebarButton").tap()
    sheet = page.get_by_test_id("stSidebarContent")
    sheet.evaluate("sheet => sheet.scrollTo(0, sheet.scrollHeight)")
    boxes = [page.locator(key).bounding_box() for key in (".st-key-mission", ".st-key-threshold")]
    card, threshold = (box for box in boxes if box)
    assert card["y"] + card["height"] <= threshold["y"]
    assert threshold["width"] > 0.8 * PHONE["width"]


@pytest.mark.parametrize("viewport", [PHONE, WIDE])
def test_no_words_of_the_card_lie_under_what_stands_below_them(
    app: str, open_page: OpenPage, viewport: dict[str, int]
) -> None:
    page = open_page(viewport=viewport)
    visit(page, f"{app}/missions?mission=circle")
    words = page.locator(".st-key-mission p", has_text="Which shape").bounding_box()
    buttons = page.locator(".st-key-options").bounding_box()
    assert words
    assert buttons
    assert words["y"] + words["height"] <= buttons["y"]
    say(page, "a line")
    words = page.locator(".st-key-nearness p").bounding_box()
    features = page.locator(".st-key-features [role=toolbar]").bounding_box()
    assert words
    assert features
    assert words["y"] + words["height"] <= features["y"]


def test_the_link_to_the_lesson_is_read_to_its_end(app: str, page: Page) -> None:
    visit(page, f"{app}/missions?mission=circle&features=x1^2,x2^2")
    say(page, "a line")
    link = page.locator(".st-key-mission").get_by_role("link", name="Read why, in the lesson")
    words = link.locator("p")
    assert words.evaluate("p => p.scrollWidth <= p.clientWidth")
    outer, inner = link.bounding_box(), words.bounding_box()
    assert outer
    assert inner
    assert inner["y"] + inner["height"] <= outer["y"] + outer["height"]
