"""Section 6: the whole loop, line by line, on the learner's own run; and the tutorial's class."""

import numpy as np
import pandas as pd
import streamlit as st

from ...core.checks import FloatArray, Range
from ...core.settings import Settings
from ...experiment.run import Run
from ...experiment.step_sizes import stable_rate
from ...figures.lesson import loop_chart
from ...lesson.loop import Iteration
from ...lesson.whole_loop import (
    CLASS_RUNS,
    MOST_ITERATIONS,
    Loop,
    Trained,
    is_playgrounds,
)
from ...lesson.words.loop import WORDS
from ...plain.descent import gradient_descent, step
from ...plain.tutorial import LogisticRegression
from ...wording.numbers import decimal, number, percent
from ..cache import cached_class, cached_loop, cached_run
from ..chart import draw
from ..live_slider import live_slider
from .blocks import Text, formulas, listing
from .frame import Section, show_numbers
from .question import Answer

SAID = WORDS.said
# So many numbers of an array are shown.
SHOWN = 3
# Shares of steps that raised the loss: none, a few, about half.
SHARES = (0.0, 0.05, 0.5)
# Whether a run has L1 and class weights, and what that is called.
ADDED = {
    (True, False): "l1",
    (False, True): "class weights",
    (True, True): "l1 and class weights",
}


def answer(_: Run) -> Answer:
    """On how many steps of the tutorial's run the loss rose, and why."""
    run = cached_run(CLASS_RUNS[0])
    n_rises, n_steps = run.trace.n_rises, run.trace.n_iters
    stable = stable_rate(run)
    numbers = {
        "rises": str(n_rises),
        "steps": str(n_steps),
        "ratio": decimal(run.experiment.settings.learning_rate / stable, 1),
    }
    return Answer(
        min(range(len(SHARES)), key=lambda i: abs(SHARES[i] - n_rises / n_steps)), numbers
    )


def _touch(run: Run) -> None:
    _touch_loop(run)
    _show_class()


@st.fragment
def _touch_loop(run: Run) -> None:
    loop = cached_loop(run.experiment)
    last = len(loop.iterations)
    at = live_slider(
        SAID["iteration"],
        "lesson loop iteration",
        Range(1, max(last, 2)),
        1,
        is_integer=True,
        help_text=SAID["iteration help"],
    ).value
    now = min(int(at), last)
    draw(loop_chart(loop, now), "lesson loop")
    epoch = (now - 1) // loop.epoch_length
    show_numbers(
        {
            SAID["now"]: str(now),
            SAID["epoch"]: str(epoch + 1),
            SAID["difference"]: decimal(loop.largest_difference),
        }
    )
    st.table(_lines(loop.iterations[now - 1], float(loop.loss[now])))
    st.caption(said_of_loop(run, loop, now))


def _lines(now: Iteration, loss: float) -> pd.DataFrame:
    values = {
        "rows": _some(now.rows),
        "p": _some(now.p),
        "error": _some(now.error),
        "slope_w": _some(now.slope_w),
        "slope_b": decimal(now.slope_b, 4),
        "weights": _some(now.weights),
        "bias": decimal(now.bias, 4),
        SAID["log loss"]: decimal(loss, 4),
    }
    return pd.DataFrame({SAID["value"]: values}).rename_axis(SAID["in this iteration"])


def _some(values: FloatArray | np.ndarray) -> str:
    """The first numbers of an array, and how many there are."""
    is_whole = np.issubdtype(values.dtype, np.integer)
    shown = ", ".join(str(v) if is_whole else decimal(v, 4) for v in values[:SHOWN])
    return shown if len(values) <= SHOWN else f"{shown}, … ({len(values)})"


def said_of_loop(run: Run, loop: Loop, iteration: int) -> str:
    """What this iteration is, and what the loop is beside the run on the playground."""
    place = (iteration - 1) % loop.epoch_length + 1
    n = len(loop.iterations[iteration - 1].rows)
    words = [WORDS.say("place", place=place, length=loop.epoch_length, n=n)]
    if not is_playgrounds(run):
        words.append(_said_of_other(run.experiment.settings))
    elif run.experiment.settings.n_iters > MOST_ITERATIONS:
        words.append(WORDS.say("first", most=MOST_ITERATIONS))
    else:
        words.append(SAID["same"])
    if run.experiment.start:
        words.append(SAID["start"])
    return " ".join(words)


def _said_of_other(settings: Settings) -> str:
    """How a run that is not the loop's was trained."""
    optimizer = settings.optimizer_entry.label
    added = ADDED.get((bool(settings.l1), bool(settings.class_weight)))
    if added:
        optimizer = WORDS.say("with", optimizer=optimizer, added=SAID[added])
    without = SAID["l1 or class weights" if settings.class_weight else "l1"]
    return WORDS.say("other", optimizer=optimizer, without=without)


def _show_class() -> None:
    trained = [cached_class(experiment) for experiment in CLASS_RUNS]
    st.markdown(SAID["class"])
    names = [
        WORDS.say(key, rate=number(one.learning_rate))
        for key, one in zip(("as it comes", "standardised"), trained, strict=True)
    ]
    columns = {name: rows_of(one) for name, one in zip(names, trained, strict=True)}
    st.table(pd.DataFrame(columns).rename_axis(SAID["the class"]))
    st.caption(SAID["class caption"])


def rows_of(trained: Trained) -> dict[str, str]:
    """What is told of the class, by name."""
    return {
        SAID["accuracy"]: percent(trained.accuracy, 2),
        SAID["precision"]: percent(trained.precision, 2),
        SAID["rises"]: WORDS.say(
            "rises of steps", n_rises=trained.n_rises, n_steps=trained.n_steps - 1
        ),
        SAID["last loss"]: decimal(trained.last_loss),
    }


WHOLE_LOOP = Section(
    number="6",
    anchor="loop",
    words=WORDS,
    answer=answer,
    reading=(
        Text("loop"),
        formulas(
            r"w \leftarrow w - \eta\,\frac{\partial L}{\partial w}",
            r"b \leftarrow b - \eta\,\frac{\partial L}{\partial b}",
        ),
        listing(step),
        listing(gradient_descent),
        Text("epoch"),
        Text("class"),
        listing(LogisticRegression.__init__),
        listing(LogisticRegression.sigmoid, LogisticRegression.compute_loss),
        listing(LogisticRegression.forward),
        listing(LogisticRegression.backward),
        listing(LogisticRegression.fit),
        listing(LogisticRegression.predict),
        Text("passes"),
        Text("theirs"),
    ),
    touch=_touch,
    reading_share=0.55,
)
