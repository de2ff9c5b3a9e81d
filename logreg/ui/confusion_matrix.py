"""The figures and the confusion matrix of a model at one threshold."""

import streamlit as st

from ..scoring.metrics import Confusion, Scores
from .live_component import bundled, loader
from .score_text import LABELS, figures, positive, shares

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
    line = figures(scores)[0]
    label = "Scores at the threshold"
    _show(label, line, scores.confusion, class_names, caption, key, VERDICT_HEIGHT)


def confusion_matrix(
    label: str, confusion: Confusion, class_names: tuple[str, str], caption: str, key: str
) -> None:
    """Show the counts of one set of samples alone; `label` tells whose they are."""
    _show(label, [], confusion, class_names, caption, key, MATRIX_HEIGHT)


def _show(
    label: str,
    line: list[str],
    confusion: Confusion,
    class_names: tuple[str, str],
    caption: str,
    key: str,
    height: int,
) -> None:
    data = {
        "label": label,
        "classes": class_names,
        "positive": positive(class_names),
        "labels": LABELS if line else (),
        "figures": line,
        "cells": list(zip(confusion.matrix.ravel().tolist(), shares(confusion)[0], strict=True)),
        "caption": caption,
    }
    _verdict(key=key, height=height, data=bundled(data))
