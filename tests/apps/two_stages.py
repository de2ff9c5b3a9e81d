"""Two runs, each on a stage of its own."""

import streamlit as st

from logreg import Experiment, run
from logreg.ui.stage import stage
from logreg.ui.stage_data import stage_bytes
from tests.told import story_of

st.set_page_config(layout="wide")
left, right = st.columns(2)
with left:
    stage(stage_bytes(story_of(run(Experiment()))), key="long")
with right:
    stage(stage_bytes(story_of(run(Experiment.of(noise=0.4, n_iters=30)))), key="short")
