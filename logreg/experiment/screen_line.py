"""The line p = threshold as a screen can show it: not too many points, none finer than a pixel."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..core.checks import FloatArray
from ..core.features import FEATURES
from .contour import CONTOUR_POINTS, boundary_line, lowered, straight_lines
from .plane import Box, Plane, are_linear, waves_in
from .simplify import is_corner

# A chart is at most this many pixels wide and high: what is finer than they are says nothing.
SCREEN_PIXELS = 800
# A drawn line is this near to the contour, in those pixels.
LINE_TOLERANCE = 0.25
# Half as many more points than pixels a side: a contour is then read off within a pixel.
SCREEN_CELLS = 280_000
# Of a shorter wave the line, 2.5 pixels wide and twice in every wave, is a patch of ink.
SHORTEST_WAVE = 12
MOST_LINE_POINTS = 2_000
LINE_POINTS_AT_ONCE = 50_000


@dataclass(frozen=True, eq=False)
class Line:
    """What is drawn of p = threshold: points (k, 2) in drawing order, NaN between pieces."""

    points: FloatArray
    is_too_fine: bool = False  # the classes do meet, but more finely than a screen can show


def no_line(is_too_fine: bool = False) -> Line:
    """Nothing to draw."""
    return Line(np.empty((0, 2)), is_too_fine)


def screen_line(
    plane: Plane, box: Box, n_points: int = CONTOUR_POINTS, threshold: float = 0.5
) -> Line:
    """The line p = threshold as a screen can show it, see `screen_lines`."""
    return screen_lines([plane], box, n_points, threshold)[0]


def screen_lines(
    planes: Sequence[Plane], box: Box, n_points: int = CONTOUR_POINTS, threshold: float = 0.5
) -> list[Line]:
    """The lines p = threshold of several planes, each of at most `MOST_LINE_POINTS` points.

    Straight lines are exact. Of a curve, points are left out that lie within `LINE_TOLERANCE` of
    the rest, in pixels of a chart of `SCREEN_PIXELS` a side. A line that winds too finely for such
    a chart, or needs more points, is left out as a whole.
    """
    if not 0 < threshold < 1:
        return [no_line() for _ in planes]
    is_straight = are_linear(planes)
    straight = [plane for plane, is_own in zip(planes, is_straight, strict=True) if is_own]
    curved = [plane for plane, is_own in zip(planes, is_straight, strict=True) if not is_own]
    drawn = [_unsimplified(plane, box, n_points, threshold) for plane in curved]
    of_straight = map(Line, straight_lines(straight, box, threshold) if straight else ())
    of_curved = iter(_simplified(drawn, _pixel(box)) if drawn else ())
    return [next(of_straight if is_own else of_curved) for is_own in is_straight]


def _pixel(box: Box) -> FloatArray:
    """Width and height of a screen's pixel, shape (2,)."""
    return np.array([box.right - box.left, box.top - box.bottom]) / SCREEN_PIXELS


def _unsimplified(plane: Plane, box: Box, n_points: int, threshold: float) -> Line:
    """The line with all its points; without waves too short to draw, where they do not show."""
    plane = lowered(plane, threshold)
    is_short = waves_in(plane, box) * SHORTEST_WAVE > SCREEN_PIXELS
    short = [axis for axis in (0, 1) if is_short[axis]]
    is_left = np.array([FEATURES[name].waves_along not in short for name in plane.terms])
    rest = replace(plane, weights=np.where(is_left, plane.weights, 0.0))
    height = float(np.abs(plane.weights - rest.weights).sum())
    if height > 0 and not _is_thin(rest, height, _points_in_band(rest, height, box), box):
        return no_line(is_too_fine=True)
    points = boundary_line(rest, box, n_points, n_cells=SCREEN_CELLS)
    if height > 0 and not _is_thin(rest, height, points[~np.isnan(points[:, 0])], box):
        return no_line(is_too_fine=True)
    # Two points a piece and a gap between pieces are needed at least.
    if 3 * np.isnan(points[:, 0]).sum() + 2 > MOST_LINE_POINTS:
        return no_line(is_too_fine=True)
    return Line(points)


def _points_in_band(plane: Plane, height: float, box: Box) -> FloatArray:
    """The points of a grid with |z| ≤ height, shape (n, 2)."""
    x1, x2 = box.axes(CONTOUR_POINTS)
    rows, columns = np.nonzero(np.abs(plane.logits(x1, x2[:, None])) <= height)
    return np.column_stack([x1[columns], x2[rows]])


def _is_thin(plane: Plane, height: float, points: FloatArray, box: Box) -> bool:
    """Whether the band |z| ≤ height is at most a pixel wide at points (n, 2) in it.

    Waves of that height are then not to be seen: from each point, half a pixel to both sides along
    one of the axes leaves the band.
    """
    x1, x2 = points.T
    leaves = np.zeros(len(points), dtype=bool)
    for step1, step2 in np.diag(0.5 * _pixel(box)):
        ahead, behind = plane.logits(x1 + step1, x2 + step2), plane.logits(x1 - step1, x2 - step2)
        leaves |= (np.maximum(ahead, behind) > height) & (np.minimum(ahead, behind) < -height)
    return bool(leaves.all())


def _simplified(lines: Sequence[Line], pixel: FloatArray) -> list[Line]:
    """Without the points that `LINE_TOLERANCE` spares; none where more than can be sent are left.

    Many lines at once: the steps are the same for one line and for all frames of a film.
    """
    simple: list[Line] = []
    gap = np.full((1, 2), np.nan)
    for batch in _batches(lines):
        joined = np.concatenate([part for line in batch for part in (line.points, gap)])
        is_kept = is_corner(joined / pixel, LINE_TOLERANCE)
        ends = np.cumsum([len(line.points) + 1 for line in batch])[:-1]
        for line, is_own in zip(batch, np.split(is_kept, ends), strict=True):
            points = line.points[is_own[:-1]]
            is_long = len(points) > MOST_LINE_POINTS
            simple.append(no_line(is_too_fine=True) if is_long else replace(line, points=points))
    return simple


def _batches(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Runs of lines of at most `LINE_POINTS_AT_ONCE` points, where one line has no more itself."""
    batch: list[Line] = []
    n_points = 0
    for line in lines:
        if batch and n_points + len(line.points) > LINE_POINTS_AT_ONCE:
            yield batch
            batch, n_points = [], 0
        batch.append(line)
        n_points += len(line.points)
    yield batch
