"""The objective over two of a model's parameters: heights on a grid, of three kinds.

θ = (w₁, …, w_d, b), as in `core.loss`, in the units that the run trains in. One feature leaves
(w, b), and nothing is hidden. Of two weights the *floor* is drawn, min over b of F(w₁, w₂, b), and
of more the *slice* through a point of the path: off that point it is not where the path went.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from ..core.checks import FloatArray
from ..core.loss import LogisticLoss, sigmoid
from .plane import Box

# A side of the grid at rest, and under a hand; the coarse one is every other line of the fine one.
FINE_POINTS, COARSE_POINTS = 81, 41
# Many samples get the coarse grid at rest too: so many heights times samples take 50 ms.
MOST_WORK = 3_000_000
# Numbers that fit into the cache together, as in `core.sums`.
BLOCK_SIZE = 32_768
# A height of the floor is this much above the true one at most.
FLOOR_WITHIN = 1e-7
MOST_NEWTON_STEPS = 60
# Beyond it the bound on what a step misses is a number of no use.
LONGEST_SURE_STEP = 4.0


class Kind(StrEnum):
    """What the other parameters do where two are drawn."""

    WHOLE = "whole"  # there are no others
    FLOOR = "floor"  # the bias is the best for these weights
    SLICE = "slice"  # they are those of a point of the path


@dataclass(frozen=True, eq=False)
class Landscape:
    """Heights F[i, j] at (x[j], y[i]), evenly spaced over the box, of two parameters of θ."""

    kind: Kind
    axes: tuple[int, int]  # their places in θ
    box: Box
    heights: FloatArray  # (m, m), or (f, m, m) for the frames of a moving slice


def whole_landscape(objective: LogisticLoss, box: Box, n_points: int) -> Landscape:
    """F over (w, b), of a model of one feature."""
    w, b = (axis.ravel() for axis in np.meshgrid(*box.axes(n_points)))
    heights = _values(objective, np.column_stack([w, b])).reshape(n_points, n_points)
    return Landscape(Kind.WHOLE, (0, 1), box, heights)


def slice_landscape(
    objective: LogisticLoss,
    thetas: FloatArray,
    axes: tuple[int, int],
    box: Box,
    n_points: int,
) -> Landscape:
    """F over two parameters, the others those of each row of thetas (f, d + 1)."""
    first, second = (axis.ravel() for axis in np.meshgrid(*box.axes(n_points)))
    cells = np.repeat(thetas[:, None, :], n_points**2, axis=1)
    cells[:, :, axes[0]], cells[:, :, axes[1]] = first, second
    heights = _values(objective, cells.reshape(-1, thetas.shape[1]))
    return Landscape(Kind.SLICE, axes, box, heights.reshape(-1, n_points, n_points))


def floor_landscape(
    samples: "Weighted", box: Box, n_points: int, l1: float, l2: float
) -> Landscape:
    """min over b of F over (w₁, w₂), of a model of two features, within `FLOOR_WITHIN`.

    Solved on every other line of the grid, and between them from there in one step: a third of
    the time.
    """
    n_coarse = (n_points + 1) // 2
    bias = solve_bias(samples, _grid(box, n_coarse)).reshape(n_coarse, n_coarse)
    weights = _grid(box, n_points)
    heights = lowest_over_bias(samples, weights, _doubled(_doubled(bias).T).T.ravel())
    heights += l1 * np.abs(weights).sum(axis=1) + l2 / 2 * (weights**2).sum(axis=1)
    return Landscape(Kind.FLOOR, (0, 1), box, heights.reshape(n_points, n_points))


def points_for(n_samples: int, is_preview: bool) -> int:
    """How many points a side the grid has, for so many samples."""
    is_dear = FINE_POINTS**2 * n_samples > MOST_WORK
    return COARSE_POINTS if is_preview or is_dear else FINE_POINTS


def _grid(box: Box, n_points: int) -> FloatArray:
    """All pairs of coordinates, shape (n_points², 2), row by row from the bottom."""
    return np.column_stack([axis.ravel() for axis in np.meshgrid(*box.axes(n_points))])


def _values(objective: LogisticLoss, thetas: FloatArray) -> FloatArray:
    return objective.log_losses(thetas) + objective.penalties(thetas)


def _doubled(rows: FloatArray) -> FloatArray:
    """Rows (m, …) with one more between any two of them, by the cubic through four."""
    ends = np.concatenate([2 * rows[:1] - rows[1:2], rows, 2 * rows[-1:] - rows[-2:-1]])
    between = (9 * (ends[1:-2] + ends[2:-1]) - ends[:-3] - ends[3:]) / 16
    doubled = np.empty((2 * len(rows) - 1, *rows.shape[1:]))
    doubled[::2], doubled[1::2] = rows, between
    return doubled


# --- The best bias for given weights --------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Weighted:
    """Samples, each with its share of the mean: F(b) = Σ cᵢ[softplus(zᵢ + b) − yᵢ(zᵢ + b)]."""

    X: FloatArray  # (n, d)
    y: FloatArray  # (n,)
    shares: FloatArray  # (n,), 1 in all

    @classmethod
    def of(cls, X: FloatArray, y: FloatArray, weights: FloatArray | None) -> "Weighted":
        """From samples and how much each counts; None is 1 for each."""
        shares = np.ones(len(y)) if weights is None else weights
        return cls(X, y, shares / shares.sum())


def solve_bias(samples: Weighted, weights: FloatArray) -> FloatArray:
    """The b with the lowest loss for each row of weights (k, d); shape (k,).

    Where Σcᵢ(pᵢ − yᵢ) = 0. That rises with b, and has its zero between logit(ȳ) − max z and
    logit(ȳ) − min z: Newton's steps, and halvings of this bracket where they would leave it.
    """
    return np.concatenate([_solve(samples, part) for part in _parts(samples, weights)])


def _solve(samples: Weighted, weights: FloatArray) -> FloatArray:
    z, share = weights @ samples.X.T, float(samples.shares @ samples.y)
    level = np.log(share / (1 - share))
    low, high = level - z.max(axis=1), level - z.min(axis=1)
    # σ of a normal z is on average σ(mean/√(1 + π/8·variance)): MacKay (1992), equation 14.
    mean = z @ samples.shares
    bias = level * np.sqrt(1 + np.pi / 8 * ((z - mean[:, None]) ** 2 @ samples.shares)) - mean
    bias = np.clip(bias, low, high)
    is_open = np.arange(len(weights))
    for _ in range(MOST_NEWTON_STEPS):
        p = sigmoid(z[is_open] + bias[is_open, None])
        slope, bend = p @ samples.shares - share, (p * (1 - p)) @ samples.shares
        at = bias[is_open]
        low[is_open] = np.where(slope < 0, at, low[is_open])
        high[is_open] = np.where(slope > 0, at, high[is_open])
        with np.errstate(all="ignore"):
            moved = at - slope / bend
        is_inside = (moved >= low[is_open]) & (moved <= high[is_open])
        # A convex function is above its lowest by no more than its slope times the way there.
        is_there = np.abs(slope) * (high - low)[is_open] <= FLOOR_WITHIN / 10
        halved = np.where(is_inside, moved, (low[is_open] + high[is_open]) / 2)
        bias[is_open] = np.where(is_there, at, halved)
        is_open = is_open[~(is_there | (is_inside & _is_sure(bend, moved - at)))]
        if not len(is_open):
            break
    return bias


def lowest_over_bias(samples: Weighted, weights: FloatArray, bias: FloatArray) -> FloatArray:
    """min over b of the loss for each row of weights (k, d), from a b (k,) near the best one.

    One Newton step, where that is surely near enough; else the best b is solved for.
    """
    heights = np.empty(len(weights))
    start = 0
    for part in _parts(samples, weights):
        rows = slice(start, start + len(part))
        start += len(part)
        height, slope, bend = _around(samples, part, bias[rows])
        with np.errstate(all="ignore"):
            step = slope / bend  # where nothing bends, beyond all bounds, and so not sure
            is_poor = ~_is_sure(bend, step)
            heights[rows] = height - slope * step / 2
        if is_poor.any():
            best = _solve(samples, part[is_poor])
            heights[rows][is_poor] = _around(samples, part[is_poor], best)[0]
    return heights


def _parts(samples: Weighted, weights: FloatArray) -> Sequence[FloatArray]:
    """So many rows at a time that their logits stay in the processor's cache."""
    n_rows = max(1, BLOCK_SIZE // len(samples.y))
    return [weights[i : i + n_rows] for i in range(0, len(weights), n_rows)]


def _around(
    samples: Weighted, weights: FloatArray, bias: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """The loss at each (weights, bias), with its first and second derivative along the bias."""
    z = weights @ samples.X.T
    z += bias[:, None]
    tail = np.exp(-np.abs(z))
    losses = np.log1p(tail)
    p = 1 / (1 + tail)
    bend = (tail * p * p) @ samples.shares
    # σ(−|z|) is 1 − σ(|z|).
    np.copyto(p, 1 - p, where=z < 0)
    losses += np.maximum(z, 0.0)
    signed = samples.shares * samples.y
    return losses @ samples.shares - z @ signed, p @ samples.shares - signed.sum(), bend


def _is_sure(bend: FloatArray, step: FloatArray) -> NDArray[np.bool_]:
    """Whether the quadratic model of a loss is within `FLOOR_WITHIN` of it after a step.

    Of the log loss |f‴| ≤ f″, so that f″ grows by e^|step| at most along the step, and the rest
    of Taylor's formula is at most f″|step|³e^|step|/6.
    """
    size = np.abs(step)
    is_near = size <= LONGEST_SURE_STEP  # NaN and ∞, where nothing bends, are not
    size = np.where(is_near, size, 0.0)
    return is_near & (bend * size**3 * np.exp(size) / 6 <= FLOOR_WITHIN)
