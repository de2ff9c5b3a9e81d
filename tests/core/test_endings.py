"""Why a run ended: each reason beside an independent proof of it, or of the opposite."""

from collections import Counter
from typing import Any

import numpy as np
import pytest

from logreg import StopReason, Trace, fit
from logreg.core.optimality import excess_bound
from tests.oracles import (
    PROBLEM_IDS,
    PROBLEMS,
    FloatArray,
    Problem,
    is_parted_at_best,
    is_separable,
    lowest_objective,
    mean_log_loss,
    random_problem,
    scipy_minimum,
    with_ones,
)

CONVERGED, NO_MINIMUM = StopReason.CONVERGED, StopReason.NO_MINIMUM
STALLED, ITERATIONS = StopReason.STALLED, StopReason.ITERATIONS
SHAPES = ("gaussian", "grid", "wide", "steep", "heavy", "twice", "collinear")
PENALTIES = ((0.0, 0.0), (0.0, 0.0), (1e-5, 0.0), (0.05, 0.0), (0.0, 1e-6), (0.01, 0.01))
# Far from 0, tiny and huge: with the penalties in the same units, the same problem.
UNITS = ((0.0, 1.0), (0.0, 1.0), (1e7, 1.0), (0.0, 1e-16), (1e3, 1e8))


def newton(X: FloatArray, y: FloatArray, **choices: Any) -> Trace:
    return fit(X, y, optimizer="newton", n_iters=200, **choices)


def theta_of(trace: Trace) -> FloatArray:
    return np.append(trace.weights[-1], trace.bias[-1])


def drawn_problem(seed: int) -> tuple[FloatArray, FloatArray]:
    """A few samples of few features, of a shape that makes trouble."""
    random = np.random.default_rng(seed)
    shape = SHAPES[seed % len(SHAPES)]
    n_samples = int(random.integers(4, 30))
    n_features = n_samples + 3 if shape == "wide" else int(random.integers(1, 6))
    X = random.standard_normal((n_samples, n_features))
    if shape == "grid":
        X = np.round(1.5 * X)
    if shape == "heavy":
        X = random.standard_t(1.5, X.shape)
    if shape == "twice":
        X[:, -1] = X[:, 0]
    if shape == "collinear":
        X[:, -1] = X[:, 0] + 1e-3 * random.standard_normal(n_samples)
    noise = 0.3 if shape == "steep" else random.choice([0.1, 1.0, 3.0])
    scores = X @ random.standard_normal(n_features) + noise * random.logistic(size=n_samples)
    y = (scores > np.median(scores)).astype(float)
    y[:2] = 0, 1
    return X, y


# --- Newton's own ending --------------------------------------------------------------------------


def test_what_newton_says_of_its_end_is_true() -> None:
    """Of 210 problems: by SciPy's minimum, and by linear programs that part the classes."""
    said: Counter[StopReason] = Counter()
    for seed in range(210):
        X, y = drawn_problem(seed)
        offset, scale = UNITS[seed % len(UNITS)]
        X = (X + offset) - offset  # what rounding leaves of it
        l1, l2 = PENALTIES[seed % len(PENALTIES)]
        trace = newton((X + offset) * scale, y, l1=l1 * scale, l2=l2 * scale**2)
        said[trace.stop_reason] += 1
        is_free = l1 == 0 and l2 == 0
        parts_weakly = is_free and is_parted_at_best(X, y)
        if is_free and is_separable(X, y):
            assert trace.stop_reason is NO_MINIMUM, seed
        elif parts_weakly:
            assert trace.stop_reason is STALLED, seed
        else:
            assert trace.stop_reason is CONVERGED, seed
            lowest = lowest_objective(X, y, l1, l2)
            assert trace.objective[-1] <= lowest * (1 + 1e-8), seed
    assert said[CONVERGED] > 90
    assert said[NO_MINIMUM] > 20
    assert said[STALLED] >= 1


