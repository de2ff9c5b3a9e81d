"""Section 5: the derivation, and the gradient check on the learner's own run."""

import numpy as np
import pandas as pd
import streamlit as st

from ...core.checks import Range
from ...experiment.run import Run
from ...figures.lesson import gradient_check_chart, secant_chart
from ...lesson.gradient import CLEARLY, WIDTHS, GradientCheck, check_gradient, errors_at, secant_of
from ...lesson.words.gradient import WORDS
from ...plain.descent import gradient
from ...plain.pieces import central_differences
from ...wording.numbers import decimal, number
from ...wording.plain_text import as_markdown
from ..chart import draw
from ..live_slider import Slider, live_sliders
from .blocks import Block, Folded, Text, formulas, listing
from .frame import Section, show_numbers
from .question import Answer

MOST_ROWS = 5
FIRST_EPSILON = 1.0
USUAL_ITERATION = 10
# Of the question: a width that is used, and one that asks too much of sixteen digits.
ASKED = np.array([1e-5, 1e-12])
SAID = WORDS.said
STEPS = (
    (r"\ell = \log(1 + e^{z}) - y z",),
    (r"\frac{\partial \ell}{\partial z} = \frac{e^{z}}{1 + e^{z}} - y = p - y",),
    (r"\frac{\partial z}{\partial w_j} = x_j", r"\frac{\partial z}{\partial b} = 1"),
    (
        r"\frac{\partial \ell}{\partial w_j} = (p - y)\, x_j",
        r"\frac{\partial \ell}{\partial b} = p - y",
    ),
    (
        r"\frac{\partial L}{\partial w} = \frac{1}{n} X^\top (p - y)",
        r"\frac{\partial L}{\partial b} = \frac{1}{n} \sum_i (p_i - y_i)",
    ),
)


def answer(run: Run) -> Answer:
    """How exact the check is with a usual ε and with a tiny one."""
    wide, narrow = map(float, errors_at(run, min(USUAL_ITERATION, run.trace.n_iters), ASKED))
    right = 2
    if narrow > CLEARLY * wide:
        right = 1
    elif wide > CLEARLY * narrow:
        right = 0
    return Answer(right, {"wide": decimal(wide), "narrow": decimal(narrow)})


@st.fragment
def _touch(run: Run) -> None:
    last = run.trace.n_iters
    sliders = {
        "epsilon": Slider(SAID["epsilon"], WIDTHS, FIRST_EPSILON, scale="log", step=0.25),
        "iteration": Slider(
            SAID["iteration"],
            Range(0, max(last, 1)),
            min(USUAL_ITERATION, last),
            is_integer=True,
            help_text=SAID["iteration help"],
        ),
    }
    heard = live_sliders("lesson checked iteration", sliders)
    epsilon, iteration = heard["epsilon"].value, min(int(heard["iteration"].value), last)
    check = check_gradient(run, iteration)
    # The first weight, or the bias of a model without weights.
    secant = secant_of(run, iteration, 0, epsilon)
    name = WORDS.say("weight", name=check.names[0]) if check.names else SAID["bias"]
    draw(secant_chart(secant, name, epsilon), "lesson secant")
    show_numbers(
        {
            SAID["formula"]: decimal(secant.analytic, 4),
            SAID["differences"]: decimal(secant.numeric, 4),
            SAID["off"]: decimal(abs(secant.numeric - secant.analytic)),
        }
    )
    draw(gradient_check_chart(check, epsilon), "lesson gradient check")
    show_numbers(
        {
            SAID["best"]: decimal(float(check.epsilons[check.best]), 1),
            SAID["largest"]: decimal(float(check.errors[check.best])),
            SAID["core"]: decimal(float(abs(check.plain - check.analytic).max())),
        }
    )
    st.table(_table(check))
    if len(check.names) > MOST_ROWS:
        st.caption(
            WORDS.say("first rows", rows=number(MOST_ROWS), weights=number(len(check.names)))
        )


def _table(check: GradientCheck) -> pd.DataFrame:
    chosen = [*range(min(MOST_ROWS, len(check.names))), -1]
    names = [*(WORDS.say("weight", name=as_markdown(name)) for name in check.names), SAID["bias"]]
    return pd.DataFrame(
        {
            SAID["formula"]: [decimal(check.analytic[j], 4) for j in chosen],
            SAID["differences"]: [decimal(check.numeric[j], 4) for j in chosen],
            SAID["apart"]: [decimal(abs(check.analytic[j] - check.numeric[j])) for j in chosen],
        },
        index=pd.Index([names[j] for j in chosen], name=SAID["slope in"]),
    )


def _derivation() -> tuple[Block, ...]:
    steps = [(Text(f"step {k}"), formulas(*lines)) for k, lines in enumerate(STEPS, 1)]
    return (*(block for step in steps for block in step), Text("source"))


GRADIENT = Section(
    number="5",
    anchor="gradient",
    words=WORDS,
    answer=answer,
    reading=(
        Text("gradient"),
        formulas(*STEPS[-1]),
        Folded("fold", _derivation()),
        listing(gradient),
        Text("check"),
        formulas(
            r"\frac{\partial L}{\partial w_j} \approx"
            r" \frac{L(w_j + \varepsilon) - L(w_j - \varepsilon)}{2\varepsilon}"
        ),
        listing(central_differences),
    ),
    touch=_touch,
)
