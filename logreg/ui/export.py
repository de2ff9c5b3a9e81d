"""The run to take away: its code, its scikit-learn twin, its film, the model and the history."""

import streamlit as st

from ..experiment.chaos import NO_LOSS
from ..experiment.run import Run
from ..export import history_csv, model_json, numpy_script, sklearn_script
from ..wording.claims import claim
from .cache import cached_chaos, cached_run
from .film_export import film_downloads
from .session import session


def export_button() -> None:
    """A button that opens the run to take away."""
    if st.button("Export", icon=":material/download:"):
        _export()


@st.dialog("Take this run with you", width="large")
def _export() -> None:
    run = cached_run(session().experiment)
    from_scratch, twin, to_play, files = st.tabs(["NumPy", "scikit-learn", "Film", "Files"])
    with from_scratch:
        rounding = _of_rounding(run)
        st.caption(f"The whole run in one script. {rounding or 'It prints the numbers on screen.'}")
        _script(numpy_script(run.experiment, bool(rounding)), "logistic_regression.py")
    with twin:
        st.caption("The same data and penalty, fitted by scikit-learn to the optimum, if any.")
        _script(sklearn_script(run.experiment), "logistic_regression_sklearn.py")
    with to_play:
        film_downloads(run.experiment)
    with files:
        _files(run)


def _of_rounding(run: Run) -> str:
    """Why the script, which sums in another order, may print other numbers, or ""."""
    if cached_chaos(run.experiment):
        return f"{claim('chaotic').text} So it can in this script, which sums in another order."
    if run.trace.loss[-1] < NO_LOSS:
        return (
            "The fit is perfect: the digits of its loss are rounding, and the script has its own."
        )
    return ""


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
