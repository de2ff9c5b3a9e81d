"""Appendix C: the names of the same things in other books and programs."""

import streamlit as st

from ...experiment.run import Run
from ...lesson.words.notation import HEAD, ROWS, WORDS
from ...wording.numbers import number
from .blocks import Drawn, Text
from .frame import Section
from .question import Answer


def answer(run: Run) -> Answer:
    """λ for two values of C, with the run's own number of points."""
    n = len(run.train.y)
    return Answer(1, {"n": str(n), "one": number(1 / n, 3), "ten": number(1 / (10 * n), 3)})


def _show_table() -> None:
    """As Markdown: formulas are set in it, and on a phone it scrolls by itself."""
    lines = [HEAD, ("---",) * len(HEAD), *ROWS]
    with st.container(key="notation"):
        st.markdown("\n".join(f"| {' | '.join(line)} |" for line in lines))


NOTATION = Section(
    number="C",
    anchor="notation",
    words=WORDS,
    answer=answer,
    reading=(
        Text("intro"),
        Drawn(_show_table, (*HEAD, *(cell for row in ROWS for cell in row))),
    ),
)
