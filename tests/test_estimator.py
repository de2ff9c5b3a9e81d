"""The estimator inside scikit-learn's own tools, and beside `fit`."""

import re
import warnings
from typing import Any

import numpy as np
import pytest
from scipy.special import expit, log_expit
from sklearn.datasets import load_breast_cancer, load_iris
from sklearn.exceptions import ConvergenceWarning, NotFittedError
from sklearn.linear_model import LogisticRegression as SklearnLogisticRegression
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.utils.estimator_checks import parametrize_with_checks

from logreg import OPTIMIZERS, LogisticRegression, fit
from tests.oracles import (
    PROBLEM_IDS,
    PROBLEMS,
    FloatArray,
    Problem,
    mean_log_loss,
    random_problem,
    scipy_minimum,
)

# Newton with a penalty, as 15 samples of 30 features can be parted: without a minimum it goes on
# until rounding ends it, elsewhere for rows that are weighted, repeated or just in another order.
CHECKED = [
    LogisticRegression(),
    LogisticRegression(class_weight="balanced"),
    LogisticRegression(optimizer="newton", l2=1e-3),
]


# Some checks train on features 100 deviations from 0, and are told that it went wrong.
@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
@parametrize_with_checks(CHECKED)
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
    with pytest.warns(ConvergenceWarning, match=r"less than half way down"):
        assert search.fit(X, y).best_params_ == {"learning_rate": 1.0}


# Newton's steps on a few samples go astray, and are told of.
@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_it_agrees_with_fit(name: str) -> None:
    X, y = random_problem(60, 3)
    choices: dict[str, Any] = {
        "optimizer": name,
        "batch_size": 20,
        "l1": 0.01,
        "l2": 0.02,
        "class_weight": "balanced",
        "tol": 1e-6,
        "seed": 3,
    }
    weights = np.random.default_rng(0).uniform(0, 2, 60)
    model = LogisticRegression(0.2, 40, **choices).fit(X, y, weights)
    trace = fit(X, y, 0.2, 40, sample_weight=weights, **choices)
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


@pytest.mark.parametrize("weighs", [False, True])
@pytest.mark.parametrize(
    "class_weight", [None, "balanced", {"ham": 5, "spam": 0.5}, {"spam": 3.0}, {}]
)
def test_the_weighted_minimum_is_that_of_scikit_learn(class_weight: Any, weighs: bool) -> None:
    X, y = PROBLEMS[PROBLEM_IDS.index("imbalanced")].data()
    labels = np.array(["ham", "spam"])[y.astype(int)]
    s = np.random.default_rng(0).uniform(0, 3, len(y)) if weighs else np.ones(len(y))
    model = LogisticRegression(optimizer="newton", l2=0.05, class_weight=class_weight)
    model.fit(X, labels, s if weighs else None)
    by_class = {"ham": 1.0, "spam": 1.0} | (class_weight if isinstance(class_weight, dict) else {})
    total = sum(s[labels == name].sum() * weight for name, weight in by_class.items())
    theirs = SklearnLogisticRegression(
        C=1 / (total * 0.05), class_weight=class_weight, solver="newton-cholesky", tol=1e-12
    ).fit(X, labels, s if weighs else None)
    np.testing.assert_allclose(model.coef_, theirs.coef_, rtol=1e-8, atol=1e-9)
    np.testing.assert_allclose(model.intercept_, theirs.intercept_, rtol=1e-8, atol=1e-9)


@pytest.mark.parametrize("class_weight", [None, "balanced", {0: 100, 1: 1}])
@pytest.mark.parametrize("n_iters", [4, 8, 16, 32, 64, 128])
def test_the_warning_is_about_the_weighted_loss(n_iters: int, class_weight: Any) -> None:
    X, y = random_problem(80, 2, 1)
    s = np.random.default_rng(0).uniform(0, 3, 80)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        model = LogisticRegression(0.1, n_iters, class_weight=class_weight).fit(X, y, s)
    best = LogisticRegression(optimizer="newton", class_weight=class_weight).fit(X, y, s)
    fall, lowest = model.loss_curve_[0] - model.loss_curve_[-1], best.loss_curve_[-1]
    assert bool(caught) == (fall < (model.loss_curve_[0] - lowest) / 2)


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


def share_of_the_fall(model: LogisticRegression, X: FloatArray, y: FloatArray) -> float:
    """1 at SciPy's minimum, 0 at the start."""
    theta = np.append(model.coef_[0], model.intercept_[0])
    fall = np.log(2) - mean_log_loss(scipy_minimum(X, y), X, y)
    return float((np.log(2) - mean_log_loss(theta, X, y)) / fall)


