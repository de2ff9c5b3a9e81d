"""The shortest page of `plain`: scikit-learn's probabilities, SciPy's slopes, the core's steps."""

import math

import numpy as np
import pytest
from scipy.optimize import approx_fprime
from scipy.special import expit, log_expit
from sklearn.linear_model import LogisticRegression

from logreg import fit
from logreg.plain import descent
from tests.oracles import PROBLEM_IDS, PROBLEMS, Problem, mean_log_loss, random_problem


@pytest.mark.parametrize("l2", [0.0, 0.1])
@pytest.mark.parametrize("problem", PROBLEMS, ids=PROBLEM_IDS)
def test_it_walks_as_the_core_does(problem: Problem, l2: float) -> None:
    X, y = problem.data()
    for size in (None, 8):
        batches = [slice(None)] * 60
        if size is not None:
            batches = descent.mini_batches(len(y), 60, size, seed=3)
        path = descent.gradient_descent(X, y, 0.3, batches, l2)
        trace = fit(X, y, 0.3, 60, batch_size=size, l2=l2, seed=3)
        weights, bias = map(np.array, zip(*path, strict=True))
        np.testing.assert_allclose(weights, trace.weights, rtol=1e-9, atol=1e-12)
        np.testing.assert_allclose(bias, trace.bias, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("problem", PROBLEMS, ids=PROBLEM_IDS)
def test_scores_probabilities_and_classes_are_those_of_scikit_learn(problem: Problem) -> None:
    X, y = problem.data()
    theirs = LogisticRegression().fit(X, y)
    weights, bias = theirs.coef_[0], theirs.intercept_[0]
    z = descent.score(X, weights, bias)
    np.testing.assert_allclose(z, theirs.decision_function(X), rtol=1e-12)
    np.testing.assert_allclose(descent.sigmoid(z), theirs.predict_proba(X)[:, 1], rtol=1e-12)
    np.testing.assert_array_equal(descent.predict(X, weights, bias), theirs.predict(X))


def test_the_gradient_is_the_slope_of_the_mean_loss() -> None:
    X, y = random_problem(60, 3)
    theta = np.array([0.7, -1.2, 0.3, 0.4])
    slopes = np.append(*descent.gradient(X, y, theta[:-1], theta[-1]))
    found = approx_fprime(theta, lambda at: mean_log_loss(at, X, y))
    np.testing.assert_allclose(slopes, found, atol=1e-6)


def test_losses_keep_their_digits_where_no_probability_has_any() -> None:
    z = np.array([-800.0, -40.0, -1.0, 0.0, 1.0, 40.0, 800.0])
    np.testing.assert_allclose(descent.log_losses(z, np.ones(7)), -log_expit(z), rtol=1e-14)
    np.testing.assert_allclose(descent.log_losses(z, np.zeros(7)), -log_expit(-z), rtol=1e-14)
    assert descent.log_losses(np.zeros(3), np.array([0, 1, 1])) == pytest.approx(math.log(2))


def test_nothing_overflows_where_scores_are_huge() -> None:
    """Warnings are errors here."""
    z = np.array([-1e300, -1e4, -710.0, 0.0, 710.0, 1e4, 1e300])
    p = descent.sigmoid(z)
    np.testing.assert_array_equal(p[3:], [0.5, 1, 1, 1])
    assert (p[:3] < 1e-300).all()
    np.testing.assert_allclose(descent.sigmoid(z[3:5] / 100), expit(z[3:5] / 100), rtol=1e-15)
    assert descent.log_losses(z, np.array([0, 0, 0, 1, 1, 1, 1])).sum() == pytest.approx(
        math.log(2)
    )
    assert descent.log_losses(z, np.array([1, 1, 1, 1, 0, 0, 0])) == pytest.approx(
        [1e300, 1e4, 710, math.log(2), 710, 1e4, 1e300]
    )


def test_a_point_on_the_line_is_of_class_1() -> None:
    X = np.array([[-1.0], [0], [1]])
    np.testing.assert_array_equal(descent.predict(X, np.array([1.0]), 0), [0, 1, 1])
    np.testing.assert_array_equal(descent.predict(X, np.array([1.0]), 0, 0.6), [0, 0, 1])


def test_mini_batches_take_every_point_once_in_each_epoch() -> None:
    batches = descent.mini_batches(10, 9, 4, seed=1)
    assert [len(rows) for rows in batches] == [4, 4, 2] * 3
    epochs = [np.concatenate(batches[start : start + 3]) for start in (0, 3, 6)]
    for epoch in epochs:
        assert sorted(epoch) == list(range(10))
    assert list(epochs[0]) != list(epochs[1])
