"""What the charts of an evaluation have in common."""

import math
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from ..core.checks import FloatArray
from ..scoring.curves import NEAR_AN_END, Threshold
from ..scoring.evaluation import Evaluation
from ..wording.numbers import MOST_DIGITS, count, near_one, number
from .chart import TraceSpec, base_layout, exact_axis, moving_dot
from .palette import INK, TEST_COLOR, TRAIN_COLOR

HEIGHT = 300
EDGE = 0.01
# What is nearer to 0 or to 1 than this is told no more exactly.
NEAREST = Decimal("1e-999")
SPLIT_COLORS = {"test": TEST_COLOR, "training": TRAIN_COLOR}


def unit_square(x_title: str, y_title: str) -> dict[str, Any]:
    """The layout of a chart with shares on both axes."""
    axes = {"xaxis": share_axis(x_title), "yaxis": share_axis(y_title)}
    return base_layout(HEIGHT, **axes, hovermode="closest")


def guide(name: str, x: Sequence[float], y: Sequence[float]) -> TraceSpec:
    """A thin dashed line to compare a curve with."""
    return {
        "type": "scatter",
        "x": x,
        "y": y,
        "mode": "lines",
        "name": name,
        "uid": "guide",
        "line": {"color": INK, "width": 1, "dash": "dash"},
        "hoverinfo": "skip",
    }


def threshold_dot(evaluation: Evaluation, x: float, y: float) -> TraceSpec:
    """Where this threshold stands."""
    dot = moving_dot("threshold", x, y, SPLIT_COLORS[evaluation.split.name])
    return dot | {"name": "threshold"}


def hover_thresholds(logits: FloatArray) -> list[str]:
    """Thresholds of z as hover texts show them, by their p."""
    return [_hover_threshold(logit) for logit in logits.tolist()]


def _hover_threshold(logit: float) -> str:
    if logit == math.inf:
        return "above every p"
    return threshold_in_words(Threshold.at(logit)).removeprefix("at ")


def threshold_in_words(threshold: Threshold, digits: int = MOST_DIGITS) -> str:
    """At its p, or at its distance from 1 where it is near to it."""
    distance = threshold.distance
    if 0 < distance < NEAREST:
        return "above 1 − 10⁻⁹⁹⁹" if threshold.is_near_one else "below 10⁻⁹⁹⁹"
    return f"at {_p_in_words(threshold, digits)}"


def _p_in_words(threshold: Threshold, digits: int) -> str:
    distance = threshold.distance
    if not threshold.is_near_one:
        return number(distance, digits)
    return (
        near_one(distance, digits) if 0 < distance < NEAR_AN_END else number(1 - distance, digits)
    )


def share_axis(title: str) -> dict[str, object]:
    """An axis from 0 to 1, with room for the lines along its ends."""
    return exact_axis(title, -EDGE, 1 + EDGE)


def points_in_words(evaluation: Evaluation) -> str:
    """90 test points."""
    return count(len(evaluation.split.y), f"{evaluation.split.name} point")
