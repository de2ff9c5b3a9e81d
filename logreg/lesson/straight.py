"""Appendix A: a straight line through labels, beside logistic regression, on one feature."""

from dataclasses import dataclass

import numpy as np

from ..core.checks import FloatArray
from ..core.training import fit
from ..plain.pieces import least_squares
from ..plain.samples import make_blobs

N_POINTS, N_FAR = 60, 15
# Two overlapping clouds, seen along their first coordinate.
NOISE, SEED = 0.25, 23
FAR = 8.0
NEWTON_ITERATIONS = 30


@dataclass(frozen=True, eq=False)
class Straight:
    """Both fits to n points of one feature; accuracies are of the first N_POINTS alone."""

    x: FloatArray  # (n,)
    y: FloatArray  # (n,)
    line: tuple[float, float]  # weight and bias of least squares
    curve: tuple[float, float]  # weight and bias of logistic regression
    line_right: int
    curve_right: int

    @property
    def line_crossing(self) -> float:
        """Where the straight line is ½."""
        weight, bias = self.line
        return (0.5 - bias) / weight

    @property
    def curve_crossing(self) -> float:
        """Where p is ½."""
        weight, bias = self.curve
        return -bias / weight


def straight(has_far: bool) -> Straight:
    """With the easy points far out or without them."""
    X, labels = make_blobs(N_POINTS, NOISE, SEED)
    x, y = X[:, 0], labels.astype(float)
    if has_far:
        x, y = np.append(x, np.full(N_FAR, FAR)), np.append(y, np.ones(N_FAR))
    weights, bias = least_squares(x[:, None], y)
    trace = fit(x[:, None], y, optimizer="newton", n_iters=NEWTON_ITERATIONS)
    line = float(weights[0]), float(bias)
    curve = float(trace.weights[-1, 0]), float(trace.bias[-1])
    first_x, first_y = x[:N_POINTS], y[:N_POINTS]
    return Straight(
        x,
        y,
        line,
        curve,
        line_right=int(((line[0] * first_x + line[1] >= 0.5) == first_y).sum()),
        curve_right=int(((curve[0] * first_x + curve[1] >= 0) == first_y).sum()),
    )
