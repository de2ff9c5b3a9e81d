"""The whole instrument is on screen without scrolling, and uses the room of the window."""

from itertools import combinations

from playwright.sync_api import Page, expect

from tests.browser.driver import OpenPage, eventually
from tests.browser.stage import PATIENCE, visit

SIZES = ((1280, 720), (1366, 768), (1440, 900), (1920, 1080), (2560, 1440))
PARTS = (
    ".st-key-title",
    ".stage-scores",
    ".stage-boundary",
    ".stage-loss",
    ".stage-confusion",
    ".stage-playback",
    ".st-key-footer",
)
COLUMN = "[data-testid=stColumn]"
CHARTS_BESIDE = ("boundary", "cost")
MOST_VOID = 24
LEAST_SHARE = 0.19  # of the window beside the sidebar, for the boundary within its axes

Box = tuple[float, float, float, float]

BOX = """element => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    return [left, top, right, bottom];
}"""


def box(page: Page, selector: str) -> Box:
    left, top, right, bottom = page.locator(selector).first.evaluate(BOX)
    return left, top, right, bottom


def is_within(inner: Box, outer: Box) -> bool:
    """To half a pixel."""
    low = all(inner[side] >= outer[side] - 0.5 for side in (0, 1))
    return low and all(inner[side] <= outer[side] + 0.5 for side in (2, 3))


def are_apart(one: Box, other: Box) -> bool:
    is_beside = one[2] <= other[0] + 1 or other[2] <= one[0] + 1
    return is_beside or one[3] <= other[1] + 1 or other[3] <= one[1] + 1


def are_drawn_to_size(page: Page) -> bool:
    drawn: bool = page.locator(".live-chart").evaluate_all(
        """charts => charts.every(({ clientWidth, clientHeight, _fullLayout }) =>
            Math.abs(_fullLayout.width - clientWidth) < 1
                && Math.abs(_fullLayout.height - clientHeight) < 1)"""
    )
    return drawn


def test_the_instrument_fits_every_window_and_grows_with_it(app: str, open_page: OpenPage) -> None:
    page = open_page(viewport={"width": SIZES[0][0], "height": SIZES[0][1]})
    visit(page, app)
    type_sizes: dict[tuple[int, int], list[float]] = {}
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        eventually(lambda: are_drawn_to_size(page), True)
        boxes = {part: box(page, part) for part in PARTS}
        for part, (left, top, right, bottom) in boxes.items():
            assert left >= 0 <= top, (part, width)
            assert right <= width, (part, width)
            assert bottom <= height, (part, width)
        for one, other in combinations(PARTS, 2):
            assert are_apart(boxes[one], boxes[other]), (one, other, width)
        main = page.get_by_test_id("stMain")
        assert main.evaluate("main => main.scrollHeight - main.clientHeight") == 0
        left, top, right, bottom = box(page, ".stage-boundary .nsewdrag")
        beside = width - main.evaluate("main => main.getBoundingClientRect().left")
        assert (right - left) * (bottom - top) >= LEAST_SHARE * beside * height, width
        assert box(page, ".stage-boundary .legend")[3] <= top + 1, width
        type_sizes[width, height] = page.locator(
            ".stage-summary, .stage-boundary .xtick text"
        ).evaluate_all("texts => texts.map((text) => parseFloat(getComputedStyle(text).fontSize))")
    at_first = type_sizes[SIZES[0]]
    for size, factor in (((1440, 900), 1), ((1920, 1080), 1.25), ((2560, 1440), 1.6)):
        for grown, first in zip(type_sizes[size][:2], at_first[:2], strict=True):
            assert grown >= 0.99 * factor * first, size


OF_THE_SIDEBAR = (
    ".menu",
    "[data-testid=stSelectbox]",
    ".live-slider:has([aria-label=Noise])",
    ".live-slider:has([aria-label='Learning rate'])",
    ".live-slider:has([aria-label=Iterations])",
    ".st-key-features",
)


def test_the_first_controls_are_in_view_below_a_menu_of_ten_pages(
    app: str, open_page: OpenPage
) -> None:
    page = open_page(viewport={"width": 1280, "height": 720})
    visit(page, app)
    # As high as ten would make it, however many there are today.
    page.add_style_tag(content=".menu.menu { --rows: 5 }")
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        boxes = {part: box(page, f"[data-testid=stSidebar] {part}") for part in OF_THE_SIDEBAR}
        for part, place in boxes.items():
            assert is_within(place, (0, 0, width, height)), (part, width)
        for one, other in combinations(OF_THE_SIDEBAR, 2):
            assert are_apart(boxes[one], boxes[other]), (one, other, width)
        links = page.locator(".menu a").evaluate_all(f"links => links.map({BOX})")
        for one, other in combinations(links, 2):
            assert are_apart(tuple(one), tuple(other)), width


OF_EVALUATE = (
    ".st-key-decision",
    ".st-key-boundary",
    ".st-key-verdict",
    ".st-key-cost",
    ".st-key-roc",
    ".st-key-precision-recall",
    ".st-key-histogram",
    ".st-key-calibration",
    ".st-key-footer",
)


