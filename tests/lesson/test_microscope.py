"""Section 3 of the lesson: numbers that add up, against the core and scipy."""

import numpy as np
import pytest
from scipy.special import expit, log_expit

from logreg import Experiment, fit, run
from logreg.figures.lesson import microscope_chart, pulls_chart
from logreg.lesson.loop import batches_of
from logreg.lesson.microscope import extreme_errors, look, loss_at, walk
from logreg.lesson.points import Points, points_of
from tests.ranges import RANGES


@pytest.fixture(scope="module", params=["moons", "breast_cancer"])
def points(request: pytest.FixtureRequest) -> Points:
    return points_of(run(Experiment.of(dataset=request.param, n_iters=1)))


@pytest.mark.parametrize("size", [1, 16, 10_000])
@pytest.mark.parametrize("n_steps", [1, 7, 60])
def test_every_step_is_the_cores(points: Points, size: int, n_steps: int) -> None:
    size = min(size, len(points.y))
    steps = walk(points, 0.3, size, seed=5, n_steps=n_steps)
    trace = fit(points.X, points.y, 0.3, n_steps, batch_size=size, seed=5)
    for k, step in enumerate(steps, 1):
        assert [*step.weights, step.bias] == pytest.approx(
            [*trace.weights[k], trace.bias[k]], abs=1e-12
        )


@pytest.mark.parametrize("size", [1, 16, 10_000])
def test_the_numbers_add_up_to_the_update(points: Points, size: int) -> None:
    steps = walk(points, 0.7, min(size, len(points.y)), seed=1, n_steps=9)
    for row in (0, 3, int(steps[-1].rows[0])):
        view = look(points, steps, row, 0.7)
        assert view.pull + view.others == pytest.approx(view.gradient, abs=1e-15)
        assert view.update == pytest.approx(-0.7 * view.gradient, abs=1e-16)
        assert view.after == pytest.approx([*steps[-1].weights, steps[-1].bias], abs=1e-15)
        z = points.X[row] @ steps[-2].weights + steps[-2].bias
        assert (view.z, view.p) == pytest.approx((z, expit(z)), rel=1e-12)
        share = (expit(z) - points.y[row]) / len(view.batch) * np.append(points.X[row], 1)
        assert view.pull == pytest.approx(view.is_in_batch * share, abs=1e-15)
        assert view.is_in_batch == (row in view.batch)


def test_before_the_first_step_every_probability_is_a_half(points: Points) -> None:
    view = look(points, walk(points, 0.3, len(points.y), seed=0, n_steps=1), 2, 0.3)
    assert (view.z, view.p) == (0, 0.5)
    assert not view.before.any()


def test_an_epoch_looks_at_every_point_once() -> None:
    epochs = batches_of(50, 16, n_iters=8, seed=3)
    for batches in (epochs[:4], epochs[4:]):
        assert sorted(np.concatenate(batches)) == list(range(50))
    assert np.concatenate(epochs[:4]).tolist() != np.concatenate(epochs[4:]).tolist()


@pytest.mark.filterwarnings("error")
def test_the_largest_learning_rate_still_gives_numbers(points: Points) -> None:
    steps = walk(points, RANGES["learning_rate"].high, len(points.y), seed=0, n_steps=301)
    view = look(points, steps, 0, RANGES["learning_rate"].high)
    assert np.isfinite([view.z, view.p, *view.pull, *view.after]).all()


def test_the_chart_rings_the_picked_point_and_marks_the_batch(points: Points) -> None:
    steps = walk(points, 0.3, 16, seed=0, n_steps=2)
    view = look(points, steps, 4, 0.3)
    chart = microscope_chart(points, view)
    *_, members, ring = chart.traces
    assert (ring["x"], ring["y"]) == ([points.X[4, 0]], [points.X[4, 1]])
    assert members["x"] == pytest.approx(points.X[steps[-1].rows, 0], rel=1e-6)
    rows = [row for trace in chart.traces for row in trace.get("customdata", [])]
    assert sorted(rows) == list(range(len(points.y)))
    assert "point 5 at" in chart.alternative
    assert chart.figure


@pytest.mark.parametrize("size", [50, 51])
def test_all_points_are_looked_at_as_they_lie(size: int) -> None:
    for rows in batches_of(50, size, n_iters=3, seed=3):
        assert rows.tolist() == list(range(50))


@pytest.mark.parametrize("size", [1, 16, 10_000])
def test_the_strokes_lead_from_the_weights_before_to_those_after(points: Points, size: int) -> None:
    steps = walk(points, 0.7, min(size, len(points.y)), seed=1, n_steps=5)
    row = int(steps[-1].rows[-1])
    view = look(points, steps, row, 0.7)
    chart = pulls_chart(view, 0.7)
    strokes, own, *_ = chart.traces
    chain = np.column_stack([strokes["x"], strokes["y"]]).astype(float)
    assert chain[0] == pytest.approx(view.before[:2], abs=1e-6)
    assert chain[-1] == pytest.approx(view.after[:2], abs=1e-6)
    assert len(chain) == len(view.batch) + 1
    stroke = [own["x"][1] - own["x"][0], own["y"][1] - own["y"][0]]
    assert stroke == pytest.approx(-0.7 * view.pull[:2], abs=1e-12)
    if size < len(points.y):
        absent = np.setdiff1d(np.arange(len(points.y)), steps[-1].rows)
        other = pulls_chart(look(points, steps, int(absent[0]), 0.7), 0.7)
        assert len(other.traces[1]["x"]) == 0
        assert "has no stroke" in other.caption


def test_the_dashed_line_is_that_of_the_model_after_the_step(points: Points) -> None:
    steps = walk(points, 0.3, len(points.y), seed=0, n_steps=4)
    view = look(points, steps, 0, 0.3)
    line = next(
        t for t in microscope_chart(points, view).traces if t.get("name") == "after the step"
    )
    ends = np.column_stack([line["x"], line["y"]])
    assert len(ends) == 2
    assert ends @ steps[-1].weights + steps[-1].bias == pytest.approx([0, 0], abs=1e-9)


def test_the_loss_before_and_after_is_scipys(points: Points) -> None:
    theta = np.array([0.3, -1.2, 0.4])
    z = points.X @ theta[:2] + theta[2]
    expected = -np.mean(np.where(points.y == 1, log_expit(z), log_expit(-z)))
    assert loss_at(points, theta) == pytest.approx(expected, rel=1e-12)


def test_the_extreme_errors_are_found_by_looking_at_every_point() -> None:
    result = run(Experiment.of(n_iters=50))
    logits = result.columns(result.train.X) @ result.trace.weights[-1] + result.trace.bias[-1]
    errors = [abs(expit(z) - y) for z, y in zip(logits, result.train.y, strict=True)]
    assert extreme_errors(result) == pytest.approx((max(errors), min(errors)), rel=1e-9)
