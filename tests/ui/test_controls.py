"""The controls under “More”: drawn only while it is open, and chosen all the same."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from logreg import Experiment
from logreg.experiment.address import EXPERIMENT
from logreg.ui.controls import IS_OPEN, MORE
from logreg.ui.session import KEY
from tests.pages_of_app import SCRIPTS
from tests.ui.test_pages import open_page

# Another than the usual one of each control under it.
OTHERS: dict[str, Any] = {
    "n_samples": 120,
    "test_share": 0.15,
    "standardize": True,
    "optimizer": "momentum",
    "batch_size": 16,
    "l2": 0.01,
    "l1": 0.001,
    "class_weight": "balanced",
    "seed": 7,
    "start": (0.5, -1.0, 0.25),
}


def visit(script: str, is_open: bool, **choices: Any) -> AppTest:
    query = EXPERIMENT.write(Experiment.of(**choices))
    return open_page(script, query, {IS_OPEN: is_open})


def shown(page: AppTest) -> Experiment:
    assert not page.exception
    experiment: Experiment = page.session_state[KEY].shown
    return experiment


def fold(page: AppTest, is_open: bool) -> None:
    page.session_state[IS_OPEN] = is_open
    page.run()


def names_drawn(page: AppTest) -> set[str]:
    kinds = ("slider", "select_slider", "selectbox", "toggle", "number_input", "text_input")
    return {str(widget.key) for kind in kinds for widget in page.get(kind)}


@pytest.mark.parametrize("script", SCRIPTS)
def test_what_is_folded_is_not_drawn_and_counts(script: str) -> None:
    others = OTHERS | {"batch_size": 24, "l2": 0.013}  # between the usual ones, as in a link
    expected = Experiment.of(**others)
    open_, folded = (visit(script, is_open, **others) for is_open in (True, False))
    drawn = names_drawn(open_) & set(OTHERS)
    assert drawn == {name for name in OTHERS if name in (*MORE, "start")}
    assert not names_drawn(folded) & set(OTHERS)
    assert shown(open_) == shown(folded) == expected


@pytest.mark.parametrize("name", sorted(OTHERS))
def test_what_was_chosen_stays_when_it_is_folded_and_when_it_is_opened_again(name: str) -> None:
    page = visit("app.py", is_open=True)
    page.session_state[name] = "0.5,-1,0.25" if name == "start" else OTHERS[name]
    if name == "class_weight":
        page.session_state[name] = True  # a switch
    page.run()
    expected = Experiment.of(**{name: OTHERS[name]})
    assert shown(page) == expected
    for is_open in (False, True, False):
        fold(page, is_open)
        assert shown(page) == expected
        page.selectbox(key="dataset").select("circles").run()
        page.selectbox(key="dataset").select("moons").run()
    page.query_params.clear()
    page.switch_page("pages/evaluate.py").run()
    assert shown(page) == expected


def test_a_start_that_does_not_fit_is_said_where_it_is_folded_as_well() -> None:
    page = visit("app.py", is_open=False, start=(0.5, -1.0, 0.25))
    assert not page.error
    page.pills(key="features").set_value(["x1"]).run()
    (error,) = page.error
    assert error.value.startswith("The start needs 1 weight and a bias")
    assert shown(page).start == ()


@pytest.mark.parametrize("is_open", [True, False])
def test_made_samples_after_measured_ones_are_as_many_as_usual(is_open: bool) -> None:
    """A link to measured samples says nothing of a size; a slider took its lowest for it."""
    page = visit("app.py", is_open, dataset="iris")
    page.selectbox(key="dataset").select("moons").run()
    assert shown(page).value_of("n_samples") == Experiment().value_of("n_samples")
