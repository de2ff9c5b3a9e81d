"""A trained model judged: on which points, by which numbers, with which words of caution."""

import dataclasses

import numpy as np
import pytest
from scipy.special import expit, logit
from sklearn import metrics as sklearn_metrics

from logreg import FEATURES, Experiment, Run, run
from logreg.scoring.evaluation import Evaluation
from logreg.scoring.metrics import confusion, score
from logreg.scoring.split import Split
from logreg.wording.claims import in_words
from tests.experiments import random_experiment
from tests.told import evaluated


def judged_on(result: Run, n_zeros: int, n_ones: int) -> Evaluation:
    """The evaluation of a run whose test points are of these numbers."""
    y = np.repeat([0.0, 1.0], [n_zeros, n_ones])
    logits = logit(np.linspace(0.1, 0.9, len(y)))
    test = Split("test", np.zeros((len(y), 2)), y, logits, score(logits, y))
    return evaluated(dataclasses.replace(result, test=test))


@pytest.fixture(scope="module")
def moons() -> Run:
    return run(Experiment())


def test_the_model_is_judged_on_the_test_points(moons: Run) -> None:
    assert moons.test is not None
    result = evaluated(moons)
    assert result.split.name == "test"
    assert result.class_names == moons.dataset.class_names
    np.testing.assert_array_equal(result.split.y, moons.test.y)
    np.testing.assert_allclose(result.probability, expit(moons.logits(moons.test.X)), rtol=1e-12)
    assert result.split.class_sizes == (np.sum(moons.test.y == 0), np.sum(moons.test.y == 1))
    assert result.absent_class is None
    assert result.notes == ()


@pytest.mark.parametrize("dataset", ["moons", "xor", "breast_cancer"])
def test_its_figures_are_those_of_scikit_learn(dataset: str) -> None:
    result = evaluated(run(Experiment.of(dataset=dataset, standardize=True, n_iters=100)))
    y, p = result.split.y, result.probability
    area, average = (
        sklearn_metrics.roc_auc_score(y, p),
        sklearn_metrics.average_precision_score(y, p),
    )
    assert result.roc.area == pytest.approx(area, abs=1e-12)
    assert result.precision_recall.average_precision == pytest.approx(average, abs=1e-12)
    assert result.calibration.counts.sum() == result.histogram.counts.sum() == len(y)
    assert len(result.calibration.counts) == 10
    assert result.histogram.counts.shape == (2, 20)


# --- Ranking --------------------------------------------------------------------------------------


def barely_trained(seed: int) -> Experiment:
    """Any settings, and often some under which p is 0 or 1 in floating point."""
    random = np.random.default_rng(seed)
    return random_experiment(random).changed(
        n_samples=int(random.integers(50, 400)),
        test_share=float(random.choice([0.0, 0.3, 0.5])),
        features=tuple(FEATURES) if random.random() < 0.2 else ("x1", "x2"),
        standardize=bool(random.random() < 0.3),
        n_iters=int(random.integers(1, 30)),
    )


def judged_at_random(seed: int) -> Evaluation | None:
    """None where the split leaves a single class to train on."""
    try:
        return evaluated(run(barely_trained(seed)))
    except ValueError:
        return None


def test_areas_are_scikit_learns_of_the_logits_in_random_experiments() -> None:
    n_judged = n_saturated = 0
    for seed in range(330):
        result = judged_at_random(seed)
        if result is None or result.absent_class is not None:
            continue
        y, z = result.split.y, result.split.logits
        n_judged += 1
        n_saturated += len(np.unique(expit(z))) < len(np.unique(z))
        area, average = (
            sklearn_metrics.roc_auc_score(y, z),
            sklearn_metrics.average_precision_score(y, z),
        )
        assert result.roc.area == pytest.approx(area, abs=1e-12), seed
        assert result.precision_recall.average_precision == pytest.approx(average, abs=1e-12), seed
        false_rate, true_rate, _ = sklearn_metrics.roc_curve(y, z, drop_intermediate=False)
        np.testing.assert_allclose(result.roc.false_positive_rate, false_rate, atol=1e-12)
        np.testing.assert_allclose(result.roc.true_positive_rate, true_rate, atol=1e-12)
    assert n_judged > 280
    assert n_saturated > 50


