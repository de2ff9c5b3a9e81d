"""One live chart, for the tests: the counts of a confusion matrix, each at its place."""

import streamlit as st

from logreg import Experiment, run
from logreg.figures import Chart
from logreg.figures.chart import base_layout
from logreg.figures.palette import INK
from logreg.ui.chart import draw

result = run(Experiment())
is_test = st.toggle("Test points")
split, name = (result.test, "test") if is_test and result.test else (result.train, "train")
counts = split.scores.confusion.matrix.ravel().tolist()
texts = {
    "type": "scatter",
    "x": [0, 1, 0, 1],
    "y": [0, 0, 1, 1],
    "mode": "text",
    "text": [str(count) for count in counts],
    "textfont": {"color": INK},
    "hovertemplate": "%{x}<extra></extra>",
}
layout = base_layout(
    230,
    xaxis={"title": {"text": "predicted class"}, "range": [-0.5, 1.5]},
    yaxis={"title": {"text": "true class"}, "range": [1.5, -0.5]},
)
alternative = f"Confusion matrix on {name} points: {counts[0]} and {counts[3]} are right."
draw(Chart([texts], layout, "Right answers lie on the diagonal.", alternative), key="confusion")
