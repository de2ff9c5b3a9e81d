"""The playground: choose, train, and see what was learned."""

import streamlit as st

from logreg.ui.cache import cached_preview, cached_stage
from logreg.ui.controls import choose_at_rest, choose_live
from logreg.ui.page import open_page
from logreg.ui.pins import OF_A_LINK, hear_pin, packed_pins, pins_query
from logreg.ui.stage import stage

page = open_page(__file__, own=[OF_A_LINK])
controls = choose_at_rest()


# A drag of a live slider runs this alone: the browser need not draw the other controls anew.
@st.fragment
def live() -> None:
    """The run of what is chosen, on the stage."""
    chosen = choose_live(controls)
    packed = page.show_as(cached_preview if chosen.is_preview else cached_stage, chosen)
    page.add(pins_query())
    stage(packed + packed_pins(), "stage", page.news(chosen.is_preview), hear_pin)


with page.main:
    live()
page.show_opening()
page.show_address(more=pins_query())
