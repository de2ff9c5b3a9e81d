"""Section 8: choose a bug, and see its code and its loss beside the right ones."""

import streamlit as st

from ...experiment.run import Run
from ...figures.lesson import bug_chart
from ...lesson.bugs import BUGS
from ...lesson.demonstration import (
    AGREES,
    RATES,
    Bug,
    Demonstration,
    gradient_error,
)
from ...wording.numbers import decimal, number, percent
from ..cache import cached_demonstration
from ..chart import draw
from ..live_slider import live_slider
from .frame import Section, show_numbers, show_source

# Up to here an error is told in percent.
FEW_LENGTHS = 2.5


def _read() -> None:
    st.markdown(
        "None of these bugs stops the program. The weights move, a loss is printed, and the"
        " accuracy may even look good. Here each one runs on your training points, beside"
        " the code that it should be. Both curves are the true log loss, found by the core after"
        " every iteration, so that they compare."
    )
    st.markdown("**Four checks find all eight.**")
    st.markdown(
        "1. **The start and the first steps.** At $w = 0$, $b = 0$ the loss is $\\ln 2$. With a low"
        " learning rate and all points in every step, it then never rises.\n"
        "2. **The gradient check.** The slopes that the code uses agree with central differences"
        " of the log loss (section 4), at random weights.\n"
        "3. **The base rate.** Where the slope along $b$ is 0, the mean probability on the training"
        " points is the share of class 1. L2 does not change this.\n"
        "4. **What must not matter.** Every point twice gives the same steps. Points in another"
        " order give the same quality. A point far away gives a finite loss."
    )
    st.latex(
        r"\frac{\partial L}{\partial b} = \frac{1}{n}\sum_i (p_i - y_i) = 0"
        r"\quad\Rightarrow\quad \bar p = \bar y"
    )
    st.markdown("The gradient check, as it runs on every bug:")
    show_source(gradient_error)


@st.fragment
def _touch(run: Run) -> None:
    name = _choose_bug()
    bug = BUGS[name]
    st.markdown("**Right**")
    show_source(*bug.shown_right)
    st.markdown("**Wrong**")
    show_source(*bug.shown_wrong)
    shown = cached_demonstration(run.experiment, name, _choose_rate(bug))
    draw(bug_chart(shown), "lesson bug loss")
    st.caption(bug.set_up_words(shown.data))
    _show_outcome(shown)
    st.markdown(f"{bug.evidence(shown)}\n\n**How to recognise it.** {bug.recognise}")


def _choose_bug() -> str:
    name: str = st.selectbox(
        "Bug",
        list(BUGS),
        format_func=lambda name: BUGS[name].title,
        key="lesson bug",
        persist_state="session",
    )
    return name


def _choose_rate(bug: Bug) -> float:
    """One slider for each bug: each shows best at a rate of its own."""
    key = f"lesson rate {bug.title}"
    return live_slider("Learning rate of both", key, RATES, bug.learning_rate, scale="log").value


def _show_outcome(shown: Demonstration) -> None:
    show_numbers(
        {
            "Right code’s loss": decimal(float(shown.right.loss[-1])),
            "Bug’s loss": (
                decimal(float(shown.wrong.loss[-1]))
                if shown.report.breaks_at is None
                else "no number"
            ),
            "Bug’s gradient": check_in_words(shown),
        }
    )


def check_in_words(shown: Demonstration) -> str:
    """How far the bug's slopes are from the true ones, in lengths of those."""
    error = gradient_error(shown.bug.wrong, shown.data, shown.bug.l2)
    if error < AGREES:
        return "correct"
    if error < FEW_LENGTHS:
        return f"off by {percent(error)} of its length"
    return f"off by {number(error)} times its length"


BUGS_SECTION = Section(
    title="Bugs everyone writes once",
    anchor="bugs",
    read=_read,
    touch=_touch,
    take_away=(
        "A falling loss proves little. Check the gradient by differences, the mean probability"
        " against the base rate, and that copies and order of the points do not matter."
    ),
)
