"""Section 0: one feature of the tumours, and an S-curve over it that a hand has set."""

from dataclasses import dataclass

import numpy as np

from ..core.checks import FloatArray, Range
from ..core.loss import log_loss
from ..experiment.experiment import Experiment
from ..experiment.run import Run

# The mean radius alone, in mm, and the minimum of its log loss.
ONE_FEATURE = Experiment.of(
    dataset="breast_cancer", features=("x1",), optimizer="newton", n_iters=50
)
CENTRES = Range(6.0, 30.0)
STEEPNESSES = Range(0.05, 5.0)
# Of the hand when somebody comes: neither of them right.
FIRST_CENTRE, FIRST_STEEPNESS = 20.0, 0.3


@dataclass(frozen=True, eq=False)
class Radii:
    """Radii in mm of the tumours, 1 where malignant, and the curve with the lowest log loss."""

    train_x: FloatArray  # (n,)
    train_y: FloatArray  # (n,)
    test_x: FloatArray  # (m,)
    test_y: FloatArray  # (m,)
    centre: float  # mm
    steepness: float  # per mm
    loss: float  # on the n

    def loss_of(self, centre: float, steepness: float) -> float:
        """The mean log loss of a curve on the tumours to train on."""
        return float(log_loss(steepness * (self.train_x - centre), self.train_y))

    def n_right(self, centre: float) -> int:
        """How many of the test tumours lie on the right side: malignant from the centre on."""
        return int(((self.test_x >= centre) == self.test_y).sum())


def radii_of(run: Run) -> Radii:
    """Those of the run of `ONE_FEATURE`, whose class 1 is benign."""
    assert run.test is not None
    weight, bias = float(run.trace.weights[-1, 0]), float(run.trace.bias[-1])
    return Radii(
        run.train.X[:, 0],
        1 - run.train.y,
        run.test.X[:, 0],
        1 - run.test.y,
        centre=-bias / weight,
        steepness=-weight,
        loss=float(run.trace.loss[-1]),
    )


def odds_ratio(steepness: float) -> float:
    """By what one mm more multiplies the odds."""
    return float(np.exp(steepness))
