"""What goes wrong in a browser: never a blank, never an old number without a word."""

import re

import pytest
from playwright.sync_api import Page, expect

from logreg import Experiment
from tests.browser.driver import (
    slider,
)
from tests.browser.stage import (
    PATIENCE,
    expect_stage,
    scrub_to,
    visit,
)

NOT_LOADED = "This part of the page could not be loaded."
FAULT = "This part of the page cannot be shown: something went wrong in it."


# ---- exceptions in components


# What a component needs from the browser fails while the page is broken.
BREAK = """() => {
    window.isBroken = true;
    const breakable = (place, name, fails) => {
        const whole = place[name];
        place[name] = function (...values) {
            if (window.isBroken && fails(...values)) throw new Error(`${name} is broken`);
            return whole.apply(this, values);
        };
    };
    const isOurs = (name) => ['--depth', '--at'].includes(name);
    breakable(CSSStyleDeclaration.prototype, 'setProperty', isOurs);
    breakable(window.Plotly, 'react', () => true);
    breakable(history, 'pushState', (state, title, url) => String(url).includes('v=1'));
}"""


def test_a_stage_that_fails_says_so_and_the_next_run_brings_it_back(app: str, page: Page) -> None:
    visit(page, app)
    page.evaluate(BREAK)
    page.get_by_role("button", name="x₁²", exact=True).click()
    stage = page.get_by_test_id("stMainBlockContainer")
    expect(stage.get_by_text(FAULT).first).to_be_visible()
    for old in (".stage-summary", ".stage-figures", ".stage-cell", ".stage .live-chart"):
        expect(page.locator(old).filter(visible=True)).to_have_count(0)
    page.evaluate("window.isBroken = false")
    page.get_by_role("button", name="x₂²", exact=True).click()
    expect_stage(page, Experiment.of(features=("x1", "x2", "x1^2", "x2^2")))
    expect(page.get_by_text(FAULT)).to_have_count(0)


def test_charts_verdict_and_link_that_fail_say_so_and_come_back(app: str, page: Page) -> None:
    visit(page, f"{app}/evaluate")
    charts = page.get_by_role("figure")
    expect(page.locator(".live-chart[data-revision]")).to_have_count(6, timeout=PATIENCE)
    page.evaluate(BREAK)
    # The page changes its data, and every chart has to be drawn anew.
    page.get_by_role("button", name="x₁²", exact=True).click()
    expect(charts.get_by_text("This chart could not be drawn.")).to_have_count(6)
    expect(page.get_by_text(FAULT)).to_have_count(2)
    expect(page.locator(".js-line, .stage-cell").filter(visible=True)).to_have_count(0)
    page.evaluate("window.isBroken = false")
    page.get_by_role("button", name="x₂²", exact=True).click()
    expect(page.locator(".live-chart[data-revision]")).to_have_count(6)
    expect(page.locator(".stage-cell b").first).to_be_visible()
    expect(page.get_by_text(re.compile("went wrong|could not be drawn"))).to_have_count(0)
    expect(page).to_have_url(re.compile("features="))
    expect(page.get_by_role("button", name="Copy link")).to_be_visible()


def test_a_slider_that_fails_under_the_hand_says_so_and_can_be_tried_again(
    app: str, page: Page
) -> None:
    visit(page, app)
    page.evaluate(BREAK)
    slider(page, "Noise").press("End")
    expect(page.get_by_text(FAULT)).to_be_visible()
    expect(slider(page, "Noise")).to_have_count(0)
    page.evaluate("window.isBroken = false")
    page.get_by_role("button", name="Try again").click()
    slider(page, "Noise").press("Home")
    expect_stage(page, Experiment.of(noise=0.0))


def test_a_picture_that_cannot_be_painted_is_replaced_by_a_sentence(app: str, page: Page) -> None:
    visit(page, app)
    expect_stage(page, Experiment())
    page.evaluate(
        """() => {
            const paint = CanvasRenderingContext2D.prototype.clearRect;
            CanvasRenderingContext2D.prototype.clearRect = function (...values) {
                if (window.isBroken) throw new Error('No picture.');
                paint.apply(this, values);
            };
            window.isBroken = true;
        }"""
    )
    scrub_to(page, 3)
    expect(page.get_by_text("This chart could not be drawn.")).to_have_count(2)
    expect(page.locator(".stage .js-line").filter(visible=True)).to_have_count(0)
    has_paint = """canvases => canvases.some((canvas) => canvas.width && canvas.getContext('2d')
        .getImageData(0, 0, canvas.width, canvas.height).data.some(Boolean))"""
    assert page.locator(".stage canvas").evaluate_all(has_paint) is False
    page.evaluate("window.isBroken = false")
    page.get_by_role("button", name="Try again").first.click()
    expect(page.locator(".stage-boundary [data-revision]")).to_have_count(1)


# ---- modules that do not load


@pytest.mark.parametrize("name", ["mount.js", "player.js", "stage.css"])
def test_what_did_not_load_says_so_and_is_tried_again_by_a_button(
    app: str, page: Page, name: str
) -> None:
    address = re.compile(f"/{re.escape(name)}")
    page.route(address, lambda route: route.abort())
    page.goto(app)
    sentence = page.get_by_test_id("stMainBlockContainer").get_by_text(NOT_LOADED)
    sentence = sentence.filter(visible=True).last
    expect(sentence).to_be_visible(timeout=PATIENCE)
    # The style sheet is here, which hides the sentence of what shows nothing.
    expect(page.locator(".st-key-connection .live-fault")).to_be_hidden()
    expect(page.locator(".opening")).to_be_hidden()
    page.unroute(address)
    sentence.get_by_role("button", name="Try again").click()
    expect_stage(page, Experiment())
    expect(page.get_by_text(NOT_LOADED)).to_have_count(0)


def test_what_did_not_load_is_tried_again_by_the_next_run_at_another_address(
    app: str, page: Page
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "player" in request.url else 0)
    page.route(re.compile("/player.js"), lambda route: route.abort())
    page.goto(app)
    expect(page.get_by_text(NOT_LOADED)).to_be_visible(timeout=PATIENCE)
    page.unroute(re.compile("/player.js"))
    slider(page, "Noise").press("End")
    expect_stage(page, Experiment.of(noise=0.5))
    # Some browsers keep the failure of an address.
    assert len(set(asked)) > 1


# ---- what is shown is not what is chosen


def test_without_a_feature_the_last_run_is_dimmed_and_named_so(app: str, page: Page) -> None:
    visit(page, app)
    for name in ("x₁", "x₂"):
        page.get_by_role("button", name=name, exact=True).click()
    main = page.get_by_test_id("stMain")
    words = "Nothing can be trained with these choices. Shown is the last run that worked."
    expect(main.get_by_text(words)).to_be_visible()
    expect(page.locator(".st-key-shown")).to_have_css("opacity", "0.4")
    page.get_by_role("button", name="x₁", exact=True).click()
    expect(main.get_by_text(words)).to_have_count(0)
    expect(page.locator(".st-key-shown")).to_have_css("opacity", "1")
    expect_stage(page, Experiment.of(features=("x1",)))
