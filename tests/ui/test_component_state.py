"""What is read of a component's state is what Streamlit's own presenter shows of it."""

import inspect
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.components.v2 import presentation
from streamlit.components.v2.bidi_component import main as mounting

from logreg.ui import component_state
from logreg.ui.component_state import Said, presenter, share_one_class

EVENTS = "the events of a component"
PIN, DRAW = {"event": "pin", "value": 2}, {"event": "draw", "value": None}


class Widgets(dict[str, Any]):
    """The part of a session's widget states that a presenter looks at."""

    def __init__(self, value_type: str | None, **triggered: Any) -> None:
        super().__init__({EVENTS: triggered["told"]} if triggered else {})
        known = {} if value_type is None else {EVENTS: SimpleNamespace(value_type=value_type)}
        self.widget_metadata = known


@pytest.mark.parametrize("base", [{}, {"points": ":abc"}, {"pin": 7, "points": 1}, None, "text"])
@pytest.mark.parametrize(
    "widgets",
    [
        Widgets(None),
        Widgets("json_value", told=[PIN]),
        Widgets("json_trigger_value"),
        Widgets("json_trigger_value", told=None),
        Widgets("json_trigger_value", told=PIN),
        Widgets("json_trigger_value", told=[PIN, DRAW]),
        Widgets("json_trigger_value", told=[DRAW, "broken", {"event": 3}, {"value": 1}]),
        Widgets("json_trigger_value", told="broken"),
    ],
)
def test_it_reads_as_streamlits_own(base: Any, widgets: Widgets) -> None:
    state: Any = SimpleNamespace(_new_widget_state=widgets)
    ours = presenter(EVENTS, "id", {"points"})(base, state)
    made = presentation.make_bidi_component_presenter(EVENTS, "id", {"points"})
    theirs: Any = made(base, state)
    assert ours == theirs
    assert type(ours) is type(base) or isinstance(ours, Said)
    if isinstance(ours, Said):
        assert (ours.pin, ours.points, ours.nothing) == (theirs.pin, theirs.points, None)


@pytest.mark.parametrize(
    ("name", "other"),
    [("MOUNTING", "streamlit.of_tomorrow"), ("MAKER", "of_tomorrow")],
)
def test_a_streamlit_without_it_stays_as_it_is(
    monkeypatch: pytest.MonkeyPatch, name: str, other: str
) -> None:
    before = mounting.make_bidi_component_presenter
    monkeypatch.setattr(component_state, name, other)
    share_one_class.__wrapped__()
    assert mounting.make_bidi_component_presenter is before
    assert not hasattr(mounting, "of_tomorrow")


def test_streamlit_still_has_what_it_takes_the_place_of() -> None:
    theirs = inspect.signature(presentation.make_bidi_component_presenter)
    assert list(theirs.parameters) == list(inspect.signature(presenter).parameters)
    share_one_class()
    assert mounting.make_bidi_component_presenter is presenter
