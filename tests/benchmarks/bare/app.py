"""A page without a chart: where the way to the plain one begins."""

import streamlit as st

st.title("Start")
st.page_link("app.py", label="Start")
st.page_link("pages/chart.py", label="Chart")
