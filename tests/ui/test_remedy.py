"""The suggestion on the playground, without a browser: asked for, taken, undone, never stale."""

import json
from typing import Any

import numpy as np
import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest

from logreg import Experiment, run
from logreg.data.points import Points
from logreg.experiment.address import EXPERIMENT
from logreg.experiment.optimum import find_optimum
from logreg.experiment.remedies import advise
from logreg.ui import cache
from logreg.ui.controls import SLIDERS
from logreg.ui.own_table import KEY as TABLE
from logreg.ui.session import KEY as SESSION
from logreg.ui.shared import OWN
from tests.ui.components import data_of
from tests.ui.test_own_table import opened
from tests.ui.test_pages import open_page

BOUNCE = Experiment.of(learning_rate=20)
RARE = Experiment.of(dataset="imbalanced")


def visit(experiment: Experiment) -> AppTest:
    page = open_page("app.py", EXPERIMENT.write(experiment))
    assert not page.exception
    return page


def component(page: AppTest) -> Any:
    (found,) = [
        one.proto
        for one in page.get("bidi_component")
        if one.proto.component_name.rpartition(".")[2] == "remedy"
    ]
    return found


def line(page: AppTest) -> dict[str, str] | None:
    """What the browser is told."""
    told: dict[str, str] | None = data_of(component(page))["line"]
    return told


def say(page: AppTest, event: str) -> AppTest:
    """As the component in a browser says that something happened."""
    states = page._tree.get_widget_states()
    # The name that Streamlit gives to all events of a component.
    name = f"$$STREAMLIT_INTERNAL_KEY_{component(page).id}__events"
    states.widgets.append(
        WidgetState(id=name, json_trigger_value=json.dumps([{"event": event, "value": True}]))
    )
    page._run(widget_state=states)
    assert not page.exception
    return page


def settled(page: AppTest) -> Experiment:
    experiment: Experiment = page.session_state[SESSION].settled
    return experiment


def told_of(experiment: Experiment) -> dict[str, str]:
    result = run(experiment)
    remedy = advise(result, find_optimum(result)).remedy
    assert remedy is not None
    texts = (remedy.why.text, remedy.label.text, remedy.change.text)
    return dict(zip(("words", "button", "change"), texts, strict=True))


def test_nothing_is_said_or_tried_before_the_browser_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError("It was tried while the page was drawn.")

    monkeypatch.setattr("logreg.ui.cache.advise", never)
    page = visit(Experiment.of(learning_rate=21))
    assert line(page) is None


def test_the_browser_asks_and_is_told_one_thing() -> None:
    page = say(visit(BOUNCE), "asked")
    assert line(page) == told_of(BOUNCE)
    assert data_of(component(page))["query"] == "v=1&rate=20"


def test_a_run_that_is_well_has_one_quiet_line_and_no_button() -> None:
    page = say(visit(Experiment()), "asked")
    words = "Nothing to repair. Now try the mission “By hand”."
    assert line(page) == {"words": words, "button": "", "change": ""}


def test_who_has_taken_it_sees_what_it_did_and_can_undo_it() -> None:
    page = say(say(visit(BOUNCE), "asked"), "pressed")
    assert settled(page) == BOUNCE.changed(learning_rate=5.57)
    offered = told_of(BOUNCE)
    assert line(page) == {
        "words": f"{offered['button']}: {offered['change']}.",
        "button": "Undo",
        "change": "",
    }
    assert page.session_state[SLIDERS]["learning_rate"] == 5.57
    undone = say(page, "pressed")
    assert settled(undone) == BOUNCE
    assert line(undone) is None
    assert line(say(undone, "asked")) == offered


def test_undo_is_gone_with_the_next_change() -> None:
    page = say(say(visit(BOUNCE), "asked"), "pressed")
    page.session_state[SLIDERS] = {**page.session_state[SLIDERS], "n_iters": 400}
    assert line(page.run()) is None
    assert (line(say(page, "asked")) or {})["button"] != "Undo"
    page.session_state[SLIDERS] = {**page.session_state[SLIDERS], "n_iters": 500}
    page.run()
    assert (line(say(page, "asked")) or {})["button"] != "Undo"


def test_a_run_of_the_page_that_changes_nothing_leaves_the_button_its_meaning() -> None:
    page = say(visit(BOUNCE), "asked").run()
    assert line(page) is None  # and the browser keeps what it has
    assert settled(say(page, "pressed")) == BOUNCE.changed(learning_rate=5.57)


