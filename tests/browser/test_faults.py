"""What goes wrong in a browser, and what moves there: never a blank, never an old number."""

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from logreg import Experiment, run
from logreg.experiment.address import EXPERIMENT
from logreg.experiment.film import film
from logreg.experiment.run import Run
from tests.browser.driver import (
    WIDE,
    OpenPage,
    Wire,
    eventually,
    grab,
    hide_tab,
    move,
    show_tab,
    slider,
)
from tests.told import told

PATIENCE = 60_000
NOT_LOADED = "This part of the page could not be loaded."
FAULT = "This part of the page cannot be shown: something went wrong in it."


@pytest.fixture
def errors() -> list[str]:
    return []


@pytest.fixture
def page(open_page: OpenPage, errors: list[str]) -> Page:
    page = open_page(viewport=WIDE)
    page.on("pageerror", lambda error: errors.append(str(error)))
    return page


def visit(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator(".live-chart[data-revision]").first).to_be_attached(timeout=PATIENCE)


def experiment_of(query: str) -> Experiment:
    return EXPERIMENT.read(dict(part.split("=", 1) for part in query.split("&"))).record


def expect_stage(page: Page, experiment: Experiment) -> None:
    """Summary, both charts and the counts are there, and of this experiment."""
    expect(page.locator(".stage-summary")).to_have_text(told(run(experiment)))
    expect(page.locator(".stage [data-revision]")).to_have_count(2, timeout=PATIENCE)
    expect(page.locator(".stage-cell b").first).to_have_text(re.compile(r"\d+"))


def caption(page: Page) -> Locator:
    return page.locator(".stage-boundary .stage-caption")


def iteration(page: Page) -> int:
    return int(page.locator(".stage").get_attribute("data-iteration") or -1)


def scrub_to(page: Page, frame: int) -> None:
    scrubber(page).evaluate(
        "(input, frame) => { input.value = frame; input.dispatchEvent(new Event('input')); }", frame
    )


def scrubber(page: Page) -> Locator:
    return page.get_by_role("slider", name="Iteration", exact=True)


# ---- runs without a line


def class_everywhere(chosen: Run) -> str:
    """The one class that a grid of points over the whole picture is predicted as."""
    x1, x2 = chosen.box.axes(60)
    grid = np.stack(np.meshgrid(x1, x2), axis=-1).reshape(-1, 2)
    points = np.tile(chosen.dataset.X.mean(axis=0), (len(grid), 1))
    points[:, list(chosen.experiment.drawn)] = grid
    (label,) = np.unique(chosen.logits(points) >= 0)
    return chosen.dataset.class_names[int(label)]


@pytest.mark.parametrize(
    "query",
    [
        "v=1&l1=10.0",
        "v=1&data=breast_cancer&others=1&rate=100.0",
        "v=1&data=breast_cancer&others=1&features=none&standardise=1",
    ],
)
def test_a_link_to_a_run_without_any_line_shows_it(
    app: str, page: Page, errors: list[str], query: str
) -> None:
    visit(page, f"{app}/?{query}")
    chosen = run(experiment_of(query))
    expect_stage(page, chosen.experiment)
    words = f"The whole area is predicted as {class_everywhere(chosen)}. There is no line."
    expect(caption(page)).to_contain_text(words)
    page.get_by_role("button", name="Rewind").click()
    expect(caption(page)).to_contain_text("All p are 0.5")
    assert errors == []


def test_a_slider_leads_to_runs_without_any_line_and_back(
    app: str, page: Page, errors: list[str]
) -> None:
    visit(page, f"{app}/?v=1&data=breast_cancer&others=1")
    slider(page, "Learning rate").press("End")
    wild = Experiment.of(
        dataset="breast_cancer", drawn=(0, 1), other_features=True, learning_rate=100
    )
    expect_stage(page, wild)
    expect(caption(page)).to_contain_text("There is no line.")
    expect(page).to_have_url(re.compile("rate=100"))
    assert errors == []


def test_the_caption_says_of_each_iteration_whether_there_is_a_line(app: str, page: Page) -> None:
    visit(page, app)
    expect(caption(page)).to_contain_text("on the line both classes have p = 0.5")
    scrub_to(page, 0)
    expect(caption(page)).to_have_text(
        "All p are 0.5: neither class is likelier anywhere, and there is no line."
    )
    scrub_to(page, 1)
    expect(caption(page)).to_contain_text("on the line both classes have p = 0.5")


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
    breakable(history, 'replaceState', (state, title, url) => String(url).includes('v=1'));
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
    # The stage's: others can be hidden by a style that comes later.
    sentence = page.locator(".st-key-shown").get_by_text(NOT_LOADED).first
    expect(sentence).to_be_visible(timeout=PATIENCE)
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


