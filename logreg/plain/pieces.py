"""What the lesson takes apart, a few lines each; `descent` is the whole."""

import numpy as np

from .descent import sigmoid


def s_curve(x, centre, steepness):
    """p of class 1 over one feature x; 0.5 at the centre."""
    return sigmoid(steepness * (x - centre))


def odds(p):
    """Of class 1 for each one of class 0: p = 0.8 is 4."""
    return p / (1 - p)


def yes_or_no(z):
    """The step: 1 from z = 0 on, 0 before."""
    return np.where(z >= 0, 1.0, 0.0)


def sigmoid_slope(z):
    """How fast p grows with z: at most a quarter, at z = 0."""
    p = sigmoid(z)
    return p * (1 - p)


def pulls(X, y, p):
    """What each of the m points adds to the gradient."""
    inputs = np.column_stack([X, np.ones(len(X))])
    return (p - y)[:, None] * inputs / len(y)


def log_loss_slope(z):
    """p − y of a point of class 1."""
    return sigmoid(z) - 1


def squared_error(z):
    """(p − 1)² of a point of class 1."""
    return (sigmoid(z) - 1) ** 2


def squared_error_slope(z):
    """How fast that grows with z: the slope of σ stays in it as a factor."""
    p = sigmoid(z)
    return 2 * (p - 1) * p * (1 - p)


def central_differences(losses, theta, epsilon):
    """Each slope by trying: ε ahead and ε behind."""
    steps = epsilon * np.eye(len(theta))  # a row for each entry
    ahead, behind = losses(theta + steps), losses(theta - steps)
    return (ahead - behind) / (2 * epsilon)


def score_at(threshold):
    """The z at which p is the threshold."""
    return np.log(threshold / (1 - threshold))


def least_squares(X, y):
    """The straight line through the labels 0 and 1."""
    with_ones = np.column_stack([X, np.ones(len(X))])
    *weights, bias = np.linalg.lstsq(with_ones, y)[0]
    return np.array(weights), bias


def collapse(W1, b1, W2, b2):
    """The one layer that does what two do in turn."""
    return W2 @ W1, W2 @ b1 + b2


def naive_sigmoid(z):
    """As it is written in books."""
    return 1 / (1 + np.exp(-z))


def safe_sigmoid(z):
    """The same without overflow: no exponent is above 0."""
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, small) / (1 + small)


def naive_loss(z):
    """−log(1 − p): infinite once p is rounded to 1."""
    return -np.log(1 - safe_sigmoid(z))


def patched_loss(z):
    """−log(1 − p + ε): finite, and no longer the loss."""
    return -np.log(1 - safe_sigmoid(z) + 1e-9)
