"""The regression of `plain` and that of the core, each written without the other, are the same."""

import ast
import itertools
import math
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.optimize import approx_fprime
from sklearn.linear_model import LogisticRegression

from logreg import DATASETS, FEATURES, OPTIMIZERS, Experiment, StopReason, Trace, fit, run
from logreg.core.loss import LogisticLoss
from logreg.core.optimizers import Newton
from logreg.experiment.chaos import is_chaotic
from logreg.experiment.run import Run
from logreg.plain import descent, regression
from tests.oracles import PROBLEM_IDS, PROBLEMS, FloatArray, Problem, kkt_violation, random_problem

PENALTIES = {
    "none": {},
    "l1": {"l1": 0.02},
    "l2": {"l2": 0.05},
    "both": {"l1": 0.02, "l2": 0.05},
}
N_ITERS = 100
PAGES = sorted(Path(regression.__file__).parent.glob("*.py"))


def step_of(optimizer: str, l1: float = 0.0) -> Any:
    """The function that bears the optimiser's name, or with L1 its twin."""
    name = OPTIMIZERS[optimizer].plain_name
    step = getattr(regression, name)
    return getattr(regression, f"{name}_l1", step) if l1 else step


def uneven_weights(n_samples: int) -> FloatArray:
    """From 0 to 5, and some of them 0; their mean is not 1."""
    weights = np.random.default_rng(5).uniform(0, 5, n_samples)
    weights[::7] = 0
    return weights


def plain_run(
    X: FloatArray,
    y: FloatArray,
    optimizer: str,
    n_iters: int,
    batch_size: int | None = None,
    seed: int = 0,
    **settings: Any,
) -> tuple[FloatArray, FloatArray]:
    """Every theta, and its loss with the penalties."""
    batches: list[Any] = [slice(None)] * n_iters
    if batch_size is not None:
        batches = descent.mini_batches(len(y), n_iters, batch_size, seed)
    l1, l2, s = (settings.get(name, default) for name, default in (("l1", 0), ("l2", 0), ("s", 1)))
    ones = regression.with_ones(X)
    thetas = regression.train(ones, y, step_of(optimizer, l1), batches, **settings)
    losses = [regression.loss(theta, ones, y, l1, l2, s / np.mean(s)) for theta in thetas]
    return np.array(thetas), np.array(losses)


def plain_twin(result: Run) -> tuple[FloatArray, FloatArray]:
    """The run's training again, by `plain`."""
    experiment, y = result.experiment, result.train.y
    return plain_run(
        result.columns(result.train.X),
        y,
        experiment.settings.optimizer,
        experiment.settings.n_iters,
        batch_size=None if result.n_per_step == len(y) else result.n_per_step,
        seed=experiment.seed,
        learning_rate=experiment.settings.learning_rate,
        l1=experiment.settings.l1,
        l2=experiment.settings.l2,
    )


def assert_same(trace: Trace, thetas: FloatArray, losses: FloatArray) -> None:
    """Every point and every loss, to 1e-9.

    From where Newton's steps lower the loss in its last digits alone, rounding decides whether
    they are made at all: there the losses are compared, but not the points.
    """
    core, n = np.column_stack([trace.weights, trace.bias]), min(len(thetas), len(trace.loss))
    np.testing.assert_allclose(losses[:n], trace.objective[:n], rtol=1e-9)
    sizes, apart = np.abs(core[:n]).max(axis=1), np.abs(thetas[:n] - core[:n]).max(axis=1)
    if trace.stop_reason is StopReason.CONVERGED:
        ends = [*losses[n:], *trace.objective[n:]]
        np.testing.assert_allclose(ends, trace.objective[-1], rtol=1e-12)
        falls = np.abs(np.diff(trace.objective[:n])) > 1e-12 * trace.objective[1:n]
        assert falls[:2].all()
        apart[1:][~np.logical_and.accumulate(falls)] = 0
    else:
        assert len(thetas) == len(trace.loss)
    assert (apart <= 1e-9 * sizes).all()


