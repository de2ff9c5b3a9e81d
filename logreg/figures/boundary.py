"""The decision boundary over the probabilities, with the samples."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ..boundary import Shading
from ..experiment import Run, Split
from ..validation import FloatArray
from .chart import Chart, TraceSpec, base_layout, compact, exact_range
from .palette import CLASS_COLORS, CLASS_SCALE, CLASS_SYMBOLS, INK, PAPER

HEIGHT = 560


def boundary_chart(run: Run) -> Chart:
    """Shading by P(class 1), the line p = 0.5, training samples filled and test samples hollow."""
    traces = [_shading(run.shading, run.dataset.class_names[1]), _line(run.boundary)]
    traces += _samples(run, run.train, "train", is_hollow=False)
    if run.test is not None:
        traces += _samples(run, run.test, "test", is_hollow=True)
    layout = base_layout(
        HEIGHT,
        xaxis=_axis(run.drawn_names[0], run.box.left, run.box.right),
        yaxis=_axis(run.drawn_names[1], run.box.bottom, run.box.top),
        hovermode="closest",
    )
    return Chart(traces, layout, _caption(run), _alternative(run))


def _shading(shading: Shading, positive: str) -> TraceSpec:
    return {
        "type": "heatmap",
        "x": shading.x1,
        "y": shading.x2,
        "z": percentages(shading.probability),
        "zmin": 0,
        "zmax": 100,
        "zsmooth": "best",
        "colorscale": CLASS_SCALE,
        "showscale": False,
        "hovertemplate": f"P({positive}) = %{{z}} %<extra></extra>",
    }


def percentages(probability: FloatArray) -> NDArray[np.uint8]:
    """Whole percentages take an eighth of the bytes, and 50 is exactly neutral."""
    return np.rint(100 * probability).astype(np.uint8)


def _line(boundary: FloatArray) -> TraceSpec:
    return {
        "type": "scatter",
        "x": boundary[:, 0],
        "y": boundary[:, 1],
        "mode": "lines",
        "name": "p = 0.5",
        "uid": "line",
        "line": {"color": INK, "width": 2.5},
        "hoverinfo": "skip",
    }


def _samples(run: Run, split: Split, split_name: str, is_hollow: bool) -> Iterator[TraceSpec]:
    points = split.X[:, list(run.experiment.drawn)]
    for label in (0, 1):
        name = f"{run.dataset.class_names[label]}, {split_name}"
        yield {
            "type": "scatter",
            "x": compact(points[split.y == label, 0]),
            "y": compact(points[split.y == label, 1]),
            "mode": "markers",
            "name": name,
            "marker": _marker(label, is_hollow),
            "hovertemplate": f"{name}<br>(%{{x:.3g}}, %{{y:.3g}})<extra></extra>",
        }


def _marker(label: int, is_hollow: bool) -> dict[str, object]:
    color, symbol = CLASS_COLORS[label], CLASS_SYMBOLS[label]
    if is_hollow:
        return {
            "color": PAPER,
            "symbol": symbol,
            "size": 8,
            "line": {"color": color, "width": 2},
        }
    return {
        "color": color,
        "symbol": symbol,
        "size": 8,
        "line": {"color": PAPER, "width": 1},
    }


def _axis(name: str, low: float, high: float) -> dict[str, object]:
    return {
        "title": {"text": name},
        "showgrid": False,
        "zeroline": False,
        **exact_range(low, high),
    }


def _caption(run: Run) -> str:
    if run.feature_map.others:
        n_others = len(run.feature_map.others)
        return (
            f"A slice through {n_others + 2} dimensions: the {n_others} features not drawn are held"
            " at their mean, so points off the slice may look misplaced."
        )
    if not len(run.boundary):
        return f"{_one_sided(run)} There is no line."
    return "Where the colour fades the model is unsure; on the line both classes have p = 0.5."


def _alternative(run: Run) -> str:
    n_test = 0 if run.test is None else len(run.test.y)
    return (
        f"Decision boundary in the plane of {run.drawn_names[0]} and {run.drawn_names[1]}, with"
        f" {len(run.train.y)} training and {n_test} test points. {_line_in_words(run)}"
    )


def _line_in_words(run: Run) -> str:
    if not len(run.boundary):
        return _one_sided(run)
    if run.plane.is_linear:
        return (
            f"The line p = 0.5 runs from {_point(run.boundary[0])} to {_point(run.boundary[-1])}."
        )
    n_pieces = 1 + int(np.isnan(run.boundary[:, 0]).sum())
    share = float((run.shading.probability >= 0.5).mean())
    return (
        f"The line p = 0.5 is curved, in {n_pieces} piece{'s' if n_pieces > 1 else ''};"
        f" {share:.0%} of the area is predicted as {run.dataset.class_names[1]}."
    )


def _one_sided(run: Run) -> str:
    side = int(run.shading.probability.mean() >= 0.5)
    return f"The whole area is predicted as {run.dataset.class_names[side]}."


def _point(point: FloatArray) -> str:
    return f"({point[0]:.3g}, {point[1]:.3g})"
