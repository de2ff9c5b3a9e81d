"""A slider that answers while it is dragged, on a linear or a logarithmic scale.

`st.slider` sends its value only on release. This one sends previews under the hand, the latest
value first and one at a time: the browser numbers what it sends, and sends the next value when the
page has come back with that number.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

import streamlit as st

from ..core.checks import Range, check_number
from .live_component import bundled, loader
from .trust import log_refusal

Scale = Literal["linear", "log"]

# In decades: twenty positions from 0.01 to 0.1.
LOG_STEP = 0.05
LINEAR_POSITIONS = 100

# In pixels: label, value and track.
HEIGHT = 64

_live_slider = st.components.v2.component(
    "live_slider",
    html='<div class="live-slider"></div>',
    js=loader("slider"),
    isolate_styles=False,
)


@dataclass(frozen=True)
class Mark:
    """A labelled place on the track."""

    value: float
    label: str


@dataclass(frozen=True)
class Live:
    """What the slider says: a preview while its thumb is held, else the value chosen."""

    value: float
    is_dragging: bool


@dataclass(frozen=True)
class _Heard:
    """The last thing the browser sent, by its number, and the value that counts since then."""

    count: int
    value: float


def live_slider(
    label: str,
    key: str,
    allowed: Range,
    default: float,
    *,
    scale: Scale = "linear",
    step: float | None = None,
    is_integer: bool = False,
    marks: Sequence[Mark] = (),
    help_text: str = "",
    is_disabled: bool = False,
) -> Live:
    """Draw the slider and return what it says; `step` counts decades on a log scale.

    A page sets the value with `st.session_state[key] = {"value": 2.0}` before it draws the slider.
    """
    _check(label, allowed, default, scale)
    seen, count = _hear(key, st.session_state.get(key), allowed, default, is_integer)
    said = _live_slider(
        height=HEIGHT,
        key=key,
        data=bundled(
            {
                "label": label,
                "value": seen.value,
                "is_dragging": seen.is_dragging,
                "count": count,
                "low": allowed.low,
                "high": allowed.high,
                "scale": scale,
                "step": step or _usual_step(allowed, scale, is_integer),
                "is_integer": is_integer,
                "marks": [asdict(mark) for mark in marks if mark.value in allowed],
                "help": help_text,
                "refusal": f"Type a {'whole ' if is_integer else ''}number {allowed}.",
                "is_disabled": is_disabled,
            }
        ),
        on_value_change=_do_nothing,
    )
    # After a restart of the server the browser's value is known only once the slider is mounted.
    return _hear(key, said, allowed, default, is_integer)[0]


def _check(label: str, allowed: Range, default: float, scale: Scale) -> None:
    """Refuse what cannot be drawn."""
    if not (math.isfinite(allowed.high) and allowed.low < allowed.high):
        raise ValueError(f"{label} needs a range with two ends, not {allowed}.")
    if scale == "log" and allowed.low <= 0:
        raise ValueError(f"{label} needs a range above 0 on a log scale, not {allowed}.")
    check_number(f"The default of {label}", default, allowed)


def _usual_step(allowed: Range, scale: Scale, is_integer: bool) -> float:
    if scale == "log":
        return LOG_STEP
    return 1 if is_integer else (allowed.high - allowed.low) / LINEAR_POSITIONS


def _hear(
    key: str, state: Any, allowed: Range, default: float, is_integer: bool
) -> tuple[Live, int]:
    """What the state says, in range, and the number of the message it came with."""
    memory = f"{key} heard"
    heard: _Heard | None = st.session_state.get(memory)
    said = state.get("value") if isinstance(state, Mapping) else None
    is_dragging = False
    count = heard.count if heard else 0
    if said is None and heard:
        # Not drawn for a while, it lost its state, but not the choice.
        said = heard.value
    # The browser sends a mapping; a bare number was set by the page.
    if isinstance(said, Mapping):
        count = _count(said.get("count"))
        is_dragging = said.get("is_dragging") is True
        said = said.get("value")
        # The browser repeats its state with every rerun: heard already, a page's value is newer.
        if heard and heard.count == count and heard.value != said:
            said, is_dragging = heard.value, False
    value = _number(said, allowed, is_integer)
    if value is None:
        if said is not None and (heard is None or heard.count != count):
            log_refusal(key, "not a value of this slider")
        fallback = int(default) if is_integer else float(default)
        live = Live(fallback, is_dragging=False)
    else:
        live = Live(value, is_dragging)
    if state:
        st.session_state[memory] = _Heard(count, live.value)
    return live, count


def _number(value: Any, allowed: Range, is_integer: bool) -> float | None:
    """The value as a number in range, or None; what a browser sends is never trusted."""
    if isinstance(value, bool):
        return None
    try:
        number = check_number("The value", value, allowed)
    except ValueError:
        return None
    if not is_integer:
        return number
    return int(number) if number.is_integer() else None


def _count(value: Any) -> int:
    # Larger ones are no whole numbers to a browser.
    return value if isinstance(value, int) and 0 <= value < 2**53 else 0


def _do_nothing() -> None:
    """Streamlit keeps a component's state only where something is called on its change."""
