"""The model in the plane of the two drawn features: its probabilities, and lines of equal p."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ..core.checks import FloatArray
from ..core.features import FEATURES
from ..core.loss import sigmoid

# What a pointer reads off the chart; the browser paints every pixel by the weights themselves.
SHADING_POINTS = 44
# Where sines wind too fast to be shown, the shading is their mean and not an accident of the grid.
SHADING_POINTS_PER_WAVE = 8
# Read off this many points a side, and per wave of a sine, a contour lies within 0.5 % of the axis
# range of the true one. The cells are limited: two sines over thousands each, a picture that no
# screen can show, get fewer points per wave.
CONTOUR_POINTS = 401
CONTOUR_POINTS_PER_WAVE = 32
CONTOUR_CELLS = 12_000_000
CONTOUR_CELLS_AT_ONCE = 1_000_000

# Counted on this many a side, a share of the area is right to a percent.
SHARE_POINTS = 201
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
STRETCH_POINTS = 64


@dataclass(frozen=True)
class Box:
    """The part of the plane that is drawn: x₁ from left to right, x₂ from bottom to top."""

    left: float
    right: float
    bottom: float
    top: float

    @classmethod
    def around(cls, points: FloatArray, margin: float = 0.08) -> "Box":
        """A box around points (n, 2), wider by `margin` of their range on every side."""
        low, high = points.min(axis=0), points.max(axis=0)
        # A feature that never varies still needs an axis to stand on.
        room = np.where(high > low, margin * (high - low), 1.0)
        (left, bottom), (right, top) = low - room, high + room
        return cls(float(left), float(right), float(bottom), float(top))

    def axes(self, n_points: int) -> tuple[FloatArray, FloatArray]:
        """n_points evenly spaced values along x₁ and along x₂, both ends included."""
        return (
            np.linspace(self.left, self.right, n_points),
            np.linspace(self.bottom, self.top, n_points),
        )


@dataclass(frozen=True, eq=False)
class Plane:
    """z(x₁, x₂) = Σ weightⱼ termⱼ(x₁, x₂) + intercept, in the units of the data."""

    terms: tuple[str, ...]
    weights: FloatArray
    intercept: float

    def logits(self, x1: FloatArray, x2: FloatArray) -> FloatArray:
        """z at every pair of broadcast coordinates."""
        z = np.full(np.broadcast_shapes(np.shape(x1), np.shape(x2)), self.intercept)
        # On a grid, terms of one axis are summed along it before they are spread over the grid.
        sums: dict[tuple[int, ...], FloatArray] = {}
        for name, weight in zip(self.terms, self.weights, strict=True):
            values = weight * FEATURES[name].values(x1, x2)
            sums[values.shape] = sums[values.shape] + values if values.shape in sums else values
        for values in sums.values():
            z += values
        return z

    @property
    def is_linear(self) -> bool:
        """Whether lines of equal p are straight: no curved term has any weight."""
        pairs = zip(self.terms, self.weights, strict=True)
        return all(FEATURES[name].is_linear or weight == 0 for name, weight in pairs)

    @property
    def is_flat(self) -> bool:
        """Whether z is the same everywhere: no term has any weight."""
        return not self.weights.any()

    def slope(self) -> tuple[float, float]:
        """The weights of x₁ and x₂ themselves."""
        weights = dict(zip(self.terms, self.weights, strict=True))
        return float(weights.get("x1", 0.0)), float(weights.get("x2", 0.0))


@dataclass(frozen=True, eq=False)
class Shading:
    """P(class 1) on a grid: probability[i, j] around (x1[j], x2[i])."""

    x1: FloatArray
    x2: FloatArray
    probability: FloatArray


def shading(plane: Plane, box: Box, n_points: int = SHADING_POINTS) -> Shading:
    """The probabilities over the whole box; means over a cell where it holds much of a wave."""
    x1, x2 = box.axes(n_points)
    return Shading(x1, x2, _cells(plane, box, n_points).mean(axis=(1, 3)))


def share_above(plane: Plane, box: Box, threshold: float) -> float:
    """The share of the box where p ≥ threshold; of waves too fine to show, their own share."""
    # Fine waves bring many samples to each cell, which a film cannot wait for.
    is_fine = _waves(plane, box).max() > SHADING_POINTS and threshold < 1
    n_points = SHADING_POINTS if is_fine else SHARE_POINTS
    return float((_cells(plane, box, n_points) >= threshold).mean())


def _cells(plane: Plane, box: Box, n_points: int) -> FloatArray:
    """p at samples of every cell of a grid, shape (n_points, samples, n_points, samples)."""
    x1, x2 = (
        _around(points, waves)
        for points, waves in zip(box.axes(n_points), _waves(plane, box), strict=True)
    )
    p = sigmoid(plane.logits(x1.ravel(), x2.reshape(-1, 1)))
    return p.reshape(*x2.shape, *x1.shape)


def _around(points: FloatArray, n_waves: float) -> FloatArray:
    """Samples evenly spread in the cell around each of n evenly spaced points, shape (n, samples).

    Of a cell that holds more than one wave, the wave around its middle stands for all.
    """
    spacing = points[1] - points[0]
    waves_per_cell = n_waves / (len(points) - 1)
    n_samples = max(1, round(SHADING_POINTS_PER_WAVE * min(waves_per_cell, 1.0)))
    offsets = (np.arange(n_samples) + 0.5) / n_samples - 0.5
    samples: FloatArray = np.add.outer(points, offsets * spacing / max(waves_per_cell, 1.0))
    return samples


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
    lines = [_unsimplified(plane, box, n_points, threshold) for plane in planes]
    return _simplified(lines, _pixel(box))


def boundary_line(
    plane: Plane,
    box: Box,
    n_points: int = CONTOUR_POINTS,
    threshold: float = 0.5,
    n_cells: int = CONTOUR_CELLS,
) -> FloatArray:
    """Where p = threshold in the box: points (k, 2) in drawing order, a row of NaN between pieces.

    Exact for linear terms, else a contour of z on a grid of at least n_points a side, of more for
    the waves of sines, up to n_cells. Empty where p is on one side of the threshold everywhere, as
    it is for the thresholds 0 and 1.
    """
    if not 0 < threshold < 1:
        return np.empty((0, 2))
    plane = _lowered(plane, threshold)
    if plane.is_linear:
        return _straight_line(*plane.slope(), plane.intercept, box)
    return _contour(plane, box, n_points, n_cells)


def _lowered(plane: Plane, threshold: float) -> Plane:
    """p = threshold is z = log(threshold/(1 − threshold)): the line z = 0 of a lower plane."""
    level = math.log(threshold / (1 - threshold))
    return replace(plane, intercept=plane.intercept - level)


def _pixel(box: Box) -> FloatArray:
    """Width and height of a screen's pixel, shape (2,)."""
    return np.array([box.right - box.left, box.top - box.bottom]) / SCREEN_PIXELS


