"""`fit`: every row of its trace, how it ends, and what it refuses."""

import re
import tracemalloc
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_matrix
from sklearn.datasets import load_breast_cancer
from sklearn.preprocessing import StandardScaler

from logreg import (
    OPTIMIZERS,
    Adam,
    GradientDescent,
    Momentum,
    Nesterov,
    StopReason,
    Trace,
    fit,
)
from tests.oracles import (
    PROBLEM_IDS,
    PROBLEMS,
    FloatArray,
    Problem,
    largest_curvature,
    mean_log_loss,
    random_problem,
    scipy_minimum,
    smooth_gradient,
    smooth_part,
    textbook_loop,
)

X6 = np.array([[0.0, 1.0], [1.0, 0.0], [2.0, 1.0], [1.0, 3.0], [0.0, 0.0], [3.0, 1.0]])
Y6 = np.array([0.0, 1.0, 0.0, 1.0, 0.0, 1.0])


def thetas_of(trace: Trace) -> FloatArray:
    return np.column_stack([trace.weights, trace.bias])


def arrays_of(trace: Trace) -> list[FloatArray]:
    arrays = [trace.weights, trace.bias, trace.loss, trace.penalty, trace.gradient_norm]
    return arrays if trace.validation_loss is None else [*arrays, trace.validation_loss]


def assert_same(trace: Trace, other: Trace) -> None:
    for one, two in zip(arrays_of(trace), arrays_of(other), strict=True):
        np.testing.assert_array_equal(one, two)


# --- The trace ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", OPTIMIZERS)
@pytest.mark.parametrize("batch_size", [None, 7])
def test_a_trace_has_one_row_per_update_and_the_starting_point(
    name: str, batch_size: int | None
) -> None:
    X, y = random_problem(50, 3)
    trace = fit(X, y, 0.1, 3, optimizer=name, batch_size=batch_size, validation=(X[:9], y[:9]))
    assert trace.weights.shape == (4, 3)
    for array in arrays_of(trace)[1:]:
        assert array.shape == (4,)
    assert trace.n_iters == 3
    assert trace.stop_reason is StopReason.ITERATIONS


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_run_starts_at_zero_with_loss_ln_2(name: str) -> None:
    X, y = random_problem(50, 3)
    trace = fit(X, y, 0.1, 3, optimizer=name, l1=0.1, l2=0.1, validation=(X[:9], y[:9]))
    assert not trace.weights[0].any()
    assert trace.bias[0] == 0.0
    assert trace.penalty[0] == 0.0
    assert trace.loss[0] == pytest.approx(np.log(2), rel=1e-15)
    assert trace.validation_loss is not None
    assert trace.validation_loss[0] == pytest.approx(np.log(2), rel=1e-15)


def test_no_iterations_is_a_trace_of_the_starting_point() -> None:
    trace = fit(X6, Y6, n_iters=0)
    assert trace.weights.tolist() == [[0.0, 0.0]]
    assert trace.bias.tolist() == [0.0]
    assert trace.n_iters == 0
    assert trace.stop_reason is StopReason.ITERATIONS
    expected = np.linalg.norm(smooth_gradient(np.zeros(3), X6, Y6))
    assert trace.gradient_norm[0] == pytest.approx(expected, rel=1e-13)


