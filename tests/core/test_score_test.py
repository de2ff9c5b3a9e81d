"""Rao's score statistic is that of statsmodels, and what a fit of the larger model promises."""

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.special import expit

from logreg import load_dataset
from logreg.core.score_test import score_statistics
from tests.missing import missing
from tests.oracles import FloatArray, with_ones


def minimum(X: FloatArray, y: FloatArray) -> FloatArray:
    """By scipy, with the exact slope, to the last digits."""
    columns = with_ones(X)

    def value(theta: FloatArray) -> float:
        return float(np.logaddexp(0, (1 - 2 * y) * (columns @ theta)).sum())

    def slope(theta: FloatArray) -> FloatArray:
        return columns.T @ (expit(columns @ theta) - y)

    def hessian(theta: FloatArray) -> FloatArray:
        p = expit(columns @ theta)
        return columns.T @ ((p * (1 - p))[:, None] * columns)

    start = np.zeros(columns.shape[1])
    found = minimize(value, start, jac=slope, hess=hessian, method="trust-exact")
    for _ in range(3):
        found.x = found.x - np.linalg.solve(hessian(found.x), slope(found.x))
    return np.asarray(found.x)


def samples(name: str) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Two features, labels, and three candidates of different sizes."""
    data = load_dataset(name, n_samples=200, noise=0.2, seed=1)
    x1, x2 = data.X[:, :2].T
    return data.X[:, :2], data.y, np.column_stack([x1**2, 1000 * x1 * x2 + 50, np.sin(x2)])


@pytest.mark.parametrize("name", ["moons", "xor", "circles", "imbalanced"])
def test_scores_are_those_of_statsmodels(name: str) -> None:
    try:
        import statsmodels.api as sm
    except ImportError:
        missing("statsmodels is not installed.")
    X, y, candidates = samples(name)
    model = sm.GLM(y, with_ones(X), family=sm.families.Binomial())
    fitted = model.fit(tol=1e-14, maxiter=100)
    expected = [
        float(np.squeeze(model.score_test(fitted.params, exog_extra=column[:, None])[0]))
        for column in candidates.T
    ]
    found = score_statistics(X, y, minimum(X, y), candidates)
    np.testing.assert_allclose(found, expected, rtol=1e-6)


@pytest.mark.parametrize("name", ["moons", "xor", "circles", "imbalanced"])
def test_the_score_is_the_slope_against_the_curvature_along_the_ridge(name: str) -> None:
    """Twice what a parabola at weight 0 falls by, of the loss with the other weights set free.

    By second differences: the slope along the new weight alone, the curvature with all weights.
    """
    X, y, candidates = samples(name)
    theta = minimum(X, y)
    for column, score in zip(candidates.T, score_statistics(X, y, theta, candidates), strict=True):
        larger = np.column_stack([with_ones(X), (column - column.mean()) / column.std()])
        n_weights = larger.shape[1]

        def value(change: FloatArray, larger: FloatArray = larger) -> float:
            return float(
                np.logaddexp(0, (1 - 2 * y) * (larger @ (np.append(theta, 0) + change))).sum()
            )

        step, one = 1e-3, np.eye(n_weights)
        slope = np.array([(value(step * e) - value(-step * e)) / (2 * step) for e in one])
        curvature = np.array(
            [
                [
                    value(step * (e + f))
                    - value(step * (e - f))
                    - value(step * (f - e))
                    + value(-step * (e + f))
                    for e in one
                ]
                for f in one
            ]
        ) / (4 * step**2)
        expected = slope @ np.linalg.solve(curvature, slope)
        assert score == pytest.approx(expected, rel=1e-2, abs=1e-3)


def test_a_column_that_repeats_the_model_has_no_score() -> None:
    X, y, _ = samples("moons")
    again = np.column_stack([X[:, 0], 3 * X[:, 0] - X[:, 1] + 7, np.full(len(y), 4.0)])
    np.testing.assert_array_equal(score_statistics(X, y, minimum(X, y), again), 0)


def test_by_chance_one_score_in_twenty_is_above_the_quantile() -> None:
    """Under the null the statistic is χ² with one degree of freedom."""
    X, y, _ = samples("moons")
    noise = np.random.default_rng(0).standard_normal((len(y), 4000))
    scores = score_statistics(X, y, minimum(X, y), noise)
    assert np.mean(scores > 3.841) == pytest.approx(0.05, abs=0.012)
    assert np.mean(scores > 10) == pytest.approx(1 / 640, abs=0.0025)
