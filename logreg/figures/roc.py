"""The ROC curve, and what it shares with the other charts of an evaluation."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from ..evaluation import Evaluation
from ..metrics import confusion
from ..validation import FloatArray
from ..words import count, decimal, percent
from .chart import Chart, TraceSpec, base_layout, compact, exact_range
from .palette import INK, TEST_COLOR, TRAIN_COLOR

HEIGHT = 300
EDGE = 0.01
SPLIT_COLORS = {"test": TEST_COLOR, "training": TRAIN_COLOR}


def roc_chart(evaluation: Evaluation, threshold: float) -> Chart:
    """The rates of all thresholds with their area, those of guessing, and a dot at this one."""
    shares = confusion(evaluation.probability, evaluation.y, threshold).row_shares
    false_rate, true_rate = float(shares[0, 1]), float(shares[1, 1])
    traces = [
        _curve(evaluation),
        guide("guessing", (0, 1), (0, 1)),
        threshold_dot(evaluation, false_rate, true_rate),
    ]
    layout = base_layout(
        HEIGHT,
        xaxis=share_axis("false positive rate"),
        yaxis=share_axis("true positive rate"),
        hovermode="closest",
    )
    alternative = _alternative(evaluation, threshold, false_rate, true_rate)
    return Chart(traces, layout, _caption(evaluation), alternative)


def _curve(evaluation: Evaluation) -> TraceSpec:
    """Straight between points: samples of the same p could come in any order."""
    roc = evaluation.roc
    # Without both classes one of the rates is NaN throughout: no curve.
    points = ~np.isnan(roc.false_positive_rate + roc.true_positive_rate)
    return {
        "type": "scatter",
        "x": compact(roc.false_positive_rate[points]),
        "y": compact(roc.true_positive_rate[points]),
        "customdata": hover_thresholds(roc.thresholds[points]),
        "mode": "lines",
        "name": f"AUC {decimal(roc.area)}",
        "line": {"color": SPLIT_COLORS[evaluation.split_name], "width": 2.5},
        "hovertemplate": (
            "threshold %{customdata:.2f}<br>"
            "false positive rate %{x:.3f}, true positive rate %{y:.3f}<extra></extra>"
        ),
    }


def guide(name: str, x: Sequence[float], y: Sequence[float]) -> TraceSpec:
    """A thin dashed line to compare a curve with."""
    return {
        "type": "scatter",
        "x": x,
        "y": y,
        "mode": "lines",
        "name": name,
        "line": {"color": INK, "width": 1, "dash": "dash"},
        "hoverinfo": "skip",
    }


def threshold_dot(evaluation: Evaluation, x: float, y: float) -> TraceSpec:
    """Where this threshold stands; no dot where a coordinate is unknown."""
    is_known = not (math.isnan(x) or math.isnan(y))
    return {
        "type": "scatter",
        "x": [x] if is_known else [],
        "y": [y] if is_known else [],
        "mode": "markers",
        # Nothing but its place depends on the threshold: a named trace moves without a new drawing.
        "name": "threshold",
        "uid": "threshold",
        # On the edge of the plot it is still a whole dot.
        "cliponaxis": False,
        "marker": {
            "color": SPLIT_COLORS[evaluation.split_name],
            "size": 10,
            "line": {"color": INK, "width": 1.5},
        },
        "hoverinfo": "skip",
    }


def hover_thresholds(thresholds: FloatArray) -> Any:
    """Thresholds as hover texts show them: ∞ is no JSON, and 1.00 says as much."""
    return compact(np.minimum(thresholds, 1.0))


def share_axis(title: str) -> dict[str, object]:
    """An axis from 0 to 1, with room for the lines along its ends."""
    return {"title": {"text": title}, "zeroline": False, **exact_range(-EDGE, 1 + EDGE)}


def points_in_words(evaluation: Evaluation) -> str:
    """90 test points."""
    return count(len(evaluation.y), f"{evaluation.split_name} point")


def _caption(evaluation: Evaluation) -> str:
    if evaluation.only_class is not None:
        return f"There is no curve: all {points_in_words(evaluation)} are {evaluation.only_class}."
    if evaluation.roc.area < 0.5:
        return "The area under the curve is below ½: guessing would rank the points better."
    return "The nearer the upper left corner the better; guessing stays on the diagonal."


def _alternative(
    evaluation: Evaluation, threshold: float, false_rate: float, true_rate: float
) -> str:
    if evaluation.only_class is not None:
        return f"ROC curve. {_caption(evaluation)}"
    negative, positive = evaluation.class_names
    return (
        f"ROC curve on {points_in_words(evaluation)}, area under the curve"
        f" {decimal(evaluation.roc.area)}. At the threshold {threshold:g},"
        f" {percent(true_rate, 1)} of {positive} are predicted as {positive}, and so are"
        f" {percent(false_rate, 1)} of {negative}."
    )
