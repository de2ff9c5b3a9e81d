"""The page Descent under a hand and under its player, in a real browser."""

import re

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from logreg import Experiment, run
from logreg.ui.descent import EXAMPLE
from tests.browser.driver import PHONE, WIDE, OpenPage, eventually, grab, move
from tests.browser.stage import PATIENCE

MOONS = "?data=moons&features=x1,x2&rate=1"
ALL_DRAWN = ".descent-gaps[data-revision]"


def visit(page: Page, app: str, query: str = "") -> None:
    page.goto(f"{app}/descent{query}")
    expect(page.locator(ALL_DRAWN)).to_be_attached(timeout=PATIENCE)


def told(page: Page) -> Locator:
    return page.locator(".descent-told")


def start(page: Page) -> Locator:
    return page.locator(".descent-start")


def center(place: Locator) -> tuple[float, float]:
    box = place.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def numbers(words: str) -> list[float]:
    """Those of a sentence, in its order."""
    found = re.findall(r"−?\d+(?:\.\d+)?", words)
    return [float(number.replace("−", "-")) for number in found]


def start_of(page: Page) -> list[float]:
    """Where the handle says that it is."""
    return numbers(str(start(page).get_attribute("aria-label")))


def pixels(page: Page, place: str, layer: int) -> int:
    """How many pixels of a layer are painted."""
    return int(
        page.locator(f"{place} canvas")
        .nth(layer)
        .evaluate(
            """canvas => {
                const { width, height } = canvas;
                const all = canvas.getContext('2d').getImageData(0, 0, width, height).data;
                let n = 0;
                for (let i = 3; i < all.length; i += 4) n += all[i] > 0;
                return n;
            }"""
        )
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [WIDE, PHONE])
def test_all_is_drawn_in_the_ink_of_the_theme_and_within_the_window(
    app: str, open_page: OpenPage, errors: list[str], scheme: str, viewport: dict[str, int]
) -> None:
    page = open_page(viewport=viewport, color_scheme=scheme)
    page.on("pageerror", lambda error: errors.append(str(error)))
    visit(page, app)
    for place in (".descent-plane", ".descent-landscape", ".descent-gaps"):
        assert min(pixels(page, place, layer) for layer in (0, 1)) > 100, place
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    # The minimum is marked in ink: light on dark, and dark on light.
    ink = page.locator(".descent-landscape").evaluate("place => getComputedStyle(place).color")
    assert (sum(numbers(ink)[:3]) > 380) == (scheme == "dark")
    assert errors == []


def test_playing_calls_no_drawing_library_and_shows_every_frame_of_both_charts(
    app: str, page: Page, errors: list[str]
) -> None:
    visit(page, app, MOONS)
    before = {name: pixels(page, ".descent-landscape", n) for n, name in enumerate("sm")}
    page.evaluate(
        """() => {
            window.told = [];
            new MutationObserver(() => window.told.push(
                document.querySelector('.descent-told').textContent)
            ).observe(document.querySelector('.stage'), { attributeFilter: ['data-iteration'] });
        }"""
    )
    page.get_by_role("button", name="Play", exact=True).click()
    expect(page.locator(".stage-iteration")).to_have_text("500 / 500", timeout=PATIENCE)
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible(timeout=PATIENCE)
    said = page.evaluate("window.told")
    assert len(said) > 20
    result = run(Experiment.of(learning_rate=1))
    for words in said:
        iteration, w1, w2, loss = numbers(words)[:4]
        weights = result.trace.weights[int(iteration)]
        np.testing.assert_allclose([w1, w2], weights, atol=6e-4)
        assert loss == pytest.approx(result.trace.loss[int(iteration)], abs=6e-4)
    assert page.evaluate("typeof window.Plotly") == "undefined"
    assert {name: pixels(page, ".descent-landscape", n) for n, name in enumerate("sm")} == before
    assert errors == []


def test_a_start_that_is_dragged_trains_anew_and_stays_where_it_was_let_go(
    app: str, page: Page, errors: list[str]
) -> None:
    visit(page, app, MOONS)
    root, first = page.locator(".descent"), told(page).text_content()
    x, y = center(start(page))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 60, y - 40, steps=6)
    expect(root).to_have_attribute("data-is-preview", "true", timeout=PATIENCE)
    held = start_of(page)
    page.mouse.up()
    expect(root).to_have_attribute("data-is-preview", "false", timeout=PATIENCE)
    page.wait_for_url(re.compile("start="), timeout=PATIENCE)
    assert start_of(page) == held
    page.get_by_text("More", exact=True).click()
    typed = page.get_by_label("Start", exact=True).input_value()
    theta = [float(part) for part in typed.split(",")]
    np.testing.assert_allclose(theta[:2], held, atol=6e-4)
    # On the floor: no bias is better for these weights.
    result = run(Experiment.of(learning_rate=1, start=tuple(theta)))
    nearby = [
        run(Experiment.of(learning_rate=1, n_iters=1, start=(*theta[:2], theta[2] + step)))
        for step in (-0.01, 0.01)
    ]
    assert all(result.trace.loss[0] < other.trace.loss[0] for other in nearby)
    assert told(page).text_content() != first
    page.get_by_role("button", name="Rewind").click()
    iteration, *place = numbers(str(told(page).text_content()))[:3]
    assert iteration == 0
    np.testing.assert_allclose(place, held, atol=6e-4)
    page.reload()
    expect(page.locator(ALL_DRAWN)).to_be_attached(timeout=PATIENCE)
    assert start_of(page) == held
    assert errors == []


