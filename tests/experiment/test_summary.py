"""The sentence about a run tells what an independent count tells."""

import re

import numpy as np
import pytest
from sklearn.metrics import accuracy_score

from logreg import DATASETS, FEATURES, OPTIMIZERS, Experiment, Run, run
from logreg.experiment.diagnosis import LAST_DIGIT
from logreg.experiment.summary import describe, early_end, has_risen
from logreg.scoring.evaluation import FEWEST_POINTS
from tests.oracles import scipy_minimum, smooth_part, textbook_loop
from tests.told import told

# Few steps: rises that feed on rounding would be counted differently by the textbook loop.
TOO_FAST = Experiment.of(
    noise=0.4, features=("x1", "x2", "x1^2"), standardize=True, learning_rate=20.0, n_iters=40
)
SLOW = Experiment.of(dataset="blobs", learning_rate=0.001, n_iters=100)
LEVEL = Experiment.of(dataset="blobs", noise=0.5, learning_rate=1.0, n_iters=3000)
MINI_BATCH = Experiment.of(dataset="blobs", noise=0.5, batch_size=10, n_iters=300)
NEWTON = Experiment.of(dataset="blobs", noise=0.5, optimizer="newton")
ALL_KINDS = [TOO_FAST, SLOW, LEVEL, MINI_BATCH, NEWTON]


def n_rises(result: Run) -> int:
    """How often the loss rose, by the textbook loop."""
    X = result.standardizer.transform(result.feature_map.matrix(result.train.X))
    experiment = result.experiment
    with np.errstate(over="ignore"):
        *_, losses = textbook_loop(
            X, result.train.y, experiment.settings.learning_rate, experiment.settings.n_iters
        )
    return int((np.diff(losses) > 1e-12 * losses[:-1]).sum())


@pytest.mark.parametrize("dataset", DATASETS)
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_every_run_is_told_in_sentences(dataset: str, optimizer: str) -> None:
    text = told(run(Experiment.of(dataset=dataset, optimizer=optimizer, n_iters=50)))
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
    expected = (
        f"At the end {n_correct:.0f} of {len(predicted)} test points are classified correctly."
    )
    assert expected in told(result)


def test_without_a_test_side_the_training_points_are_counted() -> None:
    text = describe(run(Experiment.of(test_share=0.0, n_samples=60, n_iters=20)))
    assert re.search(r"\d+ of 60 training points are classified correctly\.", text)


def test_a_rate_that_is_too_high_is_blamed_with_the_count_of_rises() -> None:
    result = run(TOO_FAST)
    assert n_rises(result) > 0
    text = describe(result)
    assert f"rose on {n_rises(result)} of 40 steps" in text
    assert "The learning rate 20" in text


def test_scales_are_named_where_they_are_the_cause() -> None:
    far_apart = Experiment.of(dataset="scales", learning_rate=0.3, n_iters=200, test_share=0.0)
    result = run(far_apart)
    assert n_rises(result) > 0
    assert "x₂ varies 9" in told(result)
    # The same samples at the same rate, standardised, are no trouble.
    level = run(Experiment.of(dataset="scales", learning_rate=0.3, n_iters=200, standardize=True))
    assert n_rises(level) == 0
    assert "varies" not in told(level)


def test_a_slow_run_is_still_falling_and_tells_its_losses() -> None:
    result = run(SLOW)
    assert n_rises(result) == 0
    text = told(result)
    assert "still falling" in text
    assert f"from 0.693 to {result.trace.loss[-1]:.3f} in 100 iterations" in text


def test_a_run_at_its_minimum_is_said_to_be_there() -> None:
    result = run(LEVEL)
    X, y = result.train.X, result.train.y
    minimum = smooth_part(scipy_minimum(X, y), X, y)
    assert result.trace.loss[-1] == pytest.approx(minimum, rel=1e-6)
    assert f"{minimum:.3f} in 3000 iterations. That is its minimum" in told(result)


def test_a_converged_run_reached_its_minimum() -> None:
    result = run(NEWTON)
    text = told(result)
    assert f"in {result.trace.n_iters} iterations. That is its minimum" in text
    early = early_end(result)
    assert early is not None
    assert early.text == "ended early: at its minimum"
    assert early_end(run(SLOW)) is None


def test_a_plateau_is_not_taken_for_the_minimum() -> None:
    # Newton's method comes down to 0.080; these steps are too long along x₂, too short along x₁.
    result = run(Experiment.of(dataset="scales", learning_rate=1e-3, n_iters=20))
    minimum = smooth_part(scipy_minimum(result.train.X / (1, 100), result.train.y), *scaled(result))
    assert minimum == pytest.approx(0.080, abs=5e-4)
    assert result.trace.loss[-1] > 0.2
    assert "levelled" not in told(result)
    assert told(result).count("yet 0.080 is possible") == 1


def scaled(result: Run) -> tuple[np.ndarray, np.ndarray]:
    return result.train.X / (1, 100), result.train.y


