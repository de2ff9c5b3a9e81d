"""What a model's scores are worth: curves over all thresholds, calibration and costs.

Conventions are those of `metrics`: n >= 1 samples with labels y (n,) of 0 and 1, class 1 predicted
from a threshold on, and NaN for a ratio without cases. What ranks the samples takes their logits
z (n,): far out p = σ(z) is exactly 0 or 1 in floating point, and makes ties of what is not tied.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import MAX_EMAX, MIN_EMIN, Decimal, localcontext

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..core.checks import FloatArray, check_not_negative
from ..core.loss import sigmoid
from .metrics import IntArray, confusion_by_threshold

# Costs that differ by less than this share are one cost, computed in another order.
ROUNDING = 1e-12
# Decimal digits of a threshold: those of a float64, and some to spare.
PRECISION = 25
MOST_DECIMALS = 18
# e^−z is a float64 with all its digits up to here.
FAR_OUT = 700.0
# e^−z is a Decimal up to here; runs that diverge may come further.
FARTHEST = 1e18
# So near to its end of the scale, a threshold is rounded by its digits and not by its decimals.
NEAR_AN_END = Decimal("1e-4")


@dataclass(frozen=True, eq=False)
class RocCurve:
    """k points from (0, 0) to (1, 1); the rate of a class without samples is NaN, and so the area.

    Fawcett (2006), "An introduction to ROC analysis", Pattern Recognition Letters 27.
    """

    false_positive_rate: FloatArray  # (k,) FP / (TN + FP)
    true_positive_rate: FloatArray  # (k,) TP / (TP + FN), the recall
    thresholds: FloatArray  # (k,) of z, falling from ∞, where nobody is predicted 1
    area: float  # P(a sample of class 1 has the larger z), ties counted half


@dataclass(frozen=True, eq=False)
class PrecisionRecallCurve:
    """k points from recall 0 to 1; recall and average precision are NaN without samples of class 1.

    Between its points the curve is a step, at the precision of the larger recall: a straight line
    would promise what no threshold keeps. Davis & Goadrich (2006), "The relationship between
    precision-recall and ROC curves", ICML.
    """

    recall: FloatArray  # (k,) TP / (TP + FN)
    precision: FloatArray  # (k,) TP / (TP + FP); 1 by convention where nobody is predicted 1
    thresholds: FloatArray  # (k,) of z, falling from ∞
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
    """The mean cost of a sample at every threshold, a step function of t pieces.

    Piece i ends with logitsᵢ, which belongs to it; the last one, where nobody is predicted 1, has
    no end. Where p is 1 to its last digit, several pieces lie at the threshold 1.
    """

    logits: FloatArray  # (t,) rising to ∞
    thresholds: FloatArray  # (t,) σ(logits), rising to 1
    mean_cost: FloatArray  # (t,)
    cheapest: "Threshold"
    cheapest_cost: float

    def at(self, threshold: float) -> float:
        """The mean cost of predicting 1 where p >= threshold, which is from 0 to 1."""
        return float(self.mean_cost[np.searchsorted(self.thresholds, threshold)])


@dataclass(frozen=True)
class Threshold:
    """Class 1 from this z on, which is from a p on that lies so far from the nearer end.

    The distance is a Decimal where no float64 could hold it, beyond z = ±745.
    """

    logit: float
    distance: float | Decimal
    is_near_one: bool  # that end is 1

    @classmethod
    def at(cls, logit: float) -> "Threshold":
        """The threshold of a z."""
        if abs(logit) < FAR_OUT:
            tail = math.exp(-abs(logit))
            return cls(logit, tail / (1 + tail), logit > 0)
        with localcontext(prec=PRECISION, Emax=MAX_EMAX, Emin=MIN_EMIN):
            return cls(logit, _share(-abs(logit)), logit > 0)

    @property
    def probability(self) -> float:
        """p, rounded to 0 or 1 where a float64 cannot tell them apart."""
        distance = float(self.distance)
        return 1 - distance if self.is_near_one else distance


def roc_curve(logits: ArrayLike, y: ArrayLike) -> RocCurve:
    """A point for each distinct z: samples of the same z cross the threshold together."""
    thresholds = _falling_thresholds(logits)
    shares = confusion_by_threshold(logits, y, thresholds).row_shares
    false_rate, true_rate = shares[:, 0, 1], shares[:, 1, 1]
    area = float(np.trapezoid(true_rate, false_rate))
    return RocCurve(false_rate, true_rate, thresholds, area)


def precision_recall_curve(logits: ArrayLike, y: ArrayLike) -> PrecisionRecallCurve:
    """A point for each distinct z, after the one at recall 0 where nobody is predicted 1."""
    thresholds = _falling_thresholds(logits)
    counts = confusion_by_threshold(logits, y, thresholds)
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
    logits: ArrayLike,
    y: ArrayLike,
    false_positive_cost: float,
    false_negative_cost: float,
) -> Costs:
    """(FP·false_positive_cost + FN·false_negative_cost)/n at every threshold.

    The cost changes only where a sample crosses the threshold, so its pieces end at the distinct z.
    Where several thresholds are cheapest, the one named is the middle, in few digits, of the
    stretch nearest to best_threshold.
    """
    false_positive_cost = check_not_negative("false_positive_cost", false_positive_cost)
    false_negative_cost = check_not_negative("false_negative_cost", false_negative_cost)
    ends = np.unique(np.append(logits, np.inf))
    counts = confusion_by_threshold(logits, y, ends)
    mean_cost = (
        counts.false_positives * false_positive_cost + counts.false_negatives * false_negative_cost
    ) / counts.n_samples
    is_cheapest = mean_cost <= mean_cost.min() * (1 + ROUNDING)
    near = best_threshold(false_positive_cost, false_negative_cost)
    cheapest = _middle(*_nearest_stretch(ends, is_cheapest, near))
    return Costs(ends, sigmoid(ends), mean_cost, cheapest, float(mean_cost.min()))


def best_threshold(false_positive_cost: float, false_negative_cost: float) -> float:
    """c₁₀/(c₁₀ + c₀₁), the cheapest threshold if every p came true; ½ if mistakes are free.

    At this p, predicting 1 costs (1 − p)·c₁₀ in the mean, as much as p·c₀₁ for predicting 0.
    Elkan (2001), "The foundations of cost-sensitive learning", IJCAI.
    """
    total = false_positive_cost + false_negative_cost
    return false_positive_cost / total if total else 0.5


def _falling_thresholds(logits: ArrayLike) -> FloatArray:
    return np.append(np.inf, np.unique(logits)[::-1])


def _nearest_stretch(
    ends: FloatArray, is_cheapest: NDArray[np.bool_], near: float
) -> tuple[float, float]:
    """low < z <= high: the cheapest run whose p is nearest to `near`, the lower of two."""
    changes = np.flatnonzero(np.diff(is_cheapest, prepend=False, append=False))
    lows = np.append(-np.inf, ends)[changes[::2]]
    highs = ends[changes[1::2] - 1]
    distances = np.maximum(sigmoid(lows) - near, near - sigmoid(highs)).clip(0)
    # Where all of them are 1 to their last digit, the lowest is the nearest.
    nearest = np.flatnonzero(distances <= distances.min() + ROUNDING)[0]
    return float(lows[nearest]), float(highs[nearest])


def _middle(low: float, high: float) -> Threshold:
    """The middle of low < z <= high by its p, in as few digits, two or more, as are still inside.

    Above ½ it is the same by 1 − p, which has digits where p has none.
    """
    is_mirrored = float(sigmoid(low) + sigmoid(high)) > 1
    start, end = (-high, -low) if is_mirrored else (low, high)
    with localcontext(prec=PRECISION, Emax=MAX_EMAX, Emin=MIN_EMIN):
        middle = (_share(start) + _share(end)) / 2
        # At an end of the scale all are on one side; a p of 1 to its last digit is not below 1.
        is_open = low == -np.inf or (high == np.inf and sigmoid(low) < 1)
        if is_open and middle < NEAR_AN_END:
            return Threshold(high if is_mirrored else low, Decimal(0), is_mirrored)
        for distance in _rounded(middle):
            logit = float((distance / (1 - distance)).ln()) * (-1 if is_mirrored else 1)
            if low < logit <= high:
                return Threshold(logit, distance, is_mirrored)
        return Threshold(high, _share(start if is_mirrored else end), is_mirrored)


def _share(z: float) -> Decimal:
    """σ(z) to PRECISION digits."""
    if np.isinf(z):
        return Decimal(int(z > 0))
    return 1 / (1 + (-Decimal(float(np.clip(z, -FARTHEST, FARTHEST)))).exp())


def _rounded(share: Decimal) -> Iterator[Decimal]:
    """A share, not 0, in more and more digits."""
    first = 2 if share > NEAR_AN_END else -share.adjusted()
    for decimals in range(first, first + MOST_DECIMALS):
        rounded = share.quantize(Decimal(1).scaleb(-decimals))
        if rounded:
            yield rounded.normalize()