# --- The two of them ------------------------------------------------------------------------------


@pytest.mark.parametrize("problem", PROBLEMS, ids=PROBLEM_IDS)
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_core_and_plain_walk_the_same_way(problem: Problem, optimizer: str) -> None:
    X, y = problem.data()
    weights = (None, uneven_weights(len(y)))
    for penalty, batch_size, s in itertools.product(PENALTIES.values(), (None, 8), weights):
        if OPTIMIZERS[optimizer].is_second_order and batch_size:
            continue  # it looks at all samples: a plane parts eight, and their loss has no bottom
        settings: dict[str, Any] = {"learning_rate": 0.1, "seed": 3, **penalty}
        trace = fit(
            X,
            y,
            n_iters=N_ITERS,
            optimizer=optimizer,
            batch_size=batch_size,
            sample_weight=s,
            **settings,
        )
        s = 1 if s is None else s
        assert_same(trace, *plain_run(X, y, optimizer, N_ITERS, batch_size, s=s, **settings))


@pytest.mark.parametrize("penalty", PENALTIES)
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_so_they_do_from_any_start(optimizer: str, penalty: str) -> None:
    X, y = random_problem(60, 3, seed=4)
    start = np.random.default_rng(4).normal(size=X.shape[1] + 1)
    settings: dict[str, Any] = {"learning_rate": 0.1, **PENALTIES[penalty]}
    trace = fit(
        X, y, n_iters=N_ITERS, optimizer=optimizer, start=(start[:-1], start[-1]), **settings
    )
    thetas, losses = plain_run(X, y, optimizer, N_ITERS, start=start, **settings)
    assert np.array_equal(thetas[0], start)
    assert_same(trace, thetas, losses)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_so_they_do_with_balanced_classes(optimizer: str) -> None:
    X, y = PROBLEMS[PROBLEM_IDS.index("imbalanced")].data()
    trace = fit(X, y, 0.1, N_ITERS, optimizer=optimizer, class_weight="balanced")
    plain = plain_run(X, y, optimizer, N_ITERS, learning_rate=0.1, s=regression.balanced(y))
    assert_same(trace, *plain)


@pytest.mark.parametrize("optimizer", [name for name in OPTIMIZERS if name != "newton"])
def test_so_do_the_runs_of_the_playground(optimizer: str) -> None:
    """Drawn at random; those in which rounding grows are left out."""
    random, kinds = np.random.default_rng(list(OPTIMIZERS).index(optimizer)), Counter[str]()
    for _ in range(40):
        result = run(
            Experiment.of(
                dataset=str(random.choice(list(DATASETS))),
                n_samples=int(random.integers(50, 120)),
                noise=float(random.choice([0.0, 0.2, 0.5])),
                seed=int(random.integers(10_000)),
                test_share=float(random.choice([0.0, 0.3])),
                features=tuple(FEATURES) if random.random() < 0.5 else ("x1", "x2"),
                other_features=bool(random.random() < 0.5),
                standardize=True,
                learning_rate=float(random.choice([0.001, 0.03, 0.3])),
                n_iters=60,
                optimizer=optimizer,
                batch_size=[None, 1, 8, 33][random.integers(4)],
                l1=float(random.choice([0.0, 0.01])),
                l2=float(random.choice([0.0, 0.01, 1.0])),
            )
        )
        kind = "chaotic" if is_chaotic(result) else "compared"
        kinds[kind] += 1
        if kind == "compared":
            assert_same(result.trace, *plain_twin(result))
    assert kinds["compared"] > 30


@pytest.mark.parametrize("penalty", PENALTIES)
@pytest.mark.parametrize("name", ["blobs", "moons", "circles", "xor", "spirals", "imbalanced"])
def test_so_do_its_runs_by_newton_where_there_is_a_minimum(name: str, penalty: str) -> None:
    for features in (("x1", "x2"), ("x1", "x2", "x1*x2")):
        experiment = Experiment.of(
            dataset=name,
            noise=0.5,
            features=features,
            standardize=True,
            optimizer="newton",
            n_iters=20,
            **PENALTIES[penalty],
        )
        result = run(experiment)
        assert result.trace.stop_reason is StopReason.CONVERGED
        assert_same(result.trace, *plain_twin(result))


