"""Weighted samples, beside repeated rows, the formulas written out, scikit-learn and SciPy."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from scipy.optimize import root
from scipy.special import expit
from sklearn.linear_model import LogisticRegression as SklearnLogisticRegression
from sklearn.metrics import log_loss as sklearn_log_loss
from sklearn.utils.class_weight import compute_class_weight

from logreg import OPTIMIZERS, LogisticLoss, StopReason, Trace, fit, log_loss
from logreg.core.optimality import excess_bound
from logreg.core.samples import training_weights
from tests.oracles import (
    PROBLEM_IDS,
    PROBLEMS,
    FloatArray,
    Problem,
    random_problem,
    scipy_minimum,
    smooth_gradient,
    with_ones,
)

FIRST_ORDER = [name for name in OPTIMIZERS if name != "newton"]
PENALTIES: list[dict[str, float]] = [{}, {"l2": 0.05}, {"l1": 0.01}, {"l1": 0.01, "l2": 0.05}]


def some_weights(n_samples: int, seed: int = 0) -> FloatArray:
    """From 0 to 3, a seventh of them 0."""
    weights = np.random.default_rng(seed).uniform(0, 3, n_samples)
    weights[3::7] = 0
    return weights


def some_counts(n_samples: int) -> Any:
    """How often each sample is there: from 0 to 4 times, the first two (one of each class) once."""
    counts = np.random.default_rng(1).integers(0, 5, n_samples)
    counts[:2] = 1
    return counts


def thetas_of(trace: Trace) -> FloatArray:
    return np.column_stack([trace.weights, trace.bias])


def value(theta: FloatArray, X: FloatArray, y: FloatArray, s: FloatArray) -> float:
    """Σsᵢℓᵢ/Σs."""
    z = with_ones(X) @ theta
    return float(s @ (np.logaddexp(0, z) - y * z) / s.sum())


def slope(
    theta: FloatArray, X: FloatArray, y: FloatArray, s: FloatArray, l2: float = 0.0
) -> FloatArray:
    """X̃ᵀ(s(p − y))/Σs + λ₂(w, 0)."""
    p = expit(with_ones(X) @ theta)
    return with_ones(X).T @ (s * (p - y)) / s.sum() + l2 * np.append(theta[:-1], 0)


def weighted_minimum(X: FloatArray, y: FloatArray, s: FloatArray, l2: float = 0.0) -> FloatArray:
    """Where SciPy finds no slope."""
    return np.asarray(root(slope, scipy_minimum(X, y, l2), args=(X, y, s, l2), tol=1e-14).x)


# --- The loss -------------------------------------------------------------------------------------


@pytest.mark.parametrize("n_samples", [9, 500, 4095, 4096, 4097, 10_000])
def test_the_weighted_loss_and_its_slope_follow_the_formulas(n_samples: int) -> None:
    X, y = random_problem(n_samples, 3)
    s = some_weights(n_samples)
    objective = LogisticLoss(X, y, s, l2=0.3)
    for theta in np.random.default_rng(1).standard_normal((3, 4)):
        penalty = 0.15 * theta[:-1] @ theta[:-1]
        assert objective.value(theta) == pytest.approx(value(theta, X, y, s) + penalty, rel=1e-12)
        expected = slope(theta, X, y, s, 0.3)
        np.testing.assert_allclose(objective.gradient(theta), expected, rtol=1e-11, atol=1e-14)


@pytest.mark.parametrize("n_samples", [40, 4095, 6000])
def test_a_weight_of_two_is_the_same_sample_twice_and_one_of_zero_none(n_samples: int) -> None:
    X, y = random_problem(n_samples, 3)
    counts = some_counts(n_samples)
    weighted = LogisticLoss(X, y, counts.astype(float), l1=0.1, l2=0.2)
    repeated = LogisticLoss(X.repeat(counts, axis=0), y.repeat(counts), l1=0.1, l2=0.2)
    for theta in np.random.default_rng(2).standard_normal((3, 4)):
        close = {"rtol": 1e-12, "atol": 1e-14}
        np.testing.assert_allclose(weighted.value(theta), repeated.value(theta), **close)
        np.testing.assert_allclose(weighted.gradient(theta), repeated.gradient(theta), **close)
        np.testing.assert_allclose(weighted.hessian(theta), repeated.hessian(theta), **close)


def test_the_log_loss_of_logits_is_that_of_scikit_learn() -> None:
    random = np.random.default_rng(0)
    logits, y, s = 3 * random.standard_normal((2, 60)), random.integers(0, 2, 60), some_weights(60)
    expected = [sklearn_log_loss(y, expit(row), sample_weight=s) for row in logits]
    np.testing.assert_allclose(log_loss(logits, y, s), expected, rtol=1e-12)
    np.testing.assert_array_equal(log_loss(logits, y, np.ones(60)), log_loss(logits, y))


# --- The run --------------------------------------------------------------------------------------


@pytest.mark.parametrize("penalty", PENALTIES)
@pytest.mark.parametrize("name", FIRST_ORDER)
def test_every_point_is_that_of_repeated_rows(name: str, penalty: dict[str, float]) -> None:
    X, y = random_problem(60, 3)
    counts = some_counts(60)
    weighted = fit(X, y, 0.3, 100, optimizer=name, sample_weight=counts, **penalty)
    rows = X.repeat(counts, axis=0), y.repeat(counts)
    repeated = fit(*rows, 0.3, 100, optimizer=name, **penalty)
    np.testing.assert_allclose(thetas_of(weighted), thetas_of(repeated), rtol=1e-12, atol=1e-12)
    for field in ("loss", "penalty", "gradient_norm"):
        one, two = getattr(weighted, field), getattr(repeated, field)
        np.testing.assert_allclose(one, two, rtol=1e-11, atol=1e-13)


@pytest.mark.parametrize("penalty", PENALTIES)
def test_newton_ends_where_it_does_on_repeated_rows(penalty: dict[str, float]) -> None:
    X, y = random_problem(60, 3)
    counts = some_counts(60)
    weighted = fit(X, y, n_iters=50, optimizer="newton", sample_weight=counts, **penalty)
    rows = X.repeat(counts, axis=0), y.repeat(counts)
    repeated = fit(*rows, n_iters=50, optimizer="newton", **penalty)
    assert weighted.stop_reason is repeated.stop_reason is StopReason.CONVERGED
    np.testing.assert_allclose(thetas_of(weighted)[-1], thetas_of(repeated)[-1], rtol=1e-8)


@pytest.mark.parametrize("batch_size", [None, 7])
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_equal_weights_are_none_at_all_to_the_bit(name: str, batch_size: int | None) -> None:
    X, y = random_problem(30, 2)
    given: dict[str, Any] = {"optimizer": name, "batch_size": batch_size, "n_iters": 30}
    without = thetas_of(fit(X, y, **given))
    for size in (0.1, 3.7, 1e-300, 1e50):
        trace = fit(X, y, **given, sample_weight=np.full(30, size))
        np.testing.assert_array_equal(thetas_of(trace), without)
    balanced = fit(X, y, **given, class_weight="balanced")
    assert (y == 1).sum() == 15
    np.testing.assert_array_equal(thetas_of(balanced), without)


@pytest.mark.parametrize("batch_size", [None, 7])
def test_only_the_ratios_of_weights_count(batch_size: int | None) -> None:
    X, y = random_problem(30, 2)
    s = some_weights(30)
    one, *others = (
        thetas_of(fit(X, y, 0.5, 40, batch_size=batch_size, sample_weight=size * s))
        for size in (1.0, 1e-300, 123.0, 1e49)
    )
    for other in others:
        np.testing.assert_allclose(other, one, rtol=1e-12, atol=1e-14)


def test_the_smallest_weights_are_weights() -> None:
    X, y = random_problem(30, 2)
    tiny, one = np.zeros(30), np.zeros(30)
    tiny[:2], one[:2] = 5e-324, 1
    trace = fit(X, y, 0.5, 10, sample_weight=tiny)
    np.testing.assert_array_equal(trace.weights, fit(X, y, 0.5, 10, sample_weight=one).weights)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_sample_of_weight_zero_is_not_seen_however_far_it_lies(name: str) -> None:
    X, y = random_problem(30, 2)
    given: dict[str, Any] = {"n_iters": 20, "optimizer": name}
    without = fit(X, y, **given)
    for far in (100.0, 1e50):
        rows, labels = np.vstack([X, [far, -far]]), np.append(y, 1)
        weights = np.append(np.ones(30), 0)
        beside = fit(rows, labels, **given, sample_weight=weights)
        k = min(beside.n_iters, without.n_iters)
        np.testing.assert_allclose(thetas_of(beside)[: k + 1], thetas_of(without)[: k + 1], 1e-7)
        np.testing.assert_allclose(beside.loss[: k + 1], without.loss[: k + 1], 1e-12)
        assert beside.stop_reason is without.stop_reason


# --- Batches --------------------------------------------------------------------------------------


@pytest.mark.parametrize("n_per_step", [1, 4, 6])
def test_over_an_epoch_the_steps_of_batches_are_on_average_that_of_all(n_per_step: int) -> None:
    """At θ = 0, from which an optimiser that stands still does not move."""
    X, y = random_problem(24, 2)
    s, seen = some_weights(24), []

    class Recorder:
        def start(self, theta: FloatArray) -> None: ...

        def step(
            self, objective: Any, theta: FloatArray, gradient: FloatArray, state: None
        ) -> tuple[FloatArray, None]:
            seen.append(gradient)
            return theta.copy(), None

    n_steps = 24 // n_per_step
    fit(X, y, n_iters=n_steps, optimizer=Recorder(), batch_size=n_per_step, sample_weight=s)
    assert len(seen) == n_steps
    expected = slope(np.zeros(3), X, y, s)
    np.testing.assert_allclose(np.mean(seen, axis=0), expected, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("penalty", PENALTIES)
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_batch_of_weights_zero_alone_is_no_trouble(name: str, penalty: dict[str, float]) -> None:
    """Warnings are errors here."""
    X, y = random_problem(12, 2)
    s = np.zeros(12)
    s[:2] = 1, 2
    trace = fit(X, y, 0.1, 40, optimizer=name, batch_size=1, sample_weight=s, **penalty)
    assert np.isfinite(thetas_of(trace)).all()
    if name == "gd" and not penalty:
        moves = [not np.array_equal(*pair) for pair in pairwise(thetas_of(trace))]
        # Two of twelve samples move the weights, once in each of three epochs and a third.
        assert 6 <= sum(moves) <= 8


# --- The minimum ----------------------------------------------------------------------------------


@pytest.mark.parametrize("class_weight", [None, "balanced"])
@pytest.mark.parametrize("weighs", [False, True])
@pytest.mark.parametrize("problem", PROBLEMS, ids=PROBLEM_IDS)
def test_the_minimum_is_that_of_scikit_learn_and_of_scipy(
    problem: Problem, weighs: bool, class_weight: str | None
) -> None:
    X, y = problem.data()
    sample_weight = some_weights(len(y)) + 0.01 if weighs else None
    given = {"sample_weight": sample_weight}
    trace = fit(X, y, n_iters=50, optimizer="newton", l2=0.05, class_weight=class_weight, **given)
    assert trace.stop_reason is StopReason.CONVERGED
    total = len(y) if sample_weight is None else sample_weight.sum()
    theirs = SklearnLogisticRegression(
        C=1 / (total * 0.05), class_weight=class_weight, solver="newton-cholesky", tol=1e-12
    ).fit(X, y, **given)
    theta = np.append(theirs.coef_[0], theirs.intercept_[0])
    np.testing.assert_allclose(thetas_of(trace)[-1], theta, rtol=1e-8, atol=1e-8)
    s = np.ones(len(y)) if sample_weight is None else sample_weight
    if class_weight:
        by_class = compute_class_weight("balanced", classes=np.array([0, 1]), y=y, sample_weight=s)
        s = s * by_class[y.astype(int)]
    found = weighted_minimum(X, y, s, 0.05)
    np.testing.assert_allclose(thetas_of(trace)[-1], found, rtol=1e-8, atol=1e-8)
    assert trace.loss[-1] == pytest.approx(value(found, X, y, s), rel=1e-8)


@pytest.mark.parametrize("weighs", [False, True])
def test_balanced_weights_are_those_of_scikit_learn_and_of_mean_1(weighs: bool) -> None:
    y = (np.arange(50) % 5 == 0).astype(float)
    s = some_weights(50) if weighs else None
    theirs = compute_class_weight("balanced", classes=np.array([0, 1]), y=y, sample_weight=s)
    expected = theirs[y.astype(int)] * (1 if s is None else s)
    ours = training_weights(y, s, "balanced")
    assert ours is not None
    assert ours.mean() == pytest.approx(1, rel=1e-14)
    np.testing.assert_allclose(ours, expected / expected.mean(), rtol=1e-13)
    assert ours @ y == pytest.approx(ours @ (1 - y), rel=1e-13)


# --- What is shown of a run's end -----------------------------------------------------------------


def test_a_sample_of_weight_zero_need_not_be_parted_from_the_others() -> None:
    X, y = np.array([[-2.0], [-1.0], [1.0], [2.0], [-3.0]]), np.array([0.0, 0, 1, 1, 1])
    given: dict[str, Any] = {"optimizer": "newton", "n_iters": 200}
    assert fit(X, y, **given).stop_reason is StopReason.CONVERGED
    parted = fit(X, y, **given, sample_weight=[1, 1, 1, 1, 0])
    assert parted.stop_reason is StopReason.NO_MINIMUM
    assert fit(X, y, **given, sample_weight=[1, 1, 1, 1, 1e-3]).stop_reason is StopReason.CONVERGED


@pytest.mark.parametrize("l2", [0.0, 0.1])
@pytest.mark.parametrize("problem", PROBLEMS, ids=PROBLEM_IDS)
def test_the_bound_knows_the_weights(problem: Problem, l2: float) -> None:
    """It is never below what is left, and close to it; the bound without weights is neither."""
    X, y = problem.data()
    s = some_weights(len(y)) + 0.01
    best = weighted_minimum(X, y, s, l2)

    def objective(theta: FloatArray) -> float:
        return value(theta, X, y, s) + l2 / 2 * float(theta[:-1] @ theta[:-1])

    lowest, random, n_close = objective(best), np.random.default_rng(0), 0
    for size in (1e-2, 1e-3):
        theta = best + size * best * random.standard_normal(len(best))
        left = objective(theta) - lowest
        bound = excess_bound(X, y, theta, s, l2=l2)
        assert bound >= left - 1e-12
        n_close += bound <= 1.5 * left + 1e-12
    assert n_close
    assert excess_bound(X, y, best, s, l2=l2) <= 1e-9 * lowest
    assert excess_bound(X, y, best, l2=l2) > 1e-6


def test_a_run_that_converged_by_tol_is_that_close_to_the_weighted_minimum() -> None:
    X, y = PROBLEMS[0].data()
    s = some_weights(len(y))
    trace = fit(X, y, 1.0, 50_000, tol=1e-7, sample_weight=s)
    assert trace.stop_reason is StopReason.CONVERGED
    lowest = value(weighted_minimum(X, y, s), X, y, s)
    assert trace.loss[-1] - lowest <= 1e-7
    assert np.linalg.norm(slope(thetas_of(trace)[-1], X, y, s)) <= 1e-7


# --- Held-out samples -----------------------------------------------------------------------------


def test_the_validation_loss_is_unweighted_but_by_weights_of_its_own() -> None:
    X, y = random_problem(60, 2)
    s, own = some_weights(40), some_weights(20, seed=4)
    given: dict[str, Any] = {"n_iters": 5, "sample_weight": s, "class_weight": "balanced"}
    plain = fit(X[:40], y[:40], **given, validation=(X[40:], y[40:]))
    weighted = fit(X[:40], y[:40], **given, validation=(X[40:], y[40:], own))
    for trace, weights in ((plain, np.ones(20)), (weighted, own)):
        expected = [value(theta, X[40:], y[40:], weights) for theta in thetas_of(trace)]
        assert trace.validation_loss is not None
        np.testing.assert_allclose(trace.validation_loss, expected, rtol=1e-12)


# --- Where a run starts ---------------------------------------------------------------------------


@pytest.mark.parametrize("offset", [0.0, 1e4])
@pytest.mark.parametrize("name", ["gd", "newton"])
def test_a_run_goes_on_from_where_another_ended(name: str, offset: float) -> None:
    X, y = random_problem(60, 2)
    X = X + offset
    rate = 1e-9 if offset else 0.3
    whole = fit(X, y, rate, 4, optimizer=name)
    first = fit(X, y, rate, 2, optimizer=name)
    second = fit(X, y, rate, 2, optimizer=name, start=(first.weights[-1], first.bias[-1]))
    np.testing.assert_allclose(second.weights, whole.weights[2:], rtol=1e-9)
    np.testing.assert_allclose(second.bias, whole.bias[2:], rtol=1e-9)
    np.testing.assert_allclose(second.loss, whole.loss[2:], rtol=1e-9)


def test_a_run_from_the_minimum_ends_there() -> None:
    X, y = PROBLEMS[0].data()
    best = scipy_minimum(X, y)
    trace = fit(X, y, tol=1e-9, start=(best[:-1], best[-1]))
    assert trace.n_iters == 0
    assert trace.stop_reason is StopReason.CONVERGED
    np.testing.assert_array_equal(thetas_of(trace)[0], best)
    step = fit(X, y, 0.5, 1, start=([2, -1], 3))
    expected = np.array([2, -1, 3]) - 0.5 * smooth_gradient(np.array([2.0, -1, 3]), X, y)
    np.testing.assert_allclose(thetas_of(step)[1], expected, rtol=1e-12)


# --- What is refused ------------------------------------------------------------------------------

REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "negative": ({"sample_weight": [1, -2, 1, 1]}, r"holds -2 in row 1 .* between 0 and 1e\+50"),
    "NaN": ({"sample_weight": [1, 1, np.nan, 1]}, r"holds nan in row 2"),
    "infinite": ({"sample_weight": [1, 1, 1, np.inf]}, r"holds inf in row 3"),
    "all zero": ({"sample_weight": np.zeros(4)}, r"must hold a weight other than zero\.$"),
    "short": ({"sample_weight": [1, 1]}, r"one number per row, 4 in all, not .* \(2,\)\.$"),
    "one number": ({"sample_weight": 2}, r"one number per row, 4 in all"),
    "column": ({"sample_weight": np.ones((4, 1))}, r"np\.ravel\(sample_weight\) makes it flat"),
    "text": ({"sample_weight": ["1"] * 4}, r"sample_weight must hold numbers only"),
    "None among": ({"sample_weight": [1, None, 1, 1]}, r"sample_weight must hold numbers only"),
    "one class counts": (
        {"sample_weight": [1, 0, 1, 0]},
        r"only class 0 where sample_weight is above 0; training needs samples of both",
    ),
    "class weight": ({"class_weight": "heavy"}, r"class_weight must be one of balanced, not"),
    "validation weights": (
        {"validation": ([[0.0]], [1], [-1.0])},
        r"validation sample_weight holds -1 in row 0",
    ),
    "validation of four": ({"validation": (1, 2, 3, 4)}, r"\(X, y, sample_weight\), not 4 items"),
    "start alone": ({"start": [1.0, 2.0, 3.0]}, r"start must be a pair \(weights, bias\), not 3"),
    "start too long": ({"start": ([1.0, 2.0], 0.0)}, r"start has 2 weights, but X has 1 feature;"),
    "start NaN": ({"start": ([np.nan], 0.0)}, r"start weights holds nan"),
    "start far": ({"start": ([1e16], 0.0)}, r"start weights must be at most 2\.2\d*e\+15 in size"),
    "bias far": ({"start": ([0.0], -1e16)}, r"start bias must be between"),
}


@pytest.mark.parametrize(("choices", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_weighed_is_refused_in_a_sentence(
    choices: dict[str, Any], message: str
) -> None:
    X, y = np.array([[0.0], [1], [2], [3]]), np.array([0, 1, 0, 1])
    with pytest.raises(ValueError, match=message) as refused:
        fit(X, y, **choices)
    assert str(refused.value).endswith(".")


def test_weights_that_are_objects_are_numbers() -> None:
    X, y = random_problem(6, 1)
    s = [1, 2, 3, 4, 5, 6]
    as_objects = fit(X, y, n_iters=3, sample_weight=np.array(s, dtype=object))
    np.testing.assert_array_equal(as_objects.loss, fit(X, y, n_iters=3, sample_weight=s).loss)
