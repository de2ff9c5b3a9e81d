"""A chart of any page: what Python gives to the live chart, and what a browser makes of it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from streamlit.testing.v1 import AppTest

from logreg import Experiment, run
from logreg.scoring.split import Split
from tests.browser.driver import eventually
from tests.ui.components import components

SCRIPT = "tests/apps/chart.py"
SIZE = {"width": 800, "height": 600}
PATIENCE = 20_000

# ---- without a browser


def test_a_chart_is_drawn_live_with_its_alternative() -> None:
    page = AppTest.from_file("../apps/chart.py", default_timeout=60).run()
    assert not page.exception
    (data,) = components(page)
    counts = run(Experiment()).train.scores.confusion.matrix
    assert data["figure"]["data"][0]["text"] == [str(n) for n in counts.ravel()]
    assert str(counts[0, 0]) in data["alternative"]
    assert [path.rpartition("/")[2] for path in data["plotlyjs"]] == [
        "plotly.min.js.gz",
        "plotly.min.js",
    ]


# ---- with a browser


@pytest.fixture
def page(serve: Callable[[str], str], open_page: Callable[..., Page]) -> Page:
    page = open_page(viewport=SIZE)
    page.goto(serve(SCRIPT))
    expect(chart(page)).to_have_attribute("data-revision", "1", timeout=PATIENCE)
    return page


def chart(page: Page) -> Locator:
    return page.get_by_role("figure")


def shown_range(page: Page) -> list[float]:
    return chart(page).evaluate("({ _fullLayout }) => _fullLayout.xaxis.range")


def zoom_in(page: Page) -> None:
    """As far as the middle of every cell can still be seen."""
    box = chart(page).locator(".nsewdrag").bounding_box()
    assert box
    page.mouse.move(box["x"] + 0.15 * box["width"], box["y"] + 0.15 * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + 0.85 * box["width"], box["y"] + 0.85 * box["height"], steps=5)
    page.mouse.up()
    eventually(lambda: shown_range(page)[0] > -0.5, True)


def test_a_change_brings_new_numbers_and_words_and_leaves_place_and_zoom(page: Page) -> None:
    chosen = run(Experiment())
    assert chosen.test is not None
    expect(page.get_by_text("Right answers lie on the diagonal")).to_be_visible()
    expect_counts(page, "train", chosen.train)
    chart(page).evaluate("place => { place.mark = place.querySelector('.main-svg'); }")
    zoom_in(page)
    zoomed = shown_range(page)

    page.get_by_text("Test points").click()
    expect(chart(page)).to_have_attribute("data-revision", "2")
    expect_counts(page, "test", chosen.test)
    assert shown_range(page) == zoomed
    assert chart(page).evaluate("place => place.mark === place.querySelector('.main-svg')")


def expect_counts(page: Page, name: str, split: Split) -> None:
    counts = split.scores.confusion.matrix.ravel().tolist()
    cells = page.locator(".textpoint text")
    expect(cells).to_have_text([str(count) for count in counts])
    words = re.compile(f"^Confusion matrix on {name} points: {counts[0]} and {counts[3]} are right")
    expect(chart(page)).to_have_accessible_name(words)


def test_the_theme_is_followed_at_once(page: Page) -> None:
    number, text = page.locator(".textpoint text").first, page.get_by_test_id("stApp")
    light = text.evaluate("element => getComputedStyle(element).color")
    expect(number).to_have_css("fill", light)
    page.emulate_media(color_scheme="dark")
    expect(text).not_to_have_css("color", light)
    expect(number).to_have_css("fill", text.evaluate("element => getComputedStyle(element).color"))


def test_a_chart_stays_as_wide_as_its_place(page: Page) -> None:
    for width in (800, 500, 1000):
        page.set_viewport_size({"width": width, "height": 600})
        eventually(lambda: drawn_width(page) / place_width(page), pytest.approx(1, abs=0.002))
        assert 0.7 * width < drawn_width(page) < width


def drawn_width(page: Page) -> float:
    return chart(page).locator(".main-svg").first.evaluate("svg => svg.width.baseVal.value")


def place_width(page: Page) -> float:
    return chart(page).evaluate("place => place.parentElement.getBoundingClientRect().width")


def test_without_the_drawing_library_the_words_take_its_place(
    serve: Callable[[str], str], open_page: Callable[..., Page]
) -> None:
    page = open_page(viewport=SIZE)
    page.route("**/plotly.min.js*", lambda route: route.abort())
    page.goto(serve(SCRIPT))
    message = page.get_by_text("The drawing library could not be loaded.")
    expect(message).to_be_visible(timeout=PATIENCE)
    expect(message).to_contain_text("Confusion matrix on train points: 97 and 80")


@pytest.mark.parametrize(
    "answer", [{"status": 404}, {"body": b"\x1f\x8b broken", "content_type": "application/gzip"}]
)
def test_without_its_compressed_file_the_drawing_library_is_the_plain_one(
    serve: Callable[[str], str], open_page: Callable[..., Page], answer: dict[str, Any]
) -> None:
    page = open_page(viewport=SIZE)
    page.route("**/plotly.min.js.gz", lambda route: route.fulfill(**answer))
    with page.expect_request(re.compile("plotly.min.js$")):
        page.goto(serve(SCRIPT))
    expect(chart(page)).to_have_attribute("data-revision", "1", timeout=PATIENCE)


def test_a_curve_without_x_is_painted_while_plotly_is_behind(
    serve: Callable[[str], str], open_page: Callable[..., Page]
) -> None:
    page = open_page(viewport=SIZE)
    page.goto(serve("tests/apps/curve.py"))
    expect(chart(page)).to_have_attribute("data-revision", "1", timeout=PATIENCE)
    chart(page).evaluate(
        """place => {
            const extent = () => {
                const { width, height } = place.nextElementSibling;
                const pixels = place.nextElementSibling.getContext('2d')
                    .getImageData(0, 0, width, height).data;
                const painted = [...pixels.keys()].filter((i) => i % 4 === 3 && pixels[i] > 128);
                const columns = painted.map((i) => ((i - 3) / 4) % width);
                const rows = painted.map((i) => Math.floor((i - 3) / 4 / width));
                const middle = rows.reduce((sum, row) => sum + row, 0) / rows.length;
                const [left, right] = [Math.min(...columns), Math.max(...columns)];
                const { w, h } = place._fullLayout._size;
                const [across, down] = [(width - w) / 2, (height - h) / 2];
                return [(left - across) / w, (right - across) / w, (middle - down) / h];
            };
            new MutationObserver(() => {
                if (place.hasAttribute('data-is-behind')) window.painted = extent();
            }).observe(place, { attributeFilter: ['data-is-behind'] });
        }"""
    )
    page.get_by_text("Higher").click()
    expect(chart(page)).to_have_attribute("data-revision", "3", timeout=PATIENCE)
    # From x = 10 to 90 of 100, at y = 3 of 4; the canvas goes as far beyond the axes on each side.
    assert page.evaluate("painted") == pytest.approx([0.1, 0.9, 0.25], abs=0.01)
