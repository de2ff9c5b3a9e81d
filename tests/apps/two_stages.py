"""Two runs, each on a stage of its own."""

import streamlit as st

from logreg import Experiment, run
from logreg.ui.stage import stage
from tests.told import story_of

st.set_page_config(layout="wide")
left, right = st.columns(2)
with left:
    stage(story_of(run(Experiment())), key="long")
with right:
    stage(story_of(run(Experiment.of(noise=0.4, n_iters=30))), key="short")
