"""How good is it? The current experiment's model at every threshold."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from logreg.experiment.address import JUDGEMENT
from logreg.experiment.experiment import Experiment
from logreg.experiment.run import Run
from logreg.ui.cache import cached_evaluation, current_run
from logreg.ui.controls import Choice, choose_experiment
from logreg.ui.evaluation import choose_judgement, fill_judgement, show_judged
from logreg.ui.page import open_page

page = open_page("Evaluate", also=[(JUDGEMENT, fill_judgement)])


def show(choice: Choice) -> None:
    """The run of this choice, judged in the page's main area."""
    run = current_run(choice.experiment, page.notice)
    settled = page.follow(run.experiment, choice.is_preview)
    # In a container of its own: a fragment is known by its place, and `main` moves on in a rerun.
    with page.main.container():
        judge(run, settled, page.address.container())


# A drag of the threshold runs this alone.
@st.fragment
def judge(run: Run, settled: Experiment, address: DeltaGenerator) -> None:
    """Ask for the threshold and the costs, and show what they make of the model."""
    judgement, is_dragging = choose_judgement()
    show_judged(run, cached_evaluation(run.experiment), judgement)
    page.show_address(settled, is_dragging, JUDGEMENT.write(judgement), within=address)


choose_experiment(show)
