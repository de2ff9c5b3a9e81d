"""The calibration plot, or reliability diagram."""

import numpy as np

from ..experiment.captions import calibration_caption
from ..scoring.evaluation import Evaluation
from ..wording.numbers import count, decimal, percent
from ..wording.plain_text import as_plotly
from .chart import Chart, TraceSpec
from .evaluation import SPLIT_COLORS, guide, points_in_words, unit_square
from .palette import INK

LARGEST_MARKER = 26
SMALLEST_MARKER = 6


def calibration_chart(evaluation: Evaluation) -> Chart:
    """The share of class 1 over the mean probability of each bin, with its count; the ideal."""
    positive = as_plotly(evaluation.class_names[1])
    layout = unit_square("mean p of the bin", f"share of {positive}")
    # As large as its largest marker, the entry would take two rows.
    layout["legend"] |= {"itemsizing": "constant"}
    traces = [guide("perfect", (0, 1), (0, 1)), _bins(evaluation)]
    return Chart(traces, layout, calibration_caption().text, _alternative(evaluation))


def _bins(evaluation: Evaluation) -> TraceSpec:
    bins = evaluation.calibration
    is_filled = bins.counts > 0
    counts, share = bins.counts[is_filled], bins.share_of_ones[is_filled]
    sizes = LARGEST_MARKER * np.sqrt(counts / counts.max())
    return {
        "type": "scatter",
        "x": bins.mean_probability[is_filled],
        "y": share,
        "text": [str(n) for n in counts],
        "customdata": [count(int(n), "point") for n in counts],
        # Towards the middle, where there is room.
        "textposition": ["bottom center" if y > 0.5 else "top center" for y in share],
        "mode": "markers+text",
        "name": f"{evaluation.split.name} points",
        "uid": "bins",
        "cliponaxis": False,
        "marker": {
            "color": SPLIT_COLORS[evaluation.split.name],
            "size": np.maximum(sizes, SMALLEST_MARKER),
            "opacity": 0.7,
            "line": {"color": INK, "width": 1},
        },
        "hovertemplate": (
            "%{customdata}<br>mean probability %{x:.3f}<br>share %{y:.3f}<extra></extra>"
        ),
    }


def _alternative(evaluation: Evaluation) -> str:
    bins, positive = evaluation.calibration, evaluation.class_names[1]
    rows = [
        f"of {count(int(bins.counts[i]), 'point')} at {percent(bins.mean_probability[i])},"
        f" {percent(bins.share_of_ones[i])}"
        for i in np.flatnonzero(bins.counts)
    ]
    return (
        f"Calibration on {points_in_words(evaluation)}. How many are {positive} in each bin of"
        f" predicted probability: {'; '.join(rows)}."
        f" The mean gap is {decimal(bins.expected_error)}."
    )
