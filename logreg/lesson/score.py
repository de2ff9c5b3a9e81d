"""Section 1: a score and a probability, for weights that a hand has set."""

from dataclasses import dataclass

import numpy as np

from ..objective import log_loss
from ..training import fit
from ..validation import FloatArray
from .points import Points

# Newton's method needs about ten; where the classes can be parted the loss has then no digit left.
NEWTON_ITERATIONS = 60
# A score beyond this at the lowest loss is on its way to infinity.
FINITE_SCORE = 30.0


def score(X: FloatArray, weights: FloatArray, bias: float) -> FloatArray:
    """z = w·x + b for each row x of X (n, d); shape (n,)."""
    return X @ weights + bias


@dataclass(frozen=True, eq=False)
class Optimum:
    """The weights with the lowest log loss on the points; where the classes can be parted there
    are none, and these only come near to a loss of 0."""

    weights: FloatArray  # (2,)
    bias: float
    loss: float
    parts_classes: bool
    is_minimum: bool  # not where the weights grow for ever


def hand_loss(points: Points, weights: FloatArray, bias: float) -> float:
    """The mean log loss of a hand's weights."""
    return float(log_loss(score(points.X, weights, bias), points.y))


def optimum(points: Points) -> Optimum:
    """Found by the core's Newton method."""
    trace = fit(points.X, points.y, optimizer="newton", n_iters=NEWTON_ITERATIONS)
    weights, bias = trace.weights[-1], float(trace.bias[-1])
    z = score(points.X, weights, bias)
    is_parted = bool(np.all((2 * points.y - 1) * z > 0))
    is_minimum = not is_parted and bool(np.abs(z).max() < FINITE_SCORE)
    return Optimum(weights, bias, float(trace.loss[-1]), is_parted, is_minimum)
