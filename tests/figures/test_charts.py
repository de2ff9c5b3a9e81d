"""Figures show the numbers of the run, and nothing else."""

import re
from dataclasses import replace

import numpy as np
import plotly.graph_objects as go
import pytest

from logreg import DATASETS, FEATURES, Experiment, Run, run
from logreg.figures import Chart, boundary_chart, loss_axis, loss_chart
from logreg.figures.chart import log_ticks
from logreg.figures.lesson import loop_chart
from logreg.figures.palette import CLASS_SCALE
from logreg.lesson.whole_loop import run_loop


@pytest.fixture(scope="module")
def moons() -> Run:
    return run(Experiment())


def traces(chart: Chart) -> dict[str, go.Scatter]:
    return {trace.name: trace for trace in chart.figure.data if trace.name}


def test_shading_is_neutral_exactly_at_one_half() -> None:
    middle = dict(CLASS_SCALE)[0.5]
    assert re.fullmatch(r"rgba\(.*, 0\)", middle)
    assert [position for position, _ in CLASS_SCALE] == [0.0, 0.5, 1.0]


def test_shading_holds_the_probabilities_of_the_model(moons: Run) -> None:
    heatmap = boundary_chart(moons).figure.data[0]
    i, j = 7, 40
    point = np.array([[heatmap.x[j], heatmap.y[i]]])
    probability = 1 / (1 + np.exp(-moons.logits(point)[0]))
    assert heatmap.z[i, j] == pytest.approx(100 * probability, abs=0.5)
    assert (heatmap.zmin, heatmap.zmax) == (0, 100)


def test_every_sample_is_drawn_once_in_the_shape_of_its_class(moons: Run) -> None:
    drawn = traces(boundary_chart(moons))
    assert moons.test is not None
    for split_name, split in (("train", moons.train), ("test", moons.test)):
        for label, symbol in ((0, "circle"), (1, "diamond")):
            trace = drawn[f"class {label}, {split_name}"]
            points = {tuple(point) for point in split.X[split.y == label].astype(np.float32)}
            assert set(zip(trace.x, trace.y, strict=True)) == points
            assert trace.marker.symbol == symbol


def test_test_points_are_hollow(moons: Run) -> None:
    drawn = traces(boundary_chart(moons))
    train, test = drawn["class 1, train"].marker, drawn["class 1, test"].marker
    assert test.line.color == train.color
    assert test.color != train.color


def test_axes_carry_the_names_of_the_drawn_features() -> None:
    layout = boundary_chart(run(Experiment.of(dataset="iris", drawn=(2, 0)))).figure.layout
    assert layout.xaxis.title.text == "petal length, cm"
    assert layout.yaxis.title.text == "sepal length, cm"


def test_a_slice_says_that_it_is_one() -> None:
    experiment = Experiment.of(dataset="iris", other_features=True, standardize=True)
    assert "2 features not drawn" in boundary_chart(run(experiment)).caption


def test_a_model_without_a_line_says_so() -> None:
    chart = boundary_chart(
        run(Experiment.of(dataset="imbalanced", noise=0.5, features=("sin(x1)",)))
    )
    assert len(traces(chart)["p = 0.5"].x) == 0
    assert "predicted as class 0" in chart.caption
    assert "predicted as class 0" in chart.alternative


def test_loss_chart_draws_the_losses_of_the_trace(moons: Run) -> None:
    drawn = traces(loss_chart(moons))
    np.testing.assert_allclose(drawn["train"].y, moons.trace.loss, rtol=1e-6)
    np.testing.assert_allclose(drawn["test"].y, moons.trace.validation_loss, rtol=1e-6)
    assert (drawn["train"].x0, drawn["train"].dx, len(drawn["train"].y)) == (0, 1, 501)
    assert loss_chart(moons, is_log=True).figure.layout.yaxis.type == "log"


def test_logarithmic_ticks_are_numbers_a_person_reads() -> None:
    between = log_ticks(0.05, 0.8, 0.69)
    assert {"0.05", "0.1", "0.5"} <= set(between["ticktext"])
    assert [float(text) for text in between["ticktext"]] == list(between["tickvals"])
    assert log_ticks(1e-4, 1e-2, 0.005)["ticktext"][:4] == [
        "1 × 10⁻⁴",
        "2 × 10⁻⁴",
        "5 × 10⁻⁴",
        "0.001",
    ]


@pytest.mark.parametrize("smallest", [5e-324, 1e-310, 2.3e-308, 1e-300])
def test_a_loss_next_to_zero_still_has_a_logarithmic_axis(moons: Run, smallest: float) -> None:
    trace = replace(moons.trace, loss=np.array([0.7, 1e-3, smallest]), validation_loss=None)
    options = loss_axis(replace(moons, trace=trace), is_log=True)["autorangeoptions"]
    assert -308 <= options["minallowed"] <= -3
    assert np.isfinite(options["clipmax"])


@pytest.mark.parametrize(
    ("batch_size", "learning_rate", "width"),
    [(16, 0.3, 1.0), (4, 0.03, 2.5)],
    ids=["rises on 12 %", "rises on 6 %"],
)
def test_a_curve_that_goes_to_and_fro_is_thin(
    batch_size: int, learning_rate: float, width: float
) -> None:
    result = run(Experiment.of(batch_size=batch_size, learning_rate=learning_rate, n_iters=150))
    rises = (np.diff(result.trace.loss) > 0).mean()
    assert (rises > 0.1) == (width == 1)
    assert 0.05 < rises < 0.2
    assert loss_chart(result).figure.data[0].line.width == width
    own = next(
        trace for trace in loop_chart(run_loop(result), 1).traces if trace["name"] == "this loop"
    )
    assert own["line"]["width"] == width / 2


@pytest.mark.parametrize("dataset", DATASETS)
@pytest.mark.parametrize("features", [("x1", "x2"), tuple(FEATURES)])
def test_captions_are_one_line_and_alternatives_are_sentences(
    dataset: str, features: tuple[str, ...]
) -> None:
    result = run(Experiment.of(dataset=dataset, features=features, n_iters=50))
    for chart in (boundary_chart(result), loss_chart(result), loss_chart(result, True)):
        assert chart.caption.endswith(".")
        assert len(chart.caption) < 140
        assert chart.alternative.endswith(".")
        assert not re.search(r"\bnan\b", chart.alternative)


def test_with_class_weights_the_loss_is_called_weighted() -> None:
    experiment = Experiment.of(dataset="imbalanced", n_iters=20)
    for class_weight, name in (("balanced", "Weighted log loss"), (None, "Log loss")):
        trained = run(experiment.changed(class_weight=class_weight))
        chart = loss_chart(trained)
        assert chart.layout["yaxis"]["title"]["text"] == name.lower()
        assert chart.alternative.startswith(f"{name} over 20 iterations: train from 0.693 to ")
        np.testing.assert_allclose(traces(chart)["train"].y, trained.trace.loss, rtol=1e-6)
        np.testing.assert_allclose(traces(chart)["test"].y, trained.trace.validation_loss, 1e-6)


def test_equally_large_classes_have_no_weighted_loss() -> None:
    trained = run(Experiment.of(test_share=0.0, class_weight="balanced", n_iters=5))
    assert 2 * trained.train.y.sum() == len(trained.train.y)
    chart = loss_chart(trained)
    assert chart.layout["yaxis"]["title"]["text"] == "log loss"
    assert chart.alternative.startswith("Log loss over 5 iterations")
