"""The run to take away: its code, its scikit-learn twin, the model and the history."""

import streamlit as st

from ..experiment.run import Run
from ..export import history_csv, model_json, numpy_script, sklearn_script
from ..wording.claims import claim
from .cache import cached_chaos, cached_run
from .session import session


def export_button() -> None:
    """A button that opens the run to take away."""
    if st.button("Export", icon=":material/download:"):
        _export()


@st.dialog("Take this run with you", width="large")
def _export() -> None:
    run = cached_run(session().experiment)
    from_scratch, twin, files = st.tabs(["NumPy", "scikit-learn", "Files"])
    with from_scratch:
        st.caption(_of_script(run))
        _script(numpy_script(run.experiment), "logistic_regression.py")
    with twin:
        st.caption("The same data and penalty, fitted by scikit-learn to the optimum, if any.")
        _script(sklearn_script(run.experiment), "logistic_regression_sklearn.py")
    with files:
        _files(run)


def _of_script(run: Run) -> str:
    words = "The whole run in one script. It prints the numbers on screen."
    return f"{words} {claim('chaotic').text}" if cached_chaos(run.experiment) else words


def _script(code: str, name: str) -> None:
    st.download_button(
        "Download", code, name, "text/x-python", icon=":material/download:", on_click="ignore"
    )
    st.code(code, language="python")


def _files(run: Run) -> None:
    st.download_button(
        "Model (JSON)",
        lambda: model_json(run),
        "model.json",
        "application/json",
        on_click="ignore",
    )
    st.caption("Weights in the units of training and of the data; `load_model` predicts with it.")
    st.download_button(
        "History (CSV)", lambda: history_csv(run), "history.csv", "text/csv", on_click="ignore"
    )
    st.caption("Losses, weights and bias after every iteration.")
    st.caption("Each chart saves itself as a PNG: point at it and press the camera.")
