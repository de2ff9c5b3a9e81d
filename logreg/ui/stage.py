"""The stage: summary, boundary, loss curve, confusion matrix and figures, played in the browser."""

import streamlit as st

from .live_component import loader

# In pixels, on a screen as wide as a laptop's.
HEIGHT = 725

_stage = st.components.v2.component(
    "stage",
    html=(
        '<section class="stage" tabindex="0" aria-label="Training, played by iteration"></section>'
    ),
    js=loader("stage"),
    isolate_styles=False,
)


def stage(packed: bytes, key: str) -> None:
    """Show what `stage_data` has packed."""
    _stage(key=key, height=HEIGHT, data=packed)