# ---- the film


FRAMES = film(run(Experiment())).iterations


@pytest.mark.parametrize("frame", [0, 25])
def test_the_place_in_the_film_outlives_a_drag(app: str, page: Page, frame: int) -> None:
    visit(page, app)
    stage, thumb = page.locator(".stage"), scrubber(page)
    scrub_to(page, frame)
    assert iteration(page) == FRAMES[frame]
    grab(page, "Noise", 0.4)
    move(page, "Noise", 0.8)
    expect(stage).to_have_attribute("data-is-preview", "true")
    # A preview shows the end: thumb, counter and charts agree on that.
    expect(page.locator(".stage-iteration")).to_have_text("500 / 500")
    assert thumb.input_value() == thumb.get_attribute("max")
    for key in ("ArrowLeft", " "):
        stage.dispatch_event("keydown", {"key": key})
    page.mouse.up()
    expect(stage).to_have_attribute("data-is-preview", "false")
    assert iteration(page) == FRAMES[frame]
    assert int(thumb.input_value()) == frame


def type_iterations(page: Page, text: str) -> None:
    page.get_by_role("button", name="Iterations: ").click()
    page.get_by_role("textbox", name="Iterations, exact value").fill(text)
    page.keyboard.press("Enter")


def test_a_film_of_another_length_stands_at_the_same_share_of_its_way(app: str, page: Page) -> None:
    visit(page, app)
    scrub_to(page, 37)  # the middle of frames 0 to 74
    type_iterations(page, "20")
    expect(page.locator(".stage-iteration")).to_have_text("10 / 20")
    type_iterations(page, "40")
    expect(page.locator(".stage-iteration")).to_have_text("20 / 40")


def test_a_film_that_is_replaced_while_it_plays_does_not_jump(app: str, page: Page) -> None:
    visit(page, app)
    speed = page.get_by_role("button", name="Speed")
    speed.click()
    speed.click()
    expect(speed).to_have_accessible_name("Speed 0.25×")
    page.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_function(
        f"Number(document.querySelector('.stage').dataset.iteration) >= {FRAMES[25]}"
    )
    page.evaluate(
        """() => {
            const stage = document.querySelector('.stage');
            window.played = [];
            new MutationObserver(() => {
                const shown = document.querySelector('.stage-iteration').textContent.split(' / ');
                if (shown[1] === '40') window.played.push(Number(shown[0]));
            }).observe(stage, { attributeFilter: ['data-iteration'] });
        }"""
    )
    type_iterations(page, "40")
    expect(page.locator(".stage-iteration")).to_have_text("40 / 40", timeout=PATIENCE)
    played = page.evaluate("window.played")
    assert played[0] < 30
    # One tenth of a second is the longest step, however slow the machine.
    assert max(np.diff(played)) <= 2


def test_a_key_on_a_focused_button_is_the_buttons_alone(app: str, page: Page) -> None:
    visit(page, app)
    page.get_by_role("button", name="Step back").focus()
    page.keyboard.press("Space")
    assert iteration(page) == FRAMES[-2]
    page.keyboard.press("ArrowRight")
    assert iteration(page) == FRAMES[-2]
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()


def test_a_page_that_was_left_keeps_nothing_running(app: str, page: Page) -> None:
    page.add_init_script(
        """
        window.nFrames = 0;
        const request = window.requestAnimationFrame;
        window.requestAnimationFrame = (act) => {
            window.nFrames += 1;
            return request(act);
        };
        const watch = (name) => {
            const Whole = window[name];
            window[name] = class extends Whole {
                observe(element, ...how) {
                    window.observed.add(this);
                    this.element = element;
                    return super.observe(element, ...how);
                }
                disconnect() {
                    window.observed.delete(this);
                    return super.disconnect();
                }
            };
        };
        window.observed = new Set();
        watch('ResizeObserver');
        watch('MutationObserver');
        """
    )
    visit(page, app)
    expect_stage(page, Experiment())
    for name in ("Speed", "Speed", "Play"):
        page.get_by_role("button", name=name).click()
    hide_tab(page)  # the film waits for its next frame
    page.get_by_role("link", name="Against scikit-learn", exact=True).click()
    expect(page.get_by_role("heading", name="Against scikit-learn")).to_be_visible()
    expect(page.locator(".stage:not(.verdict)")).to_have_count(0)
    expect(page.locator(".live-chart[data-revision]")).to_have_count(3, timeout=PATIENCE)
    left = """[...observed].filter(({ element }) =>
        element.matches?.('.live-chart') && !element.isConnected).length"""
    eventually(lambda: page.evaluate(left), 0)
    watchers = "[...observed].filter(({ element }) => element.dataset?.testid === 'stApp').length"
    assert page.evaluate(watchers) == 1
    show_tab(page)
    page.wait_for_timeout(300)
    n_frames = page.evaluate("nFrames")
    page.wait_for_timeout(500)
    assert page.evaluate("nFrames") - n_frames <= 2


