"""What a run learned: odds by counting, the S-curve by distances, a proof by its own numbers."""

from typing import Any

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.special import expit
from sklearn.linear_model import LogisticRegression

from logreg import Experiment, Run, run
from logreg.experiment.arrow import arrow
from logreg.experiment.certificate import Proof, prove, separability_claim
from logreg.experiment.learned import learned, odds_ratios, shares_told, step_of
from logreg.experiment.optimum import find_optimum
from logreg.experiment.separability import Separability
from logreg.experiment.uncertainty import bootstrap, fan, refusal, uncertainty
from tests.oracles import with_ones


def made(**choices: Any) -> Run:
    return run(Experiment.of(**choices))


def kinds(result: Run) -> list[str]:
    return [one.kind for one in odds_ratios(result, find_optimum(result))]


# --- Odds -----------------------------------------------------------------------------------------


def test_one_mm_more_radius_multiplies_the_odds_of_malignant_by_2_6() -> None:
    """TEACHING: radius alone. Here benign is class 1: the inverse."""
    result = made(dataset="breast_cancer", features=("x1",), optimizer="newton", n_iters=30)
    (said,) = odds_ratios(result, find_optimum(result))
    assert said.kind == "odds ratio alone"
    assert said.values["step"] == 1
    theirs = LogisticRegression(C=np.inf, solver="newton-cholesky", tol=1e-10)
    theirs.fit(result.train.X[:, :1], result.train.y)
    assert said.values["ratio"] == pytest.approx(np.exp(theirs.coef_[0, 0]), rel=1e-6)
    assert 1 / said.values["ratio"] == pytest.approx(2.6, abs=0.05)


@pytest.mark.parametrize("standardize", [False, True])
def test_the_odds_ratio_is_that_of_two_points_a_step_apart(standardize: bool) -> None:
    result = made(dataset="iris", standardize=standardize, learning_rate=0.5)
    X = np.array([[6.0, 3.0, 5.0, 1.5]] * 3)
    X[1, 2] += 1
    X[2, 3] += 1
    odds = np.exp(result.logits(X))
    said = [one.values["ratio"] for one in odds_ratios(result, find_optimum(result))]
    np.testing.assert_allclose(said, odds[1:] / odds[0], rtol=1e-9)


@pytest.mark.parametrize(
    ("features", "expected"),
    [
        (("x1", "x2"), ["odds ratio", "odds ratio"]),
        (("x1", "x2^2"), ["odds ratio", "no odds ratio of a curve"]),
        (("x1", "x2", "x2^2"), ["odds ratio", "no odds ratio of a part"]),
        (("x1", "x2", "sin(x1)"), ["no odds ratio of a part", "odds ratio"]),
        (("x1", "x2", "x1*x2"), ["no odds ratio of a part", "no odds ratio of a part"]),
    ],
)
def test_there_is_no_odds_ratio_of_what_cannot_be_held(
    features: tuple[str, ...], expected: list[str]
) -> None:
    assert kinds(made(features=features, n_iters=20))[: len(expected)] == expected


def test_features_that_others_tell_have_no_odds_ratio() -> None:
    radius_and_perimeter = made(dataset="breast_cancer", drawn=(0, 2), n_iters=5)
    assert kinds(radius_and_perimeter) == ["no odds ratio of an echo"] * 2
    radius_and_texture = made(dataset="breast_cancer", drawn=(0, 1), n_iters=5)
    assert kinds(radius_and_texture) == ["odds ratio"] * 2


def test_shares_told_are_those_of_the_inverse_correlations() -> None:
    X = np.random.default_rng(0).standard_normal((80, 4)) @ np.array(
        [[1.0, 0.9, 0, 0], [0, 0.3, 0, 0], [0, 0, 1, 0.2], [0, 0, 0, 5]]
    )
    inflation = np.diag(np.linalg.inv(np.corrcoef(X.T)))
    np.testing.assert_allclose(shares_told(X), 1 - 1 / inflation, atol=1e-10)
    assert shares_told(np.column_stack([X, np.full(80, 0.1)]))[-1] == 0
    assert shares_told(X[:, :1]).tolist() == [0]


def test_parted_or_diverged_there_are_no_odds() -> None:
    assert kinds(made(dataset="gap")) == ["no odds ratios while parted"]
    assert "odds ratio" in kinds(made(dataset="gap", l2=0.1))
    assert kinds(made(l2=10, learning_rate=1)) == ["no odds ratios after divergence"]


