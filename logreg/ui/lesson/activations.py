"""Section 2: one score, three outputs, and what floating point makes of them."""

import numpy as np
import pandas as pd
import streamlit as st

from ...core.checks import FloatArray
from ...core.loss import sigmoid
from ...experiment.run import Run
from ...figures.lesson import activation_chart, slope_chart
from ...lesson.activations import (
    ENDS,
    FIRST,
    SCORES,
    SECOND,
    Layer,
    collapse,
    identity,
    naive_sigmoid,
    sigmoid_forms,
    sigmoid_slope,
    stacks,
    step,
    tanh_sigmoid,
)
from ...wording.numbers import decimal, number
from ..chart import draw
from ..live_slider import live_slider
from .computed import show_forms
from .frame import Section, show_numbers, show_source

DEEP_LEARNING = "https://www.deeplearningbook.org/"
EXP_NORMALIZE = "https://timvieira.github.io/blog/post/2014/02/11/exp-normalize-trick/"


def _read() -> None:
    _read_outputs()
    _read_layers()
    _read_digits()


def _read_outputs() -> None:
    st.markdown(
        "A score can be any number, a probability cannot. The **identity** leaves the score as it"
        " is, often below 0 or above 1. The **step** says only yes or no, and its slope is 0:"
        " moving a weight a little changes nothing, so that no way downhill can be found by its"
        " slope. The **sigmoid** stays between 0 and 1 and has a slope everywhere."
    )
    st.latex(r"\sigma'(z) = \sigma(z)\,\bigl(1 - \sigma(z)\bigr) \le \tfrac14")
    show_source(step, sigmoid_slope)
    st.markdown(
        "It also gives the score a meaning: $z = \\log\\frac{p}{1-p}$, the **log-odds** of class 1."
    )


def _read_layers() -> None:
    st.markdown(
        "**Two linear layers are one.** Without something curved between them, a stack of linear"
        " layers is a single linear layer with other weights. That is why neural networks put a"
        " nonlinear function, such as the sigmoid, between layers"
        f" ([Deep Learning]({DEEP_LEARNING}), chapter 6)."
    )
    st.latex(
        r"\begin{aligned}"
        r"&W_2\,(W_1 x + b_1) + b_2 \\"
        r"&\quad = (W_2 W_1)\,x + (W_2 b_1 + b_2)"
        r"\end{aligned}"
    )
    show_source(Layer, collapse)


def _read_digits() -> None:
    st.markdown(
        "**The same σ on a computer.** The formula as books write it computes $e^{-z}$, which"
        " overflows below $z = -709.78$; section 1 clips $z$ before. Two forms cannot overflow."
        f" [Exp-normalize]({EXP_NORMALIZE}), which the core uses, never takes an exponent above 0"
        " and keeps the digits of a tiny $p$. In its training loop the core takes"
        " $\\frac12(1 + \\tanh\\frac z2)$, a single tanh, which is faster. That is right to"
        " 2 × 10⁻¹⁶, but of a tiny $p$ no digit is left below $z \\approx -38$. The gradient adds"
        " up $p - y$, where that does no harm; a logarithm of $p$ would be ruined. Above"
        " $z \\approx 37$ every form gives exactly 1, and $1 - p$ is exactly 0. So the core"
        " computes the loss from $z$, not from $p$: section 3."
    )
    show_source(naive_sigmoid, sigmoid, tanh_sigmoid)


def _touch(run: Run) -> None:
    _touch_score(run)
    _show_layers()
    _show_digits()


@st.fragment
def _touch_score(run: Run) -> None:
    z = live_slider("Score z", "lesson activation z", SCORES, 1.5, step=0.1).value
    draw(activation_chart(run.train.logits, run.train.y, z), "lesson activations")
    draw(slope_chart(z), "lesson activation slopes")
    at = np.array(z)
    show_numbers(
        {
            "Identity": decimal(float(identity(at))),
            "Step": number(float(step(at))),
            "Sigmoid": decimal(float(sigmoid(at))),
            "Its slope": decimal(float(sigmoid_slope(at))),
        }
    )


def _show_layers() -> None:
    found = stacks()
    st.markdown("**Two layers, one layer**")
    st.latex(
        r"\begin{aligned}"
        rf"W_1 &= {_matrix(FIRST.W)} & b_1 &= {_matrix(FIRST.b[:, None])} \\[14pt]"
        rf"W_2 &= {_matrix(SECOND.W)} & b_2 &= {number(SECOND.b[0])}"
        r"\end{aligned}"
    )
    outputs = (found.two_layers, found.one_layer, found.sigmoid_between)
    names = ("Two layers", "One layer", "σ between")
    st.table(
        pd.DataFrame(
            {name: map(decimal, column) for name, column in zip(names, outputs, strict=True)},
            index=pd.Index(["A", "B", "Midway", "Mean of A, B"], name="Output at"),
        )
    )
    (a1, a2), (b1, b2) = ENDS
    st.caption(
        f"A is the point ({number(a1)}, {number(a2)}), B is ({number(b1)}, {number(b2)}). Midway"
        " between them everything linear gives the mean of its outputs at A and B. With σ between"
        " the layers that is no longer so: no single layer can do the same."
    )


def _matrix(values: FloatArray) -> str:
    rows = r" \\ ".join(" & ".join(number(value) for value in row) for row in values)
    return rf"\begin{{bmatrix}} {rows} \end{{bmatrix}}"


def _show_digits() -> None:
    forms = sigmoid_forms()
    st.markdown("**The sigmoid of extreme scores**")
    show_forms(
        (form.z for form in forms),
        {
            "Naive": (form.naive for form in forms),
            "Exp-normalize": (form.normalized for form in forms),
            "With tanh": (form.with_tanh for form in forms),
        },
    )
    st.caption(
        "In brackets: how many digits are right, 15 at most, against an exact calculation."
        " “Overflow” is NumPy’s warning. σ(−1000) is 5 × 10⁻⁴³⁵, smaller than any float64 but 0."
    )


ACTIVATIONS = Section(
    title="Why a sigmoid",
    anchor="sigmoid",
    read=_read,
    touch=_touch,
    take_away=(
        "The sigmoid turns every score into a probability and has a slope everywhere. Together"
        " with log loss, the slope that is left is the plain error p − y."
    ),
)
