"""Section 1 of the lesson, against scipy."""

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.special import log_expit

from logreg import Experiment, run
from logreg.lesson.points import Points, points_of
from logreg.lesson.score import best_line, hand_loss
from logreg.plain.descent import score


@pytest.fixture(scope="module", params=["moons", "blobs", "scales", "breast_cancer"])
def points(request: pytest.FixtureRequest) -> Points:
    return points_of(run(Experiment.of(dataset=request.param, noise=0.4, n_iters=1)))


def reference_loss(points: Points, theta: np.ndarray) -> float:
    z = points.X[:, 0] * theta[0] + points.X[:, 1] * theta[1] + theta[2]
    return float(np.mean(np.where(points.y == 1, -log_expit(z), -log_expit(-z))))


def test_the_hands_loss_is_scipys(points: Points) -> None:
    for theta in ((0.0, 0.0, 0.0), (1.5, -2.0, 0.3), (10.0, 10.0, -10.0)):
        loss = hand_loss(points, np.array(theta[:2]), theta[2])
        assert loss == pytest.approx(reference_loss(points, np.array(theta)), rel=1e-13)


def test_no_search_finds_a_lower_loss_than_the_optimum(points: Points) -> None:
    found = minimize(lambda theta: reference_loss(points, theta), np.zeros(3), tol=1e-12)
    best = best_line(points)
    assert not best.parts_classes
    assert best.loss <= found.fun + 1e-12
    assert [*best.weights, best.bias] == pytest.approx(found.x, abs=1e-4)


def test_classes_that_a_line_parts_have_no_lowest_loss() -> None:
    best = best_line(points_of(run(Experiment.of(dataset="blobs", noise=0.0, n_iters=1))))
    assert best.parts_classes
    assert best.loss < 1e-6


def test_large_numbers_are_standardised_and_small_ones_left_alone() -> None:
    for dataset, is_standardised in (("moons", False), ("scales", True), ("breast_cancer", True)):
        points = points_of(run(Experiment.of(dataset=dataset, n_iters=1)))
        assert ("standardised" in points.names[1]) == is_standardised
        if is_standardised:
            assert points.X.mean(axis=0) == pytest.approx([0, 0], abs=1e-12)
            assert points.X.std(axis=0) == pytest.approx([1, 1])


def test_a_score_is_the_weighted_sum() -> None:
    X = np.array([[1.0, 2.0], [-3.0, 0.5]])
    assert score(X, np.array([2.0, -1.0]), 0.25).tolist() == [0.25, -6.25]
