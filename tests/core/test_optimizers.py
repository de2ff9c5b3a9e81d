"""Each step against its published formula, and each optimiser against independent solvers."""

import inspect
import warnings
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import logit
from sklearn.linear_model import LogisticRegression as SklearnLogisticRegression

from logreg import (
    OPTIMIZERS,
    Adam,
    Experiment,
    GradientDescent,
    LogisticLoss,
    Momentum,
    Nesterov,
    Newton,
    StopReason,
    Trace,
    fit,
    run,
)
from logreg.core.optimizers import Optimizer, soft_threshold
from logreg.plain import regression
from tests.oracles import (
    PROBLEM_IDS,
    PROBLEMS,
    FloatArray,
    Problem,
    is_separable,
    kkt_violation,
    largest_curvature,
    random_problem,
    scipy_minimum,
    smooth_gradient,
)


@dataclass
class Quadratic:
    """½θᵀAθ − b·θ + Σ l1ⱼ|θⱼ|: an objective that is not the logistic loss."""

    matrix: FloatArray
    linear: FloatArray
    l1_weights: FloatArray | None = None

    def value(self, theta: FloatArray) -> float:
        smooth = 0.5 * theta @ self.matrix @ theta - self.linear @ theta
        return float(smooth if self.l1_weights is None else smooth + self.l1_weights @ abs(theta))

    def gradient(self, theta: FloatArray) -> FloatArray:
        return self.matrix @ theta - self.linear

    def hessian(self, theta: FloatArray) -> FloatArray:
        return self.matrix.copy()


QUADRATIC = Quadratic(np.array([[3.0, 1.0], [1.0, 2.0]]), np.array([1.0, -4.0]))


def walk(optimizer: Optimizer, objective: Any, start: FloatArray, n_steps: int) -> FloatArray:
    theta = start
    state = optimizer.start(theta)
    points = [theta.copy()]
    for _ in range(n_steps):
        theta, state = optimizer.step(objective, theta, objective.gradient(theta), state)
        points.append(theta.copy())
    return np.array(points)


@settings(deadline=None, max_examples=100)
@given(
    st.lists(st.floats(-50, 50), min_size=1, max_size=4),
    st.floats(0, 20),
    st.floats(-60, 60),
)
def test_soft_threshold_minimises_its_objective(
    theta: list[float], amount: float, other: float
) -> None:
    """No other u makes ½(u − θ)² + amount·|u| smaller."""
    at = np.array(theta)

    def objective(u: FloatArray | float) -> FloatArray:
        return 0.5 * (u - at) ** 2 + amount * np.abs(u)

    best = objective(soft_threshold(at, np.full(at.shape, amount)))
    assert (best <= objective(other) + 1e-9).all()
    assert (best <= objective(at) + 1e-9).all()
    assert (best <= objective(0.0) + 1e-9).all()


def test_soft_threshold_gives_exact_zeros() -> None:
    values = soft_threshold(np.array([-3.0, -1.0, 0.5, 2.0]), np.full(4, 1.0))
    assert values.tolist() == [-2.0, 0.0, 0.0, 1.0]


def test_gradient_descent_follows_its_formula() -> None:
    theta = np.array([5.0, -3.0])
    points = walk(GradientDescent(0.1), QUADRATIC, theta, 20)
    for point in points:
        np.testing.assert_allclose(point, theta, rtol=1e-12)
        theta = theta - 0.1 * QUADRATIC.gradient(theta)


def test_momentum_is_the_heavy_ball_of_polyak() -> None:
    points = walk(Momentum(0.1, 0.8), QUADRATIC, np.array([5.0, -3.0]), 20)
    speed = np.zeros(2)
    for before, after in pairwise(points):
        speed = 0.8 * speed - 0.1 * QUADRATIC.gradient(before)
        np.testing.assert_allclose(after, before + speed, rtol=1e-11, atol=1e-13)


