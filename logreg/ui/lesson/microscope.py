"""Section 3: one step of gradient descent, and what one point has to do with it."""

import pandas as pd
import streamlit as st

from ...core.checks import Range
from ...experiment.run import Run
from ...figures.lesson import microscope_chart, pulls_chart
from ...lesson.microscope import View, extreme_errors, look, loss_at, walk
from ...lesson.points import Points, points_of
from ...lesson.words.step import WORDS
from ...plain.descent import mini_batches
from ...plain.pieces import pulls
from ...wording.numbers import decimal, probability, signed
from ..chart import draw
from ..live_slider import live_slider
from .blocks import Text, formulas, listing
from .frame import Section, show_numbers
from .question import Answer

CHART = "lesson microscope"
POINT = "lesson point"
STEPS = "lesson steps"
MOST_STEPS = 300
# 0 stands for all of them.
SIZES = (0, 16, 4, 1)
SAID = WORDS.said


def answer(run: Run) -> Answer:
    """The errors of the run's own points."""
    largest, smallest = map(probability, extreme_errors(run))
    return Answer(2, {"largest": largest, "smallest": smallest})


@st.fragment
def _touch(run: Run) -> None:
    points = points_of(run)
    size = st.segmented_control(
        SAID["size"],
        SIZES,
        format_func=lambda size: str(size or SAID["all"]),
        default=0,
        required=True,
        key="lesson points in a step",
    )
    _buttons()
    n_steps = int(st.session_state.get(STEPS, 0))
    learning_rate = run.experiment.settings.learning_rate
    batch_size = min(size or len(points.y), len(points.y))
    steps = walk(points, learning_rate, batch_size, run.experiment.seed, n_steps + 1)
    number = live_slider(SAID["point"], POINT, Range(1, len(points.y)), 1, is_integer=True).value
    view = look(points, steps, int(number) - 1, learning_rate)
    draw(microscope_chart(points, view), CHART, on_pick=_pick)
    draw(pulls_chart(view, learning_rate), "lesson pulls")
    st.markdown(_where(n_steps, view, learning_rate))
    show_numbers(
        {
            SAID["before"]: decimal(loss_at(points, view.before), 4),
            SAID["after"]: decimal(loss_at(points, view.after), 4),
        }
    )
    _show_point(points, view)
    _show_step(view)


def _buttons() -> None:
    with st.container(horizontal=True):
        st.button(
            SAID["step"],
            icon=":material/skip_next:",
            on_click=_take,
            args=[1],
            key="lesson step",
        )
        st.button(SAID["10 steps"], on_click=_take, args=[10], key="lesson 10 steps")
        st.button(SAID["over"], icon=":material/replay:", on_click=_take, args=[None])


def _take(n_more: int | None) -> None:
    taken = 0 if n_more is None else st.session_state.get(STEPS, 0) + n_more
    st.session_state[STEPS] = min(taken, MOST_STEPS)


def _pick(row: int) -> None:
    st.session_state[POINT] = {"value": row + 1}


def _where(n_steps: int, view: View, learning_rate: float) -> str:
    return WORDS.say("where", n_iters=n_steps, n=len(view.batch), rate=learning_rate)


def _show_point(points: Points, view: View) -> None:
    names = ("x₁", "x₂", "z", "p", "y", "p − y")
    values = (*view.x, view.z, view.p, view.y, view.p - view.y)
    row = pd.Index([str(view.row + 1)], name=SAID["this point"])
    st.table(pd.DataFrame([[decimal(value, 4) for value in values]], columns=names, index=row))


def _show_step(view: View) -> None:
    rows = {
        SAID["pulls"]: view.pull,
        SAID["others"]: view.others,
        SAID["gradient"]: view.gradient,
        SAID["update"]: view.update,
        SAID["theta before"]: view.before,
        SAID["theta after"]: view.after,
    }
    table = pd.DataFrame.from_dict(
        {name: [signed(value, 4) for value in values] for name, values in rows.items()},
        orient="index",
        columns=["w₁", "w₂", "b"],
    )
    st.table(table.rename_axis(SAID["in this step"]))
    st.caption(SAID["rounded" if view.is_in_batch else "not in batch"])


MICROSCOPE = Section(
    number="3",
    anchor="step",
    words=WORDS,
    answer=answer,
    reading=(
        Text("pull"),
        formulas(
            r"\text{pull}_i = \frac{1}{m}\,(p_i - y_i)\,(x_{i1},\, x_{i2},\, 1)",
            r"(w, b) \leftarrow (w, b) - \eta \sum_i \text{pull}_i",
        ),
        listing(pulls),
        Text("picture"),
        Text("batch"),
        listing(mini_batches),
        Text("try"),
    ),
    touch=_touch,
)
