"""The playground as a person meets it: a real server, a real browser."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from logreg import Experiment, run
from logreg.playback import Film, film
from logreg.ui.scores import figures

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
    """Boundary and loss curve are drawn, and the confusion matrix has its counts."""
    for name in ("Decision boundary", "Log loss over"):
        chart = figure(page, f"^{name}")
        expect(chart.locator(".cartesianlayer path.js-line").first).to_be_attached(timeout=PATIENCE)
        expect(chart).to_have_attribute("data-revision", re.compile(r"\d+"), timeout=PATIENCE)
    expect(page.get_by_role("table", name="Confusion matrix").locator("b").first).to_have_text(
        re.compile(r"\d+")
    )


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
    assert marks == [True, True]


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


@pytest.fixture(scope="module")
def frames() -> Film:
    return film(run(Experiment()))


def stage_iteration(page: Page) -> int:
    return int(page.locator(".stage").get_attribute("data-iteration") or -1)


def shown_figures(page: Page) -> list[str]:
    """Log loss, accuracy, precision and recall, as they stand on the page."""
    return page.locator(".stage-figure dd").all_inner_texts()


def shown_counts(page: Page) -> list[int]:
    table = page.get_by_role("table", name="Confusion matrix")
    return [int(text) for text in table.locator("b").all_inner_texts()]


def scrub_to(page: Page, frame: int) -> None:
    scrubber = page.get_by_role("slider", name="Iteration", exact=True)
    scrubber.evaluate(
        "(input, frame) => { input.value = frame; input.dispatchEvent(new Event('input')); }", frame
    )


@pytest.mark.parametrize("frame", [0, 25, 74])
def test_scrubber_charts_and_figures_agree_with_the_core(
    page: Page, frames: Film, frame: int
) -> None:
    scrub_to(page, frame)
    assert frames.test is not None
    k = int(frames.iterations[frame])
    assert stage_iteration(page) == k
    assert shown_figures(page) == figures(frames.test)[frame]
    assert shown_counts(page) == frames.test.confusion.matrix[frame].ravel().tolist()

    # At rest the charts themselves hold the frame.
    loss = float(frames.test.log_loss[frame])
    page.wait_for_function(
        """([k, loss]) => {
            const dot = document.querySelector('.stage-loss .live-chart').data.at(-1);
            return dot.x[0] === k && Math.abs(dot.y[0] - loss) < 1e-9;
        }""",
        arg=[k, loss],
    )
    line = page.evaluate(
        "[...document.querySelector('.stage-boundary .live-chart').data[1].x].map(Number)"
    )
    assert line == pytest.approx(frames.lines[frame][:, 0].tolist(), rel=1e-6)


def test_playback_runs_through_all_iterations_in_order_and_ends(page: Page, frames: Film) -> None:
    page.evaluate(
        """() => {
            const stage = document.querySelector('.stage');
            window.played = [];
            new MutationObserver(() => window.played.push(Number(stage.dataset.iteration))).observe(
                stage, { attributes: true, attributeFilter: ['data-iteration'] });
        }"""
    )
    page.get_by_role("button", name="Play", exact=True).click()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible(timeout=15_000)
    played = page.evaluate("window.played")
    assert played == sorted(played)
    assert set(played) <= set(frames.iterations.tolist())
    assert played[-1] == 500
    assert len(set(played)) > 20


def test_keys_step_and_play_while_the_stage_has_the_focus(page: Page, frames: Film) -> None:
    page.locator(".stage").focus()
    page.keyboard.press("ArrowLeft")
    assert stage_iteration(page) == frames.iterations[-2]
    page.keyboard.press("ArrowRight")
    assert stage_iteration(page) == 500
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()


def test_buttons_rewind_and_step(page: Page, frames: Film) -> None:
    page.get_by_role("button", name="Rewind").click()
    assert stage_iteration(page) == 0
    assert shown_figures(page)[0] == "0.693"
    page.get_by_role("button", name="Step forward").click()
    assert stage_iteration(page) == frames.iterations[1]
    page.get_by_role("button", name="Step back").click()
    assert stage_iteration(page) == 0


def test_a_theme_switch_while_playing_does_not_stop_the_film(page: Page) -> None:
    page.get_by_role("button", name="Play", exact=True).click()
    page.emulate_media(color_scheme="dark")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible(timeout=15_000)
    assert stage_iteration(page) == 500


def test_the_split_shown_is_the_choice_of_the_person(page: Page, frames: Film) -> None:
    page.get_by_role("button", name="Train (210 points)").click()
    assert shown_figures(page) == figures(frames.train)[-1]
    assert shown_counts(page) == frames.train.confusion.matrix[-1].ravel().tolist()
