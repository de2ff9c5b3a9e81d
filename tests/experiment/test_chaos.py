"""Runs that magnify rounding, found by another order of summation: that of a textbook loop."""

from collections import Counter

import numpy as np
import pytest

from logreg import FEATURES, Experiment, run
from logreg.experiment.chaos import is_chaotic
from tests.oracles import mean_log_loss, textbook_loop


def loss_by_textbook(experiment: Experiment) -> tuple[float, float]:
    """The loss at the end of the run, and that of the loop on the same columns."""
    result = run(experiment)
    X, y = result.columns(result.train.X), result.train.y
    with np.errstate(all="ignore"):
        weights, bias, _ = textbook_loop(
            X, y, experiment.settings.learning_rate, result.trace.n_iters
        )
    theta = np.append(weights[-1], bias[-1])
    return float(result.trace.loss[-1]), mean_log_loss(theta, X, y)


@pytest.mark.parametrize(
    "experiment",
    [
        Experiment.of(dataset="iris", other_features=True, learning_rate=10.0, n_iters=200),
        Experiment.of(dataset="spirals", learning_rate=30.0, features=tuple(FEATURES), n_iters=200),
    ],
    ids=["iris", "spirals"],
)
def test_a_run_that_another_order_of_summation_ends_elsewhere_is_chaotic(
    experiment: Experiment,
) -> None:
    ours, textbook = loss_by_textbook(experiment)
    assert abs(ours - textbook) > 0.001
    assert is_chaotic(run(experiment))


@pytest.mark.parametrize(
    "experiment",
    [
        Experiment(),
        Experiment.of(learning_rate=60.0, n_iters=200),  # jumps for ever, but between two values
        Experiment.of(dataset="gap", optimizer="newton"),
        Experiment.of(dataset="circles", optimizer="adam", batch_size=1),
        Experiment.of(l2=5.0, learning_rate=50.0),  # diverges
    ],
    ids=["default", "bounces", "separable", "mini-batches", "diverges"],
)
def test_other_runs_are_not(experiment: Experiment) -> None:
    assert not is_chaotic(run(experiment))


def test_what_is_not_chaotic_shows_the_same_digits_by_the_textbook() -> None:
    kinds = Counter()
    random = np.random.default_rng(0)
    for _ in range(60):
        experiment = Experiment.of(
            dataset=str(random.choice(["moons", "xor", "spirals", "iris"])),
            n_samples=60,
            noise=0.5,
            seed=int(random.integers(0, 1000)),
            features=tuple(FEATURES) if random.random() < 0.7 else ("x1", "x2"),
            other_features=True,
            learning_rate=float(random.choice([0.3, 10.0, 30.0])),
            n_iters=200,
        )
        ours, textbook = loss_by_textbook(experiment)
        is_chaos = is_chaotic(run(experiment))
        kinds[is_chaos] += 1
        if not is_chaos:
            assert textbook == pytest.approx(ours, rel=1e-4, abs=1e-6)
    assert min(kinds[True], kinds[False]) > 3
