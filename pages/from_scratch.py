"""The lesson: every formula beside the code that runs and the numbers that it gives."""

import streamlit as st

from logreg.ui.cache import cached_run, current_run, last_run
from logreg.ui.controls import Choice, choose_experiment
from logreg.ui.lesson.contents import show_contents, show_lesson
from logreg.ui.page import open_page
from logreg.ui.session import PAGE

TITLE = "From scratch"
DRAWN = "experiment of the lesson"

is_arrival = st.session_state.get(PAGE) != TITLE
page = open_page(TITLE)
# Only a run of the whole page comes by here, and that draws the sections anyway.
st.session_state[DRAWN] = None


def show(choice: Choice) -> None:
    """Have the sections drawn anew for another experiment; not while a thumb is held."""
    run = (
        last_run(page.notice) if choice.is_preview else current_run(choice.experiment, page.notice)
    )
    page.show_address(page.follow(run.experiment, choice.is_preview))
    if st.session_state[DRAWN] not in (None, page.settled):
        st.rerun()


choose_experiment(show)
with page.main:
    show_contents()
    show_lesson(cached_run(page.settled), is_arrival)
st.session_state[DRAWN] = page.settled