def test_the_threshold_and_all_that_it_moves_fit_every_window(
    app: str, open_page: OpenPage
) -> None:
    page = open_page(viewport={"width": SIZES[0][0], "height": SIZES[0][1]})
    page.goto(f"{app}/evaluate")
    drawn = page.locator(".live-chart[data-revision]")
    expect(drawn).to_have_count(6, timeout=PATIENCE)
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        eventually(lambda: are_drawn_to_size(page), True)
        boxes = {part: box(page, part) for part in OF_EVALUATE}
        for part, place in boxes.items():
            assert is_within(place, (0, 0, width, height)), (part, width)
        for one, other in combinations(OF_EVALUATE, 2):
            assert are_apart(boxes[one], boxes[other]), (one, other, width)
        # The four figures in one line, each chart with room within its axes.
        figures = page.locator(".verdict .stage-figure").evaluate_all(
            "all => all.map((one) => one.getBoundingClientRect().top)"
        )
        assert len(figures) == 4
        assert len(set(figures)) == 1
        for inside in page.locator(".st-key-fitted .nsewdrag").all():
            left, top, right, bottom = inside.evaluate(BOX)
            assert bottom - top >= 0.12 * height, width
            assert right - left >= 0.09 * width, width


def test_what_a_link_got_wrong_squeezes_nothing(app: str, open_page: OpenPage) -> None:
    page = open_page(viewport={"width": 1280, "height": 720})
    visit(page, app)
    usual = {part: box(page, part) for part in PARTS}
    visit(page, f"{app}/?noise=7&nothing=1")
    said = page.locator(".st-key-link-problems")
    expect(said).to_be_visible()
    eventually(lambda: {part: box(page, part) for part in PARTS}, usual)
    said.get_by_role("button", name="Close").click()
    expect(said).to_be_hidden()


def test_a_table_has_no_empty_half_beside_it(app: str, open_page: OpenPage) -> None:
    page = open_page(viewport={"width": 1280, "height": 720})
    page.goto(f"{app}/against_scikit_learn")
    expect(page.locator(".live-chart[data-revision]")).to_have_count(3, timeout=PATIENCE)
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        eventually(lambda: are_drawn_to_size(page), True)
        gap = box(page, ".st-key-gap")
        metric = box(page, "[data-testid=stMetric]")
        assert gap[0] >= box(page, ".st-key-scores")[2] - 1
        assert abs(metric[3] - gap[3]) <= 0.06 * height, width


def test_on_a_tablet_the_boundary_of_evaluate_is_as_high_as_what_stands_beside_it(
    app: str, open_page: OpenPage
) -> None:
    page = open_page(viewport={"width": 768, "height": 1024})
    visit(page, f"{app}/evaluate")
    expect(page.locator(".live-chart[data-revision]")).to_have_count(6, timeout=PATIENCE)
    eventually(lambda: are_drawn_to_size(page), True)
    boundary, beside = (box(page, f".st-key-{name} .live-chart-frame") for name in CHARTS_BESIDE)
    assert abs(boundary[3] - beside[3]) <= MOST_VOID
    assert boundary[3] <= box(page, "[data-testid=stSidebar]")[1]
    # Where that is more than a window holds, it ends with the window.
    page.set_viewport_size({"width": 1024, "height": 768})
    eventually(lambda: are_drawn_to_size(page), True)
    assert box(page, ".st-key-boundary .live-chart-frame")[3] <= 768


def test_the_shorter_column_of_the_lesson_stays_in_view(app: str, open_page: OpenPage) -> None:
    page = open_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{app}/from_scratch")
    expect(page.locator(".live-chart[data-revision]").first).to_be_attached(timeout=PATIENCE)
    column = page.locator(f"{COLUMN}:has(.st-key-lesson-bowl-step)")
    expect(column.locator(".live-chart[data-revision]")).to_have_count(2, timeout=PATIENCE)
    section = page.locator(
        f"[data-testid=stHorizontalBlock]:has(> {COLUMN} .st-key-lesson-bowl-step)"
    )
    # Far down in what is touched, which is longer.
    section.evaluate(
        """section => {
            const main = document.querySelector('[data-testid=stMain]');
            const { bottom } = section.getBoundingClientRect();
            main.scrollBy(0, bottom - main.clientHeight);
        }"""
    )
    paragraph = section.locator(COLUMN).first.get_by_test_id("stMarkdown").first
    eventually(lambda: is_within(tuple(paragraph.evaluate(BOX)), (0, 0, 1440, 900)), True)
    assert not is_within(box(page, ".st-key-lesson-bowl-step"), (0, 0, 1440, 900))


def test_before_a_component_comes_its_place_is_as_large_as_the_type_asks(
    app: str, open_page: OpenPage
) -> None:
    page = open_page(viewport={"width": 1920, "height": 1080})
    # The modules never come, so that what is reserved can be measured.
    page.route("**/mount.js", lambda route: None)
    page.goto(f"{app}/against_scikit_learn")
    place = page.locator("[data-testid=stElementContainer].st-key-gap")
    expect(place).to_be_attached(timeout=PATIENCE)
    reserved = float((place.get_attribute("height") or "").removesuffix("px"))

    def is_larger() -> bool:
        _, top, _, bottom = box(page, ".st-key-gap")
        return abs(bottom - top - 1.25 * reserved) < 1

    eventually(is_larger, True)
