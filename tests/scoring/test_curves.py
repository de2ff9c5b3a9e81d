"""Curves, calibration and costs against scikit-learn and counts threshold by threshold."""

import warnings
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.special import expit, logit
from sklearn import metrics as sklearn_metrics
from sklearn.calibration import calibration_curve

from logreg import sigmoid
from logreg.scoring import curves
from logreg.scoring.metrics import confusion
from tests.oracles import FloatArray

Sample = tuple[FloatArray, FloatArray]

# On a grid, for ties and for hits on the edges of bins; anything else, for the rest.
on_grid = st.integers(0, 20).map(lambda k: k / 20)
samples = st.lists(
    st.tuples(on_grid | st.floats(0, 1), st.sampled_from([0.0, 1.0])), min_size=1, max_size=40
).map(lambda pairs: tuple(np.array(column) for column in zip(*pairs, strict=True)))
prices = st.sampled_from([0.0, 0.1, 0.3, 1.0, 2.0, 7.5, 100.0])

SPECIAL = {
    "one sample of class 0": ([0.3], [0]),
    "one sample of class 1": ([0.3], [1]),
    "class 0 alone": ([0.1, 0.5, 0.5], [0, 0, 0]),
    "class 1 alone": ([0.1, 0.5, 0.5], [1, 1, 1]),
    "one p for all": ([0.4, 0.4, 0.4, 0.4], [0, 1, 1, 0]),
    "p of 0 and 1": ([0.0, 1.0, 0.0, 1.0, 1.0], [0, 1, 1, 0, 1]),
    "perfect": ([0.1, 0.2, 0.8, 0.9], [0, 0, 1, 1]),
    "all wrong": ([0.1, 0.2, 0.8, 0.9], [1, 1, 0, 0]),
}


special = pytest.mark.parametrize(
    "sample",
    [tuple(np.array(part, float) for part in pair) for pair in SPECIAL.values()],
    ids=SPECIAL,
)


