"""Standard errors and refits are those of statsmodels, scikit-learn and finite differences."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from sklearn.datasets import load_breast_cancer, load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from logreg import fit, load_dataset
from logreg.core.inference import NORMAL_975, covariance, refit, resample_counts
from logreg.core.optimality import parts_all
from tests.missing import missing
from tests.oracles import FloatArray, is_separable, with_ones


def moons() -> tuple[FloatArray, FloatArray]:
    data = load_dataset("moons", n_samples=300, noise=0.2, seed=0)
    return data.X, data.y


def scales() -> tuple[FloatArray, FloatArray]:
    data = load_dataset("scales", n_samples=200, noise=0.3, seed=1)
    return data.X, data.y


def iris() -> tuple[FloatArray, FloatArray]:
    X, y = load_iris(return_X_y=True)
    return X[50:], (y[50:] == 2).astype(float)


def cancer() -> tuple[FloatArray, FloatArray]:
    X, y = load_breast_cancer(return_X_y=True)
    return X[:, [0, 1, 8]], y.astype(float)


def far_away() -> tuple[FloatArray, FloatArray]:
    X, y = moons()
    return X + 1e4, y


SAMPLES = pytest.mark.parametrize("samples", [moons, scales, iris, cancer, far_away])
Samples = Callable[[], tuple[FloatArray, FloatArray]]


def minimum(X: FloatArray, y: FloatArray) -> FloatArray:
    trace = fit(X, y, optimizer="newton", n_iters=50)
    return np.append(trace.weights[-1], trace.bias[-1])


@SAMPLES
def test_errors_and_intervals_are_those_of_statsmodels(samples: Samples) -> None:
    try:
        import statsmodels.api as sm
    except ImportError:
        missing("statsmodels is not installed.")
    X, y = samples()
    theta = minimum(X, y)
    variances = covariance(X, y, theta)
    assert variances is not None
    # Far from 0 its own Newton's method loses its digits; the model is the same.
    center = X.mean(axis=0) if samples is far_away else np.zeros(X.shape[1])
    theirs = sm.Logit(y, with_ones(X - center)).fit(method="newton", tol=1e-10, disp=0, maxiter=200)
    move = np.eye(len(theta))
    move[-1, :-1] = -center
    errors = np.sqrt(np.diag(variances))
    np.testing.assert_allclose(theta, move @ theirs.params, rtol=1e-6)
    expected = np.sqrt(np.diag(move @ theirs.cov_params() @ move.T))
    np.testing.assert_allclose(errors, expected, rtol=1e-6)
    if samples is not far_away:
        ours = np.column_stack([theta - NORMAL_975 * errors, theta + NORMAL_975 * errors])
        np.testing.assert_allclose(ours, theirs.conf_int(), rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("samples", [moons, cancer])
def test_the_covariance_is_the_inverse_of_a_hessian_by_differences(samples: Samples) -> None:
    X, y = samples()
    theta = minimum(X, y)
    signed = (2 * y - 1)[:, None] * with_ones(X)

    def slope(at: FloatArray) -> FloatArray:
        return -(signed / (1 + np.exp(signed @ at))[:, None]).sum(axis=0)

    steps = 1e-5 * np.eye(len(theta)) * np.maximum(np.abs(theta), 0.1)
    hessian = np.stack(
        [(slope(theta + step) - slope(theta - step)) / (2 * step.max()) for step in steps]
    )
    found = covariance(X, y, theta)
    assert found is not None
    np.testing.assert_allclose(found @ hessian, np.eye(len(theta)), atol=1e-5)


@pytest.mark.parametrize("repeat", [lambda x: x, lambda x: 3 - 2 * x, lambda x: 0 * x + 1])
def test_features_that_repeat_others_have_no_errors(repeat: Callable[[Any], Any]) -> None:
    X, y = moons()
    theta = np.append(minimum(X, y)[:-1], [0.0, minimum(X, y)[-1]])
    columns = np.column_stack([X, repeat(X[:, 0])])
    assert covariance(columns, y, theta) is None


def test_resamples_are_drawn_with_replacement_and_by_their_seed() -> None:
    counts = resample_counts(50, 400, seed=3)
    assert counts.shape == (400, 50)
    assert (counts.sum(axis=1) == 50).all()
    assert (counts == resample_counts(50, 400, seed=3)).all()
    assert (counts != resample_counts(50, 400, seed=4)).any()
    # A sample is left out of (1 − 1/n)ⁿ of them.
    assert (counts == 0).mean() == pytest.approx((1 - 1 / 50) ** 50, abs=0.01)


@SAMPLES
def test_refits_are_those_of_scikit_learn_on_the_same_resamples(samples: Samples) -> None:
    X, y = samples()
    counts = resample_counts(len(y), 30, seed=0)
    found = refit(X, y, counts, minimum(X, y))
    scaler = StandardScaler().fit(X)
    n_compared = 0
    for count, theta, is_minimum in zip(counts, found.thetas, found.is_minimum, strict=True):
        if not is_minimum:
            continue
        model = LogisticRegression(C=np.inf, solver="newton-cholesky", tol=1e-12, max_iter=500)
        model.fit(scaler.transform(X), y, sample_weight=count)
        np.testing.assert_allclose(theta[:-1], model.coef_[0] / scaler.scale_, rtol=1e-6)
        n_compared += 1
    assert n_compared >= 10


@pytest.mark.parametrize("samples", [iris, lambda: tuple(part[:24] for part in moons())])
def test_what_is_said_of_a_resample_is_what_a_linear_program_says(samples: Samples) -> None:
    X, y = samples()
    counts = resample_counts(len(y), 100, seed=0)
    found = refit(X, y, counts, minimum(X, y))
    columns = StandardScaler().fit_transform(X)
    for count, is_minimum, is_parted in zip(counts, found.is_minimum, found.is_parted, strict=True):
        drawn = count > 0
        can_be_parted = is_separable(columns[drawn], y[drawn])
        assert is_parted <= can_be_parted
        assert not (is_minimum and can_be_parted)
    assert 0 < found.is_parted.sum() < 100
    assert found.is_minimum.sum() > 20


def test_a_resample_of_one_class_has_no_minimum() -> None:
    X, y = moons()
    counts = np.stack([y, 1 - y, np.ones(len(y))]).astype(np.int64)
    found = refit(X, y, counts, minimum(X, y))
    assert found.is_parted.tolist() == [True, True, False]
    assert found.is_minimum.tolist() == [False, False, True]
    np.testing.assert_allclose(found.thetas[2], minimum(X, y), rtol=1e-9)


def test_classes_that_touch_are_neither_parted_nor_at_a_minimum() -> None:
    X, y = np.array([[0.0], [1], [1], [2]]), np.array([0.0, 0, 1, 1])
    found = refit(X, y, np.ones((1, 4), dtype=np.int64), np.array([1.0, -1.0]))
    assert not parts_all(X, y, found.thetas[0])
    assert not found.is_parted[0]
    assert not found.is_minimum[0]


def test_a_start_far_away_comes_to_the_same_minimum() -> None:
    X, y = moons()
    counts = resample_counts(len(y), 20, seed=1)
    near = refit(X, y, counts, minimum(X, y))
    far = refit(X, y, counts, np.array([30.0, 25.0, -40.0]))
    assert near.is_minimum.all()
    assert far.is_minimum.all()
    np.testing.assert_allclose(far.thetas, near.thetas, rtol=1e-7)
