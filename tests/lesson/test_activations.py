"""Appendices A and B of the lesson, against scipy, exact fractions and the decimal module."""

import math
import re
import warnings
from decimal import Decimal, localcontext
from fractions import Fraction

import numpy as np
import pytest
from scipy.special import expit

from logreg import Experiment, run, sigmoid
from logreg.figures.lesson import activation_chart, slope_chart
from logreg.lesson.activations import (
    ENDS,
    FIRST,
    SECOND,
    SigmoidForms,
    collapse,
    identity,
    naive_sigmoid,
    sigmoid_forms,
    sigmoid_slope,
    stacks,
    step,
    step_slope,
    tanh_sigmoid,
)
from logreg.lesson.digits import compute, correct_digits, exact_sigmoid

Z = np.linspace(-10, 10, 401)


def reference_sigmoid(z: float) -> Decimal:
    """½ + ½·tanh(z/2) by its exponentials, to a hundred digits."""
    with localcontext(prec=1000):
        up, down = (Decimal(z) / 2).exp(), (-Decimal(z) / 2).exp()
        return up / (up + down)


def relative_error(value: float, exact: Decimal) -> float:
    with localcontext(prec=100):
        return float(abs(Decimal(value) - exact) / exact)


def test_slopes_are_those_of_central_differences() -> None:
    h = 1e-5
    assert sigmoid_slope(Z) == pytest.approx((expit(Z + h) - expit(Z - h)) / (2 * h), abs=1e-10)
    away = Z[np.abs(Z) > h]
    assert step_slope(away) == pytest.approx((step(away + h) - step(away - h)) / (2 * h))
    assert math.isnan(step_slope(np.array(0.0)))
    assert sigmoid_slope(Z).max() == sigmoid_slope(np.array(0.0)) == 0.25


def test_only_the_sigmoid_stays_between_0_and_1_and_has_a_slope() -> None:
    assert identity(Z).min() < 0
    assert identity(Z).max() > 1
    assert set(step(Z)) == {0.0, 1.0}
    assert step(np.array([-1e-300, 0.0])).tolist() == [0, 1]
    assert (sigmoid_slope(Z) > 0).all()


def by_hand(x: list[Fraction]) -> list[Fraction]:
    """The outputs of FIRST in exact fractions."""
    W, b = FIRST.W.tolist(), FIRST.b.tolist()
    return [
        sum((Fraction(w) * at for w, at in zip(row, x, strict=True)), Fraction(bias))
        for row, bias in zip(W, b, strict=True)
    ]


def second_by_hand(x: list[Fraction]) -> float:
    (row,), (bias,) = SECOND.W.tolist(), SECOND.b.tolist()
    return float(sum((Fraction(w) * at for w, at in zip(row, x, strict=True)), Fraction(bias)))


def exact_outputs(X: np.ndarray) -> tuple[list[float], list[float]]:
    """Of two linear layers, and with a sigmoid between them."""
    first = [by_hand([Fraction(value) for value in x]) for x in X.tolist()]
    bent = [[Fraction(float(expit(float(value)))) for value in x] for x in first]
    return [second_by_hand(x) for x in first], [second_by_hand(x) for x in bent]


def test_two_linear_layers_are_one_and_a_sigmoid_between_them_makes_two() -> None:
    found = stacks()
    linear, bent = exact_outputs(np.vstack([ENDS, ENDS.mean(axis=0)]))
    assert linear == [-8.5, 5.5, -1.5]  # as a hand has it
    assert found.two_layers == pytest.approx([*linear, (linear[0] + linear[1]) / 2], abs=1e-14)
    assert found.one_layer == pytest.approx(found.two_layers, abs=1e-14)
    assert found.sigmoid_between == pytest.approx([*bent, (bent[0] + bent[1]) / 2], abs=1e-14)
    assert found.two_layers[2] == pytest.approx(found.two_layers[3], abs=1e-14)
    assert abs(found.sigmoid_between[2] - found.sigmoid_between[3]) > 0.1


def test_any_two_layers_collapse() -> None:
    X = np.random.default_rng(0).standard_normal((50, 2))
    assert collapse(FIRST, SECOND)(X) == pytest.approx(SECOND(FIRST(X)), abs=1e-12)
    assert collapse(FIRST, FIRST)(X) == pytest.approx(FIRST(FIRST(X)), abs=1e-12)


@pytest.mark.parametrize("z", [-1000.0, -710.0, -40.0, -20.0, -0.3, 0.0, 5.0, 40.0, 1000.0])
def test_the_exact_sigmoid_is_exact(z: float) -> None:
    with localcontext(prec=1000):
        assert abs(exact_sigmoid(z) / reference_sigmoid(z) - 1) < Decimal("1e-45")


@pytest.mark.parametrize(
    ("value", "exact", "n_digits"),
    [
        (1.0, "1", 15),
        (1.234, "1.2345", 3),
        (34.539, "40", 0),
        (0.0, "1e-400", 0),
        (-1e-15, "4e-18", 0),
        (math.inf, "40", 0),
        (2.0611536366565986e-09, "2.0611536181902036733e-9", 8),
    ],
)
def test_correct_digits_are_counted(value: float, exact: str, n_digits: int) -> None:
    assert correct_digits(value, Decimal(exact)) == n_digits


