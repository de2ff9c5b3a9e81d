"""The estimator inside scikit-learn's own tools, and beside `fit`."""

from typing import Any

import numpy as np
import pytest
from scipy.special import expit
from sklearn.datasets import load_breast_cancer
from sklearn.exceptions import ConvergenceWarning, NotFittedError
from sklearn.linear_model import LogisticRegression as SklearnLogisticRegression
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.utils.estimator_checks import parametrize_with_checks

from logreg import OPTIMIZERS, LogisticRegression, fit

from .oracles import PROBLEMS, random_problem


@parametrize_with_checks([LogisticRegression(), LogisticRegression(optimizer="newton")])
def test_scikit_learns_own_checks_pass(estimator: Any, check: Any) -> None:
    check(estimator)


def test_it_works_in_a_pipeline_with_cross_validation() -> None:
    X, y = load_breast_cancer(return_X_y=True)
    pipeline = make_pipeline(StandardScaler(), LogisticRegression(0.5, 300))
    scores = cross_val_score(pipeline, X, y, cv=5)
    theirs = cross_val_score(
        make_pipeline(StandardScaler(), SklearnLogisticRegression()), X, y, cv=5
    )
    assert scores.mean() == pytest.approx(theirs.mean(), abs=0.02)


def test_a_grid_search_finds_the_better_of_two_settings() -> None:
    X, y = PROBLEMS[0].data()
    search = GridSearchCV(
        LogisticRegression(n_iters=50), {"learning_rate": [1e-6, 1.0]}, scoring="neg_log_loss", cv=3
    )
    assert search.fit(X, y).best_params_ == {"learning_rate": 1.0}


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_it_agrees_with_fit(name: str) -> None:
    X, y = random_problem(60, 3)
    choices: dict[str, Any] = {
        "optimizer": name,
        "batch_size": 20,
        "l1": 0.01,
        "l2": 0.02,
        "tol": 1e-6,
        "seed": 3,
    }
    model = LogisticRegression(0.2, 40, **choices).fit(X, y)
    trace = fit(X, y, 0.2, 40, **choices)
    np.testing.assert_array_equal(model.coef_, trace.weights[-1:])
    np.testing.assert_array_equal(model.intercept_, trace.bias[-1:])
    np.testing.assert_array_equal(model.loss_curve_, trace.loss)
    assert model.n_iter_ == trace.n_iters


def test_the_loss_curve_has_an_entry_before_the_first_update_and_after_each() -> None:
    X, y = PROBLEMS[0].data()
    stopped = LogisticRegression(0.5, 5000, tol=1e-3).fit(X, y)
    assert stopped.n_iter_ < 5000
    assert len(stopped.loss_curve_) == stopped.n_iter_ + 1
    assert stopped.loss_curve_[0] == pytest.approx(np.log(2), rel=1e-15)


def test_the_penalised_minimum_is_that_of_scikit_learn() -> None:
    X, y = PROBLEMS[0].data()
    ours = LogisticRegression(optimizer="newton", l2=0.05).fit(X, y)
    theirs = SklearnLogisticRegression(
        C=1 / (len(y) * 0.05), solver="newton-cholesky", tol=1e-10
    ).fit(X, y)
    np.testing.assert_allclose(ours.coef_, theirs.coef_, rtol=1e-6)
    np.testing.assert_allclose(ours.intercept_, theirs.intercept_, rtol=1e-6)
    np.testing.assert_allclose(ours.predict_proba(X), theirs.predict_proba(X), atol=1e-7)
    np.testing.assert_array_equal(ours.predict(X), theirs.predict(X))
    assert ours.score(X, y) == theirs.score(X, y)


def test_probabilities_follow_the_logits_and_sum_to_1() -> None:
    X, y = random_problem(60, 3)
    model = LogisticRegression().fit(X, y)
    p = model.predict_proba(100 * X)
    assert p.shape == (60, 2)
    np.testing.assert_allclose(p.sum(axis=1), 1.0, rtol=1e-15)
    np.testing.assert_allclose(p[:, 1], expit(model.decision_function(100 * X)), atol=1e-15)


@pytest.mark.parametrize("names", [("ham", "spam"), (-1, 1), (5, 2), (False, True)])
def test_classes_may_have_any_two_names(names: tuple[Any, Any]) -> None:
    X, y = random_problem(60, 3)
    labels = np.array(names)[y.astype(int)]
    model = LogisticRegression(0.5).fit(X, labels)
    assert model.classes_.tolist() == sorted(names)
    theirs = SklearnLogisticRegression(C=np.inf).fit(X, labels)
    agreement = (model.predict(X) == theirs.predict(X)).mean()
    assert agreement > 0.95
    assert set(model.predict(X)) == set(names)


def test_a_diverging_fit_warns_and_stays_finite() -> None:
    X, y = random_problem(60, 3)
    with pytest.warns(ConvergenceWarning, match=r"Diverged .*\.$"):
        model = LogisticRegression(50.0, 2000, l2=1.0).fit(X, y)
    assert np.isfinite(model.coef_).all()
    assert np.isfinite(model.predict_proba(X)).all()


def test_a_run_that_uses_all_its_iterations_is_silent() -> None:
    """The learning rate may be chosen to show a slow run; only divergence is a fault."""
    LogisticRegression(1e-6, 3).fit(*random_problem(60, 3))


@pytest.mark.parametrize(
    ("choices", "labels", "message"),
    [
        ({"learning_rate": -1}, [0, 1, 0], r"learning_rate must be between 0.*\.$"),
        ({"n_iters": 2.5}, [0, 1, 0], r"n_iters must be a whole number.*\.$"),
        ({"optimizer": "sgd"}, [0, 1, 0], r"optimizer must be one of gd, .*\.$"),
        ({}, [0, 1, 2], r"Only binary classification is supported.*\.$"),
        ({}, [1, 1, 1], r"y holds only one class.*\.$"),
    ],
)
def test_bad_input_is_refused_in_a_sentence(
    choices: dict[str, Any], labels: list[int], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        LogisticRegression(**choices).fit([[0.0], [1.0], [2.0]], labels)


def test_predicting_before_fitting_is_refused() -> None:
    with pytest.raises(NotFittedError):
        LogisticRegression().predict([[0.0]])
