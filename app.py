"""The playground: choose, train, and see what was learned."""

import streamlit as st

from logreg.figures import boundary_chart, confusion_chart, loss_chart
from logreg.summary import describe
from logreg.ui.chart import draw
from logreg.ui.controls import choose_experiment
from logreg.ui.page import frame
from logreg.ui.runs import current_run
from logreg.ui.scores import choose_split, show_scores

frame("Logistic Regression Playground")
run = current_run(choose_experiment())

st.markdown(describe(run))
with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
    split_name, split = choose_split(run)
    show_scores(split.scores)

left, right = st.columns([3, 2], gap="medium")
with left:
    draw(boundary_chart(run), key="boundary")
with right:
    is_log = st.toggle("Logarithmic loss axis", key="is_log")
    draw(loss_chart(run, is_log), key="loss")
    draw(
        confusion_chart(split.scores.confusion, run.dataset.class_names, split_name),
        key="confusion",
    )
