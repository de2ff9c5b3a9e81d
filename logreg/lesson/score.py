"""Section 1: a score and a probability, for weights that a hand has set."""

from dataclasses import dataclass

import numpy as np

from ..core.checks import FloatArray
from ..core.loss import log_loss
from ..core.training import Trace, fit
from ..plain.descent import score
from .points import Points

# Newton's method needs about ten; where the classes can be parted the loss has then no digit left.
NEWTON_ITERATIONS = 60
# At a minimum Newton's last step is tiny; where the weights grow for ever it adds 1 to the scores.
SETTLED = 1e-3


@dataclass(frozen=True, eq=False)
class BestLine:
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


def best_line(points: Points) -> BestLine:
    """Found by the core's Newton method."""
    trace = fit(points.X, points.y, optimizer="newton", n_iters=NEWTON_ITERATIONS)
    weights, bias = trace.weights[-1], float(trace.bias[-1])
    z = score(points.X, weights, bias)
    is_parted = bool(np.all((2 * points.y - 1) * z > 0))
    return BestLine(
        weights, bias, float(trace.loss[-1]), is_parted, not is_parted and _rests(trace)
    )


def _rests(trace: Trace) -> bool:
    """Whether the last step of Newton's method was tiny."""
    thetas = np.column_stack([trace.weights, trace.bias])[-2:]
    step = np.linalg.norm(thetas[-1] - thetas[0])
    return bool(step <= SETTLED * max(1.0, float(np.linalg.norm(thetas[-1]))))
