"""The sections of the lesson in their order, and the links that jump to each."""

import time

import streamlit as st

from ...experiment.run import Run
from .activations import ACTIVATIONS
from .bugs import BUGS_SECTION
from .frame import show_section
from .gradient import GRADIENT
from .log_loss import LOSSES
from .microscope import MICROSCOPE
from .predicting import PREDICTING
from .score import SCORE
from .whole_loop import WHOLE_LOOP

SECTIONS = (SCORE, ACTIVATIONS, LOSSES, GRADIENT, MICROSCOPE, WHOLE_LOOP, PREDICTING, BUGS_SECTION)

# Given all eight sections at once, a browser takes them all in before it draws the first chart:
# 0.6 s after the click, and 0.25 s where the first section is ahead by this.
HEAD_START_SECONDS = 0.12


def show_contents() -> None:
    """What the lesson is, and a link to each section."""
    st.markdown(
        "Logistic regression from scratch, in eight sections: about an hour. In fifteen minutes,"
        " take the sections 1, 5 and 7. Every formula stands beside the code that runs it, and"
        " every number is computed as you read, on the data of your experiment where no other is"
        " named."
    )
    with st.container(key="contents"):
        st.markdown(
            "\n".join(f"{n}. [{item.title}](#{item.anchor})" for n, item in enumerate(SECTIONS, 1))
        )


def show_lesson(run: Run, is_arrival: bool) -> None:
    """All sections, one below the other; for who arrives, the first one ahead."""
    with st.container(key="lesson"):
        for number, section in enumerate(SECTIONS, 1):
            show_section(number, section, run)
            if number == 1 and is_arrival:
                time.sleep(HEAD_START_SECONDS)
