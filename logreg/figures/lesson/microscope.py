"""One step seen from one point: who pulls, where the line goes, and how the pulls add up."""

from dataclasses import replace

import numpy as np

from ...core.checks import FloatArray
from ...experiment.contour import boundary_line
from ...experiment.plane import Box, Plane
from ...lesson.microscope import View
from ...lesson.points import Points
from ...lesson.words.step import WORDS
from ...wording.numbers import decimal
from ..chart import Chart, TraceSpec, base_layout, compact, exact_axis
from ..palette import INK, TRAIN_COLOR
from .plane import arrow_trace, plane_chart

WEIGHTS_HEIGHT = 300
SAID = WORDS.said


def microscope_chart(points: Points, view: View) -> Chart:
    """The model before the step, and its line after it; a ring around the picked point, dots in
    those of the batch."""
    before = view.before[:2], float(view.before[2])
    chart = plane_chart(points, *before, _caption(points, view), has_arrow=True)
    picked = WORDS.say("picked", row=view.row + 1, x1=view.x[0], x2=view.x[1])
    extra = [_next_line(points.box, view), _members(points, view), _ring(view)]
    # The band would hide the line that is to come.
    traces = [trace for trace in chart.traces if trace.get("uid") != "band"]
    return replace(chart, traces=[*traces, *extra], alternative=f"{chart.alternative} {picked}")


def _caption(points: Points, view: View) -> str:
    said = [SAID["pick"]]
    if not view.before[:2].any():
        said.append(WORDS.say("no line yet", p=decimal(view.p, 1)))
    if len(view.batch) < len(points.y):
        said.append(WORDS.say("members", n=len(view.batch)))
    return " ".join(said)


def _next_line(box: Box, view: View) -> TraceSpec:
    line = boundary_line(Plane(("x1", "x2"), view.after[:2], float(view.after[2])), box)
    return {
        "type": "scatter",
        "x": line[:, 0],
        "y": line[:, 1],
        "mode": "lines",
        "name": SAID["next line"],
        "line": {"color": INK, "width": 2, "dash": "dash"},
        "hoverinfo": "skip",
    }


def _members(points: Points, view: View) -> TraceSpec:
    rows = view.batch if len(view.batch) < len(points.y) else view.batch[:0]
    return {
        "type": "scatter",
        "x": compact(points.X[rows, 0]),
        "y": compact(points.X[rows, 1]),
        "mode": "markers",
        "name": "pulls",
        "marker": {"color": INK, "symbol": "circle", "size": 4},
        "showlegend": False,
        "hoverinfo": "skip",
    }


def _ring(view: View) -> TraceSpec:
    return {
        "type": "scatter",
        "x": [float(view.x[0])],
        "y": [float(view.x[1])],
        "mode": "markers",
        "name": "picked",
        "marker": {"color": INK, "symbol": "circle-open", "size": 18, "line": {"width": 2.5}},
        "showlegend": False,
        "hoverinfo": "skip",
    }


def pulls_chart(view: View, learning_rate: float) -> Chart:
    """The step in the plane of the weights, as a chain of the pulls of all points that take part.

    Each stroke is −η times a pull, so that they lead from the weights before to those after.
    """
    chain = chain_of(view, learning_rate)
    box = Box.around(chain, margin=0.15)
    before, after = chain[0], chain[-1]
    traces = [
        _strokes(chain),
        _stroke_of_point(chain, view.place),
        arrow_trace(SAID["step arrow"], "step-arrow", np.array([before, after]), box),
        _dot(before, "circle-open", SAID["theta before"]),
        _dot(after, "circle", SAID["theta after"]),
    ]
    layout = base_layout(
        WEIGHTS_HEIGHT,
        xaxis=exact_axis("w₁", box.left, box.right),
        yaxis=exact_axis("w₂", box.bottom, box.top),
        hovermode=False,
    )
    name = "strokes" if view.is_in_batch else "strokes alone"
    numbers = {
        "w1": decimal(before[0]),
        "w2": decimal(before[1]),
        "v1": decimal(after[0]),
        "v2": decimal(after[1]),
        "points": len(view.batch),
    }
    return Chart(
        traces,
        layout,
        WORDS.say(name, row=view.row + 1),
        WORDS.say("strokes alternative", **numbers),
    )


def chain_of(view: View, learning_rate: float) -> FloatArray:
    """The weights before the step, and after each of its pulls, shape (m + 1, 2)."""
    moves = np.cumsum(-learning_rate * view.pulls[:, :2], axis=0)
    return view.before[:2] + np.vstack([np.zeros((1, 2)), moves])


def _strokes(chain: FloatArray) -> TraceSpec:
    return {
        "type": "scatter",
        "x": compact(chain[:, 0]),
        "y": compact(chain[:, 1]),
        "mode": "lines",
        "name": SAID["all strokes"],
        "line": {"color": TRAIN_COLOR, "width": 1.5},
        "hoverinfo": "skip",
    }


def _stroke_of_point(chain: FloatArray, place: int | None) -> TraceSpec:
    x, y = (chain[:0] if place is None else chain[place : place + 2]).T
    return {
        "type": "scatter",
        "x": x,
        "y": y,
        "mode": "lines",
        "name": SAID["own stroke"],
        "line": {"color": TRAIN_COLOR, "width": 6},
        "hoverinfo": "skip",
    }


def _dot(place: FloatArray, symbol: str, name: str) -> TraceSpec:
    return {
        "type": "scatter",
        "x": [float(place[0])],
        "y": [float(place[1])],
        "mode": "markers",
        "name": name,
        "marker": {"color": INK, "symbol": symbol, "size": 11, "line": {"width": 2}},
        "hoverinfo": "skip",
    }
