"""What a browser sends is never trusted: nonsense becomes the default, and one line of the log."""

import math
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from logreg import Experiment


def controls(state: dict[str, object]) -> None:
    """A page of the controls alone, where this is what came from a browser."""
    import streamlit as st

    from logreg import Experiment
    from logreg.ui.controls import choose_experiment, fill

    fill(Experiment())
    st.session_state.update(state)
    choose_experiment(lambda choice: st.text(repr(choice.experiment)))


def chosen(state: dict[str, Any]) -> str:
    """The experiment that the page makes of it."""
    page = AppTest.from_function(controls, args=(state,), default_timeout=60).run()
    assert not page.exception
    return str(page.text[0].value)


def refusals(caplog: pytest.LogCaptureFixture) -> list[str]:
    lines = [record.getMessage() for record in caplog.records]
    return [line for line in lines if line.startswith("A browser sent")]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("dataset", "no such"),
        ("dataset", ["moons"]),
        ("optimizer", None),
        ("n_samples", 10**9),
        ("test_share", math.nan),
        ("seed", None),
        ("batch_size", 0),
        ("l1", -1.0),
        ("features", ["x1", "x1"]),
        ("features", "x1"),
    ],
)
def test_a_control_whose_value_cannot_be_takes_its_default(
    caplog: pytest.LogCaptureFixture, key: str, value: Any
) -> None:
    assert chosen({key: value}) == repr(Experiment())
    (line,) = refusals(caplog)
    assert repr(key) in line


def test_an_axis_that_the_dataset_has_not_is_the_one_it_draws_first() -> None:
    state = {"dataset": "breast_cancer", "breast_cancer Feature x₂": 99}
    state |= {"breast_cancer Feature x₁": 0, "breast_cancer other_features": False}
    assert chosen(state) == repr(Experiment("breast_cancer"))


def test_no_feature_is_a_choice_and_not_nonsense(caplog: pytest.LogCaptureFixture) -> None:
    assert chosen({"features": []}) == "None"
    assert refusals(caplog) == []


def test_a_slider_says_once_what_it_could_not_take(caplog: pytest.LogCaptureFixture) -> None:
    page = AppTest.from_file("../apps/slider.py", default_timeout=60)
    page.session_state["rate"] = {"value": {"value": math.nan, "is_dragging": True, "count": 4}}
    page.run()
    page.run()
    assert not page.exception
    assert page.text[0].value == "rate 0.1 False"
    (line,) = refusals(caplog)
    assert "'rate'" in line
