"""Who arrives at the page that is shown already: by Back, by Forward, by “Start over”."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from logreg import Experiment
from logreg.ui import comparison, descent
from logreg.ui.arrival import ARRIVAL_KEY
from logreg.ui.link import text_of
from logreg.ui.session import KEY
from tests.pages_of_app import SCRIPTS
from tests.ui.components import components
from tests.ui.test_pages import open_page


def go(page: AppTest, name: str, **query: str) -> AppTest:
    """What the browser has the page do when somebody goes to another entry of its history."""
    page.query_params.clear()
    for key, text in (query | {ARRIVAL_KEY: name}).items():
        page.query_params[key] = text
    return page.run()


def address(page: AppTest) -> dict[str, Any]:
    (found,) = [data["address"] for data in components(page) if "address" in data]
    assert not page.exception
    return found


def shown(page: AppTest) -> Experiment:
    experiment: Experiment = page.session_state[KEY].shown
    return experiment


@pytest.mark.parametrize("script", SCRIPTS)
def test_back_fills_the_controls_of_the_page_that_is_shown(script: str) -> None:
    page = open_page(script, {"seed": "2", "features": "x1"})
    page.session_state["sliders"] = {"n_iters": {"value": 40, "count": 1, "is_dragging": False}}
    page.toggle(key="standardize").set_value(True).run()
    assert shown(page) == Experiment.of(seed=2, features=("x1",), n_iters=40, standardize=True)
    before = address(page)["arrival"]
    go(page, "abc", v="1", seed="2", features="x1")
    assert shown(page) == Experiment.of(seed=2, features=("x1",))
    assert page.toggle(key="standardize").value is False
    assert (address(page)["query"], address(page)["arrival"]) == ("v=1&seed=2&features=x1", "abc")
    assert before != "abc"


def test_the_query_that_streamlit_repeats_is_no_arrival() -> None:
    page = open_page("app.py", {"v": "1"})
    go(page, "abc", v="1", seed="2")
    page.toggle(key="standardize").set_value(True).run()
    assert shown(page) == Experiment.of(seed=2, standardize=True)
    # Nor is another query without a name, or one whose name cannot be one.
    for name in ("", "a" * 17, "<b>", "ABC"):
        go(page, name, v="1", seed="3")
        assert shown(page) == Experiment.of(seed=2, standardize=True)
        assert address(page)["arrival"] == "abc"
    assert shown(go(page, "abd", v="1", seed="2")) == Experiment.of(seed=2)


def test_a_name_alone_is_no_query_and_no_problem() -> None:
    page = open_page("app.py", {"seed": "2"})
    page.query_params.clear()
    page.query_params[ARRIVAL_KEY] = "abc"
    page.switch_page("pages/evaluate.py").run()
    assert not page.warning
    assert shown(page) == Experiment.of(seed=2)


def test_what_an_entry_gets_wrong_is_said_once() -> None:
    page = go(open_page("app.py"), "abc", v="1", noise="7")
    assert len(page.warning) == 1
    assert not page.run().warning


def test_back_restores_the_threshold_and_the_costs() -> None:
    page = open_page("pages/evaluate.py", {"threshold": "0.3"})
    page.number_input(key="false_negative_cost").set_value(3.0).run()
    go(page, "abc", v="1", threshold="0.4")
    assert address(page)["query"] == "v=1&threshold=0.4"
    assert page.number_input(key="false_negative_cost").value == 1


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_page_knows_what_it_opens_with(script: str) -> None:
    first = address(open_page(script))
    assert first["is_usual"]
    examples = {
        "pages/against_scikit_learn.py": comparison.EXAMPLE,
        "pages/descent.py": descent.EXAMPLE,
    }
    assert first["usual"] == first["query"] == text_of(examples.get(script, Experiment()))
    other = address(open_page(script, {"seed": "2"}))
    assert (other["is_usual"], other["usual"]) == (False, first["usual"])


def test_there_is_something_to_start_over_from_where_the_choice_cannot_be_trained() -> None:
    page = open_page("app.py")
    page.button_group(key="features").set_value([]).run()
    assert address(page)["query"] == "v=1"
    assert not address(page)["is_usual"]
    assert address(go(page, "abc", v="1"))["is_usual"]
    assert not page.error


def test_present_belongs_to_the_page_and_is_no_experiment() -> None:
    page = open_page("pages/against_scikit_learn.py", {"present": "1"})
    assert shown(page) == comparison.EXAMPLE
    assert not page.warning


def test_a_present_that_cannot_be_is_said() -> None:
    page = open_page("app.py", {"present": "maybe"})
    (said,) = page.warning
    assert "“present” must be 0 or 1" in said.value
    page = open_page("app.py", {"presentation": "1"})
    (said,) = page.warning
    assert "did you mean “present”?" in said.value
