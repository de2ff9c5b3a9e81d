"""Section 1: drag w₁, w₂ and b, and watch line, shading and loss."""

import numpy as np
import streamlit as st

from ...experiment import Run
from ...figures.lesson import plane_chart
from ...lesson.points import points_of
from ...lesson.score import Optimum, hand_loss, optimum, score
from ...objective import sigmoid
from ...validation import Range
from ...words import decimal
from ..chart import draw
from ..live_slider import live_slider
from .frame import Section, show_formulas, show_numbers, show_source

WEIGHT = Range(-10.0, 10.0)


def _read() -> None:
    st.markdown(
        "A point has coordinates $x_1$ and $x_2$. The model multiplies each by a **weight**, adds a"
        " **bias**, and calls the sum the **score** $z$, or logit. The sigmoid σ turns the score"
        " into the probability of class 1: 0.5 at $z = 0$, near 1 far above it, near 0 far below."
    )
    show_formulas(r"z = w_1 x_1 + w_2 x_2 + b", r"p = \sigma(z) = \frac{1}{1 + e^{-z}}")
    show_source(score, sigmoid)
    st.markdown(
        "All points with $z = 0$ form the line. The weights turn it, the bias shifts it, and"
        " weights twice as large make the model twice as sure. How wrong the probabilities are is"
        " one number, the **log loss**: section 3 takes it apart."
    )


@st.fragment
def _touch(run: Run) -> None:
    points = points_of(run)
    weights = np.array([_weight("Weight w₁", "lesson w1", 1.0), _weight("Weight w₂", "lesson w2")])
    bias = _weight("Bias b", "lesson b")
    draw(
        plane_chart(points, weights, bias, "Class 1 is predicted on the blue side of the line."),
        "lesson plane",
    )
    best = optimum(points)
    show_numbers(
        {
            "Your loss": decimal(hand_loss(points, weights, bias)),
            "The lowest loss": "0" if best.parts_classes else decimal(best.loss),
        }
    )
    st.caption(_lowest_in_words(best))


def _weight(label: str, key: str, default: float = 0.0) -> float:
    return live_slider(label, key, WEIGHT, default, step=0.05).value


def _lowest_in_words(best: Optimum) -> str:
    if best.parts_classes:
        return (
            "A line parts these classes. The loss then has no lowest value: larger and larger"
            " weights bring it as near to 0 as you like."
        )
    return (
        f"The lowest loss is at w₁ = {decimal(best.weights[0])}, w₂ = {decimal(best.weights[1])},"
        f" b = {decimal(best.bias)}; Newton’s method found it."
    )


SCORE = Section(
    title="A score and a probability",
    anchor="score",
    read=_read,
    touch=_touch,
    take_away=(
        "The model is a weighted sum. Training means nothing but finding weights whose loss is"
        " lower than any that your hand will find."
    ),
)
