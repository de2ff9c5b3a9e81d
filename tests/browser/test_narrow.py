"""On a phone and a tablet: the picture, Play and what is dragged are in view together."""

import json
from itertools import combinations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.driver import OpenPage, eventually, slider
from tests.browser.stage import PATIENCE, visit
from tests.browser.test_fit import Box, are_apart, box
from tests.browser.test_look import NOTE_SHIFTS
from tests.pages_of_app import ALL_PATHS, N_CHARTS, sparing

SIZES = ((390, 844), (360, 740), (844, 390), (740, 360), (932, 430), (768, 1024))
PLOT, PLAY = ".stage-boundary .nsewdrag", ".stage-playback"
LIVE = "[data-testid=stSidebar] .live-sliders"
THUMB = 44
USED = (
    "[data-testid=stSidebar] :is(.live-slider-range, .live-slider-value, [role=toolbar] button)",
    "[data-testid=stExpandSidebarButton]",
    "[data-testid=stMainMenuButton]",
    ".stage-playback button",
)
LARGEST_SHIFT = 0.05
ACTIONS = (
    ("Noise", "PageUp"),
    ("Learning rate", "ArrowRight"),
    ("Iterations", "PageDown"),
    ("Noise", "PageDown"),
    ("Learning rate", "ArrowLeft"),
    ("Iterations", "PageUp"),
)


def open_phone(open_page: OpenPage, width: int, height: int) -> Page:
    size = {"width": width, "height": height}
    return open_page(viewport=size, has_touch=True, is_mobile=True)


def is_inside(inner: Box, width: int, height: int) -> bool:
    left, top, right, bottom = inner
    return left >= 0 <= top and right <= width and bottom <= height


def is_never_wider_than_the_window(page: Page) -> bool:
    fits: bool = page.evaluate(
        """() => [document.documentElement, document.querySelector('[data-testid=stMain]')]
            .every((one) => one.scrollWidth <= one.clientWidth)"""
    )
    return fits


class Finger:
    """One that touches a place and moves, as the browser's protocol has it."""

    def __init__(self, page: Page) -> None:
        self.protocol = page.context.new_cdp_session(page)

    def touch(self, kind: str, *place: float) -> None:
        points = [dict(zip(("x", "y"), place, strict=True))] if place else []
        self.protocol.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_plot_play_and_live_sliders_are_in_view_together_while_a_thumb_drags(
    app: str, open_page: OpenPage, width: int, height: int
) -> None:
    page = open_phone(open_page, width, height)
    visit(page, app)
    expect(page.locator(".stage [data-revision]")).to_have_count(2)
    boxes = [box(page, part) for part in (PLOT, PLAY, LIVE)]
    assert all(is_inside(one, width, height) for one in boxes), boxes
    assert are_apart(boxes[0], boxes[1])
    assert are_apart(boxes[0], boxes[2])
    assert are_apart(boxes[1], boxes[2])
    assert is_never_wider_than_the_window(page)

    left, top, right, bottom = box(page, ".live-slider:has([aria-label='Learning rate']) input")
    assert bottom - top >= THUMB
    y, finger = (top + bottom) / 2, Finger(page)
    before = slider(page, "Learning rate").get_attribute("aria-valuetext")
    finger.touch("touchStart", left + 0.6 * (right - left), y)
    for share in (0.65, 0.7, 0.75):
        finger.touch("touchMove", left + share * (right - left), y)
    expect(page.locator(".stage")).to_have_attribute("data-is-preview", "true")
    assert slider(page, "Learning rate").get_attribute("aria-valuetext") != before
    assert all(is_inside(box(page, part), width, height) for part in (PLOT, LIVE))
    finger.touch("touchEnd")
    expect(page.locator(".stage")).to_have_attribute("data-is-preview", "false")


def test_everything_else_is_one_tap_away_and_folds_again(app: str, open_page: OpenPage) -> None:
    page = open_phone(open_page, 390, 844)
    visit(page, app)
    dataset = page.get_by_text("Dataset", exact=True)
    expect(dataset).to_be_hidden()
    page.get_by_test_id("stExpandSidebarButton").tap()
    expect(dataset).to_be_visible()
    left, top, right, bottom = box(page, "[data-testid=stSidebar]")
    assert (left, right) == (0, 390)
    assert bottom <= 844
    assert top >= 0.35 * 844
    page.get_by_role("button", name="Collapse sidebar").tap()
    expect(dataset).to_be_hidden()
    page.get_by_test_id("stExpandSidebarButton").tap()
    page.get_by_role("link", name="Evaluate").tap()
    expect(page.get_by_role("heading", name="Evaluate")).to_be_visible()
    # The threshold stays in view, above the sheet, however far the page is scrolled.
    expect(page.locator(".st-key-threshold .live-slider")).to_be_visible()
    page.mouse.wheel(0, 2000)
    assert is_inside(box(page, ".st-key-threshold"), 390, 844)
    eventually(lambda: are_apart(box(page, ".st-key-threshold"), box(page, LIVE)), True)


