"""Section 2: the loss of one point, over p and over z, and its slope."""

import numpy as np
import streamlit as st

from ...core.loss import sigmoid
from ...experiment.run import Run
from ...figures.lesson import loss_slopes_chart, losses_chart, losses_over_p_chart
from ...lesson.activations import SCORES
from ...lesson.loss_forms import point_loss, worst
from ...lesson.words.loss import WORDS
from ...plain.descent import log_losses
from ...plain.pieces import log_loss_slope, squared_error, squared_error_slope
from ...wording.numbers import decimal, probability
from ..chart import draw
from ..live_slider import live_slider
from .blocks import Folded, Text, formulas, listing
from .frame import Section, show_numbers
from .question import Answer

SAID = WORDS.said
LN_2 = float(np.log(2))
SURE_AND_WRONG = 0.01


def answer(run: Run) -> Answer:
    """The loss of being sure and wrong, beside knowing nothing, and the worst point of the run."""
    sure = -float(np.log(SURE_AND_WRONG))
    p, loss = worst(run)
    numbers = {
        "sure": decimal(sure),
        "ratio": decimal(sure / LN_2, 1),
        "worst_p": probability(p),
        "worst_loss": decimal(loss),
    }
    return Answer(1, numbers)


@st.fragment
def _touch(run: Run) -> None:
    z = live_slider(SAID["z"], "lesson loss z", SCORES, -4.0, step=0.1).value
    at = np.array([z])
    draw(losses_over_p_chart(z), "lesson losses over p")
    # log loss of label 0 at z is that of label 1 at −z.
    as_if_ones = (2 * run.train.y - 1) * run.train.logits
    draw(losses_chart(as_if_ones, z), "lesson losses")
    show_numbers(
        {
            SAID["p"]: decimal(float(sigmoid(z))),
            SAID["log loss"]: decimal(float(point_loss(at)[0])),
            SAID["squared error"]: decimal(float(squared_error(at)[0])),
        }
    )
    draw(loss_slopes_chart(z), "lesson loss slopes")
    show_numbers(
        {
            SAID["slope of log loss"]: decimal(float(log_loss_slope(at)[0])),
            SAID["slope of squared error"]: decimal(float(squared_error_slope(at)[0])),
        }
    )


LOSSES = Section(
    number="2",
    anchor="loss",
    words=WORDS,
    answer=answer,
    reading=(
        Text("loss"),
        formulas(r"\ell = -y \log p - (1 - y)\log(1 - p)"),
        Text("likelihood"),
        formulas(
            r"L = -\frac{1}{n} \log \prod_i q_i = -\frac{1}{n} \sum_i \log q_i",
        ),
        Text("score"),
        formulas(r"\ell = \log(1 + e^{z}) - y z", r"\frac{\partial \ell}{\partial z} = p - y"),
        listing(log_losses),
        Text("squares"),
        formulas(r"\frac{\partial}{\partial z}(p - y)^2 = 2\,(p - y)\,p\,(1 - p)"),
        Folded("fold", (listing(log_loss_slope, squared_error_slope),)),
    ),
    touch=_touch,
)
