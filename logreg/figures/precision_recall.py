"""The precision–recall curve."""

import math

import numpy as np

from ..experiment.captions import precision_recall_caption
from ..scoring.evaluation import Evaluation
from ..scoring.metrics import confusion
from ..wording.numbers import decimal, percent, probability
from .chart import Chart, TraceSpec, compact
from .evaluation import (
    SPLIT_COLORS,
    guide,
    hover_thresholds,
    points_in_words,
    threshold_dot,
    unit_square,
)


def precision_recall_chart(evaluation: Evaluation, threshold: float) -> Chart:
    """Precision over recall at all thresholds, that of guessing, and a dot at this one."""
    counts = confusion(evaluation.probability, evaluation.split.y, threshold)
    recall, precision = float(counts.recall), float(counts.precision)
    base_rate = _base_rate(evaluation)
    traces = [
        _curve(evaluation),
        guide("guessing", (0, 1), (base_rate, base_rate)),
        threshold_dot(evaluation, recall, precision),
    ]
    layout = unit_square("recall", "precision")
    alternative = _alternative(evaluation, threshold, recall, precision)
    return Chart(traces, layout, precision_recall_caption(evaluation).text, alternative)


def _curve(evaluation: Evaluation) -> TraceSpec:
    """In steps, each at the precision of its right end: their area is the average precision."""
    curve = evaluation.precision_recall
    # Without class 1 the recall is NaN throughout: no curve.
    points = ~np.isnan(curve.recall)
    return {
        "type": "scatter",
        "x": compact(curve.recall[points]),
        "y": compact(curve.precision[points]),
        "customdata": hover_thresholds(curve.thresholds[points]),
        "mode": "lines",
        "name": f"AP {decimal(curve.average_precision)}",
        "uid": "curve",
        "line": {"color": SPLIT_COLORS[evaluation.split.name], "width": 2.5, "shape": "vh"},
        "hovertemplate": (
            "threshold %{customdata}<br>recall %{x:.3f}, precision %{y:.3f}<extra></extra>"
        ),
    }


def _base_rate(evaluation: Evaluation) -> float:
    """The share of class 1: the precision of predicting it by chance."""
    return float(evaluation.split.y.mean())


def _alternative(evaluation: Evaluation, threshold: float, recall: float, precision: float) -> str:
    if evaluation.absent_class is not None:
        return f"Precision–recall curve. {precision_recall_caption(evaluation).text}"
    return (
        f"Precision–recall curve on {points_in_words(evaluation)}, average precision"
        f" {decimal(evaluation.precision_recall.average_precision)}, where guessing has"
        f" {decimal(_base_rate(evaluation))}. At the threshold {probability(threshold)},"
        f" {_dot_in_words(evaluation.class_names[1], recall, precision)}."
    )


def _dot_in_words(positive: str, recall: float, precision: float) -> str:
    if math.isnan(precision):
        return f"no point is predicted as {positive}, so there is no precision"
    return (
        f"{percent(recall, 1)} of {positive} are found;"
        f" of the points predicted as {positive}, {percent(precision, 1)} are right"
    )
