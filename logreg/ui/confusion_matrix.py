"""The figures and the confusion matrix of a model at one threshold."""

from collections.abc import Sequence

import streamlit as st

from ..scoring.metrics import Confusion, Scores
from .live_component import bundled, loader
from .score_text import LABELS, positive

DIAGONAL = "Right answers lie on the diagonal; % of each true class."

# In pixels, on a screen as wide as a laptop's.
VERDICT_HEIGHT = 363
MATRIX_HEIGHT = 247

_verdict = st.components.v2.component(
    "verdict",
    html='<section class="stage verdict"></section>',
    js=loader("verdict"),
    isolate_styles=False,
)


def verdict(scores: Scores, class_names: tuple[str, str], caption: str, key: str) -> None:
    """Show the scores of one set of samples; each of shape (1,)."""
    label = "Scores at the threshold"
    _show(label, LABELS, scores.log_loss.tolist(), scores.confusion, class_names, caption, key)


def confusion_matrix(
    label: str, confusion: Confusion, class_names: tuple[str, str], caption: str, key: str
) -> None:
    """Show the counts of one set of samples alone; `label` tells whose they are."""
    _show(label, (), [], confusion, class_names, caption, key)


def _show(
    label: str,
    labels: Sequence[tuple[str, str]],
    log_loss: list[float],
    confusion: Confusion,
    class_names: tuple[str, str],
    caption: str,
    key: str,
) -> None:
    data = {
        "label": label,
        "classes": class_names,
        "positive": positive(class_names),
        "labels": labels,
        "scores": {"losses": log_loss, "counts": confusion.matrix.ravel().tolist()},
        "caption": caption,
    }
    _verdict(key=key, height=VERDICT_HEIGHT if labels else MATRIX_HEIGHT, data=bundled(data))
