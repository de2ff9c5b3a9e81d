"""Logistic regression at its shortest: score, probability, slope, and a step downhill.

X has one row per point; y holds the classes, 0 and 1.
"""

import numpy as np


def score(X, weights, bias):
    """z = w·x + b for every point x: the higher, the more likely class 1."""
    return X @ weights + bias


def sigmoid(z):
    """1 / (1 + e^−z): a score becomes a probability of class 1."""
    z = np.clip(z, -700, 700)  # e^710 is more than a number can hold
    return 1 / (1 + np.exp(-z))


def predict(X, weights, bias, threshold=0.5):
    """Class 1 where its probability p is at least the threshold, else class 0."""
    return (sigmoid(score(X, weights, bias)) >= threshold).astype(int)


def log_losses(z, y):
    """−log p for every point, where p is the probability of its true class."""
    # log(1 + e^−z) for class 1 and log(1 + e^z) for class 0: no p is rounded to 0.
    return np.logaddexp(0, np.where(y == 1, -z, z))


def gradient(X, y, weights, bias):
    """The slope of the mean log loss in every weight, and that in the bias."""
    p = sigmoid(score(X, weights, bias))
    error = p - y
    return X.T @ error / len(y), error.mean()


def step(X, y, weights, bias, learning_rate, l2=0):
    """One step downhill, further where it is steeper; with l2, large weights cost."""
    slope_w, slope_b = gradient(X, y, weights, bias)
    slope_w = slope_w + l2 * weights  # of the penalty l2/2 · ‖w‖²
    return weights - learning_rate * slope_w, bias - learning_rate * slope_b


def gradient_descent(X, y, learning_rate, batches, l2=0, start=None):
    """From a start, else from 0, a step for each batch of rows: where each led."""
    path = [(np.zeros(X.shape[1]), 0.0) if start is None else start]
    for rows in batches:
        weights, bias = path[-1]
        path.append(step(X[rows], y[rows], weights, bias, learning_rate, l2))
    return path


def mini_batches(n_points, n_iters, size, seed):
    """The rows of every step: a few points, till all had a turn; then in new order."""
    random = np.random.RandomState(seed)
    batches = []
    while len(batches) < n_iters:
        order = random.permutation(n_points)
        batches += [order[start : start + size] for start in range(0, n_points, size)]
    return batches[:n_iters]
