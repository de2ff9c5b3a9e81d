"""The widget of a choice, by its kind: what it holds, what it lets pass, how it is drawn."""

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import streamlit as st

from ..core.checks import Range, check_flag
from ..core.kinds import Flag, Integer, Number, Numbers, OneOf, OrNone
from ..core.optimizers import OPTIMIZERS
from ..experiment.experiment import CHOICE
from ..experiment.limits import Limits
from ..experiment.remedies.model import STRENGTHS

# Of a list of numbers: 31 of them in all their digits, and blanks.
MOST_CHARACTERS = 1000
BATCH_SIZES = (None, 1, 2, 4, 8, 16, 32, 64, 128, 256)
PENALTIES = (0.0, *STRENGTHS)
# Choices of few usual values, and those of a range in steps; a whole number is typed otherwise.
USUAL: Mapping[str, tuple[Any, ...]] = MappingProxyType(
    {"batch_size": BATCH_SIZES, "l2": PENALTIES, "l1": PENALTIES}
)
STEPS: Mapping[str, float] = MappingProxyType({"n_samples": 10, "test_share": 0.05})


def state_of(name: str, value: Any) -> Any:
    """What the widget of a choice holds for a value."""
    if _is_switch(name):
        return value not in (None, False)
    if isinstance(CHOICE[name].kind, Numbers):
        return CHOICE[name].kind.write(value) if value else ""
    return list(value) if name == "features" else value


def _is_switch(name: str) -> bool:
    """Whether there is nothing to choose but yes or no."""
    kind = CHOICE[name].kind
    return isinstance(kind, Flag) or (isinstance(kind, OrNone) and kind.only is not None)


def value_of(name: str) -> Any:
    """What the widget of a choice chooses, drawn or not: of a list of numbers, their text."""
    state = st.session_state[name]
    kind = CHOICE[name].kind
    if isinstance(kind, OrNone) and kind.only is not None:
        return kind.only if state else None
    return int(state) if isinstance(kind, Integer) else state


def check_state(name: str, state: Any) -> None:
    """Refuse what a widget cannot hold."""
    if _is_switch(name):
        check_flag(name, state)
    elif isinstance(CHOICE[name].kind, Numbers):
        if not isinstance(state, str) or len(state) > MOST_CHARACTERS:
            raise ValueError(f"{name} must be a text of at most {MOST_CHARACTERS} characters.")
    else:
        CHOICE[name].kind.check(name, state)


def range_of(name: str) -> Range:
    """Within which a number can be chosen."""
    kind = CHOICE[name].kind
    assert isinstance(kind, (Number, Integer))
    return kind.range


def draw(name: str, chosen: dict[str, Any], limits: Limits) -> None:
    """Draw the widget of a choice, by its kind; `chosen` is what stands above it."""
    known = CHOICE[name]
    kind = known.kind
    is_held = limits.holds(name)
    common: dict[str, Any] = {
        "label": known.label,
        "key": name,
        "help": known.help or None,
        "persist_state": "session",
    }
    if name in USUAL:
        is_idle = name == "batch_size" and OPTIMIZERS[chosen["optimizer"]].is_second_order
        # And what a link may have brought.
        values = set(limits.values.get(name) or {*USUAL[name], st.session_state[name]})
        st.select_slider(
            options=sorted(values, key=lambda value: -math.inf if value is None else value),
            format_func=lambda value: kind.write(None) if value is None else f"{value:g}",
            disabled=is_held or is_idle,
            **common,
        )
        return
    common["disabled"] = is_held
    if name in STEPS:
        number = type(STEPS[name])
        low, high = number(range_of(name).low), number(range_of(name).high)
        form = "percent" if name == "test_share" else None
        st.slider(min_value=low, max_value=high, step=STEPS[name], format=form, **common)
    elif isinstance(kind, Numbers):
        st.text_input(max_chars=MOST_CHARACTERS, placeholder="0", **common)
    elif isinstance(kind, Integer):
        low, high = int(kind.range.low), int(kind.range.high)
        st.number_input(min_value=low, max_value=high, **common)
    elif isinstance(kind, OneOf):
        entries = kind.choices
        st.selectbox(
            options=list(entries), format_func=lambda entry: entries[entry].label, **common
        )
    else:
        st.toggle(**common)
