"""Sections 5 and 6: gradient descent as `plain` has it, with all that happens on the way."""

from dataclasses import dataclass

import numpy as np

from ..core.checks import FloatArray
from ..plain.descent import gradient, gradient_descent, mini_batches, score, sigmoid
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


def run_iterations(
    X: FloatArray,
    y: FloatArray,
    learning_rate: float,
    batches: list[IntArray],
    l2: float = 0.0,
    start: tuple[FloatArray, float] | None = None,
) -> list[Iteration]:
    """One for each batch of rows. What its lines found is found again, from where it began."""
    path = gradient_descent(X, y, learning_rate, batches, l2, start)
    found = []
    for rows, (w, b), (weights, bias) in zip(batches, path, path[1:], strict=False):
        p = sigmoid(score(X[rows], w, b))
        slope_w, slope_b = gradient(X[rows], y[rows], w, b)
        error = p - y[rows]
        found.append(Iteration(rows, p, error, slope_w + l2 * w, slope_b, weights, bias))
    return found


def batches_of(n: int, size: int, n_iters: int, seed: int) -> list[IntArray]:
    """The rows of every iteration: shuffled, `size` at a time, or all of them as they lie."""
    if size < n:
        batches: list[IntArray] = mini_batches(n, n_iters, size, seed)
        return batches
    return [np.arange(n)] * n_iters