@pytest.mark.parametrize("penalty", PENALTIES)
def test_newton_takes_the_same_step_from_anywhere(penalty: str) -> None:
    """Far from the minimum, where steps are halved and many weights change their sign."""
    X, y = random_problem(80, 6, seed=2)
    strengths = {"l1": 0.0, "l2": 0.0, **PENALTIES[penalty]}
    objective, ones = LogisticLoss(X, y, **strengths), regression.with_ones(X)
    random, n_halved = np.random.default_rng(0), 0
    for _ in range(60):
        theta = random.choice([0.3, 1.0, 2.0]) * random.standard_normal(7)
        core, _ = Newton().step(objective, theta, objective.gradient(theta), None)
        step = step_of("newton", strengths["l1"])
        moved, _ = step(theta, None, ones, y, learning_rate=0, **strengths)
        np.testing.assert_allclose(moved, core, rtol=1e-9, atol=1e-9 * np.abs(core).max())
        unhalved, _ = Newton(max_halvings=1).step(objective, theta, objective.gradient(theta), None)
        n_halved += unhalved is theta
    assert 5 < n_halved < 55


@pytest.mark.parametrize("optimizer", [name for name in OPTIMIZERS if name != "newton"])
def test_a_run_that_diverges_ends_where_that_of_the_core_ends(optimizer: str) -> None:
    X, y = PROBLEMS[0].data()
    rate = 5e15 if optimizer == "adam" else 10.0  # Adam's steps are no longer than its rate
    trace = fit(X, y, rate, 500, optimizer=optimizer, l2=10.0)
    assert trace.stop_reason is StopReason.DIVERGED
    thetas, losses = plain_run(X, y, optimizer, 500, learning_rate=rate, l2=10.0)
    assert len(thetas) == len(losses) == len(trace.loss)
    assert np.isfinite(thetas).all()
    assert np.isfinite(losses).all()


# --- Against others -------------------------------------------------------------------------------


def test_the_gradient_is_the_slope_of_the_loss_and_the_hessian_that_of_the_gradient() -> None:
    X, y = random_problem(60, 3)
    ones, theta = regression.with_ones(X), np.array([0.7, -1.2, 0.3, 0.4])
    for l2, s in itertools.product((0.0, 0.3), (1, uneven_weights(60))):
        given = (ones, y, l2, s)
        slope = approx_fprime(theta, partial(regression.loss, X=ones, y=y, l2=l2, s=s))
        np.testing.assert_allclose(regression.gradient(theta, *given), slope, atol=1e-6)
        curvature = approx_fprime(theta, partial(regression.gradient, X=ones, y=y, l2=l2, s=s))
        np.testing.assert_allclose(regression.hessian(theta, *given), curvature, atol=1e-6)


@pytest.mark.parametrize("problem", PROBLEMS, ids=PROBLEM_IDS)
def test_weights_are_those_of_scikit_learn(problem: Problem) -> None:
    X, y = problem.data()
    given: dict[str, Any] = {"solver": "newton-cholesky", "tol": 1e-10, "C": 1 / (len(y) * 0.05)}
    balanced = LogisticRegression(class_weight="balanced", **given).fit(X, y)
    s = regression.balanced(y)
    assert s.mean() == pytest.approx(1, rel=1e-14)
    theta = plain_run(X, y, "newton", 20, l2=0.05, s=s)[0][-1]
    np.testing.assert_allclose(theta[:-1], balanced.coef_[0], atol=1e-6)
    s = uneven_weights(len(y))
    weighted = LogisticRegression(**given).fit(X, y, sample_weight=s / s.mean())
    theta = plain_run(X, y, "newton", 20, l2=0.05, s=s)[0][-1]
    np.testing.assert_allclose(theta[:-1], weighted.coef_[0], atol=1e-6)
    assert theta[-1] == pytest.approx(weighted.intercept_[0], abs=1e-6)