def test_nesterov_takes_the_gradient_where_momentum_leads() -> None:
    points = walk(Nesterov(0.1, 0.8), QUADRATIC, np.array([5.0, -3.0]), 20)
    # Sutskever et al. (2013), equations 3 and 4.
    speed = np.zeros(2)
    for before, after in pairwise(points):
        speed = 0.8 * speed - 0.1 * QUADRATIC.gradient(before + 0.8 * speed)
        np.testing.assert_allclose(after, before + speed, rtol=1e-11, atol=1e-13)


def test_adam_follows_algorithm_1_of_kingma_and_ba() -> None:
    points = walk(Adam(0.2, 0.8, 0.95, 1e-3), QUADRATIC, np.array([5.0, -3.0]), 30)
    theta, m, v = points[0].copy(), [0.0, 0.0], [0.0, 0.0]
    for t in range(1, 31):
        gradient = QUADRATIC.gradient(theta)
        for j in range(2):
            m[j] = 0.8 * m[j] + (1 - 0.8) * gradient[j]
            v[j] = 0.95 * v[j] + (1 - 0.95) * gradient[j] ** 2
            m_hat, v_hat = m[j] / (1 - 0.8**t), v[j] / (1 - 0.95**t)
            theta[j] -= 0.2 * m_hat / (v_hat**0.5 + 1e-3)
        np.testing.assert_allclose(points[t], theta, rtol=1e-11, atol=1e-13)


def test_newton_finds_the_minimum_of_a_quadratic_in_one_step() -> None:
    points = walk(Newton(), QUADRATIC, np.array([50.0, -30.0]), 1)
    minimum = np.linalg.solve(QUADRATIC.matrix, QUADRATIC.linear)
    np.testing.assert_allclose(points[1], minimum, rtol=1e-12)


def test_newton_with_l1_finds_the_minimum_of_a_quadratic_in_one_step() -> None:
    # With A diagonal each coordinate is on its own: θⱼ = soft(bⱼ, l1ⱼ)/Aⱼⱼ.
    objective = Quadratic(np.diag([2.0, 4.0, 5.0]), np.array([3.0, -0.5, 1.0]), np.full(3, 1.0))
    points = walk(Newton(), objective, np.zeros(3), 1)
    np.testing.assert_allclose(points[1], [1.0, 0.0, 0.0], atol=1e-12)
    assert points[1][1] == 0.0


def test_newton_returns_the_very_same_point_where_nothing_is_lower() -> None:
    objective = Quadratic(np.eye(2), np.zeros(2))
    theta = np.zeros(2)
    moved, _ = Newton().step(objective, theta, objective.gradient(theta), None)
    assert moved is theta


@pytest.mark.parametrize("l1", [0.0, 0.05])
def test_newton_never_raises_the_objective_where_full_steps_overshoot(l1: float) -> None:
    # Labels that follow a steep line, and features of very different sizes.
    X, y = random_problem(60, 2, noise=0.05)
    objective = LogisticLoss(X * (1.0, 1000.0), y, l1=l1)
    points = walk(Newton(), objective, np.array([-20.0, 0.05, 10.0]), 30)
    values = np.array([objective.value(point) for point in points])
    assert (np.diff(values) <= 0).all()
    assert values[-1] < values[0]


def test_newton_copes_with_a_column_that_is_there_twice() -> None:
    X, y = PROBLEMS[0].data()
    twice = fit(np.column_stack([X, X[:, 0]]), y, n_iters=50, optimizer="newton")
    expected = scipy_minimum(X, y)
    weights = twice.weights[-1]
    assert weights[0] + weights[2] == pytest.approx(expected[0], rel=1e-6)
    assert weights[0] == pytest.approx(weights[2], rel=1e-6)  # the least-norm one of all minima


