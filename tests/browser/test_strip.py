"""The model in one line, the sum at a place, and the marks of errors."""

import math
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from logreg import Experiment, run
from logreg.experiment.film import film
from logreg.wording.numbers import decimal
from tests.browser.driver import WIDE, OpenPage, eventually
from tests.browser.stage import scrub_to, visit

ALL = "x1,x2,x1^2,x2^2,x1*x2,sin(x1),sin(x2)"
# Of a ring and the ink around it, in pixels.
REACH = 12


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    return open_page(viewport=WIDE)


def equation(weights: list[float], bias: float) -> str:
    """As in z = 0.95·x₁ − 4.39·x₂ + 0.42."""
    first, second = weights
    lead = f"{'−' if first < 0 else ''}{decimal(abs(first), 2)}·x₁"
    more = [
        f"{'−' if value < 0 else '+'} {decimal(abs(value), 2)}{times}"
        for value, times in ((second, "·x₂"), (bias, ""))
    ]
    return " ".join(["z =", lead, *more])


def line(page: Page) -> Locator:
    return page.locator(".stage-sum")


def outcome(page: Page) -> Locator:
    return page.locator(".stage-outcome")


def chart(page: Page) -> Locator:
    return page.locator(".stage-boundary .live-chart")


def place_of(page: Page, x: float, y: float) -> tuple[float, float]:
    """Of a place in the plane, within the picture of the chart."""
    across, down = chart(page).evaluate(
        """(place, [x, y]) => {
            const { _size, xaxis, yaxis } = place._fullLayout;
            return [_size.l + xaxis.d2p(x), _size.t + yaxis.d2p(y)];
        }""",
        [x, y],
    )
    return across, down


def point_at(page: Page, x: float, y: float) -> None:
    box, (across, down) = chart(page).bounding_box(), place_of(page, x, y)
    assert box
    page.mouse.move(box["x"] + across, box["y"] + down, steps=4)


def heights_of_bars(page: Page) -> np.ndarray:
    heights: list[float] = page.locator(".stage-bars li").evaluate_all(
        "(all) => all.map((one) => Number(one.style.getPropertyValue('--height')))"
    )
    return np.array(heights) / np.abs(heights).max()


def test_the_equation_is_that_of_the_iteration_shown(app: str, page: Page) -> None:
    visit(page, app)
    trace, iterations = run(Experiment()).trace, film(run(Experiment())).iterations
    for frame in (len(iterations) - 1, 20, 0):
        scrub_to(page, frame)
        k = iterations[frame]
        expect(line(page)).to_have_text(equation(trace.weights[k].tolist(), trace.bias[k]))


def test_it_is_in_units_of_the_data_where_features_are_standardised(app: str, page: Page) -> None:
    visit(page, f"{app}/?data=scales&standardise=1")
    result = run(Experiment.of(dataset="scales", standardize=True))
    X = result.train.X
    weights = result.trace.weights[-1] / X.std(axis=0)
    bias = result.trace.bias[-1] - X.mean(axis=0) @ weights
    expect(line(page)).to_have_text(equation(weights.tolist(), bias))


def test_over_a_point_the_sum_is_written_out_down_to_the_odds(app: str, page: Page) -> None:
    visit(page, app)
    result = run(Experiment())
    X, trace = result.train.X, result.trace
    everybody = result.dataset.X
    apart = [np.sort(np.linalg.norm(everybody - x, axis=1))[1] for x in X]
    x1, x2 = X[int(np.argmax(apart))]  # the pointer is at no other
    point_at(page, x1, x2)
    z = float(trace.weights[-1] @ [x1, x2] + trace.bias[-1])
    odds = decimal(math.exp(abs(z)), 2)
    odds = f"{odds} : 1" if z >= 0 else f"1 : {odds}"
    p = decimal(1 / (1 + math.exp(-z)))
    expect(outcome(page)).to_have_text(f"= {decimal(z, 2)} → p = {p} → odds {odds}")
    shown = [float(text) for text in re.findall(r"\d+\.\d+", line(page).inner_text())]
    assert shown == [
        abs(round(v, 2))
        for v in (trace.weights[-1, 0], x1, trace.weights[-1, 1], x2, trace.bias[-1])
    ]
    page.mouse.move(5, 5)
    expect(line(page)).to_have_text(equation(trace.weights[-1].tolist(), trace.bias[-1]))
    expect(outcome(page)).to_have_text("")


def test_a_point_that_the_keyboard_is_at_is_written_out_and_said(app: str, page: Page) -> None:
    visit(page, app)
    walk = page.locator(".stage-boundary .live-points")
    walk.focus()
    page.keyboard.press("ArrowRight")
    expect(outcome(page)).to_have_text(re.compile(r"^= .* → p = .* → odds "))
    expect(walk).to_have_attribute("aria-valuetext", re.compile(r"\), z = .*, p = .*, 2 of "))


def test_of_many_features_bars_stand_for_the_weights(app: str, page: Page) -> None:
    visit(page, f"{app}/?data=circles&features={ALL}&rate=3")
    chosen = Experiment.of(dataset="circles", features=tuple(ALL.split(",")), learning_rate=3)
    result = run(chosen)
    values = result.trace.weights[-1] * result.columns(result.train.X).std(axis=0)
    largest = int(np.abs(values).argmax())
    name = result.column_names[largest]
    expect(line(page)).to_have_text(f"Largest weight: {name} {decimal(values[largest], 2)}")
    assert heights_of_bars(page) == pytest.approx(values / np.abs(values).max(), abs=1e-5)


def test_features_that_are_not_drawn_have_their_bars_and_a_place_is_at_their_mean(
    app: str, page: Page
) -> None:
    visit(page, f"{app}/?data=breast_cancer&others=1&standardise=1")
    expect(page.locator(".stage-bars li")).to_have_count(30)
    result = run(Experiment.of(dataset="breast_cancer", other_features=True, standardize=True))
    weights = result.trace.weights[-1]
    assert heights_of_bars(page) == pytest.approx(weights / np.abs(weights).max(), abs=1e-5)
    point_at(page, 15, 20)
    expect(outcome(page)).to_have_text(re.compile(r"\(others at their mean\)$"))


def pixels(page: Page, path: Path) -> np.ndarray:
    chart(page).screenshot(path=path)
    return np.asarray(Image.open(path).convert("RGB")).astype(int)


def test_the_switch_rings_what_is_taken_for_the_other_class_and_nothing_else(
    app: str, page: Page, tmp_path: Path
) -> None:
    visit(page, app)
    path = tmp_path / "chart.png"
    result = run(Experiment())
    assert result.test
    before = pixels(page, path)
    page.get_by_role("switch", name="Mark errors").check()
    eventually(lambda: bool((pixels(page, path) != before).any()), expected=True)
    rings = np.argwhere((pixels(page, path) != before).any(axis=-1))
    wrong = np.array(
        [
            place_of(page, *point)[::-1]
            for split in (result.train, result.test)
            for point in split.X[(split.logits >= 0) != (split.y == 1)]
        ]
    )
    distances = np.linalg.norm(rings[:, None] - wrong[None], axis=2)
    assert distances.min(axis=1).max() < REACH  # no ring is elsewhere
    assert distances.min(axis=0).max() < REACH  # and each of them has one
