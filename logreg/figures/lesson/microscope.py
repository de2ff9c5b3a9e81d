"""One step seen from one point: who pulls, and where the line stands."""

from dataclasses import replace

from ...lesson.microscope import View
from ...lesson.points import Points
from ...wording.numbers import count, decimal
from ..chart import Chart, TraceSpec, compact
from ..palette import INK
from .plane import plane_chart


def microscope_chart(points: Points, view: View) -> Chart:
    """The model before the step, a ring around the picked point, dots in those of the batch."""
    caption = "Click a point to pick it. The ring is around the point that the numbers describe."
    if not view.before[:2].any():
        caption += f" With both weights at 0 every p is {decimal(view.p, 1)}: there is no line yet."
    if len(view.batch) < len(points.y):
        pull = "pulls" if len(view.batch) == 1 else "pull"
        caption += f" The {count(len(view.batch), 'point')} with a dot inside {pull} this time."
    chart = plane_chart(points, view.before[:2], float(view.before[2]), caption)
    alternative = (
        f"{chart.alternative} Picked is point {view.row + 1} at"
        f" ({decimal(view.x[0])}, {decimal(view.x[1])})."
    )
    extra = [_members(points, view), _ring(view)]
    return replace(chart, traces=[*chart.traces, *extra], alternative=alternative)


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
