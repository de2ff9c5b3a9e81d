"""What the sections of the lesson are made of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from textwrap import dedent
from typing import Any

import streamlit as st

from ...experiment.run import Run
from ..source import source_of


@dataclass(frozen=True)
class Section:
    """One section: its title, the end of a link to it, its two halves and the sentence to keep.

    `read` draws text, formulas and source. `touch` is a fragment, or what answers a hand in it is:
    nothing else is then drawn anew.
    """

    title: str
    anchor: str
    read: Callable[[], None]
    touch: Callable[[Run], None]
    take_away: str
    reading_share: float = 0.5  # of the width: a longer text takes more


def show_section(number: int, section: Section, run: Run) -> None:
    """What is read on the left, what is touched on the right; below each other on a phone."""
    st.header(f"{number} · {section.title}", anchor=section.anchor, divider="gray")
    share = section.reading_share
    reading, touching = st.columns([share, 1 - share], gap="large")
    with reading:
        section.read()
    with touching:
        section.touch(run)
    st.info(section.take_away, icon=":material/lightbulb:")


def show_formulas(*formulas: str) -> None:
    """One below the other: side by side they would not fit on a phone."""
    lines = r" \\[0.5em] ".join(formulas)
    st.latex(rf"\begin{{gathered}} {lines} \end{{gathered}}")


def show_source(*items: Callable[..., Any] | type) -> None:
    """The source of what ran, as Python has it."""
    text = "\n\n".join(dedent(source_of(item)).rstrip() for item in items)
    # Not wrapped: a line that is too long scrolls, and keeps its indentation.
    st.code(text, language="python")


def show_numbers(numbers: Mapping[str, str]) -> None:
    """A line of numbers under their names."""
    with st.container(horizontal=True):
        for name, number in numbers.items():
            st.metric(name, number, width="content")
