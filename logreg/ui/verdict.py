"""The figures and the confusion matrix of a model at one threshold."""

import streamlit as st

from ..metrics import Scores
from .live_component import bundled, loader
from .scores import cells, figures

_verdict = st.components.v2.component(
    "verdict",
    html='<section class="stage verdict" aria-label="Scores at the threshold"></section>',
    js=loader("verdict"),
    isolate_styles=False,
)


def verdict(scores: Scores, class_names: tuple[str, str], caption: str, key: str) -> None:
    """Show the scores of one set of samples; each of shape (1,)."""
    _verdict(
        key=key,
        data=bundled(
            {
                "classes": class_names,
                "figures": figures(scores)[0],
                "cells": cells(scores.confusion)[0],
                "caption": caption,
            }
        ),
    )