@pytest.mark.parametrize(
    ("deviation", "step"),
    [(0.0, 1), (0.099, 0.01), (0.1, 1), (3.5, 1), (100, 1), (350.0, 100), (0.0026, 0.001)],
)
def test_a_step_is_a_unit_where_that_is_a_step_to_speak_of(deviation: float, step: float) -> None:
    assert step_of(deviation) == pytest.approx(step, rel=1e-12)


def test_the_weights_in_both_units_give_the_same_scores() -> None:
    result = made(dataset="scales", standardize=True)
    model = learned(result)
    X = result.train.X
    z = X @ model.weights + model.bias
    np.testing.assert_allclose(z, result.train.logits, atol=1e-9)
    level = (X - X.mean(axis=0)) / X.std(axis=0)
    np.testing.assert_allclose(level @ model.per_deviation + model.centered_bias, z, atol=1e-9)


# --- The S-curve ----------------------------------------------------------------------------------


@pytest.mark.parametrize("standardize", [False, True])
def test_places_along_the_arrow_are_distances_from_the_line(standardize: bool) -> None:
    result = made(standardize=standardize)
    found = arrow(result)
    assert found.is_distance
    (x0, y0), (x1, y1) = result.line.points
    X = result.train.X
    distances = np.abs((x1 - x0) * (X[:, 1] - y0) - (y1 - y0) * (X[:, 0] - x0))
    np.testing.assert_allclose(np.abs(found.train), distances / np.hypot(x1 - x0, y1 - y0))
    p = expit(result.train.logits)
    np.testing.assert_allclose(found.probability(found.train), p, atol=1e-12)
    assert ((found.train > 0) == (p > 0.5)).all()


@pytest.mark.parametrize(
    "choices",
    [
        {"features": ("x1", "x1^2")},
        {"dataset": "iris", "other_features": True},
        {"l1": 10.0},
    ],
)
def test_where_no_distance_is_seen_the_place_is_the_score(choices: dict[str, Any]) -> None:
    result = made(**choices)
    found = arrow(result)
    assert not found.is_distance
    assert found.steepness == 1
    np.testing.assert_array_equal(found.train, result.train.logits)


# --- Whether the classes can be parted ------------------------------------------------------------


def test_the_plane_of_a_proof_parts_the_points_by_its_margin() -> None:
    result = made(dataset="gap", l2=0.1)
    proof = prove(result)
    assert proof.answer is Separability.PARTED
    assert proof.plane is not None
    assert proof.margin is not None
    X, y = result.train.X, result.train.y
    assert (((with_ones(X) @ proof.plane) > 0) == (y == 1)).all()
    level = (X - X.mean(axis=0)) / X.std(axis=0)
    scaled = proof.plane[:-1] * X.std(axis=0)
    distances = np.abs(level @ scaled + proof.plane[-1] + X.mean(axis=0) @ proof.plane[:-1])
    assert proof.margin == pytest.approx(distances.min() / np.linalg.norm(scaled), rel=1e-9)


def test_the_minimum_of_a_proof_is_scipys() -> None:
    result = made(dataset="scales")
    proof = prove(result)
    assert proof.answer is Separability.OVERLAP
    X, y = result.train.X, result.train.y
    signed = (2 * y - 1)[:, None] * with_ones((X - X.mean(axis=0)) / X.std(axis=0))
    lowest = minimize(lambda theta: np.logaddexp(0, -(signed @ theta)).mean(), np.zeros(3)).fun
    assert proof.lowest == pytest.approx(lowest, rel=1e-7)
    assert proof.gradient is not None
    assert proof.gradient < 1e-8
    assert proof.excess is not None
    assert proof.excess < 1e-12


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (Separability.OVERLAP, "overlap by a program"),
        (Separability.UNKNOWN, "separability not known"),
    ],
)
def test_what_newton_leaves_open_is_said_as_it_is_known(answer: Separability, kind: str) -> None:
    assert separability_claim(Proof(answer, 4)).kind == kind


def test_one_wrong_point_ends_separability() -> None:
    """TEACHING: gap has no finite weights, with noise that mixes the classes it has."""
    assert prove(made(dataset="gap")).answer is Separability.PARTED
    assert prove(made(dataset="moons", noise=0.3)).answer is Separability.OVERLAP


