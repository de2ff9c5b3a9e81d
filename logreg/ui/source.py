"""The core's own source on screen: what is read is what ran."""

import inspect

import streamlit as st

from .. import experiment, features, metrics, objective, optimizers, training

MODULES = {
    module.__name__.rpartition(".")[2]: module
    for module in (objective, optimizers, training, features, metrics, experiment)
}


def source_button() -> None:
    """A button that opens the source."""
    if st.button("Source", type="tertiary", icon=":material/code:"):
        _source()


@st.dialog("The code that ran", width="large")
def _source() -> None:
    name = st.segmented_control(
        "Module", list(MODULES), default="objective", required=True, key="source module"
    )
    st.code(inspect.getsource(MODULES[name]), language="python", line_numbers=True)