def test_arrow_keys_move_the_start(app: str, page: Page) -> None:
    visit(page, app, MOONS)
    before = start_of(page)
    start(page).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    after = start_of(page)
    assert after[0] > before[0]
    assert after[1] < before[1]
    page.wait_for_url(re.compile("start="), timeout=PATIENCE)
    eventually(lambda: start_of(page), after, seconds=30)
    assert page.locator(".stage-iteration").text_content() == "500 / 500"


def test_a_drag_of_the_rate_previews_the_path(app: str, page: Page) -> None:
    visit(page, app, MOONS)
    landscape = page.locator(".descent-landscape")
    before = landscape.get_attribute("aria-label")
    grab(page, "Learning rate", 0.5)
    move(page, "Learning rate", 0.8)
    expect(page.locator(".descent")).to_have_attribute("data-is-preview", "true", timeout=PATIENCE)
    assert "rate=1" in page.url
    page.mouse.up()
    expect(page.locator(".descent")).to_have_attribute("data-is-preview", "false", timeout=PATIENCE)
    assert landscape.get_attribute("aria-label") != before


def test_any_place_is_a_model_by_hand_whose_loss_is_exact(app: str, page: Page) -> None:
    visit(page, app)
    x, y = center(page.locator(".descent-landscape"))
    page.mouse.click(x, y)
    words = str(told(page).text_content())
    assert words.startswith("By hand: w = ")
    w, b, loss, above = numbers(words)
    result = run(EXAMPLE)
    X, labels = result.train.X[:, 2], result.train.y
    # To the digits of w and b that are said.
    z = w * X + b
    exact = float(np.mean(np.logaddexp(0, z) - labels * z))
    assert loss == pytest.approx(exact, abs=0.02)
    assert loss - above == pytest.approx(0.1296, abs=2e-3)
    page.get_by_role("button", name="Start here").click()
    page.wait_for_url(re.compile("start="), timeout=PATIENCE)
    np.testing.assert_allclose(start_of(page), [w, b], rtol=2e-3)
    page.mouse.click(x + 50, y)
    page.keyboard.press("Escape")
    expect(told(page)).to_have_text(re.compile("^Iteration 500"))


def test_a_line_that_is_pointed_at_names_its_iteration(app: str, page: Page) -> None:
    visit(page, app, "?data=iris&features=x1&standardise=1&rate=8")
    box = page.locator(".descent-plane").bounding_box()
    assert box
    # Somewhere along the way the boundary of some frame is under the pointer.
    said = set()
    for step in range(30):
        page.mouse.move(box["x"] + box["width"] * (0.2 + 0.02 * step), box["y"] + box["height"] / 2)
        said.add(str(told(page).text_content()).split(":")[0])
    assert len(said) > 1
    page.mouse.move(0, 0)
    expect(told(page)).to_have_text(re.compile("^Iteration 500"))


def test_a_race_is_counted_by_iterations_or_by_gradients(app: str, page: Page) -> None:
    visit(page, app, MOONS + "&race=gd,momentum,nesterov,adam,newton&batch=16")
    rows = page.locator(".descent-table tbody tr")
    expect(rows).to_have_count(5)
    newton = rows.filter(has_text="Newton").locator("td").all_text_contents()
    assert newton == ["3", "630"]
    before = pixels(page, ".descent-gaps", 1)
    page.get_by_role("button", name="Gradients looked at").click()
    expect(page.get_by_role("button", name="Gradients looked at")).to_have_attribute(
        "aria-pressed", "true"
    )
    assert pixels(page, ".descent-gaps", 1) != before


def test_on_a_phone_play_stands_below_the_path_and_all_is_in_view_at_once(
    app: str, open_page: OpenPage
) -> None:
    page = open_page(viewport=PHONE, has_touch=True)
    visit(page, app)
    landscape, play, plane = (
        page.locator(place) for place in (".descent-landscape", ".stage-play", ".descent-plane")
    )
    end = top(page.get_by_test_id("stSidebar"))
    assert top(landscape) < top(play) <= end - 44  # nobody has scrolled
    landscape.evaluate("place => place.scrollIntoView({ block: 'start' })")
    tops = [top(landscape), top(play), top(plane)]
    assert tops == sorted(tops)
    assert tops[0] > -1  # browsers scroll by whole pixels
    box = plane.bounding_box()
    assert box
    assert box["y"] + box["height"] <= end


def top(place: Locator) -> float:
    box = place.bounding_box()
    assert box
    return box["y"]
