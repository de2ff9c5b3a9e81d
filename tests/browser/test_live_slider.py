"""The live slider: without a browser for what Python makes of a state, with one for the hand."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from streamlit.testing.v1 import AppTest

from logreg.core.checks import Range
from logreg.ui.live_slider import live_slider
from tests.browser.driver import (
    Wire,
    free_port,
    grab,
    hide_tab,
    move,
    point,
    running_app,
    show_tab,
    slider,
)

SCRIPT = "tests/apps/slider.py"
SIZE = {"width": 800, "height": 900}
# An answer that has not come after 1.5 s is taken for lost.
AFTER_A_LOSS = 3_000
NOT_A_RATE = [200, 0.0, -1, float("nan"), float("inf"), 10**400, "2", "high", None, True, [1], {}]


# ---- without a browser


def received(name: str, state: Any = None) -> str:
    """What a page shows of the slider after its state was set."""
    app = AppTest.from_file("../apps/slider.py", default_timeout=20)
    app.query_params["no_hand"] = "1"
    if state is not None:
        app.session_state[name] = state
    app.run()
    assert not app.exception
    return next(text.value for text in app.text if text.value.startswith(name))


def test_starts_at_its_default() -> None:
    assert received("rate") == "rate 0.1 False"
    assert received("steps") == "steps 500 False"


def test_a_page_can_set_the_value() -> None:
    assert received("rate", {"value": 2.0}) == "rate 2.0 False"
    assert received("rate", {"value": 2}) == "rate 2.0 False"


def test_takes_what_the_browser_sends() -> None:
    said = {"value": 0.3, "is_dragging": True, "count": 4}
    assert received("rate", {"value": said}) == "rate 0.3 True"
    assert received("rate", {"value": said | {"is_dragging": "yes"}}) == "rate 0.3 False"


@pytest.mark.parametrize("value", NOT_A_RATE, ids=lambda value: repr(value)[:12])
def test_a_bad_value_falls_back_to_the_default(value: Any) -> None:
    said = {"value": value, "is_dragging": True, "count": 4}
    assert received("rate", {"value": value}) == "rate 0.1 False"
    assert received("rate", {"value": said}) == "rate 0.1 False"


@pytest.mark.parametrize(
    "state", [{}, {"other": 2.0}, {"value": {"count": "x"}}, {"value": {"is_dragging": True}}]
)
def test_a_state_without_its_keys_falls_back_to_the_default(state: Any) -> None:
    assert received("rate", state) == "rate 0.1 False"


@pytest.mark.parametrize(
    ("value", "shown"), [(300, "300"), (300.0, "300"), (300.5, "500"), (6000, "500")]
)
def test_whole_numbers_stay_whole(value: float, shown: str) -> None:
    assert received("steps", {"value": value}) == f"steps {shown} False"


def test_a_state_heard_before_does_not_undo_a_value_set_by_the_page() -> None:
    app = AppTest.from_file("../apps/slider.py", default_timeout=20)
    app.query_params["no_hand"] = "1"
    old = {"value": {"value": 0.3, "is_dragging": False, "count": 4}}
    for state, shown in [(old, "0.3"), ({"value": 2.0}, "2.0"), (old, "2.0")]:
        app.session_state["rate"] = state
        app.run()
        assert app.text[0].value == f"rate {shown} False"


@pytest.mark.parametrize(
    ("allowed", "default", "scale"),
    [
        (Range(0), 1, "linear"),
        (Range(0, 1), 1, "log"),
        (Range(1, 1), 1, "log"),
        (Range(0, 1), 2, "linear"),
    ],
)
def test_refuses_what_cannot_be_drawn(allowed: Range, default: float, scale: Any) -> None:
    with pytest.raises(ValueError, match="Rate"):
        live_slider("Rate", "rate", allowed, default, scale=scale)


# ---- with a browser


@pytest.fixture
def page(serve: Callable[[str], str], open_page: Callable[..., Page]) -> Page:
    page = open_page(viewport=SIZE)
    visit(page, serve(SCRIPT))
    return page


def visit(page: Page, address: str) -> None:
    page.goto(address)
    python_says(page, "noise 0.2 False")
    expect(slider(page, "Noise")).to_have_attribute("aria-valuetext", "0.2")


def number(page: Page, label: str) -> Locator:
    """The button that shows the value."""
    place = page.locator(".live-slider", has=page.get_by_label(label, exact=True))
    return place.locator(".live-slider-value")


def python_says(page: Page, text: str | re.Pattern[str], timeout: float | None = None) -> None:
    expect(page.get_by_text(text)).to_be_visible(timeout=timeout)


def test_a_drag_is_heard_before_the_mouse_is_released(page: Page) -> None:
    grab(page, "Noise", 0.4)
    move(page, "Noise", 0.8)
    python_says(page, "noise 0.4 True")
    move(page, "Noise", 0.6)
    python_says(page, "noise 0.3 True")
    page.mouse.up()
    python_says(page, "noise 0.3 False")
    expect(number(page, "Noise")).to_have_text("0.3")


def test_a_long_drag_never_cuts_off_the_page_below(page: Page) -> None:
    page.evaluate(
        """() => {
            window.heard = new Set();
            new MutationObserver(() => {
                const text = document.body.innerText.match(/noise [0-9.]+ True/);
                if (text) window.heard.add(text[0]);
            }).observe(document.body, { subtree: true, childList: true, characterData: true });
        }"""
    )
    grab(page, "Noise", 0)
    for percent in range(0, 100, 2):
        page.mouse.move(*point(page, "Noise", percent / 100))
        page.wait_for_timeout(30)
    page.mouse.up()
    assert page.evaluate("window.heard.size") >= 5
    python_says(page, "noise 0.49 False")


def test_back_at_the_old_value_nothing_waits(page: Page) -> None:
    for _ in range(2):
        grab(page, "Noise", 0.4)
        move(page, "Noise", 0.8)
        python_says(page, "noise 0.4 True")
        move(page, "Noise", 0.4)
        page.mouse.up()
        python_says(page, "noise 0.2 False")
    page.mouse.click(*point(page, "Noise", 0.4))
    slider(page, "Noise").press("ArrowRight")
    python_says(page, "noise 0.21 False")


@pytest.mark.parametrize("event", ["blur", "pointercancel"])
def test_an_interrupted_drag_ends(page: Page, event: str) -> None:
    grab(page, "Noise", 0.4)
    move(page, "Noise", 0.8)
    python_says(page, "noise 0.4 True")
    page.evaluate(f"window.dispatchEvent(new Event('{event}'))")
    python_says(page, "noise 0.4 False")
    page.mouse.up()


def test_the_keyboard_works_as_on_any_slider(page: Page) -> None:
    slider(page, "Noise").focus()
    for key, value in [("ArrowRight", "0.21"), ("Home", "0.0"), ("End", "0.5")]:
        page.keyboard.press(key)
        python_says(page, f"noise {value} False")


def test_a_key_held_down_ends_where_the_thumb_is(page: Page) -> None:
    slider(page, "Noise").focus()
    for _ in range(25):
        page.keyboard.press("ArrowLeft")
    python_says(page, re.compile(r"noise 0\.0 False"))
    expect(slider(page, "Noise")).to_have_attribute("aria-valuetext", "0")


def test_one_key_press_is_one_more_iteration(page: Page) -> None:
    slider(page, "Iterations").focus()
    for key, value in [("Home", 1), ("ArrowRight", 2), ("ArrowRight", 3), ("ArrowLeft", 2)]:
        page.keyboard.press(key)
        python_says(page, f"steps {value} False")


def type_value(page: Page, label: str, text: str, key: str = "Enter") -> None:
    number(page, label).click()
    field = page.get_by_role("textbox", name=f"{label}, exact value")
    field.fill(text)
    field.press(key)


@pytest.mark.parametrize(
    ("label", "text", "heard"),
    [
        ("Learning rate", "0.0123", "rate 0.0123 False"),
        ("Learning rate", "1e-3", "rate 0.001 False"),
        ("Learning rate", "0,5", "rate 0.5 False"),
        ("Iterations", "1,234", "steps 1234 False"),
        ("Iterations", "1.2k", "steps 1200 False"),
    ],
)
def test_an_exact_value_can_be_typed(page: Page, label: str, text: str, heard: str) -> None:
    type_value(page, label, text)
    python_says(page, heard)
    expect(number(page, label)).to_be_focused()


def test_leaving_the_field_takes_the_value(page: Page) -> None:
    type_value(page, "Noise", "0.123", "Tab")
    python_says(page, "noise 0.123 False")


def test_escape_keeps_the_old_value(page: Page) -> None:
    type_value(page, "Noise", "0.3", "Escape")
    expect(number(page, "Noise")).to_have_text("0.2")
    expect(page.get_by_role("textbox")).to_have_count(0)
    python_says(page, "noise 0.2 False")


@pytest.mark.parametrize(
    ("label", "text", "sentence", "kept"),
    [
        ("Learning rate", "1000", "Type a number between 0.0001 and 100.", "0.1"),
        ("Learning rate", "fast", "Type a number between 0.0001 and 100.", "0.1"),
        ("Iterations", "2.5", "Type a whole number between 1 and 5000.", "500"),
    ],
)
def test_a_refused_value_says_what_is_allowed(
    page: Page, label: str, text: str, sentence: str, kept: str
) -> None:
    type_value(page, label, text)
    expect(page.get_by_text(sentence)).to_be_visible()
    expect(number(page, label)).to_have_text(kept)
    page.keyboard.press("Tab")
    expect(page.get_by_text(sentence)).to_have_count(0)


def test_the_middle_of_a_log_scale_is_the_geometric_mean(page: Page) -> None:
    grab(page, "Learning rate", 0.75)
    python_says(page, "rate 3.2 True")
    page.mouse.up()
    page.mouse.click(*point(page, "Learning rate", 0.5))
    python_says(page, "rate 0.1 False")


def test_two_sliders_do_not_disturb_each_other(page: Page) -> None:
    grab(page, "Noise", 0.4)
    move(page, "Noise", 0.8)
    page.mouse.up()
    slider(page, "Learning rate").press("End")
    python_says(page, "rate 100.0 False")
    python_says(page, "noise 0.4 False")
    expect(number(page, "Noise")).to_have_text("0.4")
    expect(number(page, "Iterations")).to_have_text("500")


def test_the_thumb_follows_a_value_set_by_the_page(page: Page) -> None:
    slider(page, "Learning rate").press("End")
    python_says(page, "rate 100.0 False")
    page.get_by_role("button", name="Set the rate to 2").click()
    python_says(page, "rate 2.0 False")
    expect(number(page, "Learning rate")).to_have_text("2")
    page.get_by_role("button", name="Run again").click()
    slider(page, "Noise").press("End")
    python_says(page, "noise 0.5 False")
    python_says(page, "rate 2.0 False")


def test_a_disabled_slider_cannot_be_moved(page: Page) -> None:
    expect(slider(page, "Strength")).to_be_disabled()
    expect(number(page, "Strength")).to_be_disabled()


def test_help_opens_for_the_keyboard(page: Page) -> None:
    expect(page.get_by_text("How far one step goes.")).to_be_hidden()
    page.locator(".live-slider-help").first.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_text("How far one step goes.")).to_be_visible()
    expect(slider(page, "Learning rate")).to_have_accessible_description(
        re.compile("How far one step goes. *limit")
    )


def test_each_button_is_named_after_its_slider(page: Page) -> None:
    for name in ("Learning rate: 0.1, type an exact value", "Noise: 0.2, type an exact value"):
        expect(page.get_by_role("button", name=name, exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Help on Learning rate", exact=True)).to_be_visible()
    slider(page, "Noise").press("End")
    expect(page.get_by_role("button", name="Noise: 0.5, type an exact value")).to_be_visible()


def test_fits_a_narrow_column(page: Page) -> None:
    page.set_viewport_size({"width": 280, "height": 800})
    for value in ("Home", "End"):
        slider(page, "Learning rate").press(value)
        box = number(page, "Learning rate").bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 280
    assert page.evaluate("document.documentElement.scrollWidth") <= 280


# ---- when something goes wrong


def test_a_hidden_tab_ends_the_drag_and_the_next_one_works(page: Page) -> None:
    grab(page, "Noise", 0.4)
    move(page, "Noise", 0.8)
    python_says(page, "noise 0.4 True")
    hide_tab(page)
    python_says(page, "noise 0.4 False")
    page.mouse.up()
    show_tab(page)
    grab(page, "Noise", 0.8)
    move(page, "Noise", 0.2)
    python_says(page, "noise 0.1 True")
    page.mouse.up()
    python_says(page, "noise 0.1 False")


@pytest.fixture
def wired(serve: Callable[[str], str], open_page: Callable[..., Page]) -> tuple[Page, Wire]:
    page = open_page(viewport=SIZE)
    wire = Wire(page)
    visit(page, serve(SCRIPT))
    return page, wire


def test_after_a_lost_message_the_next_value_is_heard(wired: tuple[Page, Wire]) -> None:
    page, wire = wired
    wire.lose_next_message()
    grab(page, "Noise", 0.4)
    move(page, "Noise", 0.8)
    python_says(page, "noise 0.4 True", AFTER_A_LOSS)


def test_a_lost_release_is_said_again(wired: tuple[Page, Wire]) -> None:
    page, wire = wired
    grab(page, "Noise", 0.4)
    move(page, "Noise", 0.8)
    python_says(page, "noise 0.4 True")
    wire.lose_next_message()
    page.mouse.up()
    python_says(page, "noise 0.4 False", AFTER_A_LOSS)


def test_a_restarted_server_learns_the_values_and_hears_the_next_drag(
    open_page: Callable[..., Page],
) -> None:
    port = free_port()
    page = open_page(viewport=SIZE)
    with running_app(SCRIPT, port) as address:
        visit(page, address)
        slider(page, "Noise").press("End")
        python_says(page, "noise 0.5 False")
    with running_app(SCRIPT, port):
        grab(page, "Learning rate", 0.5)
        move(page, "Learning rate", 0.75)
        python_says(page, "rate 3.2 True")
        page.mouse.up()
        python_says(page, "rate 3.2 False")
        python_says(page, "noise 0.5 False")
        expect(number(page, "Noise")).to_have_text("0.5")