@pytest.mark.parametrize("l1", [1e-4, 1e-2])
@pytest.mark.parametrize("seed", [2, 19, 25, 36, 89, 92, 105, 109, 120, 127])
def test_newton_with_l1_reaches_the_minimum_where_features_outnumber_samples(
    seed: int, l1: float
) -> None:
    random = np.random.default_rng(seed)
    X, y = random.standard_normal((8, 15)), (random.random(8) > 0.5).astype(float)
    y[:2] = 0, 1
    trace = newton(X, y, l1=l1)
    assert trace.stop_reason is CONVERGED
    assert trace.objective[-1] <= lowest_objective(X, y, l1) * (1 + 1e-8)


@pytest.mark.parametrize("problem", PROBLEMS, ids=PROBLEM_IDS)
@pytest.mark.parametrize("offset", [1e4, 1e7, -1e9])
def test_newton_finds_the_same_weights_however_far_the_features_are_from_0(
    problem: Problem, offset: float
) -> None:
    X, y = problem.data()
    trace = newton(X + offset, y, validation=(X[:9] + offset, y[:9]), tol=1e-300)
    assert trace.stop_reason is CONVERGED
    expected = scipy_minimum(X, y)
    np.testing.assert_allclose(
        trace.weights[-1], expected[:-1], rtol=1e-5, atol=1e-15 * abs(offset)
    )
    # In the caller's units the line is where it was, to the digits that a bias so large has left.
    rounding = 1e-13 * abs(offset) * np.abs(expected).sum()
    logits = (X + offset) @ trace.weights[-1] + trace.bias[-1]
    assert np.abs(logits - with_ones(X) @ expected).max() <= 1e-5 + rounding
    assert trace.validation_loss is not None
    found = mean_log_loss(expected, X[:9], y[:9])
    assert trace.validation_loss[-1] == pytest.approx(found, rel=1e-4)
    # The gradient is that of the features as they came.
    zero = with_ones(X + offset).T @ (0.5 - y) / len(y)
    assert trace.gradient_norm[0] == pytest.approx(np.linalg.norm(zero), rel=1e-6)


@pytest.mark.parametrize("l2", [0.0, 0.1])
@pytest.mark.parametrize("scale", [1e-120, 1e-16, 1e-5, 1e10, 1e20])
def test_newton_finds_the_minimum_of_features_of_any_size(scale: float, l2: float) -> None:
    X, y = PROBLEMS[0].data()
    trace = newton(X * scale, y, l2=l2 * scale**2)
    assert trace.stop_reason is CONVERGED
    expected = scipy_minimum(X, y, l2)
    np.testing.assert_allclose(trace.weights[-1] * scale, expected[:-1], rtol=1e-6)
    assert trace.bias[-1] == pytest.approx(expected[-1], rel=1e-6)


def test_newton_is_never_told_to_lower_a_learning_rate() -> None:
    X, y = random_problem(60, 3)
    for trace in (newton(X * 1e-16, y), newton(X * 1e-200, y), newton(X + 1e12, y)):
        assert "learning rate" not in trace.message
        assert trace.stop_reason is not StopReason.DIVERGED


def test_classes_that_can_be_parted_have_no_minimum() -> None:
    trace = newton(np.array([[-1.0], [1.0]]), np.array([0, 1]))
    assert trace.stop_reason is NO_MINIMUM
    assert "no minimum" in trace.message
    assert trace.n_iters < 200


@pytest.mark.parametrize("penalty", [{"l1": 1e-3}, {"l2": 1e-3}, {"l1": 1e-9, "l2": 1e-9}])
def test_classes_that_can_be_parted_have_a_minimum_with_any_penalty(
    penalty: dict[str, float],
) -> None:
    X, y = np.array([[-1.0], [1.0], [2.0]]), np.array([0, 1, 1])
    trace = newton(X, y, **penalty)
    assert trace.stop_reason is CONVERGED
    assert trace.objective[-1] <= lowest_objective(X, y, **penalty) * (1 + 1e-8)


def test_classes_that_touch_at_one_point_are_not_said_to_have_a_minimum_or_none() -> None:
    # x = 0 is of both classes, all else parted: the loss falls towards ½ ln 2 for ever.
    X, y = np.array([[-1.0], [0.0], [0.0], [1.0]]), np.array([0, 0, 1, 1])
    for turned in (X, X @ [[1.0, 2.0]], np.column_stack([X, X**2])):
        trace = newton(turned, y)
        assert trace.stop_reason is STALLED
        assert trace.loss[-1] == pytest.approx(np.log(2) / 2, rel=1e-12)
        assert "nothing shows" in trace.message