@pytest.mark.parametrize(
    ("make", "allowed"),
    [
        (lambda: GradientDescent(0.0), "above 0"),
        (lambda: Momentum(-1.0), "at least 0|between 0 and"),
        (lambda: Momentum(0.1, beta=1.0), "below 1"),
        (lambda: Nesterov(0.1, beta=-0.1), "between 0 and 1"),
        (lambda: Nesterov(float("nan")), "between 0 and"),
        (lambda: Adam(0.1, beta1=1.0), "below 1"),
        (lambda: Adam(0.1, beta2=2.0), "between 0 and 1"),
        (lambda: Adam(0.1, epsilon=0.0), "above 0"),
    ],
)
def test_settings_out_of_range_are_refused_in_a_sentence(make: Any, allowed: str) -> None:
    with pytest.raises(ValueError, match=rf"must be .*({allowed}).*\.$"):
        make()


# --- The registry ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_an_entry_says_what_its_optimiser_does_and_has_a_plain_twin(name: str) -> None:
    entry = OPTIMIZERS[name]
    assert entry.words[0].isupper()
    assert entry.words.endswith(".")
    assert callable(getattr(regression, entry.plain_name))
    page = inspect.getsource(regression)
    assert page.index("# --- Five ways downhill") < page.index(f"def {entry.plain_name}(theta, m")


def largest_root(optimizer: Optimizer, curvature: float) -> float:
    """How much further from 0 the last of many steps on ½·curvature·θ² lies, for each step."""
    objective = Quadratic(np.array([[curvature]]), np.zeros(1))
    points = np.abs(walk(optimizer, objective, np.ones(1), 400)).ravel()
    return float((points[-20:].max() / points[180:200].max()) ** (1 / 200))


@pytest.mark.parametrize(
    "optimizer",
    [
        GradientDescent(0.1),
        Momentum(0.1),
        Momentum(0.1, beta=0.5),
        Momentum(0.1, beta=0.0),
        Nesterov(0.1),
        Nesterov(0.1, beta=0.5),
        Nesterov(0.1, beta=0.0),
    ],
)
def test_steps_grow_beyond_the_stability_limit_and_shrink_below(optimizer: Any) -> None:
    curvature = optimizer.stability_limit / optimizer.learning_rate
    assert largest_root(optimizer, 0.98 * curvature) < 1
    assert largest_root(optimizer, 1.02 * curvature) > 1


def test_the_registry_states_the_limits_that_there_are() -> None:
    limits = {name: entry.stability_limit for name, entry in OPTIMIZERS.items()}
    momentum, nesterov = limits.pop("momentum"), limits.pop("nesterov")
    assert limits == {"gd": 2.0, "adam": None, "newton": None}
    assert momentum == pytest.approx(3.8)
    assert nesterov == pytest.approx(3.8 / 2.8)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_an_entry_without_a_reason_never_rises_and_one_with_a_reason_does(name: str) -> None:
    """On all samples, at a rate that is much too high."""
    X, y = random_problem(60, 2)
    n_rises = fit(X, y, 100.0, 200, optimizer=name).n_rises
    assert (n_rises > 0) == (OPTIMIZERS[name].why_it_rises is not None)


# --- The minimum, found by others -----------------------------------------------------------------


def settled(name: str, X: FloatArray, y: FloatArray, l1: float = 0.0, l2: float = 0.0) -> Trace:
    """A run long enough to reach the minimum, at a rate for which the optimiser is stable."""
    step = 1 / largest_curvature(X, l2)
    rates = {"gd": step, "momentum": step, "nesterov": step, "adam": 0.02, "newton": 1.0}
    n_iters = {"newton": 100}.get(name, 60_000)
    return fit(X, y, rates[name], n_iters, optimizer=name, l1=l1, l2=l2, tol=1e-9 if l1 else 1e-10)


def theta_of(trace: Trace) -> FloatArray:
    return np.append(trace.weights[-1], trace.bias[-1])


def sklearn_theta(X: FloatArray, y: FloatArray, **choices: Any) -> FloatArray:
    model = SklearnLogisticRegression(max_iter=100_000, **choices).fit(X, y)
    return np.append(model.coef_[0], model.intercept_[0])


