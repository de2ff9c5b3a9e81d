"""The page Missions, run without a browser: asked first, then the named controls alone."""

import json
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from logreg.missions import telling, words
from logreg.missions.mission import View
from logreg.missions.progress import Progress
from logreg.missions.registry import MISSIONS
from logreg.missions.view import MISSION, MissionView
from logreg.ui import keeper
from logreg.ui.controls import SLIDERS
from logreg.ui.lesson.contents import SECTIONS
from logreg.ui.missions import HAND
from tests.ui.components import components
from tests.ui.test_pages import address, assert_sound, open_page

SCRIPT = "pages/missions.py"
# Controls of the page itself.
OWN = {"dot", "keep"}
WIDGETS = ("toggle", "selectbox", "select_slider", "number_input", "slider", "text_input")
KEPT = Progress().with_step("hand", said="w2", is_right=True, is_done=True)
EACH = pytest.mark.parametrize("key", MISSIONS)


def visit(key: str, **query: str) -> AppTest:
    return open_page(SCRIPT, {"mission": key, **query})


def answered(page: AppTest, key: str) -> AppTest:
    known = MISSIONS[key].known()
    right = telling.options(MISSIONS[key], known)[MISSIONS[key].answer(known)]
    return next(button for button in page.button if button.label == right).click().run()


def controls(page: AppTest) -> set[str]:
    """All that can be moved: widgets by their key, live sliders by their name."""
    widgets = {item.key for kind in WIDGETS for item in getattr(page, kind)}
    groups = {item.key for item in page.get("button_group")}
    live = {
        item["name"] for data in components(page) if "sliders" in data for item in data["sliders"]
    }
    return {str(key) for key in widgets | groups | live if key not in OWN}


def said(page: AppTest) -> str:
    return " ".join(text.value for text in page.markdown).replace("\\", "")


@EACH
def test_nothing_can_be_dragged_before_an_answer_and_then_what_is_open(key: str) -> None:
    page = visit(key)
    assert_sound(page)
    assert controls(page) == set()
    mission = MISSIONS[key]
    assert telling.question(mission, mission.known()).split("…")[0].strip() in said(page)
    page = answered(page, key)
    assert_sound(page)
    hand = {"w1", "w2", "b"} if mission.view is View.HAND else set()
    threshold = {"value"} if mission.view is View.JUDGED else set()
    own = set() if hand or threshold else set(mission.open)
    assert controls(page) == own | hand | threshold
    goal = telling.goal(mission, mission.known())
    assert goal.split(",")[0] in said(page)


def solved(page: AppTest, key: str) -> AppTest:
    """With what the solution says, as the browser sends it."""
    for name, value in MISSIONS[key].solution.items():
        if name == "start":
            parts = dict(zip(("w1", "w2", "b"), value, strict=True))
            page.session_state[HAND] = {part: sent(own) for part, own in parts.items()}
        elif name == "threshold":
            page.session_state["threshold"] = {"value": sent(value)}
        elif name == "learning_rate":
            page.session_state[SLIDERS] = {name: sent(value)}
        else:
            page.session_state[name] = list(value) if name == "features" else value
    return page.run()


def sent(value: float) -> dict[str, Any]:
    return {"value": value, "count": 1, "is_dragging": False}


@EACH
def test_the_solution_passes_and_is_explained(key: str) -> None:
    page = solved(answered(visit(key), key), key)
    assert_sound(page)
    assert "and so it was" in said(page)
    assert page.session_state["progress"].of(key).is_done
    assert any(button.label.startswith("Next: ") for button in page.button)
    assert not [button for button in page.button if button.label.startswith("Hint")]


def test_hints_come_one_by_one_and_the_last_is_the_answer() -> None:
    page, mission = answered(visit("asleep"), "asleep"), MISSIONS["asleep"]
    hints = telling.hints(mission, mission.known())
    for number, hint in enumerate(hints, 1):
        assert hint not in said(page)
        (button,) = [button for button in page.button if button.label == f"Hint {number} of 3"]
        page = button.click().run()
        assert hint in said(page)
    assert not [button for button in page.button if button.label.startswith("Hint")]
    assert page.session_state["progress"].of("asleep").n_hints == 3


