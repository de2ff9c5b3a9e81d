"""The page Descent, run without a browser."""

import time
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from logreg import Experiment, run
from logreg.experiment.address import DESCENT, EXPERIMENT
from logreg.experiment.descent_view import DescentView
from logreg.ui.controls import IS_OPEN
from logreg.ui.descent import EXAMPLE, PRESETS
from logreg.ui.descent_data import descent_bytes
from logreg.ui.session import KEY
from tests.experiment.test_descent import descent_of
from tests.ui.components import components

MOST_LANDSCAPE, MOST_FILM = 60_000, 400_000
MOONS = {"data": "moons", "features": "x1,x2"}


def open_page(query: dict[str, str] | None = None) -> AppTest:
    page = AppTest.from_file("../../app.py", default_timeout=60)
    page.switch_page("pages/descent.py")
    page.session_state[IS_OPEN] = True
    for key, text in (query or {}).items():
        page.query_params[key] = text
    return page.run()


def shown(page: AppTest) -> dict[str, Any]:
    """What the component was given."""
    assert not page.exception
    (data,) = [data for data in components(page) if "landscape" in data]
    return data


def heights(data: dict[str, Any]) -> np.ndarray:
    """As the browser reads them."""
    landscape = data["landscape"]
    roots = landscape["codes"] * (landscape["reach"] / (2**16 - 1))
    return landscape["base"] + roots**2


def say(page: AppTest, start: str, *, is_dragging: bool, count: int = 1) -> AppTest:
    """As a browser says where the start is."""
    page.session_state["descent"] = {
        "start": {"value": start, "is_dragging": is_dragging, "count": count}
    }
    return page.run()


def test_a_first_visit_sees_one_feature_as_it_comes() -> None:
    page = open_page()
    data = shown(page)
    assert page.session_state[KEY].shown == EXAMPLE
    assert data["landscape"]["kind"] == "whole"
    assert data["titles"] == ["w, weight of petal length, cm", "bias b"]
    result = run(EXAMPLE)
    last = [*result.trace.weights[-1], result.trace.bias[-1]]
    np.testing.assert_array_equal(data["thetas"][-2:], last)
    # The highest corner is one of the four; each is its loss by hand.
    box = data["landscape"]["box"]
    X, y = result.train.X[:, 2], result.train.y
    for at, w, b in ((0, "left", "bottom"), (80, "right", "bottom"), (-1, "right", "top")):
        z = box[w] * X + box[b]
        expected = np.mean(np.logaddexp(0, z) - y * z)
        assert heights(data)[at] == pytest.approx(expected, rel=1e-4)


def test_two_weights_have_a_floor_or_a_slice_as_the_link_says() -> None:
    floor, slices = shown(open_page(MOONS)), shown(open_page(MOONS | {"landscape": "slice"}))
    assert floor["landscape"]["kind"] == "floor"
    assert slices["landscape"]["kind"] == "slice"
    n = slices["landscape"]["size"] ** 2 * len(slices["iterations"])
    assert slices["landscape"]["codes"].size == n
    assert "3 dimensions" in slices["caption"]


def test_codes_keep_the_heights_near_the_minimum() -> None:
    """A level line 0.001 above it is drawn by them."""
    descent = descent_of(DescentView(), dataset="scales")
    data = shown(open_page({"data": "scales", "features": "x1,x2"}))
    true = descent.landscape.heights.ravel()
    near = true < descent.lowest + 1
    assert np.abs(heights(data) - true)[near].max() < 1e-3 * (true[near].min() - descent.lowest + 1)


@pytest.mark.parametrize(
    ("choices", "view"),
    [
        ({"dataset": "iris", "features": ("x1",), "n_iters": 5000}, DescentView()),
        ({"n_iters": 5000}, DescentView()),
        ({"n_iters": 5000}, DescentView(sight="slice")),
        ({"dataset": "breast_cancer", "other_features": True, "n_iters": 5000}, DescentView()),
    ],
)
def test_a_descent_sends_no_more_than_it_may(choices: dict[str, Any], view: DescentView) -> None:
    descent = descent_of(view, **choices)
    is_film = descent.landscape.heights.ndim == 3
    n_codes = 2 * descent.landscape.heights.size
    assert n_codes <= (MOST_FILM if is_film else MOST_LANDSCAPE)
    assert len(descent.iterations) <= 60
    if descent.run.experiment.source.name != "breast_cancer":  # whose samples are sent as well
        assert len(descent_bytes(descent, is_preview=False)) <= (
            MOST_FILM if is_film else MOST_LANDSCAPE
        )


