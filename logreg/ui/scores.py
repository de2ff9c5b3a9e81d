"""The line of figures, and the choice of the points they are counted on."""

import streamlit as st

from ..experiment import Run, Split
from ..metrics import Scores
from ..words import decimal, percent


def choose_split(run: Run) -> tuple[str, Split]:
    """Test or training points, by choice; training points where none are kept for testing."""
    splits = {"test": run.test, "train": run.train} if run.test else {"train": run.train}
    name: str = st.segmented_control(
        "Scores on",
        list(splits),
        default=next(iter(splits)),
        required=True,
        format_func=lambda name: f"{name} ({len(splits[name].y)} points)",
        key=f"split of {len(splits)}",
        label_visibility="collapsed",
        persist_state="session",
    )
    return name, splits[name]


def show_scores(scores: Scores) -> None:
    """Log loss, accuracy, precision and recall in one line."""
    confusion = scores.confusion
    figures = {
        "Log loss": (decimal(float(scores.log_loss)), "Mean of −log P(true class): 0 is perfect."),
        "Accuracy": (percent(float(confusion.accuracy), 1), "The share classified correctly."),
        "Precision": (
            percent(float(confusion.precision), 1),
            "Of the points predicted as class 1, the share that is.",
        ),
        "Recall": (
            percent(float(confusion.recall), 1),
            "Of the points of class 1, the share that was found.",
        ),
    }
    for label, (value, meaning) in figures.items():
        st.metric(label, value, help=meaning, width=130)
