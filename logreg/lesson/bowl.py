"""Section 4: the log loss over two weights, the way down, and a cut through the bowl."""

from dataclasses import dataclass

import numpy as np

from ..core.checks import FloatArray
from ..core.loss import log_loss, sigmoid
from ..core.training import fit
from ..experiment.landscape import Landscape, Weighted, floor_landscape, solve_bias
from ..experiment.plane import Box
from .microscope import walk
from .points import Points
from .score import BestLine

# A side of the map: half the picture is small.
N_POINTS = 41
MOST_STEPS = 200
# What the map shows around the start and the lowest loss, in their distance.
MARGIN = 0.45
# Where the classes can be parted the weights have no end; so far out it is shown.
FARTHEST = 12.0
CUT_POINTS = 121
# On either side of the lowest the cut shows this many times the way there, and where that is short
# as much as it takes for the scores of most points to be sure.
CUT_REACH = 3.0
SURE = 8.0
OTHER_START = (2.0, -2.0, 1.0)
NEWTON_ITERATIONS = 100


@dataclass(frozen=True, eq=False)
class Bowl:
    """A map of min over b of the log loss over (w₁, w₂), the path over it, and a straight cut."""

    landscape: Landscape
    path: FloatArray  # (k + 1, 2), the weights of plain gradient descent from 0
    losses: FloatArray  # (k + 1,)
    lowest: FloatArray  # (2,), the weights with the lowest loss, or far out where there is none
    lowest_loss: float
    cut: FloatArray  # (c,), the way from 0 to the lowest, in units of their distance
    cut_log: FloatArray  # (c,), the log loss there
    cut_square: FloatArray  # (c,), the mean squared error there


def bowl_of(points: Points, best: BestLine, learning_rate: float) -> Bowl:
    """The landscape of the lesson's points, without a penalty."""
    steps = walk(points, learning_rate, len(points.y), 0, MOST_STEPS)
    thetas = np.vstack([np.zeros(3), [[*step.weights, step.bias] for step in steps]])
    samples = Weighted.of(points.X, points.y, None)
    lowest = _within_reach(best)
    bias = float(solve_bias(samples, lowest[None])[0])
    with_ones = np.column_stack([points.X, np.ones(len(points.y))])
    at_lowest = with_ones @ np.append(lowest, bias)
    reach = max(CUT_REACH, SURE / (float(np.median(np.abs(at_lowest))) or 1.0))
    cut = np.linspace(1 - reach, 1 + reach, CUT_POINTS)
    z = cut[:, None] * at_lowest
    return Bowl(
        landscape=floor_landscape(samples, _box(lowest), N_POINTS, 0.0, 0.0),
        path=thetas[:, :2],
        losses=log_loss(thetas @ with_ones.T, points.y),
        lowest=lowest,
        lowest_loss=float(log_loss(points.X @ lowest + bias, points.y)),
        cut=cut,
        cut_log=log_loss(z, points.y),
        cut_square=((sigmoid(z) - points.y) ** 2).mean(axis=1),
    )


def _within_reach(best: BestLine) -> FloatArray:
    length = float(np.linalg.norm(best.weights))
    if length > FARTHEST or not length:
        return best.weights * (FARTHEST / length) if length else np.array([1.0, 0.0])
    return best.weights


def _box(lowest: FloatArray) -> Box:
    """A square around 0 and the lowest loss, so that neither weight looks the more important."""
    middle = lowest / 2
    half = (0.5 + MARGIN) * float(np.abs(lowest).max()) + MARGIN
    (left, bottom), (right, top) = middle - half, middle + half
    return Box(float(left), float(right), float(bottom), float(top))


def ends_of_two(points: Points) -> tuple[float, float]:
    """The losses at which Newton's method ends from 0 and from elsewhere, always downhill."""
    starts = ((np.zeros(2), 0.0), (np.array(OTHER_START[:2]), OTHER_START[2]))
    first, second = (
        fit(points.X, points.y, optimizer="newton", n_iters=NEWTON_ITERATIONS, start=start)
        for start in starts
    )
    return float(first.loss[-1]), float(second.loss[-1])
