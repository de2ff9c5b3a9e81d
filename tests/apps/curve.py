"""A curve that names no x and moves at a touch: a page for the browser tests."""

import numpy as np
import streamlit as st

from logreg.figures.chart import Chart, base_layout, exact_range
from logreg.ui.chart import draw

height = 3.0 if st.toggle("Higher") else 1.0
curve = {
    "type": "scatter",
    "x0": 10,
    "dx": 10,
    "y": np.full(9, height),
    "mode": "lines",
    "uid": "curve",
    "line": {"color": "red", "width": 2},
}
axes = {"xaxis": exact_range(0, 100), "yaxis": exact_range(0, 4)}
draw(Chart([curve], base_layout(300, **axes), "A level line.", "A level line."), key="curve")
