"""The whole instrument is on screen without scrolling, and uses the room of the window."""

from itertools import combinations

from playwright.sync_api import Page

from tests.browser.driver import OpenPage, eventually
from tests.browser.stage import visit

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
