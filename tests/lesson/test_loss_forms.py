"""Section 2 and appendix B, against scipy, finite differences and the decimal module."""

import warnings
from decimal import Decimal, localcontext

import numpy as np
import pytest
from scipy.special import expit, log_expit
from sklearn.metrics import log_loss as sklearn_log_loss

from logreg import Experiment, run
from logreg.figures.lesson import loss_slopes_chart, losses_chart
from logreg.lesson.digits import compute, exact_log_loss
from logreg.lesson.loss_forms import (
    LossForms,
    log_loss_slope,
    loss_forms,
    naive_loss,
    patched_loss,
    point_loss,
    squared_error,
    squared_error_slope,
)
from logreg.ui.lesson.computed import in_words

Z = np.linspace(-10, 10, 401)
H = 1e-5


def reference_loss(z: float) -> Decimal:
    """max(−z, 0) + log(1 + e^−|z|), to a thousand digits."""
    with localcontext(prec=1000):
        return max(-Decimal(z), Decimal(0)) + (1 + (-abs(Decimal(z))).exp()).ln()


def relative_error(value: float, exact: Decimal) -> float:
    with localcontext(prec=100):
        return float(abs(Decimal(value) - exact) / exact)


def test_losses_are_scipys_and_scikit_learns() -> None:
    assert point_loss(Z) == pytest.approx(-log_expit(Z), rel=1e-13)
    assert squared_error(Z) == pytest.approx((1 - expit(Z)) ** 2, abs=1e-15)
    for z in (-4.0, 0.0, 2.5):
        expected = sklearn_log_loss([1], [[expit(-z), expit(z)]], labels=[0, 1])
        assert point_loss(np.array([z]))[0] == pytest.approx(expected)


def test_slopes_are_those_of_central_differences() -> None:
    log = (log_expit(Z - H) - log_expit(Z + H)) / (2 * H)
    square = (expit(-Z - H) ** 2 - expit(-Z + H) ** 2) / (2 * H)
    assert log_loss_slope(Z) == pytest.approx(log, abs=1e-9)
    assert squared_error_slope(Z) == pytest.approx(square, abs=1e-9)


def test_squared_error_is_flat_where_it_is_most_wrong_and_log_loss_is_steepest() -> None:
    assert log_loss_slope(Z).argmin() == 0
    assert abs(squared_error_slope(np.array(-10.0))) < 1e-4
    assert squared_error_slope(Z).min() == pytest.approx(-8 / 27, abs=1e-4)  # where p = 1/3
    assert expit(Z[squared_error_slope(Z).argmin()]) == pytest.approx(1 / 3, abs=0.01)


@pytest.mark.parametrize("z", [-800.0, -40.0, -5.0, 0.0, 5.0, 40.0])
def test_the_exact_loss_is_exact(z: float) -> None:
    with localcontext(prec=1000):
        assert abs(exact_log_loss(z) / reference_loss(z) - 1) < Decimal("1e-28")


@pytest.mark.parametrize("form", loss_forms(), ids=lambda form: f"z = {form.z:g}")
def test_the_table_of_the_loss_is_true(form: LossForms) -> None:
    exact = reference_loss(-form.z)  # of class 0
    for computed in (form.naive, form.patched, form.ours):
        error = relative_error(computed.value, exact) if np.isfinite(computed.value) else np.inf
        if computed.n_digits:
            assert error <= 10.0**-computed.n_digits
        assert computed.n_digits == 15 or error > 10.0 ** -(computed.n_digits + 1)
    assert form.ours.n_digits == 15
    assert not form.ours.warnings
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        naive_loss(np.float64(form.z))
    assert [f"{warning} encountered" for warning in form.naive.warnings] == [
        str(warning.message).removesuffix(" in log") for warning in caught
    ]


def test_the_text_says_what_the_patch_does() -> None:
    """A ceiling of 20.7, no slope far out, and a loss below 0; without it −log 0 above 37."""
    ceiling = -np.log(1e-9)
    assert ceiling == pytest.approx(20.7, abs=0.05)
    far_out = np.array([1000.0, 100.0, 60.0])
    assert patched_loss(far_out) == pytest.approx([ceiling] * 3, rel=1e-13)
    assert np.ptp(patched_loss(far_out)) == 0
    assert patched_loss(np.array(-40.0)) < 0
    assert compute(naive_loss, 37.5, exact_log_loss(-37.5)).value == np.inf
    assert np.isfinite(compute(naive_loss, 36.0, exact_log_loss(-36.0)).value)


def test_numbers_in_the_table_are_said_in_words() -> None:
    said = {
        form.z: [in_words(item) for item in (form.naive, form.patched)] for form in loss_forms()
    }
    assert said[800.0] == ["∞, divide by zero (0)", "20.72 (0)"]
    assert said[-40.0] == ["0 (0)", "−1.0 × 10⁻⁹ (0)"]


def test_the_charts_show_losses_slopes_and_the_points_of_the_run() -> None:
    train = run(Experiment.of(dataset="moons")).train
    margins = np.where(train.y == 1, train.logits, -train.logits)
    z = -3.2
    chart, slopes = losses_chart(margins, z), loss_slopes_chart(z)
    drawn = {trace.name: trace for trace in chart.figure.data if trace.name}
    assert drawn["log loss"].y == pytest.approx(-log_expit(drawn["log loss"].x), rel=1e-5)
    assert drawn["squared error"].y == pytest.approx(
        expit(-drawn["squared error"].x) ** 2, abs=1e-6
    )
    expected = {
        "dot-log-loss": (-log_expit(z), expit(z) - 1),
        "dot-squared-error": (expit(-z) ** 2, -2 * expit(-z) ** 2 * expit(z)),
    }
    for uid, (loss, slope) in expected.items():
        for shown, value in ((chart, loss), (slopes, slope)):
            (dot,) = (trace for trace in shown.figure.data if trace.uid == uid)
            assert dot.x == (z,)
            assert dot.y == pytest.approx([value])
            assert f"{value:.3f}".replace("-", "−") in shown.alternative
    ticks = chart.figure.data[0].x[::3]
    distances = np.abs(margins[np.abs(margins) <= 10][:, None] - ticks[None])
    assert distances.min(axis=1).max() <= 0.051
    assert all(len(item.caption) < 140 for item in (chart, slopes))
