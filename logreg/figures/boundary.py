"""The decision boundary over the probabilities, with the samples."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..core.checks import FloatArray
from ..core.features import FEATURES
from ..experiment.captions import boundary_captions, without_line
from ..experiment.plane import SHADING_POINTS, Box, Plane, shading, share_above
from ..experiment.run import Run
from ..experiment.screen_line import Line, screen_line
from ..scoring.split import Split
from ..wording.claims import in_words
from ..wording.numbers import count, percent
from ..wording.plain_text import as_plotly
from .chart import Chart, TraceSpec, base_layout, compact, exact_range
from .palette import CLASS_COLORS, CLASS_SCALE, CLASS_SYMBOLS, INK, PAPER
from .uids import BAND as BAND_UID
from .uids import LINE, SHADING, samples_uid

HEIGHT = 560
# Between these p a model is unsure.
BAND = (0.1, 0.9)
BAND_NAME = "p = 0.1, 0.9"


def boundary_chart(run: Run, threshold: float = 0.5) -> Chart:
    """Shading by P(class 1), the line p = threshold, training samples filled, test samples hollow.

    The threshold is from 0 to 1; at both ends there is no line.
    """
    line = _line(run, threshold)
    model = [
        shading_trace(run.plane, run.box, run.dataset.class_names[1]),
        line_trace(line.points, threshold),
    ]
    caption = in_words(boundary_captions(run, line, run.plane, threshold))
    alternative = boundary_in_words(run, run.plane, line, threshold)
    return Chart([*model, *_all_samples(run)], _layout(run), caption, alternative)


def boundary_frame(run: Run, are_movable: bool = False) -> dict[str, Any]:
    """The figure of the same around any model at p = 0.5 of these samples: the browser paints it.

    Shading and line are there without their numbers, for the pointer and for the legend. Samples
    that a hand can move have names.
    """
    x1, x2 = run.box.axes(SHADING_POINTS)
    model = [
        _shading(x1, x2, np.empty(0, dtype=np.uint8), run.dataset.class_names[1]),
        line_trace(np.empty((0, 2)), 0.5),
        *([_band_trace()] if has_band(run) else []),
    ]
    return {"data": [*model, *_all_samples(run, are_movable)], "layout": _layout(run)}


def _all_samples(run: Run, are_movable: bool = False) -> Iterator[TraceSpec]:
    yield from _samples(run, run.train, are_movable, is_hollow=False)
    if run.test is not None:
        yield from _samples(run, run.test, are_movable, is_hollow=True)


def _layout(run: Run) -> dict[str, Any]:
    return base_layout(
        HEIGHT,
        xaxis=plane_axis(run.drawn_names[0], run.box.left, run.box.right),
        yaxis=plane_axis(run.drawn_names[1], run.box.bottom, run.box.top),
        hovermode="closest",
    )


def _line(run: Run, threshold: float) -> Line:
    # The run has its line at 0.5 at hand.
    if threshold == 0.5:
        return run.line
    return screen_line(run.plane, run.box, threshold=threshold)


def shading_trace(plane: Plane, box: Box, positive: str) -> TraceSpec:
    """P(class 1) on a coarse grid, for the pointer; by what `meta` has, every pixel is painted."""
    cells = shading(plane, box)
    trace = _shading(cells.x1, cells.x2, percentages(cells.probability), positive)
    weights, intercept = plane.weights.tolist(), plane.intercept
    meta = {"plane": {"terms": plane.terms, "weights": weights, "intercept": intercept}}
    return trace | {"meta": meta}


def _shading(
    x1: FloatArray, x2: FloatArray, percent: NDArray[np.uint8], positive: str
) -> TraceSpec:
    return {
        "type": "heatmap",
        "x": x1,
        "y": x2,
        "z": percent,
        "zmin": 0,
        "zmax": 100,
        "colorscale": CLASS_SCALE,
        "showscale": False,
        "uid": SHADING,
        "hovertemplate": (
            f"P({as_plotly(positive)}) = %{{z}} % at (%{{x:.3g}}, %{{y:.3g}})<extra></extra>"
        ),
    }


def percentages(probability: FloatArray) -> NDArray[np.uint8]:
    """Whole percentages take an eighth of the bytes, and 50 is exactly neutral."""
    return np.rint(100 * probability).astype(np.uint8)


def line_trace(line: FloatArray, threshold: float) -> TraceSpec:
    """The line p = threshold, by points with gaps between its pieces."""
    return {
        "type": "scatter",
        "x": line[:, 0],
        "y": line[:, 1],
        "mode": "lines",
        # In words, so that a line which moves under the hand keeps its legend.
        "name": "p = 0.5" if threshold == 0.5 else "p = threshold",
        "uid": LINE,
        "line": {"color": INK, "width": 2.5},
        "hoverinfo": "skip",
    }


def has_band(run: Run) -> bool:
    """Whether the lines of equal p are straight, whatever the weights."""
    return all(FEATURES[term].is_linear for term in run.feature_map.terms)


def _band_trace() -> TraceSpec:
    """The straight lines p = 0.1 and p = 0.9, which the browser paints as well."""
    return {
        "type": "scatter",
        "x": np.empty(0),
        "y": np.empty(0),
        "mode": "lines",
        "name": BAND_NAME,
        "uid": BAND_UID,
        "line": {"color": INK, "width": 1, "dash": "dash"},
        "hoverinfo": "skip",
    }


def _samples(run: Run, split: Split, are_movable: bool, is_hollow: bool) -> Iterator[TraceSpec]:
    points = split.X[:, list(run.experiment.drawn)]
    for label in (0, 1):
        x1, x2 = points[run.shown(split, label)].T
        name = samples_name(run.dataset.class_names[label], split)
        samples: TraceSpec = {
            "type": "scatter",
            "x": compact(x1),
            "y": compact(x2),
            "mode": "markers",
            "name": name,
            "legendgroup": name,
            "marker": sample_marker(label, is_hollow),
            "hovertemplate": f"{name}<br>(%{{x}}, %{{y}})<extra></extra>",
        }
        parts = {"edge": samples | _edge(label)} if is_hollow else {}
        for part, trace in (parts | {"samples": samples}).items():
            yield trace | ({"uid": samples_uid(part, label, split.name)} if are_movable else {})


def samples_name(class_name: str, split: Split) -> str:
    """The trace of the samples of a class on one side of the split, as Plotly's legend has it."""
    return f"{as_plotly(class_name)}, {'train' if split.name == 'training' else split.name}"


