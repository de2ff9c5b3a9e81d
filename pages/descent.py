"""How did it get there? The run's path over the landscape of its loss."""

from functools import partial

import streamlit as st

from logreg.experiment.address import DESCENT
from logreg.ui.cache import cached_descent, cached_descent_preview
from logreg.ui.controls import choose_at_rest, choose_live
from logreg.ui.descent import (
    EXAMPLE,
    VIEWS,
    choose_view,
    descent,
    keep_up,
    preset_buttons,
    under_hand,
)
from logreg.ui.page import open_page

page = open_page(__file__, EXAMPLE, own=[VIEWS])
controls = choose_at_rest()
with page.main:
    preset_buttons()
    view = choose_view(controls)
# Before the component tells the browser what the address is.
page.add(DESCENT.write(view))


# A drag of a live slider, or of the start, runs this alone.
@st.fragment
def live() -> None:
    """The descent of what is chosen."""
    keep_up()
    chosen = under_hand(choose_live(controls))
    make = cached_descent_preview if chosen.is_preview else cached_descent
    packed = page.show_as(partial(make, view=view), chosen)
    descent(packed, page.news(chosen.is_preview))


with page.main:
    live()
page.show_address(more=DESCENT.write(view))
