"""Counts and scores against scikit-learn, and curves against counting one threshold at a time."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit
from sklearn import metrics as sklearn_metrics

from logreg.scoring.metrics import Confusion, confusion, confusion_by_threshold, score
from tests.oracles import FloatArray


def random_scores(seed: int, *shape: int, n: int = 60) -> tuple[FloatArray, FloatArray]:
    """Probabilities (*shape, n) on a grid, so that ties and hits on a threshold occur."""
    random = np.random.default_rng(seed)
    return random.integers(0, 21, (*shape, n)) / 20, random.integers(0, 2, n).astype(float)


def counts(result: Confusion) -> list[FloatArray]:
    return [
        result.true_negatives,
        result.false_positives,
        result.false_negatives,
        result.true_positives,
    ]


@pytest.mark.parametrize("threshold", [0.05, 0.3, 0.5, 0.75])
@pytest.mark.parametrize("seed", range(5))
def test_every_score_is_that_of_scikit_learn(seed: int, threshold: float) -> None:
    p, y = random_scores(seed)
    predicted = (p >= threshold).astype(int)
    ours = confusion(p, y, threshold)
    np.testing.assert_array_equal(ours.matrix, sklearn_metrics.confusion_matrix(y, predicted))
    theirs = {
        "accuracy": sklearn_metrics.accuracy_score(y, predicted),
        "precision": sklearn_metrics.precision_score(y, predicted),
        "recall": sklearn_metrics.recall_score(y, predicted),
        "specificity": sklearn_metrics.recall_score(y, predicted, pos_label=0),
        "f1": sklearn_metrics.f1_score(y, predicted),
    }
    for name, expected in theirs.items():
        assert getattr(ours, name) == pytest.approx(expected, rel=1e-14), name
    shares = sklearn_metrics.confusion_matrix(y, predicted, normalize="true")
    np.testing.assert_allclose(ours.row_shares, shares, rtol=1e-14)
    assert ours.n_correct == (predicted == y).sum()
    assert ours.n_samples == len(y)


def test_scores_of_many_iterates_are_those_of_each() -> None:
    p, y = random_scores(0, 4, 3)
    together = confusion(p, y, 0.4)
    names = ["matrix", "row_shares", "accuracy", "precision", "recall", "specificity", "f1"]
    assert together.accuracy.shape == (4, 3)
    assert together.matrix.shape == (4, 3, 2, 2)
    for index in np.ndindex(4, 3):
        alone = confusion(p[index], y, 0.4)
        for name in names:
            np.testing.assert_array_equal(getattr(together, name)[index], getattr(alone, name))


def test_class_1_is_predicted_where_p_equals_the_threshold() -> None:
    assert confusion([0.5, 0.3], [1, 0], 0.5).true_positives == 1
    assert confusion([0.5, 0.3], [1, 0], 0.3).false_positives == 1
    assert confusion_by_threshold([0.5, 0.3], [1, 0], [0.3]).false_positives.tolist() == [1]


@settings(deadline=None, max_examples=60)
@given(
    st.integers(0, 10_000),
    st.lists(st.integers(-2, 22).map(lambda k: k / 20), min_size=1, max_size=30),
)
def test_counts_by_threshold_are_those_of_each_threshold(
    seed: int, thresholds: list[float]
) -> None:
    p, y = random_scores(seed)
    together = confusion_by_threshold(p, y, thresholds)
    for i, threshold in enumerate(thresholds):
        alone = confusion(p, y, threshold)
        assert [c[i] for c in counts(together)] == [int(c) for c in counts(alone)]


@pytest.mark.parametrize("seed", range(5))
def test_counts_by_threshold_give_the_roc_curve_of_scikit_learn(seed: int) -> None:
    p, y = random_scores(seed)
    false_rate, true_rate, thresholds = sklearn_metrics.roc_curve(y, p, drop_intermediate=False)
    ours = confusion_by_threshold(p, y, thresholds)
    np.testing.assert_allclose(ours.recall, true_rate, rtol=1e-14)
    np.testing.assert_allclose(1 - ours.specificity, false_rate, rtol=1e-13, atol=1e-15)
    np.testing.assert_array_equal(ours.false_positives, np.round(false_rate * (y == 0).sum()))


@pytest.mark.parametrize("seed", range(5))
def test_counts_by_threshold_give_the_precision_recall_curve_of_scikit_learn(seed: int) -> None:
    p, y = random_scores(seed)
    precision, recall, thresholds = sklearn_metrics.precision_recall_curve(y, p)
    ours = confusion_by_threshold(p, y, thresholds)
    # Their last point has no threshold.
    np.testing.assert_allclose(ours.precision, precision[:-1], rtol=1e-14)
    np.testing.assert_allclose(ours.recall, recall[:-1], rtol=1e-14)


def test_a_ratio_without_cases_is_nan_and_silent() -> None:
    nothing_predicted = confusion([0.1, 0.2], [0, 1], 0.9)
    assert np.isnan(nothing_predicted.precision)
    assert nothing_predicted.recall == 0.0
    no_positives = confusion([0.1, 0.2], [0, 0])
    assert np.isnan(no_positives.recall)
    assert np.isnan(no_positives.f1)
    assert np.isnan(no_positives.row_shares[1]).all()
    assert no_positives.row_shares[0].tolist() == [1.0, 0.0]
    assert np.isnan(confusion([0.9], [1]).specificity)
    assert np.isnan(confusion([], []).accuracy)


def test_f1_is_the_harmonic_mean_of_precision_and_recall() -> None:
    result = confusion(*random_scores(3))
    harmonic = 2 / (1 / result.precision + 1 / result.recall)
    assert result.f1 == pytest.approx(harmonic, rel=1e-14)


def test_score_takes_logits() -> None:
    random = np.random.default_rng(0)
    logits, y = 2 * random.standard_normal((3, 80)), random.integers(0, 2, 80)
    scores = score(logits, y, threshold=0.6)
    for k in range(3):
        p = expit(logits[k])
        assert scores.log_loss[k] == pytest.approx(sklearn_metrics.log_loss(y, p), rel=1e-12)
        np.testing.assert_array_equal(
            scores.confusion.matrix[k], sklearn_metrics.confusion_matrix(y, p >= 0.6)
        )
