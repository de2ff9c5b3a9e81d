"""The least that answers a hand: one slider and one small component, in a fragment."""

import streamlit as st

from tests.benchmarks.floor.parts import dot, slider


@st.fragment
def live() -> None:
    """The value of the slider, as a dot."""
    dot(slider("n_iters", "Iterations"), "dot")


live()
