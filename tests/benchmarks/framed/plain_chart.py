"""One plain chart in the frame of a page, beside the app's own controls."""

import streamlit as st

from logreg.figures import boundary_chart
from logreg.ui.cache import current_run
from logreg.ui.controls import Choice, choose_experiment
from logreg.ui.page import open_page


def plain_page(title: str) -> None:
    """Draw the page of this title in the menu."""
    page = open_page(title)

    def show(choice: Choice) -> None:
        run = current_run(choice.experiment, page.notice)
        with page.main:
            st.plotly_chart(boundary_chart(run).figure, key="chart")
        page.show_address(page.follow(run.experiment, choice.is_preview))

    choose_experiment(show)
