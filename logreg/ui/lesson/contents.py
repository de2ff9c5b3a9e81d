"""The sections of the lesson in their order, the paths through them, and links to each."""

import time
from collections.abc import Sequence
from functools import cache

import streamlit as st

from ...experiment.lesson_view import PATHS, LessonView
from ...experiment.run import Run
from ...lesson.words import common
from .bowl import BOWL
from .bugs import BUGS_SECTION
from .curve import CURVE
from .digits import DIGITS
from .features import FEATURES_SECTION
from .frame import Section, show_section
from .gradient import GRADIENT
from .length import Length, length_of
from .loss import LOSSES
from .microscope import MICROSCOPE
from .notation import NOTATION
from .predicting import PREDICTING
from .score import SCORE
from .straight import STRAIGHT
from .whole_loop import WHOLE_LOOP

SECTIONS = (
    CURVE,
    SCORE,
    LOSSES,
    MICROSCOPE,
    BOWL,
    GRADIENT,
    WHOLE_LOOP,
    PREDICTING,
    FEATURES_SECTION,
    BUGS_SECTION,
    STRAIGHT,
    DIGITS,
    NOTATION,
)

# Given all sections at once, a browser takes them all in before it draws the first chart: 0.6 s
# after the click, and 0.25 s where the first section is ahead by this.
HEAD_START_SECONDS = 0.12


def sections_of(path: str) -> tuple[Section, ...]:
    """Those of a path, in their order; all where it names none."""
    anchors = PATHS[path].anchors
    return tuple(one for one in SECTIONS if not anchors or one.anchor in anchors)


def section_of(anchor: str) -> Section:
    """The section at the end of this link."""
    return next(one for one in SECTIONS if one.anchor == anchor)


@cache
def length_of_path(path: str) -> Length:
    """Of the sections of a path; the source is read once."""
    return length_of(sections_of(path))


@cache
def _length_of_section(anchor: str) -> Length:
    return length_of([section_of(anchor)])


def show_contents(view: LessonView) -> None:
    """How long the chosen path is, and a link to each of its sections."""
    length = length_of_path(view.path)
    template = common.LENGTH_OF_PATH if PATHS[view.path].anchors else common.LENGTH
    st.markdown(
        template.format(
            path=PATHS[view.path].label,
            words=length.words,
            lines=length.lines,
            minutes=length.whole_minutes,
        )
    )
    with st.container(key="contents"):
        st.markdown("\n".join(map(_entry, sections_of(view.path))))


def _entry(section: Section) -> str:
    minutes = common.MINUTES.format(minutes=_length_of_section(section.anchor).whole_minutes)
    return f"- {section.number} · [{section.words.title}](#{section.anchor}) · {minutes}"


def show_lesson(run: Run, sections: Sequence[Section], is_arrival: bool) -> None:
    """The sections, one below the other; for who arrives, the first one ahead."""
    with st.container(key="lesson"):
        for i, section in enumerate(sections):
            show_section(section, run)
            if i == 0 and is_arrival:
                time.sleep(HEAD_START_SECONDS)