@pytest.mark.parametrize("n_iters", [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 64, 128])
@pytest.mark.parametrize("seed", range(4))
def test_a_fit_warns_exactly_where_it_comes_less_than_half_way_down(
    n_iters: int, seed: int
) -> None:
    X, y = random_problem(80, 2, seed)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        model = LogisticRegression(0.1, n_iters).fit(X, y)
    assert bool(caught) == (share_of_the_fall(model, X, y) < 0.5)
    for warning in caught:
        assert warning.category is ConvergenceWarning
        assert re.search(r"less than half way down: .* Take more iterations", str(warning.message))


def test_both_a_short_and_a_long_run_are_among_those() -> None:
    X, y = random_problem(80, 2, 0)
    shares = []
    for n_iters in (1, 128):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            shares.append(share_of_the_fall(LogisticRegression(0.1, n_iters).fit(X, y), X, y) > 0.5)
    assert shares == [False, True]


def test_a_loss_that_ends_above_its_start_warns_and_names_the_cause() -> None:
    X, y = load_breast_cancer(return_X_y=True)
    with pytest.warns(ConvergenceWarning, match=r"above the 0\.693 .* different scales .*\.$"):
        model = LogisticRegression().fit(X, y)
    assert model.loss_curve_[-1] > np.log(2)


@pytest.mark.parametrize("problem", PROBLEMS, ids=PROBLEM_IDS)
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_usual_fits_are_silent(name: str, problem: Problem) -> None:
    """Warnings are errors here: where the classes can be parted as well."""
    X, y = problem.data()
    LogisticRegression(optimizer=name).fit(X, y)
    if name != "newton":  # whose steps on a few samples do go astray
        LogisticRegression(0.1, 200, optimizer=name, batch_size=16).fit(X, y)
    LogisticRegression(optimizer=name, n_iters=100).fit(X[:20], np.arange(20) < 7)


def test_where_nothing_can_be_learnt_nothing_is_warned_of() -> None:
    LogisticRegression(n_iters=5).fit(np.zeros((10, 2)), np.arange(10) % 2)


def test_more_than_two_classes_are_led_to_one_model_for_each() -> None:
    X, y = load_iris(return_X_y=True)
    X = StandardScaler().fit_transform(X)
    with pytest.raises(ValueError, match=r"OneVsRestClassifier\(LogisticRegression\(\)\)"):
        LogisticRegression().fit(X, y)
    assert OneVsRestClassifier(LogisticRegression()).fit(X, y).score(X, y) > 0.9


def test_masked_samples_and_labels_are_refused() -> None:
    X, y = np.arange(6.0)[:, None], np.arange(6) % 2
    for data in ((np.ma.array(X, mask=X > 4), y), (X, np.ma.array(y, mask=y > 0))):
        with pytest.raises(ValueError, match=r"is a masked array"):
            LogisticRegression().fit(*data)


def test_small_probabilities_keep_their_digits() -> None:
    model = LogisticRegression().fit([[-1.0], [1.0]], [0, 1])
    model.coef_, model.intercept_ = np.ones((1, 1)), np.zeros(1)
    z = np.array([-700.0, -40.0, -3.0, 0.0, 2.0, 40.0, 700.0])
    p, log_p = model.predict_proba(z[:, None]), model.predict_log_proba(z[:, None])
    for column, sign in ((0, -1), (1, 1)):
        np.testing.assert_allclose(p[:, column], expit(sign * z), rtol=1e-15)
        np.testing.assert_allclose(log_p[:, column], log_expit(sign * z), rtol=1e-15)
    assert p[1, 1] == pytest.approx(4.248354255291589e-18, rel=1e-15)
    # Far out of the reach of p itself.
    assert model.predict_log_proba([[-1e5]]).tolist() == [[0.0, -1e5]]


@pytest.mark.parametrize(
    ("choices", "labels", "message"),
    [
        ({"learning_rate": -1}, [0, 1, 0], r"learning_rate must be between 0.*\.$"),
        ({"n_iters": 2.5}, [0, 1, 0], r"n_iters must be a whole number.*\.$"),
        ({"optimizer": "sgd"}, [0, 1, 0], r"optimizer must be one of gd, .*\.$"),
        ({}, [0, 1, 2], r"Only binary classification is supported.*\.$"),
        ({}, [1, 1, 1], r"y holds only one class.*\.$"),
        ({"class_weight": "even"}, [0, 1, 0], r"class_weight must be one of balanced, not .*\.$"),
        ({"class_weight": {0: -1, 1: 1}}, [0, 1, 0], r"class_weight holds -1 in row 0.*\.$"),
        ({"class_weight": {0: 1, 7: 1}}, [0, 1, 0], r"\[1\], are not in class_weight$"),
        ({"class_weight": {0: 0, 1: 1}}, [0, 1, 0], r"y holds only class 1 where sample_weight"),
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
