"""Section 2: how wrong a point is, by log loss and by squared error; appendix B: on a computer.

The curves are of a point of class 1. The logarithm of 0 is shown on one of class 0: whatever the
form of σ, far out 1 − p is exactly 0.
"""

from dataclasses import dataclass

from ..core.checks import FloatArray
from ..core.loss import sigmoid
from ..experiment.run import Run
from ..plain.descent import log_losses
from ..plain.pieces import (
    log_loss_slope,
    naive_loss,
    patched_loss,
    squared_error,
    squared_error_slope,
)
from .digits import Computed, compute, exact_log_loss

__all__ = [
    "LossForms",
    "log_loss_slope",
    "logit_loss",
    "loss_forms",
    "loss_forms_at",
    "naive_loss",
    "patched_loss",
    "point_loss",
    "squared_error",
    "squared_error_slope",
    "worst",
]

EXTREME_SCORES = (800.0, 40.0, 5.0, -40.0)


def point_loss(z: FloatArray) -> FloatArray:
    """The log loss of one point of class 1, at each score of z (k,)."""
    losses: FloatArray = log_losses(z, 1)
    return losses


def logit_loss(z: FloatArray) -> FloatArray:
    """log(1 + e^z): that of one of class 0, from the score."""
    losses: FloatArray = log_losses(z, 0)
    return losses


def worst(run: Run) -> tuple[float, float]:
    """Of the worst training point of a run: the probability of its true class, and its loss."""
    z = ((2 * run.train.y - 1) * run.train.logits).min()
    return float(sigmoid(z)), float(point_loss(z))


@dataclass(frozen=True)
class LossForms:
    """Three ways to compute the same log loss of a point of class 0."""

    z: float
    naive: Computed
    patched: Computed
    ours: Computed


def loss_forms() -> list[LossForms]:
    """The three ways, from very wrong to very right."""
    return [loss_forms_at(z) for z in EXTREME_SCORES]


def loss_forms_at(z: float) -> LossForms:
    """The three ways at one score."""
    exact = exact_log_loss(-z)
    formulas = (naive_loss, patched_loss, logit_loss)
    naive, patched, ours = (compute(formula, z, exact) for formula in formulas)
    return LossForms(z, naive, patched, ours)
