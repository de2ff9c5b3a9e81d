"""A chart that is drawn in place: the same plotly.js instance from update to update.

`st.plotly_chart` makes a new element whenever its figure changes, which shows as a blank frame and
loses the zoom. This component keeps its element and calls `Plotly.react`. plotly.js is the file of
the installed plotly package, served by this server: no other host, no copy in the repository.
"""

import json

import plotly.graph_objects as go
import streamlit as st

from ..figures.palette import INK, PAPER
from .live_component import PLOTLYJS_ADDRESS, loader

_live_chart = st.components.v2.component(
    "live_chart",
    html='<div class="live-chart" role="figure"></div>',
    js=loader("chart"),
    isolate_styles=False,
)


def live_chart(figure: go.Figure, alternative: str, key: str) -> None:
    """Draw the figure, in place of the one under this key; `alternative` says it in words."""
    _live_chart(
        key=key,
        data={
            # Read back, as text inside JSON would travel with every quotation mark escaped.
            "figure": json.loads(figure.to_json()),
            "alternative": alternative,
            "ink": INK,
            "paper": PAPER,
            "plotlyjs": PLOTLYJS_ADDRESS,
        },
    )
