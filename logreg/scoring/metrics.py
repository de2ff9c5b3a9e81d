"""Scores of predicted probabilities, for all iterates or all thresholds at once.

Conventions: probabilities p have shape (..., n), labels y (n,) are 0 and 1, and class 1 is
predicted where p >= threshold. A ratio without cases (0/0) is NaN: unknown, not 0 and not 1.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..core.checks import FloatArray
from ..core.loss import log_loss, sigmoid

IntArray = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Confusion:
    """How many samples of each class were predicted as each class; all of the same shape (...)."""

    true_negatives: IntArray
    false_positives: IntArray
    false_negatives: IntArray
    true_positives: IntArray

    @property
    def matrix(self) -> IntArray:
        """Shape (..., 2, 2): rows are the true classes 0 and 1, columns the predicted ones."""
        negatives = np.stack([self.true_negatives, self.false_positives], axis=-1)
        positives = np.stack([self.false_negatives, self.true_positives], axis=-1)
        return np.stack([negatives, positives], axis=-2)

    @property
    def row_shares(self) -> FloatArray:
        """The matrix divided by the size of each true class; NaN where a class is absent."""
        return _ratio(self.matrix, self.matrix.sum(axis=-1, keepdims=True))

    @property
    def n_correct(self) -> IntArray:
        """TP + TN."""
        return self.true_positives + self.true_negatives

    @property
    def n_samples(self) -> IntArray:
        """TP + TN + FP + FN."""
        return self.n_correct + self.false_positives + self.false_negatives

    @property
    def accuracy(self) -> FloatArray:
        """(TP + TN) / n."""
        return _ratio(self.n_correct, self.n_samples)

    @property
    def precision(self) -> FloatArray:
        """TP / (TP + FP): of those predicted 1, how many are."""
        return _ratio(self.true_positives, self.true_positives + self.false_positives)

    @property
    def recall(self) -> FloatArray:
        """TP / (TP + FN): of those that are 1, how many were found."""
        return _ratio(self.true_positives, self.true_positives + self.false_negatives)

    @property
    def specificity(self) -> FloatArray:
        """TN / (TN + FP): of those that are 0, how many were left alone."""
        return _ratio(self.true_negatives, self.true_negatives + self.false_positives)

    @property
    def f1(self) -> FloatArray:
        """2TP / (2TP + FP + FN): the harmonic mean of precision and recall."""
        errors = self.false_positives + self.false_negatives
        return _ratio(2 * self.true_positives, 2 * self.true_positives + errors)


@dataclass(frozen=True, eq=False)
class Scores:
    """The mean log loss and the confusion counts of one set of samples; all of shape (...)."""

    log_loss: FloatArray
    confusion: Confusion


def confusion(probabilities: ArrayLike, y: ArrayLike, threshold: float = 0.5) -> Confusion:
    """Counts for each leading index of probabilities (..., n), at one threshold."""
    is_predicted = np.asarray(probabilities) >= threshold
    is_positive = np.asarray(y) == 1
    n_positive = int(np.count_nonzero(is_positive))
    n_predicted = np.asarray(np.count_nonzero(is_predicted, axis=-1))
    true_positives = np.asarray(np.count_nonzero(is_predicted & is_positive, axis=-1))
    return _from_margins(n_predicted, true_positives, n_positive, is_positive.size)


def confusion_by_threshold(
    probabilities: ArrayLike, y: ArrayLike, thresholds: ArrayLike
) -> Confusion:
    """Counts of probabilities (n,) at every one of thresholds (t,); shape (t,).

    One sort and a binary search per threshold: O((n + t) log n), ties included.
    """
    scores = np.asarray(probabilities)
    is_positive = np.asarray(y) == 1
    n_predicted = _count_at_least(scores, thresholds)
    true_positives = _count_at_least(scores[is_positive], thresholds)
    n_positive = int(np.count_nonzero(is_positive))
    return _from_margins(n_predicted, true_positives, n_positive, scores.size)


def score(logits: ArrayLike, y: ArrayLike, threshold: float = 0.5) -> Scores:
    """Log loss and confusion counts for each leading index of logits (..., n)."""
    return Scores(log_loss(logits, y), confusion(sigmoid(logits), y, threshold))


def _from_margins(
    n_predicted: IntArray, true_positives: IntArray, n_positive: int, n_samples: int
) -> Confusion:
    false_positives = n_predicted - true_positives
    return Confusion(
        true_negatives=n_samples - n_positive - false_positives,
        false_positives=false_positives,
        false_negatives=n_positive - true_positives,
        true_positives=true_positives,
    )


def _count_at_least(scores: FloatArray, thresholds: ArrayLike) -> IntArray:
    return scores.size - np.searchsorted(np.sort(scores), thresholds, side="left")


def _ratio(numerator: IntArray, denominator: IntArray) -> FloatArray:
    numerator, denominator = np.broadcast_arrays(numerator, denominator)
    result = np.full(numerator.shape, np.nan)
    np.divide(numerator, denominator, out=result, where=denominator != 0)
    return result
