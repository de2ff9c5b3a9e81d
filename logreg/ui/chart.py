"""The seam between figures and the screen: every chart of every page is drawn here."""

import streamlit as st

from ..figures import Chart
from .live_chart import live_chart


def draw(chart: Chart, key: str) -> None:
    """Draw a chart with its caption in the current container."""
    with st.container(gap="xxsmall"):
        live_chart(chart.figure, chart.alternative, key)
        st.caption(chart.caption)