def by_scikit_learn(function: Callable[..., Any], *arguments: Any, **settings: Any) -> Any:
    """It warns where a class is missing; what we say of that is tested apart."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return function(*arguments, **settings)


def has_both(y: FloatArray) -> bool:
    return 0 < y.sum() < len(y)


# --- ROC ------------------------------------------------------------------------------------------


def assert_roc_is_right(sample: Sample) -> None:
    p, y = sample
    ours = curves.roc_curve(p, y)
    false_rate, true_rate, thresholds = by_scikit_learn(
        sklearn_metrics.roc_curve, y, p, drop_intermediate=False, pos_label=1
    )
    np.testing.assert_array_equal(ours.thresholds, thresholds)
    np.testing.assert_allclose(ours.false_positive_rate, false_rate, rtol=0, atol=1e-12)
    np.testing.assert_allclose(ours.true_positive_rate, true_rate, rtol=0, atol=1e-12)
    if has_both(y):
        assert ours.area == pytest.approx(sklearn_metrics.roc_auc_score(y, p), abs=1e-12)
    else:
        assert np.isnan(ours.area)


@settings(deadline=None, max_examples=200)
@given(samples)
def test_roc_curve_and_area_are_those_of_scikit_learn(sample: Sample) -> None:
    assert_roc_is_right(sample)


@special
def test_roc_curve_of_special_samples(sample: Sample) -> None:
    assert_roc_is_right(sample)


@settings(deadline=None, max_examples=100)
@given(samples)
def test_roc_area_is_how_often_class_1_ranks_above_class_0(sample: Sample) -> None:
    p, y = sample
    if has_both(y):
        gaps = np.subtract.outer(p[y == 1], p[y == 0])
        expected = (gaps > 0).mean() + 0.5 * (gaps == 0).mean()
        assert curves.roc_curve(p, y).area == pytest.approx(expected, abs=1e-12)


def test_only_the_rate_of_the_absent_class_is_unknown() -> None:
    zeros, ones = curves.roc_curve([0.2, 0.7], [0, 0]), curves.roc_curve([0.2, 0.7], [1, 1])
    assert zeros.false_positive_rate.tolist() == ones.true_positive_rate.tolist() == [0, 0.5, 1]
    assert np.isnan(zeros.true_positive_rate).all()
    assert np.isnan(ones.false_positive_rate).all()


# --- Precision and recall -------------------------------------------------------------------------


def assert_precision_recall_is_right(sample: Sample) -> None:
    p, y = sample
    ours = curves.precision_recall_curve(p, y)
    precision, recall, thresholds = by_scikit_learn(
        sklearn_metrics.precision_recall_curve, y, p, pos_label=1
    )
    # Theirs runs from the lowest threshold, and its last point has none.
    np.testing.assert_array_equal(ours.thresholds, [np.inf, *thresholds[::-1]])
    np.testing.assert_allclose(ours.precision, precision[::-1], rtol=0, atol=1e-12)
    if y.any():
        average = sklearn_metrics.average_precision_score(y, p)
        np.testing.assert_allclose(ours.recall, recall[::-1], rtol=0, atol=1e-12)
        assert ours.average_precision == pytest.approx(average, abs=1e-12)
    else:
        assert np.isnan(ours.recall).all()
        assert np.isnan(ours.average_precision)


@settings(deadline=None, max_examples=200)
@given(samples)
def test_precision_recall_curve_and_its_area_are_those_of_scikit_learn(sample: Sample) -> None:
    assert_precision_recall_is_right(sample)


@special
def test_precision_recall_curve_of_special_samples(sample: Sample) -> None:
    assert_precision_recall_is_right(sample)


# --- Calibration and histogram --------------------------------------------------------------------


def assert_calibration_is_right(sample: Sample, n_bins: int) -> None:
    p, y = sample
    ours = curves.calibration(p, y, n_bins)
    share, mean = calibration_curve(y, p, n_bins=n_bins, strategy="uniform")
    is_filled = ours.counts > 0
    np.testing.assert_allclose(ours.share_of_ones[is_filled], share, rtol=0, atol=1e-12)
    np.testing.assert_allclose(ours.mean_probability[is_filled], mean, rtol=0, atol=1e-12)
    assert np.isnan(ours.share_of_ones[~is_filled]).all()
    assert np.isnan(ours.mean_probability[~is_filled]).all()
    assert ours.counts.sum() == len(y)
    assert ours.counts.shape == (n_bins,)
    np.testing.assert_array_equal(ours.edges, np.linspace(0, 1, n_bins + 1))


@settings(deadline=None, max_examples=200)
@given(samples, st.integers(1, 25))
def test_calibration_is_that_of_scikit_learn(sample: Sample, n_bins: int) -> None:
    assert_calibration_is_right(sample, n_bins)


@special
def test_calibration_of_special_samples(sample: Sample) -> None:
    assert_calibration_is_right(sample, 10)


@settings(deadline=None, max_examples=100)
@given(samples)
def test_expected_error_is_the_gap_of_each_bin_weighted_by_its_samples(sample: Sample) -> None:
    p, y = sample
    ours = curves.calibration(p, y)
    gaps = [
        abs(y[inside].sum() - p[inside].sum())
        for low, high in zip(ours.edges[:-1], ours.edges[1:], strict=True)
        if (inside := (p <= high) & ((p > low) | (low == 0))).any()
    ]
    assert ours.expected_error == pytest.approx(sum(gaps) / len(y), abs=1e-12)


@settings(deadline=None, max_examples=150)
@given(samples, st.integers(1, 25))
def test_histogram_counts_each_class_and_cuts_as_thresholds_do(sample: Sample, n_bins: int) -> None:
    p, y = sample
    ours = curves.histogram(p, y, n_bins)
    assert ours.counts.shape == (2, n_bins)
    assert ours.counts.sum(axis=1).tolist() == [np.sum(y == 0), np.sum(y == 1)]
    for i, edge in enumerate(ours.edges[:-1]):
        predicted = confusion(p, y, edge)
        right = ours.counts[:, i:].sum(axis=1).tolist()
        assert right == [predicted.false_positives, predicted.true_positives]


# --- Costs ----------------------------------------------------------------------------------------


def logits_of(p: FloatArray) -> FloatArray:
    """z with σ(z) = p, far out where p is 0 or 1."""
    with np.errstate(divide="ignore"):
        return np.clip(logit(p), -800.0, 800.0)


def cost_of(y: FloatArray, predicted: NDArray[np.bool_], prices: tuple[float, float]) -> float:
    """Mean cost by counting the mistakes of either kind."""
    false_positives = np.count_nonzero(predicted & (y == 0))
    false_negatives = np.count_nonzero(~predicted & (y == 1))
    return (false_positives * prices[0] + false_negatives * prices[1]) / len(y)


def stops_to_try(values: FloatArray, low: float, high: float) -> FloatArray:
    """Every value, next to every value, between any two, and both ends."""
    stops = np.unique([low, high, *values])
    inner = stops[np.isfinite(stops)]
    nearby = [np.nextafter(inner, low), np.nextafter(inner, high), (inner[1:] + inner[:-1]) / 2]
    return np.unique(np.concatenate([stops, *nearby]))


def assert_costs_are_right(sample: Sample, prices: tuple[float, float]) -> None:
    z, y = logits_of(sample[0]), sample[1]
    ours = curves.costs(z, y, *prices)
    p = sigmoid(z)
    for t in stops_to_try(p, 0.0, 1.0):
        assert ours.at(t) == pytest.approx(cost_of(y, p >= t, prices), rel=1e-12)
    tried = stops_to_try(z, -np.inf, np.inf)
    expected = np.array([cost_of(y, z >= cut, prices) for cut in tried])
    assert ours.cheapest_cost == pytest.approx(expected.min(), rel=1e-12)
    cheapest = ours.cheapest.logit
    at_cheapest = cost_of(y, z >= cheapest, prices)
    assert at_cheapest == pytest.approx(expected.min(), rel=1e-12)
    assert ours.cheapest.probability == pytest.approx(expit(cheapest), rel=1e-9)
    # Nothing as cheap is nearer than the stretch that the cheapest threshold lies in.
    near = curves.best_threshold(*prices)
    is_cheapest = np.isclose(expected, expected.min(), rtol=1e-12, atol=0)
    is_dearer_between = [_is_dearer_between(tried, is_cheapest, cut, cheapest) for cut in tried]
    stretch = tried[is_cheapest & ~np.array(is_dearer_between)]
    nearest = min(abs(expit(tried[is_cheapest]) - near))
    own = [*abs(expit(stretch) - near), abs(ours.cheapest.probability - near)]
    assert min(own) <= nearest + 1e-12


def _is_dearer_between(
    tried: FloatArray, is_cheapest: NDArray[np.bool_], cut: float, cheapest: float
) -> bool:
    low, high = sorted([cut, cheapest])
    return not is_cheapest[(tried > low) & (tried < high)].all()


@settings(deadline=None, max_examples=200)
@given(samples, prices, prices)
def test_costs_are_those_of_counting_at_every_threshold(
    sample: Sample, false_positive: float, false_negative: float
) -> None:
    assert_costs_are_right(sample, (false_positive, false_negative))


@special
def test_costs_of_special_samples(sample: Sample) -> None:
    assert_costs_are_right(sample, (1.0, 3.0))


@pytest.mark.parametrize(
    ("p", "y", "prices", "cheapest"),
    [
        # The middle of the gap, whatever the prices.
        ([0.1, 0.2, 0.8, 0.9], [0, 0, 1, 1], (1, 1), 0.5),
        ([0.1, 0.2, 0.8, 0.9], [0, 0, 1, 1], (1, 9), 0.5),
        # Of two stretches the nearer to ½; as near as each other, the lower.
        ([0.125, 0.25, 0.625, 0.875], [0, 1, 0, 1], (1, 1), 0.75),
        ([0.125, 0.375, 0.625, 0.875], [0, 1, 0, 1], (1, 1), 0.25),
        # Free mistakes: up to the first of class 1, from the last of class 0, anywhere.
        ([0.1, 0.6, 0.4, 0.9], [0, 0, 1, 1], (0, 1), 0.2),
        ([0.1, 0.6, 0.4, 0.9], [0, 0, 1, 1], (1, 0), 0.8),
        ([0.1, 0.6, 0.4, 0.9], [0, 0, 1, 1], (0, 0), 0.5),
        # Predicting everybody and nobody.
        ([0.3, 0.4], [1, 1], (1, 1), 0.15),
        ([0.3, 0.4], [0, 0], (1, 1), 0.7),
        ([0.0, 0.0], [1, 1], (1, 1), 0.0),
    ],
)
def test_the_cheapest_threshold_is_the_middle_of_the_nearest_cheapest_stretch(
    p: list[float], y: list[int], prices: tuple[float, float], cheapest: float
) -> None:
    assert cheapest_of(p, y, *prices).probability == cheapest


def cheapest_of(
    p: list[float], y: list[int], false_positive: float = 1, false_negative: float = 1
) -> curves.Threshold:
    return curves.costs(logits_of(np.array(p)), y, false_positive, false_negative).cheapest


def test_the_cheapest_threshold_has_no_more_digits_than_it_needs() -> None:
    assert cheapest_of([0.3123, 0.3164], [0, 1]).distance == Decimal("0.314")
    assert cheapest_of([0.1, 0.7001], [0, 1]).distance == Decimal("0.4")
    assert cheapest_of([1e-9, 2e-9], [0, 1]).distance == Decimal("1.5e-9")
    above = cheapest_of([1 - 1e-9, 1 - 2e-10], [0, 1])
    assert (above.distance, above.is_near_one) == (Decimal("6e-10"), True)
    low, high = 1.5, np.nextafter(1.5, 2)
    assert curves.costs([low, high], [0, 1], 1, 1).cheapest.logit == high


def test_between_scores_whose_p_is_the_same_there_is_a_cheapest_threshold_too() -> None:
    """Their p is 1 in floating point, so no threshold of p could part them."""
    for z in ([100.0, 200.0], [900.0, 1500.0], [1e12, 2e15], [3e18, 5e18], [-900.0, -800.0]):
        found = curves.costs(z, [0, 1], 1, 1)
        assert found.cheapest_cost == 0
        assert z[0] < found.cheapest.logit <= z[1]
        assert 0 < found.cheapest.distance < Decimal("1e-40")
        assert found.cheapest.is_near_one == (z[0] > 0)


def test_predicting_everybody_or_nobody_is_the_threshold_0_or_1_where_that_does_so() -> None:
    assert curves.costs([-30.0, -20.0], [1, 1], 1, 1).cheapest.probability == 0
    nobody = curves.costs([20.0, 30.0], [0, 0], 1, 1)
    assert (nobody.cheapest.probability, nobody.at(1)) == (1, 0)
    # A p that is 1 to its last digit is predicted 1 even at the threshold 1.
    sure = curves.costs([20.0, 40.0], [0, 0], 1, 1)
    assert sure.at(1) == 0.5
    assert 0 < sure.cheapest.distance < Decimal("1e-17")


def test_costs_that_differ_by_rounding_are_one_cost_and_others_are_not() -> None:
    """0.1 + 0.1 + 0.1 is 0.30000000000000004: three errors of one kind cost one of the other."""
    p, y = [0.1, 0.2, 0.4, 0.5, 0.6, 0.8], [0, 1, 0, 0, 0, 1]
    assert cheapest_of(p, y, 0.1, 0.3).probability == pytest.approx(0.15)
    assert cheapest_of(p, y, 0.1, 0.3 + 1e-9).probability == pytest.approx(0.15)
    assert cheapest_of(p, y, 0.1, 0.3 - 1e-9).probability == pytest.approx(0.7)


@pytest.mark.parametrize(("prices", "best"), [((1, 1), 0.5), ((1, 3), 0.25), ((4, 1), 0.8)])
def test_where_every_p_comes_true_the_best_threshold_is_the_cheapest(
    prices: tuple[float, float], best: float
) -> None:
    # Twenty samples at each k/20, k of them of class 1.
    p = np.repeat(np.arange(21) / 20, 20)
    y = np.concatenate([np.arange(20) < k for k in range(21)]).astype(float)
    assert curves.best_threshold(*prices) == pytest.approx(best)
    result = curves.costs(logits_of(p), y, *prices)
    assert result.at(best) == pytest.approx(result.cheapest_cost, rel=1e-12)
    assert result.cheapest.probability == pytest.approx(best, abs=0.05)


def test_where_mistakes_are_free_the_best_threshold_is_one_half() -> None:
    assert curves.best_threshold(0, 0) == 0.5


@pytest.mark.parametrize("prices", [(-1, 1), (1, -1), (1, np.nan), (np.inf, 1)])
def test_a_cost_is_a_number_from_0_on(prices: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match=r"false_(positive|negative)_cost must be"):
        curves.costs([0.2, 0.8], [0, 1], *prices)
