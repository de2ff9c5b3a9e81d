"""Frames show the model of their iteration, and no other."""

import numpy as np
import pytest
from scipy.special import expit
from sklearn import metrics as sklearn_metrics

from logreg import FEATURES, Experiment, run
from logreg.experiment.film import (
    CONTOUR_POINTS,
    MOST_LINE_POINTS,
    N_FRAMES,
    film,
    frame_iterations,
)
from logreg.experiment.screen_line import screen_line

CURVED = Experiment.of(features=tuple(FEATURES), n_iters=300, learning_rate=1.0)


@pytest.mark.parametrize("n_iters", [0, 1, 2, 74, 75, 76, 100, 500, 5000])
def test_frames_run_from_the_start_to_the_end_without_repeating(n_iters: int) -> None:
    iterations = frame_iterations(n_iters, N_FRAMES)
    assert (iterations[0], iterations[-1]) == (0, n_iters)
    assert (np.diff(iterations) > 0).all()
    assert len(iterations) == min(n_iters + 1, N_FRAMES)


def test_the_fast_early_part_has_the_most_frames() -> None:
    iterations = frame_iterations(5000, N_FRAMES)
    assert iterations[:10].tolist() == list(range(10))
    assert np.searchsorted(iterations, 500) > len(iterations) / 2


def test_one_frame_is_the_end() -> None:
    result = run(CURVED)
    end = film(result, 1)
    assert end.iterations.tolist() == [300]
    np.testing.assert_array_equal(end.planes[0].weights, result.plane.weights)
    assert end.planes[0].intercept == result.plane.intercept
    assert end.test is not None
    assert result.test is not None
    assert end.test.scores.log_loss[0] == pytest.approx(result.test.scores.log_loss, rel=1e-12)


@pytest.mark.parametrize("frame", [0, 20, -1])
@pytest.mark.parametrize("experiment", [Experiment(), CURVED])
def test_a_frame_is_the_model_of_its_iteration(experiment: Experiment, frame: int) -> None:
    result = run(experiment)
    frames = film(result)
    k = int(frames.iterations[frame])
    points = result.train.X
    drawn = frames.planes[frame].logits(points[:, 0], points[:, 1])
    np.testing.assert_allclose(drawn, result.logits(points, k), rtol=1e-9, atol=1e-12)

    assert frames.test is not None
    assert result.test is not None
    predicted = expit(result.logits(result.test.X, k)) >= 0.5
    matrix = sklearn_metrics.confusion_matrix(result.test.y, predicted)
    np.testing.assert_array_equal(frames.test.scores.confusion.matrix[frame], matrix)
    np.testing.assert_array_equal(frames.test.mistakes[frame], predicted != result.test.y)
    assert frames.test.scores.log_loss[frame] == pytest.approx(
        result.trace.validation_loss[k], rel=1e-9
    )


def test_the_line_of_a_frame_has_a_probability_of_one_half() -> None:
    result = run(Experiment())
    frames = film(result)
    for frame in (1, 30, -1):
        k = int(frames.iterations[frame])
        z = result.logits(frames.lines[frame].points, k)
        assert np.abs(z).max() < 1e-9 * np.abs(result.trace.weights[k]).max() + 1e-12


def test_without_test_points_there_are_no_test_scores() -> None:
    assert film(run(Experiment.of(test_share=0))).test is None


# 37 and 27 waves: a line in many pieces at every iteration.
WINDING = Experiment.of(
    dataset="breast_cancer",
    drawn=(22, 2),
    features=("x1*x2", "sin(x1)", "sin(x2)"),
    standardize=True,
    optimizer="adam",
)


def test_a_film_too_long_to_send_leaves_whole_lines_out_and_says_which() -> None:
    result = run(WINDING)
    frames = film(result)
    assert sum(len(line.points) for line in frames.lines) <= MOST_LINE_POINTS
    left_out = [line.is_too_fine for line in frames.lines]
    assert 0 < sum(left_out) < len(left_out)
    assert not left_out[-1]
    for k, line, plane in zip(frames.iterations, frames.lines, frames.planes, strict=True):
        if line.is_too_fine:
            assert len(line.points) == 0
            z = plane.logits(*np.meshgrid(*result.box.axes(400)))
            assert z.min() < 0 < z.max(), f"the classes do not meet at iteration {k}"
        else:
            alone = screen_line(plane, result.box, CONTOUR_POINTS)
            np.testing.assert_array_equal(line.points, alone.points)
