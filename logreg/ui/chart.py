"""The seam between figures and the screen: every chart of every page is drawn here."""

import streamlit as st

from ..figures import Chart

# The page scrolls under a finger or a wheel; zooming is for the buttons and for dragging.
CONFIG = {
    "displaylogo": False,
    "scrollZoom": False,
    "modeBarButtonsToRemove": ["lasso2d", "select2d"],
}


def draw(chart: Chart, key: str) -> None:
    """Draw a chart with its caption in the current container."""
    with st.container(gap="xxsmall"):
        st.plotly_chart(chart.figure, key=key, alt=chart.alternative, config=CONFIG)
        st.caption(chart.caption)
