"""The stage: summary, boundary, loss curve, confusion matrix and figures, played in the browser."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import streamlit as st

from .live_component import loader
from .packing import in_bytes

# In pixels, on a screen as wide as a laptop's.
HEIGHT = 725


@dataclass(frozen=True)
class Ears:
    """Who hears of what a person does on the stage."""

    pin: Callable[[Any], None]  # told what the buttons that pin a run say
    draw: Callable[[], None]  # begin to draw points
    points: Callable[[], None]  # points were drawn


DEAF = Ears(lambda _: None, lambda: None, lambda: None)
NO_NEWS: Mapping[str, Any] = MappingProxyType({"answered": {}})

_stage = st.components.v2.component(
    "stage",
    html=(
        '<section class="stage" tabindex="0" aria-label="Training, played by iteration"></section>'
    ),
    js=loader("stage"),
    isolate_styles=False,
)


def stage(
    packed: bytes,
    key: str,
    news: Mapping[str, Any] = NO_NEWS,
    ears: Ears = DEAF,
) -> None:
    """Show what `stage_data` has packed; the last component of an answer brings the `news`.

    What a person does on the stage is told to `ears` before the next run of the script.
    """
    _stage(
        key=key,
        height=HEIGHT,
        data=in_bytes({"news": news}) + packed,
        on_pin_change=lambda: ears.pin(st.session_state[key].pin),
        on_draw_change=ears.draw,
        on_points_change=ears.points,
    )
