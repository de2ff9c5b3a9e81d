"""A teacher's link: what a class is asked, what it sees, and what it cannot move."""

from typing import Any
from urllib.parse import parse_qsl, unquote_plus

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from logreg import Experiment
from logreg.data.points import Points
from logreg.experiment.address import DESCENT, EXPERIMENT
from logreg.experiment.descent_view import DescentView
from logreg.ui import own_table
from logreg.ui.controls import SLIDERS
from logreg.ui.make_task import link_of
from logreg.ui.session import KEY
from logreg.ui.task import CONTROLS, HIDEABLE, TASK, Task
from logreg.wording.plain_text import as_markdown
from tests.ui.components import components
from tests.ui.test_missions import answered, controls, said, sent
from tests.ui.test_own_table import opened
from tests.ui.test_pages import address, assert_sound, open_page

ALL_BUT_RATE = ",".join(key for key in CONTROLS if key != "rate")
SCRIPT = "pages/make_a_task.py"


def shown(page: AppTest) -> Any:
    return page.session_state[KEY].experiment


def test_what_is_not_hidden_is_all_that_is_there() -> None:
    page = open_page("app.py", {"hide": ALL_BUT_RATE, "rate": "1", "data": "xor"})
    assert_sound(page)
    assert controls(page) == {"learning_rate"}
    assert shown(page).source.name == "xor"
    assert shown(page).settings.learning_rate == 1


# Of each control that can be locked: what its link says, and what a browser sends instead.
FORGED: dict[str, tuple[dict[str, str], dict[str, Any]]] = {
    "dataset": ({"data": "circles"}, {"dataset": "xor"}),
    "seed": ({"seed": "7"}, {"seed": 8}),
    "features": ({"features": "x1"}, {"features": ["x1", "x2", "x1*x2"]}),
    "standardize": ({"standardise": "1"}, {"standardize": False}),
    "l2": ({"l2": "0.1"}, {"l2": 1.0}),
    "optimizer": ({"optimiser": "adam"}, {"optimizer": "newton"}),
    "n_samples": ({"samples": "100"}, {"n_samples": 2000}),
    "test_share": ({"test": "0.1"}, {"test_share": 0.5}),
    "batch_size": ({"batch": "4"}, {"batch_size": 1}),
    "start": ({"start": "1,2,3"}, {"start": "0,0,9"}),
    "learning_rate": ({"rate": "2"}, {SLIDERS: {"learning_rate": sent(50)}}),
    "n_iters": ({"iterations": "20"}, {SLIDERS: {"n_iters": sent(4000)}}),
    "noise": ({"noise": "0.4"}, {SLIDERS: {"noise": sent(0)}}),
    "drawn": ({"data": "iris", "axes": "1,2"}, {"iris Feature x₁": 3, "iris Feature x₂": 2}),
    "other_features": ({"data": "iris", "others": "1"}, {"iris other_features": False}),
    "points": ({"data": "points"}, {"points": "forged"}),
}


@pytest.mark.parametrize("how", ["hide", "lock"])
@pytest.mark.parametrize("name", FORGED)
def test_what_is_held_stays_whatever_a_browser_sends(name: str, how: str) -> None:
    query, message = FORGED[name]
    expected = EXPERIMENT.read(query).record
    page = open_page("app.py", {**query, how: ",".join(query)})
    assert_sound(page)
    assert shown(page) == expected
    for key, value in message.items():
        page.session_state[key] = value
    page.run()
    assert_sound(page)
    assert shown(page) == expected


@pytest.mark.parametrize("how", ["hide", "lock"])
@pytest.mark.parametrize("features", [["x1"], ["x1", "x2"], ["x1", "x2", "x1^2"]])
def test_a_held_start_counts_where_it_fits(how: str, features: list[str]) -> None:
    page = open_page("app.py", {"start": "1,2,3", how: "start"})
    page.session_state["features"] = features
    page.run()
    assert not page.exception
    assert shown(page).start == ((1.0, 2.0, 3.0) if len(features) == 2 else ())


def test_held_axes_of_other_data_are_those_that_it_draws_first() -> None:
    page = open_page("app.py", {"data": "iris", "axes": "1,2", "lock": "axes"})
    page.session_state["dataset"] = "breast_cancer"
    page.session_state["breast_cancer Feature x₁"] = 3
    page.run()
    assert_sound(page)
    assert shown(page).drawn == shown(page).source.first_drawn


def test_a_task_goes_along_by_a_click_in_the_menu() -> None:
    """Which carries no query."""
    page = open_page("app.py", {"task": "Find it", "rate": "2", "lock": "rate,threshold"})
    page.query_params.clear()
    page.switch_page("pages/evaluate.py").run()
    assert_sound(page)
    assert "Find it" in said(page)
    assert shown(page).settings.learning_rate == 2
    page.session_state[SLIDERS] = {"learning_rate": sent(50)}
    page.session_state["threshold"] = {"value": sent(0.9)}
    page.run()
    assert shown(page).settings.learning_rate == 2
    assert "threshold=0.9" not in address(page)
    (told,) = [data["address"] for data in components(page) if "address" in data]
    assert told["usual"] == "v=1&rate=2&task=Find+it&lock=rate,threshold"


