"""Section 4: the derivation, and the gradient check on the learner's own run."""

import pandas as pd
import streamlit as st

from ...core.checks import Range
from ...core.sums import SampleBlock
from ...experiment.run import Run
from ...figures.lesson import gradient_check_chart
from ...lesson.gradient import GradientCheck, central_differences, check_gradient
from ...plain.descent import gradient
from ...wording.numbers import decimal
from ...wording.plain_text import as_markdown
from ..chart import draw
from ..live_slider import live_slider
from .frame import Section, show_formulas, show_numbers, show_source

MOST_ROWS = 5
STEPS = (
    (
        "The loss of one point, in its score:",
        (r"\ell = \log(1 + e^{z}) - y z",),
    ),
    (
        "Its slope in z. The first term gives the sigmoid, the second the label:",
        (r"\frac{\partial \ell}{\partial z} = \frac{e^{z}}{1 + e^{z}} - y = p - y",),
    ),
    (
        "How the score depends on each weight and on the bias:",
        (r"\frac{\partial z}{\partial w_j} = x_j", r"\frac{\partial z}{\partial b} = 1"),
    ),
    (
        "The chain rule multiplies the two:",
        (
            r"\frac{\partial \ell}{\partial w_j} = (p - y)\, x_j",
            r"\frac{\partial \ell}{\partial b} = p - y",
        ),
    ),
    (
        "The loss is a mean over points, and so is its gradient:",
        (
            r"\frac{\partial L}{\partial w} = \frac{1}{n} X^\top (p - y)",
            r"\frac{\partial L}{\partial b} = \frac{1}{n} \sum_i (p_i - y_i)",
        ),
    ),
)


def _read() -> None:
    st.markdown(
        "The gradient says, for each weight and for the bias, how fast the loss grows with it. Each"
        " point contributes its **error** $p - y$: times its own coordinates for the weights, times"
        " 1 for the bias. The gradient is the mean over all points."
    )
    show_formulas(
        r"\frac{\partial L}{\partial w} = \frac{1}{n} X^\top (p - y)",
        r"\frac{\partial L}{\partial b} = \frac{1}{n} \sum_i (p_i - y_i)",
    )
    with st.expander("Where this comes from, in five steps", icon=":material/unfold_more:"):
        for words, formulas in STEPS:
            st.markdown(words)
            show_formulas(*formulas)
        st.markdown(
            "The same in [CS229, section 2](https://cs229.stanford.edu/main_notes.pdf), there with"
            " the sign turned: it climbs the likelihood."
        )
    show_source(gradient)
    st.markdown(
        "The core writes the same sum with tanh, in a form that is fast to run:"
        r" $p - y = \frac{s}{2}(\tanh\frac{sz}{2} - 1)$ with $s = 2y - 1$. It is this one that is"
        " checked."
    )
    show_source(SampleBlock.gradient_share)
    st.markdown(
        "A formula can be checked by trying: move one weight by ε to either side, and see by how"
        " much the loss differs."
    )
    show_source(central_differences)


@st.fragment
def _touch(run: Run) -> None:
    last = run.trace.n_iters
    iteration = live_slider(
        "After iteration",
        "lesson checked iteration",
        Range(0, max(last, 1)),
        min(10, last),
        is_integer=True,
        help_text="The weights of your run after this many iterations.",
    ).value
    check = check_gradient(run, min(int(iteration), last))
    draw(gradient_check_chart(check), "lesson gradient check")
    show_numbers(
        {
            "Best ε": decimal(float(check.epsilons[check.best]), 1),
            "Error there": decimal(float(check.errors[check.best])),
            "Formula against core": decimal(float(abs(check.plain - check.analytic).max())),
        }
    )
    st.table(_table(check))
    if len(check.names) > MOST_ROWS:
        st.caption(f"The first {MOST_ROWS} of {len(check.names)} weights, and the bias.")


def _table(check: GradientCheck) -> pd.DataFrame:
    chosen = [*range(min(MOST_ROWS, len(check.names))), -1]
    names = [*(f"weight of {as_markdown(name)}" for name in check.names), "bias"]
    return pd.DataFrame(
        {
            "By formula": [decimal(check.analytic[j], 4) for j in chosen],
            "By differences": [decimal(check.numeric[j], 4) for j in chosen],
            "Apart by": [decimal(abs(check.analytic[j] - check.numeric[j])) for j in chosen],
        },
        index=pd.Index([names[j] for j in chosen], name="Slope of the loss in"),
    )


GRADIENT = Section(
    title="The gradient",
    anchor="gradient",
    read=_read,
    touch=_touch,
    reading_share=0.6,
    take_away=(
        "The gradient is the mean of error times input. Never trust one that you have not checked"
        " against differences."
    ),
)
