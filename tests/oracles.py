"""What the tests compare with: textbook code, other libraries and exact arithmetic, no `logreg`."""

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog, minimize, root
from scipy.special import expit
from sklearn.datasets import (
    load_breast_cancer,
    load_iris,
    make_blobs,
    make_circles,
    make_classification,
    make_moons,
)
from sklearn.preprocessing import StandardScaler

FloatArray = NDArray[np.float64]


def textbook_loop(
    X: FloatArray, y: FloatArray, learning_rate: float, n_iters: int
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Gradient descent as from-scratch tutorials write it.

    Weights (n_iters + 1, d), biases and losses (n_iters + 1,), from before the first update on.
    """
    n_samples, n_features = X.shape
    weights, bias = np.zeros(n_features), 0.0
    all_weights, all_biases, losses = [], [], []
    for k in range(n_iters + 1):
        predicted = 1 / (1 + np.exp(-(np.dot(X, weights) + bias)))
        all_weights.append(weights.copy())
        all_biases.append(bias)
        losses.append(
            -np.mean(y * np.log(predicted + 1e-15) + (1 - y) * np.log(1 - predicted + 1e-15))
        )
        if k == n_iters:
            break
        dw = np.dot(X.T, predicted - y) / n_samples
        db = np.sum(predicted - y) / n_samples
        weights = weights - learning_rate * dw
        bias = bias - learning_rate * db
    return np.array(all_weights), np.array(all_biases), np.array(losses)


def with_ones(X: FloatArray) -> FloatArray:
    """X̃ = [X 1]."""
    return np.column_stack([X, np.ones(len(X))])


def class_weights(y: FloatArray, of: FloatArray) -> FloatArray:
    """n/(2·n_class) of the n labels y, for each of the labels `of`: each class counts as much."""
    n, n_ones = len(y), int(np.count_nonzero(y))
    return np.array([n / (2 * n_ones) if label else n / (2 * (n - n_ones)) for label in of])


def mean_log_loss(
    theta: FloatArray, X: FloatArray, y: FloatArray, s: FloatArray | None = None
) -> float:
    """Mean of log(1 + e^z) − y·z, each sample as often as s says."""
    z = with_ones(X) @ theta
    return float(np.average(np.logaddexp(0, z) - y * z, weights=s))


def smooth_part(
    theta: FloatArray, X: FloatArray, y: FloatArray, l2: float = 0.0, s: FloatArray | None = None
) -> float:
    """The mean log loss and (λ₂/2)‖w‖²."""
    return mean_log_loss(theta, X, y, s) + l2 / 2 * float(theta[:-1] @ theta[:-1])


def smooth_gradient(theta: FloatArray, X: FloatArray, y: FloatArray, l2: float = 0.0) -> FloatArray:
    """X̃ᵀ(p − y)/n + λ₂(w, 0)."""
    predicted = expit(with_ones(X) @ theta)
    return with_ones(X).T @ (predicted - y) / len(y) + l2 * np.append(theta[:-1], 0)


def smooth_hessian(theta: FloatArray, X: FloatArray, y: FloatArray, l2: float = 0.0) -> FloatArray:
    """X̃ᵀ diag(p(1 − p)) X̃/n + λ₂ diag(1, …, 1, 0)."""
    predicted = expit(with_ones(X) @ theta)
    curvature = predicted * (1 - predicted) / len(y)
    penalised = np.append(np.ones(X.shape[1]), 0)
    return (with_ones(X).T * curvature) @ with_ones(X) + l2 * np.diag(penalised)


def kkt_violation(
    theta: FloatArray, X: FloatArray, y: FloatArray, l1: float, l2: float = 0.0
) -> float:
    """How far θ is from satisfying the optimality conditions with an L1 penalty on the weights."""
    gradient = smooth_gradient(theta, X, y, l2)
    violations = [abs(gradient[-1])]
    for slope, weight in zip(gradient[:-1], theta[:-1], strict=True):
        if weight == 0:
            violations.append(max(abs(slope) - l1, 0))
        else:
            violations.append(abs(slope + l1 * np.sign(weight)))
    return float(max(violations))


def largest_curvature(X: FloatArray, l2: float = 0.0, s: FloatArray | None = None) -> float:
    """L = λmax(X̃ᵀSX̃)/(4Σs) + λ₂: no second derivative of the smooth part is larger.

    With weights s by the singular values of √s·X̃.
    """
    if s is None:
        return float(np.linalg.eigvalsh(with_ones(X).T @ with_ones(X))[-1] / (4 * len(X)) + l2)
    return float(np.linalg.norm(np.sqrt(s)[:, None] * with_ones(X), 2) ** 2 / (4 * s.sum()) + l2)


def scipy_minimum(X: FloatArray, y: FloatArray, l2: float = 0.0) -> FloatArray:
    """θ at the minimum of the smooth part: SciPy's BFGS, then its root finder on the gradient."""
    start = np.zeros(X.shape[1] + 1)
    near = minimize(smooth_part, start, args=(X, y, l2), jac=smooth_gradient, method="BFGS").x
    # Near the minimum the value is level to rounding; its gradient still tells the way.
    found = root(smooth_gradient, near, args=(X, y, l2), jac=smooth_hessian, tol=1e-14).x
    assert np.linalg.norm(smooth_gradient(found, X, y, l2)) < 1e-12
    return np.asarray(found)


def is_separable(X: FloatArray, y: FloatArray) -> bool:
    """Whether some (w, b) has (2y − 1)(w·x + b) >= 1 for every sample: a linear program."""
    signed = (2 * y - 1)[:, None] * with_ones(X)
    found = linprog(
        np.zeros(signed.shape[1]), A_ub=-signed, b_ub=-np.ones(len(X)), bounds=(None, None)
    )
    return bool(found.success)


def is_parted_at_best(X: FloatArray, y: FloatArray) -> bool:
    """Whether some (w, b) has no sample on its wrong side and some on its right: a linear program.

    The loss then has no minimum, whether or not all samples can be on their right sides.
    """
    signed = (2 * y - 1)[:, None] * with_ones(X)
    best = linprog(-signed.sum(axis=0), A_ub=-signed, b_ub=np.zeros(len(X)), bounds=(-1, 1))
    return bool(-best.fun > 1e-7)


def lowest_objective(X: FloatArray, y: FloatArray, l1: float = 0.0, l2: float = 0.0) -> float:
    """The lowest mean log loss with its penalties that SciPy finds.

    With L1 by L-BFGS-B on w = u − v with u, v >= 0, where the penalty is smooth; else by a trust
    region with the exact Hessian.
    """
    n_features = X.shape[1]

    def smooth(theta: FloatArray) -> tuple[float, FloatArray]:
        return smooth_part(theta, X, y, l2), smooth_gradient(theta, X, y, l2)

    if not l1:
        start, best = np.zeros(n_features + 1), np.inf
        for method, hessian in (("BFGS", None), ("trust-exact", smooth_hessian)):
            settings = {"args": (X, y, l2), "jac": smooth_gradient, "hess": hessian}
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                found = minimize(
                    smooth_part, start, **settings, method=method, options={"gtol": 1e-13}
                )
            start, best = found.x, min(best, float(found.fun))
        return best

    def split(both: FloatArray) -> tuple[float, FloatArray]:
        up, down = both[:n_features], both[n_features:-1]
        value, slope = smooth(np.append(up - down, both[-1]))
        slopes = np.concatenate([slope[:-1] + l1, l1 - slope[:-1], slope[-1:]])
        return value + l1 * float(up.sum() + down.sum()), slopes

    at = np.zeros(2 * n_features + 1)
    bounds = [(0, None)] * (2 * n_features) + [(None, None)]
    limits = {"maxiter": 20_000, "maxfun": 50_000, "ftol": 1e-16, "gtol": 1e-13, "maxcor": 30}
    for _ in range(3):
        found = minimize(split, at, jac=True, method="L-BFGS-B", bounds=bounds, options=limits)
        at = found.x
    return float(found.fun)


def random_problem(
    n_samples: int, n_features: int, seed: int = 0, noise: float = 1.0
) -> tuple[FloatArray, FloatArray]:
    """Gaussian X and labels that overlap along a random direction; both classes are present."""
    random = np.random.default_rng(seed)
    X = random.standard_normal((n_samples, n_features))
    scores = X @ random.standard_normal(n_features) + noise * random.standard_normal(n_samples)
    y = (scores > np.median(scores)).astype(float)
    y[:2] = 0, 1
    return X, y


@dataclass(frozen=True)
class Problem:
    """Standardised samples whose classes overlap, so that the unpenalised minimum exists."""

    name: str
    make: Callable[[], tuple[FloatArray, FloatArray]]

    def data(self) -> tuple[FloatArray, FloatArray]:
        """X standardised, y as floats."""
        X, y = self.make()
        return StandardScaler().fit_transform(X), y.astype(float)


def _classification(n_features: int, **settings: Any) -> tuple[FloatArray, FloatArray]:
    return make_classification(
        400, n_features, n_informative=3, n_redundant=0, random_state=3, **settings
    )


def _breast_cancer() -> tuple[FloatArray, FloatArray]:
    X, y = load_breast_cancer(return_X_y=True)
    return X[:, [0, 1, 4, 8, 9]], y


def _iris() -> tuple[FloatArray, FloatArray]:
    X, y = load_iris(return_X_y=True)
    return X[y >= 1], y[y >= 1] - 1


PROBLEMS = [
    Problem("blobs", lambda: make_blobs(300, centers=[(-1, -1), (1, 1)], random_state=0)),
    Problem("moons", lambda: make_moons(300, noise=0.2, random_state=1)),
    Problem("circles", lambda: make_circles(300, noise=0.2, factor=0.4, random_state=2)),
    Problem("six features", lambda: _classification(n_features=6, flip_y=0.1)),
    Problem("imbalanced", lambda: _classification(n_features=4, weights=[0.9], flip_y=0.05)),
    Problem("breast cancer", _breast_cancer),
    Problem("iris", _iris),
]
PROBLEM_IDS = [problem.name for problem in PROBLEMS]
