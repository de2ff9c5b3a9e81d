"""Logistic regression, whole: the loss with its penalties, and five ways downhill.

X has one row per point, and last a column of ones (`with_ones`); y holds the classes,
0 and 1. theta holds the weights w, and last the bias b, so that X @ theta is w·x + b
for every point. l1 and l2 are the strengths of the penalties on large weights; the bias
is never penalised. s says how much each point counts, 1 on average; it is the number 1
where all count the same.
"""

import numpy as np

from .descent import log_losses, sigmoid


def with_ones(X):
    """X with a column of ones, for the bias."""
    return np.column_stack([X, np.ones(len(X))])


def balanced(y):
    """How much each point counts where both classes count the same, small or large."""
    return 0.5 / np.where(y == 1, np.mean(y == 1), np.mean(y == 0))


def loss(theta, X, y, l1=0, l2=0, s=1):
    """The mean log loss and the penalties l1 · ‖w‖₁ and l2/2 · ‖w‖²."""
    weights = theta[:-1]
    penalty = l1 * np.abs(weights).sum() + l2 / 2 * (weights**2).sum()
    return (s * log_losses(X @ theta, y)).mean() + penalty


def gradient(theta, X, y, l2=0, s=1):
    """The slope of the log loss and of the L2 penalty, for every entry of theta."""
    errors = s * (sigmoid(X @ theta) - y)
    return X.T @ errors / len(y) + l2 * np.append(theta[:-1], 0)


def shrink(theta, amounts):
    """Every weight moved towards 0, no further: the step of the L1 penalty."""
    shrunk = np.sign(theta) * np.maximum(np.abs(theta) - amounts, 0)
    return np.append(shrunk[:-1], theta[-1])


# --- Five ways downhill ---------------------------------------------------------------
# Each takes one step from theta. What it remembers until its next step is its memory,
# first None.


def gradient_descent(theta, memory, X, y, learning_rate, l1, l2, s=1):
    """Straight downhill, further where it is steeper."""
    moved = theta - learning_rate * gradient(theta, X, y, l2, s)
    return shrink(moved, learning_rate * l1), memory


def momentum(theta, memory, X, y, learning_rate, l1, l2, s=1):
    """Downhill like a heavy ball, which keeps nine tenths of its speed."""
    previous = theta if memory is None else memory
    downhill = -learning_rate * gradient(theta, X, y, l2, s)
    moved = theta + downhill + 0.9 * (theta - previous)
    return shrink(moved, learning_rate * l1), theta


def nesterov(theta, memory, X, y, learning_rate, l1, l2, s=1):
    """Momentum that feels the slope ahead, where its speed takes it."""
    previous = theta if memory is None else memory
    ahead = theta + 0.9 * (theta - previous)
    moved = ahead - learning_rate * gradient(ahead, X, y, l2, s)
    return shrink(moved, learning_rate * l1), theta


def adam(theta, memory, X, y, learning_rate, l1, l2, s=1):
    """Momentum with a length for every entry of theta, short where it was steep."""
    mean, square, k = (0, 0, 1) if memory is None else memory
    slope = gradient(theta, X, y, l2, s)
    mean = 0.9 * mean + 0.1 * slope
    square = 0.999 * square + 0.001 * slope**2
    # Both means began at 0, which the divisions make up for.
    lengths = learning_rate / (np.sqrt(square / (1 - 0.999**k)) + 1e-8)
    moved = theta - lengths * mean / (1 - 0.9**k)
    return shrink(moved, lengths * l1), (mean, square, k + 1)


def newton(theta, memory, X, y, learning_rate, l1, l2, s=1):
    """To the bottom of the bowl that fits the loss here, without a learning rate."""
    slope, curvature = gradient(theta, X, y, l2, s), hessian(theta, X, y, l2, s)
    step = solve(curvature, -slope)
    return halve(step, theta, X, y, l1, l2, s), memory


def newton_l1(theta, memory, X, y, learning_rate, l1, l2, s=1):
    """Newton's step where the L1 penalty has its kinks in the bowl."""
    slope, curvature = gradient(theta, X, y, l2, s), hessian(theta, X, y, l2, s)
    step = lowest_point(theta, slope, curvature, l1) - theta
    return halve(step, theta, X, y, l1, l2, s), memory


def halve(step, theta, X, y, l1, l2, s):
    """As much of the step as lowers the loss; theta itself where nothing of it does."""
    before = loss(theta, X, y, l1, l2, s)
    for _ in range(40):
        if loss(theta + step, X, y, l1, l2, s) < before:
            return theta + step
        step = step / 2  # too far: the loss is no bowl
    return theta


def hessian(theta, X, y, l2=0, s=1):
    """The slope of the gradient: how the loss curves, for any two entries of theta."""
    p = sigmoid(X @ theta)
    penalty = np.diag(np.append(np.full(len(theta) - 1, l2), 0))
    return (X.T * (s * p * (1 - p))) @ X / len(y) + penalty


def solve(matrix, right):
    """The u with matrix @ u = right, scaled so that all features look alike."""
    diagonal = np.diag(matrix)
    scale = 1 / np.sqrt(np.where(diagonal > 0, diagonal, 1))
    return scale * np.linalg.lstsq(scale[:, None] * matrix * scale, scale * right)[0]


def lowest_point(theta, slope, curvature, l1):
    """The bottom of the bowl with the L1 penalty: a search for the weights' signs."""
    amounts = np.append(np.full(len(theta) - 1, l1), 0)
    point, signs = theta.copy(), np.sign(theta)
    for _ in range(200):
        # With all signs known the penalty is a plane: at the bottom the slope is 0.
        free = (signs != 0) | (amounts == 0)
        at_zero = slope - curvature @ theta + amounts * signs
        target = np.zeros(len(theta))
        target[free] = solve(curvature[np.ix_(free, free)], -at_zero[free])
        crossing = np.flatnonzero((target * signs < 0) & (amounts > 0))
        if len(crossing) > 0:
            # Go as far as the first weight that would change its sign: there it is 0.
            ways = point[crossing] / (point[crossing] - target[crossing])
            point = point + ways.min() * (target - point)
            first = crossing[ways.argmin()]
            point[first] = signs[first] = 0
            continue
        point = target
        pull = slope + curvature @ (point - theta)
        strain = np.where((signs == 0) & (amounts > 0), np.abs(pull) - amounts, 0)
        freed = strain.argmax()  # the weight at 0 that gains most by leaving it
        if strain[freed] <= 1e-12 * amounts[freed]:
            break
        signs[freed] = -np.sign(pull[freed])
    return point


# --- The loop -------------------------------------------------------------------------
# A batch is the rows that one step looks at; [slice(None)] * 100 is 100 times all rows.


def train(X, y, take_step, batches, learning_rate=0.1, l1=0, l2=0, s=1, start=None):
    """A walk downhill from a start, else from 0: where the step of each batch led."""
    # s is how much each point counts: 1 on average over all points, not in each batch.
    s = s / np.mean(s) * np.ones(len(y))
    theta, memory = np.zeros(X.shape[1]) if start is None else np.array(start), None
    thetas = [theta]
    for rows in batches:
        batch = X[rows], y[rows]
        moved, memory = take_step(theta, memory, *batch, learning_rate, l1, l2, s[rows])
        if moved is theta:
            break  # no step lowers the loss any further
        if not np.abs(moved).max() < 1 / np.finfo(float).eps:
            break  # it diverged: numbers so large do not change when 1 is added
        theta = moved
        thetas.append(theta)
    return thetas
