"""Section 4 of the lesson: the map against scipy, and a bowl where it is called one."""

import numpy as np
import pytest
from scipy.optimize import minimize_scalar
from scipy.special import expit, log_expit

from logreg import Experiment, fit, run
from logreg.figures.lesson import bowl_chart, cut_chart
from logreg.lesson.bowl import MOST_STEPS, OTHER_START, Bowl, bowl_of, ends_of_two
from logreg.lesson.points import Points, points_of
from logreg.lesson.score import best_line

EXPERIMENTS = (
    Experiment.of(n_iters=1),
    Experiment.of(dataset="xor", n_iters=1),
    Experiment.of(dataset="gap", n_iters=1),
    Experiment.of(dataset="breast_cancer", n_iters=1, learning_rate=3),
    Experiment.of(dataset="scales", n_iters=1, learning_rate=100),
)


@pytest.fixture(scope="module", params=EXPERIMENTS, ids=lambda item: item.source.name)
def given(request: pytest.FixtureRequest) -> tuple[Points, Bowl, float]:
    points = points_of(run(request.param))
    rate = request.param.settings.learning_rate
    return points, bowl_of(points, best_line(points), rate), rate


def loss_of(points: Points, w: np.ndarray, b: float) -> float:
    z = points.X @ w + b
    return float(-np.mean(np.where(points.y == 1, log_expit(z), log_expit(-z))))


def test_heights_are_the_loss_at_the_best_bias(given: tuple[Points, Bowl, float]) -> None:
    points, bowl, _ = given
    x, y = bowl.landscape.box.axes(bowl.landscape.heights.shape[0])
    for i, j in ((0, 0), (20, 20), (40, 3), (11, 37)):
        w = np.array([x[j], y[i]])
        found = minimize_scalar(lambda b, w=w: loss_of(points, w, b), bracket=(-5, 5))
        assert bowl.landscape.heights[i, j] == pytest.approx(found.fun, abs=1e-6)


def test_no_place_of_the_map_lies_below_the_lowest(given: tuple[Points, Bowl, float]) -> None:
    points, bowl, _ = given
    best = best_line(points)
    if best.is_minimum and np.linalg.norm(best.weights) < 12:
        assert bowl.lowest_loss == pytest.approx(best.loss, abs=1e-9)
        assert bowl.landscape.heights.min() >= bowl.lowest_loss - 1e-6


def test_the_path_is_that_of_the_core(given: tuple[Points, Bowl, float]) -> None:
    points, bowl, rate = given
    trace = fit(points.X, points.y, rate, MOST_STEPS)
    assert bowl.path[:40] == pytest.approx(trace.weights[:40], rel=1e-7, abs=1e-9)
    assert bowl.losses[:40] == pytest.approx(trace.loss[:40], rel=1e-7, abs=1e-9)
    assert len(bowl.path) == MOST_STEPS + 1


def test_the_cut_of_the_log_loss_is_a_bowl_and_that_of_the_squared_error_none(
    given: tuple[Points, Bowl, float],
) -> None:
    points, bowl, _ = given
    bends = np.diff(bowl.cut_log, 2)
    assert (bends >= -1e-12).all()
    # No function that is never above 1 can be a bowl: it would have to rise for ever.
    assert bowl.cut_square.max() <= 1
    assert (np.diff(bowl.cut_square, 2) < 0).any()
    at_one = int(np.abs(bowl.cut - 1).argmin())
    assert bowl.cut[at_one] == pytest.approx(1)
    assert bowl.cut_log[at_one] == pytest.approx(bowl.lowest_loss, abs=1e-6)
    assert np.interp(0, bowl.cut, bowl.cut_log) == pytest.approx(np.log(2), abs=0.02)
    b = minimize_scalar(lambda b: loss_of(points, bowl.lowest, b), bracket=(-5, 5)).x
    for k in (0, 60, 120):
        z = bowl.cut[k] * (points.X @ bowl.lowest + b)
        expected = float(np.mean((expit(z) - points.y) ** 2))
        assert bowl.cut_square[k] == pytest.approx(expected, abs=1e-4)


def test_two_who_start_apart_end_at_the_same_loss() -> None:
    for experiment in EXPERIMENTS:
        points = points_of(run(experiment))
        first, second = ends_of_two(points)
        assert first == pytest.approx(second, abs=1e-6)
        assert first <= best_line(points).loss + 1e-6
        assert loss_of(points, np.array(OTHER_START[:2]), OTHER_START[2]) > first + 0.05


def test_charts_show_path_and_cut(given: tuple[Points, Bowl, float]) -> None:
    _, bowl, rate = given
    chart = bowl_chart(bowl, 7, rate)
    terrain, path, lowest, dot = chart.traces
    assert len(path["x"]) == 8
    assert (dot["x"], dot["y"]) == ([bowl.path[7, 0]], [bowl.path[7, 1]])
    assert (lowest["x"], lowest["y"]) == ([bowl.lowest[0]], [bowl.lowest[1]])
    assert np.isfinite(terrain["z"]).all()
    box = bowl.landscape.box
    is_inside = all(
        box.left <= w1 <= box.right and box.bottom <= w2 <= box.top for w1, w2 in bowl.path
    )
    assert ("leaves the map" in chart.caption) == (not is_inside)
    assert chart.figure
    cut = cut_chart(bowl)
    rope = next(trace for trace in cut.traces if trace["name"] == "rope")
    between = np.interp(bowl.cut, rope["x"], rope["y"])
    assert (bowl.cut_log <= between + 1e-6).all()
    assert cut.figure
