"""Section 3: how wrong a point is, by log loss and by squared error.

The curves are of a point of class 1. The logarithm of 0 is shown on one of class 0: whatever the
form of σ, far out 1 − p is exactly 0.
"""

from dataclasses import dataclass

import numpy as np

from ..core.checks import FloatArray
from ..core.loss import sigmoid
from ..plain.descent import log_losses
from .digits import Computed, compute, exact_log_loss

EPSILON = 1e-9
EXTREME_SCORES = (800.0, 40.0, 5.0, -40.0)


def point_loss(z: FloatArray) -> FloatArray:
    """The log loss of one point of class 1, at each score of z (k,)."""
    losses: FloatArray = log_losses(z, 1)
    return losses


def log_loss_slope(z: FloatArray) -> FloatArray:
    """p − y with y = 1."""
    return sigmoid(z) - 1


def squared_error(z: FloatArray) -> FloatArray:
    """(p − y)² with y = 1."""
    return (sigmoid(z) - 1) ** 2


def squared_error_slope(z: FloatArray) -> FloatArray:
    """2(p − y)·p(1 − p) with y = 1."""
    p = sigmoid(z)
    return 2 * (p - 1) * p * (1 - p)


def naive_loss(z: FloatArray) -> FloatArray:
    """−log(1 − p): infinite once p is rounded to 1."""
    return -np.log(1 - sigmoid(z))


def patched_loss(z: FloatArray) -> FloatArray:
    """−log(1 − p + ε): finite, and no longer the loss."""
    return -np.log(1 - sigmoid(z) + EPSILON)


def logit_loss(z: FloatArray) -> FloatArray:
    """log(1 + e^z): the same loss, from the score."""
    losses: FloatArray = log_losses(z, 0)
    return losses


@dataclass(frozen=True)
class LossForms:
    """Three ways to compute the same log loss of a point of class 0."""

    z: float
    naive: Computed
    patched: Computed
    ours: Computed


def loss_forms() -> list[LossForms]:
    """The three ways, from very wrong to very right."""
    return [_forms_at(z) for z in EXTREME_SCORES]


def _forms_at(z: float) -> LossForms:
    exact = exact_log_loss(-z)
    formulas = (naive_loss, patched_loss, logit_loss)
    naive, patched, ours = (compute(formula, z, exact) for formula in formulas)
    return LossForms(z, naive, patched, ours)
