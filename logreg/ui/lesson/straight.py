"""Appendix A: a straight line, a step, and layers without a curve between them."""

import numpy as np
import pandas as pd
import streamlit as st

from ...core.checks import FloatArray
from ...core.loss import sigmoid
from ...experiment.run import Run
from ...figures.lesson import activation_chart, slope_chart, straight_chart
from ...lesson.activations import ENDS, FIRST, SCORES, SECOND, identity, stacks, step
from ...lesson.straight import N_FAR, N_POINTS, straight
from ...lesson.words.straight import WORDS
from ...plain.pieces import collapse, least_squares, sigmoid_slope, yes_or_no
from ...wording.numbers import decimal, number, percent
from ..chart import draw
from ..live_slider import live_slider
from .blocks import Text, formulas, listing
from .frame import Section, show_numbers
from .question import Answer

SAID = WORDS.said


def answer(_: Run) -> Answer:
    """What the easy points do to both."""
    before, after = straight(has_far=False), straight(has_far=True)
    numbers = {
        "before": share(before.line_right),
        "after": share(after.line_right),
        "logistic_before": share(before.curve_right),
        "logistic_after": share(after.curve_right),
    }
    moved = after.line_right - before.line_right
    return Answer(2 if moved < 0 else int(moved > 0), numbers)


def share(n_right: int) -> str:
    """Of the first points."""
    return percent(n_right / N_POINTS, 1)


def _touch(run: Run) -> None:
    _touch_far()
    _touch_score(run)
    _show_layers()


@st.fragment
def _touch_far() -> None:
    has_far = st.toggle(WORDS.say("far", far=N_FAR), key="lesson add far points")
    found = straight(has_far)
    draw(straight_chart(found), "lesson straight")
    show_numbers(
        {
            SAID["squares"]: share(found.line_right),
            SAID["logistic"]: share(found.curve_right),
        }
    )


@st.fragment
def _touch_score(run: Run) -> None:
    z = live_slider(SAID["z"], "lesson activation z", SCORES, 1.5, step=0.1).value
    draw(activation_chart(run.train.logits, run.train.y, z), "lesson activations")
    draw(slope_chart(z), "lesson activation slopes")
    at = np.array(z)
    show_numbers(
        {
            SAID["identity"]: decimal(float(identity(at))),
            SAID["step"]: number(float(step(at))),
            SAID["sigmoid"]: decimal(float(sigmoid(at))),
            SAID["slope"]: decimal(float(sigmoid_slope(at))),
        }
    )


def _show_layers() -> None:
    found = stacks()
    st.markdown(SAID["layers"])
    st.latex(
        r"\begin{aligned}"
        rf"W_1 &= {_matrix(FIRST.W)} & b_1 &= {_matrix(FIRST.b[:, None])} \\[14pt]"
        rf"W_2 &= {_matrix(SECOND.W)} & b_2 &= {number(SECOND.b[0])}"
        r"\end{aligned}"
    )
    outputs = (found.two_layers, found.one_layer, found.sigmoid_between)
    names = (SAID["two layers"], SAID["one layer"], SAID["between"])
    st.table(
        pd.DataFrame(
            {name: map(decimal, column) for name, column in zip(names, outputs, strict=True)},
            index=pd.Index(["A", "B", SAID["midway"], SAID["mean"]], name=SAID["output at"]),
        )
    )
    ends = dict(zip(("a1", "a2", "b1", "b2"), map(number, ENDS.ravel()), strict=True))
    st.caption(WORDS.say("layers caption", **ends))


def _matrix(values: FloatArray) -> str:
    rows = r" \\ ".join(" & ".join(number(value) for value in row) for row in values)
    return rf"\begin{{bmatrix}} {rows} \end{{bmatrix}}"


STRAIGHT = Section(
    number="A",
    anchor="sigmoid",
    words=WORDS,
    answer=answer,
    reading=(
        Text("least squares"),
        listing(least_squares),
        Text("outputs"),
        formulas(r"\sigma'(z) = \sigma(z)\,\bigl(1 - \sigma(z)\bigr) \le \tfrac14"),
        listing(yes_or_no, sigmoid_slope),
        Text("layers"),
        formulas(r"W_2\,(W_1 x + b_1) + b_2", r"= (W_2 W_1)\,x + (W_2 b_1 + b_2)"),
        listing(collapse),
    ),
    touch=_touch,
)
