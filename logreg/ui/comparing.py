"""Our model beside scikit-learn's: what the page Against scikit-learn shows, and its presets."""

import pandas as pd
import streamlit as st

from ..claims import in_words
from ..comparison import STANDARDIZED_TUTORIAL, TUTORIAL, Comparison, Fitted
from ..diagnosis import explain_rises
from ..experiment import Experiment, Run
from ..figures import coefficients_chart, confusion_chart, gap_chart, loss_chart
from ..metrics import Scores
from ..words import decimal, percent
from .chart import draw
from .controls import fill

# With a penalty there is one optimum, and this many steps come close to it.
EXAMPLE = Experiment(
    dataset="breast_cancer",
    other_features=True,
    standardize=True,
    learning_rate=0.5,
    n_iters=5000,
    l2=0.01,
)


# Label, icon and experiment of each, and what it does in words.
PRESETS = (
    (
        "Breast cancer",
        ":material/biotech:",
        EXAMPLE,
        "30 standardised features, a little L2, 5000 iterations.",
    ),
    (
        "The tutorial’s run",
        ":material/history_edu:",
        TUTORIAL,
        "Breast cancer, 30 raw features, learning rate 0.0001, 1000 iterations.",
    ),
    (
        "… standardised",
        ":material/straighten:",
        STANDARDIZED_TUTORIAL,
        "Every feature at mean 0 and deviation 1: a learning rate of 0.1 is safe now.",
    ),
)


def preset_buttons() -> None:
    """An example, and the tutorial's run, as it was and standardised: one click each."""
    with st.container(horizontal=True):
        for label, icon, experiment, help_text in PRESETS:
            st.button(label, icon=icon, on_click=fill, args=[experiment], help=help_text)


def show_comparison(run: Run, comparison: Comparison) -> None:
    """Scores, differences, times and weights of the two models."""
    for note in comparison.notes:
        st.info(note.text, icon=":material/info:")
    scores, figures = st.columns([3, 2])
    with scores:
        st.table(_score_table(comparison))
    with figures, st.container(horizontal=True):
        st.metric("Largest |Δw|", decimal(comparison.largest_difference))
        st.metric("Our time", _milliseconds(comparison.ours))
        st.metric("scikit-learn’s time", _milliseconds(comparison.theirs))
    left, right = st.columns(2)
    with left:
        _course(run)
    with right:
        draw(gap_chart(comparison), "gap")
    for place, name, fitted in zip(
        st.columns(2), ("Ours", "scikit-learn"), (comparison.ours, comparison.theirs), strict=True
    ):
        with place:
            _matrix(run, fitted, name)
    draw(coefficients_chart(comparison), "coefficients")


def _course(run: Run) -> None:
    draw(loss_chart(run), "loss")
    if rises := in_words(explain_rises(run)):
        st.markdown(rises)


def _matrix(run: Run, fitted: Fitted, name: str) -> None:
    split = "test" if fitted.test else "training"
    scores = _shown(fitted)
    st.markdown(f"**{name}**, {split} points")
    draw(confusion_chart(scores.confusion, run.dataset.class_names, split), f"{name} matrix")


def _score_table(comparison: Comparison) -> pd.DataFrame:
    split = "test" if comparison.ours.test else "training"
    return pd.DataFrame(
        {"ours": _column(comparison.ours), "scikit-learn": _column(comparison.theirs)}
    ).rename_axis(f"On {split} points")


def _column(fitted: Fitted) -> dict[str, str]:
    scores = _shown(fitted)
    counts = scores.confusion
    return {
        "Log loss": f"{float(scores.log_loss):.6f}",
        "Accuracy": percent(float(counts.accuracy), 2),
        "Precision": percent(float(counts.precision), 2),
        "Recall": percent(float(counts.recall), 2),
        "F1": percent(float(counts.f1), 2),
        "Training objective": f"{fitted.objective:.9f}",
    }


def _shown(fitted: Fitted) -> Scores:
    return fitted.test or fitted.train


def _milliseconds(fitted: Fitted) -> str:
    return f"{1e3 * fitted.seconds:.1f} ms"
