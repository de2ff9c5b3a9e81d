"""The tutorial's class: gradient descent as the core does it, and each of its faults mended."""

import math

import numpy as np
import pytest
from sklearn.datasets import load_breast_cancer
from sklearn.metrics import accuracy_score, precision_score
from sklearn.model_selection import train_test_split

from logreg import fit
from logreg.experiment.comparison import TUTORIAL
from logreg.plain.tutorial import LogisticRegression
from tests.oracles import PROBLEM_IDS, PROBLEMS, Problem, mean_log_loss, random_problem


@pytest.mark.parametrize("problem", PROBLEMS, ids=PROBLEM_IDS)
def test_it_is_the_gradient_descent_of_the_core(problem: Problem) -> None:
    X, y = problem.data()
    model = LogisticRegression(learning_rate=0.3, n_iters=300)
    assert model.fit(X, y) is model
    trace = fit(X, y, 0.3, 300)
    np.testing.assert_allclose(model.weights, trace.weights[-1], rtol=1e-9)
    assert model.bias == pytest.approx(trace.bias[-1], rel=1e-9, abs=1e-12)
    # The last point's loss would be that before the next step, which is not made.
    np.testing.assert_allclose(model.losses, trace.loss[:-1], rtol=1e-9)


def test_it_has_the_figures_that_the_tutorial_reports() -> None:
    X, y = load_breast_cancer(return_X_y=True)
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=1234)
    model = LogisticRegression(TUTORIAL.settings.learning_rate, TUTORIAL.settings.n_iters).fit(
        X_train, y_train
    )
    predicted = model.predict(X_test)
    assert f"{100 * accuracy_score(y_test, predicted):.2f}" == "92.98"
    assert f"{100 * precision_score(y_test, predicted):.2f}" == "91.78"


def test_the_loss_of_certain_scores_is_exact() -> None:
    model = LogisticRegression()
    z = np.array([800.0, -800.0, 50.0, -2000.0])
    # An ε of 1e-9 in the log would say 20.7 for the last one, and 1e-9 for the first three.
    assert model.compute_loss(np.array([1, 0, 1, 0]), z) == pytest.approx(math.exp(-50) / 4)
    assert model.compute_loss(np.array([0, 1, 1, 1]), z) == pytest.approx(3600 / 4)
    p = model.sigmoid(z)
    assert p[0] == 1
    assert 0 <= p[1] < 1e-300


def test_twice_the_points_twice_over_are_the_same_walk() -> None:
    X, y = random_problem(50, 3)
    once = LogisticRegression(0.5, 100).fit(X, y)
    twice = LogisticRegression(0.5, 100).fit(np.vstack([X, X]), np.append(y, y))
    np.testing.assert_allclose(twice.weights, once.weights, rtol=1e-12)


def test_losses_begin_with_ln_2_and_belong_to_the_weights_before_the_step() -> None:
    X, y = random_problem(50, 3)
    model = LogisticRegression(0.5, 10).fit(X, y)
    assert len(model.losses) == 10
    assert model.losses[0] == pytest.approx(math.log(2), rel=1e-15)
    before = LogisticRegression(0.5, 9).fit(X, y)
    theta = np.append(before.weights, before.bias)
    assert model.losses[9] == pytest.approx(mean_log_loss(theta, X, y), rel=1e-12)


def test_a_second_fit_starts_anew() -> None:
    X, y = random_problem(50, 3)
    model = LogisticRegression(0.5, 10).fit(X, y)
    weights, losses = model.weights.copy(), list(model.losses)
    model.fit(X, y)
    np.testing.assert_array_equal(model.weights, weights)
    assert model.losses == losses


def test_a_point_on_the_line_is_of_class_1() -> None:
    model = LogisticRegression()
    model.weights, model.bias = np.array([2.0]), -1.0
    np.testing.assert_array_equal(model.predict(np.array([[0.4], [0.5], [0.6]])), [0, 1, 1])
