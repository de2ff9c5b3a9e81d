"""Section 1: drag w₁, w₂ and b, and watch line, arrow, shading and loss."""

import numpy as np
import streamlit as st

from ...core.checks import FloatArray, Range
from ...core.loss import sigmoid
from ...experiment.contour import boundary_line
from ...experiment.plane import Plane
from ...experiment.run import Run
from ...figures.lesson import plane_chart
from ...lesson.points import Points, points_of
from ...lesson.score import BestLine, hand_loss
from ...lesson.words.score import WORDS
from ...plain.descent import score
from ...plain.descent import sigmoid as plain_sigmoid
from ...wording.numbers import decimal
from ..cache import cached_best_line
from ..chart import draw
from ..live_slider import live_slider
from .blocks import Text, formulas, listing
from .frame import Section, show_numbers
from .question import Answer

SAID = WORDS.said
WEIGHT = Range(-10.0, 10.0)
# A level line, and class 1 below it.
FIRST = (0.0, -1.0, 0.0)
# A point with a score as large as this is neither on the line nor sure already.
CLEAR_SCORE = 0.5


def answer(run: Run) -> Answer:
    """What doubled weights make of the p of a point."""
    points = points_of(run)
    z = score(points.X, np.array(FIRST[:2]), FIRST[2])
    row = int((np.abs(z) >= min(CLEAR_SCORE, float(np.abs(z).max()))).argmax())
    before, after = (decimal(float(sigmoid(factor * z[row]))) for factor in (1, 2))
    return Answer(1, {"row": str(row + 1), "before": before, "after": after})


@st.fragment
def _touch(run: Run) -> None:
    points = points_of(run)
    w1, w2, bias = (
        live_slider(SAID[name], f"lesson {name}", WEIGHT, first, step=0.05).value
        for name, first in zip(("w1", "w2", "b"), FIRST, strict=True)
    )
    weights = np.array([w1, w2])
    caption = predicted_in_words(points, weights, bias)
    draw(plane_chart(points, weights, bias, caption, has_arrow=True), "lesson plane")
    st.markdown(as_a_line(weights, bias))
    is_shown = st.toggle(SAID["show"], key="lesson show lowest")
    numbers = {SAID["your loss"]: decimal(hand_loss(points, weights, bias))}
    if not is_shown:
        show_numbers(numbers)
        return
    best = cached_best_line(run.experiment)
    lowest = "0" if best.parts_classes else decimal(best.loss)
    show_numbers(numbers | {SAID["lowest"]: lowest})
    st.caption(lowest_in_words(best))


def as_a_line(weights: FloatArray, bias: float) -> str:
    """The line z = 0 solved for x₂, where it can be."""
    w1, w2 = weights
    if w2:
        offset = -bias / w2
        sign = "−" if offset < 0 else "+"
        return WORDS.say(
            "as a line", slope=decimal(-w1 / w2, 2), offset=f"{sign} {decimal(abs(offset), 2)}"
        )
    if w1:
        return WORDS.say("upright", place=decimal(-bias / w1, 2))
    return SAID["no line"]


def predicted_in_words(points: Points, weights: FloatArray, bias: float) -> str:
    """Which class is predicted where."""
    negative, positive = points.class_names
    if not weights.any():
        return WORDS.say("all without line", side=positive if bias >= 0 else negative)
    if len(boundary_line(Plane(("x1", "x2"), weights, bias), points.box)):
        return WORDS.say("two sides", positive=positive, negative=negative)
    left, bottom = points.box.left, points.box.bottom
    is_above = weights @ [left, bottom] + bias >= 0
    return WORDS.say("all on one side", side=positive if is_above else negative)


def lowest_in_words(best: BestLine) -> str:
    """Where the lowest loss is, if anywhere."""
    if best.parts_classes:
        return SAID["parted"]
    if not best.is_minimum:
        return SAID["no minimum"]
    w1, w2, b = map(decimal, (*best.weights, best.bias))
    return WORDS.say("minimum", w1=w1, w2=w2, b=b)


SCORE = Section(
    number="1",
    anchor="score",
    words=WORDS,
    answer=answer,
    reading=(
        Text("score"),
        formulas(r"z = w_1 x_1 + w_2 x_2 + b", r"p = \sigma(z) = \frac{1}{1 + e^{-z}}"),
        listing(score, plain_sigmoid),
        Text("line"),
        formulas(
            r"w_1 x_1 + w_2 x_2 + b = 0",
            r"x_2 = \underbrace{-\tfrac{w_1}{w_2}}_{m}\, x_1"
            r" \; \underbrace{-\,\tfrac{b}{w_2}}_{\text{offset}}",
        ),
        Text("arrow"),
        Text("parameters"),
    ),
    touch=_touch,
)
