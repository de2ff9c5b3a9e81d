"""Our model beside scikit-learn's: how the gap closes, and the weights of both."""

import numpy as np

from ..core.checks import FloatArray
from ..experiment.captions import coefficients_caption, gap_caption
from ..experiment.comparison import Comparison, Fitted
from ..wording.numbers import count, decimal
from ..wording.plain_text import as_plotly
from .chart import (
    Chart,
    TraceSpec,
    base_layout,
    compact,
    exact_range,
    names_axis,
    whole_decades,
    width_of,
)
from .palette import INK, TRAIN_COLOR

GAP_HEIGHT = 300
# A logarithmic axis has no zero. A loss of about 1 has no digits below this one.
LAST_DIGIT = 1e-16

ROW_HEIGHT = 22
FRAME_HEIGHT = 110


def gap_chart(comparison: Comparison) -> Chart:
    """How far our loss is above the optimum after each iteration, on a logarithmic axis."""
    gap = np.maximum(comparison.gap, LAST_DIGIT)
    layout = base_layout(
        GAP_HEIGHT,
        xaxis={"title": {"text": "iteration"}, **exact_range(0, max(len(gap) - 1, 1))},
        yaxis={
            "title": {"text": f"{comparison.objective_name} above the lowest"},
            "type": "log",
            "exponentformat": "power",
            **whole_decades(gap),
        },
        hovermode="x unified",
        showlegend=False,
    )
    return Chart(
        [_gap_curve(gap)], layout, gap_caption(comparison).text, _gap_alternative(comparison)
    )


def coefficients_chart(comparison: Comparison) -> Chart:
    """The weights of both, one row per column of the model: our dot in scikit-learn's ring."""
    n_rows = len(comparison.names)
    layout = base_layout(
        FRAME_HEIGHT + ROW_HEIGHT * n_rows,
        xaxis={"title": {"text": "weight"}, "hoverformat": ".6g", "zeroline": True},
        yaxis=names_axis("feature", comparison.names),
        hovermode="closest",
    )
    # The ring is drawn first: a dot on it stays whole.
    traces = [
        _differences(comparison),
        _weights("scikit-learn", comparison.theirs, comparison.names, _ring()),
        _weights("ours", comparison.ours, comparison.names, _dot()),
    ]
    caption = coefficients_caption(comparison).text
    return Chart(traces, layout, caption, _coefficients_alternative(comparison))


def _gap_curve(gap: FloatArray) -> TraceSpec:
    return {
        "type": "scatter",
        "x0": 0,
        "dx": 1,
        "y": compact(gap),
        "mode": "lines" if len(gap) > 1 else "markers",
        "name": "gap",
        "uid": "gap",
        "line": {"color": TRAIN_COLOR, "width": width_of(gap)},
        "marker": {"color": TRAIN_COLOR},
        "hovertemplate": "%{y}<extra></extra>",
    }


def _gap_alternative(comparison: Comparison) -> str:
    gap = comparison.gap
    what = comparison.objective_name.capitalize()
    return (
        f"{what} above the lowest known over {count(len(gap) - 1, 'iteration')}:"
        f" from {decimal(gap[0])} to {decimal(gap[-1])}, lowest {decimal(gap.min())}."
    )


def _weights(
    name: str, fitted: Fitted, columns: tuple[str, ...], marker: dict[str, object]
) -> TraceSpec:
    return {
        "type": "scatter",
        "x": compact(fitted.weights),
        "y": list(range(len(columns))),
        "text": list(map(as_plotly, columns)),
        "mode": "markers",
        "name": name,
        "uid": f"weights-{name}",
        "marker": marker,
        "hovertemplate": f"%{{text}}<br>{name}: %{{x}}<extra></extra>",
    }


def _dot() -> dict[str, object]:
    return {"color": TRAIN_COLOR, "symbol": "circle", "size": 7}


def _ring() -> dict[str, object]:
    return {"color": INK, "symbol": "circle-open", "size": 13, "line": {"width": 2}}


def _differences(comparison: Comparison) -> TraceSpec:
    """A thin line from our weight to theirs in each row, NaN between the rows."""
    ends = np.column_stack([comparison.ours.weights, comparison.theirs.weights])
    breaks = np.full((len(ends), 1), np.nan)
    return {
        "type": "scatter",
        "x": compact(np.hstack([ends, breaks]).ravel()),
        "y": np.repeat(np.arange(len(ends)), 3),
        "mode": "lines",
        "uid": "differences",
        "line": {"color": INK, "width": 1},
        "showlegend": False,
        "hoverinfo": "skip",
    }


def _coefficients_alternative(comparison: Comparison) -> str:
    j = int(comparison.differences.argmax())
    difference = comparison.differences[j]
    ours, theirs = comparison.ours.weights[j], comparison.theirs.weights[j]
    return (
        f"Weights of {count(len(comparison.names), 'feature')}, ours beside those of scikit-learn."
        f" The largest difference, {decimal(difference)}, is at"
        f" {comparison.names[j]}: ours {decimal(ours)}, scikit-learn {decimal(theirs)}."
    )
