"""Section 5 of the lesson, against other ways to differentiate."""

from decimal import Decimal, getcontext

import numpy as np
import pytest
from scipy.optimize import approx_fprime
from scipy.special import expit, log_expit

from logreg import Experiment, LogisticLoss, run
from logreg.experiment.run import Run
from logreg.figures.lesson import gradient_check_chart, secant_chart
from logreg.lesson.gradient import EPSILONS, check_gradient, errors_at, secant_of
from logreg.plain.descent import gradient
from logreg.plain.pieces import central_differences
from logreg.ui.lesson.gradient import STEPS

EXPERIMENTS = (
    Experiment.of(n_iters=50),
    Experiment.of(dataset="circles", features=("x1^2", "x2^2", "sin(x1)"), n_iters=20),
    Experiment.of(dataset="breast_cancer", other_features=True, standardize=True, n_iters=20),
    Experiment.of(dataset="scales", n_iters=5),
    Experiment.of(optimizer="newton", n_iters=8, l1=0.01),
)


@pytest.fixture(scope="module", params=EXPERIMENTS, ids=lambda item: item.source.name)
def trained(request: pytest.FixtureRequest) -> Run:
    return run(request.param)


def theta_of(trained: Run, iteration: int) -> np.ndarray:
    return np.append(trained.trace.weights[iteration], trained.trace.bias[iteration])


@pytest.mark.parametrize("iteration", [0, 1, -1])
def test_the_formula_is_the_slope_that_scipy_finds(trained: Run, iteration: int) -> None:
    X, y = trained.columns(trained.train.X), trained.train.y
    theta = theta_of(trained, iteration)

    def loss(theta: np.ndarray) -> float:
        z = X @ theta[:-1] + theta[-1]
        return float(-np.mean(np.where(y == 1, log_expit(z), log_expit(-z))))

    check = check_gradient(trained, iteration)
    scale = np.append(np.abs(X).mean(axis=0), 1.0)
    found = approx_fprime(theta, loss, 1e-6 / scale)
    for own in (check.analytic, check.plain, check.numeric):
        assert own / scale == pytest.approx(found / scale, abs=2e-5)


def test_the_plain_formula_and_the_core_agree_to_the_last_digits(trained: Run) -> None:
    X = trained.columns(trained.train.X)
    for iteration in (0, 3, -1):
        check = check_gradient(trained, iteration)
        error = expit(X @ trained.trace.weights[iteration] + trained.trace.bias[iteration])
        error -= trained.train.y
        by_hand = np.append((X * error[:, None]).mean(axis=0), error.mean())
        scale = np.append(np.abs(X).mean(axis=0), 1.0)
        assert check.plain / scale == pytest.approx(by_hand / scale, abs=1e-14)
        assert check.analytic / scale == pytest.approx(by_hand / scale, abs=1e-14)


def test_the_errors_make_a_v(trained: Run) -> None:
    """Truncation grows as ε², rounding as 1/ε."""
    check = check_gradient(trained, 1)
    assert 1e-8 < check.epsilons[check.best] < 1e-2
    assert check.errors[-1] > 100 * check.errors[check.best]
    assert check.errors[0] > 100 * check.errors[check.best]


def test_at_zero_weights_differences_are_exact_at_any_width(trained: Run) -> None:
    """softplus(z) − softplus(−z) = z: the caption says so."""
    check = check_gradient(trained, 0)
    assert check.errors[0] < 1e-14
    assert "is exactly z" in gradient_check_chart(check).caption
    assert "is exactly z" not in gradient_check_chart(check_gradient(trained, 1)).caption


def test_weights_that_a_penalty_holds_at_zero_are_not_called_the_start() -> None:
    """L1 = 10 and as many of either class: the model of 20 iterations is still that of none."""
    result = run(Experiment.of(dataset="blobs", test_share=0, l1=10.0, n_iters=20))
    assert not result.trace.weights.any()
    assert not result.trace.bias.any()
    end = gradient_check_chart(check_gradient(result, 20)).caption
    assert end.startswith("With all weights at 0, as before the first iteration, all p are 0.5")


