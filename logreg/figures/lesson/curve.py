"""The S-curve over one feature, with every tumour at the class that it has."""

import numpy as np

from ...core.loss import sigmoid
from ...lesson.curve import CENTRES, Radii
from ...lesson.words.curve import WORDS
from ...wording.numbers import decimal, number
from ..boundary import sample_marker
from ..chart import Chart, TraceSpec, base_layout, compact, exact_axis
from ..palette import INK

HEIGHT = 360
CURVE_POINTS = 241
EDGE = 0.07
SAID = WORDS.said


def s_curve_chart(radii: Radii, centre: float, steepness: float) -> Chart:
    """p over the radius for the curve of a hand, its boundary, and the tumours to train on."""
    traces = [
        *(_tumours(radii, label) for label in (0, 1)),
        _curve(centre, steepness),
        _boundary(centre),
    ]
    layout = base_layout(
        HEIGHT,
        xaxis=exact_axis(SAID["axis"], CENTRES.low, CENTRES.high),
        yaxis=exact_axis(SAID["probability"], -EDGE, 1 + EDGE),
        hovermode="closest",
    )
    numbers = {
        "n_train": str(len(radii.train_y)),
        "low": number(CENTRES.low),
        "high": number(CENTRES.high),
        "centre": decimal(centre, 2),
        "steepness": decimal(steepness, 2),
    }
    caption, alternative = (WORDS.say(name, **numbers) for name in ("caption", "alternative"))
    return Chart(traces, layout, caption, alternative)


def _tumours(radii: Radii, label: int) -> TraceSpec:
    x = radii.train_x[radii.train_y == label]
    name = SAID[f"class {label}"]
    hover = WORDS.say("class hover", name=name, radius="%{x}")
    return {
        "type": "scatter",
        "x": compact(x),
        "y": np.full(len(x), label, dtype=np.float32),
        "mode": "markers",
        "name": name,
        "marker": sample_marker(label, is_hollow=False) | {"opacity": 0.55},
        "hovertemplate": f"{hover}<extra></extra>",
    }


def _curve(centre: float, steepness: float) -> TraceSpec:
    x = np.linspace(CENTRES.low, CENTRES.high, CURVE_POINTS)
    hover = WORDS.say("curve hover", p="%{y:.2f}", radius="%{x:.1f}")
    return {
        "type": "scatter",
        "x": compact(x),
        "y": compact(sigmoid(steepness * (x - centre))),
        "mode": "lines",
        "name": "p",
        "uid": "s-curve",
        "line": {"color": INK, "width": 3},
        "hovertemplate": f"{hover}<extra></extra>",
    }


def _boundary(centre: float) -> TraceSpec:
    return {
        "type": "scatter",
        "x": [centre, centre],
        "y": [-EDGE, 1 + EDGE],
        "mode": "lines",
        "name": SAID["boundary"],
        "uid": "boundary",
        "line": {"color": INK, "width": 1.5, "dash": "dash"},
        "hoverinfo": "skip",
    }
