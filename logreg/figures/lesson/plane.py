"""The points of the lesson in their plane, under a model with one weight for each axis."""

import numpy as np

from ...core.checks import FloatArray
from ...experiment.contour import boundary_line
from ...experiment.plane import Plane
from ...lesson.points import Points
from ...wording.numbers import decimal
from ...wording.plain_text import as_plotly
from ..boundary import line_trace, plane_axis, sample_marker, shading_trace
from ..chart import Chart, TraceSpec, base_layout, compact

HEIGHT = 380


def plane_chart(points: Points, weights: FloatArray, bias: float, caption: str) -> Chart:
    """Shading by P(class 1), the line z = 0, and the points with their row as `customdata`."""
    plane = Plane(("x1", "x2"), weights, bias)
    traces = [
        shading_trace(plane, points.box, points.class_names[1]),
        line_trace(boundary_line(plane, points.box), 0.5),
        *(_samples(points, label) for label in (0, 1)),
    ]
    layout = base_layout(
        HEIGHT,
        xaxis=plane_axis(points.names[0], points.box.left, points.box.right),
        yaxis=plane_axis(points.names[1], points.box.bottom, points.box.top),
        hovermode="closest",
    )
    return Chart(traces, layout, caption, _alternative(points, weights, bias))


def _samples(points: Points, label: int) -> TraceSpec:
    rows = np.flatnonzero(points.y == label)
    name = as_plotly(points.class_names[label])
    return {
        "type": "scatter",
        "x": compact(points.X[rows, 0]),
        "y": compact(points.X[rows, 1]),
        "customdata": rows.tolist(),
        "mode": "markers",
        "name": name,
        "marker": sample_marker(label, is_hollow=False),
        "hovertemplate": f"{name}<br>(%{{x}}, %{{y}})<extra></extra>",
    }


def _alternative(points: Points, weights: FloatArray, bias: float) -> str:
    n_ones = int(points.y.sum())
    right = int(((points.X @ weights + bias >= 0) == points.y).sum())
    return (
        f"{len(points.y)} points in the plane of {points.names[0]} and {points.names[1]},"
        f" {n_ones} of them {points.class_names[1]}. With w₁ = {decimal(weights[0])},"
        f" w₂ = {decimal(weights[1])} and b = {decimal(bias)}, {right} are predicted correctly."
    )