# ---- the address


def test_late_news_of_a_page_that_was_left_does_not_change_the_address(
    app: str, open_page: OpenPage
) -> None:
    page = open_page(viewport=WIDE)
    wire = Wire(page)
    visit(page, f"{app}/?v=1&noise=0.3")
    page.get_by_role("link", name="Evaluate", exact=True).click()
    expect(page.locator(".live-chart[data-revision]")).to_have_count(6, timeout=PATIENCE)
    wire.hold_answers()
    slider(page, "Noise").press("End")
    while not wire.is_holding:
        page.wait_for_timeout(50)
    # Back is a change of the address at once; its run would overtake the answer.
    wire.gives_up = True
    page.go_back()
    wire.give_answers()
    menu = page.get_by_role("link", name="Evaluate", exact=True)
    expect(menu).to_have_attribute("href", re.compile("noise=0.5"))
    assert page.url == f"{app}/?v=1&noise=0.3"


def test_the_section_that_a_link_names_stays_in_the_address(app: str, page: Page) -> None:
    visit(page, f"{app}/?v=1&noise=0.3#section")
    slider(page, "Noise").press("End")
    expect(page).to_have_url(f"{app}/?v=1&noise=0.5#section")


def test_the_word_copied_moves_nothing(app: str, page: Page) -> None:
    visit(page, app)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    buttons = [page.get_by_role("button", name=name) for name in ("Copy link", "Export")]
    before = [button.bounding_box() for button in buttons]
    buttons[0].click()
    expect(page.get_by_text("Copied", exact=True)).to_be_visible()
    assert [button.bounding_box() for button in buttons] == before


# ---- the canvas


def line_row(page: Page) -> float:
    """The mean row of the boundary on its canvas, in pixels of the screen."""
    return page.locator(".stage-boundary canvas").evaluate(
        """canvas => {
            const { width, height } = canvas;
            const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
            let [sum, count] = [0, 0];
            for (let i = 3; i < data.length; i += 4) {
                if (data[i] < 255) continue;
                sum += Math.floor(i / 4 / width);
                count += 1;
            }
            return canvas.getBoundingClientRect().top + sum / count;
        }"""
    )


def test_the_boundary_moves_with_the_hand_that_pans(app: str, page: Page) -> None:
    visit(page, app)
    expect_stage(page, Experiment())
    chart = page.locator(".stage-boundary .live-chart")
    chart.hover()
    chart.locator("[data-title='Pan']").click()
    box = chart.locator(".nsewdrag").bounding_box()
    assert box
    before = line_row(page)
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 + 60, steps=5)
    # Not yet released.
    eventually(lambda: line_row(page) - before, pytest.approx(60, abs=15))
    page.mouse.up()


def test_another_theme_has_plotly_draw_at_once(
    serve: Callable[[str], str], open_page: OpenPage
) -> None:
    """A canvas alone cannot: axes and texts have the colour of the ink too."""
    page = open_page(viewport=WIDE)
    page.goto(serve("tests/apps/curve.py"))
    chart = page.get_by_role("figure")
    expect(chart).to_have_attribute("data-revision", "1", timeout=PATIENCE)
    page.evaluate(
        """() => {
            const place = document.querySelector('.live-chart');
            window.wasBehind = false;
            new MutationObserver(() => { window.wasBehind = true; }).observe(
                place, { attributeFilter: ['data-is-behind'] });
        }"""
    )
    page.emulate_media(color_scheme="dark")
    tick: Any = chart.locator(".xtick text").first
    expect(page.get_by_test_id("stApp")).to_have_css("color-scheme", "dark")
    color = page.get_by_test_id("stApp").evaluate("app => getComputedStyle(app).color")
    expect(tick).to_have_css("fill", color)
    assert page.evaluate("window.wasBehind") is False
