"""What a browser sends is never trusted: nonsense becomes the default, and one line of the log."""

import math
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from logreg import Experiment
from logreg.ui.door import Heard, hear, number_of


def controls(state: dict[str, object]) -> None:
    """A page of the controls alone, where this is what came from a browser."""
    import streamlit as st

    from logreg import Experiment
    from logreg.ui.controls import choose_experiment, fill

    fill(Experiment())
    st.session_state.update(state)
    st.text(repr(choose_experiment().experiment))


def chosen(state: dict[str, Any]) -> str:
    """The experiment that the page makes of it."""
    page = AppTest.from_function(controls, args=(state,), default_timeout=60).run()
    assert not page.exception
    return str(page.text[0].value)


def at_most_ten(value: Any) -> int:
    if value not in range(11):
        raise ValueError("Not from 0 to 10.")
    return int(value)


def said(value: object, count: object, is_dragging: object = False) -> dict[str, object]:
    """As a browser sends it."""
    return {"value": value, "count": count, "is_dragging": is_dragging}


# What counted last, the message, and what counts now; the default is 3.
HEARD: dict[str, tuple[Heard | None, Any, Heard]] = {
    "nothing ever": (None, None, Heard(3)),
    "the first message": (None, said(5, 1), Heard(5, 1)),
    "a thumb that is held": (Heard(5, 1), said(6, 2, True), Heard(6, 2, True)),
    "and let go": (Heard(6, 2, True), said(6, 3), Heard(6, 3)),
    "the same once more": (Heard(6, 3), said(6, 3), Heard(6, 3)),
    "the same while it is held": (Heard(6, 2, True), said(6, 2, True), Heard(6, 2, True)),
    "set by the page": (Heard(6, 3), 9, Heard(9, 3)),
    "repeated by the browser after that": (Heard(9, 3), said(6, 3, True), Heard(9, 3)),
    "moved after that": (Heard(9, 3), said(6, 4), Heard(6, 4)),
    "not drawn for a while": (Heard(9, 3), None, Heard(9, 3)),
    "not drawn while it was held": (Heard(9, 3, True), None, Heard(9, 3)),
    "the last no longer allowed": (Heard(99, 3), None, Heard(3, 3, is_refusal=False)),
    "out of range": (Heard(5, 1), said(11, 2), Heard(3, 2, is_refusal=True)),
    "out of range, heard before": (Heard(3, 2), said(3, 2), Heard(3, 2)),
    "no value": (None, said(None, 1), Heard(3, 1, is_refusal=True)),
    "an empty mapping": (None, {}, Heard(3, is_refusal=True)),
    "a count that is none": (None, said(5, "1"), Heard(5)),
    "a count below 0": (None, said(5, -1), Heard(5)),
    "a count too large": (None, said(5, 2**53), Heard(5)),
    "a count of True": (None, said(5, True), Heard(5)),
    "held, but not by True": (None, said(5, 1, "yes"), Heard(5, 1)),
    "nonsense that is no mapping": (None, "x", Heard(3, is_refusal=True)),
    "the same once more, said already": (Heard(3), "x", Heard(3)),
}


@pytest.mark.parametrize(("last", "message", "now"), HEARD.values(), ids=HEARD.keys())
def test_what_counts_follows_from_what_counted_and_the_message(
    last: Heard | None, message: Any, now: Heard
) -> None:
    assert hear(last, message, at_most_ten, 3) == now


@pytest.mark.parametrize("message", [True, -1, 2**53, 1.0, "1", None, [1]])
def test_a_number_from_a_browser_is_whole_and_no_larger_than_it_can_count(message: Any) -> None:
    assert number_of(message) is None
    assert number_of(2**53 - 1) == 2**53 - 1
    assert number_of(0) == 0


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
    assert chosen(state) == repr(Experiment.of(dataset="breast_cancer"))


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
    assert "'rate value'" in line
