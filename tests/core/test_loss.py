"""The loss, its gradient and its Hessian against other libraries and exact arithmetic."""

from decimal import Decimal, localcontext

import numpy as np
import pytest
from scipy.special import expit
from sklearn.metrics import log_loss as sklearn_log_loss

from logreg import LogisticLoss, log_loss, sigmoid, softplus
from tests.oracles import (
    FloatArray,
    mean_log_loss,
    random_problem,
    smooth_gradient,
    smooth_hessian,
    smooth_part,
)

LOGITS = np.concatenate([np.linspace(-800, 800, 3201), np.linspace(-3, 3, 601)])
EXTREMES = np.array([-1e300, 1e300, -1e5, 1e5, 0.0])
# Around a cache line of 8 numbers, around one block of 4096 samples, and three blocks.
SIZES = [7, 8, 9, 4096, 4097, 10_000]
EPSILON = np.finfo(np.float64).eps


def exact_sigmoid(z: float) -> Decimal:
    return 1 / (1 + (-Decimal(z)).exp())


def exact_softplus(z: float) -> Decimal:
    return (1 + Decimal(z).exp()).ln()


def central_differences(function, at: FloatArray, step: float = 1e-5) -> FloatArray:
    """Derivatives along each coordinate, stacked along the first axis."""
    steps = step * np.eye(len(at))
    return np.array([(function(at + h) - function(at - h)) / (2 * step) for h in steps])


def test_sigmoid_is_the_logistic_function() -> None:
    np.testing.assert_allclose(sigmoid(LOGITS), expit(LOGITS), rtol=0, atol=EPSILON)


@pytest.mark.parametrize("z", [-30.0, -5.5, -1.0, -1e-9, 0.0, 1e-3, 0.7, 3.0, 20.0, 36.0])
def test_sigmoid_is_within_one_epsilon_of_the_exact_number(z: float) -> None:
    assert abs(Decimal(float(sigmoid(z))) - exact_sigmoid(z)) <= Decimal(EPSILON)


@pytest.mark.parametrize("z", [-700.0, -100.0, -40.0, -38.0, -5.5, -1e-9, 0.0, 1e-3, 36.0])
def test_sigmoid_keeps_every_digit_of_a_tiny_p(z: float) -> None:
    with localcontext(prec=400):
        relative_error = abs(Decimal(float(sigmoid(z))) / exact_sigmoid(z) - 1)
    assert relative_error <= 4 * Decimal(EPSILON)


def test_sigmoid_of_0_is_exactly_a_half() -> None:
    assert sigmoid([0.0, -0.0]).tolist() == [0.5, 0.5]


def test_softplus_is_log_of_one_plus_exp() -> None:
    np.testing.assert_allclose(softplus(LOGITS), np.logaddexp(0, LOGITS), rtol=4 * EPSILON)


@pytest.mark.parametrize("z", [-700.0, -50.0, -37.0, -5.5, -1e-9, 0.0, 0.7, 36.0, 40.0, 700.0])
def test_softplus_keeps_every_digit(z: float) -> None:
    with localcontext(prec=400):
        relative_error = abs(Decimal(float(softplus(z))) / exact_softplus(z) - 1)
    assert relative_error <= 4 * Decimal(EPSILON)


def test_log_loss_is_that_of_scikit_learn() -> None:
    random = np.random.default_rng(0)
    logits = 5 * random.standard_normal(500)
    y = random.integers(0, 2, 500)
    expected = sklearn_log_loss(y, expit(logits))
    assert log_loss(logits, y) == pytest.approx(expected, rel=1e-12)


def test_log_loss_of_a_well_separated_sample_keeps_its_digits() -> None:
    # softplus(z) − y·z would be 0 here: e⁻⁴⁰ is lost beside 40.
    with localcontext(prec=60):
        expected = float(exact_softplus(-40.0))
    assert log_loss([40.0], [1]) == pytest.approx(expected, rel=1e-15, abs=0)


def test_the_loss_of_well_separated_samples_keeps_its_digits() -> None:
    objective = LogisticLoss(np.array([[40.0], [-40.0]]), np.array([1.0, 0.0]))
    with localcontext(prec=60):
        expected = float(exact_softplus(-40.0))
    assert objective.value(np.array([1.0, 0.0])) == pytest.approx(expected, rel=1e-14, abs=0)


def test_log_loss_is_taken_along_the_last_axis() -> None:
    random = np.random.default_rng(1)
    logits, y = random.standard_normal((3, 2, 50)), random.integers(0, 2, 50)
    losses = log_loss(logits, y)
    assert losses.shape == (3, 2)
    for index in np.ndindex(3, 2):
        expected = sklearn_log_loss(y, expit(logits[index]))
        assert losses[index] == pytest.approx(expected, rel=1e-12)


def test_extreme_logits_stay_finite_and_silent() -> None:
    with np.errstate(all="raise", under="ignore"):
        assert sigmoid(EXTREMES).tolist() == [0.0, 1.0, 0.0, 1.0, 0.5]
        assert softplus(EXTREMES).tolist() == [0.0, 1e300, 0.0, 1e5, np.log(2)]
        # The first two samples are on the wrong side by 1e300 each.
        assert log_loss(EXTREMES, [1, 0, 1, 0, 1]) == pytest.approx(4e299, rel=1e-12)
        assert log_loss(EXTREMES[:4], [0, 1, 0, 1]) == 0.0


