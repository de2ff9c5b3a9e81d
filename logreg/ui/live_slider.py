"""Sliders that answer while they are dragged, on a linear or a logarithmic scale.

`st.slider` sends its value only on release. These send previews under the hand, the latest value
first and one at a time: the browser numbers what it sends, and sends the next value when the page
has come back with that number.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any, Literal

import streamlit as st

from ..core.checks import Range, check_number
from .door import Expected, Heard, hear_live, known_as
from .live_component import bundled, loader

Scale = Literal["linear", "log"]

# In decades: twenty positions from 0.01 to 0.1.
LOG_STEP = 0.05
LINEAR_POSITIONS = 100

# In pixels: label, value and track; and between two sliders.
HEIGHT, GAP = 64, 15
# The name of a slider that stands alone.
ALONE = "value"

_live_sliders = st.components.v2.component(
    "live_sliders",
    html='<div class="live-sliders"></div>',
    js=loader("sliders"),
    isolate_styles=False,
)


@dataclass(frozen=True)
class Mark:
    """A labelled place on the track."""

    value: float
    label: str


@dataclass(frozen=True)
class Slider:
    """What a slider asks for; `step` counts decades on a log scale."""

    label: str
    allowed: Range
    default: float
    scale: Scale = "linear"
    step: float | None = None
    is_integer: bool = False
    marks: Sequence[Mark] = ()
    help_text: str = ""
    is_disabled: bool = False
    held_at: float | None = None  # where it stays whatever is heard

    def __post_init__(self) -> None:
        """Refuse what cannot be drawn."""
        label, allowed = self.label, self.allowed
        if not (math.isfinite(allowed.high) and allowed.low < allowed.high):
            raise ValueError(f"{label} needs a range with two ends, not {allowed}.")
        if self.scale == "log" and allowed.low <= 0:
            raise ValueError(f"{label} needs a range above 0 on a log scale, not {allowed}.")
        check_number(f"The default of {label}", self.default, allowed)

    @property
    def expected(self) -> Expected:
        """What may be heard of it."""
        if self.held_at is not None:
            held = self.held_at
            return Expected(lambda _: held, held)
        default = int(self.default) if self.is_integer else float(self.default)
        return Expected(partial(_number, self.allowed, self.is_integer), default)


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
    has_previews: bool = True,
    **more: Any,
) -> Live:
    """Draw one slider and return what it says; `more` is that of a `Slider`.

    A page sets the value by `set_live(key, value=2.0)` before it draws the slider. Without previews
    it speaks only when the hand lets go, as on a page that takes longer than a hand waits.
    """
    sliders = {ALONE: Slider(label, allowed, default, **more)}
    return live_sliders(key, sliders, has_previews=has_previews)[ALONE]


def live_sliders(
    key: str, sliders: Mapping[str, Slider], *, has_previews: bool = True
) -> dict[str, Live]:
    """Draw sliders one below the other, and return what each says; see `live_slider`.

    In one component: each more would add a fifth to the cost of an answer.
    """
    expected = {name: slider.expected for name, slider in sliders.items()}
    seen = hear_live(key, expected, st.session_state.get(key))
    callbacks: dict[str, Any] = {f"on_{name}_change": _do_nothing for name in sliders}
    data = [
        _data(known_as(key, name), name, slider, seen[name], has_previews)
        for name, slider in sliders.items()
    ]
    said = _live_sliders(
        height=HEIGHT * len(data) + GAP * (len(data) - 1),
        key=key,
        data=bundled({"sliders": data}),
        **callbacks,
    )
    # After a restart of the server the browser's values are known only once they are mounted.
    heard = hear_live(key, expected, said)
    return {name: Live(one.value, one.is_dragging) for name, one in heard.items()}


def _data(key: str, name: str, slider: Slider, seen: Heard, has_previews: bool) -> dict[str, Any]:
    """What the browser draws of a slider."""
    allowed, is_integer = slider.allowed, slider.is_integer
    return {
        "key": key,
        "name": name,
        "label": slider.label,
        "value": seen.value,
        "is_dragging": seen.is_dragging,
        "count": seen.count,
        "low": allowed.low,
        "high": allowed.high,
        "scale": slider.scale,
        "step": slider.step or _usual_step(allowed, slider.scale, is_integer),
        "is_integer": is_integer,
        "marks": [asdict(mark) for mark in slider.marks if mark.value in allowed],
        "help": slider.help_text,
        "refusal": f"Type a {'whole ' if is_integer else ''}number {allowed}.",
        "is_disabled": slider.is_disabled,
        "has_previews": has_previews,
    }


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
