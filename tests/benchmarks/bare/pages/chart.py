"""A page that holds one plain chart."""

import streamlit as st

from logreg.experiment.experiment import Experiment
from logreg.experiment.run import Run, run
from logreg.figures import boundary_chart


@st.cache_resource(max_entries=1, show_spinner=False)
def cached_run() -> Run:
    return run(Experiment())


st.title("Chart")
st.page_link("app.py", label="Start")
st.page_link("pages/chart.py", label="Chart")
st.plotly_chart(boundary_chart(cached_run()).figure, key="chart")
