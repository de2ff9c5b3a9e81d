"""Section 8: eight bugs, each beside the code that does it right. All of it runs on the page."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from ..core.checks import FloatArray
from ..core.loss import sigmoid, softplus
from ..scoring.metrics import IntArray
from .activations import naive_sigmoid

L2 = 0.1


class Data(NamedTuple):
    """n points with labels 0 and 1."""

    X: FloatArray  # (n, d)
    y: FloatArray  # (n,)


class Model(NamedTuple):
    """Weights and bias."""

    w: FloatArray  # (d,)
    b: float


def step(model: Model, data: Data, rate: float) -> Model:
    """One step down the mean log loss."""
    (w, b), (X, y) = model, data
    error = sigmoid(X @ w + b) - y
    slope_w = X.T @ error / len(y)
    slope_b = error.mean()
    return Model(w - rate * slope_w, b - rate * slope_b)


def step_by_sum(model: Model, data: Data, rate: float) -> Model:
    """One step down the summed log loss."""
    (w, b), (X, y) = model, data
    error = sigmoid(X @ w + b) - y
    slope_w = X.T @ error  # not divided by n
    slope_b = error.sum()  # a sum, not a mean
    return Model(w - rate * slope_w, b - rate * slope_b)


def step_uphill(model: Model, data: Data, rate: float) -> Model:
    """One step in the wrong direction."""
    (w, b), (X, y) = model, data
    error = sigmoid(X @ w + b) - y
    slope_w = X.T @ error / len(y)
    slope_b = error.mean()
    # + climbs where − descends
    return Model(w + rate * slope_w, b + rate * slope_b)


def step_without_bias(model: Model, data: Data, rate: float) -> Model:
    """One step for the weights alone."""
    (w, b), (X, y) = model, data
    error = sigmoid(X @ w) - y  # no b in the score
    slope_w = X.T @ error / len(y)
    return Model(w - rate * slope_w, b)  # b stays 0


def step_bias_first(model: Model, data: Data, rate: float) -> Model:
    """One step for the bias, then one for the weights."""
    (w, b), (X, y) = model, data
    b = b - rate * (sigmoid(X @ w + b) - y).mean()
    error = sigmoid(X @ w + b) - y  # sees the new b
    return Model(w - rate * X.T @ error / len(y), b)


def step_with_l2(model: Model, data: Data, rate: float) -> Model:
    """One step down the mean log loss + L2/2 ‖w‖²."""
    (w, b), (X, y) = model, data
    error = sigmoid(X @ w + b) - y
    slope_w = X.T @ error / len(y) + L2 * w
    slope_b = error.mean()  # no penalty
    return Model(w - rate * slope_w, b - rate * slope_b)


def step_with_l2_on_all(model: Model, data: Data, rate: float) -> Model:
    """One step with the bias penalised like a weight."""
    (w, b), (X, y) = model, data
    error = sigmoid(X @ w + b) - y
    slope_w = X.T @ error / len(y) + L2 * w
    slope_b = error.mean() + L2 * b  # pulled to 0
    return Model(w - rate * slope_w, b - rate * slope_b)


def batches_in_order(n: int, size: int) -> Iterator[IntArray]:
    """The rows as they came, `size` at a time."""
    while True:
        order = np.arange(n)  # the same in every epoch
        for start in range(0, n, size):
            yield order[start : start + size]


def loss_from_scores(z: FloatArray, y: FloatArray) -> float:
    """The mean log loss; p is never computed."""
    return (softplus(z) - y * z).mean()


def loss_from_probabilities(z: FloatArray, y: FloatArray) -> float:
    """The mean log loss as it is written in books."""
    p = naive_sigmoid(z)  # e^−z overflows below −709
    log_likelihood = y * np.log(p) + (1 - y) * np.log(1 - p)
    return -log_likelihood.mean()  # log 0, and 0 · log 0


def step_on_signs(model: Model, data: Data, rate: float) -> Model:
    """One step with labels that the loss does not know."""
    (w, b), (X, y) = model, data
    y = 2 * y - 1  # −1 and +1
    error = sigmoid(X @ w + b) - y  # p + 1 for class 0
    slope_w = X.T @ error / len(y)
    slope_b = error.mean()
    return Model(w - rate * slope_w, b - rate * slope_b)
