"""A slider that answers while it is dragged, on a linear or a logarithmic scale.

`st.slider` sends its value only on release. This one sends previews under the hand, the latest
value first and one at a time: the browser numbers what it sends, and sends the next value when the
page has come back with that number.
"""

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any, Literal

import streamlit as st

from ..core.checks import Range, check_number
from .door import Heard, hear_live
from .live_component import bundled, loader

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
    has_previews: bool = True,
) -> Live:
    """Draw the slider and return what it says; `step` counts decades on a log scale.

    A page sets the value by `set_live(key, 2.0)` before it draws the slider. Without previews it
    speaks only when the hand lets go, as on a page that takes longer than a hand waits.
    """
    _check(label, allowed, default, scale)
    fallback = int(default) if is_integer else float(default)

    def hear_it(state: Any) -> Heard:
        return hear_live(key, partial(_number, allowed, is_integer), fallback, state)

    seen = hear_it(st.session_state.get(key))
    said = _live_slider(
        height=HEIGHT,
        key=key,
        data=bundled(
            {
                "key": key,
                "label": label,
                "value": seen.value,
                "is_dragging": seen.is_dragging,
                "count": seen.count,
                "low": allowed.low,
                "high": allowed.high,
                "scale": scale,
                "step": step or _usual_step(allowed, scale, is_integer),
                "is_integer": is_integer,
                "marks": [asdict(mark) for mark in marks if mark.value in allowed],
                "help": help_text,
                "refusal": f"Type a {'whole ' if is_integer else ''}number {allowed}.",
                "is_disabled": is_disabled,
                "has_previews": has_previews,
            }
        ),
        on_value_change=_do_nothing,
    )
    # After a restart of the server the browser's value is known only once the slider is mounted.
    heard = hear_it(said)
    return Live(heard.value, heard.is_dragging)


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


def _number(allowed: Range, is_integer: bool, value: Any) -> float:
    """The value as a number in range; what a browser sends may be anything."""
    if isinstance(value, bool):
        raise ValueError(f"{value} is no number.")
    number = check_number("The value", value, allowed)
    if not is_integer:
        return number
    if not number.is_integer():
        raise ValueError(f"{number} is no whole number.")
    return int(number)


def _do_nothing() -> None:
    """Streamlit keeps a component's state only where something is called on its change."""
