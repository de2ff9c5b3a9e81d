"""Appendix B: what floating point makes of σ and of the log loss."""

import streamlit as st

from ...experiment.run import Run
from ...lesson.activations import sigmoid_forms
from ...lesson.digits import exact_sigmoid
from ...lesson.loss_forms import loss_forms, loss_forms_at
from ...lesson.words.digits import WORDS
from ...plain.pieces import naive_loss, naive_sigmoid, patched_loss, safe_sigmoid
from ...wording.numbers import decimal
from .blocks import Text, listing
from .computed import in_words, show_forms
from .frame import Section
from .question import Answer

SAID = WORDS.said
ASKED = 40.0


def answer(_: Run) -> Answer:
    """σ(40), which float64 cannot tell from 1."""
    computed = float(safe_sigmoid(ASKED))
    form = loss_forms_at(ASKED)
    numbers = {
        "rest": decimal(float(1 - exact_sigmoid(ASKED))),
        "computed": f"{computed:g}",
        "naive": in_words(form.naive).partition(",")[0],
        "ours": decimal(form.ours.value),
    }
    return Answer(1 if computed == 1 else 0, numbers)


def _touch(_: Run) -> None:
    sigmas, losses = sigmoid_forms(), loss_forms()
    st.markdown(SAID["sigma"])
    show_forms(
        (form.z for form in sigmas),
        {
            SAID["naive"]: (form.naive for form in sigmas),
            SAID["normalized"]: (form.normalized for form in sigmas),
            SAID["tanh"]: (form.with_tanh for form in sigmas),
        },
    )
    st.caption(SAID["sigma caption"])
    st.markdown(SAID["log"])
    show_forms(
        (form.z for form in losses),
        {
            "−log(1 − p)": (form.naive for form in losses),
            "−log(1 − p + ε)": (form.patched for form in losses),
            "softplus(z)": (form.ours for form in losses),
        },
    )
    st.caption(SAID["log caption"])


DIGITS = Section(
    number="B",
    anchor="digits",
    words=WORDS,
    answer=answer,
    reading=(
        Text("sigma"),
        listing(naive_sigmoid, safe_sigmoid),
        Text("tanh"),
        Text("log"),
        listing(naive_loss, patched_loss),
    ),
    touch=_touch,
)
