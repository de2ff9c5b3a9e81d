"""The playground: choose, train, and see what was learned."""

import streamlit as st

from logreg.ui.controls import Choice, choose_experiment
from logreg.ui.page import frame
from logreg.ui.runs import current_run
from logreg.ui.stage import stage

frame("Logistic Regression Playground")
main = st.container()


def show(choice: Choice) -> None:
    """The run of this choice, in the page's main area."""
    with main:
        stage(current_run(choice.experiment), key="stage", is_preview=choice.is_preview)


choose_experiment(show)
