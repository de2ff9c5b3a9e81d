"""Every page, run without a browser: one frame, one experiment, no exception at any address."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.testing.v1 import AppTest

from logreg import DATASETS, Experiment, run
from logreg.experiment.address import DECISION, EXPERIMENT
from logreg.experiment.captions import balance_notes
from logreg.experiment.comparison import TUTORIAL
from logreg.experiment.pins import CODECS
from logreg.scoring.curves import costs
from logreg.scoring.decision import Decision
from logreg.ui.cache import cached_run
from logreg.ui.controls import IS_OPEN
from logreg.ui.session import KEY
from logreg.wording.claims import in_words
from logreg.wording.plain_text import as_markdown
from tests.pages_of_app import ALL_SCRIPTS, LABELS, SCRIPTS
from tests.ranges import RANGES
from tests.told import evaluated
from tests.ui.components import components, data_of, menu_of

NAMES = [key for codec in CODECS for _, known in codec.choices for key, _ in known.texts]


def open_page(
    script: str, query: dict[str, str] | None = None, state: dict[str, Any] | None = None
) -> AppTest:
    page = AppTest.from_file("../../app.py", default_timeout=60)
    for key, value in ({IS_OPEN: True} | (state or {})).items():
        page.session_state[key] = value
    if script != "app.py":
        page.switch_page(script)
    for key, text in (query or {}).items():
        page.query_params[key] = text
    return page.run()


def figures(page: AppTest) -> list[dict[str, Any]]:
    """The charts outside the stage."""
    return [data["figure"] for data in components(page) if "figure" in data]


def address(page: AppTest) -> str:
    (query,) = [data["address"]["query"] for data in components(page) if "address" in data]
    return query


def assert_sound(page: AppTest) -> None:
    assert not page.exception
    assert not [alert.value for alert in page.error]


@pytest.fixture
def drawn() -> Iterator[list[dict[str, Any]]]:
    """What the components of a page are given, as it is sent."""
    sent: list[dict[str, Any]] = []

    def note(message: ForwardMsg) -> None:
        component = message.delta.new_element.bidi_component
        if component.id:
            sent.append(data_of(component))

    ForwardMsgQueue.on_before_enqueue_msg(note)
    yield sent
    ForwardMsgQueue.on_before_enqueue_msg(None)


@pytest.mark.parametrize("script", ["app.py", "pages/evaluate.py"])
def test_the_last_component_tells_the_sliders_that_all_of_the_answer_is_there(
    script: str, drawn: list[dict[str, Any]]
) -> None:
    """A slider that hears it earlier would have what is not sent yet taken from the answer."""
    page = open_page(script)
    for count in (1, 2):
        said = {"value": count / 8, "count": count, "is_dragging": True}
        page.session_state["sliders"] = {"learning_rate": said}
        page.run()
        assert_sound(page)
        assert drawn[-1]["answered"]["sliders learning_rate"] == count
        assert drawn[-1]["answered"]["sliders noise"] == 0


@pytest.mark.parametrize("script", ALL_SCRIPTS)
def test_a_page_has_its_menu_its_title_and_its_address(script: str) -> None:
    page = open_page(script)
    assert_sound(page)
    assert len(page.title) == 1
    assert menu_of(page) == list(LABELS)
    (menu,) = [data["address"]["menu"] for data in components(page) if "address" in data]
    own = address(page)
    assert menu[ALL_SCRIPTS.index(script)] == own
    # Which mission it is goes nowhere else.
    assert {query for query in menu if query != own} <= {own.removesuffix("&mission=hand")}


@pytest.mark.parametrize("dataset", DATASETS)
@pytest.mark.parametrize("script", SCRIPTS)
def test_every_page_shows_every_dataset(script: str, dataset: str) -> None:
    page = open_page(script, {"data": dataset, "iterations": "20"})
    assert_sound(page)
    assert page.session_state[KEY].shown.source.name == dataset


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_bad_value_is_said_once(script: str) -> None:
    page = open_page(script, {"noise": "7", "v": "1"})
    (warning,) = page.warning
    assert "must be a number between 0 and 0\\.5" in warning.value
    page.run()
    assert not page.warning
    assert_sound(page)


def test_a_link_of_another_version_is_read_as_far_as_it_is_known() -> None:
    page = open_page("app.py", {"v": "99", "data": "xor"})
    assert len(page.warning) == 1
    assert page.session_state[KEY].shown == Experiment.of(dataset="xor")


def test_all_that_is_wrong_with_a_link_is_said_in_one_box_that_can_be_closed() -> None:
    query = {"lr": "1", "noise": "7", "v": "2", **{f"z{k}": "1" for k in range(9)}}
    page = open_page("app.py", query)
    (warning,) = page.warning
    assert warning.value.startswith("In the link:\n- ")
    lines = warning.value.split("\n- ")[1:]
    assert len(lines) == 8
    assert lines[0].startswith("“v” names another version")
    assert lines[1] == "no choice is called “lr”; did you mean “rate”?"
    assert lines[6] == "5 other keys are not known\\."
    assert lines[7].startswith("“noise” must be")
    (close,) = [button for button in page.button if button.label == "Close"]
    close.click().run()
    assert not page.warning
    assert not [button for button in page.button if button.label == "Close"]
    assert_sound(page)


@pytest.mark.parametrize("script", SCRIPTS)
def test_what_another_page_knows_is_no_unknown_key(script: str) -> None:
    page = open_page(script, {"threshold": "0.4", "rate": "0.5", "utm_source": "mail"})
    assert not page.warning
    assert page.session_state[KEY].shown.settings.learning_rate == 0.5


def test_an_unknown_key_alone_is_said_and_changes_nothing() -> None:
    page = open_page("app.py")
    page.session_state["sliders"] = {"n_iters": 40}
    page.run()
    page.query_params["lr"] = "0.5"
    page.switch_page("pages/evaluate.py").run()
    (warning,) = page.warning
    assert "“lr”" in warning.value
    assert page.session_state[KEY].shown == Experiment.of(n_iters=40)


# No slider has these among its steps.
BETWEEN = {
    "samples": "333",
    "noise": "0.123456789",
    "seed": "77",
    "test": "0.1234567890123",
    "rate": "0.0123456789",
    "iterations": "777",
    "batch": "7",
    "l2": "0.003",
    "l1": "0.0007",
}


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_value_between_the_usual_choices_survives_every_step(script: str) -> None:
    """In the controls, the run and the address: on arrival, a touch, a page change and back."""
    expected = EXPERIMENT.read(BETWEEN).record
    page = open_page(script, BETWEEN)
    assert_says(page, expected)
    page.toggle(key="standardize").set_value(True).run()
    expected = expected.changed(standardize=True)
    assert_says(page, expected)
    elsewhere = "app.py" if script != "app.py" else "pages/evaluate.py"
    for there in (elsewhere, script):
        page.query_params.clear()
        page.switch_page(there).run()
        assert_says(page, expected)
    for key, usual in (("batch_size", 16), ("l2", 0.02), ("l1", 0.05)):
        page.select_slider(key=key).set_value(usual).run()
        expected = expected.changed(**{key: usual})
        assert_says(page, expected)


def assert_says(page: AppTest, experiment: Experiment) -> None:
    assert_sound(page)
    assert page.session_state[KEY].shown == experiment
    assert dict(parse_qsl(address(page))) == EXPERIMENT.write(experiment)
    assert page.select_slider(key="batch_size").value == experiment.settings.batch_size
    assert page.select_slider(key="l2").value == experiment.settings.l2
    assert page.select_slider(key="l1").value == experiment.settings.l1
    assert page.slider(key="test_share").value == experiment.test_share
    assert page.slider(key="n_samples").value == experiment.value_of("n_samples")


def test_a_cost_between_the_steps_survives_a_touch() -> None:
    page = open_page("pages/evaluate.py", {"false-positive-cost": "2.345"})
    page.number_input(key="false_negative_cost").set_value(3.0).run()
    query = dict(parse_qsl(address(page)))
    assert query == {"v": "1", "false-positive-cost": "2.345", "false-negative-cost": "3"}


def test_the_steps_of_the_test_share_add_up_to_what_they_show() -> None:
    """0.15000000000000002 of 300 points would be 46 of them."""
    page = open_page("app.py")
    page.slider(key="test_share").set_value(3 * 0.05).run()
    assert 3 * 0.05 != 0.15
    assert page.session_state[KEY].shown.test_share == 0.15
    assert address(page) == "v=1&test=0.15"


def test_a_page_change_and_a_reload_train_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    query = {"data": "circles", "seed": "17"}
    page = open_page("app.py", query)
    known = cached_run(Experiment.of(dataset="circles", seed=17))
    monkeypatch.setattr("logreg.ui.cache.run", lambda _: pytest.fail("trained again"))
    page.switch_page("pages/evaluate.py").run()
    assert_sound(page)
    assert page.session_state[KEY].shown == known.experiment
    assert_sound(open_page("app.py", query))


@pytest.mark.parametrize("script", SCRIPTS)
@settings(
    deadline=None,
    max_examples=15,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.dictionaries(
        st.sampled_from([*NAMES, "v", "embed", "lr"]) | st.text(max_size=9),
        st.text(max_size=20)
        | st.floats().map(str)
        | st.integers().map(str)
        | st.just("9" * 10_000)
        | st.just("<script>alert(1)</script>**[x](javascript:y)**"),
        max_size=6,
    )
)
def test_no_address_whatsoever_breaks_a_page(script: str, query: dict[str, str]) -> None:
    page = open_page(script, query)
    assert not page.exception
    experiment = page.session_state[KEY].shown
    assert experiment.settings.n_iters in RANGES["n_iters"]
    if experiment.has("n_samples"):
        assert experiment.value_of("n_samples") in RANGES["n_samples"]
    for warning in page.warning:
        assert "<" not in warning.value.replace("\\<", "")


def test_evaluate_shows_the_decision_of_its_link() -> None:
    decision = Decision(0.3, 2.0, 5.0)
    page = open_page("pages/evaluate.py", EXPERIMENT.write(Experiment()) | DECISION.write(decision))
    assert_sound(page)
    assert address(page) == "v=1&threshold=0.3&false-positive-cost=2&false-negative-cost=5"
    evaluation = evaluated(run(Experiment()))
    priced = costs(evaluation.split.logits, evaluation.split.y, 2.0, 5.0)
    said = " ".join(data.get("alternative", "") for data in components(page))
    assert f"{evaluation.roc.area:.3f}" in said
    assert f"{priced.cheapest.probability:g}" in said


def test_evaluate_works_on_training_points_where_none_are_kept_for_the_test() -> None:
    page = open_page("pages/evaluate.py", {"test": "0"})
    assert_sound(page)
    assert any("training" in text.value for text in page.markdown)


def test_the_tutorials_run_shows_the_figures_of_the_tutorial() -> None:
    page = open_page("pages/against_scikit_learn.py")
    (button,) = [button for button in page.button if "as tutorials do" in button.label]
    button.click().run()
    assert_sound(page)
    assert page.session_state[KEY].shown == TUTORIAL
    table = page.table[0].value
    assert table["ours"]["Accuracy"] == "92.98 %"
    assert table["ours"]["Precision"] == "91.78 %"
    assert table.index.name == "On test points"
    assert any("gradient descent never raises the loss" in text.value for text in page.markdown)


def test_another_page_fills_no_chart_with_nan() -> None:
    for script in SCRIPTS[1:]:
        page = open_page(script, {"data": "gap", "optimiser": "newton"})
        assert_sound(page)
        assert "NaN" not in json.dumps(figures(page))


@pytest.mark.parametrize("class_weight", ["balanced", "none"])
def test_where_classes_are_balanced_the_pages_say_of_what_they_speak(class_weight: str) -> None:
    """On Evaluate what it does to p; beside scikit-learn that the objective is a weighted one."""
    query = {"data": "imbalanced", "class-weight": class_weight}
    is_balanced = class_weight == "balanced"
    page = open_page("pages/evaluate.py", query)
    assert_sound(page)
    experiment = page.session_state[KEY].shown
    notes = in_words(balance_notes(run(experiment)))
    assert bool(notes) == is_balanced
    said = " ".join(text.value for text in page.markdown)
    assert as_markdown(notes) in said
    assert ("With balanced classes" in said) == is_balanced
    beside = open_page("pages/against_scikit_learn.py", query)
    assert_sound(beside)
    rows = list(beside.table[0].value.index)
    weighted, plain = "Weighted training objective", "Training objective"
    assert (weighted in rows, plain in rows) == (is_balanced, not is_balanced)
    assert "Log loss" in rows