def test_a_swipe_over_the_plot_scrolls_and_a_tap_reads_a_point(
    app: str, open_page: OpenPage
) -> None:
    page = open_phone(open_page, 390, 844)
    visit(page, app)
    left, top, right, bottom = box(page, PLOT)
    x, y = (left + right) / 2, (top + bottom) / 2
    page.touchscreen.tap(x, y)
    expect(page.locator(".stage-outcome")).to_contain_text("→ odds")
    main = page.get_by_test_id("stMain")
    finger = Finger(page)
    finger.touch("touchStart", x, y)
    for step in range(1, 9):
        finger.touch("touchMove", x, y - 20 * step)
    finger.touch("touchEnd")
    eventually(lambda: main.evaluate("main => main.scrollTop > 50"), True)


@pytest.mark.parametrize("path", sparing(ALL_PATHS, "from_scratch"))
def test_no_page_is_wider_than_its_window(app: str, open_page: OpenPage, path: str) -> None:
    page = open_phone(open_page, 390, 700)
    page.goto(f"{app}/{path}")
    # What the address draws is what comes last.
    expect(page.get_by_role("button", name="Copy link")).to_be_visible(timeout=PATIENCE)
    if N_CHARTS[path]:
        expect(page.locator(".live-chart[data-revision]").first).to_be_attached(timeout=PATIENCE)
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 700})
        eventually(lambda: is_never_wider_than_the_window(page), True)
        # The last line of the page can be read above the sheet.
        page.get_by_test_id("stMain").evaluate("main => main.scrollTo(0, main.scrollHeight)")
        assert are_apart(box(page, ".st-key-footer"), box(page, "[data-testid=stSidebar]"))


@pytest.mark.parametrize("size", [(390, 844), (844, 390)])
def test_what_evaluate_drags_is_in_view_with_what_it_changes(
    app: str, open_page: OpenPage, size: tuple[int, int]
) -> None:
    page = open_phone(open_page, *size)
    visit(page, f"{app}/evaluate")
    expect(page.locator(".live-chart[data-revision]")).to_have_count(6)
    plot, threshold = ".st-key-boundary .nsewdrag", ".st-key-threshold input"
    boxes = [box(page, part) for part in (plot, threshold, LIVE)]
    assert all(is_inside(one, *size) for one in boxes), boxes
    assert all(are_apart(one, other) for one, other in combinations(boxes, 2)), boxes
    left, top, right, bottom = boxes[1]
    assert bottom - top >= THUMB
    finger, y = Finger(page), (top + bottom) / 2
    matrix = page.get_by_role("table", name="Confusion matrix").inner_text()
    finger.touch("touchStart", (left + right) / 2, y)
    for share in (0.6, 0.7, 0.8, 0.9):
        finger.touch("touchMove", left + share * (right - left), y)
    eventually(lambda: table_text(page) != matrix, True)
    finger.touch("touchEnd")
    assert [box(page, part) for part in (plot, threshold, LIVE)] == boxes


def table_text(page: Page) -> str:
    return page.get_by_role("table", name="Confusion matrix").inner_text()


@pytest.mark.parametrize("size", [(390, 844), (844, 390)])
def test_what_a_thumb_uses_is_large_enough_for_it(
    app: str, open_page: OpenPage, size: tuple[int, int]
) -> None:
    page = open_phone(open_page, *size)
    visit(page, app)
    used = page.locator(", ".join(USED))
    small = used.evaluate_all(
        f"""all => all.filter((one) => one.checkVisibility()).filter((one) => {{
            const {{ width, height }} = one.getBoundingClientRect();
            return Math.min(width, height) < {THUMB} - 0.1;
        }}).map((one) => one.outerHTML.slice(0, 120))"""
    )
    assert small == []


def test_hardly_anything_moves_in_ten_actions_on_a_phone(app: str, open_page: OpenPage) -> None:
    page = open_phone(open_page, 390, 844)
    visit(page, app)
    expect(page.locator(".stage [data-revision]")).to_have_count(2)
    page.evaluate(NOTE_SHIFTS)
    page.evaluate("window.shifts.length = 0")
    for label, key in ACTIONS:
        slider(page, label).press(key)
        expect(page.locator(".stage")).to_have_attribute("data-is-preview", "false")
        page.wait_for_timeout(300)  # until the last shift has been told
    for name in ("x₁²", "x₁x₂", "x₁²", "x₁x₂"):
        page.get_by_role("button", name=name, exact=True).tap()
        page.wait_for_timeout(300)
    assert page.evaluate("window.shifts.reduce((sum, shift) => sum + shift, 0)") <= LARGEST_SHIFT


def laid_out(page: Page, seconds: float) -> list[int]:
    """How many boxes the browser looked at, each time that it laid out something."""
    browser = page.context.browser
    assert browser
    browser.start_tracing(page=page, categories=["devtools.timeline"])
    page.wait_for_timeout(1e3 * seconds)
    events = json.loads(browser.stop_tracing())["traceEvents"]
    begun = [one["args"]["beginData"] for one in events if one["name"] == "Layout"]
    return [one["totalObjects"] for one in begun]


def test_a_frame_of_the_film_lays_out_anew_only_what_it_changes(
    app: str, open_page: OpenPage
) -> None:
    """All of the page has more than a thousand boxes, which took a phone a sixth of each frame."""
    page = open_phone(open_page, 390, 844)
    visit(page, app)
    expect(page.locator(".stage [data-revision]")).to_have_count(2)
    page.get_by_role("button", name="Play", exact=True).tap()
    page.wait_for_timeout(200)
    n_boxes = laid_out(page, seconds=0.8)
    assert len(n_boxes) > 10
    assert sorted(n_boxes)[len(n_boxes) * 3 // 4] < 100
