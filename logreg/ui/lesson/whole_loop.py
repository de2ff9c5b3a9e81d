"""Section 6: the whole loop, line by line, on the learner's own run."""

import numpy as np
import pandas as pd
import streamlit as st

from ...core.checks import FloatArray, Range
from ...core.optimizers import GradientDescent
from ...experiment.run import Run
from ...figures.lesson import loop_chart
from ...lesson.loop import Iteration
from ...lesson.whole_loop import MOST_ITERATIONS, Loop, is_playgrounds
from ...plain.descent import gradient, gradient_descent, step
from ...plain.tutorial import LogisticRegression
from ...wording.numbers import count, decimal
from ..cache import cached_loop
from ..chart import draw
from ..live_slider import live_slider
from .frame import Section, show_formulas, show_numbers, show_source

# So many numbers of an array are shown.
SHOWN = 3


def _read() -> None:
    st.markdown(
        "Now all of it: start from zero; look at the points; find probabilities, errors and slopes;"
        " step; repeat. This is the entire training of a logistic regression."
    )
    show_formulas(
        r"w \leftarrow w - \eta\,\frac{\partial L}{\partial w}",
        r"b \leftarrow b - \eta\,\frac{\partial L}{\partial b}",
    )
    show_source(gradient, step, gradient_descent)
    st.markdown(
        "An **iteration** is one update. An **epoch** is one pass over all points. With the full"
        " batch they are the same; with mini-batches of m points an epoch is n/m iterations,"
        " rounded up, and “100 epochs” and “100 iterations” are very different runs. Compare losses"
        " at equal iterations, or at equal epochs, but say which."
    )
    st.markdown(
        "The core does the same in `fit`, where another optimiser is another step. Without its"
        " default penalty (`C=1`), and where there is a minimum, scikit-learn goes to the same one"
        " with [solvers of its own]"
        "(https://scikit-learn.org/stable/modules/linear_model.html#logistic-regression). The"
        " core’s step of gradient descent is this."
    )
    show_source(GradientDescent.step)
    with st.expander("The same as a class, as first tutorials write it"):
        st.markdown("Where their code usually goes wrong, a comment says what is done instead.")
        show_source(LogisticRegression)


@st.fragment
def _touch(run: Run) -> None:
    loop = cached_loop(run.experiment)
    last = len(loop.iterations)
    number = live_slider(
        "Loop iteration",
        "lesson loop iteration",
        Range(1, max(last, 2)),
        1,
        is_integer=True,
        help_text="The loop’s values in this iteration.",
    ).value
    number = min(int(number), last)
    draw(loop_chart(loop, number), "lesson loop")
    epoch = (number - 1) // loop.epoch_length
    show_numbers(
        {
            "Iteration": str(number),
            "Epoch": str(epoch + 1),
            "Largest difference to the core": decimal(loop.largest_difference),
        }
    )
    st.table(_lines(loop.iterations[number - 1], float(loop.loss[number])))
    st.caption(said_of_loop(run, loop, number))


def _lines(now: Iteration, loss: float) -> pd.DataFrame:
    values = {
        "rows": _some(now.rows),
        "p": _some(now.p),
        "error": _some(now.error),
        "slope_w": _some(now.slope_w),
        "slope_b": decimal(now.slope_b, 4),
        "weights": _some(now.weights),
        "bias": decimal(now.bias, 4),
        "log loss": decimal(loss, 4),
    }
    return pd.DataFrame({"value": values}).rename_axis("in this iteration")


def _some(values: FloatArray | np.ndarray) -> str:
    """The first numbers of an array, and how many there are."""
    is_whole = np.issubdtype(values.dtype, np.integer)
    shown = ", ".join(str(v) if is_whole else decimal(v, 4) for v in values[:SHOWN])
    return shown if len(values) <= SHOWN else f"{shown}, … ({len(values)})"


def said_of_loop(run: Run, loop: Loop, number: int) -> str:
    """What this iteration is, and what the loop is beside the run on the playground."""
    place = (number - 1) % loop.epoch_length + 1
    points = count(len(loop.iterations[number - 1].rows), "point")
    words = [f"Iteration {place} of {loop.epoch_length} in its epoch, on {points}."]
    if not is_playgrounds(run):
        settings = run.experiment.settings
        added = ["L1"] if settings.l1 else []
        added += ["class weights"] if settings.class_weight else []
        with_these = f" with {' and '.join(added)}" if added else ""
        without = "L1 or class weights" if settings.class_weight else "L1"
        words.append(
            f"Your run on the playground uses {settings.optimizer_entry.label}{with_these}; the"
            f" loop and the core are compared by plain gradient descent, without {without}."
        )
    elif run.experiment.settings.n_iters > MOST_ITERATIONS:
        words.append(f"The first {MOST_ITERATIONS} iterations of your run on the playground.")
    else:
        words.append("The core’s is your run on the playground.")
    if run.experiment.start:
        words.append("It starts from weights of your own.")
    return " ".join(words)


WHOLE_LOOP = Section(
    title="The whole loop",
    anchor="loop",
    read=_read,
    touch=_touch,
    reading_share=0.6,
    take_away=(
        "Predict, find the errors, average the slopes, step, and repeat. All the rest is speed and"
        " care."
    ),
)