def test_a_batch_is_on_average_as_steep_as_the_whole() -> None:
    """Where each point is a batch of its own, the mean of their steps is that on all points."""
    X, y = random_problem(30, 2)
    ones, s = regression.with_ones(X), uneven_weights(30)
    firsts = [
        regression.train(ones, y, regression.gradient_descent, [[i]], s=s)[1] for i in range(30)
    ]
    whole = regression.train(ones, y, regression.gradient_descent, [slice(None)], s=s)[1]
    np.testing.assert_allclose(np.mean(firsts, axis=0), whole, rtol=1e-12)


@pytest.mark.parametrize("l2", [0.0, 0.05])
@pytest.mark.parametrize("problem", PROBLEMS, ids=PROBLEM_IDS)
def test_newton_finds_the_weights_of_scikit_learn(problem: Problem, l2: float) -> None:
    X, y = problem.data()
    theta = plain_run(X, y, "newton", 20, l2=l2)[0][-1]
    C = 1 / (len(y) * l2) if l2 else math.inf
    theirs = LogisticRegression(C=C, solver="newton-cholesky", tol=1e-10).fit(X, y)
    np.testing.assert_allclose(theta[:-1], theirs.coef_[0], atol=1e-6)
    assert theta[-1] == pytest.approx(theirs.intercept_[0], abs=1e-6)
    predicted = descent.predict(X, theta[:-1], theta[-1])
    np.testing.assert_array_equal(predicted, theirs.predict(X))


@pytest.mark.parametrize("penalty", PENALTIES)
def test_newton_ends_where_no_step_lowers_the_loss(penalty: str) -> None:
    """Or a script of 5000 steps would halve its last one for half a minute."""
    X, y = PROBLEMS[0].data()
    thetas, losses = plain_run(X, y, "newton", 200, **PENALTIES[penalty])
    assert 3 < len(thetas) < 30
    assert (np.diff(losses) < 0).all()


@pytest.mark.parametrize("optimizer", ["gd", "momentum", "nesterov", "adam", "newton"])
def test_with_l1_some_weights_are_exactly_zero_at_the_minimum(optimizer: str) -> None:
    X, y = PROBLEMS[3].data()
    n_iters = 20 if optimizer == "newton" else 2000
    theta = plain_run(X, y, optimizer, n_iters, learning_rate=0.1, l1=0.05, l2=0.01)[0][-1]
    assert kkt_violation(theta, X, y, 0.05, 0.01) < 1e-7
    assert 0 < (theta[:-1] == 0).sum() < len(theta) - 1


# --- Its parts ------------------------------------------------------------------------------------


def test_the_loss_of_nothing_learned_is_ln_2_and_penalties_leave_the_bias_alone() -> None:
    X, y = random_problem(40, 2)
    ones = regression.with_ones(X)
    assert regression.loss(np.zeros(3), ones, y) == pytest.approx(math.log(2), rel=1e-15)
    theta = np.array([3.0, -4.0, 100.0])
    without = regression.loss(theta, ones, y)
    assert regression.loss(theta, ones, y, l1=0.1) - without == pytest.approx(0.7)
    assert regression.loss(theta, ones, y, l2=0.1) - without == pytest.approx(1.25)
    np.testing.assert_array_equal(regression.shrink(theta, 3.5), [0, -0.5, 100])


# --- How it reads ---------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_it_reads_like_a_textbook(page: Path) -> None:
    """No annotations, a docstring of one or two lines for all that has a name, short functions."""
    tree = ast.parse(page.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        assert not isinstance(node, (ast.AnnAssign, ast.Lambda, ast.Global))
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name != "__init__":
            docstring = ast.get_docstring(node)
            assert docstring, node.name
            assert len(docstring.splitlines()) <= 2
        if isinstance(node, ast.FunctionDef):
            assert node.returns is None
            assert all(arg.annotation is None for arg in ast.walk(node) if isinstance(arg, ast.arg))
            assert node.end_lineno - node.lineno < 30
