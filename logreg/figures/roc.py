"""The ROC curve."""

import numpy as np

from ..experiment.captions import roc_caption
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


def roc_chart(evaluation: Evaluation, threshold: float) -> Chart:
    """The rates of all thresholds with their area, those of guessing, and a dot at this one."""
    shares = confusion(evaluation.probability, evaluation.split.y, threshold).row_shares
    false_rate, true_rate = float(shares[0, 1]), float(shares[1, 1])
    traces = [
        _curve(evaluation),
        guide("guessing", (0, 1), (0, 1)),
        threshold_dot(evaluation, false_rate, true_rate),
    ]
    layout = unit_square("false positive rate", "true positive rate")
    alternative = _alternative(evaluation, threshold, false_rate, true_rate)
    return Chart(traces, layout, roc_caption(evaluation).text, alternative)


def _curve(evaluation: Evaluation) -> TraceSpec:
    """Straight between points: samples of the same z could come in any order."""
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
        "uid": "curve",
        "line": {"color": SPLIT_COLORS[evaluation.split.name], "width": 2.5},
        "hovertemplate": (
            "threshold %{customdata}<br>"
            "false positive rate %{x:.3f}, true positive rate %{y:.3f}<extra></extra>"
        ),
    }


def _alternative(
    evaluation: Evaluation, threshold: float, false_rate: float, true_rate: float
) -> str:
    if evaluation.absent_class is not None:
        return f"ROC curve. {roc_caption(evaluation).text}"
    negative, positive = evaluation.class_names
    return (
        f"ROC curve on {points_in_words(evaluation)}, area under the curve"
        f" {decimal(evaluation.roc.area)}. At the threshold {probability(threshold)},"
        f" {percent(true_rate, 1)} of {positive} are predicted as {positive}, and so are"
        f" {percent(false_rate, 1)} of {negative}."
    )