@pytest.mark.parametrize("seed", range(6))
def test_classes_parted_along_one_direction_alone_have_no_minimum_that_is_claimed(
    seed: int,
) -> None:
    """Thirty samples overlap along a line, four lie beside it; turned, no axis shows either."""
    random = np.random.default_rng(seed)
    along = random.standard_normal(30)
    beside = np.array([[0.3, 1.0], [-0.2, 1.0], [0.5, -1.0], [0.1, -1.0]])
    X = np.vstack([np.column_stack([along, np.zeros(30)]), beside])
    y = np.append(along + 2 * random.standard_normal(30) > 0, [1, 1, 0, 0]).astype(float)
    angle = random.uniform(0.2, 1.3)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    for turned in (X, X @ turn):
        assert not is_separable(X, y)
        assert is_parted_at_best(X, y)
        assert newton(turned, y).stop_reason is STALLED


@pytest.mark.parametrize("batch_size", [1, 2, 5, 11])
def test_newton_on_a_mini_batch_never_claims_to_have_arrived(batch_size: int) -> None:
    """A batch of few samples soon has a loss of 0, which no step lowers; others have not."""
    X, y = random_problem(12, 2)
    trace = fit(X, y, n_iters=120, optimizer="newton", batch_size=batch_size)
    assert trace.stop_reason is ITERATIONS
    assert trace.n_iters == 120
    assert trace.loss[-1] > lowest_objective(X, y) * (1 + 1e-3)


# --- tol ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["gd", "adam", "newton"])
@pytest.mark.parametrize("problem", PROBLEMS[:5], ids=PROBLEM_IDS[:5])
def test_a_run_that_converged_by_tol_is_that_close_to_the_minimum(
    problem: Problem, name: str
) -> None:
    X, y = problem.data()
    for tol in (1e-2, 1e-4):
        trace = fit(X, y, 0.1, 20_000, optimizer=name, tol=tol)
        assert trace.stop_reason is CONVERGED
        assert trace.loss[-1] <= mean_log_loss(scipy_minimum(X, y), X, y) + tol


def test_a_small_gradient_of_small_features_is_no_minimum() -> None:
    X, y = PROBLEMS[0].data()
    trace = fit(X * 1e-8, y, 0.1, 100, tol=1e-6)
    assert trace.n_iters < 100
    assert trace.gradient_norm[-1] <= 1e-6
    assert trace.stop_reason is STALLED
    fall = trace.loss[-1] - lowest_objective(X, y)
    assert f"can still fall by {fall:.3f}." in trace.message


def test_a_small_gradient_where_the_classes_are_parted_is_no_minimum() -> None:
    X, y = np.array([[-1.0], [1.0]]), np.array([0, 1])
    trace = fit(X, y, 1.0, 10_000, tol=1e-3)
    assert trace.n_iters < 10_000
    assert trace.stop_reason is NO_MINIMUM
    assert "0.001" in trace.message


# --- The bound ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("l1", "l2"), [(0.0, 0.0), (0.0, 0.1), (0.02, 0.0), (0.02, 0.1)])
@pytest.mark.parametrize("problem", PROBLEMS, ids=PROBLEM_IDS)
def test_the_bound_is_never_below_what_is_left_and_close_to_it(
    problem: Problem, l1: float, l2: float
) -> None:
    X, y = problem.data()
    at_minimum = newton(X, y, l1=l1, l2=l2)
    lowest, best = lowest_objective(X, y, l1, l2), theta_of(at_minimum)
    random = np.random.default_rng(0)
    for size in (1e-1, 1e-2, 1e-3, 1e-4):
        theta = best + size * best * random.standard_normal(len(best))
        left = fit_value(theta, X, y, l1, l2) - lowest
        bound = excess_bound(X, y, theta, l1=l1, l2=l2)
        assert bound >= left - 1e-12
        if l1 == 0 and np.isfinite(bound):
            assert bound <= 1.5 * left + 1e-12
    assert excess_bound(X, y, best, l1=l1, l2=l2) <= 1e-9 * lowest


