"""Section 4: walk down the bowl, and see it cut in two."""

import streamlit as st

from ...core.checks import Range
from ...experiment.address import EXPERIMENT, query_text
from ...experiment.run import Run
from ...figures.lesson import bowl_chart, cut_chart
from ...lesson.bowl import MOST_STEPS, ends_of_two
from ...lesson.points import points_of
from ...lesson.words.bowl import WORDS
from ...wording.numbers import decimal
from ..cache import cached_bowl
from ..chart import draw
from ..live_slider import live_slider
from .blocks import Text, formulas
from .frame import Section, show_numbers
from .question import Answer

SAID = WORDS.said
FIRST_STEP = 20


def answer(run: Run) -> Answer:
    """Where two who start apart end, on the points of the run."""
    first, second = map(decimal, ends_of_two(points_of(run)))
    return Answer(1, {"first": first, "second": second})


def _touch(run: Run) -> None:
    _walk(run)
    draw(cut_chart(cached_bowl(run.experiment)), "lesson cut")
    query = query_text(EXPERIMENT.write(run.experiment))
    st.markdown(WORDS.say("link", query=query))


@st.fragment
def _walk(run: Run) -> None:
    bowl = cached_bowl(run.experiment)
    allowed = Range(0, MOST_STEPS)
    taken = live_slider(
        SAID["iteration"], "lesson bowl step", allowed, FIRST_STEP, is_integer=True
    ).value
    step, rate = int(taken), run.experiment.settings.learning_rate
    draw(bowl_chart(bowl, step, rate), "lesson bowl")
    show_numbers(
        {
            SAID["loss"]: decimal(float(bowl.losses[step]), 4),
            SAID["lowest"]: decimal(bowl.lowest_loss, 4),
        }
    )


BOWL = Section(
    number="4",
    anchor="bowl",
    words=WORDS,
    answer=answer,
    reading=(
        Text("map"),
        Text("convex"),
        formulas(
            r"L\bigl(t\,u + (1 - t)\,v\bigr)",
            r"\le\; t\,L(u) + (1 - t)\,L(v),\quad 0 \le t \le 1",
        ),
        Text("none"),
        Text("cut"),
        Text("rate"),
    ),
    touch=_touch,
)
