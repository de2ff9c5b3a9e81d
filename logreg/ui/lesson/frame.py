"""What the sections of the lesson are made of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import streamlit as st

from ...experiment.run import Run
from ...lesson.words import SectionWords
from .blocks import Block, show_blocks
from .question import Answer, show_question


@dataclass(frozen=True)
class Section:
    """One section: its number, the end of a link to it, its words and its two halves.

    `touch` is a fragment, or what answers a hand in it is: nothing else is then drawn anew.
    """

    number: str  # or the letter of an appendix
    anchor: str
    words: SectionWords
    answer: Callable[[Run], Answer]
    reading: tuple[Block, ...]
    touch: Callable[[Run], None] | None = None
    reading_share: float = 0.5  # of the width: a longer text takes more


def show_section(section: Section, run: Run) -> None:
    """A question; then what is read on the left, what is touched on the right, or below."""
    words = section.words
    st.header(f"{section.number} · {words.title}", anchor=section.anchor, divider="gray")
    show_question(section.anchor, words.question, section.answer, run)
    if section.touch is None:
        show_blocks(section.reading, words)
    else:
        share = section.reading_share
        reading, touching = st.columns([share, 1 - share], gap="large")
        with reading:
            show_blocks(section.reading, words)
        with touching:
            section.touch(run)
    st.info(words.take_away, icon=":material/lightbulb:")


def show_numbers(numbers: Mapping[str, str]) -> None:
    """A line of numbers under their names."""
    with st.container(horizontal=True):
        for name, number in numbers.items():
            st.metric(name, number, width="content")