def test_what_to_try_next_may_stand_where_nothing_is_to_be_repaired() -> None:
    from logreg.ui.cache import cached_advice
    from logreg.ui.remedy import Known, _line

    for experiment, ending in ((Experiment(), " Now try another."), (BOUNCE, "")):
        said = _line(Known(is_asked=True), experiment, "Now try another.")
        assert said is not None
        advice = cached_advice(experiment)
        claim = advice.quiet or (advice.remedy and advice.remedy.why)
        assert claim is not None
        assert said["words"] == claim.text + ending


def test_a_button_of_a_run_that_has_gone_does_nothing() -> None:
    """The message came late: another run is on screen."""
    page = say(visit(BOUNCE), "asked")
    page.session_state[SLIDERS] = {**page.session_state[SLIDERS], "learning_rate": 30.0}
    page.run()
    assert settled(say(page, "pressed")) == BOUNCE.changed(learning_rate=30.0)


def test_a_preview_is_neither_tried_nor_answered() -> None:
    page = say(visit(BOUNCE), "asked")
    held = {"value": 30.0, "is_dragging": True, "count": 1}
    page.session_state[SLIDERS] = {**page.session_state[SLIDERS], "learning_rate": held}
    page.run()
    assert settled(page) == BOUNCE
    assert page.session_state[SESSION].shown == BOUNCE.changed(learning_rate=30.0)
    assert line(page) is None


def test_another_threshold_is_a_page_of_its_own() -> None:
    page = say(say(visit(RARE), "asked"), "pressed")
    assert page.title[0].value == "Evaluate"
    assert page.query_params["threshold"] == "0.08"
    assert page.query_params["data"] == "imbalanced"
    assert page.session_state[SESSION].settled == RARE


@pytest.mark.parametrize(
    "choices",
    [
        {"dataset": "scales"},
        {"dataset": "xor"},
        {"l2": 10},
        {"n_samples": 50, "test_share": 0.1, "seed": 1},
        {"features": ("x1", "x2", "x1^2", "sin(x1)")},
        {"batch_size": 1, "learning_rate": 3},
        {"dataset": "iris", "test_share": 0.1, "standardize": True, "l2": 0.01, "n_iters": 2000},
    ],
    ids=["scales", "term", "penalty", "samples", "newton", "batch", "share"],
)
def test_every_kind_of_change_reaches_the_controls(choices: dict[str, Any]) -> None:
    before = Experiment.of(**choices)
    result = run(before)
    remedy = advise(result, find_optimum(result)).remedy
    assert remedy is not None
    page = say(say(visit(before), "asked"), "pressed")
    assert settled(page) == remedy.experiment
    assert settled(say(page, "pressed")) == before


def test_points_drawn_by_hand_come_along() -> None:
    random = np.random.default_rng(0)
    X, y = random.normal(size=(60, 2)), random.random(60) > 0.5
    drawn = Experiment.of(source=Points.of(X, y.astype(float)), learning_rate=60, test_share=0)
    result = run(drawn)
    remedy = advise(result, find_optimum(result)).remedy
    assert remedy is not None
    assert remedy.experiment.source == drawn.source
    page = say(say(visit(drawn), "asked"), "pressed")
    assert settled(page) == remedy.experiment
    assert settled(say(page, "pressed")) == drawn


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[Experiment]:
    """What remedies were tried for."""
    experiments: list[Experiment] = []
    advise_on = cache.advise
    monkeypatch.setattr(
        "logreg.ui.cache.advise",
        lambda run, best: experiments.append(run.experiment) or advise_on(run, best),
    )
    return experiments


def test_what_is_said_of_a_table_stays_in_its_session(tried: list[Experiment]) -> None:
    for visitor in range(2):
        page = open_page("app.py", {"v": "1", "data": "table", "rate": "80"}, {TABLE: opened()})
        say(page, "asked")
        assert line(page) is not None
        assert len(tried) == visitor + 1
        names = [name for name in page.session_state[OWN] if "cached_advice" in name]
        assert len(names) == 1


def test_many_who_ask_cause_one_trial(tried: list[Experiment]) -> None:
    wanted = Experiment.of(learning_rate=22)
    lines = [line(say(visit(wanted), "asked")) for _ in range(3)]
    assert lines[0] == lines[1] == lines[2] == told_of(wanted)
    assert tried == [wanted]