def test_a_link_restores_the_mission_with_what_its_open_choices_had() -> None:
    page = visit("edge", rate="20", iterations="7")
    assert_sound(page)
    page = answered(page, "edge")
    # Iterations are not the learner's to choose.
    assert address(page) == "v=1&rate=20&iterations=200&mission=edge"


def test_a_value_that_a_mission_does_not_leave_open_is_not_taken() -> None:
    page = answered(visit("hover", batch="64", rate="0.5"), "hover")
    assert_sound(page)
    assert "batch=1&" in address(page) or address(page).endswith("batch=1&mission=hover")
    page.session_state["batch_size"] = 64
    page.run()
    assert_sound(page)
    assert "batch=64" not in address(page)


def test_the_next_mission_starts_at_its_own_start() -> None:
    page = solved(answered(visit("asleep"), "asleep"), "asleep")
    (button,) = [button for button in page.button if button.label == "Next: The edge"]
    page = button.click().run()
    assert_sound(page)
    assert address(page) == "v=1&rate=60&iterations=200&mission=edge"
    assert controls(page) == set()


def test_the_first_visit_begins_with_the_first_that_is_not_done() -> None:
    done = Progress().with_step("hand", said="w2", is_done=True)
    page = open_page(SCRIPT, state={"progress": done})
    assert address(page).endswith("mission=asleep")


def test_the_summary_counts_what_was_predicted_and_done() -> None:
    known = Progress().with_step("hand", said="w2", is_right=True, is_done=True)
    known = known.with_step("asleep", said="half", n_hints=2)
    page = open_page(SCRIPT, {"mission": "summary"}, {"progress": known})
    assert_sound(page)
    assert "You predicted 1 of 2 questions rightly and did 1 of 14 missions." in said(page)
    table = page.table[0].value
    assert list(table.columns) == list(words.COLUMNS)
    assert table.iloc[0].tolist() == ["1 · By hand", "w₂", "w₂", "", "Done"]
    assert table.iloc[1].tolist() == ["2 · Asleep", "about half", "90 %", "2", ""]


@pytest.mark.parametrize(
    ("message", "keys"),
    [
        (KEPT.as_text(), {"hand", "edge"}),
        (json.dumps({"hand": {"said": "<b>"}}), {"edge"}),
        (None, {"edge"}),
        (7, {"edge"}),
        ("[" * 3999, {"edge"}),
    ],
)
def test_what_a_browser_kept_comes_back_and_what_it_forged_does_not(
    message: Any, keys: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    own = Progress().with_step("edge", said="jumps", is_right=True)
    state = {"keeper": SimpleNamespace(kept=message), "progress": own, "keep": False}
    monkeypatch.setattr("streamlit.session_state", state)
    keeper._hear()
    assert set(own.steps) <= set(keeper.progress().steps) == keys
    assert state.get(keeper.IS_KEPT, False) == (keys == {"hand", "edge"})


@pytest.mark.parametrize(
    ("query", "touch", "expected"),
    [
        ({}, None, "asleep"),
        ({"mission": "hand"}, None, "hand"),  # as it was asked for
        ({}, "hand w1", "hand"),  # a question was answered while it was on its way
    ],
)
def test_what_a_browser_kept_leads_on_while_nothing_was_touched(
    query: dict[str, str], touch: str | None, expected: str
) -> None:
    page = open_page(SCRIPT, query)
    if touch:
        page.button(touch).click().run()
    page.session_state["progress"] = Progress().with_step("hand", said="w2", is_done=True)
    page.session_state[keeper.HAS_COME] = True
    page.run()
    assert_sound(page)
    assert address(page).endswith(f"mission={expected}")
    # And never again: whoever does the mission reads why before another comes.
    page.session_state["progress"] = Progress().with_step("asleep", said="half", is_done=True)
    assert address(page.run()).endswith(f"mission={expected}")


def test_every_mission_has_a_link() -> None:
    for key in MISSIONS:
        assert MISSION.read(MISSION.write(MissionView(key))).record.mission == key


def test_a_link_to_a_mission_that_lost_its_page_leads_there() -> None:
    page = open_page("app.py", {"mission": "edge"})
    assert page.title[0].value == "Missions"


def test_the_lesson_has_the_section_that_explains_each_mission() -> None:
    assert {mission.lesson for mission in MISSIONS.values()} <= {one.anchor for one in SECTIONS}
