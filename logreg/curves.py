"""What predicted probabilities are worth: curves over all thresholds, calibration and costs.

Conventions are those of `metrics`: probabilities p (n,) from 0 to 1 with n >= 1, labels y (n,) of 0
and 1, class 1 predicted where p >= threshold, and NaN for a ratio without cases.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .metrics import IntArray, confusion_by_threshold
from .validation import FloatArray, check_not_negative

# Costs that differ by less than this share are one cost, computed in another order.
ROUNDING = 1e-12


@dataclass(frozen=True, eq=False)
class RocCurve:
    """k points from (0, 0) to (1, 1); the rate of a class without samples is NaN, and so the area.

    Fawcett (2006), "An introduction to ROC analysis", Pattern Recognition Letters 27.
    """

    false_positive_rate: FloatArray  # (k,) FP / (TN + FP)
    true_positive_rate: FloatArray  # (k,) TP / (TP + FN), the recall
    thresholds: FloatArray  # (k,) falling from ∞, where nobody is predicted 1
    area: float  # P(a sample of class 1 has the larger p), ties counted half


@dataclass(frozen=True, eq=False)
class PrecisionRecallCurve:
    """k points from recall 0 to 1; recall and average precision are NaN without samples of class 1.

    Between its points the curve is a step, at the precision of the larger recall: a straight line
    would promise what no threshold keeps. Davis & Goadrich (2006), "The relationship between
    precision-recall and ROC curves", ICML.
    """

    recall: FloatArray  # (k,) TP / (TP + FN)
    precision: FloatArray  # (k,) TP / (TP + FP); 1 by convention where nobody is predicted 1
    thresholds: FloatArray  # (k,) falling from ∞
    average_precision: float  # Σ (recallᵢ − recallᵢ₋₁) precisionᵢ, the area under the steps


@dataclass(frozen=True, eq=False)
class Calibration:
    """Whether p comes true: b bins of equal width, empty ones with count 0 and NaN.

    Niculescu-Mizil & Caruana (2005), "Predicting good probabilities with supervised learning",
    ICML.
    """

    edges: FloatArray  # (b + 1,); bin i holds edgeᵢ < p <= edgeᵢ₊₁, the first one p = 0 too
    mean_probability: FloatArray  # (b,)
    share_of_ones: FloatArray  # (b,)
    counts: IntArray  # (b,)

    @property
    def expected_error(self) -> float:
        """Σ countᵢ |share_of_onesᵢ − mean_probabilityᵢ| / n.

        Naeini, Cooper & Hauskrecht (2015), "Obtaining well calibrated probabilities using Bayesian
        binning", AAAI.
        """
        gaps = np.abs(self.share_of_ones - self.mean_probability)
        return float(np.nansum(self.counts * gaps) / self.counts.sum())


@dataclass(frozen=True, eq=False)
class Histogram:
    """How many samples of each class have a p in each of b bins of equal width."""

    edges: FloatArray  # (b + 1,); bin i holds edgeᵢ <= p < edgeᵢ₊₁, the last one p = 1 too
    counts: IntArray  # (2, b), a row for each class


@dataclass(frozen=True, eq=False)
class Costs:
    """The mean cost of a sample at every threshold from 0 to 1, a step function of t pieces."""

    thresholds: FloatArray  # (t,) rising to 1; piece i ends with thresholdᵢ, which belongs to it
    mean_cost: FloatArray  # (t,)
    cheapest_threshold: float
    cheapest_cost: float

    def at(self, threshold: float) -> float:
        """The mean cost at a threshold from 0 to 1."""
        return float(self.mean_cost[np.searchsorted(self.thresholds, threshold)])


def roc_curve(probabilities: ArrayLike, y: ArrayLike) -> RocCurve:
    """A point for each distinct p: samples of the same p cross the threshold together."""
    thresholds = _falling_thresholds(probabilities)
    shares = confusion_by_threshold(probabilities, y, thresholds).row_shares
    false_rate, true_rate = shares[:, 0, 1], shares[:, 1, 1]
    area = float(np.trapezoid(true_rate, false_rate))
    return RocCurve(false_rate, true_rate, thresholds, area)


def precision_recall_curve(probabilities: ArrayLike, y: ArrayLike) -> PrecisionRecallCurve:
    """A point for each distinct p, after the one at recall 0 where nobody is predicted 1."""
    thresholds = _falling_thresholds(probabilities)
    counts = confusion_by_threshold(probabilities, y, thresholds)
    precision = np.append(1.0, counts.precision[1:])
    average = float(np.diff(counts.recall) @ precision[1:])
    return PrecisionRecallCurve(counts.recall, precision, thresholds, average)


def calibration(probabilities: ArrayLike, y: ArrayLike, n_bins: int = 10) -> Calibration:
    """The mean of p and the share of class 1 in each of n_bins bins."""
    edges = np.linspace(0, 1, n_bins + 1)
    bins = np.searchsorted(edges[1:-1], probabilities)
    counts = np.bincount(bins, minlength=n_bins)
    with np.errstate(invalid="ignore"):  # an empty bin has no mean
        means, shares = (
            np.bincount(bins, weights=np.asarray(values), minlength=n_bins) / counts
            for values in (probabilities, y)
        )
    return Calibration(edges, means, shares, counts)


def histogram(probabilities: ArrayLike, y: ArrayLike, n_bins: int = 20) -> Histogram:
    """Counts by class; a threshold on an edge has all bins from there on predicted 1."""
    edges = np.linspace(0, 1, n_bins + 1)
    p, labels = np.asarray(probabilities), np.asarray(y)
    return Histogram(edges, np.stack([np.histogram(p[labels == c], edges)[0] for c in (0, 1)]))


def costs(
    probabilities: ArrayLike,
    y: ArrayLike,
    false_positive_cost: float,
    false_negative_cost: float,
) -> Costs:
    """(FP·false_positive_cost + FN·false_negative_cost)/n at every threshold from 0 to 1.

    The cost changes only where a sample crosses the threshold, so its pieces end at the distinct p
    and at 1, where nobody is predicted 1 but samples of p = 1. Where several thresholds are
    cheapest, the one named is the middle, in few digits, of the stretch nearest to best_threshold.
    """
    false_positive_cost = check_not_negative("false_positive_cost", false_positive_cost)
    false_negative_cost = check_not_negative("false_negative_cost", false_negative_cost)
    thresholds = np.unique(np.append(probabilities, 1.0))
    counts = confusion_by_threshold(probabilities, y, thresholds)
    mean_cost = (
        counts.false_positives * false_positive_cost + counts.false_negatives * false_negative_cost
    ) / counts.n_samples
    is_cheapest = mean_cost <= mean_cost.min() * (1 + ROUNDING)
    near = best_threshold(false_positive_cost, false_negative_cost)
    cheapest = _middle_of_stretch(thresholds, is_cheapest, near)
    return Costs(thresholds, mean_cost, cheapest, float(mean_cost.min()))


def best_threshold(false_positive_cost: float, false_negative_cost: float) -> float:
    """c₁₀/(c₁₀ + c₀₁), the cheapest threshold if every p came true; ½ if mistakes are free.

    At this p, predicting 1 costs (1 − p)·c₁₀ in the mean, as much as p·c₀₁ for predicting 0.
    Elkan (2001), "The foundations of cost-sensitive learning", IJCAI.
    """
    total = false_positive_cost + false_negative_cost
    return false_positive_cost / total if total else 0.5


def _falling_thresholds(probabilities: ArrayLike) -> FloatArray:
    return np.append(np.inf, np.unique(probabilities)[::-1])


def _middle_of_stretch(
    thresholds: FloatArray, is_cheapest: NDArray[np.bool_], near: float
) -> float:
    """The middle of that run of cheapest pieces which is nearest to `near`, the lower of two."""
    changes = np.flatnonzero(np.diff(is_cheapest, prepend=False, append=False))
    lows = np.append(0.0, thresholds)[changes[::2]]
    highs = thresholds[changes[1::2] - 1]
    nearest = np.argmin(np.maximum(lows - near, near - highs).clip(0))
    return _middle(float(lows[nearest]), float(highs[nearest]))


def _middle(low: float, high: float) -> float:
    """The middle of low < t <= high, in as few decimals, two or more, as are still inside."""
    middle = (low + high) / 2
    rounded = (round(middle, digits) for digits in range(2, 18))
    return next((value for value in rounded if low < value <= high), high)
