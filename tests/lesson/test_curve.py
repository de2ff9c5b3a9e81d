"""Section 0 of the lesson, against scikit-learn and by counting tumours."""

import numpy as np
import pytest
from scipy.special import log_expit
from sklearn.datasets import load_breast_cancer
from sklearn.linear_model import LogisticRegression

from logreg import run
from logreg.figures.lesson import s_curve_chart
from logreg.lesson.curve import (
    CENTRES,
    FIRST_CENTRE,
    FIRST_STEEPNESS,
    ONE_FEATURE,
    STEEPNESSES,
    Radii,
    odds_ratio,
    radii_of,
)
from logreg.ui.lesson.curve import best_in_words


@pytest.fixture(scope="module")
def radii() -> Radii:
    return radii_of(run(ONE_FEATURE))


@pytest.fixture(scope="module")
def theirs(radii: Radii) -> LogisticRegression:
    """scikit-learn without a penalty, on the same tumours."""
    return LogisticRegression(C=np.inf, tol=1e-10).fit(radii.train_x[:, None], radii.train_y)


def test_radii_are_those_of_the_data_and_1_is_malignant(radii: Radii) -> None:
    bunch = load_breast_cancer()
    assert bunch.feature_names[0] == "mean radius"
    ours = sorted(
        [
            *zip(radii.train_x, radii.train_y, strict=True),
            *zip(radii.test_x, radii.test_y, strict=True),
        ]
    )
    assert ours == sorted(zip(bunch.data[:, 0], bunch.target == 0, strict=True))
    assert bunch.target_names[0] == "malignant"


def test_the_lowest_curve_is_scikit_learns(radii: Radii, theirs: LogisticRegression) -> None:
    weight, bias = theirs.coef_[0, 0], theirs.intercept_[0]
    assert radii.centre == pytest.approx(-bias / weight, rel=1e-4)
    assert radii.steepness == pytest.approx(weight, rel=1e-4)
    assert odds_ratio(radii.steepness) == pytest.approx(np.exp(weight), rel=1e-3)
    accuracy = theirs.score(radii.test_x[:, None], radii.test_y)
    assert radii.n_right(radii.centre) / len(radii.test_y) == pytest.approx(accuracy)


def test_the_figures_of_the_words(radii: Radii) -> None:
    """As they were found before the section was written."""
    assert f"{radii.centre:.2f}" == "14.77"
    assert f"{100 * radii.n_right(radii.centre) / len(radii.test_y):.1f}" == "90.6"
    assert f"{odds_ratio(radii.steepness):.1f}" == "2.6"
    said = best_in_words(radii)
    for figure in ("14.77 mm", "steepness of 0.96", "by 2.6"):
        assert figure in said


@pytest.mark.parametrize(("centre", "steepness"), [(20.0, 0.3), (14.0, 1.5), (6.0, 5.0)])
def test_the_loss_of_a_hand_is_scipys(radii: Radii, centre: float, steepness: float) -> None:
    z = steepness * (radii.train_x - centre)
    expected = -np.mean(np.where(radii.train_y == 1, log_expit(z), log_expit(-z)))
    assert radii.loss_of(centre, steepness) == pytest.approx(expected, rel=1e-12)


def test_no_hand_gets_below_the_lowest_and_one_can_come_close(radii: Radii) -> None:
    centres = np.arange(CENTRES.low, CENTRES.high, 0.25)
    steepnesses = np.arange(STEEPNESSES.low, STEEPNESSES.high, 0.05)
    losses = [radii.loss_of(c, s) for c in centres for s in steepnesses]
    assert radii.loss <= min(losses) < radii.loss + 1e-3
    assert radii.loss_of(radii.centre, radii.steepness) == pytest.approx(radii.loss, abs=1e-12)
    assert radii.loss_of(FIRST_CENTRE, FIRST_STEEPNESS) > 1.5 * radii.loss


def test_one_mm_more_multiplies_the_odds_and_not_p(radii: Radii) -> None:
    """“It does not multiply p, which would soon pass 1.”"""
    x = np.array([10.0, 14.0, 20.0])

    def p(x: np.ndarray) -> np.ndarray:
        return 1 / (1 + np.exp(-(x - radii.centre)))  # at a steepness of 1

    odds, more = (p(at) / (1 - p(at)) for at in (x, x + 1))
    assert more / odds == pytest.approx(np.full(3, np.e))
    assert f"{np.e:.1f}" == "2.7"
    assert (p(x[-1]) * np.e) > 1


def test_the_chart_has_every_tumour_and_the_curve_of_the_hand(radii: Radii) -> None:
    chart = s_curve_chart(radii, 16.5, 0.8)
    benign, malignant, curve, boundary = chart.traces
    assert len(benign["x"]) + len(malignant["x"]) == len(radii.train_x)
    assert set(malignant["y"]) == {1}
    expected = 1 / (1 + np.exp(-0.8 * (curve["x"].astype(float) - 16.5)))
    assert curve["y"] == pytest.approx(expected, abs=1e-6)
    assert boundary["x"] == [16.5, 16.5]
    assert "16.50 mm" in chart.alternative
    x = np.concatenate([radii.train_x, radii.test_x])
    assert (x > CENTRES.low).all()
    assert (x < CENTRES.high).all()