def assert_is_the_textbook_run(X: FloatArray, y: FloatArray, rate: float, n_iters: int) -> None:
    weights, biases, losses = textbook_loop(X, y, rate, n_iters)
    trace = fit(X, y, rate, n_iters)
    np.testing.assert_allclose(trace.weights, weights, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(trace.bias, biases, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(trace.loss, losses, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize(
    ("n_samples", "n_features"), [(200, 2), (7, 1), (8, 3), (9, 2), (500, 5), (4097, 3)]
)
def test_every_iterate_and_loss_is_that_of_the_textbook_loop(
    n_samples: int, n_features: int
) -> None:
    assert_is_the_textbook_run(*random_problem(n_samples, n_features), 0.5, 300)


def test_every_iterate_on_all_of_breast_cancer_is_that_of_the_textbook_loop() -> None:
    X, y = load_breast_cancer(return_X_y=True)
    assert_is_the_textbook_run(StandardScaler().fit_transform(X), y.astype(float), 0.1, 1000)


@settings(deadline=None, max_examples=40)
@given(
    n_samples=st.integers(2, 40),
    n_features=st.integers(1, 4),
    seed=st.integers(0, 10_000),
    rate=st.floats(1e-3, 0.5),
)
def test_any_run_is_that_of_the_textbook_loop(
    n_samples: int, n_features: int, seed: int, rate: float
) -> None:
    assert_is_the_textbook_run(*random_problem(n_samples, n_features, seed), rate, 50)


@pytest.mark.parametrize("name", OPTIMIZERS)
@pytest.mark.parametrize("batch_size", [None, 7])
@pytest.mark.parametrize("l2", [0.0, 0.3])
def test_loss_penalty_and_gradient_norm_are_those_of_all_samples_at_every_iterate(
    name: str, batch_size: int | None, l2: float
) -> None:
    X, y = random_problem(60, 3)
    trace = fit(X, y, 0.1, 20, optimizer=name, batch_size=batch_size, l2=l2)
    for k, theta in enumerate(thetas_of(trace)):
        norm = np.linalg.norm(smooth_gradient(theta, X, y, l2))
        assert trace.loss[k] == pytest.approx(mean_log_loss(theta, X, y), rel=1e-12)
        assert trace.penalty[k] == pytest.approx(l2 / 2 * theta[:-1] @ theta[:-1], rel=1e-12)
        assert trace.gradient_norm[k] == pytest.approx(norm, rel=1e-9, abs=1e-14)


@pytest.mark.parametrize("batch_size", [None, 7])
def test_with_l1_the_gradient_norm_is_that_of_the_smallest_subgradient(
    batch_size: int | None,
) -> None:
    X, y = random_problem(60, 6, seed=3)
    trace = fit(X, y, 0.2, 40, l1=0.05, l2=0.1, batch_size=batch_size)
    assert (trace.weights[1:] == 0).any()
    for k, theta in enumerate(thetas_of(trace)):
        weights = theta[:-1]
        slopes = smooth_gradient(theta, X, y, 0.1)
        # A zero weight's subgradient is anything in slope ± l1: the smallest is the excess.
        slopes[:-1] = np.where(
            weights == 0,
            np.maximum(np.abs(slopes[:-1]) - 0.05, 0),
            slopes[:-1] + 0.05 * np.sign(weights),
        )
        assert trace.gradient_norm[k] == pytest.approx(np.linalg.norm(slopes), rel=1e-9)
        expected = 0.05 * weights @ weights + 0.05 * np.abs(weights).sum()
        assert trace.penalty[k] == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("size", [1e-12, 1.0, 1e9])
def test_a_rise_is_counted_by_its_share_whatever_the_size_of_the_loss(size: float) -> None:
    shares = np.array([1.0, 1.0 + 1e-15, 0.5, 0.5 + 1e-9, 0.4, 0.3, 0.6])
    column = np.zeros(len(shares))
    trace = Trace(
        weights=column[:, None].copy(),
        bias=column.copy(),
        loss=size * shares,
        penalty=column.copy(),
        gradient_norm=column.copy(),
        validation_loss=None,
        stop_reason=StopReason.ITERATIONS,
        message="",
    )
    assert trace.n_rises == 2


def test_validation_loss_is_the_log_loss_of_the_held_out_samples_and_changes_nothing() -> None:
    X, y = random_problem(80, 3)
    trace = fit(X[:50], y[:50], 0.5, 30, validation=(X[50:], y[50:]))
    assert trace.validation_loss is not None
    for theta, loss in zip(thetas_of(trace), trace.validation_loss, strict=True):
        assert loss == pytest.approx(mean_log_loss(theta, X[50:], y[50:]), rel=1e-12)
    without = fit(X[:50], y[:50], 0.5, 30)
    assert without.validation_loss is None
    np.testing.assert_array_equal(trace.weights, without.weights)


def test_held_out_samples_may_be_of_one_class() -> None:
    trace = fit(X6, Y6, n_iters=3, validation=(X6[:1], Y6[:1]))
    assert trace.validation_loss is not None
    expected = mean_log_loss(thetas_of(trace)[-1], X6[:1], Y6[:1])
    assert trace.validation_loss[-1] == pytest.approx(expected, rel=1e-13)


def test_the_callers_arrays_are_left_as_they_were() -> None:
    X, y = X6.copy(), Y6.copy()
    fit(X, y, n_iters=5, batch_size=2, validation=(X, y))
    np.testing.assert_array_equal(X, X6)
    np.testing.assert_array_equal(y, Y6)


@pytest.mark.parametrize("kind", [list, np.asfortranarray, np.float32, np.int64, bool])
def test_data_of_any_numeric_kind_gives_the_same_run(kind: Any) -> None:
    labels = Y6.astype(kind) if kind in (np.float32, np.int64, bool) else kind(Y6)
    samples = X6.astype(kind) if kind in (np.float32, np.int64) else X6
    samples = np.asfortranarray(X6) if kind is np.asfortranarray else samples
    samples = X6.tolist() if kind is list else samples
    assert_same(fit(samples, labels, n_iters=20), fit(X6, Y6, n_iters=20))


@pytest.mark.parametrize("keep", ["all", "last"])
@pytest.mark.parametrize("weighs", [False, True])
@pytest.mark.parametrize(("n_samples", "rate"), [(6, 0.3), (300, 2.0), (4095, 0.1), (50, 1e50)])
def test_the_fast_loop_gives_what_the_general_one_does(
    n_samples: int, rate: float, weighs: bool, keep: str
) -> None:
    """A tolerance that is never met, or an optimiser of one's own, takes the general one."""
    X, y = random_problem(n_samples, 3)
    weights = np.random.default_rng(1).uniform(0, 2, n_samples) if weighs else None
    given: dict[str, Any] = {"sample_weight": weights, "keep": keep, "validation": (X[:5], y[:5])}

    class Own(GradientDescent):
        pass

    fast = fit(X, y, rate, 700, **given)
    for general in (
        fit(X, y, rate, 700, tol=1e-300, **given),
        fit(X, y, 1.0, 700, optimizer=Own(rate), **given),
    ):
        assert fast.message == general.message
        for name in ("weights", "bias", "loss", "gradient_norm", "validation_loss"):
            one, other = getattr(fast, name), getattr(general, name)
            np.testing.assert_allclose(one, other, 1e-9, 1e-13, err_msg=name)


@pytest.mark.parametrize("rate", [1e-99, 1e-300])
def test_the_slope_keeps_its_digits_where_the_smallest_steps_move_nothing(rate: float) -> None:
    X, y = random_problem(60, 2)
    trace = fit(X, y, rate, 3)
    usual = fit(X, y, 0.1, 1)
    np.testing.assert_allclose(trace.gradient_norm, usual.gradient_norm[0], rtol=1e-12)


def test_an_optimiser_derived_from_gradient_descent_takes_its_own_steps() -> None:
    class Halved(GradientDescent):
        def step(self, objective: Any, theta: FloatArray, gradient: FloatArray, state: Any) -> Any:
            return super().step(objective, theta, gradient / 2, state)

    halved = fit(X6, Y6, n_iters=20, optimizer=Halved(0.4))
    np.testing.assert_allclose(halved.weights, fit(X6, Y6, 0.2, 20).weights, rtol=1e-12)


# --- Optimisers and batches -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "instance"),
    [
        ("gd", GradientDescent(0.3)),
        ("momentum", Momentum(0.3)),
        ("nesterov", Nesterov(0.3)),
        ("adam", Adam(0.3)),
    ],
)
def test_an_optimiser_may_be_passed_and_brings_its_own_rate(name: str, instance: Any) -> None:
    by_name = fit(X6, Y6, 0.3, 20, optimizer=name)
    by_instance = fit(X6, Y6, 99.0, 20, optimizer=instance)
    assert_same(by_name, by_instance)


def test_settings_of_a_passed_optimiser_are_used() -> None:
    X, y = random_problem(30, 2)
    # Without momentum the heavy ball is plain gradient descent.
    still = fit(X, y, n_iters=20, optimizer=Momentum(0.3, beta=0.0))
    weights, _, _ = textbook_loop(X, y, 0.3, 20)
    np.testing.assert_allclose(still.weights, weights, rtol=1e-9, atol=1e-9)


@dataclass
class Recorder:
    """An optimiser that notes the gradient it is given and stays where it is."""

    gradients: list[FloatArray] = field(default_factory=list)

    def start(self, theta: FloatArray) -> None:
        return None

    def step(
        self, objective: Any, theta: FloatArray, gradient: FloatArray, state: None
    ) -> tuple[FloatArray, None]:
        self.gradients.append(gradient.copy())
        return theta.copy(), None


def batches_of(n_samples: int, batch_size: int, n_iters: int, seed: int) -> list[list[int]]:
    """The samples of each batch, read off the gradients.

    Sample i is the i-th unit vector, so at θ = 0 the gradient is ±½/m for each of its m samples
    and 0 for all others.
    """
    y = np.arange(n_samples) % 2
    recorder = Recorder()
    fit(
        np.eye(n_samples),
        y,
        n_iters=n_iters,
        optimizer=recorder,
        batch_size=batch_size,
        seed=seed,
    )
    batches = []
    for gradient in recorder.gradients:
        rows = np.flatnonzero(np.abs(gradient[:-1]) > 1e-12)
        signs = np.where(y[rows] == 1, -1, 1)
        np.testing.assert_allclose(gradient[rows], signs * 0.5 / len(rows), rtol=1e-12)
        batches.append(rows.tolist())
    return batches


@pytest.mark.parametrize(
    ("batch_size", "sizes"), [(1, [1] * 10), (3, [3, 3, 3, 1]), (5, [5, 5]), (9, [9, 1])]
)
def test_an_epoch_uses_every_sample_once_in_a_new_order(batch_size: int, sizes: list[int]) -> None:
    n_batches = len(sizes)
    batches = batches_of(10, batch_size, 4 * n_batches, seed=0)
    epochs = [batches[i : i + n_batches] for i in range(0, len(batches), n_batches)]
    for epoch in epochs:
        assert [len(batch) for batch in epoch] == sizes
        assert sorted(row for batch in epoch for row in batch) == list(range(10))
    assert any(epoch != epochs[0] for epoch in epochs[1:])


def test_batches_follow_the_seed() -> None:
    assert batches_of(10, 3, 8, seed=5) == batches_of(10, 3, 8, seed=5)
    assert batches_of(10, 3, 8, seed=5) != batches_of(10, 3, 8, seed=6)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_mini_batch_run_is_reproducible_to_the_bit(name: str) -> None:
    X, y = random_problem(60, 3)

    def again(seed: int) -> Trace:
        return fit(X, y, 0.1, 30, optimizer=name, batch_size=16, seed=seed)

    assert_same(again(3), again(3))
    assert not np.array_equal(again(3).weights, again(4).weights)


def test_a_run_leaves_the_global_random_state_alone() -> None:
    np.random.seed(1)
    expected = np.random.random()
    np.random.seed(1)
    fit(X6, Y6, n_iters=5, batch_size=2)
    assert np.random.random() == expected


def test_mini_batch_steps_follow_the_gradient_of_their_batch_with_the_whole_penalty() -> None:
    X, y = random_problem(12, 2)
    trace = fit(X, y, 0.5, 1, batch_size=5, l2=0.4, seed=9)
    order = [row for row in range(12) if row in batches_of(12, 5, 1, seed=9)[0]]
    expected = -0.5 * smooth_gradient(np.zeros(3), X[order], y[order], 0.4)
    np.testing.assert_allclose(thetas_of(trace)[1], expected, rtol=1e-10)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_batch_of_all_samples_is_the_full_batch(name: str) -> None:
    full = fit(X6, Y6, 0.2, 20, optimizer=name)
    assert_same(full, fit(X6, Y6, 0.2, 20, optimizer=name, batch_size=6, seed=7))


def test_mini_batches_approach_the_minimum() -> None:
    X, y = PROBLEMS[0].data()
    trace = fit(X, y, 0.05, 4000, batch_size=30)
    minimum = smooth_part(scipy_minimum(X, y), X, y)
    assert trace.loss[-1] == pytest.approx(minimum, rel=0.05)


# --- How a run ends -------------------------------------------------------------------------------


def assert_is_sentence(text: str) -> None:
    assert re.fullmatch(r"\S.* .*[^\s.]\.", text), text


@pytest.mark.parametrize("l1", [0.0, 0.05])
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_run_ends_where_the_gradient_norm_first_reaches_tol(name: str, l1: float) -> None:
    X, y = PROBLEMS[0].data()
    trace = fit(X, y, 0.1, 20_000, optimizer=name, tol=1e-4, l1=l1)
    assert trace.stop_reason is StopReason.CONVERGED
    assert trace.gradient_norm[-1] <= 1e-4
    assert (trace.gradient_norm[:-1] > 1e-4).all()
    assert 0 < trace.n_iters < 20_000
    assert_is_sentence(trace.message)
    assert "0.0001" in trace.message


def test_a_mini_batch_run_ends_at_tol_of_the_full_gradient() -> None:
    X, y = PROBLEMS[0].data()
    trace = fit(X, y, 0.05, 5000, batch_size=100, tol=0.01)
    assert trace.stop_reason is StopReason.CONVERGED
    last = np.linalg.norm(smooth_gradient(thetas_of(trace)[-1], X, y))
    assert last <= 0.01 * (1 + 1e-9)


def test_newton_ends_by_itself_where_no_step_lowers_the_loss() -> None:
    X, y = PROBLEMS[0].data()
    trace = fit(X, y, n_iters=500, optimizer="newton")
    assert trace.stop_reason is StopReason.CONVERGED
    assert trace.n_iters < 50
    assert_is_sentence(trace.message)
    np.testing.assert_allclose(thetas_of(trace)[-1], scipy_minimum(X, y), rtol=1e-6)


def test_all_iterations_used_is_told_in_a_sentence() -> None:
    trace = fit(X6, Y6, n_iters=12)
    assert_is_sentence(trace.message)
    assert "12" in trace.message


def test_one_iteration_is_not_called_iterations() -> None:
    assert "1 iterations" not in fit(X6, Y6, n_iters=1).message
    assert "1 iterations" not in fit(X6, Y6, 0.001, 5, tol=0.3003).message


DIVERGING: dict[str, dict[str, Any]] = {
    "gd, l2 x rate of 2.1": {"learning_rate": 2.1, "l2": 1.0, "n_iters": 5000},
    "gd, l2 x rate of 50": {"learning_rate": 50.0, "l2": 1.0, "n_iters": 2000},
    "gd, huge l2": {"learning_rate": 1.0, "l2": 1e50, "n_iters": 10},
    "gd, huge rate": {"learning_rate": 1e50, "n_iters": 10},
    "gd, huge rate, mini-batch": {"learning_rate": 1e50, "n_iters": 10, "batch_size": 2},
    "gd, huge rate and l1": {"learning_rate": 1e50, "l1": 0.1, "n_iters": 10},
    "momentum, huge rate": {"learning_rate": 1e50, "n_iters": 50, "optimizer": "momentum"},
    "momentum, l2": {"learning_rate": 30.0, "l2": 1.0, "n_iters": 500, "optimizer": "momentum"},
    "nesterov, huge rate": {"learning_rate": 1e50, "n_iters": 50, "optimizer": "nesterov"},
    "nesterov, l2": {"learning_rate": 30.0, "l2": 1.0, "n_iters": 500, "optimizer": "nesterov"},
    "adam, huge rate": {"learning_rate": 1e50, "n_iters": 50, "optimizer": "adam"},
    "adam, huge rate, mini-batch": {
        "learning_rate": 1e50,
        "n_iters": 50,
        "optimizer": "adam",
        "batch_size": 4,
    },
}


@pytest.mark.parametrize("choices", DIVERGING.values(), ids=DIVERGING.keys())
def test_a_diverging_run_says_so_and_keeps_only_finite_rows(choices: dict[str, Any]) -> None:
    trace = fit(X6, Y6, **choices, validation=(X6, Y6))
    assert trace.stop_reason is StopReason.DIVERGED
    assert_is_sentence(trace.message)
    assert str(len(trace.loss)) in trace.message
    assert 1 <= len(trace.loss) <= choices["n_iters"]
    for array in arrays_of(trace):
        assert len(array) == len(trace.loss)
        assert np.isfinite(array).all()


@pytest.mark.parametrize("scale", [1e-200, 1e-154, 1.0, 1e25, 1e49])
@pytest.mark.parametrize("rate", [1e-50, 1.0, 1e25, 1e50])
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_no_allowed_size_of_data_or_rate_gives_a_warning_or_a_nan(
    name: str, rate: float, scale: float
) -> None:
    for choices in ({}, {"l1": 1e50}, {"l2": 1e50}, {"l1": 0.1, "l2": 0.1, "batch_size": 4}):
        trace = fit(X6 * scale, Y6, rate, 30, optimizer=name, validation=(X6, Y6), **choices)
        assert len(trace.loss) >= 1
        for array in arrays_of(trace):
            assert np.isfinite(array).all()


@pytest.mark.parametrize("sign", [-1, 1])
def test_a_weight_may_leave_all_bounds_on_either_side(sign: int) -> None:
    """The one step of this run goes 5e49 down, or up, and the bias stays 0."""
    trace = fit(sign * np.array([[1.0], [3.0]]), [1, 0], 1e50, 1)
    assert trace.stop_reason is StopReason.DIVERGED
    assert trace.n_iters == 0


def test_rows_before_divergence_are_those_of_the_textbook_loop() -> None:
    trace = fit(X6, Y6, 2.1, 5000, l2=1.0)
    theta = np.zeros(3)
    for row in thetas_of(trace)[:100]:
        np.testing.assert_allclose(row, theta, rtol=1e-8, atol=1e-9)
        theta = theta - 2.1 * smooth_gradient(theta, X6, Y6, 1.0)


def test_divergence_from_rate_times_l2_above_2_is_explained() -> None:
    assert "L2" in fit(X6, Y6, 2.5, 5000, l2=1.0).message
    assert "L2" not in fit(X6, Y6, 1e50, 10).message


@pytest.mark.parametrize(
    ("optimizer", "limit"), [("gd", 2.0), ("momentum", 3.8), ("nesterov", 3.8 / 2.8)]
)
def test_it_is_explained_so_beyond_the_limit_of_the_optimiser_alone(
    optimizer: str, limit: float
) -> None:
    """On features so small that the penalty is all there is of the curvature."""
    random = np.random.default_rng(0)
    X, y = 1e-3 * random.standard_normal((40, 2)), np.arange(40) % 2
    beyond = fit(X, y, 1.02 * limit, 8000, l2=1.0, optimizer=optimizer)
    assert beyond.stop_reason is StopReason.DIVERGED
    assert f"above {limit:.3g} every step overshoots" in beyond.message
    within = fit(X, y, 0.98 * limit, 8000, l2=1.0, optimizer=optimizer)
    assert within.stop_reason is StopReason.ITERATIONS
    assert np.abs(within.weights).max() < 1


def test_a_validation_sample_that_overflows_ends_the_run_before() -> None:
    held_out = np.array([[1e50, 1e50], [-1e50, 1e50]])
    trace = fit(X6, Y6, 0.5, 20, validation=(held_out, np.array([0, 1])))
    assert trace.validation_loss is not None
    assert np.isfinite(trace.validation_loss).all()


# --- What is kept ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", OPTIMIZERS)
@pytest.mark.parametrize(
    ("n_samples", "n_iters"), [(50, 0), (50, 3), (50, 1300), (5000, 40), (4095, 14)]
)
@pytest.mark.parametrize("l1", [0.0, 0.001])
def test_keeping_the_last_point_gives_its_weights_and_all_losses(
    name: str, n_samples: int, n_iters: int, l1: float
) -> None:
    """Over one stretch of points, many of them, and some that just fill up."""
    X, y = random_problem(n_samples, 3)
    choices: dict[str, Any] = {"optimizer": name, "l1": l1, "validation": (X[:9], y[:9])}
    every, last = (fit(X, y, 0.1, n_iters, keep=keep, **choices) for keep in ("all", "last"))
    assert last.weights.shape == (1, 3)
    assert last.bias.shape == (1,)
    np.testing.assert_array_equal(last.weights[-1], every.weights[-1])
    assert last.bias[-1] == every.bias[-1]
    for one, two in zip(arrays_of(last)[2:], arrays_of(every)[2:], strict=True):
        np.testing.assert_allclose(one, two, rtol=1e-12)
    assert (last.n_iters, last.stop_reason) == (every.n_iters, every.stop_reason)
    assert last.message == every.message


@pytest.mark.parametrize("choices", DIVERGING.values(), ids=DIVERGING.keys())
def test_a_diverging_run_keeps_the_last_point_that_has_a_meaning(choices: dict[str, Any]) -> None:
    every, last = (fit(X6, Y6, **choices, keep=keep) for keep in ("all", "last"))
    np.testing.assert_array_equal(last.weights, every.weights[-1:])
    np.testing.assert_array_equal(last.loss, every.loss)
    assert last.stop_reason is StopReason.DIVERGED
    assert last.message == every.message


def peak_megabytes(keep: str, n_iters: int, n_features: int) -> float:
    X, y = random_problem(20, n_features)
    tracemalloc.start()
    fit(X, y, 0.001, n_iters, keep=keep)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 1e6


def test_keeping_the_last_point_takes_no_memory_for_the_others() -> None:
    """2001 points of 1001 numbers are 16 MB; `fit` says that keeping them takes 3 times that."""
    assert 32 < peak_megabytes("all", 2000, 1000) < 50
    short, long = (peak_megabytes("last", n_iters, 1000) for n_iters in (1000, 2000))
    assert long < short + 0.2


def test_a_history_larger_than_a_machine_is_refused_with_the_way_out() -> None:
    wide = np.zeros((2, 20_000))
    wide[1] = 1.0
    with pytest.raises(ValueError, match=r'takes 45 GiB .* keep="last"\.$') as refused:
        fit(wide, [0, 1], 0.1, 100_000)
    assert_is_sentence(str(refused.value))
    assert len(fit(wide, [0, 1], 0.1, 2, keep="last").loss) == 3


# --- Properties -----------------------------------------------------------------------------------


@settings(deadline=None, max_examples=40)
@given(
    n_samples=st.integers(3, 60),
    seed=st.integers(0, 10_000),
    name=st.sampled_from(["gd", "momentum", "nesterov", "adam"]),
    l2=st.sampled_from([0.0, 0.2]),
)
def test_the_order_of_the_rows_does_not_matter(
    n_samples: int, seed: int, name: str, l2: float
) -> None:
    X, y = random_problem(n_samples, 2, seed)
    order = np.random.default_rng(seed).permutation(n_samples)
    one, two = (
        fit(*data, 0.1, 40, optimizer=name, l2=l2) for data in [(X, y), (X[order], y[order])]
    )
    for a, b in zip(arrays_of(one), arrays_of(two), strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-9, atol=1e-9)


@settings(deadline=None, max_examples=40)
@given(
    n_samples=st.integers(3, 60),
    seed=st.integers(0, 10_000),
    name=st.sampled_from(["gd", "momentum", "nesterov", "adam"]),
    l1=st.sampled_from([0.0, 0.03]),
)
def test_exchanging_the_classes_flips_the_sign_of_weights_and_bias(
    n_samples: int, seed: int, name: str, l1: float
) -> None:
    X, y = random_problem(n_samples, 2, seed)
    one, two = (fit(X, labels, 0.1, 40, optimizer=name, l1=l1) for labels in (y, 1 - y))
    np.testing.assert_allclose(one.weights, -two.weights, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(one.bias, -two.bias, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(one.loss, two.loss, rtol=1e-9)


@settings(deadline=None, max_examples=60)
@given(
    n_samples=st.integers(3, 60),
    seed=st.integers(0, 10_000),
    share=st.floats(0.01, 0.999),
    l2=st.floats(0, 5),
    spread=st.floats(0.1, 100),
)
def test_the_objective_never_rises_below_two_over_the_largest_curvature(
    n_samples: int, seed: int, share: float, l2: float, spread: float
) -> None:
    X, y = random_problem(n_samples, 2, seed)
    X = X * (1.0, spread)
    trace = fit(X, y, share * 2 / largest_curvature(X, l2), 60, l2=l2)
    objective = trace.loss + trace.penalty
    assert (np.diff(objective) <= 1e-12 * objective[:-1]).all()


def test_the_objective_does_rise_above_two_over_the_largest_curvature() -> None:
    """Or the bound of the test above would bind nothing: where L2 is most of it, it is sharp."""
    X, y = random_problem(30, 2)
    trace = fit(X, y, 2.2 / largest_curvature(X, 10.0), 60, l2=10.0)
    assert (np.diff(trace.loss + trace.penalty) > 0).any()


@pytest.mark.parametrize("problem", PROBLEMS, ids=PROBLEM_IDS)
def test_no_loss_is_below_the_minimum(problem: Problem) -> None:
    X, y = problem.data()
    minimum = smooth_part(scipy_minimum(X, y), X, y)
    for name in OPTIMIZERS:
        assert fit(X, y, 0.5, 200, optimizer=name).loss.min() >= minimum * (1 - 1e-12)


# --- What is refused ------------------------------------------------------------------------------

REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "rate of 0": ({"learning_rate": 0}, "learning_rate must be above 0"),
    "negative rate": ({"learning_rate": -0.1}, "learning_rate must be between 0"),
    "rate NaN": ({"learning_rate": float("nan")}, "learning_rate must be between 0"),
    "rate infinite": ({"learning_rate": float("inf")}, "learning_rate must be between 0"),
    "rate beyond the limit": ({"learning_rate": 1e300}, "learning_rate must be between 0"),
    "rate None": ({"learning_rate": None}, "learning_rate must be a number between 0"),
    "rate of 0 with an instance": (
        {"learning_rate": 0, "optimizer": GradientDescent(0.1)},
        "learning_rate must be above 0",
    ),
    "negative l1": ({"l1": -1e-9}, "l1 must be between 0"),
    "l1 NaN": ({"l1": float("nan")}, "l1 must be between 0"),
    "negative l2": ({"l2": -1}, "l2 must be between 0"),
    "l2 text": ({"l2": "much"}, "l2 must be a number between 0"),
    "negative tol": ({"tol": -1e-3}, "tol must be between 0"),
    "negative n_iters": ({"n_iters": -1}, "n_iters must be between 0 and 1e"),
    "n_iters too large": ({"n_iters": 10**9}, "n_iters must be between 0 and 1e"),
    "n_iters 10.5": ({"n_iters": 10.5}, "n_iters must be a whole number between 0"),
    "n_iters 10.0": ({"n_iters": 10.0}, "n_iters must be a whole number between 0"),
    "n_iters True": ({"n_iters": True}, "n_iters must be a whole number between 0"),
    "n_iters text": ({"n_iters": "10"}, "n_iters must be a whole number between 0"),
    "batch of 0": ({"batch_size": 0}, "batch_size must be at least 1"),
    "batch above n": ({"batch_size": 7}, "batch_size must be between 1 and 6"),
    "batch of 2.5": ({"batch_size": 2.5}, "batch_size must be a whole number at least 1"),
    "negative seed": ({"seed": -1}, "seed must be between 0"),
    "seed text": ({"seed": "a"}, "seed must be a whole number between 0"),
    "unknown optimiser": (
        {"optimizer": "sgd"},
        "optimizer must be one of gd, momentum, nesterov, adam, newton",
    ),
    "optimiser None": (
        {"optimizer": None},
        "optimizer must be one of gd, momentum, nesterov, adam, newton",
    ),
    "one class": ({"y": np.ones(6)}, "y holds only class 1; training needs samples of both"),
    "labels -1 and 1": (
        {"y": 2 * Y6 - 1},
        r"the labels 0 and 1 only, not -1\.0, 1\.0\. y = \(y \+ 1\) // 2 makes them so\.$",
    ),
    "labels 1 and 2": (
        {"y": Y6 + 1},
        r"the labels 0 and 1 only, not 1\.0, 2\.0\. y = \(y == 2\.0\)\.astype\(int\) makes",
    ),
    "labels yes and no": (
        {"y": ["no", "yes"] * 3},
        r"not the text 'no', the text 'yes'\. y = \(np\.array\(y\) == 'yes'\)\.astype\(int\) makes",
    ),
    "labels 0 and 1 as text": (
        {"y": list("010101")},
        r"not the text '0', the text '1'\. y = np\.array\(y\)\.astype\(int\) makes them so\.$",
    ),
    "three labels": (
        {"y": np.arange(6) % 3},
        r"not 0, 1, 2\. .* scikit-learn's OneVsRestClassifier\(logreg\.LogisticRegression\(\)\)\.$",
    ),
    "measurements": ({"y": np.linspace(0, 1, 6)}, r"y = \(y > limit\)\.astype\(int\)\.$"),
    "labels masked": ({"y": np.ma.array(Y6, mask=Y6 > 0)}, r"y is a masked array, .*3 of 6"),
    "labels NaN": ({"y": [0, 1, 0, 1, 0, np.nan]}, "y must hold the labels 0 and 1 only"),
    "labels text": ({"y": list("ababab")}, "y must hold the labels 0 and 1 only"),
    "labels None": ({"y": [0, 1, 0, 1, 0, None]}, "y must hold the labels 0 and 1 only"),
    "labels ragged": ({"y": [0, 1, 0, 1, 0, [1]]}, "y must hold"),
    "too few labels": ({"y": Y6[:5]}, "y must hold one label per row, 6 in all"),
    "labels in a column": (
        {"y": Y6[:, None]},
        r"one label per row, 6 in all, not be of shape \(6, 1\)\. y = np\.ravel\(y\) makes it flat",
    ),
    "X transposed": (
        {"X": X6.T},
        r"X has 2 rows and 6 columns, and y 6 labels\. X = np\.transpose\(X\) makes rows",
    ),
    "no columns": ({"X": np.empty((6, 0))}, "X must be a table with rows and columns"),
    "no rows": ({"X": np.empty((0, 2)), "y": []}, "X must be a table with rows and columns"),
    "X flat": (
        {"X": X6[:, 0]},
        r"X must be a table .* X = np\.reshape\(X, \(-1, 1\)\) makes one column of it",
    ),
    "keep of another name": ({"keep": "some"}, "keep must be one of all, last, not 'some'"),
    "X text": ({"X": [["a", "b"]] * 6}, "X must hold numbers only, not the text 'a' in row 0"),
    "X text among numbers": (
        {"X": np.array([["1", "2"], ["3", "1,250"]] * 3, dtype=object)},
        "X must hold numbers only, not the text '1,250' in row 1, column 1",
    ),
    "X text in a list": (
        {"X": [[1, 2], [3, "n/a"]] * 3},
        "X must hold numbers only, not the text 'n/a' in row 1, column 1",
    ),
    "X numbers as text": (
        {"X": np.array([["1", "2.5"]] * 6)},
        r"not the text '1' in row 0, column 0 .* X = np\.array\(X, dtype=float\) reads text as",
    ),
    "X None": ({"X": [[1.0, 2.0], [3.0, None]] * 3}, "not None in row 1, column 1"),
    "X masked": ({"X": np.ma.array(X6, mask=X6 > 1)}, r"X is a masked array, .*\(3 of 12 values\)"),
    "X dates": (
        {"X": np.array([["2026-11-25"]] * 6, dtype="datetime64[D]")},
        "X holds dates or times.* np\\.timedelta64",
    ),
    "X complex": ({"X": X6 + 1j}, r"X holds complex numbers.* X = X\.real keeps the real parts"),
    "X complex in a list": ({"X": [[1j]] * 6}, "X must hold numbers only, not 1j in row 0"),
    "X sparse": ({"X": csr_matrix(X6)}, r"X is a sparse matrix\. X = X\.toarray\(\) makes"),
    "X ragged": (
        {"X": [[1.0], [1.0, 2.0]] * 3},
        "X must be a table whose rows are of one length, but row 0 holds 1 and row 1 holds 2",
    ),
    "X beyond the limit": ({"X": X6 * 1e51}, r"every value must be finite and at most 1e\+50"),
    "validation X narrower": (
        {"validation": (X6[:, :1], Y6)},
        "validation X has 1 features, but X has 2; they must match",
    ),
    "validation X wider": (
        {"validation": (np.column_stack([X6, X6]), Y6)},
        "validation X has 4 features, but X has 2; they must match",
    ),
    "validation X NaN": ({"validation": (X6 * np.nan, Y6)}, "validation X holds nan in row 0"),
    "validation y short": (
        {"validation": (X6, Y6[:2])},
        "validation y must hold one label per row, 6 in all",
    ),
    "validation y of others": (
        {"validation": (X6, Y6 + 1)},
        "validation y must hold the labels 0 and 1 only",
    ),
}


@pytest.mark.parametrize(("choices", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_bad_input_is_refused_in_a_sentence_that_says_what_is_allowed(
    choices: dict[str, Any], message: str
) -> None:
    data = {"X": X6, "y": Y6}
    with pytest.raises(ValueError, match=message) as refused:
        fit(**{**data, **choices})
    assert_is_sentence(str(refused.value))


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize(("row", "column"), [(0, 0), (4, 1), (5, 0)])
def test_a_value_that_is_not_finite_is_named_by_row_and_column(
    value: float, row: int, column: int
) -> None:
    X = X6.copy()
    X[row, column] = value
    with pytest.raises(ValueError, match=f"{value} in row {row}, column {column} .*\\.$"):
        fit(X, Y6)


@pytest.mark.parametrize("validation", [(X6,), X6, 5])
def test_validation_that_is_not_a_pair_is_refused_in_a_sentence(validation: Any) -> None:
    with pytest.raises(ValueError, match=r"^validation must be .*\.$"):
        fit(X6, Y6, validation=validation)


def test_an_optimizer_class_is_not_its_settings() -> None:
    with pytest.raises(ValueError, match=r"^optimizer must be one of gd, .*\.$"):
        fit(X6, Y6, optimizer=Adam)


@pytest.mark.parametrize("values", [[-1, 1], [1, 2], ["no", "yes"], ["0", "1"], [True, "b"]])
@pytest.mark.parametrize("kind", [list, np.array])
def test_the_line_that_the_refusal_names_mends_the_labels(values: list[Any], kind: Any) -> None:
    y = kind([values[int(label)] for label in Y6])
    with pytest.raises(ValueError, match=r"^y must hold the labels 0 and 1 only") as refused:
        fit(X6, y)
    line = re.search(r"y = (.*) makes them so\.$", str(refused.value))
    assert line is not None
    np.testing.assert_array_equal(eval(line[1], {"np": np, "y": y}), Y6)


def test_numbers_that_are_objects_are_numbers() -> None:
    tables = ([[Decimal(str(value)) for value in row] for row in X6], X6.astype(object))
    for table in tables:
        assert_same(fit(table, Y6.astype(object), n_iters=5), fit(X6, Y6, n_iters=5))
