"""The same with as many widgets as the playground has, in the fragment and beside it."""

import streamlit as st

from tests.benchmarks.floor.parts import dot, slider

DIGITS = list(range(10))

with st.sidebar:
    st.selectbox("Dataset", DIGITS, key="dataset")
    place = st.container()
    st.pills("Features", DIGITS, selection_mode="multi", default=DIGITS[:2], key="features")
    st.expander("More", on_change="rerun")
main = st.container()


@st.fragment
def live() -> None:
    """Three sliders, a picture and an address."""
    with place:
        slider("noise", "Noise")
        slider("learning_rate", "Learning rate")
        value = slider("n_iters", "Iterations")
    with main:
        dot(value, "dot")
    dot(value, "address")


live()
