"""The playground as a person meets it: a real server, a real browser."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from .browser import ARGUMENTS, find_browser, running_app

WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
# The first visit imports scikit-learn, which takes seconds on a busy machine.
PATIENCE = 30_000


@pytest.fixture(scope="module")
def app() -> Iterator[str]:
    find_browser()
    with running_app() as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = find_browser()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(app: str, browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport=WIDE)
    page.goto(app)
    wait_for_charts(page)
    yield page
    page.close()


def wait_for_charts(page: Page) -> None:
    """Boundary, loss curve and confusion matrix are drawn: each holds a plotted shape."""
    charts = page.get_by_role("figure")
    expect(charts).to_have_count(3, timeout=PATIENCE)
    for name in ("Decision boundary", "Log loss over", "Confusion matrix"):
        drawn = figure(page, f"^{name}").locator(
            ".cartesianlayer path.js-line, .cartesianlayer image"
        )
        expect(drawn.first).to_be_attached(timeout=PATIENCE)


def figure(page: Page, pattern: str) -> Locator:
    """The chart whose text alternative matches."""
    return page.get_by_role("figure", name=re.compile(pattern))


def test_a_pill_bends_the_boundary(page: Page) -> None:
    expect(figure(page, "The line p = 0.5 runs from")).to_be_visible()
    page.get_by_text("x₁²", exact=True).click()
    expect(figure(page, "The line p = 0.5 is curved")).to_be_visible()
    wait_for_charts(page)


def test_the_iterations_slider_answers_to_the_keyboard(page: Page) -> None:
    page.get_by_role("slider", name="Iterations").focus()
    page.keyboard.press("Home")
    expect(page.get_by_text("in 1 iteration ")).to_be_visible()
    expect(figure(page, "^Log loss over 1 iteration")).to_be_visible()


def test_nothing_is_fetched_from_elsewhere(app: str, browser: Browser) -> None:
    page = browser.new_page(viewport=WIDE)
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.goto(app)
    wait_for_charts(page)
    page.wait_for_load_state("networkidle")
    local = (app, app.replace("http", "ws"), "data:", "blob:")
    assert len(requested) > 10
    assert [url for url in requested if not url.startswith(local)] == []
    page.close()


def test_the_wide_page_needs_no_scrolling(page: Page) -> None:
    main = page.get_by_test_id("stMain")
    heights = main.evaluate("element => [element.scrollHeight, element.clientHeight]")
    assert heights[0] <= heights[1]


def test_a_phone_scrolls_down_but_never_sideways(app: str, browser: Browser) -> None:
    page = browser.new_page(viewport=PHONE)
    page.goto(app)
    wait_for_charts(page)
    main = page.get_by_test_id("stMain")
    widths = main.evaluate("element => [element.scrollWidth, element.clientWidth]")
    assert widths[0] <= widths[1] <= PHONE["width"]
    for chart in page.get_by_role("figure").all():
        box = chart.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE["width"]
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_line_stands_out_in_both_themes(app: str, browser: Browser, scheme: str) -> None:
    page = browser.new_page(viewport=WIDE, color_scheme=scheme)
    page.goto(app)
    wait_for_charts(page)
    line = page.locator(".cartesianlayer path.js-line").first
    ink = line.evaluate("element => getComputedStyle(element).stroke")
    paper = page.get_by_test_id("stApp").evaluate(
        "element => getComputedStyle(element).backgroundColor"
    )
    assert contrast(ink, paper) >= 4.5
    page.close()


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two rgb() colours, as WCAG 2.2 defines it: 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(color: str) -> float:
    channels = [int(channel) / 255 for channel in re.findall(r"\d+", color)[:3]]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def shown_range(page: Page, pattern: str) -> list[float]:
    """The ends of the horizontal axis as it is drawn now."""
    return figure(page, pattern).evaluate("chart => chart._fullLayout.xaxis.range.map(Number)")


def test_a_zoom_outlives_a_change(page: Page) -> None:
    chart = figure(page, "^Decision boundary")
    box = chart.bounding_box()
    assert box is not None
    before = shown_range(page, "^Decision boundary")
    page.mouse.move(box["x"] + 200, box["y"] + 150)
    page.mouse.down()
    page.mouse.move(box["x"] + 400, box["y"] + 350, steps=5)
    page.mouse.up()
    page.wait_for_function(
        "before => document.querySelector('.live-chart')._fullLayout.xaxis.range[0] > before",
        arg=before[0],
    )
    zoomed = shown_range(page, "^Decision boundary")

    page.get_by_text("x₁²", exact=True).click()
    expect(figure(page, "The line p = 0.5 is curved")).to_have_attribute("data-revision", "2")
    assert shown_range(page, "^Decision boundary") == zoomed


def test_a_change_keeps_every_chart_in_its_place(page: Page) -> None:
    page.evaluate("document.querySelectorAll('.live-chart').forEach(chart => chart.mark = true)")
    page.get_by_text("x₁²", exact=True).click()
    expect(figure(page, "The line p = 0.5 is curved")).to_have_attribute("data-revision", "2")
    marks = page.evaluate("[...document.querySelectorAll('.live-chart')].map(chart => chart.mark)")
    assert marks == [True, True, True]


def test_charts_follow_the_theme_at_once(page: Page) -> None:
    line = page.locator(".cartesianlayer path.js-line").first
    light = line.evaluate("element => getComputedStyle(element).stroke")
    page.emulate_media(color_scheme="dark")
    expect(figure(page, "^Decision boundary")).to_have_attribute("data-revision", "2")
    assert line.evaluate("element => getComputedStyle(element).stroke") != light


def test_without_the_drawing_library_the_place_says_so(app: str, browser: Browser) -> None:
    page = browser.new_page(viewport=WIDE)
    page.route("**/plotly.min.js", lambda route: route.abort())
    page.goto(app)
    message = page.get_by_text("The drawing library could not be loaded.").first
    expect(message).to_be_visible(timeout=PATIENCE)
    expect(message).to_contain_text("210 training and 90 test points")
    page.close()
