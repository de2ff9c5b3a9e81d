"""What mistakes cost at every threshold."""

import numpy as np

from ..experiment.captions import cost_caption
from ..scoring.curves import PRECISION, Costs
from ..scoring.evaluation import Evaluation
from ..wording.numbers import decimal, probability
from .chart import Chart, TraceSpec, base_layout, compact, exact_range, rounded_up
from .evaluation import (
    EDGE,
    HEIGHT,
    SPLIT_COLORS,
    points_in_words,
    share_axis,
    threshold_dot,
    threshold_in_words,
)
from .palette import INK, PAPER


def cost_chart(evaluation: Evaluation, costs: Costs, threshold: float) -> Chart:
    """The mean cost over the threshold, the cheapest one marked, and a dot at this one."""
    traces = [
        _curve(evaluation, costs),
        _cheapest(costs),
        threshold_dot(evaluation, threshold, costs.at(threshold)),
    ]
    # Free mistakes cost 0 everywhere, and an axis needs a length.
    top = rounded_up(float(costs.mean_cost.max()) or 1.0)
    layout = base_layout(
        HEIGHT,
        xaxis=share_axis("threshold"),
        yaxis={
            "title": {"text": "mean cost per point"},
            "hoverformat": ".3~g",
            **exact_range(-EDGE * top, top),
        },
        hovermode="closest",
    )
    return Chart(
        traces, layout, cost_caption(evaluation).text, _alternative(evaluation, costs, threshold)
    )


def _curve(evaluation: Evaluation, costs: Costs) -> TraceSpec:
    """In steps: between two samples no threshold changes a prediction."""
    return {
        "type": "scatter",
        "x": compact(np.append(0.0, costs.thresholds)),
        "y": np.append(costs.mean_cost[0], costs.mean_cost),
        "mode": "lines",
        "name": "mean cost",
        "uid": "curve",
        "line": {"color": SPLIT_COLORS[evaluation.split.name], "width": 2.5, "shape": "vh"},
        "customdata": [probability(p) for p in (0.0, *costs.thresholds.tolist())],
        "hovertemplate": "threshold %{customdata}: cost %{y}<extra></extra>",
    }


def _cheapest(costs: Costs) -> TraceSpec:
    return {
        "type": "scatter",
        "x": [costs.cheapest.probability],
        "y": [costs.cheapest_cost],
        "mode": "markers",
        "name": f"cheapest {_cheapest_in_words(costs)}",
        "uid": "cheapest",
        "cliponaxis": False,
        "marker": {
            "color": PAPER,
            "symbol": "star",
            "size": 17,
            "line": {"color": INK, "width": 1.5},
        },
        "hoverinfo": "skip",
    }


def _alternative(evaluation: Evaluation, costs: Costs, threshold: float) -> str:
    return (
        f"Mean cost of {points_in_words(evaluation)} by threshold: from"
        f" {decimal(costs.at(0))} at 0 to {decimal(costs.at(1))} at 1, the cheapest"
        f" {decimal(costs.cheapest_cost)} {_cheapest_in_words(costs)}. At the"
        f" threshold {probability(threshold)} it is {decimal(costs.at(threshold))}."
    )


def _cheapest_in_words(costs: Costs) -> str:
    """With as many digits as it needs to be the cheapest."""
    return threshold_in_words(costs.cheapest, PRECISION)