@pytest.mark.parametrize("problem", PROBLEMS, ids=PROBLEM_IDS)
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_optimiser_reaches_the_unpenalised_minimum(name: str, problem: Problem) -> None:
    X, y = problem.data()
    assert not is_separable(X, y)
    trace = settled(name, X, y)
    assert trace.stop_reason is StopReason.CONVERGED
    np.testing.assert_allclose(theta_of(trace), scipy_minimum(X, y), rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("l2", [0.01, 1.0])
@pytest.mark.parametrize("problem", PROBLEMS, ids=PROBLEM_IDS)
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_optimiser_reaches_the_minimum_with_l2(
    name: str, problem: Problem, l2: float
) -> None:
    X, y = problem.data()
    trace = settled(name, X, y, l2=l2)
    assert trace.stop_reason is StopReason.CONVERGED
    np.testing.assert_allclose(theta_of(trace), scipy_minimum(X, y, l2), rtol=1e-6, atol=1e-7)


@pytest.mark.parametrize("l1", [0.003, 0.05])
@pytest.mark.parametrize("problem", PROBLEMS, ids=PROBLEM_IDS)
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_optimiser_meets_the_optimality_conditions_with_l1(
    name: str, problem: Problem, l1: float
) -> None:
    X, y = problem.data()
    trace = settled(name, X, y, l1=l1, l2=0.01)
    assert trace.stop_reason is StopReason.CONVERGED
    assert kkt_violation(theta_of(trace), X, y, l1, 0.01) < 1e-8


@pytest.mark.parametrize("problem", PROBLEMS, ids=PROBLEM_IDS)
def test_the_minimum_without_penalty_is_that_of_scikit_learn(problem: Problem) -> None:
    X, y = problem.data()
    theirs = sklearn_theta(X, y, C=np.inf, tol=1e-10)
    np.testing.assert_allclose(theta_of(settled("gd", X, y)), theirs, rtol=1e-3, atol=1e-4)
    theirs = sklearn_theta(X, y, C=np.inf, tol=1e-10, solver="newton-cholesky")
    np.testing.assert_allclose(theta_of(settled("newton", X, y)), theirs, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("problem", PROBLEMS, ids=PROBLEM_IDS)
def test_the_minimum_with_l2_is_that_of_scikit_learn_at_c_of_one_over_n_l2(
    problem: Problem,
) -> None:
    X, y = problem.data()
    theirs = sklearn_theta(X, y, C=1 / (len(y) * 0.1), tol=1e-10, solver="newton-cholesky")
    for name in ("gd", "newton"):
        ours = theta_of(settled(name, X, y, l2=0.1))
        np.testing.assert_allclose(ours, theirs, rtol=1e-6, atol=1e-7)


@pytest.mark.parametrize("l1", [0.01, 0.05])
@pytest.mark.parametrize("problem", PROBLEMS, ids=PROBLEM_IDS)
def test_the_minimum_with_l1_is_that_of_saga_with_zeros_in_the_same_places(
    problem: Problem, l1: float
) -> None:
    X, y = problem.data()
    theirs = sklearn_theta(
        X, y, C=1 / (len(y) * l1), l1_ratio=1.0, solver="saga", tol=1e-9, random_state=0
    )
    for name in OPTIMIZERS:
        ours = theta_of(settled(name, X, y, l1=l1))
        np.testing.assert_array_equal(ours[:-1] == 0, theirs[:-1] == 0)
        np.testing.assert_allclose(ours[:-1], theirs[:-1], rtol=1e-4, atol=1e-5)
        # saga stops when its weights stand still: with none left, before its intercept settled.
        bias = theirs[-1] if ours[:-1].any() else logit(y.mean())
        assert ours[-1] == pytest.approx(bias, rel=1e-4, abs=1e-5)


def test_some_problem_has_weights_that_l1_makes_exactly_zero() -> None:
    """Or the comparison of zeros above would compare nothing."""
    n_zeros = [
        np.count_nonzero(theta_of(settled("gd", *problem.data(), l1=0.05))[:-1] == 0)
        for problem in PROBLEMS
    ]
    assert max(n_zeros) >= 2


def test_newton_needs_no_learning_rate() -> None:
    X, y = PROBLEMS[0].data()
    slow, fast = (fit(X, y, rate, 20, optimizer="newton") for rate in (1e-6, 1e6))
    np.testing.assert_array_equal(slow.weights, fast.weights)
    assert OPTIMIZERS["newton"].is_second_order


def test_newton_on_separable_data_is_silent_and_finite() -> None:
    X = np.array([[-2.0, 0.0], [-1.0, 1.0], [1.0, 0.0], [2.0, 1.0]])
    y = np.array([0.0, 0.0, 1.0, 1.0])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        trace = fit(X, y, n_iters=200, optimizer="newton")
    assert np.isfinite(trace.weights).all()
    assert trace.loss[-1] < 1e-6


@pytest.mark.parametrize("max_halvings", [-1, 0, 1.5])
def test_newton_must_be_allowed_to_halve(max_halvings: Any) -> None:
    with pytest.raises(ValueError, match=r"^max_halvings must be .*\.$"):
        Newton(max_halvings)


def test_newton_with_l1_needs_few_steps_on_features_of_very_different_scales() -> None:
    # Coordinate descent alone took hundreds of steps here, each of a tenth of a second.
    experiment = Experiment.of(
        dataset="breast_cancer", other_features=True, optimizer="newton", l1=1e-4
    )
    trace = run(experiment).trace
    assert trace.stop_reason is StopReason.CONVERGED
    assert trace.n_iters < 50
    assert trace.gradient_norm[-1] < 1e-9


def test_adam_by_name_has_the_epsilon_of_its_paper() -> None:
    """Where slopes are as small as 1e-8, ε decides how far a step goes."""
    X, y = random_problem(40, 2)
    y = (np.arange(40) < 15).astype(float)
    tiny = X * 1e-8
    trace = fit(tiny, y, 0.1, 25, optimizer="adam")
    theta, m, v = np.zeros(3), np.zeros(3), np.zeros(3)
    for t in range(1, 26):
        gradient = smooth_gradient(theta, tiny, y)
        m, v = 0.9 * m + 0.1 * gradient, 0.999 * v + 0.001 * gradient**2
        theta = theta - 0.1 * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
        found = np.append(trace.weights[t], trace.bias[t])
        np.testing.assert_allclose(found, theta, rtol=1e-9)
    # Less than half of what it would be with an ε of 0: the steps are not all of one length.
    assert np.abs(trace.weights[1]).max() < 0.05


@pytest.mark.parametrize("excess", [1e-9, 1e-6, 1e-3])
def test_newton_frees_a_zero_weight_that_gains_however_little(excess: float) -> None:
    l1 = np.array([1.0, 1.0])
    objective = Quadratic(np.eye(2), np.array([1 + excess, 1 - excess]), l1)
    (_, moved) = walk(Newton(), objective, np.zeros(2), 1)
    # The gain is excess²/2: below the rounding of F it may be left.
    if excess**2 / 2 > 1e-16:
        np.testing.assert_allclose(moved, [excess, 0.0], rtol=1e-6)
    assert moved[1] == 0.0


def test_a_weight_is_zero_exactly_where_l1_is_stronger_than_its_slope() -> None:
    X, y = random_problem(60, 1)
    X = X - X.mean()
    bias = fit(X * 0, y, optimizer="newton", n_iters=50).bias[-1]
    slope = abs(smooth_gradient(np.array([0.0, bias]), X, y)[0])
    weaker, stronger = (
        fit(X, y, optimizer="newton", n_iters=50, l1=slope * share)
        for share in (1 - 1e-6, 1 + 1e-6)
    )
    assert weaker.weights[-1, 0] != 0
    assert stronger.weights[-1, 0] == 0
