"""The points of the lesson in their plane, under a model with one weight for each axis."""

from dataclasses import replace

import numpy as np

from ...core.checks import FloatArray
from ...experiment.contour import boundary_line
from ...experiment.plane import Box, Plane
from ...lesson.points import Points
from ...lesson.words.charts import WORDS
from ...wording.plain_text import as_plotly
from ..boundary import line_trace, plane_axis, sample_marker, shading_trace
from ..chart import Chart, TraceSpec, base_layout, compact
from ..palette import INK

HEIGHT = 380
# The score where p = 0.9; at its negative p is 0.1.
LN_9 = float(np.log(9))
# Of the shorter side of the picture.
ARROW_SHARE = 0.25
# How wide the picture is beside its height, about, and its arrow's head beside that.
SHAPE = np.array([1.6, 1.0])
HEAD = 0.035


def plane_chart(
    points: Points, weights: FloatArray, bias: float, caption: str, has_arrow: bool = False
) -> Chart:
    """Shading by P(class 1), the line z = 0, and the points with their row as `customdata`.

    With an arrow: towards class 1, and the thin lines p = 0.1 and p = 0.9.
    """
    plane = Plane(("x1", "x2"), weights, bias)
    traces = [
        shading_trace(plane, points.box, points.class_names[1]),
        line_trace(boundary_line(plane, points.box), 0.5),
        *(_samples(points, label) for label in (0, 1)),
        *([_band(plane, points.box), _arrow(plane, points.box)] if has_arrow else []),
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


def _band(plane: Plane, box: Box) -> TraceSpec:
    """Both thin lines, with a gap between them."""
    parts = [
        boundary_line(replace(plane, intercept=plane.intercept + shift), box)
        for shift in (LN_9, -LN_9)
    ]
    gap = np.full((1, 2), np.nan)
    x, y = np.vstack([parts[0], gap, parts[1]]).T
    return {
        "type": "scatter",
        "x": x,
        "y": y,
        "mode": "lines",
        "name": "p = 0.1, 0.9",
        "uid": "band",
        "line": {"color": INK, "width": 1, "dash": "dash"},
        "hoverinfo": "skip",
    }


def _arrow(plane: Plane, box: Box) -> TraceSpec:
    """From the line, where it is nearest to the middle, towards class 1."""
    ends = _arrow_ends(plane.weights, plane.intercept, box)
    return arrow_trace(WORDS.said["arrow"], "arrow", ends, box)


def _arrow_ends(weights: FloatArray, bias: float, box: Box) -> FloatArray:
    """Foot and tip, shape (2, 2); no rows where there is no line in the picture."""
    length = float(np.linalg.norm(weights))
    if not length or not len(boundary_line(Plane(("x1", "x2"), weights, bias), box)):
        return np.empty((0, 2))
    middle = np.array([box.left + box.right, box.bottom + box.top]) / 2
    unit = weights / length
    foot = middle - (weights @ middle + bias) / length * unit
    shorter = min(box.right - box.left, box.top - box.bottom)
    return np.array([foot, foot + ARROW_SHARE * shorter * unit])


def arrow_trace(name: str, uid: str, ends: FloatArray, box: Box, width: float = 2.5) -> TraceSpec:
    """An arrow from the first of the ends to the second, all of it lines: a hand may move it."""
    x, y = (ends if len(ends) == 0 else _with_head(ends, box)).T
    return {
        "type": "scatter",
        "x": x,
        "y": y,
        "mode": "lines",
        "name": name,
        "uid": uid,
        "line": {"color": INK, "width": width},
        "hoverinfo": "skip",
    }


def _with_head(ends: FloatArray, box: Box) -> FloatArray:
    """Shaft and head as one line, shape (6, 2); the head has its size and shape on the screen."""
    size = np.array([box.right - box.left, box.top - box.bottom])
    foot, tip = ends / size * SHAPE
    along = (tip - foot) / (np.linalg.norm(tip - foot) or 1.0)
    across = np.array([-along[1], along[0]])
    barbs = [tip - HEAD * along + side * HEAD / 2 * across for side in (1, -1)]
    gap = np.full(2, np.nan)
    return np.array([foot, tip, gap, barbs[0], tip, barbs[1]]) * size / SHAPE


def _alternative(points: Points, weights: FloatArray, bias: float) -> str:
    return WORDS.say(
        "plane alternative",
        n=len(points.y),
        x=points.names[0],
        y=points.names[1],
        n_ones=int(points.y.sum()),
        positive=points.class_names[1],
        w1=weights[0],
        w2=weights[1],
        b=bias,
        n_right=int(((points.X @ weights + bias >= 0) == points.y).sum()),
    )