def test_a_start_under_the_hand_is_a_preview_and_lets_the_rest_be() -> None:
    page = say(open_page(), "2.5,-3", is_dragging=True)
    data = shown(page)
    assert data["is_preview"]
    assert len(data["iterations"]) == 1
    np.testing.assert_array_equal(data["origin"], [2.5, -3])
    assert data["heard"] == {"count": 1, "is_dragging": True}
    assert page.session_state[KEY].settled == EXAMPLE
    (typed,) = [text for text in page.text_input if text.label == "Start"]
    assert typed.value == ""


def test_every_racer_starts_where_the_run_does() -> None:
    page = open_page(MOONS | {"race": "adam,newton", "start": "1,-2,0.5"})
    for racer in shown(page)["racers"]:
        assert (racer["x"][0], racer["y"][0]) == (1, -2)


@pytest.mark.parametrize(
    "said", ["", "1", "1,2,3", "1,nan", "1,inf", "1,1e9", "x,y", "1," * 5000, 7, None, ["1", "2"]]
)
def test_a_start_that_cannot_be_is_not_taken(said: Any) -> None:
    page = say(open_page(), said, is_dragging=True)
    np.testing.assert_array_equal(shown(page)["origin"], [0, 0])


@pytest.mark.parametrize("number", range(len(PRESETS)))
def test_every_preset_is_one_click(number: int) -> None:
    label, _, experiment, view, _ = PRESETS[number]
    page = open_page()
    (button,) = [one for one in page.button if one.label == label]
    button.click().run()
    data = shown(page)
    assert page.session_state[KEY].shown == experiment
    racers = {racer["name"] for racer in data["racers"]}
    assert racers == {str(experiment.settings.optimizer), *view.racers}
    (query,) = [data["address"]["query"] for data in components(page) if "address" in data]
    assert dict(part.split("=") for part in query.split("&")) == {
        key: text.replace("²", "%C2%B2")
        for key, text in (EXPERIMENT.write(experiment) | DESCENT.write(view)).items()
    }


def test_the_whole_page_in_one_click_from_the_ravine_to_the_bowl() -> None:
    """Standardised, the same feature arrives after 57 iterations; as it comes, never."""
    page = open_page()
    (raw,) = shown(page)["racers"]
    assert raw["since"] == "–"
    (button,) = [one for one in page.button if one.label == "Standardised"]
    button.click().run()
    (level,) = shown(page)["racers"]
    assert level["since"] == "57"
    assert "√κ" in " ".join(shown(page)["facts"])


def test_what_another_model_does_not_have_is_not_asked_for() -> None:
    page = open_page(MOONS | {"landscape": "slice", "slice": "2,3"})
    assert shown(page)["axes"] == [1, 2]
    page = open_page({"data": "iris", "features": "x1", "landscape": "slice", "slice": "2,3"})
    assert shown(page)["axes"] == [0, 1]
    assert not [box for box in page.selectbox if box.label == "Slice along"]


def test_an_experiment_that_cannot_be_trained_keeps_the_last_descent() -> None:
    page = open_page({"data": "moons", "samples": "300", "test": "0.5", "start": "1,2"})
    assert not page.exception
    shown(page)


def test_a_hand_on_the_rate_walks_over_one_landscape() -> None:
    """Asked for again, the landscape is the one at hand: its price is not paid twice."""
    from logreg.ui import cache

    made: list[Any] = []
    real = cache.landscape_of

    def counted(*args: Any) -> Any:
        made.append(args)
        return real(*args)

    cache.landscape_of = counted
    try:
        stamp = int(time.time()) % 9999
        for rate in (0.1, 0.11, 0.12):
            experiment = Experiment.of(seed=stamp, learning_rate=rate, n_iters=20)
            cache.cached_descent_preview(experiment, DescentView())
    finally:
        cache.landscape_of = real
    assert len(made) == 1
