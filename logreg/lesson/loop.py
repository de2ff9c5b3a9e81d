"""Sections 5 and 6: gradient descent in its shortest form, with all that happens on the way."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from ..core.checks import FloatArray
from ..core.loss import sigmoid
from ..scoring.metrics import IntArray


@dataclass(frozen=True, eq=False)
class Iteration:
    """What one pass through the loop found: m points were looked at."""

    rows: IntArray  # (m,)
    p: FloatArray  # (m,)
    error: FloatArray  # (m,)
    slope_w: FloatArray  # (d,)
    slope_b: float
    weights: FloatArray  # (d,), after the step
    bias: float  # after the step


def gradient_descent(
    X: FloatArray,
    y: FloatArray,
    learning_rate: float,
    batches: Iterable[IntArray],
    l2: float = 0.0,
) -> Iterator[Iteration]:
    """One iteration for each batch of rows."""
    weights, bias = np.zeros(X.shape[1]), 0.0
    for rows in batches:
        x = X[rows]
        p = sigmoid(x @ weights + bias)
        error = p - y[rows]
        slope_w = x.T @ error / len(rows) + l2 * weights
        slope_b = error.mean()
        weights = weights - learning_rate * slope_w
        bias = bias - learning_rate * slope_b
        yield Iteration(rows, p, error, slope_w, slope_b, weights, bias)


def shuffled_batches(n: int, size: int, seed: int) -> Iterator[IntArray]:
    """All rows in a new order for each epoch, `size` at a time."""
    random = np.random.RandomState(seed)
    while True:
        order = random.permutation(n) if size < n else np.arange(n)
        for start in range(0, n, size):
            yield order[start : start + size]
