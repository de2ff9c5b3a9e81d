"""What did it learn? The weights of the current run, how sure they are, and what moves them."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from logreg.experiment.run import Run
from logreg.ui.controls import choose_experiment
from logreg.ui.page import open_page
from logreg.ui.weights import choose_strength, show_path, show_weights

page = open_page(__file__)
run = page.show(choose_experiment())


# A drag of λ runs this alone.
@st.fragment
def look_along(run: Run, address: DeltaGenerator) -> None:
    """The weights and losses at the λ that is looked at."""
    path, at, is_dragging = choose_strength(run)
    show_path(path, at)
    page.show_address(is_dragging, within=address)


with page.main:
    show_weights(run)
    look_along(run, page.address.container())