@pytest.mark.parametrize("form", sigmoid_forms(), ids=lambda form: f"z = {form.z:g}")
def test_the_table_of_the_sigmoid_is_true(form: SigmoidForms) -> None:
    exact = reference_sigmoid(form.z)
    for computed in (form.naive, form.normalized, form.with_tanh):
        error = relative_error(computed.value, exact)
        assert error <= 10.0**-computed.n_digits
        assert computed.n_digits == 15 or error > 10.0 ** -(computed.n_digits + 1)
    assert not form.normalized.warnings
    assert not form.with_tanh.warnings
    assert relative_error(form.with_tanh.value, exact) * float(exact) <= np.finfo(float).eps
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        1 / (1 + np.exp(np.float64(-form.z)))
    assert len(form.naive.warnings) == len(caught)
    assert all("overflow" in str(warning.message) for warning in caught)


def test_the_text_says_where_digits_are_lost() -> None:
    """Overflow below −709.78, no digit of the loop's form below −38, 1 − p = 0 above 37."""

    def warned(z: float) -> tuple[str, ...]:
        return compute(naive_sigmoid, z, exact_sigmoid(z)).warnings

    assert (warned(-709.78), warned(-709.79)) == ((), ("overflow",))
    for z in np.arange(-60.0, -38.0, 0.5):
        assert compute(tanh_sigmoid, z, exact_sigmoid(z)).n_digits == 0
        assert compute(sigmoid, z, exact_sigmoid(z)).n_digits >= 14
    assert compute(sigmoid, -35.0, exact_sigmoid(-35.0)).n_digits > 0
    beyond = np.array([38.0, 50.0, 1000.0])
    for formula in (naive_sigmoid, tanh_sigmoid, sigmoid):
        assert (1 - formula(beyond) == 0).all()
        assert 1 - formula(np.array(36.0)) > 0


def test_the_chart_shows_the_outputs_and_the_scores_of_the_run() -> None:
    result = run(Experiment())
    z = 1.3
    chart = activation_chart(result.train.logits, result.train.y, z)
    drawn = {trace.name: trace for trace in chart.figure.data if trace.name}
    assert drawn["sigmoid"].y == pytest.approx(expit(drawn["sigmoid"].x), abs=1e-6)
    assert drawn["step"].y.tolist() == (drawn["step"].x >= 0).astype(float).tolist()
    assert drawn["identity"].y.tolist() == drawn["identity"].x.tolist()
    dots = {trace.uid: (trace.x, trace.y) for trace in chart.figure.data if trace.uid}
    assert dots["dot-identity"] == ((z,), (z,))
    assert dots["dot-step"] == ((z,), (1,))
    assert dots["dot-sigmoid"][1] == pytest.approx([expit(z)])
    (x0, x1), (y0, y1) = dots["tangent"]
    assert (y1 - y0) / (x1 - x0) == pytest.approx(expit(z) * expit(-z))
    for label, ticks in enumerate(chart.figure.data[:2]):
        logits = result.train.logits[result.train.y == label]
        ends = ticks.x[::3]
        distances = np.abs(logits[:, None] - ends[None])
        assert distances.min(axis=1)[np.abs(logits) <= 10].max() <= 0.051
        assert distances.min(axis=0).max() <= 0.051
    assert f"sigmoid {expit(z):.3f}" in chart.alternative


def test_the_slope_chart_has_no_slope_for_the_step_at_its_jump() -> None:
    for z, n_dots in ((0.0, 0), (0.1, 1)):
        chart = slope_chart(z)
        dots = {trace.uid: trace for trace in chart.figure.data if trace.uid}
        assert len(dots["dot-step"].x) == n_dots
        assert dots["dot-sigmoid"].y[0] == pytest.approx(expit(z) * expit(-z))
        assert f"slope {expit(z) * expit(-z):.3f}" in chart.alternative
        assert not re.search(r"\bnan\b", chart.alternative)
    assert "the step has no slope" in slope_chart(0.0).alternative


def test_the_identity_has_no_dot_where_it_leaves_the_chart() -> None:
    for z, n_dots in ((-10.0, 0), (-1.0, 1), (2.0, 1), (2.1, 0)):
        chart = activation_chart(np.array([0.5, -0.5]), np.array([1.0, 0.0]), z)
        dots = {trace.uid: trace for trace in chart.figure.data if trace.uid}
        assert len(dots["dot-identity"].x) == n_dots


@pytest.mark.parametrize(
    "experiment",
    [
        Experiment.of(dataset="breast_cancer", other_features=True, learning_rate=100.0),
        Experiment.of(dataset="blobs", noise=0.0, optimizer="newton"),
        Experiment.of(n_iters=1),
    ],
    ids=["diverged", "separable", "one iteration"],
)
def test_scores_off_the_chart_are_counted(experiment: Experiment) -> None:
    train = run(experiment).train
    chart = activation_chart(train.logits, train.y, 0.0)
    n_inside = sum(-10 <= logit <= 10 for logit in train.logits.tolist())
    said = f"{n_inside} of" if 0 < n_inside < len(train.y) else "all"
    assert f"he scores of {said} {len(train.y)} training points" in chart.alternative
    assert ("Ticks" in chart.caption) == (n_inside > 0)
    for trace in chart.figure.data[:2]:
        assert np.nanmax(np.abs(trace.x), initial=0) <= 10.05
    assert len(chart.caption) < 140
