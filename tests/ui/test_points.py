"""Drawn points on every page, from a link."""

from typing import Any
from urllib.parse import parse_qsl

import numpy as np
import pytest
from numpy.typing import ArrayLike

from logreg import Experiment
from logreg.data.points import BOX, Points
from logreg.experiment.address import EXPERIMENT
from logreg.ui.session import KEY
from logreg.wording.plain_text import as_markdown
from tests.pages_of_app import SCRIPTS
from tests.ui.test_pages import address, assert_sound, open_page

SHAPES = {
    "parted": [[-1, -1], [-1, 1], [1, 1], [1, -1]],
    "mixed": [[-1, -1], [1, 1], [1, -1], [-1, 1]],
    "one place": [[0.5, 0.5]] * 4,
    "one line": [[-2, 0], [1, 0], [-1, 0], [2, 0]],
}


def on(X: ArrayLike, y: ArrayLike, **choices: Any) -> Experiment:
    return Experiment.of(source=Points.of(X, y, BOX), test_share=0, **choices)


@pytest.mark.filterwarnings("error::RuntimeWarning")
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("script", SCRIPTS)
def test_two_points_of_each_class_work_on_every_page(script: str, shape: str) -> None:
    experiment = on(SHAPES[shape], [0, 0, 1, 1])
    page = open_page(script, EXPERIMENT.write(experiment))
    assert_sound(page)
    assert not page.warning
    assert page.session_state[KEY].shown == experiment
    assert dict(parse_qsl(address(page))) == EXPERIMENT.write(experiment)


@pytest.mark.parametrize("script", SCRIPTS)
def test_too_few_points_are_said_on_every_page(script: str) -> None:
    page = open_page(script, EXPERIMENT.write(on([[0, 0], [1, 1], [2, 2]], [0, 0, 1])))
    assert not page.exception
    sentence = "Draw two points of each class: one more of class 1 is missing"
    if script == "app.py":  # said on the stage, where they are drawn
        assert not page.error
        assert page.session_state[KEY].problem.startswith(sentence)
    else:
        (error,) = page.error
        assert as_markdown(sentence) in error.value


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_damaged_link_says_so_once_and_shows_the_rest(script: str) -> None:
    random = np.random.default_rng(1)
    whole = on(random.uniform(-3, 3, (40, 2)), np.arange(40) % 2)
    query = EXPERIMENT.write(whole)
    page = open_page(script, query | {"points": query["points"][:-50]})
    assert_sound(page)
    (warning,) = page.warning
    assert "28 of its 40 points could be read" in warning.value
    shown = page.session_state[KEY].shown.source
    np.testing.assert_array_equal(shown.X, Points(query["points"]).X[:28])
    page.run()
    assert not page.warning


def test_points_stay_while_settings_are_changed_and_pages_turned() -> None:
    experiment = on(SHAPES["mixed"], [0, 0, 1, 1])
    page = open_page("app.py", EXPERIMENT.write(experiment))
    page.toggle(key="standardize").set_value(True).run()
    page.query_params.clear()
    page.switch_page("pages/weights.py").run()
    assert_sound(page)
    assert page.session_state[KEY].shown == experiment.changed(standardize=True)
    page.selectbox(key="dataset").select("moons").run()
    page.selectbox(key="dataset").select("points").run()
    assert_sound(page)
    assert page.session_state[KEY].shown.source == experiment.source


def test_points_have_no_size_and_no_noise_to_choose() -> None:
    page = open_page("app.py", {"data": "points"})
    assert_sound(page)
    assert "Your points" in page.selectbox(key="dataset").options
    assert "n_samples" not in [slider.key for slider in page.slider]
    assert page.number_input(key="seed").value == 0


def test_what_cannot_be_points_is_replaced_by_the_example() -> None:
    page = open_page("app.py", {"data": "points"})
    page.session_state["points"] = "1,2,3"
    page.run()
    assert_sound(page)
    assert page.session_state[KEY].shown.source == Points()
