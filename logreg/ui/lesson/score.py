"""Section 1: drag w₁, w₂ and b, and watch line, shading and loss."""

import numpy as np
import streamlit as st

from ...core.checks import FloatArray, Range
from ...experiment.contour import boundary_line
from ...experiment.plane import Plane
from ...experiment.run import Run
from ...figures.lesson import plane_chart
from ...lesson.points import Points, points_of
from ...lesson.score import BestLine, hand_loss
from ...plain.descent import score, sigmoid
from ...wording.numbers import decimal
from ..cache import cached_best_line
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
        "All points with $z = 0$ form the line. The weights turn it, the bias shifts it. All three"
        " numbers doubled leave the line where it is and double the log-odds: a $p$ of 0.9 becomes"
        " 0.988. How wrong the probabilities are is one number, the **log loss**: section 3 takes"
        " it apart."
    )


@st.fragment
def _touch(run: Run) -> None:
    points = points_of(run)
    weights = np.array([_weight("Weight w₁", "lesson w1", 1.0), _weight("Weight w₂", "lesson w2")])
    bias = _weight("Bias b", "lesson b")
    draw(
        plane_chart(points, weights, bias, predicted_in_words(points, weights, bias)),
        "lesson plane",
    )
    best = cached_best_line(run.experiment)
    show_numbers(
        {
            "Your loss": decimal(hand_loss(points, weights, bias)),
            "The lowest loss": "0" if best.parts_classes else decimal(best.loss),
        }
    )
    st.caption(lowest_in_words(best))


def _weight(label: str, key: str, default: float = 0.0) -> float:
    return live_slider(label, key, WEIGHT, default, step=0.05).value


def predicted_in_words(points: Points, weights: FloatArray, bias: float) -> str:
    """Which class is predicted where."""
    negative, positive = points.class_names
    if not weights.any():
        side = positive if bias >= 0 else negative
        return f"With both weights at 0 there is no line: {side} is predicted for every point."
    if len(boundary_line(Plane(("x1", "x2"), weights, bias), points.box)):
        return f"On the blue side of the line {positive} is predicted, on the other {negative}."
    left, bottom = points.box.left, points.box.bottom
    side = positive if weights @ [left, bottom] + bias >= 0 else negative
    return f"The line lies outside the picture: {side} is predicted for every point."


def lowest_in_words(best: BestLine) -> str:
    """Where the lowest loss is, if anywhere."""
    if best.parts_classes:
        return (
            "A line parts these classes. The loss then has no lowest value: larger and larger"
            " weights bring it as near to 0 as you like."
        )
    if not best.is_minimum:
        return "Larger and larger weights lower the loss further, by less and less."
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
        "The model is a weighted sum. Training means nothing but finding the weights with a low"
        " loss. Your hand can come close with three numbers; not with thirty."
    ),
)
