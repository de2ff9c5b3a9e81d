"""Where p equals a threshold in the plane: straight lines exactly, curves off a grid."""

import math
from dataclasses import replace

import numpy as np

from ..core.checks import FloatArray
from .plane import Box, Plane, waves_in

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
        return _straight_line(*plane.slope(), plane.intercept, box)
    return _contour(plane, box, n_points, n_cells)


def lowered(plane: Plane, threshold: float) -> Plane:
    """p = threshold is z = log(threshold/(1 − threshold)): the line z = 0 of a lower plane."""
    level = math.log(threshold / (1 - threshold))
    return replace(plane, intercept=plane.intercept - level)


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
    waves = waves_in(plane, box)
    needed = np.maximum(n_points, np.ceil(CONTOUR_POINTS_PER_WAVE * waves))
    excess = needed.prod() / n_cells
    if excess > 1:
        is_fine = needed > n_points
        needed[is_fine] /= excess ** (1 / is_fine.sum())
    n1, n2 = np.maximum(needed, n_points).astype(int)
    return np.linspace(box.left, box.right, n1), np.linspace(box.bottom, box.top, n2)