@pytest.mark.parametrize("how", ["hide", "lock"])
def test_a_held_threshold_and_costs_stay_too(how: str) -> None:
    keys = "threshold,false-positive-cost,false-negative-cost"
    query = {"threshold": "0.2", "false-positive-cost": "3", how: keys}
    page = open_page("pages/evaluate.py", query)
    assert_sound(page)
    page.session_state["threshold"] = {"value": sent(0.9)}
    page.session_state["false_positive_cost"] = 7.0
    page.run()
    assert_sound(page)
    assert "threshold=0.2&false-positive-cost=3" in address(page)
    assert ("value" in controls(page)) == (how == "lock")


LOOKED_AT = DescentView(sight="slice", sliced=(0, 2), racers=("adam",))
FORGED_VIEW: dict[str, Any] = {"sight": "floor", "sliced": (1, 2), "racers": ["newton"]}


@pytest.mark.parametrize("how", ["hide", "lock"])
def test_how_descent_is_looked_at_is_held_too_and_a_locked_choice_is_shown(how: str) -> None:
    query = DESCENT.write(LOOKED_AT) | {how: "landscape,slice,race"}
    page = open_page("pages/descent.py", query)
    for forged in ({}, FORGED_VIEW):
        for name, value in forged.items():
            page.session_state[name] = value
        page.run()
        assert_sound(page)
        assert DESCENT.write(LOOKED_AT).items() <= dict(parse_qsl(address(page))).items()
        drawn = {one.key: one for one in (*page.button_group, *page.selectbox) if one.key}
        drawn = {key: one for key, one in drawn.items() if key in FORGED_VIEW}
        assert drawn.keys() == (FORGED_VIEW.keys() if how == "lock" else set())
        assert all(one.proto.disabled for one in drawn.values())
        expected = {"sight": "slice", "sliced": (0, 2), "racers": ["adam"]}
        assert all(one.value == expected[key] for key, one in drawn.items())


def test_the_task_goes_along_to_every_page_and_stays_on_reload() -> None:
    page = open_page("app.py", {"task": "Find the edge", "hide": "loss,data", "lock": "seed"})
    (link,) = [data["address"] for data in components(page) if "address" in data]
    own = "task=Find+the+edge&hide=data,loss&lock=seed"
    assert all(query.endswith(own) for query in link["menu"])
    again = open_page("pages/weights.py", {"task": "Find the edge", "hide": "data"})
    assert "dataset" not in controls(again)
    assert "Find the edge" in said(again)


HOSTILE = "<b>x</b> **bold** [a](javascript:1) $x$ :red[y] # `z`"


def test_the_teachers_words_are_text_and_marked_as_the_teachers() -> None:
    page = open_page("app.py", {"task": HOSTILE, "ask": f"{HOSTILE}|no"})
    assert_sound(page)
    (sentence,) = [text for text in page.sidebar.markdown if "bold" in text.value]
    for sign in "<*[$:#`":
        assert f"\\{sign}" in sentence.value or sign not in sentence.value
    assert any(text.value == "From your teacher" for text in page.sidebar.caption)
    (answers,) = page.radio
    assert answers.value is None
    assert len(answers.options) == 2
    assert "**bold**" not in answers.options[0]


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ({"task": "x" * 301}, "“task” must be a text of at most 300 characters"),
        ({"task": "a\u202eb"}, "“task” must be a text of at most 300 characters"),
        ({"ask": "|".join("abcdefg")}, "“ask” must be at most 6 texts"),
        ({"hide": "everything"}, "“hide” must be some of data, "),
        ({"lock": "roc"}, "“lock” must be some of data, "),
    ],
)
def test_what_a_task_cannot_be_is_said(query: dict[str, str], problem: str) -> None:
    page = open_page("app.py", query)
    assert not page.exception
    assert any(problem in warning.value.replace("\\", "") for warning in page.warning)


def test_a_seed_of_ones_own_is_drawn_once_and_kept() -> None:
    seeds = set()
    for _ in range(6):
        page = open_page("app.py", {"seed": "mine", "lock": "seed"})
        assert_sound(page)
        seed = shown(page).settings.seed
        query = address(page)
        assert (f"seed={seed}" in query) == (seed != 0)
        assert "own-seed=1" in query
        again = open_page("app.py", dict(part.split("=") for part in query.split("&")))
        assert shown(again).settings.seed == seed
        seeds.add(seed)
    assert len(seeds) > 1


