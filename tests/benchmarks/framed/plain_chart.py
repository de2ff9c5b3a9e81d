"""One plain chart in the frame of a page, beside the app's own controls."""

import streamlit as st

from logreg.figures import boundary_chart
from logreg.ui.controls import choose_at_rest, choose_live
from logreg.ui.page import open_page


def plain_page(file: str) -> None:
    """Draw the page of this script."""
    page = open_page(file)
    controls = choose_at_rest()

    @st.fragment
    def live() -> None:
        run = page.show(choose_live(controls))
        with page.main:
            st.plotly_chart(boundary_chart(run).figure, key="chart")
        page.show_address()

    live()