def test_scores_that_saturate_are_ranked_all_the_same() -> None:
    """By p, exactly 0 or 1 for nearly all points, the area would be smaller by hundredths.

    The run is chaotic: where it ends depends on rounding, so scikit-learn ranks the same logits.
    """
    result = evaluated(run(Experiment.of(dataset="scales")))
    assert np.mean((expit(result.split.logits) == 0) | (expit(result.split.logits) == 1)) > 0.5
    by_logits = sklearn_metrics.roc_auc_score(result.split.y, result.split.logits)
    assert result.roc.area == pytest.approx(by_logits, rel=1e-12)
    assert result.roc.area > 0.97
    assert sklearn_metrics.roc_auc_score(result.split.y, result.probability) < 0.96


@pytest.mark.parametrize("dataset", ["moons", "scales", "breast_cancer"])
def test_the_point_of_a_threshold_lies_on_both_curves(dataset: str) -> None:
    result = evaluated(run(Experiment.of(dataset=dataset)))
    roc = {*zip(result.roc.false_positive_rate, result.roc.true_positive_rate, strict=True)}
    curve = result.precision_recall
    precisions = {*zip(curve.recall, curve.precision, strict=True)}
    thresholds = [0.0, 1e-300, 1e-9, 0.3, 0.5, 0.9999999, 1 - 1e-15, 1.0]
    for threshold in [*thresholds, *result.probability]:
        counts = confusion(result.probability, result.split.y, threshold)
        shares = counts.row_shares
        assert (shares[0, 1], shares[1, 1]) in roc
        at = (float(counts.recall), float(counts.precision))
        assert np.isnan(at[1]) or at in precisions


def test_without_test_points_the_training_points_judge_and_the_note_says_so() -> None:
    trained = run(Experiment.of(test_share=0.0))
    result = evaluated(trained)
    assert result.split.name == "training"
    np.testing.assert_array_equal(result.split.y, trained.train.y)
    assert "flatter" in in_words(result.notes)


@pytest.mark.parametrize(("sizes", "label"), [((3, 0), 0), ((0, 60), 1)])
def test_a_single_class_is_named(moons: Run, sizes: tuple[int, int], label: int) -> None:
    result = judged_on(moons, *sizes)
    assert result.absent_class == moons.dataset.class_names[1 - label]
    assert in_words(result.notes).endswith(
        f"The test set holds only class {label}: ROC and precision–recall curves need both classes."
    )
    assert np.isnan(result.roc.area)


def test_an_experiment_can_end_with_a_single_class_in_its_test_set() -> None:
    result = evaluated(run(Experiment.of(dataset="imbalanced", n_samples=50, test_share=0.05)))
    assert result.absent_class == "class 1"
    assert "holds only class 0" in in_words(result.notes)


def test_few_points_of_a_class_are_said_to_be_few(moons: Run) -> None:
    note = in_words(judged_on(moons, 80, 9).notes)
    assert "only 9 points of class 1: each one moves the curves by 11 %" in note
    assert "only 1 point of class 0: it moves the curves by 100 %" in in_words(
        judged_on(moons, 1, 80).notes
    )
    assert judged_on(moons, 10, 40).notes == ()


def test_how_little_a_few_points_say_is_said(moons: Run) -> None:
    """The standard error of a share is at most 1/(2√n), at a share of ½."""
    for n_zeros, n_ones, points, error in (
        (1, 0, "1 test point,", "50 %"),
        (2, 1, "3 test points,", "29 %"),
        (14, 15, "29 test points,", "9 %"),
    ):
        note = in_words(judged_on(moons, n_zeros, n_ones).notes)
        assert f"With only {points} a share of them has a standard error of up to {error}." in note
        n = n_zeros + n_ones
        assert f"{100 * np.sqrt(0.25 / n):.0f} %" == error
    assert "standard error" not in in_words(judged_on(moons, 15, 15).notes)


def test_few_points_in_all_make_the_calibration_a_sketch(moons: Run) -> None:
    assert "With 49 test points, a bin of the calibration plot" in in_words(
        judged_on(moons, 24, 25).notes
    )
    assert judged_on(moons, 25, 25).notes == ()


def test_both_cautions_are_given_together() -> None:
    trained = run(Experiment.of(test_share=0.0, n_samples=50, dataset="imbalanced"))
    note = in_words(evaluated(trained).notes)
    assert "flatter" in note
    assert "The training set holds only" in note
