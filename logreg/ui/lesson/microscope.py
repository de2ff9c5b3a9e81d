"""Section 5: one step of gradient descent, and what one point has to do with it."""

import pandas as pd
import streamlit as st

from ...core.checks import Range
from ...experiment.run import Run
from ...figures.lesson import microscope_chart
from ...lesson.microscope import View, look, pulls, walk
from ...lesson.points import Points, points_of
from ...plain.descent import mini_batches
from ...wording.numbers import count, decimal, number, signed
from ..chart import draw
from ..live_slider import live_slider
from .frame import Section, show_formulas, show_source

CHART = "lesson microscope"
POINT = "lesson point"
STEPS = "lesson steps"
MOST_STEPS = 300
# 0 stands for all of them.
SIZES = (0, 16, 4, 1)


def _read() -> None:
    st.markdown(
        "One iteration looks at some points, averages their pulls, and moves the weights and the"
        " bias **against** the average, by the learning rate η. A point that the model gets right"
        " with confidence has $p \\approx y$ and hardly pulls. One on the wrong side has an error"
        " of more than ½, and of nearly 1 where the model is sure."
    )
    show_formulas(
        r"\text{pull}_i = \frac{1}{m}\,(p_i - y_i)\,(x_{i1},\, x_{i2},\, 1)",
        r"(w, b) \leftarrow (w, b) - \eta \sum_i \text{pull}_i",
    )
    show_source(pulls)
    st.markdown(
        "With the **full batch** all points pull in every iteration. A **mini-batch** of m points"
        " is cheaper and its direction is right only on average. Each **epoch** shuffles the points"
        " and goes through all of them once."
    )
    show_source(mini_batches)
    st.markdown(
        "Step a few times with all points, then with one at a time: the line wanders. Where the"
        " classes overlap it hovers around the best line without coming to rest, the nearer the"
        " lower η is. More on mini-batches in chapter 8 of"
        " [*Deep Learning*](https://www.deeplearningbook.org/)."
    )


@st.fragment
def _touch(run: Run) -> None:
    points = points_of(run)
    size = st.segmented_control(
        "Points in a step",
        SIZES,
        format_func=lambda size: str(size or "all"),
        default=0,
        required=True,
        key="lesson points in a step",
    )
    _buttons()
    n_steps = int(st.session_state.get(STEPS, 0))
    learning_rate = run.experiment.settings.learning_rate
    batch_size = min(size or len(points.y), len(points.y))
    steps = walk(points, learning_rate, batch_size, run.experiment.seed, n_steps + 1)
    number = live_slider("Point", POINT, Range(1, len(points.y)), 1, is_integer=True).value
    view = look(points, steps, int(number) - 1, learning_rate)
    draw(microscope_chart(points, view), CHART, on_pick=_pick)
    st.markdown(_where(n_steps, view, learning_rate))
    _show_point(points, view)
    _show_step(view)


def _buttons() -> None:
    with st.container(horizontal=True):
        st.button("Step", icon=":material/skip_next:", on_click=_take, args=[1], key="lesson step")
        st.button("10 steps", on_click=_take, args=[10], key="lesson 10 steps")
        st.button("Start over", icon=":material/replay:", on_click=_take, args=[None])


def _take(n_more: int | None) -> None:
    taken = 0 if n_more is None else st.session_state.get(STEPS, 0) + n_more
    st.session_state[STEPS] = min(taken, MOST_STEPS)


def _pick(row: int) -> None:
    st.session_state[POINT] = {"value": row + 1}


def _where(n_steps: int, view: View, learning_rate: float) -> str:
    return (
        f"After **{count(n_steps, 'iteration')}**; the next one looks at"
        f" {count(len(view.batch), 'point')}, with η = {number(learning_rate)}."
    )


def _show_point(points: Points, view: View) -> None:
    names = ("x₁", "x₂", "z", "p", "y", "p − y")
    values = (*view.x, view.z, view.p, view.y, view.p - view.y)
    row = pd.Index([str(view.row + 1)], name="point")
    st.table(pd.DataFrame([[decimal(value, 4) for value in values]], columns=names, index=row))


def _show_step(view: View) -> None:
    rows = {
        "this point pulls": view.pull,
        "all others": view.others,
        "gradient: the sum": view.gradient,
        "update: −η × sum": view.update,
        "before": view.before,
        "after": view.after,
    }
    table = pd.DataFrame.from_dict(
        {name: [signed(value, 4) for value in values] for name, values in rows.items()},
        orient="index",
        columns=["w₁", "w₂", "b"],
    )
    st.table(table.rename_axis("in this step"))
    st.caption(
        "Rounded to four digits at most, so that a sum may be off in the last."
        if view.is_in_batch
        else "This point is not in the batch: it does not pull this time."
    )


MICROSCOPE = Section(
    title="One step under the microscope",
    anchor="step",
    read=_read,
    touch=_touch,
    take_away=(
        "A step is a vote: each point pulls by its error times its coordinates, and the mean of"
        " the votes, times the learning rate, moves the weights."
    ),
)
