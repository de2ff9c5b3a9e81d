"""The charts of the page Weights show its numbers, and nothing else."""

from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest
from scipy.special import expit

from logreg import Experiment, Run, run
from logreg.experiment.arrow import arrow
from logreg.experiment.learned import learned
from logreg.experiment.optimum import find_optimum
from logreg.experiment.penalty_path import Penalty, penalty_path
from logreg.experiment.uncertainty import bootstrap, bootstrap_captions, fan, uncertainty
from logreg.figures import Chart
from logreg.figures.weights import (
    arrow_chart,
    fan_chart,
    path_chart,
    path_loss_chart,
    weights_chart,
)


@pytest.fixture(scope="module")
def moons() -> Run:
    return run(Experiment())


def traces(chart: Chart) -> dict[str, Any]:
    return {trace.name: trace for trace in chart.figure.data}


def assert_is_told(chart: Chart) -> None:
    """Both axes have titles, and there is a line below it and one for who cannot see it."""
    layout: go.Layout = chart.figure.layout
    assert layout.xaxis.title.text
    assert layout.yaxis.title.text
    assert layout.height >= 300
    assert chart.caption
    assert len(chart.alternative) > 60
    names = [trace.name for trace in chart.figure.data]
    assert len(set(names)) == len(names)


def test_the_s_curve_goes_through_every_p(moons: Run) -> None:
    chart = arrow_chart(moons, arrow(moons))
    assert_is_told(chart)
    drawn = traces(chart)
    curve = drawn["P(class 1)"]
    w = moons.trace.weights[-1]
    np.testing.assert_allclose(curve.y, expit(np.linalg.norm(w) * np.asarray(curve.x)), atol=1e-5)
    for split, name in ((moons.train, "train"), (moons.test, "test")):
        assert split is not None
        for label in (0, 1):
            own = drawn[f"class {label}, {name}"]
            z = split.X[split.y == label] @ w + moons.trace.bias[-1]
            np.testing.assert_allclose(own.x, z / np.linalg.norm(w), atol=1e-5)
            np.testing.assert_allclose(own.customdata, expit(z), atol=1e-5)
            assert set(own.y) == {label}


def test_the_alternative_of_the_s_curve_counts_the_points_on_their_side(moons: Run) -> None:
    alternative = arrow_chart(moons, arrow(moons)).alternative
    n_right = int(moons.train.scores.confusion.n_correct)
    assert f"{n_right} of 210 training points" in alternative


def test_intervals_are_drawn_in_standard_deviations_in_the_row_of_their_feature(
    moons: Run,
) -> None:
    optimum = find_optimum(moons)
    sure, refits, model = uncertainty(moons, optimum), bootstrap(moons, optimum), learned(moons)
    assert sure is not None
    assert refits is not None
    assert refits.intervals is not None
    chart = weights_chart(model, sure, refits, "whose they are")
    assert_is_told(chart)
    drawn, deviations = traces(chart), moons.train.X.std(axis=0)
    assert chart.figure.layout.yaxis.ticktext == ("x₁", "x₂")
    np.testing.assert_allclose(drawn["model shown"].x, model.weights * deviations, rtol=1e-6)
    np.testing.assert_allclose(drawn["at the minimum"].x, sure.theta[:2] * deviations, rtol=1e-6)
    for name, ends in (
        ("95 % by the Hessian", sure.intervals),
        ("95 % of the refits", refits.intervals),
    ):
        x = np.asarray(drawn[name].x, dtype=float).reshape(2, 3)
        np.testing.assert_allclose(x[:, :2], (ends[:, :2] * deviations).T, rtol=1e-6)
        assert np.isnan(x[:, 2]).all()
        assert np.rint(drawn[name].y).tolist() == [0, 0, 0, 1, 1, 1]


def test_without_intervals_the_weights_stand_alone(moons: Run) -> None:
    chart = weights_chart(learned(moons), None, None, "why not")
    assert_is_told(chart)
    assert list(traces(chart)) == ["model shown"]
    assert "interval" not in chart.alternative
    assert chart.caption == "why not"


def test_the_fan_holds_each_boundary_and_that_of_the_minimum(moons: Run) -> None:
    optimum = find_optimum(moons)
    refits = bootstrap(moons, optimum)
    assert refits is not None
    found = fan(moons, optimum, refits)
    chart = fan_chart(moons, found, tuple(bootstrap_captions(refits, found.n_drawn)))
    assert_is_told(chart)
    drawn = traces(chart)
    x = np.asarray(drawn["refits"].x, dtype=float).reshape(200, 3)
    np.testing.assert_allclose(x[:, 0], [line[0, 0] for line in found.lines], atol=1e-5)
    assert np.isnan(x[:, 2]).all()
    np.testing.assert_allclose(drawn["minimum"].x, found.middle[:, 0], atol=1e-5)
    assert chart.caption.startswith("200 boundaries")
    assert f"{found.turns:.1f} degrees" in chart.alternative


@pytest.mark.parametrize("penalty", list(Penalty))
def test_a_path_has_a_line_for_each_weight_and_marks_two_strengths(
    moons: Run, penalty: Penalty
) -> None:
    result = run(Experiment.of(**{penalty.value: 0.05}, n_iters=10))
    path = penalty_path(result, penalty)
    chart = path_chart(path, 16)
    assert_is_told(chart)
    drawn = traces(chart)
    for j, name in enumerate(("x₁", "x₂")):
        np.testing.assert_allclose(drawn[name].y, path.per_deviation[:, j], rtol=1e-6)
        np.testing.assert_allclose(drawn[name].x, path.strengths, rtol=1e-6)
    assert drawn["this run"].x == pytest.approx((0.05, 0.05))
    assert drawn["λ looked at"].x == pytest.approx((0.01, 0.01))
    assert chart.figure.layout.xaxis.title.text == f"{penalty.value.upper()} strength λ"
    assert chart.figure.layout.xaxis.type == "log"
    free = path_chart(penalty_path(moons, penalty), 0)
    assert "this run" not in traces(free)  # 0 is on no logarithmic axis


def test_the_star_is_where_the_test_loss_is_lowest() -> None:
    path = penalty_path(run(Experiment.of(n_samples=50, noise=0.4, n_iters=1)), Penalty.L2)
    chart = path_loss_chart(path, 3)
    assert_is_told(chart)
    drawn = traces(chart)
    assert path.test_loss is not None
    assert drawn["lowest"].y[0] == min(path.test_loss)
    np.testing.assert_allclose(drawn["test loss"].y, path.test_loss, rtol=1e-6)
    np.testing.assert_allclose(drawn["training loss"].y, path.train_loss, rtol=1e-6)


def test_without_test_points_there_is_no_star() -> None:
    path = penalty_path(run(Experiment.of(test_share=0, n_iters=1)), Penalty.L2)
    drawn = traces(path_loss_chart(path, 3))
    assert "lowest" not in drawn
    assert "test loss" not in drawn


def test_thirty_weights_have_no_legend_and_no_two_neighbours_alike() -> None:
    result = run(Experiment.of(dataset="breast_cancer", other_features=True, n_iters=1, l2=0.1))
    chart = path_chart(penalty_path(result, Penalty.L2), 0)
    assert chart.figure.layout.showlegend is False
    lines = [trace.line for trace in chart.figure.data[:30]]
    looks = [(line.color, line.dash) for line in lines]
    assert all(len(set(looks[j : j + 16])) == len(looks[j : j + 16]) for j in range(15))