@pytest.mark.parametrize(("y", "expected"), [([1.0, 0.0], 0.0), ([0.0, 1.0], 1e300)])
def test_the_loss_of_samples_with_logits_of_1e300_is_finite_and_silent(
    y: list[float], expected: float
) -> None:
    objective = LogisticLoss(np.array([[1.0], [-1.0]]), np.array(y))
    theta = np.array([1e300, 0.0])
    with np.errstate(all="raise", under="ignore"):
        assert objective.log_losses(theta[None])[0] == pytest.approx(expected)
        assert np.isfinite(objective.gradient(theta)).all()
        assert np.isfinite(objective.hessian(theta)).all()


@pytest.mark.parametrize("l2", [0.0, 0.7])
@pytest.mark.parametrize("n_samples", SIZES)
def test_sums_over_any_number_of_samples_follow_the_formulas(n_samples: int, l2: float) -> None:
    X, y = random_problem(n_samples, 3)
    objective = LogisticLoss(X, y, l2=l2)
    for theta in np.random.default_rng(1).standard_normal((3, 4)):
        close = {"rtol": 1e-11, "atol": 1e-13}
        value = smooth_part(theta, X, y, l2)
        np.testing.assert_allclose(objective.value(theta), value, **close)
        np.testing.assert_allclose(
            objective.gradient(theta), smooth_gradient(theta, X, y, l2), **close
        )
        np.testing.assert_allclose(
            objective.hessian(theta), smooth_hessian(theta, X, y, l2), **close
        )


@pytest.mark.parametrize("l2", [0.0, 0.7])
@pytest.mark.parametrize("n_samples", [9, 4097])
def test_gradient_and_hessian_are_the_derivatives_of_the_value(n_samples: int, l2: float) -> None:
    X, y = random_problem(n_samples, 3)
    objective = LogisticLoss(X, y, l2=l2)
    for theta in np.random.default_rng(2).standard_normal((3, 4)):
        np.testing.assert_allclose(
            objective.gradient(theta), central_differences(objective.value, theta), atol=1e-9
        )
        np.testing.assert_allclose(
            objective.hessian(theta), central_differences(objective.gradient, theta), atol=1e-9
        )


@pytest.mark.parametrize("n_samples", [7, 4096, 10_000])
def test_losses_of_many_iterates_are_those_of_each(n_samples: int) -> None:
    # 100 iterates at 4096 samples do not fit into one block of losses.
    X, y = random_problem(n_samples, 2)
    thetas = np.random.default_rng(3).standard_normal((100, 3))
    expected = [mean_log_loss(theta, X, y) for theta in thetas]
    np.testing.assert_allclose(LogisticLoss(X, y).log_losses(thetas), expected, rtol=1e-12)


def test_penalties_are_half_l2_squared_length_plus_l1_length() -> None:
    X, y = random_problem(10, 2)
    thetas = np.array([[3.0, -4.0, 100.0], [0.0, 0.0, -5.0]])
    penalties = LogisticLoss(X, y, l1=0.1, l2=0.2).penalties(thetas)
    np.testing.assert_allclose(penalties, [0.1 * 25 + 0.1 * 7, 0.0], rtol=1e-15)


def test_the_value_contains_every_penalty_and_the_gradient_leaves_l1_out() -> None:
    X, y = random_problem(50, 2)
    theta = np.array([3.0, -4.0, 2.0])
    objective = LogisticLoss(X, y, l1=0.1, l2=0.2)
    assert objective.value(theta) == pytest.approx(smooth_part(theta, X, y, 0.2) + 0.7, rel=1e-13)
    np.testing.assert_allclose(
        objective.gradient(theta), smooth_gradient(theta, X, y, 0.2), rtol=1e-11
    )


def test_the_bias_is_never_penalised() -> None:
    X, y = random_problem(50, 2)
    plain, penalised = LogisticLoss(X, y), LogisticLoss(X, y, l1=3.0, l2=5.0)
    only_bias = np.array([0.0, 0.0, 7.0])
    assert penalised.value(only_bias) == plain.value(only_bias)
    np.testing.assert_array_equal(penalised.gradient(only_bias), plain.gradient(only_bias))
    theta = np.array([1.0, 2.0, 7.0])
    assert penalised.gradient(theta)[-1] == plain.gradient(theta)[-1]
    difference = penalised.hessian(theta) - plain.hessian(theta)
    np.testing.assert_allclose(difference, np.diag([5.0, 5.0, 0.0]), atol=1e-14)


def test_the_gradient_belongs_to_the_caller() -> None:
    X, y = random_problem(20, 2)
    objective = LogisticLoss(X, y, l2=0.1)
    theta = np.ones(3)
    first = objective.gradient(theta)
    kept = first.copy()
    first *= -100.0
    np.testing.assert_array_equal(objective.gradient(theta), kept)
