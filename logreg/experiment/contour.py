"""Where p equals a threshold in the plane: straight lines exactly, curves off a grid."""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ..core.checks import FloatArray
from .plane import Box, Plane, slopes, waves_in

# Read off this many points a side, and per wave of a sine, a contour lies within 0.5 % of the axis
# range of the true one. The cells are limited: two sines over thousands each, a picture that no
# screen can show, get fewer points per wave.
CONTOUR_POINTS = 401
CONTOUR_POINTS_PER_WAVE = 32
CONTOUR_CELLS = 12_000_000
CONTOUR_CELLS_AT_ONCE = 1_000_000


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
    plane = lowered(plane, threshold)
    if plane.is_linear:
        return straight_lines([plane], box)[0]
    return _contour(plane, box, n_points, n_cells)


def lowered(plane: Plane, threshold: float) -> Plane:
    """p = threshold is z = log(threshold/(1 − threshold)): the line z = 0 of a lower plane."""
    return replace(plane, intercept=plane.intercept - _level(threshold))


def _level(threshold: float) -> float:
    return math.log(threshold / (1 - threshold))


def straight_lines(planes: Sequence[Plane], box: Box, threshold: float = 0.5) -> list[FloatArray]:
    """Where p = threshold for linear planes: the ends in the box, each of shape (2, 2) or (0, 2).

    All at once: the frames of a film are many, and each alone takes forty times as long.
    """
    size, corner = np.array([box.right - box.left, box.top - box.bottom]), (box.left, box.bottom)
    gradients = slopes(planes)
    heights = np.array([plane.intercept for plane in planes]) - _level(threshold)
    # In units of the box, u and v run from 0 to 1; the line is solved for whichever changes less.
    a, b = (gradients * size).T
    c = heights + gradients @ corner
    is_steep = abs(a) > abs(b)
    less, more = np.where(is_steep, (b, a), (a, b))
    # No slope at all leaves no line, and one along an axis crosses none of its ends.
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        v_start, rise = -c / more, -less / more
        crossings = np.sort([-v_start / rise, (1.0 - v_start) / rise], axis=0)
        u = np.where(rise == 0, [[0.0], [1.0]], np.clip(crossings, 0.0, 1.0))
        v = v_start + rise * u
    middle = v.mean(axis=0)
    is_there = (more != 0) & (u[0] != u[1]) & (middle > -1e-9) & (middle < 1 + 1e-9)
    ends = corner + np.where(is_steep, (v, u), (u, v)).T * size
    return [
        points if is_own else np.empty((0, 2))
        for points, is_own in zip(ends, is_there, strict=True)
    ]


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
    waves = waves_in(plane, box)
    needed = np.maximum(n_points, np.ceil(CONTOUR_POINTS_PER_WAVE * waves))
    excess = needed.prod() / n_cells
    if excess > 1:
        is_fine = needed > n_points
        needed[is_fine] /= excess ** (1 / is_fine.sum())
    n1, n2 = np.maximum(needed, n_points).astype(int)
    return np.linspace(box.left, box.right, n1), np.linspace(box.bottom, box.top, n2)
