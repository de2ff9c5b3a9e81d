"""Which points of a line a picture needs: the others lie within a tolerance of the rest."""

import numpy as np
from numpy.typing import NDArray

from ..core.checks import FloatArray

STRETCH_POINTS = 64


def is_corner(points: FloatArray, tolerance: float) -> NDArray[np.bool_]:
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
