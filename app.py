"""The playground: choose, train, and see what was learned."""

import streamlit as st

from logreg.ui.cache import cached_preview, cached_stage
from logreg.ui.controls import choose_at_rest, choose_live
from logreg.ui.keeper import what_to_try
from logreg.ui.page import open_page
from logreg.ui.pins import OF_A_LINK, hear_pin, packed_pins, pins_query
from logreg.ui.remedy import remedy_line
from logreg.ui.sketch import Sketch, begin, keep_up, stand_in
from logreg.ui.stage import Ears, stage

STAGE = "stage"

page = open_page(__file__, own=[OF_A_LINK])
controls = choose_at_rest()


# A drag of a live slider, or of a point, runs this alone: the browser need not draw the other
# controls anew.
@st.fragment
def live() -> None:
    """The run of what is chosen, on the stage."""
    keep_up()
    sketch = Sketch(STAGE)
    chosen = sketch.under_hand(choose_live(controls))
    make = cached_preview if chosen.is_preview else cached_stage
    packed = page.show_as(make, chosen, instead=stand_in(chosen.experiment))
    page.add(pins_query())
    packed += packed_pins() + sketch.packed(chosen)
    stage(packed, STAGE, page.news(chosen.is_preview), Ears(hear_pin, begin, sketch.take))


with page.main:
    live()
    remedy_line(page, what_to_try())
page.show_opening()
page.show_address(more=pins_query())
