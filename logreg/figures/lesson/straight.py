"""A straight line through labels and an S-curve, on the same points."""

import numpy as np

from ...core.checks import FloatArray
from ...core.loss import sigmoid
from ...lesson.straight import FAR, N_POINTS, Straight
from ...lesson.words.straight import WORDS
from ...wording.numbers import decimal
from ..boundary import sample_marker
from ..chart import Chart, TraceSpec, base_layout, compact, exact_axis
from ..palette import INK, TEST_COLOR, TRAIN_COLOR

HEIGHT = 320
X = np.linspace(-3.5, FAR + 0.5, 231)
SAID = WORDS.said


def straight_chart(found: Straight) -> Chart:
    """Labels over x, both fits, and the level ½ that each of them crosses."""
    weight, bias = found.line
    w, b = found.curve
    traces = [
        *(_points(found, label) for label in (0, 1)),
        _half(),
        _fit(SAID["squares"], weight * X + bias, TEST_COLOR, "dash"),
        _fit(SAID["logistic"], sigmoid(w * X + b), TRAIN_COLOR, "solid"),
    ]
    layout = base_layout(
        HEIGHT,
        xaxis=exact_axis(SAID["axis"], float(X[0]), float(X[-1])),
        yaxis=exact_axis(SAID["label axis"], -0.5, 1.9),
        hovermode="closest",
    )
    numbers = {
        "n": str(len(found.y)),
        "squares": decimal(found.line_crossing, 2),
        "logistic": decimal(found.curve_crossing, 2),
    }
    caption = WORDS.say("caption", **numbers | {"n": str(N_POINTS)})
    return Chart(traces, layout, caption, WORDS.say("alternative", **numbers))


def _points(found: Straight, label: int) -> TraceSpec:
    x = found.x[found.y == label]
    at = WORDS.say("class at", label=label, x="%{x:.2f}")
    return {
        "type": "scatter",
        "x": compact(x),
        "y": np.full(len(x), label, dtype=np.float32),
        "mode": "markers",
        "name": WORDS.say("class", label=label),
        "marker": sample_marker(label, is_hollow=False) | {"opacity": 0.7},
        "hovertemplate": f"{at}<extra></extra>",
    }


def _half() -> TraceSpec:
    return {
        "type": "scatter",
        "x": [float(X[0]), float(X[-1])],
        "y": [0.5, 0.5],
        "mode": "lines",
        "name": "½",
        "line": {"color": INK, "width": 1},
        "showlegend": False,
        "hoverinfo": "skip",
    }


def _fit(name: str, y: FloatArray, color: str, dash: str) -> TraceSpec:
    return {
        "type": "scatter",
        "x": compact(X),
        "y": compact(y),
        "mode": "lines",
        "name": name,
        "line": {"color": color, "width": 2.5, "dash": dash},
        "hovertemplate": f"{name} %{{y:.2f}}<extra></extra>",
    }
