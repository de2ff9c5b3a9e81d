"""Section 6 of the lesson: the short loop is the core's run."""

from typing import Any

import numpy as np
import pytest
from scipy.special import expit, log_expit

from logreg import Experiment, run
from logreg.experiment.run import Run
from logreg.figures.lesson import loop_chart
from logreg.lesson.whole_loop import MOST_ITERATIONS, is_playgrounds, run_loop
from logreg.ui.lesson.whole_loop import said_of_loop

EXPERIMENTS = (
    Experiment.of(n_iters=120),
    Experiment.of(n_iters=120, batch_size=16, l2=0.1),
    Experiment.of(n_iters=3, batch_size=1, seed=7),
    Experiment.of(dataset="circles", features=("x1^2", "x2^2"), n_iters=150),
    Experiment.of(n_iters=60, start=(1.0, 2.0, -3.0)),
    Experiment.of(dataset="breast_cancer", other_features=True, standardize=True, batch_size=64),
)


@pytest.fixture(scope="module", params=EXPERIMENTS, ids=range(len(EXPERIMENTS)))
def trained(request: pytest.FixtureRequest) -> Run:
    return run(request.param)


def test_the_loop_is_the_run_on_the_playground(trained: Run) -> None:
    loop = run_loop(trained)
    n_iters = len(loop.iterations)
    assert n_iters == min(trained.trace.n_iters, MOST_ITERATIONS)
    assert is_playgrounds(trained)
    assert np.array_equal(loop.trace.weights, trained.trace.weights[: n_iters + 1])
    assert loop.trace.loss == pytest.approx(trained.trace.loss[: n_iters + 1], rel=1e-14)
    for k, one in enumerate(loop.iterations, 1):
        assert one.weights == pytest.approx(trained.trace.weights[k], abs=1e-11)
        assert one.bias == pytest.approx(trained.trace.bias[k], abs=1e-11)
        assert loop.loss[k] == pytest.approx(trained.trace.loss[k], abs=1e-12)
    assert loop.largest_difference < 1e-11


def test_every_line_of_an_iteration_against_scipy(trained: Run) -> None:
    X, y = trained.columns(trained.train.X), trained.train.y
    first, second = run_loop(trained).iterations[:2]
    p = expit(X[second.rows] @ first.weights + first.bias)
    assert second.p == pytest.approx(p, abs=1e-15)
    assert second.error == pytest.approx(p - y[second.rows], abs=1e-15)
    slope = (X[second.rows] * second.error[:, None]).mean(axis=0)
    l2, rate = trained.experiment.settings.l2, trained.experiment.settings.learning_rate
    assert second.slope_w == pytest.approx(slope + l2 * first.weights, abs=1e-14)
    assert second.slope_b == pytest.approx(second.error.mean(), abs=1e-15)
    assert second.weights == pytest.approx(first.weights - rate * second.slope_w, abs=1e-14)
    z = X @ second.weights + second.bias
    loss = -np.mean(np.where(y == 1, log_expit(z), log_expit(-z)))
    assert run_loop(trained).loss[2] == pytest.approx(loss, rel=1e-13)


def test_an_epoch_is_a_pass_over_all_points(trained: Run) -> None:
    loop = run_loop(trained)
    one_epoch = loop.iterations[: loop.epoch_length]
    if len(one_epoch) == loop.epoch_length:
        seen = np.concatenate([one.rows for one in one_epoch])
        assert sorted(seen) == list(range(loop.n_points))


def test_other_optimisers_are_compared_by_gradient_descent() -> None:
    for chosen in (
        Experiment.of(optimizer="adam"),
        Experiment.of(optimizer="newton"),
        Experiment.of(l1=0.1),
    ):
        trained = run(chosen)
        loop = run_loop(trained)
        assert not is_playgrounds(trained)
        assert loop.largest_difference < 1e-11


@pytest.mark.filterwarnings("error")
def test_a_run_that_diverges_ends_where_the_cores_does() -> None:
    loop = run_loop(run(Experiment.of(l2=5.0, learning_rate=50.0)))
    assert 1 <= len(loop.iterations) < MOST_ITERATIONS
    assert np.isfinite(loop.loss).all()
    assert loop_chart(loop, len(loop.iterations)).figure


def test_the_chart_has_both_curves_and_the_ends_of_epochs() -> None:
    loop = run_loop(run(Experiment.of(n_iters=60, batch_size=16)))
    chart = loop_chart(loop, 30)
    ends, core, own, dot = chart.traces
    assert (core["name"], own["name"]) == ("the core", "this loop")
    assert sorted({float(x) for x in ends["x"]}) == [14.0, 28.0, 42.0, 56.0]  # 210 / 16
    assert dot["x"] == [30]
    assert "60 iterations" in chart.alternative
    assert chart.figure


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        ({"class_weight": "balanced"}, "uses Gradient descent with class weights"),
        (
            {"class_weight": "balanced", "l1": 0.1},
            "uses Gradient descent with L1 and class weights",
        ),
        ({"class_weight": "balanced", "optimizer": "adam"}, "uses Adam with class weights"),
        ({"l1": 0.1}, "uses Gradient descent with L1"),
        ({"optimizer": "adam"}, "uses Adam"),
    ],
)
def test_what_the_loop_leaves_out_is_said(choices: dict[str, Any], words: str) -> None:
    """The loop runs without it, and is the core's run without it."""
    trained = run(Experiment.of(dataset="imbalanced", n_iters=50, **choices))
    loop = run_loop(trained)
    without = "L1 or class weights" if "class_weight" in choices else "L1"
    assert not is_playgrounds(trained)
    assert said_of_loop(trained, loop, 1).endswith(
        f"Your run on the playground {words}; the loop and the core are compared by plain gradient"
        f" descent, without {without}."
    )
    plain = run(Experiment.of(dataset="imbalanced", n_iters=50))
    np.testing.assert_array_equal(loop.trace.weights, plain.trace.weights)
    assert loop.largest_difference < 1e-11
