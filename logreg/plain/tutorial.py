"""The class that first tutorials write, its usual faults mended in view."""

import numpy as np


class LogisticRegression:
    """Learns the probability of class 1 by gradient descent on all points."""

    def __init__(self, learning_rate=0.001, n_iters=1000):
        self.learning_rate = learning_rate
        self.n_iters = n_iters
        self.weights = None
        self.bias = None
        self.losses = []

    def sigmoid(self, z):
        """1 / (1 + e^−z): a score becomes a probability."""
        z = np.clip(z, -700, 700)  # e^710 is more than a number can hold
        return 1 / (1 + np.exp(-z))

    def compute_loss(self, y, z):
        """The mean log loss, or binary cross-entropy, of the scores z."""
        # From z: a p rounded to 0 or 1 would need an ε in its log.
        return np.mean(np.logaddexp(0, np.where(y == 1, -z, z)))

    def forward(self, X):
        """The score of every point, and its probability of class 1."""
        z = X @ self.weights + self.bias
        return z, self.sigmoid(z)

    def backward(self, X, y, p):
        """The errors, carried back to every weight and to the bias: a step downhill."""
        # The mean slope: with the sum, more points would mean longer steps.
        slope_w, slope_b = X.T @ (p - y) / len(y), np.mean(p - y)
        self.weights = self.weights - self.learning_rate * slope_w
        self.bias = self.bias - self.learning_rate * slope_b

    def fit(self, X, y):
        """Learn from points X of classes y, 0 and 1."""
        # From zero: the loss is one bowl, and needs no luck.
        self.weights, self.bias = np.zeros(X.shape[1]), 0.0
        self.losses = []  # here, so that a second fit starts anew
        for _ in range(self.n_iters):
            z, p = self.forward(X)
            # Before the step: the loss of the weights that gave z; the first is ln 2.
            self.losses.append(self.compute_loss(y, z))
            self.backward(X, y, p)
        return self

    def predict(self, X):
        """The class of every point."""
        _, p = self.forward(X)
        return (p >= 0.5).astype(int)  # on the line: class 1