def test_right_of_the_dot_the_error_falls_with_the_square_of_epsilon() -> None:
    check = check_gradient(run(EXPERIMENTS[0]), 10)
    assert check.errors[0] / check.errors[3] == pytest.approx(100, rel=0.1)
    assert check.errors[3] / check.errors[6] == pytest.approx(100, rel=0.1)


def test_central_differences_of_one_point_against_forty_digits() -> None:
    getcontext().prec = 40
    x, b, epsilon = Decimal("0.75"), Decimal("-0.5"), Decimal("0.01")

    def loss(w: Decimal) -> Decimal:
        return (1 + (w * x + b).exp()).ln() - (w * x + b)

    exact = (loss(1 + epsilon) - loss(1 - epsilon)) / (2 * epsilon)
    objective = LogisticLoss(np.array([[0.75]]), np.array([1.0]))
    found = central_differences(objective.log_losses, np.array([1.0, -0.5]), 0.01)
    assert found[0] == pytest.approx(float(exact), rel=1e-13)


def test_the_gradient_of_one_point_is_its_error_times_its_coordinates() -> None:
    slope_w, slope_b = gradient(
        np.array([[2.0, -3.0]]), np.array([1.0]), np.array([0.5, 0.25]), 0.1
    )
    error = expit(0.5 * 2 - 0.25 * 3 + 0.1) - 1
    assert [*slope_w, slope_b] == pytest.approx([2 * error, -3 * error, error], rel=1e-14)


def test_the_chart_shows_every_error_and_its_words_the_smallest(trained: Run) -> None:
    check = check_gradient(trained, 1)
    chart = gradient_check_chart(check)
    curve, dot = chart.traces
    assert len(curve["x"]) == len(EPSILONS) == len(curve["y"])
    assert dot["y"] == [min(curve["y"])]
    lowest = chart.alternative.split("lowest ")[1]
    error, epsilon = (
        float(text.replace(" × 10", "e").translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")))
        for text in lowest.removesuffix(".").split(" at ε = ")
    )
    assert error == pytest.approx(check.errors.min(), rel=0.05)
    assert epsilon == pytest.approx(check.epsilons[check.errors.argmin()], rel=0.5)
    assert chart.figure


def test_the_derivation_ends_at_the_formula_of_the_section() -> None:
    assert len(STEPS) == 5
    assert r"X^\top (p - y)" in STEPS[-1][0]


@pytest.mark.parametrize("epsilon", [0.5, 1e-3])
def test_the_secant_goes_through_the_loss_on_either_side(trained: Run, epsilon: float) -> None:
    X, y = trained.columns(trained.train.X), trained.train.y
    theta = theta_of(trained, 3)

    def loss(shift: float) -> float:
        z = X @ (theta[:-1] + shift * np.eye(len(theta) - 1)[0]) + theta[-1]
        return float(-np.mean(np.where(y == 1, log_expit(z), log_expit(-z))))

    secant = secant_of(trained, 3, 0, epsilon)
    assert secant.end_losses == pytest.approx([loss(-epsilon), loss(epsilon)], rel=1e-9)
    assert secant.loss == pytest.approx(loss(0), rel=1e-9)
    assert secant.losses == pytest.approx([loss(p - theta[0]) for p in secant.places], rel=1e-7)
    slope = (loss(epsilon) - loss(-epsilon)) / (2 * epsilon)
    assert secant.numeric == pytest.approx(slope, rel=1e-6, abs=1e-9)
    chart = secant_chart(secant, "w", epsilon)
    line = next(trace for trace in chart.traces if trace["name"] == "secant")
    for place, end in zip(secant.ends, secant.end_losses, strict=True):
        on_line = np.interp(place, line["x"], line["y"].astype(float))
        assert on_line == pytest.approx(end, rel=1e-5, abs=1e-5)


def test_the_errors_of_some_widths_are_those_of_the_whole_check(trained: Run) -> None:
    check = check_gradient(trained, 2)
    assert errors_at(trained, 2, EPSILONS[[0, 7, 30]]) == pytest.approx(check.errors[[0, 7, 30]])
