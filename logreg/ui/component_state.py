"""What `st.session_state` shows of a live component, in one class for all.

Streamlit defines a class anew for each look at the state of one (components/v2/presentation.py),
and looks ten times in an answer: 0.4 ms, and most of what has to be collected afterwards.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from .private import stand_in

MOUNTING = "streamlit.components.v2.bidi_component.main"
MAKER = "make_bidi_component_presenter"
Presenter = Callable[[Any, Any], Any]
TRIGGERS = "json_trigger_value"


class Said(dict[str, Any]):
    """What a component has said by now, to be read: `said.pin` is None where it said no pin."""

    def __getattr__(self, name: str) -> Any:
        """What it said under this name."""
        return self.get(name)


@cache
def share_one_class() -> None:
    """Have the components that are mounted from now on read in this way.

    tests/ui/test_component_state.py tells when Streamlit has other names.
    """
    stand_in(MOUNTING, MAKER, lambda _: presenter)


def presenter(
    aggregator_id: str, component_id: str | None = None, allowed_state_keys: Any = None
) -> Presenter:
    """What Streamlit's own makes of a state and of what was triggered, but for writing to it.

    `aggregator_id` names the widget that holds the triggers of this run.
    """

    def present(base: Any, state: Any) -> Any:
        widgets = state._new_widget_state
        triggers = widgets.widget_metadata.get(aggregator_id)
        if not isinstance(base, dict) or getattr(triggers, "value_type", "") != TRIGGERS:
            return base
        try:
            told = widgets[aggregator_id]
        except KeyError:
            return Said(base)
        told = [told] if isinstance(told, dict) else told or []
        return Said({one["event"]: one.get("value") for one in told if _is_event(one)} | base)

    return present


def _is_event(payload: Any) -> bool:
    return isinstance(payload, dict) and isinstance(payload.get("event"), str)
