"""The model in the plane of the two drawn features, and its probabilities there."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..core.checks import FloatArray
from ..core.features import FEATURES
from ..core.loss import sigmoid

# What a pointer reads off the chart; the browser paints every pixel by the weights themselves.
SHADING_POINTS = 44
# Where sines wind too fast to be shown, the shading is their mean and not an accident of the grid.
SHADING_POINTS_PER_WAVE = 8
# Counted on this many a side, a share of the area is right to a percent.
SHARE_POINTS = 201
# Fine waves would beat with a grid: of them so many points are taken.
SCATTERED_POINTS = 10_000
PLASTIC = 1.324717957244746


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


def are_linear(planes: Sequence[Plane]) -> list[bool]:
    """Whether each is; most are by their terms, which all of them share."""
    if all(FEATURES[name].is_linear for name in planes[0].terms):
        return [True] * len(planes)
    return [plane.is_linear for plane in planes]


def slopes(planes: Sequence[Plane]) -> FloatArray:
    """The weights of x₁ and x₂ themselves in each of k planes of the same terms, shape (k, 2)."""
    terms = planes[0].terms
    weights = np.array([plane.weights for plane in planes])
    flat = np.zeros(len(planes))
    columns = [weights[:, terms.index(x)] if x in terms else flat for x in ("x1", "x2")]
    return np.column_stack(columns)


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
    """The share of the box where p ≥ threshold."""
    if waves_in(plane, box).max() > SHADING_POINTS:
        p = sigmoid(plane.logits(*_scattered(box)))
    else:
        p = _cells(plane, box, SHARE_POINTS)
    return float((p >= threshold).mean())


def _scattered(box: Box) -> tuple[FloatArray, FloatArray]:
    """Points that no wave can keep step with, and that fill the box more evenly than chance.

    Multiples of 1/g and 1/g², modulo 1, with g³ = g + 1: the plane's golden ratio, by Roberts
    (2018), "The Unreasonable Effectiveness of Quasirandom Sequences".
    """
    shares = np.arange(1, SCATTERED_POINTS + 1)[:, None] / np.array([PLASTIC, PLASTIC**2]) % 1
    along, up = shares.T
    return box.left + along * (box.right - box.left), box.bottom + up * (box.top - box.bottom)


def _cells(plane: Plane, box: Box, n_points: int) -> FloatArray:
    """p at samples of every cell of a grid, shape (n_points, samples, n_points, samples)."""
    x1, x2 = (
        _around(points, waves)
        for points, waves in zip(box.axes(n_points), waves_in(plane, box), strict=True)
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


def waves_in(plane: Plane, box: Box) -> FloatArray:
    """How many waves of its sines the plane shows along x₁ and along x₂; shape (2,)."""
    lengths = np.array([box.right - box.left, box.top - box.bottom])
    weights = zip(plane.terms, plane.weights, strict=True)
    waves_along = [FEATURES[name].waves_along for name, weight in weights if weight != 0]
    has_waves = [axis in waves_along for axis in (0, 1)]
    return np.where(has_waves, lengths / (2 * np.pi), 0.0)
