"""Three live sliders, and below each what Python received: a page for the browser tests."""

import time

import streamlit as st

from logreg.core.checks import Range
from logreg.ui.door import set_live
from logreg.ui.live_slider import Mark, live_slider

if st.button("Set the rate to 2"):
    set_live("rate", value=2.0)
st.button("Run again")

rate = live_slider(
    "Learning rate",
    "rate",
    Range(0.0001, 100),
    0.1,
    scale="log",
    marks=[Mark(4.0, "limit")],
    help_text="How far one step goes.",
)
steps = live_slider("Iterations", "steps", Range(1, 5000), 500, scale="log", is_integer=True)
noise = live_slider("Noise", "noise", Range(0, 0.5), 0.2, step=0.01)
live_slider("Strength", "strength", Range(0, 10), 3, is_disabled=True)
st.slider("Ordinary", 0.0, 0.5, 0.2, help="One of Streamlit's own.")

# A page computes below its controls: nothing may cut that off while a thumb is dragged.
if "no_hand" not in st.query_params:
    time.sleep(0.2)
st.text(f"rate {rate.value!r} {rate.is_dragging}")
st.text(f"steps {steps.value!r} {steps.is_dragging}")
st.text(f"noise {noise.value!r} {noise.is_dragging}")
