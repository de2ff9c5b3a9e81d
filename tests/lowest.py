"""The lowest objective of a logistic regression, by scipy alone: an oracle for any penalty."""

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit

from tests.oracles import FloatArray, is_separable, with_ones


def lowest_objective(
    X: FloatArray, y: FloatArray, l1: float, l2: float, s: FloatArray | None = None
) -> float:
    """min F over (w, b); 0 where the classes can be parted and nothing is penalised.

    In units of each column's deviation, where the problem is well conditioned; the penalties are
    carried along. Each sample counts s. First L-BFGS-B on w = u − v with u, v ≥ 0, then Newton's
    method in a trust region, the signs of the weights held.
    """
    scale = np.where(X.std(axis=0) > 0, X.std(axis=0), 1.0)
    columns = (X - X.mean(axis=0)) / scale
    if not l1 and not l2 and is_separable(columns, y):
        return 0.0
    counts = np.ones(len(y)) if s is None else s
    problem = _Problem(columns, y, l1 / scale, l2 / scale**2, counts / counts.sum())
    d = X.shape[1]
    found = minimize(
        problem.split_value,
        np.zeros(2 * d + 1),
        jac=problem.split_gradient,
        method="L-BFGS-B",
        bounds=[(0, None)] * (2 * d) + [(None, None)],
        options={"maxiter": 20_000, "maxfun": 40_000, "ftol": 1e-15, "gtol": 1e-11},
    )
    theta = np.append(found.x[:d] - found.x[d:-1], found.x[-1])
    return min(problem.value(theta), problem.polished(theta))


class _Problem:
    def __init__(
        self, X: FloatArray, y: FloatArray, l1: FloatArray, l2: FloatArray, shares: FloatArray
    ) -> None:
        self.X, self.y, self.shares = with_ones(X), y, shares
        self.l1, self.l2 = np.append(l1, 0.0), np.append(l2, 0.0)

    def value(self, theta: FloatArray) -> float:
        z = self.X @ theta
        penalty = self.l1 @ np.abs(theta) + self.l2 @ theta**2 / 2
        return float(self.shares @ (np.logaddexp(0, z) - self.y * z) + penalty)

    def smooth_gradient(self, theta: FloatArray) -> FloatArray:
        residual = expit(self.X @ theta) - self.y
        return self.X.T @ (self.shares * residual) + self.l2 * theta

    def hessian(self, theta: FloatArray) -> FloatArray:
        p = expit(self.X @ theta)
        return (self.X.T * (p * (1 - p) * self.shares)) @ self.X + np.diag(self.l2)

    def split_value(self, parts: FloatArray) -> float:
        d = len(self.l1) - 1
        theta = np.append(parts[:d] - parts[d:-1], parts[-1])
        z = self.X @ theta
        smooth = self.shares @ (np.logaddexp(0, z) - self.y * z) + self.l2 @ theta**2 / 2
        return float(smooth + self.l1[:-1] @ (parts[:d] + parts[d:-1]))

    def split_gradient(self, parts: FloatArray) -> FloatArray:
        d = len(self.l1) - 1
        slope = self.smooth_gradient(np.append(parts[:d] - parts[d:-1], parts[-1]))
        l1 = self.l1[:-1]
        return np.concatenate([slope[:-1] + l1, l1 - slope[:-1], slope[-1:]])

    def polished(self, theta: FloatArray) -> float:
        """The minimum with the zeros of θ held at zero and the other signs as they are."""
        signs = np.sign(theta)
        free = (signs != 0) | (self.l1 == 0)
        slope = self.l1 * signs

        def whole(part: FloatArray) -> FloatArray:
            full = np.zeros_like(theta)
            full[free] = part
            return full

        def value(part: FloatArray) -> float:
            full = whole(part)
            z = self.X @ full
            smooth = self.shares @ (np.logaddexp(0, z) - self.y * z) + self.l2 @ full**2 / 2
            return float(smooth + slope @ full)

        found = minimize(
            value,
            theta[free],
            jac=lambda part: (self.smooth_gradient(whole(part)) + slope)[free],
            hess=lambda part: self.hessian(whole(part))[np.ix_(free, free)],
            method="trust-exact",
            options={"gtol": 1e-12, "maxiter": 300},
        )
        return self.value(whole(found.x))
