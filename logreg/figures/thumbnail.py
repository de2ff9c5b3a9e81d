"""A run at a glance: its boundary with samples, and beside it its loss curve, as one small SVG.

Drawn in the page's own colours, so that it suits any theme; some 8 kB each.
"""

from html import escape

import numpy as np

from ..core.checks import FloatArray
from ..experiment.run import Run
from ..experiment.simplify import is_corner
from ..experiment.summary import describe
from ..scoring.metrics import IntArray
from .boundary import boundary_in_words
from .chart import width_of
from .film import content
from .film.axis import Axes, Rectangle
from .first_drawing import shading_image
from .palette import CLASS_COLORS

SIZE = (300, 150)
PLANE = Rectangle(0, 0, 196, 150)
LOSS = Rectangle(208, 0, 300, 150)
MOST_SAMPLES = 120  # more would hide the line
MOST_BINS = 92  # of a loss curve, one to a unit of its width
RADIUS = 3.2
INK, PAPER = "currentColor", "var(--st-background-color)"


def thumbnail(run: Run) -> str:
    """The picture, with a text alternative made from its data."""
    width, height = SIZE
    alternative = f"{boundary_in_words(run, run.plane, run.line)} {describe(run)}"
    return (
        f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{escape(alternative)}">'
        f"{_boundary(run)}{_losses(run)}</svg>"
    )


def _inset(place: Rectangle, inside: str) -> str:
    """A part of the picture, which cuts off what is beyond its edge."""
    width, height = place.size
    return (
        f'<svg x="{place.left}" y="{place.top}" width="{width}" height="{height}"'
        f' viewBox="0 0 {width} {height}">{inside}'
        f'<rect width="{width}" height="{height}" fill="none" stroke="{INK}" opacity=".4"/></svg>'
    )


def _boundary(run: Run) -> str:
    axes = content.plane(run, Rectangle(0, 0, *PLANE.size), n_ticks=(5, 5))
    line = axes.places(run.line.points)
    line = line[is_corner(line, 0.2)] if len(line) else line
    drawn = f'<path d="{_path(line)}" fill="none" stroke="{INK}" stroke-width="1.6"/>'
    return _inset(PLANE, shading_image(run.plane, run.box) + _samples(run, axes) + drawn)


def _samples(run: Run, axes: Axes) -> str:
    """Circles and diamonds, those of the test hollow; of many points an even share."""
    step = -(-len(run.dataset.y) // MOST_SAMPLES)
    return "".join(
        _symbols(axes.places(points[::step]), label, is_hollow)
        for label, is_hollow, points in content.samples(run)
    )


def _symbols(places: FloatArray, label: int, is_hollow: bool) -> str:
    """All samples of a class as one path, filled in its colour within a line of ink."""
    outline = _circle() if label == 0 else _diamond()
    path = "".join(f"M{x:.0f},{y:.0f}{outline}" for x, y in places.tolist())
    color = CLASS_COLORS[label]
    fill, stroke, width = (PAPER, color, 1.6) if is_hollow else (color, INK, 0.7)
    return f'<path d="{path}" fill="{fill}" stroke="{stroke}" stroke-width="{width}"/>'


def _circle() -> str:
    across = 2 * RADIUS
    return f"m-{RADIUS},0a{RADIUS},{RADIUS} 0 1 0 {across},0a{RADIUS},{RADIUS} 0 1 0-{across},0"


def _diamond() -> str:
    half = content.DIAMOND * RADIUS
    return f"m-{half:g},0l{half:g}-{half:g} {half:g} {half:g}-{half:g} {half:g}z"


def _losses(run: Run) -> str:
    """The test curve below, as the training curve is what the run went down by."""
    width, height = LOSS.size
    axes = content.losses(run, Rectangle(0, 4, width, height - 4), n_ticks=(2, 2))
    curves = (_curve(axes, *known) for known in reversed(content.curves(run)))
    named = (
        f'<text x="{width - 6}" y="16" text-anchor="end" fill="{INK}" font-size="12">loss</text>'
    )
    return _inset(LOSS, "".join(curves) + named)


def _curve(axes: Axes, name: str, losses: FloatArray, color: str) -> str:
    at = _extremes(losses)
    points = axes.places(np.column_stack([at, losses[at]]))
    look = f'fill="none" stroke="{color}" stroke-width="{width_of(losses):g}"'
    dash = ' stroke-dasharray="5 3"' if name == "test" else ""
    return f'<path d="{_path(points[is_corner(points, 0.2)])}" {look}{dash}/>'


def _extremes(losses: FloatArray) -> IntArray:
    """Where a curve is lowest and highest in each of so many bins: as a picture, all of it."""
    if len(losses) <= 2 * MOST_BINS:
        return np.arange(len(losses))
    bins = np.array_split(np.arange(len(losses)), MOST_BINS)
    lows = [part[np.argmin(losses[part])] for part in bins]
    highs = [part[np.argmax(losses[part])] for part in bins]
    return np.unique([0, *lows, *highs, len(losses) - 1])


def _path(points: FloatArray) -> str:
    """A line whose pieces have gaps of NaN between them."""
    path, is_new = "", True
    for x, y in points.tolist():
        if not np.isnan(x):
            path += f"{'M' if is_new else 'L'}{x:.1f},{y:.1f}"
        is_new = bool(np.isnan(x))
    return path