def fit_value(theta: FloatArray, X: FloatArray, y: FloatArray, l1: float, l2: float) -> float:
    weights = theta[:-1]
    penalty = l1 * np.abs(weights).sum() + l2 / 2 * weights @ weights
    return float(mean_log_loss(theta, X, y) + penalty)


@pytest.mark.parametrize("size", [0.0, 1.0, 10.0, 30.0, 100.0])
def test_there_is_no_bound_where_there_is_no_minimum(size: float) -> None:
    X, y = np.array([[-2.0], [-1.0], [1.0], [3.0]]), np.array([0.0, 0.0, 1.0, 1.0])
    assert excess_bound(X, y, np.array([size, 0.0])) == np.inf


# --- What went wrong ------------------------------------------------------------------------------


def years_and_pay() -> tuple[FloatArray, FloatArray]:
    random = np.random.default_rng(3)
    X = np.column_stack([random.uniform(1, 12, 80), random.uniform(20_000, 95_000, 80)])
    return X, (X[:, 0] * 9_000 > X[:, 1]).astype(float)


def test_a_loss_that_ends_above_its_start_is_said_with_its_cause() -> None:
    X, y = years_and_pay()
    message = fit(X, y, 0.1, 1000).message
    assert message.startswith(
        "Ended after the 1000 iterations asked for. The loss ended at 3.5 × 10⁷"
    )
    ratio = X.std(axis=0).max() / X.std(axis=0).min()
    assert f"such different scales (one spreads {ratio:.0f} times as wide as another)" in message
    assert message.endswith("Standardise the features.")


def test_features_far_from_0_are_named_as_the_cause() -> None:
    X, y = random_problem(60, 2)
    assert "features so far from 0" in fit(X + 50.0, y, 0.5, 100).message


@pytest.mark.parametrize(
    ("shift", "ratio", "cause"),
    [
        (2.9, 1.0, "the learning rate is too high. Lower it."),
        (3.1, 1.0, "too high for features so far from 0. Standardise the features."),
        (0.0, 9.9, "the learning rate is too high. Lower it."),
        (0.0, 10.1, "one spreads 10 times as wide as another). Standardise the features."),
    ],
)
def test_a_cause_is_named_beyond_three_deviations_from_0_and_a_tenfold_spread(
    shift: float, ratio: float, cause: str
) -> None:
    random = np.random.default_rng(0)
    X = random.standard_normal((60, 2))
    X = (X - X.mean(axis=0)) / X.std(axis=0) * (1, ratio) + (shift, 0)
    trace = fit(X, (random.random(60) < 0.5).astype(int), 60.0 / ratio**2, 200)
    assert trace.loss[-1] > trace.loss[0]
    assert trace.message.endswith(cause)


def test_a_rate_too_high_for_standardised_features_is_the_cause_itself() -> None:
    X, y = PROBLEMS[1].data()
    message = fit(X, y, 1000.0, 50).message
    assert message.endswith("the learning rate is too high. Lower it.")
    assert "tandardise" not in message
    assert "with its penalty" in fit(X, y, 1000.0, 50, l2=0.001).message


def test_a_loss_that_rises_often_but_ends_below_its_start_is_counted() -> None:
    X, y = PROBLEMS[1].data()
    trace = fit(X, y, 50.0, 100)
    rises = int((np.diff(trace.loss) > 1e-12 * trace.loss[:-1]).sum())
    assert rises > 5
    assert 1.05 * trace.loss.min() < trace.loss[-1] < np.log(2)
    assert f"The loss rose on {rises} of 100 steps: the learning rate is too high" in trace.message


def test_a_run_that_went_well_is_told_without_a_word_more() -> None:
    X, y = PROBLEMS[0].data()
    for choices in ({}, {"batch_size": 7}, {"optimizer": "momentum"}):
        assert fit(X, y, 0.1, 100, **choices).message == "Ended after the 100 iterations asked for."