def _unsimplified(plane: Plane, box: Box, n_points: int, threshold: float) -> Line:
    """The line with all its points; without waves too short to draw, where they do not show."""
    if not 0 < threshold < 1:
        return no_line()
    plane = _lowered(plane, threshold)
    is_short = _waves(plane, box) * SHORTEST_WAVE > SCREEN_PIXELS
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
        is_kept = _is_corner(joined / pixel, LINE_TOLERANCE)
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


def _is_corner(points: FloatArray, tolerance: float) -> NDArray[np.bool_]:
    """Which points to keep, so that every other lies within `tolerance` of the line through them.

    First within stretches of a few dozen points, then among what they keep, each at half the
    tolerance: a piece of thousands of points would be split one point at a time.
    """
    order = np.arange(len(points))
    # Counted from the last gap: a line is the same alone and among others.
    last_gap = np.maximum.accumulate(np.where(np.isnan(points[:, 0]), order, -1))
    is_end = (order - last_gap) % STRETCH_POINTS == 0
    is_kept = _split_until_near(points, tolerance / 2, is_end)
    is_end = np.zeros(int(is_kept.sum()), dtype=bool)
    is_kept[is_kept] = _split_until_near(points[is_kept], tolerance / 2, is_end)
    return is_kept


def _split_until_near(
    points: FloatArray, tolerance: float, is_end: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Douglas and Peucker's method, on all pieces at once: which points are kept.

    Between kept points the farthest one is kept as well, until none is too far. Some ends are
    given; gaps (NaN) and the points beside them always stay.
    """
    is_gap = np.isnan(points[:, 0])
    is_kept = is_end | is_gap
    is_kept[:-1] |= is_gap[1:]
    is_kept[1:] |= is_gap[:-1]
    is_kept[[0, -1]] = True
    inner = np.flatnonzero(~is_kept)
    while len(inner):
        kept = np.flatnonzero(is_kept)
        after = np.searchsorted(kept, inner)
        start, end = kept[after - 1], kept[after]
        distance = _squared_distances(points[inner], points[start], points[end])
        first = np.flatnonzero(np.diff(start, prepend=-1))
        sizes = np.diff(first, append=len(inner))
        farthest = np.repeat(np.maximum.reduceat(distance, first), sizes)
        is_far = farthest > tolerance**2
        is_next = is_far & (distance == farthest)
        is_kept[inner[is_next]] = True
        inner = inner[is_far & ~is_next]
    return is_kept


def _squared_distances(points: FloatArray, starts: FloatArray, ends: FloatArray) -> FloatArray:
    """From points (n, 2) to the segments between starts and ends, shape (n,)."""
    # Axis by axis: sums over a last axis of two are ten times slower.
    (way1, way2), (chord1, chord2) = (points - starts).T, (ends - starts).T
    length = chord1 * chord1 + chord2 * chord2
    # A closed piece begins and ends in the same point.
    along = (way1 * chord1 + way2 * chord2) / np.where(length > 0, length, 1.0)
    along = np.clip(along, 0.0, 1.0)
    squared: FloatArray = (way1 - along * chord1) ** 2 + (way2 - along * chord2) ** 2
    return squared


def _straight_line(slope1: float, slope2: float, intercept: float, box: Box) -> FloatArray:
    """The ends of slope1·x₁ + slope2·x₂ + intercept = 0 in the box, shape (2, 2) or (0, 2)."""
    # In units of the box, u and v run from 0 to 1; the line is solved for whichever changes less.
    width, height = box.right - box.left, box.top - box.bottom
    a, b = slope1 * width, slope2 * height
    c = intercept + slope1 * box.left + slope2 * box.bottom
    is_steep = abs(a) > abs(b)
    if is_steep:
        a, b = b, a
    if b == 0:
        return np.empty((0, 2))
    v_start, rise = -c / b, -a / b
    u = np.array([0.0, 1.0])
    if rise != 0:
        u = np.clip(np.sort([-v_start / rise, (1.0 - v_start) / rise]), 0.0, 1.0)
    v = v_start + rise * u
    if u[0] == u[1] or not (-1e-9 < v.mean() < 1 + 1e-9):
        return np.empty((0, 2))
    ends = np.column_stack([v, u] if is_steep else [u, v])
    return np.array([box.left, box.bottom]) + ends * (width, height)


def _contour(plane: Plane, box: Box, n_points: int, n_cells: int) -> FloatArray:
    """The contour z = 0, band by band, so that a fine grid need not be in memory as a whole."""
    x1, x2 = _contour_axes(plane, box, n_points, n_cells)
    n_rows = max(2, CONTOUR_CELLS_AT_ONCE // len(x1))
    bands = [x2[start : start + n_rows + 1] for start in range(0, len(x2) - 1, n_rows)]
    lines = [_contour_of_band(plane, x1, band) for band in bands]
    gap = np.full((1, 2), np.nan)
    pieces = [part for line in lines if len(line) for part in (gap, line)]
    return np.concatenate(pieces[1:]) if pieces else np.empty((0, 2))


def _contour_of_band(plane: Plane, x1: FloatArray, x2: FloatArray) -> FloatArray:
    import contourpy

    z = plane.logits(x1, x2[:, None])
    line_type = contourpy.LineType.ChunkCombinedNan
    generator = contourpy.contour_generator(x1, x2, z, name="serial", line_type=line_type)
    points = generator.lines(0.0)[0][0]
    return np.empty((0, 2)) if points is None else np.asarray(points, dtype=np.float64)


def _contour_axes(
    plane: Plane, box: Box, n_points: int, n_cells: int
) -> tuple[FloatArray, FloatArray]:
    """Coordinates fine enough for every wave of the plane's sines."""
    waves = _waves(plane, box)
    needed = np.maximum(n_points, np.ceil(CONTOUR_POINTS_PER_WAVE * waves))
    excess = needed.prod() / n_cells
    if excess > 1:
        is_fine = needed > n_points
        needed[is_fine] /= excess ** (1 / is_fine.sum())
    n1, n2 = np.maximum(needed, n_points).astype(int)
    return np.linspace(box.left, box.right, n1), np.linspace(box.bottom, box.top, n2)


def _waves(plane: Plane, box: Box) -> FloatArray:
    """How many waves of its sines the plane shows along x₁ and along x₂; shape (2,)."""
    lengths = np.array([box.right - box.left, box.top - box.bottom])
    weights = zip(plane.terms, plane.weights, strict=True)
    waves_along = [FEATURES[name].waves_along for name, weight in weights if weight != 0]
    has_waves = [axis in waves_along for axis in (0, 1)]
    return np.where(has_waves, lengths / (2 * np.pi), 0.0)