# Ink around every sample: its class colour alone is too near to the shading of its own class.
def sample_marker(label: int, is_hollow: bool) -> dict[str, object]:
    """How the samples of a class are drawn: shape as well as colour."""
    color, symbol = CLASS_COLORS[label], CLASS_SYMBOLS[label]
    if is_hollow:
        return {"color": PAPER, "symbol": symbol, "size": 7, "line": {"color": color, "width": 2}}
    return {"color": color, "symbol": symbol, "size": 8, "line": {"color": INK, "width": 1}}


def _edge(label: int) -> TraceSpec:
    """The ink around a hollow sample, a trace of its own below it."""
    return {
        "marker": {"color": INK, "symbol": CLASS_SYMBOLS[label], "size": 11},
        "showlegend": False,
        "hoverinfo": "skip",
        "hovertemplate": None,
    }


def plane_axis(name: str, low: float, high: float) -> dict[str, object]:
    """An axis of the plane, with the name of its feature."""
    return {
        "title": {"text": as_plotly(name)},
        "hoverformat": ".3g",
        "showgrid": False,
        "zeroline": False,
        **exact_range(low, high),
    }


def boundary_in_words(run: Run, plane: Plane, line: Line, threshold: float = 0.5) -> str:
    """The same for who cannot see it: where the line p = threshold of a model runs."""
    n_test = 0 if run.test is None else len(run.test.y)
    return (
        f"Decision boundary in the plane of {run.drawn_names[0]} and {run.drawn_names[1]}, with"
        f" {len(run.train.y)} training and {n_test} test points."
        f" {_line_in_words(run, plane, line, threshold)}"
    )


def _line_in_words(run: Run, plane: Plane, line: Line, threshold: float) -> str:
    points = line.points
    if not len(points):
        return without_line(run, line, plane, threshold).text
    if plane.is_linear:
        return f"The line p = {threshold:g} runs from {_point(points[0])} to {_point(points[-1])}."
    n_pieces = 1 + int(np.isnan(points[:, 0]).sum())
    share = share_above(plane, run.box, threshold)
    return (
        f"The line p = {threshold:g} is curved, in {count(n_pieces, 'piece')};"
        f" {percent(share)} of the area is predicted as {run.dataset.class_names[1]}."
    )


def _point(point: FloatArray) -> str:
    return f"({point[0]:.3g}, {point[1]:.3g})"
