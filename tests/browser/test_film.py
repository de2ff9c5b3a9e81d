"""The film on the stage: its place, its length, its keys, and that it ends."""

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from logreg import Experiment, run
from logreg.experiment.film import film
from tests.browser.driver import (
    eventually,
    grab,
    hide_tab,
    move,
    show_tab,
)
from tests.browser.stage import PATIENCE, expect_stage, iteration, scrub_to, scrubber, visit

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
    page.get_by_role("link", name="scikit-learn", exact=True).click()
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
