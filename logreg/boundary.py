"""The model in the plane of the two drawn features: its probabilities, and lines of equal p."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from .features import FEATURES
from .objective import sigmoid
from .validation import FloatArray

# Two thousand points look smooth, and 75 frames of them stay below 200 kB.
SHADING_POINTS = 44
# Where sines wind too fast to be shown, the shading is their mean and not an accident of the grid.
SHADING_POINTS_PER_WAVE = 8
MOST_SHADING_SAMPLES = 16
# Read off this many points a side, and per wave of a sine, a contour lies within 0.5 % of the axis
# range of the true one. The cells are limited: two sines over thousands each, a picture that no
# screen can show, get fewer points per wave.
CONTOUR_POINTS = 401
CONTOUR_POINTS_PER_WAVE = 32
CONTOUR_CELLS = 12_000_000
CONTOUR_CELLS_AT_ONCE = 1_000_000


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
        for name, weight in zip(self.terms, self.weights, strict=True):
            z += weight * FEATURES[name].values(x1, x2)
        return z

    @property
    def is_linear(self) -> bool:
        """Whether lines of equal p are straight: no curved term has any weight."""
        pairs = zip(self.terms, self.weights, strict=True)
        return all(FEATURES[name].is_linear or weight == 0 for name, weight in pairs)

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
    n1, n2 = _samples_per_cell(plane, box, n_points)
    logits = plane.logits(_around(x1, n1), _around(x2, n2)[:, None])
    cells = sigmoid(logits).reshape(n_points, n2, n_points, n1)
    return Shading(x1, x2, cells.mean(axis=(1, 3)))


def probabilities(planes: Sequence[Plane], box: Box, n_points: int = SHADING_POINTS) -> FloatArray:
    """The shadings of planes with the same terms, shape (f, n_points, n_points).

    All at once, by one matrix product, where no cell needs more than its middle.
    """
    if max(_samples_per_cell(planes[0], box, n_points)) > 1:
        return np.stack([shading(plane, box, n_points).probability for plane in planes])
    x1, x2 = box.axes(n_points)
    logits = np.array([plane.intercept for plane in planes])[:, None]
    if planes[0].terms:
        grid = np.zeros((n_points, n_points))
        values = [FEATURES[name].values(x1, x2[:, None]) + grid for name in planes[0].terms]
        weights = np.stack([plane.weights for plane in planes])
        logits = logits + weights @ np.stack(values).reshape(len(values), -1)
    return np.broadcast_to(sigmoid(logits), (len(planes), n_points**2)).reshape(
        -1, n_points, n_points
    )


def _samples_per_cell(plane: Plane, box: Box, n_points: int) -> tuple[int, int]:
    needed = np.ceil(SHADING_POINTS_PER_WAVE * _waves(plane, box) / n_points)
    n1, n2 = np.clip(needed, 1, MOST_SHADING_SAMPLES).astype(int)
    return int(n1), int(n2)


def _around(points: FloatArray, n_samples: int) -> FloatArray:
    """n_samples evenly spread in the cell around each of evenly spaced points; one is the point."""
    spacing = points[1] - points[0]
    offsets = ((np.arange(n_samples) + 0.5) / n_samples - 0.5) * spacing
    return np.add.outer(points, offsets).ravel()


def boundary_line(
    plane: Plane, box: Box, n_points: int = CONTOUR_POINTS, threshold: float = 0.5
) -> FloatArray:
    """Where p = threshold in the box: points (k, 2) in drawing order, a row of NaN between pieces.

    Exact for linear terms, else a contour of z on a grid of at least n_points a side. Empty where p
    is on one side of the threshold everywhere, as it is for the thresholds 0 and 1.
    """
    if not 0 < threshold < 1:
        return np.empty((0, 2))
    # p = threshold is z = log(threshold/(1 − threshold)): the line z = 0 of a lower plane.
    level = math.log(threshold / (1 - threshold))
    plane = replace(plane, intercept=plane.intercept - level)
    if plane.is_linear:
        return _straight_line(*plane.slope(), plane.intercept, box)
    return _contour(plane, box, n_points)


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


def _contour(plane: Plane, box: Box, n_points: int) -> FloatArray:
    """The contour z = 0, band by band, so that a fine grid need not be in memory as a whole."""
    x1, x2 = _contour_axes(plane, box, n_points)
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


def _contour_axes(plane: Plane, box: Box, n_points: int) -> tuple[FloatArray, FloatArray]:
    """Coordinates fine enough for every wave of the plane's sines."""
    waves = _waves(plane, box)
    needed = np.maximum(n_points, np.ceil(CONTOUR_POINTS_PER_WAVE * waves))
    excess = needed.prod() / CONTOUR_CELLS
    if excess > 1:
        is_fine = needed > n_points
        needed[is_fine] /= excess ** (1 / is_fine.sum())
    n1, n2 = np.maximum(needed, n_points).astype(int)
    return np.linspace(box.left, box.right, n1), np.linspace(box.bottom, box.top, n2)


def _waves(plane: Plane, box: Box) -> FloatArray:
    """How many waves of its sines the plane shows along x₁ and along x₂; shape (2,)."""
    lengths = np.array([box.right - box.left, box.top - box.bottom])
    waves_along = [FEATURES[name].waves_along for name in plane.terms]
    has_waves = [axis in waves_along for axis in (0, 1)]
    return np.where(has_waves, lengths / (2 * np.pi), 0.0)
