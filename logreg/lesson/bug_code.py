"""Section 9: eight bugs, each a variation of a function of `plain.descent`. All run on the page.

They are read beside the right code, and so are written as it is, without annotations.
"""

import numpy as np

from ..plain.descent import gradient, score, sigmoid
from ..plain.pieces import naive_sigmoid

L2 = 0.1


def gradient_by_sum(X, y, weights, bias):
    """The slope of the summed log loss."""
    p = sigmoid(score(X, weights, bias))
    error = p - y
    return X.T @ error, error.sum()  # sums, not means


def gradient_without_bias(X, y, weights, bias):
    """The slope in the weights alone."""
    p = sigmoid(X @ weights)  # no bias in the score
    error = p - y
    return X.T @ error / len(y), 0.0  # the bias stays 0


def gradient_on_signs(X, y, weights, bias):
    """The slope with labels that the loss does not know."""
    y = 2 * y - 1  # −1 and +1
    p = sigmoid(score(X, weights, bias))
    error = p - y  # p + 1 for class 0
    return X.T @ error / len(y), error.mean()


def step_uphill(X, y, weights, bias, learning_rate):
    """One step in the wrong direction."""
    slope_w, slope_b = gradient(X, y, weights, bias)
    # + climbs where − descends
    return weights + learning_rate * slope_w, bias + learning_rate * slope_b


def step_bias_first(X, y, weights, bias, learning_rate):
    """One step for the bias, then one for the weights."""
    slope_w, slope_b = gradient(X, y, weights, bias)
    bias = bias - learning_rate * slope_b
    slope_w, slope_b = gradient(X, y, weights, bias)  # sees the new bias
    return weights - learning_rate * slope_w, bias


def step_with_l2_on_all(X, y, weights, bias, learning_rate, l2=L2):
    """One step with the bias penalised like a weight."""
    slope_w, slope_b = gradient(X, y, weights, bias)
    slope_w = slope_w + l2 * weights
    slope_b = slope_b + l2 * bias  # pulled to 0
    return weights - learning_rate * slope_w, bias - learning_rate * slope_b


def batches_in_order(n_points, n_iters, size):
    """The rows of every step: a few points, as they came."""
    batches = []
    while len(batches) < n_iters:
        order = np.arange(n_points)  # the same in every epoch
        batches += [order[start : start + size] for start in range(0, n_points, size)]
    return batches[:n_iters]


def log_losses_from_p(z, y):
    """The log loss of every point, as it is written in books."""
    p = naive_sigmoid(z)  # e^−z overflows below −709
    return -(y * np.log(p) + (1 - y) * np.log(1 - p))  # log 0, and 0 · log 0
