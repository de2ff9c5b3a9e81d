"""How the predicted probabilities are spread, by class."""

import numpy as np

from ..experiment.captions import histogram_caption
from ..scoring.evaluation import Evaluation
from ..scoring.metrics import confusion
from ..wording.numbers import probability
from ..wording.plain_text import as_plotly
from .chart import Chart, TraceSpec, base_layout, exact_axis, rounded_up
from .evaluation import HEIGHT, points_in_words, share_axis
from .palette import CLASS_COLORS, INK, PAPER

# Of its bin: a gap parts the bars.
BAR_WIDTH = 0.94
# Stripes tell class 1 without its colour.
CLASS_PATTERNS = ("", "/")


def histogram_chart(evaluation: Evaluation, threshold: float) -> Chart:
    """Counts by predicted probability, the classes stacked, and a line at the threshold."""
    top = rounded_up(float(evaluation.histogram.counts.sum(axis=0).max()))
    traces = [_bars(evaluation, label) for label in (0, 1)]
    layout = base_layout(
        HEIGHT,
        xaxis=share_axis(f"P({as_plotly(evaluation.class_names[1])})"),
        yaxis=exact_axis("points", 0, top),
        barmode="stack",
        hovermode="closest",
    )
    # Plotly lists stacked bars from the top, the page class 0 first.
    layout["legend"] |= {"traceorder": "normal"}
    return Chart(
        [*traces, _line(threshold, top)],
        layout,
        histogram_caption(evaluation).text,
        _alternative(evaluation, threshold),
    )


def _bars(evaluation: Evaluation, label: int) -> TraceSpec:
    bins, name = evaluation.histogram, as_plotly(evaluation.class_names[label])
    return {
        "type": "bar",
        "x": (bins.edges[:-1] + bins.edges[1:]) / 2,
        "y": bins.counts[label],
        "width": BAR_WIDTH / bins.counts.shape[1],
        "name": name,
        "uid": f"bars-{label}",
        "marker": {
            "color": CLASS_COLORS[label],
            "pattern": {
                "shape": CLASS_PATTERNS[label],
                "bgcolor": CLASS_COLORS[label],
                "fgcolor": PAPER,
                "size": 7,
                "solidity": 0.15,
            },
        },
        "hovertemplate": f"%{{y}} of {name}<extra></extra>",
    }


def _line(threshold: float, top: float) -> TraceSpec:
    return {
        "type": "scatter",
        "x": [threshold, threshold],
        "y": [0, top],
        "mode": "lines",
        "name": "threshold",
        "uid": "threshold",
        "cliponaxis": False,
        "line": {"color": INK, "width": 2.5},
        "hoverinfo": "skip",
    }


def _alternative(evaluation: Evaluation, threshold: float) -> str:
    negative, positive = evaluation.class_names
    counts = confusion(evaluation.probability, evaluation.split.y, threshold)
    n_zeros, n_ones = evaluation.split.class_sizes
    return (
        f"Predicted probabilities of {points_in_words(evaluation)}:"
        f" {_middle_of(evaluation, 0)}, {_middle_of(evaluation, 1)}."
        f" At the threshold {probability(threshold)}, {counts.false_positives} of {n_zeros}"
        f" {negative} and {counts.true_positives} of {n_ones} {positive} are predicted as"
        f" {positive}."
    )


def _middle_of(evaluation: Evaluation, label: int) -> str:
    name = evaluation.class_names[label]
    of_class = evaluation.probability[evaluation.split.y == label]
    if not len(of_class):
        return f"none of {name}"
    return f"{name} around {probability(float(np.median(of_class)))}"