def test_a_parts_place_is_not_on_the_page() -> None:
    page = open_page("app.py", {"hide": "loss,matrix"})
    styles = " ".join(str(element.proto.body) for element in page.get("html"))
    assert ".stage-loss, .st-key-loss) { display: none !important; }" in styles
    assert ".stage-boundary, .st-key-boundary) { display" not in styles


# --- Making one -----------------------------------------------------------------------------------


def made(page: AppTest) -> dict[str, str]:
    """The query of the link that the page offers."""
    (told,) = [data for data in components(page) if "path" in data]
    return dict(part.split("=", 1) for part in told["query"].split("&"))


def test_what_may_be_moved_is_open_and_the_rest_is_hidden_or_locked() -> None:
    page = open_page(SCRIPT, {"rate": "20"})
    assert_sound(page)
    assert made(page) == {"v": "1", "rate": "20"}
    page.session_state["page's task open app.py"] = ["rate", "iterations"]
    page.session_state["page's task locked app.py"] = ["seed"]
    page.session_state["task sentence"] = "What\nhappens? <b>"
    page.session_state["task options"] = "yes\n\nno | never\nyes"
    page.run()
    assert_sound(page)
    task = TASK.read({k: v.replace("+", " ") for k, v in _plain(made(page)).items()})
    assert not task.problems
    assert task.record.sentence == "What happens? <b>"
    assert task.record.options == ("yes", "no / never")
    assert task.record.locked == ("seed",)
    class_sees = open_page("app.py", _plain(made(page)))
    assert_sound(class_sees)
    assert controls(class_sees) - {"task answer"} == {"learning_rate", "n_iters", "seed"}


def _plain(query: dict[str, str]) -> dict[str, str]:
    return {key: unquote_plus(text) for key, text in query.items()}


def test_a_task_that_is_opened_for_change_writes_mine_again() -> None:
    page = open_page(SCRIPT, {"seed": "mine", "lock": "seed", "task": "Compare"})
    assert_sound(page)
    query = made(page)
    assert query["seed"] == "mine"
    assert "own-seed" not in query
    assert query["lock"] == "seed"
    # The teacher's own page is free.
    assert "dataset" in controls(page)


def test_every_name_that_can_be_hidden_is_one_thing() -> None:
    assert len(HIDEABLE) == len(CONTROLS) + sum(key not in CONTROLS for key in HIDEABLE)
    everything = Task(hidden=tuple(HIDEABLE))
    assert TASK.read(TASK.write(everything)).record == everything


def test_a_link_of_a_mission_carries_the_teachers_sentence() -> None:
    query = link_of(Experiment(), Task("First alone", ("a", "b")), "edge")
    page = open_page("pages/missions.py", query)
    assert_sound(page)
    assert "First alone" in said(page)
    assert "What does a rate of 20 do here" in said(page)


def test_every_page_begins_with_all_that_it_has() -> None:
    page = open_page(SCRIPT)
    (choice,) = [one for one in page.selectbox if one.key == "task page"]
    page = choice.select("Evaluate").run()
    assert_sound(page)
    assert "hide" not in made(page)


def test_data_that_no_link_holds_are_said_with_what_the_class_gets_instead() -> None:
    random = np.random.default_rng(3)
    X = random.normal(size=(101, 2))
    fits, beyond = (Points.of(X[:n], X[:n, 0] > 0).points for n in (100, 101))
    assert not open_page(SCRIPT, {"data": "points"}, {"points": fits}).warning
    page = open_page(SCRIPT, {"data": "points"}, {"points": beyond})
    assert_sound(page)
    (warning,) = page.warning
    class_sees = open_page("app.py", _plain(made(page)))
    n_instead = shown(class_sees).source.n_points
    said_of_it = f"you have 101: the class will get an example of {n_instead} instead"
    assert as_markdown(said_of_it) in warning.value
    # A mission brings data of its own.
    (choice,) = [one for one in page.selectbox if one.key == "task page"]
    assert not choice.select("Missions").run().warning


def test_of_a_table_it_says_what_the_class_gets_instead() -> None:
    page = open_page(SCRIPT, {"v": "1", "data": "table"}, {own_table.KEY: opened()})
    assert_sound(page)
    (warning,) = page.warning
    class_sees = open_page("app.py", _plain(made(page)))
    said_of_it = f"the class will get {shown(class_sees).source.label} instead"
    assert as_markdown(said_of_it) in warning.value


def test_a_seed_of_ones_own_works_for_a_mission_too() -> None:
    seeds = set()
    for _ in range(5):
        page = answered(
            open_page("pages/missions.py", {"mission": "lucky", "seed": "mine"}), "lucky"
        )
        seeds.add(shown(page).settings.seed)
    assert len(seeds) > 1
    page = answered(open_page("pages/missions.py", {"mission": "edge", "seed": "3"}), "edge")
    assert shown(page).settings.learning_rate == 60
