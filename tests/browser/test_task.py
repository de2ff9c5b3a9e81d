"""A teacher makes a task, and a phone opens its link cold: only the allowed controls are there."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.driver import PHONE, WIDE, OpenPage, eventually
from tests.browser.stage import PATIENCE, visit

TASK = "Which rate makes the loss bounce?"


def focused(page: Page) -> str:
    """The name of what has the focus, and what it is."""
    told: str = page.evaluate(
        """() => {
            const { ariaLabel, id, tagName, textContent, type } = document.activeElement;
            const label = id && document.querySelector(`label[for="${CSS.escape(id)}"]`);
            const name = ariaLabel ?? label?.textContent ?? textContent;
            return ["MAIN", "BODY"].includes(tagName) ? "" : `${tagName} ${type ?? ""} ${name}`;
        }"""
    )
    return told


def test_a_teacher_makes_a_task_and_a_phone_opens_it(app: str, open_page: OpenPage) -> None:
    teacher = open_page(viewport=WIDE)
    teacher.goto(f"{app}/make_a_task?rate=20")
    teacher.get_by_label("What it is asked to do").fill(TASK)
    teacher.get_by_label("Answers to choose from").fill("below 5\nabout 14")
    teacher.get_by_label("Answers to choose from").blur()
    may_move = teacher.get_by_role("toolbar", name="May be moved")
    for name in may_move.get_by_role("button").all_inner_texts():
        if name not in ("Learning rate", "Seed"):
            may_move.get_by_role("button", name=name, exact=True).click()
    teacher.get_by_role("toolbar", name="Is seen").get_by_role("button", name="Confusion").click()
    link = teacher.get_by_label("Link of the task")
    eventually(lambda: "hide=data" in link.input_value() and "matrix" in link.input_value(), True)
    class_sees = teacher.frame_locator(".st-key-class iframe")
    expect(class_sees.get_by_text(TASK)).to_be_visible(timeout=30_000)

    phone = open_page(viewport=PHONE, has_touch=True, is_mobile=True)
    address = urlsplit(link.input_value())
    visit(phone, f"{app}{address.path}?{address.query}")
    expect(phone.get_by_text("From your teacher")).to_be_visible()
    expect(phone.get_by_text(TASK)).to_be_visible()
    expect(phone.locator(".live-slider")).to_have_count(1)
    expect(phone.locator(".stage-confusion")).to_be_hidden()
    phone.get_by_test_id("stExpandSidebarButton").tap()
    sheet = phone.get_by_test_id("stSidebar")
    expect(sheet.get_by_role("spinbutton", name="Seed")).to_be_visible()
    expect(sheet.get_by_role("combobox")).to_have_count(0)
    expect(sheet.get_by_role("switch")).to_have_count(0)
    expect(sheet.get_by_role("slider")).to_have_count(1)
    phone.get_by_text("about 14").tap()
    expect(phone.get_by_role("radio", name="about 14")).to_be_checked()

    # By keyboard too nothing else is reached, however long one walks.
    wide = open_page(viewport=WIDE)
    visit(wide, f"{app}{address.path}?{address.query}")
    reached = set()
    for _ in range(60):
        wide.keyboard.press("Tab")
        reached.add(focused(wide))
    assert any("Learning rate" in one for one in reached)
    for name in ("Dataset", "Iterations,", "Noise", "x₁x₂", "Optimiser", "L2 strength"):
        assert not [one for one in reached if name in one]


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)])
def test_what_the_class_sees_is_a_phone_with_play_in_view(
    app: str, open_page: OpenPage, size: tuple[int, int]
) -> None:
    page = open_page(viewport={"width": size[0], "height": size[1]})
    page.goto(f"{app}/make_a_task")
    seen = page.frame_locator(".st-key-class iframe")
    expect(seen.locator(".stage-boundary [data-revision]")).to_have_count(1, timeout=PATIENCE)
    play, sheet = (
        seen.locator(place).bounding_box() for place in (".stage-play", "[data-testid=stSidebar]")
    )
    assert play
    assert sheet
    assert sheet["width"] <= 430
    assert play["y"] + play["height"] <= sheet["y"]


def test_a_seed_of_ones_own_stays_on_reload(app: str, open_page: OpenPage) -> None:
    page = open_page(viewport=WIDE)
    visit(page, f"{app}/?seed=mine&lock=seed&hide=rate")
    eventually(lambda: "own-seed=1" in page.evaluate("location.search"), True)
    query = page.evaluate("location.search")
    page.reload()
    expect(page.locator(".live-chart[data-revision]").first).to_be_attached(timeout=30_000)
    page.wait_for_timeout(500)
    assert page.evaluate("location.search") == query
