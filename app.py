"""The playground: choose, train, and see what was learned."""

import streamlit as st

from logreg.summary import describe
from logreg.ui.controls import choose_experiment
from logreg.ui.page import frame
from logreg.ui.runs import current_run
from logreg.ui.stage import stage

frame("Logistic Regression Playground")
choice = choose_experiment()
run = current_run(choice.experiment)
st.markdown(describe(run))
stage(run, key="stage", is_preview=choice.is_preview)
