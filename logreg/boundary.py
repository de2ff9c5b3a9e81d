"""The model in the plane of the two drawn features: its probabilities, and the p = 0.5 line."""

from dataclasses import dataclass

import numpy as np

from .features import FEATURES
from .objective import sigmoid
from .validation import FloatArray

# A contour read off this many points a side lies within 0.5 % of the axis range of the true one,
# even where sin x winds 16 times across the axis.
CONTOUR_POINTS = 401
SHADING_POINTS = 61


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
        """Whether the line p = 0.5 is straight: no curved term has any weight."""
        pairs = zip(self.terms, self.weights, strict=True)
        return all(FEATURES[name].is_linear or weight == 0 for name, weight in pairs)

    def slope(self) -> tuple[float, float]:
        """The weights of x₁ and x₂ themselves."""
        weights = dict(zip(self.terms, self.weights, strict=True))
        return float(weights.get("x1", 0.0)), float(weights.get("x2", 0.0))


@dataclass(frozen=True, eq=False)
class Shading:
    """P(class 1) on a grid: probability[i, j] at (x1[j], x2[i])."""

    x1: FloatArray
    x2: FloatArray
    probability: FloatArray


def shading(plane: Plane, box: Box, n_points: int = SHADING_POINTS) -> Shading:
    """The probabilities over the whole box."""
    x1, x2 = box.axes(n_points)
    return Shading(x1, x2, sigmoid(plane.logits(x1, x2[:, None])))


def boundary_line(plane: Plane, box: Box) -> FloatArray:
    """Where p = 0.5 inside the box: points (k, 2) in drawing order, a row of NaN between pieces.

    Exact for linear terms, else the contour z = 0 on a fine grid. Empty where p is on one side of
    0.5 everywhere.
    """
    if plane.is_linear:
        return _straight_line(*plane.slope(), plane.intercept, box)
    return _contour(plane, box)


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


def _contour(plane: Plane, box: Box) -> FloatArray:
    import contourpy

    x1, x2 = box.axes(CONTOUR_POINTS)
    generator = contourpy.contour_generator(
        x1,
        x2,
        plane.logits(x1, x2[:, None]),
        name="serial",
        line_type=contourpy.LineType.ChunkCombinedNan,
    )
    points = generator.lines(0.0)[0][0]
    return np.empty((0, 2)) if points is None else np.asarray(points, dtype=np.float64)
