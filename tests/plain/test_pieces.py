"""The lesson's short listings: SciPy's numbers, and those of the core."""

import numpy as np
import pytest
from scipy.special import expit, log_expit, logit
from sklearn.linear_model import LinearRegression

from logreg import LogisticLoss, sigmoid
from logreg.plain import descent, pieces
from tests.oracles import random_problem, smooth_gradient

Z = np.linspace(-30, 30, 241)


def test_curve_odds_and_slopes() -> None:
    np.testing.assert_allclose(pieces.s_curve(Z, 2.0, 0.7), expit(0.7 * (Z - 2)), rtol=1e-12)
    assert pieces.odds(0.8) == pytest.approx(4)
    np.testing.assert_allclose(np.log(pieces.odds(expit(Z / 3))), Z / 3, atol=1e-10)
    np.testing.assert_allclose(pieces.sigmoid_slope(Z), expit(Z) * expit(-Z), rtol=1e-9, atol=1e-14)
    np.testing.assert_array_equal(pieces.yes_or_no(Z), Z >= 0)
    np.testing.assert_allclose(pieces.log_loss_slope(Z), -expit(-Z), atol=1e-15)
    np.testing.assert_allclose(pieces.squared_error(Z), expit(-Z) ** 2, atol=1e-15)
    slope = -2 * expit(-Z) ** 2 * expit(Z)
    np.testing.assert_allclose(pieces.squared_error_slope(Z), slope, atol=1e-15)
    thresholds = np.linspace(0.01, 0.99, 20)
    np.testing.assert_allclose(pieces.score_at(thresholds), logit(thresholds), atol=1e-14)


def test_the_pulls_add_up_to_the_gradient() -> None:
    X, y = random_problem(40, 2)
    theta = np.array([0.4, -0.7, 0.2])
    p = descent.sigmoid(descent.score(X, theta[:2], theta[2]))
    found = pieces.pulls(X, y, p)
    assert found.shape == (40, 3)
    np.testing.assert_allclose(found.sum(axis=0), smooth_gradient(theta, X, y, 0.0), rtol=1e-11)


def test_central_differences_are_those_of_each_parameter() -> None:
    X, y = random_problem(40, 3)
    theta = np.array([0.4, -0.7, 0.2, 0.1])
    found = pieces.central_differences(LogisticLoss(X, y).log_losses, theta, 1e-5)
    np.testing.assert_allclose(found, smooth_gradient(theta, X, y, 0.0), atol=1e-9)


def test_least_squares_is_scikit_learns() -> None:
    X, y = random_problem(40, 3)
    weights, bias = pieces.least_squares(X, y)
    theirs = LinearRegression().fit(X, y)
    np.testing.assert_allclose(weights, theirs.coef_, rtol=1e-9)
    assert bias == pytest.approx(theirs.intercept_, rel=1e-9)


def test_two_linear_layers_are_one() -> None:
    random = np.random.default_rng(0)
    W1, b1, W2, b2 = (random.standard_normal(s) for s in ((3, 2), 3, (2, 3), 2))
    x = random.standard_normal(2)
    W, b = pieces.collapse(W1, b1, W2, b2)
    np.testing.assert_allclose(W @ x + b, W2 @ (W1 @ x + b1) + b2, atol=1e-12)


def test_the_safe_sigmoid_is_the_cores_and_the_naive_one_the_books() -> None:
    z = np.concatenate([Z, [-1000.0, -710.0, 40.0, 1000.0]])
    np.testing.assert_array_equal(pieces.safe_sigmoid(z), sigmoid(z))
    np.testing.assert_allclose(pieces.naive_sigmoid(Z), expit(Z), rtol=1e-12)


def test_the_losses_of_class_0_where_all_digits_are_left() -> None:
    z = np.linspace(-5, 5, 41)
    np.testing.assert_allclose(pieces.naive_loss(z), -log_expit(-z), rtol=1e-10)
    np.testing.assert_allclose(pieces.patched_loss(z), -log_expit(-z), rtol=1e-5)
