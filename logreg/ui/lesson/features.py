"""Section 8: give XOR and circles the features that they need."""

import streamlit as st

from ...experiment.experiment import Experiment
from ...experiment.run import Run
from ...figures.lesson import predicting_chart
from ...lesson.features import CIRCLES, CIRCLES_WITH_SQUARES, XOR, XOR_WITH_PRODUCT
from ...lesson.predicting import outcomes
from ...lesson.words.features import WORDS
from ...wording.numbers import decimal, percent
from ..cache import cached_run
from ..chart import draw
from .blocks import Text, formulas
from .frame import Section, show_numbers
from .question import Answer

SAID = WORDS.said
SHARES = (0.5, 0.75, 1.0)


def answer(_: Run) -> Answer:
    """How many points of XOR the trained line gets right."""
    found = outcomes(cached_run(XOR), 0.5)
    share, n = float(found.accuracy), int(found.n_samples)
    numbers = {"right": str(round(share * n)), "n": str(n), "accuracy": percent(share, 1)}
    return Answer(min(range(len(SHARES)), key=lambda i: abs(SHARES[i] - share)), numbers)


def _touch(_: Run) -> None:
    _touch_xor()
    _touch_circles()


@st.fragment
def _touch_xor() -> None:
    st.markdown(SAID["xor"])
    has_product = st.toggle(SAID["product"], key="lesson add x1x2")
    _show(XOR_WITH_PRODUCT if has_product else XOR, "lesson xor")


@st.fragment
def _touch_circles() -> None:
    st.markdown(SAID["circles"])
    has_squares = st.toggle(SAID["squares"], key="lesson add squares")
    _show(CIRCLES_WITH_SQUARES if has_squares else CIRCLES, "lesson circles")


def _show(experiment: Experiment, key: str) -> None:
    run = cached_run(experiment)
    draw(predicting_chart(run), key)
    found = outcomes(run, 0.5)
    names = ("w₁", "w₂", "w₃", "w₄")
    weights = (decimal(float(weight)) for weight in run.trace.weights[-1])
    show_numbers(
        {
            SAID["accuracy"]: percent(float(found.accuracy), 1),
            **dict(zip(names, weights, strict=False)),
            SAID["bias"]: decimal(float(run.trace.bias[-1])),
        }
    )
    st.caption(WORDS.say("counted", n=int(found.n_samples)))


FEATURES_SECTION = Section(
    number="8",
    anchor="features",
    words=WORDS,
    answer=answer,
    reading=(
        Text("xor"),
        Text("linear"),
        formulas(r"z = w_1 x_1 + w_2 x_2 + w_3\, x_1 x_2 + b"),
        Text("circles"),
        formulas(r"z = w_1 x_1 + w_2 x_2 + w_3\, x_1^2 + w_4\, x_2^2 + b"),
    ),
    touch=_touch,
)
