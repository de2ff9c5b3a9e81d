"""The stage: summary, boundary, loss curve, confusion matrix and figures, played in the browser."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import streamlit as st

from .live_component import loader
from .packing import in_bytes

# In pixels, on a screen as wide as a laptop's.
HEIGHT = 725
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
    hear: Callable[[Any], None] | None = None,
) -> None:
    """Show what `stage_data` has packed; the last component of an answer brings the `news`.

    `hear` is told what the buttons that pin a run say, before the next run of the script.
    """

    def heard() -> None:
        if hear is not None:
            hear(st.session_state[key].pin)

    _stage(key=key, height=HEIGHT, data=in_bytes({"news": news}) + packed, on_pin_change=heard)
