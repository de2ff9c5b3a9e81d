"""How good is it? The current experiment's model at every threshold."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from logreg.experiment.address import DECISION
from logreg.experiment.run import Run
from logreg.ui.cache import cached_evaluation
from logreg.ui.controls import choose_at_rest, choose_live
from logreg.ui.evaluation import DECISIONS, choose_decision, show_judged
from logreg.ui.page import open_page

page = open_page(__file__, own=[DECISIONS])
controls = choose_at_rest()


# A drag of a live slider runs this alone.
@st.fragment
def live() -> None:
    """The run of what is chosen, judged in the page's main area."""
    run = page.show(choose_live(controls))
    # In a container of its own: a fragment is known by its place, and `main` moves on in a rerun.
    with page.main.container():
        judge(run, page.address.container())


# A drag of the threshold runs this alone.
@st.fragment
def judge(run: Run, address: DeltaGenerator) -> None:
    """Ask for the threshold and the costs, and show what they make of the model."""
    decision, is_dragging = choose_decision()
    show_judged(run, cached_evaluation(run.experiment), decision)
    page.show_address(is_dragging, DECISION.write(decision), within=address)


live()
