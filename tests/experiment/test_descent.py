"""Landscape, path and race, held against brute force, the run itself and a loop of one's own."""

from typing import Any

import numpy as np
import pytest
from scipy.optimize import minimize_scalar

from logreg import Experiment, fit, run
from logreg.core.optimizers import OPTIMIZERS
from logreg.experiment import landscape
from logreg.experiment.descent import (
    NEAR,
    Descent,
    axes_of,
    descend,
    kind_of,
    near_since,
    path_end,
    rivals,
)
from logreg.experiment.descent_view import DescentView
from logreg.experiment.landscape import (
    COARSE_POINTS,
    FINE_POINTS,
    Kind,
    Landscape,
    Weighted,
    floor_landscape,
    points_for,
    solve_bias,
)
from logreg.experiment.optimum import find_optimum
from logreg.experiment.plane import Box
from logreg.experiment.run import Run
from tests.oracles import FloatArray

ALL = DescentView(racers=tuple(OPTIMIZERS))
PETAL = {"dataset": "iris", "features": ("x1",)}


def descent_of(view: DescentView = ALL, n_frames: int = 60, **choices: Any) -> Descent:
    experiment = Experiment.of(**choices)
    runs = (run(experiment), *map(run, rivals(experiment, view)))
    return descend(runs, find_optimum(runs[0]), view, n_frames)


def loss_at(result: Run, theta: FloatArray) -> float:
    """Mean log loss with its penalties, written out."""
    X, y, settings = result.columns(result.train.X), result.train.y, result.experiment.settings
    z = X @ theta[:-1] + theta[-1]
    losses = np.logaddexp(0, z) - y * z
    weights = np.ones(len(y)) if result.sample_weights is None else result.sample_weights
    penalty = settings.l1 * np.abs(theta[:-1]).sum() + settings.l2 / 2 * (theta[:-1] ** 2).sum()
    return float(np.average(losses, weights=weights) + penalty)


def lowest_by_brute_force(result: Run, weights: FloatArray) -> float:
    """The lowest over b, by another library."""
    z = result.columns(result.train.X) @ weights
    found = minimize_scalar(
        lambda b: loss_at(result, np.append(weights, b)),
        bounds=(-z.max() - 9, 9 - z.min()),
        method="bounded",
        options={"xatol": 1e-9},
    )
    return float(found.fun)


def cells(landscape: Landscape, n: int = 60) -> list[tuple[int, int, float, float]]:
    """Some cells at random, and the four corners: their places and their coordinates."""
    x, y = landscape.box.axes(landscape.heights.shape[-1])
    random, last = np.random.default_rng(0), len(x) - 1
    places = [(0, 0), (0, last), (last, 0), (last, last), *random.integers(len(x), size=(n, 2))]
    return [(int(i), int(j), float(x[j]), float(y[i])) for i, j in places]


# --- The landscape --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "choices",
    [
        PETAL,
        PETAL | {"standardize": True, "l2": 0.1, "learning_rate": 8},
        {"features": ("x2",), "l1": 0.05, "class_weight": "balanced", "dataset": "imbalanced"},
    ],
)
def test_the_whole_landscape_is_the_objective_over_weight_and_bias(choices: dict[str, Any]) -> None:
    descent = descent_of(**choices)
    landscape = descent.landscape
    assert landscape.kind is Kind.WHOLE
    assert landscape.heights.shape == (FINE_POINTS, FINE_POINTS)
    for i, j, w, b in cells(landscape):
        expected = loss_at(descent.run, np.array([w, b]))
        assert landscape.heights[i, j] == pytest.approx(expected, rel=1e-10)


@pytest.mark.parametrize(
    "choices",
    [
        {},
        {"learning_rate": 60},
        {"dataset": "scales"},
        {"dataset": "imbalanced", "class_weight": "balanced"},
        {"dataset": "gap", "l2": 0.01, "l1": 0.02},
        {"dataset": "breast_cancer", "learning_rate": 1e-3, "n_iters": 50},
        {"dataset": "moons", "features": ("x1^2", "sin(x1)"), "n_samples": 50},
    ],
)
def test_the_floor_is_the_lowest_over_the_bias(choices: dict[str, Any]) -> None:
    descent = descent_of(**choices)
    landscape = descent.landscape
    assert landscape.kind is Kind.FLOOR
    for i, j, *weights in cells(landscape):
        expected = lowest_by_brute_force(descent.run, np.array(weights))
        assert landscape.heights[i, j] == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("far", [1.0, 30.0, 1000.0, 1e5])
