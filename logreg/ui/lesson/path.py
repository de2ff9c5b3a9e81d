"""Which way through the lesson: a choice that a link says."""

from functools import partial

import streamlit as st

from ...core.choices import choices_of
from ...experiment.address import LESSON
from ...experiment.lesson_view import PATHS, LessonView
from ...lesson.words import common
from ..arrival import OwnChoices
from ..door import keep_allowed

KEY = "path"
VIEW = choices_of(LessonView)


def fill_path(view: LessonView) -> None:
    """Set the control to what the view says; before it is drawn."""
    st.session_state[KEY] = view.path


PATH = OwnChoices(LESSON, fill_path)


def choose_path() -> LessonView:
    """What the lesson is, and the control of the path."""
    st.markdown(common.LEAD)
    keep_allowed(KEY, partial(VIEW["path"].kind.check, "path"), LessonView().path)
    path = st.segmented_control(
        common.PATH,
        list(PATHS),
        format_func=lambda name: PATHS[name].label,
        key=KEY,
        persist_state="session",
        required=True,
    )
    return LessonView(str(path))
