"""The playground: choose, train, and see what was learned."""

import streamlit as st

from logreg.ui.cache import cached_preview, cached_stage
from logreg.ui.controls import choose_at_rest, choose_live
from logreg.ui.page import open_page
from logreg.ui.stage import stage

page = open_page(__file__)
controls = choose_at_rest()


# A drag of a live slider runs this alone: the browser need not draw the other controls anew.
@st.fragment
def live() -> None:
    """The run of what is chosen, in the page's main area."""
    chosen = choose_live(controls)
    experiment = page.show(chosen).experiment
    with page.main:
        stage((cached_preview if chosen.is_preview else cached_stage)(experiment), key="stage")
    page.show_address()


live()