def test_the_best_bias_is_found_however_steep_the_model(far: float) -> None:
    """Far out nearly every p is 0 or 1, and the slope along b a staircase."""
    result = run(Experiment.of(n_iters=1, n_samples=60, dataset="imbalanced"))
    X, y = result.train.X, result.train.y
    samples = Weighted.of(X, y, None)
    weights = far * np.random.default_rng(0).standard_normal((40, 2))
    found = solve_bias(samples, weights)
    landscape = floor_landscape(samples, Box(-far, far, -far, far), 9, 0.0, 0.0)
    for row, bias in zip(weights, found, strict=True):
        lowest = lowest_by_brute_force(result, row)
        assert loss_at(result, np.append(row, bias)) <= lowest + 1e-6
    for i, j, *row in cells(landscape, 10):
        assert landscape.heights[i, j] <= lowest_by_brute_force(result, np.array(row)) + 1e-6


def test_between_the_lines_that_are_solved_nearly_all_cells_take_one_step(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    solved = 0
    solve = landscape._solve

    def counted(samples: Weighted, weights: FloatArray) -> FloatArray:
        nonlocal solved
        solved += len(weights)
        return solve(samples, weights)

    monkeypatch.setattr(landscape, "_solve", counted)
    descent_of(DescentView())
    assert COARSE_POINTS**2 <= solved <= 1.05 * COARSE_POINTS**2


@pytest.mark.parametrize(
    "choices", [{"dataset": "breast_cancer", "other_features": True}, {"features": ("x1", "x2")}]
)
def test_a_slice_goes_through_the_point_of_its_frame(choices: dict[str, Any]) -> None:
    view = DescentView(sight="slice", sliced=(1, 2))
    descent = descent_of(view, n_iters=30, standardize=True, **choices)
    landscape = descent.landscape
    assert (landscape.kind, landscape.axes) == (Kind.SLICE, (1, 2))
    assert len(landscape.heights) == len(descent.iterations) == 31
    for frame in (0, 7, 30):
        for i, j, *values in cells(landscape, 10):
            theta = descent.thetas[frame].copy()
            theta[[1, 2]] = values
            expected = loss_at(descent.run, theta)
            assert landscape.heights[frame, i, j] == pytest.approx(expected, rel=1e-10)


def test_what_a_model_does_not_have_is_not_sliced() -> None:
    result = run(Experiment.of(n_iters=1, features=("x1", "x2", "x1^2")))
    assert axes_of(result, DescentView(sliced=(0, 3))) == (0, 3)
    assert axes_of(result, DescentView(sliced=(0, 4))) == (0, 1)
    assert kind_of(result, DescentView()) is Kind.SLICE


def test_the_grid_is_coarse_under_a_hand_and_for_many_samples() -> None:
    assert points_for(210, is_preview=False) == FINE_POINTS
    assert points_for(210, is_preview=True) == points_for(1400, is_preview=False) == COARSE_POINTS


@pytest.mark.parametrize(
    "choices", [{}, {"learning_rate": 5.5}, {"dataset": "gap"}, PETAL, {"optimizer": "adam"}]
)
def test_the_box_holds_the_start_the_minimum_and_the_path(choices: dict[str, Any]) -> None:
    descent = descent_of(DescentView(), **choices)
    box = descent.landscape.box
    points = [descent.racers[0].points]
    if descent.minimum is not None:
        points.append(descent.minimum[None, :2])
    x, y = np.concatenate(points).T
    assert (x > box.left).all()
    assert (x < box.right).all()
    assert (y > box.bottom).all()
    assert (y < box.top).all()


def test_a_start_that_is_dragged_about_leaves_the_picture_as_it_is() -> None:
    boxes = [
        descent_of(DescentView(), **PETAL, start=start).landscape.box
        for start in ((), (1.0, -3.0), (9.5, -40.0), (-3.0, 8.0), (13.0, -55.0))
    ]
    assert len(set(boxes)) == 1
    assert descent_of(DescentView(), **PETAL, start=(30.0, 1.0)).landscape.box.right > 30


def test_a_path_beyond_all_bounds_leaves_the_picture_and_not_the_numbers() -> None:
    descent = descent_of(DescentView(), l2=10.0, learning_rate=0.5)
    box = descent.landscape.box
    assert np.isfinite(descent.landscape.heights).all()
    assert max(box.right - box.left, box.top - box.bottom) < 1e3
    assert descent.racers[0].near_since is None


def test_a_path_that_leaves_all_bounds_ends_where_it_begins_to() -> None:
    path = np.column_stack([[0, 1, -2, 3, 1e9, -1e12], np.zeros(6)])
    np.testing.assert_array_equal(path_end(path), [3, 0])
    np.testing.assert_array_equal(path_end(path[:4]), [3, 0])


# --- The path and the race ------------------------------------------------------------------------


@pytest.mark.parametrize("choices", [PETAL, {}, {"dataset": "breast_cancer", "n_iters": 2000}])
def test_the_path_is_that_of_the_run(choices: dict[str, Any]) -> None:
    descent = descent_of(**choices)
    trace = descent.run.trace
    frames = descent.iterations
    assert frames[-1] == trace.n_iters
    np.testing.assert_array_equal(descent.thetas[:, :-1], trace.weights[frames])
    np.testing.assert_array_equal(descent.thetas[:, -1], trace.bias[frames])
    own = descent.racers[0]
    assert np.isin(frames, own.iterations).all()
    thetas = np.column_stack([trace.weights, trace.bias])[own.iterations]
    np.testing.assert_array_equal(own.points, thetas[:, descent.landscape.axes])
    np.testing.assert_allclose(own.gaps + descent.lowest, trace.objective[own.iterations])


@pytest.mark.parametrize(
    ("rate", "expected"),
    [
        (0.3, {"gd": None, "momentum": 39, "nesterov": 37, "adam": 53, "newton": 3}),
        (1, {"gd": 153, "momentum": 50, "nesterov": 45, "adam": 50, "newton": 3}),
        (3, {"gd": 50, "momentum": 56, "nesterov": 40, "adam": 65, "newton": 3}),
        (5.5, {"gd": 27, "momentum": 55, "nesterov": 31, "adam": 406, "newton": 3}),
    ],
)
def test_the_race_over_moons_ends_as_worked_out_for_the_lesson(
    rate: float, expected: dict[str, int | None]
) -> None:
    descent = descent_of(learning_rate=rate)
    assert {racer.name: racer.near_since for racer in descent.racers} == expected


@pytest.mark.parametrize("choices", [{"learning_rate": 5.5}, {"batch_size": 16}])
def test_near_since_is_what_a_loop_over_the_run_finds(choices: dict[str, Any]) -> None:
    descent = descent_of(**choices)
    for racer in descent.racers:
        experiment = descent.run.experiment.changed(optimizer=racer.name)
        losses, first = run(experiment).trace.loss, None
        for k, loss in enumerate(losses):
            if loss - descent.lowest > NEAR:
                first = None
            elif first is None:
                first = k
        assert racer.near_since == first
        is_batch = experiment.settings.batch_size and racer.name != "newton"
        assert racer.n_per_step == (16 if is_batch else 210)


def test_a_run_that_has_ended_waits_for_its_rivals() -> None:
    descent = descent_of(DescentView(racers=("gd", "newton")), optimizer="newton")
    assert [racer.name for racer in descent.racers] == ["newton", "gd"]
    assert descent.iterations[-1] == descent.racers[1].n_iters == 500
    n_own = descent.run.trace.n_iters
    assert n_own < 20
    waiting = descent.iterations >= n_own
    end = [*descent.run.trace.weights[-1], descent.run.trace.bias[-1]]
    assert (descent.thetas[waiting] == end).all()
    assert (descent.objective[waiting] == descent.run.trace.objective[-1]).all()


def test_near_since_knows_who_stays_who_leaves_and_who_was_there_from_the_start() -> None:
    objective = np.array([5.0, 1.0, 3.0, 1.0005, 1.0])
    assert near_since(objective, 1.0) == 3
    assert near_since(objective[:3], 1.0) is None
    assert near_since(objective[3:], 1.0) == 0


@pytest.mark.parametrize(
    ("choices", "expected"),
    [(PETAL, 57), ({"dataset": "iris", "drawn": (0, 1), "features": ("x1",)}, 3)],
)
def test_standardised_one_feature_arrives_at_once(choices: dict[str, Any], expected: int) -> None:
    own = descent_of(DescentView(), **choices, standardize=True, learning_rate=8).racers[0]
    assert own.near_since == expected


@pytest.mark.slow
def test_as_it_comes_petal_length_is_not_near_after_20_000_iterations() -> None:
    result = run(Experiment.of(**PETAL, n_iters=1))
    optimum = find_optimum(result)
    X, y = result.train.X[:, [2]], result.train.y
    trace = fit(X, y, 0.3096, 20_000)
    assert optimum.lowest == pytest.approx(0.1296, abs=5e-5)
    assert trace.loss[5000] - optimum.lowest == pytest.approx(0.048, abs=5e-4)
    assert near_since(trace.loss, optimum.lowest) is None
