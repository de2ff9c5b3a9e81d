"""Section 3: the loss of one point, its slope, and log(0)."""

import numpy as np
import streamlit as st

from ...core.loss import sigmoid
from ...experiment.run import Run
from ...figures.lesson import loss_slopes_chart, losses_chart
from ...lesson.activations import SCORES
from ...lesson.loss_forms import (
    log_loss_slope,
    loss_forms,
    naive_loss,
    patched_loss,
    point_loss,
    squared_error,
    squared_error_slope,
)
from ...plain.descent import log_losses
from ...wording.numbers import decimal
from ..chart import draw
from ..live_slider import live_slider
from .computed import show_forms
from .frame import Section, show_numbers, show_source

CS229 = "https://cs229.stanford.edu/main_notes.pdf"


def _read() -> None:
    _read_losses()
    _read_log_of_zero()


def _read_losses() -> None:
    st.markdown(
        "How wrong is $p$ about a point whose label $y$ is 1? **Squared error** says $(p - 1)^2$."
        " **Log loss** says $-\\log p$: the less probable the model held what came true, the"
        " higher. Its sum over all points is the negative logarithm of the likelihood, so the"
        f" lowest log loss is the maximum of the likelihood ([CS229 notes]({CS229}))."
    )
    st.latex(
        r"\begin{aligned}"
        r"\ell &= -y \log p - (1 - y)\log(1 - p) \\"
        r"&= \log(1 + e^{z}) - y z"
        r"\end{aligned}"
    )
    show_source(log_losses)
    st.markdown(
        "Training follows the slope with respect to $z$. For log loss the slope of σ cancels and"
        " the plain error is left. For squared error it stays as a factor, and it is nearly 0 where"
        " the model is sure, also where it is sure and wrong."
    )
    st.latex(
        r"\begin{aligned}"
        r"\frac{\partial \ell}{\partial z} &= p - y \\[4pt]"
        r"\frac{\partial}{\partial z}(p - y)^2 &= 2\,(p - y)\,p\,(1 - p)"
        r"\end{aligned}"
    )
    show_source(log_loss_slope, squared_error_slope)


def _read_log_of_zero() -> None:
    st.markdown(
        "**The logarithm of 0.** Above $z \\approx 37$ a float64 has $1 - p$ exactly 0, and to a"
        " point of class 0 the loss $-\\log(1 - p)$ gives ∞. Many programs add a small ε, such as"
        " 10⁻⁹. Then no loss exceeds $-\\log ε = 20.7$, the slope far out is 0, and the loss of a"
        " very right point falls below 0. Computed from the score the loss needs no such patch: it"
        " is $\\log(1 + e^{z})$ here, called softplus, and $\\log(1 + e^{-z})$ for a point of"
        " class 1. That is what the code above computes."
    )
    show_source(naive_loss, patched_loss)


def _touch(run: Run) -> None:
    _touch_score(run)
    _show_log_of_zero()


@st.fragment
def _touch_score(run: Run) -> None:
    z = live_slider("Score z", "lesson loss z", SCORES, -4.0, step=0.1).value
    at = np.array([z])
    # log loss of label 0 at z is that of label 1 at −z.
    as_if_ones = (2 * run.train.y - 1) * run.train.logits
    draw(losses_chart(as_if_ones, z), "lesson losses")
    show_numbers(
        {
            "p": decimal(float(sigmoid(z))),
            "Log loss": decimal(float(point_loss(at)[0])),
            "Squared error": decimal(float(squared_error(at)[0])),
        }
    )
    draw(loss_slopes_chart(z), "lesson loss slopes")
    show_numbers(
        {
            "Slope of log loss": decimal(float(log_loss_slope(at)[0])),
            "Slope of squared error": decimal(float(squared_error_slope(at)[0])),
        }
    )


def _show_log_of_zero() -> None:
    forms = loss_forms()
    st.markdown("**The log loss of extreme scores**")
    show_forms(
        (form.z for form in forms),
        {
            "−log(1 − p)": (form.naive for form in forms),
            "−log(1 − p + ε)": (form.patched for form in forms),
            "softplus(z)": (form.ours for form in forms),
        },
    )
    st.caption(
        "For a point of class 0. In brackets: how many digits are right, 15 at most, against an"
        " exact calculation. “Divide by zero” is NumPy’s warning of log 0."
    )


LOSSES = Section(
    title="The loss",
    anchor="loss",
    read=_read,
    touch=_touch,
    take_away=(
        "Log loss pulls hardest where the model is most wrong. Compute it from the score, never"
        " from the probability."
    ),
)
