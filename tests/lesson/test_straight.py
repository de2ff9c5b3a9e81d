"""Appendix A of the lesson: least squares beside logistic regression, by scikit-learn."""

import numpy as np
import pytest
from sklearn.linear_model import LinearRegression, LogisticRegression

from logreg.figures.lesson import straight_chart
from logreg.lesson.straight import N_FAR, N_POINTS, straight
from logreg.lesson.words.straight import WORDS


@pytest.mark.parametrize("has_far", [False, True])
def test_both_fits_are_scikit_learns(has_far: bool) -> None:
    found = straight(has_far)
    assert len(found.y) == N_POINTS + has_far * N_FAR
    X = found.x[:, None]
    line = LinearRegression().fit(X, found.y)
    curve = LogisticRegression(C=np.inf, tol=1e-10).fit(X, found.y)
    assert found.line == pytest.approx((line.coef_[0], line.intercept_), rel=1e-9)
    assert found.curve == pytest.approx((curve.coef_[0, 0], curve.intercept_[0]), rel=1e-3)
    first, labels = X[:N_POINTS], found.y[:N_POINTS]
    assert found.line_right == ((line.predict(first) >= 0.5) == labels).sum()
    assert found.curve_right == (curve.predict(first) == labels).sum()
    assert line.predict([[found.line_crossing]])[0] == pytest.approx(0.5)
    assert curve.predict_proba([[found.curve_crossing]])[0, 1] == pytest.approx(0.5, abs=1e-3)


def test_easy_points_far_out_spoil_the_straight_line_alone() -> None:
    before, after = straight(has_far=False), straight(has_far=True)
    shares = [
        f"{100 * n / N_POINTS:.1f}"
        for found in (before, after)
        for n in (found.line_right, found.curve_right)
    ]
    assert shares == ["93.3", "91.7", "83.3", "91.7"]
    # On their own side, and right and sure to the curve that did not see them.
    far = after.x[N_POINTS:]
    assert far.min() > before.x.max()
    weight, bias = before.curve
    assert (weight * far + bias > 10).all()
    assert str(N_POINTS) in WORDS.question.ask
    assert str(N_FAR) in WORDS.question.ask


@pytest.mark.parametrize("has_far", [False, True])
def test_the_chart_draws_both(has_far: bool) -> None:
    found = straight(has_far)
    chart = straight_chart(found)
    zeros, ones, _, line, curve = chart.traces
    assert len(zeros["x"]) + len(ones["x"]) == len(found.y)
    weight, bias = found.line
    assert line["y"] == pytest.approx(weight * line["x"] + bias, abs=1e-5)
    weight, bias = found.curve
    assert curve["y"] == pytest.approx(1 / (1 + np.exp(-(weight * curve["x"] + bias))), abs=1e-5)
    assert chart.figure
