"""Our model beside scikit-learn's: what the page Against scikit-learn shows, and its presets."""

import pandas as pd
import streamlit as st

from ..experiment.comparison import STANDARDIZED_TUTORIAL, TUTORIAL, Comparison, Fitted
from ..experiment.diagnosis import explain_rises
from ..experiment.experiment import Experiment
from ..experiment.run import Run
from ..figures import coefficients_chart, gap_chart, loss_chart
from ..wording.claims import in_words
from ..wording.numbers import decimal, percent
from ..wording.plain_text import as_markdown
from .chart import draw
from .confusion_matrix import DIAGONAL, confusion_matrix
from .controls import fill
from .score_text import positive

# With a penalty there is one optimum, and this many steps come close to it.
EXAMPLE = Experiment.of(
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
        "Breast cancer, a little L2",
        ":material/biotech:",
        EXAMPLE,
        "30 standardised features, L2 strength 0.01, 5000 iterations.",
    ),
    (
        "Breast cancer, raw, as tutorials do",
        ":material/history_edu:",
        TUTORIAL,
        "The 30 features as they come, learning rate 0.0001, 1000 iterations.",
    ),
    (
        "Breast cancer, standardised",
        ":material/straighten:",
        STANDARDIZED_TUTORIAL,
        "Every feature at mean 0 and deviation 1: a learning rate of 0.1 is safe now.",
    ),
)


def preset_buttons() -> None:
    """An example, and a run as tutorials have it, raw and standardised: one click each."""
    with st.container(horizontal=True):
        for label, icon, experiment, help_text in PRESETS:
            st.button(label, icon=icon, on_click=fill, args=[experiment], help=help_text)


def show_comparison(run: Run, comparison: Comparison) -> None:
    """Scores, differences, times and weights of the two models."""
    for note in comparison.notes:
        st.info(note.text, icon=":material/info:")
    left, right = st.columns(2)
    with left:
        with st.container(key="scores"):
            st.table(_score_table(run, comparison))
            st.caption(as_markdown(positive(run.dataset.class_names)))
        with st.container(horizontal=True):
            st.metric("Largest |Δw|, |Δb|", decimal(comparison.largest_difference))
            st.metric("Our time", _milliseconds(comparison.ours))
            st.metric("scikit-learn’s time", _milliseconds(comparison.theirs))
    with right:
        draw(gap_chart(comparison), "gap", heading="Loss above the lowest")
    _course(run)
    for place, name, fitted in zip(
        st.columns(2), ("Ours", "scikit-learn"), (comparison.ours, comparison.theirs), strict=True
    ):
        with place:
            _matrix(run, fitted, name)
    draw(coefficients_chart(comparison), "coefficients", heading="Weights")


def _course(run: Run) -> None:
    draw(loss_chart(run), "loss", heading="Log loss")
    if rises := in_words(explain_rises(run)):
        st.markdown(as_markdown(rises))


def _matrix(run: Run, fitted: Fitted, name: str) -> None:
    st.markdown(f"**{name}**, {run.judged.name} points")
    confusion_matrix(
        f"Confusion matrix, {name}",
        fitted.judged.confusion,
        run.dataset.class_names,
        DIAGONAL,
        f"{name} matrix",
    )


def _score_table(run: Run, comparison: Comparison) -> pd.DataFrame:
    objective = "Weighted training objective" if comparison.is_weighted else "Training objective"
    ours, theirs = (_losses(each, objective) for each in (comparison.ours, comparison.theirs))
    losses = {
        name: [decimal(loss, 4), decimal(theirs[name], 4), decimal(abs(loss - theirs[name]))]
        for name, loss in ours.items()
    }
    our_shares, their_shares = _shares(comparison.ours), _shares(comparison.theirs)
    shares = {
        name: [
            percent(share, 2),
            percent(their_shares[name], 2),
            _points_apart(share, their_shares[name]),
        ]
        for name, share in our_shares.items()
    }
    return pd.DataFrame.from_dict(
        losses | shares, orient="index", columns=["ours", "scikit-learn", "apart by"]
    ).rename_axis(f"On {run.judged.name} points")


def _losses(fitted: Fitted, objective: str) -> dict[str, float]:
    return {"Log loss": float(fitted.judged.log_loss), objective: fitted.objective}


def _shares(fitted: Fitted) -> dict[str, float]:
    counts = fitted.judged.confusion
    return {
        "Accuracy": float(counts.accuracy),
        "Precision": float(counts.precision),
        "Recall": float(counts.recall),
        "F1": float(counts.f1),
    }


def _points_apart(ours: float, theirs: float) -> str:
    """The difference of two shares, in percentage points."""
    return "0" if ours == theirs else percent(abs(ours - theirs), 2)


def _milliseconds(fitted: Fitted) -> str:
    return f"{decimal(1e3 * fitted.seconds, 1)} ms"
