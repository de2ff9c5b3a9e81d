"""The log loss as a map with the way down, and a straight cut through it."""

import numpy as np

from ...core.checks import FloatArray
from ...experiment.plane import Box
from ...lesson.bowl import Bowl
from ...lesson.words.bowl import WORDS
from ...lesson.words.charts import WORDS as OF_CHARTS
from ...wording.numbers import decimal, number
from ..chart import Chart, TraceSpec, base_layout, compact, exact_axis, exact_range, moving_dot
from ..palette import INK, TERRAIN_SCALE, TEST_COLOR, TRAIN_COLOR

HEIGHT = 380
CUT_HEIGHT = 280
N_LEVELS = 14
# Heights above the lowest loss that differ less are one color.
LEAST = 1e-3
ROOM = 1.1
SAID = WORDS.said


def bowl_chart(bowl: Bowl, step: int, learning_rate: float) -> Chart:
    """Lines of equal loss over the two weights, the path up to a step, and the lowest place."""
    box, path = bowl.landscape.box, bowl.path[: step + 1]
    traces = [
        _terrain(bowl),
        _path(path),
        _lowest(bowl.lowest),
        moving_dot("walker", float(path[-1, 0]), float(path[-1, 1]), INK) | {"showlegend": False},
    ]
    layout = base_layout(
        HEIGHT,
        xaxis=exact_axis("w₁", box.left, box.right),
        yaxis=exact_axis("w₂", box.bottom, box.top),
        hovermode="closest",
    )
    name = "map" if is_inside(box, bowl.path).all() else "map without path"
    numbers = {
        "left": decimal(box.left, 1),
        "right": decimal(box.right, 1),
        "bottom": decimal(box.bottom, 1),
        "top": decimal(box.top, 1),
        "steps": step,
        "start": decimal(bowl.losses[0]),
        "end": decimal(bowl.losses[step]),
    }
    caption = WORDS.say(name, rate=number(learning_rate))
    return Chart(traces, layout, caption, WORDS.say("map alternative", **numbers))


def is_inside(box: Box, places: FloatArray) -> np.ndarray:
    """Which of the places (k, 2) the map shows."""
    low, high = np.array([box.left, box.bottom]), np.array([box.right, box.top])
    return np.asarray(((places >= low) & (places <= high)).all(axis=1))


def _terrain(bowl: Bowl) -> TraceSpec:
    """Equal steps of log(loss − lowest), which show the floor as well as the slopes."""
    x, y = bowl.landscape.box.axes(bowl.landscape.heights.shape[0])
    heights = np.log10(np.maximum(bowl.landscape.heights - bowl.lowest_loss, 0) + LEAST)
    low, high = float(heights.min()), float(heights.max())
    return {
        "type": "contour",
        "x": compact(x),
        "y": compact(y),
        "z": compact(heights),
        "autocontour": False,
        "contours": {
            "coloring": "heatmap",
            "start": low,
            "end": high,
            "size": (high - low) / N_LEVELS or 1.0,
        },
        "colorscale": [list(stop) for stop in TERRAIN_SCALE],
        "line": {"width": 0.8, "color": INK},
        "showscale": False,
        "hoverinfo": "skip",
    }


def _path(path: FloatArray) -> TraceSpec:
    return {
        "type": "scatter",
        "x": compact(path[:, 0]),
        "y": compact(path[:, 1]),
        "mode": "lines",
        "name": SAID["path"],
        "uid": "way-down",
        "line": {"color": INK, "width": 2.5},
        "hoverinfo": "skip",
    }


def _lowest(place: FloatArray) -> TraceSpec:
    return {
        "type": "scatter",
        "x": [float(place[0])],
        "y": [float(place[1])],
        "mode": "markers",
        "name": SAID["lowest place"],
        "marker": {"color": TEST_COLOR, "symbol": "star", "size": 13, "line": {"width": 1}},
        "hoverinfo": "skip",
    }


def cut_chart(bowl: Bowl) -> Chart:
    """Log loss and squared error along a straight line through start and lowest, and a rope."""
    ends = [0, -1]
    traces = [
        _curve(SAID["log curve"], bowl.cut, bowl.cut_log, TRAIN_COLOR),
        _curve(SAID["square curve"], bowl.cut, bowl.cut_square, TEST_COLOR),
        _curve(SAID["rope"], bowl.cut[ends], bowl.cut_log[ends], INK, 1.5, "dash"),
    ]
    top = ROOM * float(bowl.cut_log.max())
    layout = base_layout(
        CUT_HEIGHT,
        xaxis={
            "title": {"text": SAID["cut axis"]},
            **exact_range(float(bowl.cut[0]), float(bowl.cut[-1])),
        },
        yaxis={
            "title": {"text": OF_CHARTS.said["loss"]},
            "hoverformat": ".3~g",
            **exact_range(0, top),
        },
        hovermode="closest",
    )
    numbers = {
        "first": decimal(bowl.cut_log[0]),
        "lowest": decimal(bowl.cut_log.min()),
        "last": decimal(bowl.cut_log[-1]),
        "square": decimal(bowl.cut_square.max()),
    }
    return Chart(traces, layout, SAID["cut"], WORDS.say("cut alternative", **numbers))


def _curve(
    name: str, x: FloatArray, y: FloatArray, color: str, width: float = 2.5, dash: str = "solid"
) -> TraceSpec:
    return {
        "type": "scatter",
        "x": compact(x),
        "y": compact(y),
        "mode": "lines",
        "name": name,
        "line": {"color": color, "width": width, "dash": dash},
        "hovertemplate": f"{name} %{{y}}<extra></extra>",
    }
