"""The sentence about a run tells what an independent count tells."""

import re

import numpy as np
import pytest
from sklearn.metrics import accuracy_score

from logreg import DATASETS, FEATURES, OPTIMIZERS, Experiment, Run, run
from logreg.summary import describe

from .oracles import scipy_minimum, smooth_part, textbook_loop

# Few steps: rises that feed on rounding would be counted differently by the textbook loop.
TOO_FAST = Experiment(
    noise=0.4, features=("x1", "x2", "x1^2"), standardize=True, learning_rate=20.0, n_iters=40
)
SLOW = Experiment(dataset="blobs", learning_rate=0.001, n_iters=100)
LEVEL = Experiment(dataset="blobs", noise=0.5, learning_rate=1.0, n_iters=3000)
MINI_BATCH = Experiment(dataset="blobs", noise=0.5, batch_size=10, n_iters=300)
NEWTON = Experiment(dataset="blobs", noise=0.5, optimizer="newton")
ALL_KINDS = [TOO_FAST, SLOW, LEVEL, MINI_BATCH, NEWTON]


def n_rises(result: Run) -> int:
    """How often the loss rose, by the textbook loop."""
    X = result.standardizer.transform(result.feature_map.matrix(result.train.X))
    experiment = result.experiment
    with np.errstate(over="ignore"):
        *_, losses = textbook_loop(X, result.train.y, experiment.learning_rate, experiment.n_iters)
    return int((np.diff(losses) > 1e-12 * losses[:-1]).sum())


@pytest.mark.parametrize("dataset", DATASETS)
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_every_run_is_told_in_one_sentence(dataset: str, optimizer: str) -> None:
    text = describe(run(Experiment(dataset=dataset, optimizer=optimizer, n_iters=50)))
    assert re.fullmatch(r"[A-Z].* .*[^\s.]\.", text)
    assert "nan" not in text
    assert not re.search(r"\b1 (iterations|points|steps)\b", text)


@pytest.mark.parametrize("experiment", ALL_KINDS)
def test_the_correct_points_are_counted_as_scikit_learn_counts_them(
    experiment: Experiment,
) -> None:
    result = run(experiment)
    assert result.test is not None
    predicted = (result.logits(result.test.X) >= 0).astype(int)
    n_correct = accuracy_score(result.test.y, predicted, normalize=False)
    expected = f"{n_correct:.0f} of {len(predicted)} test points are classified correctly."
    assert describe(result).endswith(expected)


def test_without_a_test_side_the_training_points_are_counted() -> None:
    text = describe(run(Experiment(test_share=0.0, n_samples=60, n_iters=20)))
    assert re.search(r"\d+ of 60 training points are classified correctly\.$", text)


def test_a_rate_that_is_too_high_is_blamed_with_the_count_of_rises() -> None:
    result = run(TOO_FAST)
    assert n_rises(result) > 0
    text = describe(result)
    assert f"rose on {n_rises(result)} of 40 steps" in text
    assert "learning rate is too high" in text


def test_scales_are_named_where_they_are_the_cause() -> None:
    far_apart = Experiment(dataset="scales", learning_rate=0.3, n_iters=200, test_share=0.0)
    result = run(far_apart)
    assert n_rises(result) > 0
    assert "different scales" in describe(result)
    # The same samples at the same rate, standardised, are no trouble.
    level = run(Experiment(dataset="scales", learning_rate=0.3, n_iters=200, standardize=True))
    assert n_rises(level) == 0
    assert "too high" not in describe(level)


def test_a_slow_run_is_still_falling_and_tells_its_losses() -> None:
    result = run(SLOW)
    assert n_rises(result) == 0
    text = describe(result)
    assert "still falling" in text
    assert f"from 0.693 to {result.trace.loss[-1]:.3f} in 100 iterations" in text


def test_a_run_at_its_minimum_has_levelled_off() -> None:
    result = run(LEVEL)
    X, y = result.train.X, result.train.y
    minimum = smooth_part(scipy_minimum(X, y), X, y)
    assert result.trace.loss[-1] == pytest.approx(minimum, rel=1e-6)
    assert "levelled off" in describe(result)


def test_a_converged_run_reached_its_minimum() -> None:
    result = run(NEWTON)
    text = describe(result)
    assert f"reached its minimum after {result.trace.n_iters} iterations" in text


def test_rises_of_a_mini_batch_run_are_not_blamed_on_the_rate() -> None:
    result = run(MINI_BATCH)
    text = describe(result)
    assert "each step saw only 10 of 210 samples" in text
    assert "too high" not in text


def test_a_diverged_run_says_so_and_what_to_change() -> None:
    text = describe(run(Experiment(l2=10.0, learning_rate=100.0)))
    assert text.startswith("Diverged at iteration")
    assert re.search(r"\b[Ll]ower\b", text)


def test_one_iteration_is_not_called_iterations() -> None:
    text = describe(run(Experiment(n_iters=1)))
    assert "in 1 iteration " in text


def test_a_test_loss_that_has_risen_is_told_with_the_iteration_of_its_lowest() -> None:
    overfitted = run(
        Experiment(
            dataset="breast_cancer",
            other_features=True,
            standardize=True,
            learning_rate=2.0,
            n_iters=5000,
            seed=1,
            test_share=0.5,
        )
    )
    losses = overfitted.trace.validation_loss
    assert losses is not None
    assert losses[-1] > 1.2 * losses.min()  # far from any borderline
    assert f"risen since iteration {losses.argmin()}" in describe(overfitted)


@pytest.mark.parametrize("optimizer", ["gd", "newton"])
def test_separated_classes_have_no_minimum_to_reach(optimizer: str) -> None:
    text = describe(run(Experiment(dataset="gap", optimizer=optimizer, learning_rate=1.0)))
    assert "could fall for ever" in text
    assert "minimum" not in text
    with_penalty = describe(run(Experiment(dataset="gap", optimizer="newton", l2=0.01)))
    assert "reached its minimum" in with_penalty


def test_a_run_that_creeps_is_not_called_level() -> None:
    # scipy's minimum is far below where 500 iterations got.
    result = run(Experiment(features=("x1", "x2", "x1^2", "sin(x1)"), learning_rate=0.3))
    assert "falling slowly" in describe(result)


def test_a_rate_far_too_high_is_blamed_whatever_the_optimiser_and_the_batch() -> None:
    for choices in ({"optimizer": "nesterov"}, {"batch_size": 8}):
        result = run(Experiment(dataset="breast_cancer", learning_rate=100.0, **choices))
        assert result.trace.loss[-1] > result.trace.loss[0]
        assert "learning rate is too high" in describe(result)


def test_newton_is_never_said_to_carry_speed() -> None:
    choices = {"dataset": "breast_cancer", "features": tuple(FEATURES), "other_features": True}
    assert "speed" not in describe(run(Experiment(optimizer="newton", **choices)))