# --- Intervals ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("choices", "kind"),
    [
        ({"l2": 0.1}, "no intervals with a penalty"),
        ({"l1": 0.1}, "no intervals with a penalty"),
        ({"dataset": "imbalanced", "class_weight": "balanced"}, "no intervals with class weights"),
        ({"dataset": "gap"}, "no intervals while parted"),
        ({}, None),
    ],
)
def test_who_has_no_intervals_is_told_why(choices: dict[str, Any], kind: str | None) -> None:
    result = made(**choices)
    optimum = find_optimum(result)
    why_not = refusal(result, optimum)
    assert (why_not and why_not.kind) == kind
    assert (uncertainty(result, optimum) is None) == (kind is not None)
    assert (bootstrap(result, optimum) is None) == (kind is not None)


def test_classes_in_balance_already_have_intervals() -> None:
    """Equal weights are none: n/2 samples of each class."""
    result = made(dataset="moons", test_share=0.0, class_weight="balanced")
    assert result.sample_weights is None
    assert refusal(result, find_optimum(result)) is None


@pytest.mark.parametrize("standardize", [False, True])
def test_how_far_the_model_shown_is_from_the_minimum(standardize: bool) -> None:
    short = made(standardize=standardize, n_iters=20)
    found = uncertainty(short, find_optimum(short))
    assert found is not None
    X = short.train.X
    z = X @ found.theta[:-1] + found.theta[-1]
    p = expit(z)
    np.testing.assert_allclose(with_ones(X).T @ (p - short.train.y), 0, atol=1e-7)
    model = learned(short)
    shown = np.append(model.weights, model.bias)
    ends = found.theta + 1.959964 * np.outer([-1, 1], found.errors)
    np.testing.assert_allclose(found.intervals, ends, rtol=1e-6)
    np.testing.assert_allclose(found.distances * found.errors, np.abs(shown - found.theta))


def test_the_refits_spread_like_the_standard_errors_on_many_points() -> None:
    result = made(n_samples=2000, noise=0.4)
    optimum = find_optimum(result)
    sure, refits = uncertainty(result, optimum), bootstrap(result, optimum)
    assert sure is not None
    assert refits is not None
    assert refits.n_left_out == 0
    np.testing.assert_allclose(refits.thetas.std(axis=0), sure.errors, rtol=0.25)
    assert refits.intervals is not None
    inside = (refits.thetas >= refits.intervals[0]) & (refits.thetas <= refits.intervals[1])
    np.testing.assert_allclose(inside.mean(axis=0), 0.95, atol=0.001)


def test_where_resamples_have_no_minimum_the_outer_weights_are_not_known() -> None:
    result = made(n_samples=50)
    refits = bootstrap(result, find_optimum(result))
    assert refits is not None
    assert refits.n_left_out == 200 - len(refits.thetas) > 5
    assert refits.intervals is None


@pytest.mark.parametrize("choices", [{}, {"dataset": "iris", "other_features": False}])
def test_on_every_line_of_the_fan_its_refit_says_one_half(choices: dict[str, Any]) -> None:
    result = made(**choices)
    optimum = find_optimum(result)
    refits = bootstrap(result, optimum)
    assert refits is not None
    found = fan(result, optimum, refits)
    assert len(found.lines) == len(refits.thetas)
    for line, theta in zip(found.lines, refits.thetas, strict=True):
        np.testing.assert_allclose(with_ones(line) @ theta, 0, atol=1e-6)
    assert optimum.theta is not None
    np.testing.assert_allclose(with_ones(found.middle) @ optimum.theta, 0, atol=1e-8)
    directions = np.array([line[1] - line[0] for line in found.lines if len(line)])
    box = result.box
    square = directions / [box.right - box.left, box.top - box.bottom]
    angles = np.degrees(np.arctan(square[:, 1] / square[:, 0]))
    if np.ptp(angles) < 90:  # none is upright
        expected = np.ptp(np.percentile(angles, [2.5, 97.5]))
        assert found.turns == pytest.approx(expected, rel=1e-3)


def test_of_curved_boundaries_a_fan_holds_the_first_forty() -> None:
    result = made(features=("x1", "x2", "x1^2"))
    optimum = find_optimum(result)
    refits = bootstrap(result, optimum)
    assert refits is not None
    found = fan(result, optimum, refits)
    assert len(found.lines) == 40
    assert found.turns is None