def test_a_fall_that_no_printed_digit_shows_is_told_by_its_size() -> None:
    result = run(Experiment.of(dataset="blobs", learning_rate=1e-4, n_iters=1))
    fall = result.trace.loss[0] - result.trace.loss[1]
    assert 0 < fall < 1e-4
    digit = f"{fall:.1e}".split("e")[0]
    assert f"fell by only {digit}" in told(result)
    assert "from 0.693 to 0.693" not in told(result)


def test_with_a_penalty_what_fell_is_named_and_counted_with_it() -> None:
    result = run(Experiment.of(l2=1.0, learning_rate=0.1))
    end = result.trace.loss[-1] + 0.5 * (result.trace.weights[-1] ** 2).sum()
    assert f"The training loss with its penalty fell from 0.693 to {end:.3f}" in told(result)


@pytest.mark.parametrize(("above", "is_told"), [(0.99, False), (1.01, True), (1.5, True)])
def test_what_ends_above_its_lowest_by_the_last_digit_has_risen(
    above: float, is_told: bool
) -> None:
    """0.001 is the last digit shown; 5 % of a loss as small as this is less."""
    assert LAST_DIGIT == 0.001
    assert has_risen(np.array([0.5, 0.001, 0.001 + above * 0.001])) is is_told


def test_a_model_no_better_than_a_constant_is_held_against_it() -> None:
    result = run(Experiment.of(dataset="circles"))
    assert result.test is not None
    most = max(int(result.test.y.sum()), int((1 - result.test.y).sum()))
    assert int(result.test.scores.confusion.n_correct) <= most
    assert told(result).endswith(f"Always saying class 1 would get {most} right.")
    assert "Always saying" not in told(run(Experiment()))


def test_a_model_as_good_as_a_constant_is_held_against_it_too() -> None:
    """So strong a penalty leaves the bias alone, which says no to all, as the constant does."""
    result = run(Experiment.of(dataset="imbalanced", l1=1.0, learning_rate=1.0, n_iters=50))
    assert result.test is not None
    most = int((1 - result.test.y).sum())
    assert int(result.test.scores.confusion.n_correct) == most > len(result.test.y) / 2
    assert f"Always saying class 0 would get {most} right." in told(result)


@pytest.mark.parametrize("n_test", [FEWEST_POINTS - 1, FEWEST_POINTS])
def test_few_test_points_are_said_to_tell_little(n_test: int) -> None:
    assert FEWEST_POINTS == 30
    result = run(Experiment.of(n_samples=100, test_share=n_test / 100, n_iters=20))
    assert result.test is not None
    assert len(result.test.y) == n_test
    caution = "With only 29 test points, a share of them has a standard error of up to 9 %."
    assert (caution in told(result)) is (n_test < 30)


def test_rises_of_a_mini_batch_run_are_not_blamed_on_the_rate() -> None:
    result = run(MINI_BATCH)
    text = told(result)
    assert "Each step saw only 10 of 210 samples" in text
    assert "too high" not in text


def test_a_diverged_run_says_so_and_what_to_change() -> None:
    text = describe(run(Experiment.of(l2=10.0, learning_rate=100.0)))
    assert text.startswith("Diverged at iteration")
    assert re.search(r"\b[Ll]ower\b", text)


def test_one_iteration_is_not_called_iterations() -> None:
    text = describe(run(Experiment.of(n_iters=1)))
    assert "in 1 iteration." in text


def test_a_test_loss_that_has_risen_is_told_with_the_iteration_of_its_lowest() -> None:
    overfitted = run(
        Experiment.of(
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
    assert f"The test loss has risen since iteration {losses.argmin()}" in told(overfitted)


@pytest.mark.parametrize("optimizer", ["gd", "newton"])
def test_separated_classes_have_no_minimum_to_reach(optimizer: str) -> None:
    text = told(run(Experiment.of(dataset="gap", optimizer=optimizer, learning_rate=1.0)))
    assert "could fall for ever" in text
    assert "minimum" not in text
    with_penalty = told(run(Experiment.of(dataset="gap", optimizer="newton", l2=0.01)))
    assert "That is its minimum" in with_penalty


def test_a_run_that_creeps_is_not_called_level() -> None:
    # scipy's minimum is far below where 500 iterations got.
    result = run(Experiment.of(features=("x1", "x2", "x1^2", "sin(x1)"), learning_rate=0.3))
    assert "falling slowly, to 0.078 at best" in told(result)


def test_a_rate_far_too_high_is_blamed_whatever_the_optimiser_and_the_batch() -> None:
    for choices in ({"optimizer": "nesterov"}, {"batch_size": 8}):
        result = run(Experiment.of(dataset="breast_cancer", learning_rate=100.0, **choices))
        assert result.trace.loss[-1] > result.trace.loss[0]
        assert "It ends above where it began: the learning rate 100" in told(result)


def test_newton_is_never_said_to_carry_speed() -> None:
    choices = {"dataset": "breast_cancer", "features": tuple(FEATURES), "other_features": True}
    assert "speed" not in told(run(Experiment.of(optimizer="newton", **choices)))
