"""The charts of an evaluation show the numbers of the core, and move with the threshold."""

import dataclasses
import json
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest
from scipy.special import expit, logit
from sklearn import metrics as sklearn_metrics

from logreg import DATASETS, FEATURES, Experiment, Run, run
from logreg.experiment.plane import shading
from logreg.figures import (
    Chart,
    boundary_chart,
    calibration_chart,
    cost_chart,
    histogram_chart,
    precision_recall_chart,
    roc_chart,
)
from logreg.scoring.curves import costs
from logreg.scoring.evaluation import Evaluation
from logreg.scoring.metrics import score
from logreg.scoring.split import Split
from tests.oracles import FloatArray
from tests.told import evaluated

ROUND_NUMBERS = [digit * decade for decade in (1, 10) for digit in (1, 1.5, 2, 3, 4, 5, 6, 8)]
THRESHOLDS = [0.0, 0.05, 0.35, 0.5, 0.9, 1.0]

CHARTS: dict[str, Callable[[Evaluation, float], Chart]] = {
    "roc": roc_chart,
    "precision_recall": precision_recall_chart,
    "calibration": lambda evaluation, threshold: calibration_chart(evaluation),
    "histogram": histogram_chart,
    "cost": lambda evaluation, threshold: cost_chart(
        evaluation, costs(evaluation.split.logits, evaluation.split.y, 1, 5), threshold
    ),
}


@pytest.fixture(scope="module")
def moons() -> Run:
    return run(Experiment.of(noise=0.3))


@pytest.fixture(scope="module")
def judged(moons: Run) -> Evaluation:
    return evaluated(moons)


def judged_with(result: Run, p: list[float], y: list[int]) -> Evaluation:
    """The evaluation of a run whose test points have these probabilities and labels."""
    with np.errstate(divide="ignore"):
        logits = np.clip(logit(np.array(p)), -800, 800)
    labels = np.array(y, dtype=float)
    test = Split("test", np.zeros((len(y), 2)), labels, logits, score(logits, labels))
    return evaluated(dataclasses.replace(result, test=test))


def fine_shading(result: Run) -> np.ndarray:
    """p at half a million points of the area."""
    return shading(result.plane, result.box, 701).probability


def drawn(chart: Chart, name: str) -> go.Scatter:
    """The one trace whose name begins so; some go on with a number."""
    (trace,) = (trace for trace in chart.figure.data if (trace.name or "").startswith(name))
    return trace


def rates_at(evaluation: Evaluation, threshold: float) -> tuple[float, float, float]:
    """False positive rate, recall and precision by scikit-learn."""
    y, predicted = evaluation.split.y, evaluation.probability >= threshold
    return (
        1 - sklearn_metrics.recall_score(y, predicted, pos_label=0),
        sklearn_metrics.recall_score(y, predicted),
        sklearn_metrics.precision_score(y, predicted, zero_division=np.nan),
    )


# --- Boundary -------------------------------------------------------------------------------------


@pytest.mark.parametrize("features", [("x1", "x2"), tuple(FEATURES)])
@pytest.mark.parametrize("threshold", [0.2, 0.35, 0.9])
def test_the_line_of_the_boundary_chart_is_at_the_threshold(
    features: tuple[str, ...], threshold: float
) -> None:
    result = run(Experiment.of(features=features, standardize=True))
    chart = boundary_chart(result, threshold)
    line = drawn(chart, "p =")
    assert line.uid == "line"
    assert line.name == "p = threshold"
    points = np.column_stack([line.x, line.y])
    on_line = expit(result.logits(points[~np.isnan(points[:, 0])]))
    np.testing.assert_allclose(on_line, threshold, atol=2e-3)
    assert f"p = {threshold:g}" in chart.alternative
    assert f"is {threshold:g}, enough" in chart.caption
    if len(features) > 2:
        share = int(re.search(r"(\d+) % of the area", chart.alternative).group(1))
        assert share == pytest.approx(100 * (fine_shading(result) >= threshold).mean(), abs=1)


def test_the_boundary_chart_is_at_one_half_unless_told(moons: Run) -> None:
    chart = boundary_chart(moons)
    assert drawn(chart, "p =").name == "p = 0.5"
    np.testing.assert_array_equal(drawn(chart, "p =").x, moons.line.points[:, 0])
    assert "on the line both classes have p = 0.5" in chart.caption
    assert chart.figure == boundary_chart(moons, 0.5).figure


@pytest.mark.parametrize(("threshold", "label"), [(0.0, 1), (1.0, 0)])
def test_at_both_ends_there_is_no_line(moons: Run, threshold: float, label: int) -> None:
    chart = boundary_chart(moons, threshold)
    assert len(drawn(chart, "p =").x) == 0
    expected = f"The whole area is predicted as class {label}."
    assert chart.caption == f"{expected} There is no line."
    assert chart.alternative.endswith(f"{expected} There is no line.")


def test_where_the_model_is_sure_to_the_last_digit_even_the_threshold_1_is_reached() -> None:
    result = run(
        Experiment.of(noise=0.0, learning_rate=100.0, n_iters=500, features=tuple(FEATURES))
    )
    share = (fine_shading(result) == 1).mean()
    assert 0 < share < 1
    assert boundary_chart(result, 1.0).caption == (
        f"{100 * share:.0f} % of the area is predicted as class 1. There is no line."
    )


# --- ROC, precision and recall --------------------------------------------------------------------


def test_roc_chart_draws_the_curve_of_the_core(judged: Evaluation) -> None:
    chart = roc_chart(judged, 0.5)
    curve = drawn(chart, "AUC")
    np.testing.assert_allclose(curve.x, judged.roc.false_positive_rate, atol=1e-7)
    np.testing.assert_allclose(curve.y, judged.roc.true_positive_rate, atol=1e-7)
    p = [float(text) for text in curve.customdata[1:]]
    np.testing.assert_allclose(p, np.unique(expit(judged.split.logits))[::-1], rtol=1e-3)
    assert curve.customdata[0] == "above every p"
    area = f"{judged.roc.area:.3f}"
    assert curve.name == f"AUC {area}"
    assert f"area under the curve {area}" in chart.alternative
    guide = drawn(chart, "guessing")
    assert (guide.x, guide.y, guide.line.dash) == ((0, 1), (0, 1), "dash")


@pytest.mark.parametrize("threshold", THRESHOLDS)
def test_the_dot_on_the_roc_curve_has_the_rates_of_the_threshold(
    judged: Evaluation, threshold: float
) -> None:
    chart = roc_chart(judged, threshold)
    dot = drawn(chart, "threshold")
    false_rate, true_rate, _ = rates_at(judged, threshold)
    assert (dot.x[0], dot.y[0]) == pytest.approx((false_rate, true_rate), abs=1e-12)
    assert f"At the threshold {threshold:g}, " in chart.alternative
    assert f"{100 * true_rate:.1f} % of class 1 are predicted" in chart.alternative
    assert f"so are {100 * false_rate:.1f} % of class 0" in chart.alternative


def test_a_ranking_worse_than_guessing_is_said_to_be_so(moons: Run) -> None:
    chart = roc_chart(judged_with(moons, [0.1, 0.2, 0.8, 0.9], [1, 1, 0, 0]), 0.5)
    assert "below ½" in chart.caption
    assert drawn(chart, "AUC").name == "AUC 0.000"


def test_precision_recall_chart_draws_steps_of_the_area_it_names(judged: Evaluation) -> None:
    chart = precision_recall_chart(judged, 0.5)
    curve = drawn(chart, "AP")
    # Up or down first, then along: each step is at the height of its right end.
    assert curve.line.shape == "vh"
    average = sklearn_metrics.average_precision_score(judged.split.y, judged.probability)
    assert np.diff(curve.x) @ curve.y[1:] == pytest.approx(average, abs=1e-5)
    assert curve.name == f"AP {average:.3f}"
    assert f"average precision {average:.3f}" in chart.alternative
    guide = drawn(chart, "guessing")
    assert (guide.x, guide.y) == ((0, 1), (judged.split.y.mean(), judged.split.y.mean()))
    assert f"guessing has {judged.split.y.mean():.3f}" in chart.alternative


@pytest.mark.parametrize("threshold", THRESHOLDS)
def test_the_dot_on_the_precision_recall_curve_has_the_scores_of_the_threshold(
    judged: Evaluation, threshold: float
) -> None:
    chart = precision_recall_chart(judged, threshold)
    dot = drawn(chart, "threshold")
    _, recall, precision = rates_at(judged, threshold)
    if np.isnan(precision):
        assert len(dot.x) == len(dot.y) == 0
        assert "no point is predicted as class 1, so there is no precision" in chart.alternative
        return
    assert (dot.x[0], dot.y[0]) == pytest.approx((recall, precision), abs=1e-12)
    assert f"{100 * recall:.1f} % of class 1 are found" in chart.alternative
    assert f"{100 * precision:.1f} % are right" in chart.alternative


# --- Calibration and histogram --------------------------------------------------------------------


def test_calibration_chart_draws_each_filled_bin_with_its_count(judged: Evaluation) -> None:
    chart = calibration_chart(judged)
    bins, points = judged.calibration, drawn(chart, "test points")
    is_filled = bins.counts > 0
    np.testing.assert_array_equal(points.x, bins.mean_probability[is_filled])
    np.testing.assert_array_equal(points.y, bins.share_of_ones[is_filled])
    assert [int(text) for text in points.text] == bins.counts[is_filled].tolist()
    in_words = re.findall(r"of (\d+) points? at", chart.alternative)
    assert [int(text) for text in in_words] == bins.counts[is_filled].tolist()
    assert chart.alternative.endswith(f"The mean gap is {bins.expected_error:.3f}.")


def test_the_count_of_a_bin_stands_on_its_side_of_the_middle(moons: Run) -> None:
    """Below a share of all and above one of none, where the plot has room for it."""
    p, y = [0.05, 0.05, 0.45, 0.45, 0.45, 0.95, 0.95], [0, 0, 1, 0, 0, 1, 1]
    points = drawn(calibration_chart(judged_with(moons, p, y)), "test points")
    assert points.y.tolist() == pytest.approx([0, 1 / 3, 1])
    assert points.textposition == ("top center", "top center", "bottom center")


def test_the_hover_text_of_a_bin_counts_in_words(moons: Run) -> None:
    points = drawn(calibration_chart(judged_with(moons, [0.05, 0.95, 0.95], [0, 1, 1])), "test")
    assert points.customdata == ("1 point", "2 points")


def test_a_marker_of_the_calibration_chart_grows_in_area_with_its_count(moons: Run) -> None:
    p, y = [0.05] * 36 + [0.55] * 9 + [0.95], [0] * 46
    sizes = drawn(calibration_chart(judged_with(moons, p, y)), "test points").marker.size
    assert sizes[0] == pytest.approx(2 * sizes[1])
    assert sizes[2] >= 6


@pytest.mark.parametrize("threshold", THRESHOLDS)
def test_histogram_chart_draws_the_counts_and_a_line_at_the_threshold(
    judged: Evaluation, threshold: float
) -> None:
    chart = histogram_chart(judged, threshold)
    for label in (0, 1):
        bars = drawn(chart, f"class {label}")
        np.testing.assert_array_equal(bars.y, judged.histogram.counts[label])
        np.testing.assert_allclose(bars.x, np.arange(0.025, 1, 0.05))
    line = drawn(chart, "threshold")
    top = chart.figure.layout.yaxis.autorangeoptions.maxallowed
    assert (line.x, line.y) == ((threshold, threshold), (0, top))
    assert top >= judged.histogram.counts.sum(axis=0).max()
    assert top in ROUND_NUMBERS  # it mostly stands still under a hand
    predicted = judged.probability >= threshold
    for label in (0, 1):
        of_class = judged.split.y == label
        expected = f"{(predicted & of_class).sum()} of {of_class.sum()} class {label}"
        assert expected in chart.alternative


def test_the_legend_of_the_histogram_names_class_0_first(judged: Evaluation) -> None:
    """Plotly turns the legend of stacked bars round unless it is told not to."""
    layout = histogram_chart(judged, 0.5).figure.layout
    assert layout.barmode == "stack"
    assert layout.legend.traceorder == "normal"
    names = [trace.name for trace in histogram_chart(judged, 0.5).figure.data]
    assert names == ["class 0", "class 1", "threshold"]


def test_the_classes_of_the_histogram_differ_without_colour(judged: Evaluation) -> None:
    chart = histogram_chart(judged, 0.5)
    shapes = {drawn(chart, f"class {label}").marker.pattern.shape for label in (0, 1)}
    assert len(shapes) == 2


# --- Costs ----------------------------------------------------------------------------------------


def steps_at(x: FloatArray, y: FloatArray, threshold: float) -> float:
    """The height of steps that go up or down first, then along."""
    return float(y[np.searchsorted(x, threshold)])


@pytest.mark.parametrize("threshold", [0.0, 0.35, 0.5, 0.9, 1.0])
def test_cost_chart_draws_the_costs_of_the_core(judged: Evaluation, threshold: float) -> None:
    result = costs(judged.split.logits, judged.split.y, 2, 7)
    chart = cost_chart(judged, result, threshold)
    curve, dot = drawn(chart, "mean cost"), drawn(chart, "threshold")
    cheapest = drawn(chart, "cheapest")
    assert curve.line.shape == "vh"
    assert (curve.x[0], curve.x[-1]) == (0, 1)
    for at in np.linspace(0.005, 0.995, 40):
        assert steps_at(curve.x, curve.y, at) == result.at(at)
    counts = sklearn_metrics.confusion_matrix(judged.split.y, judged.probability >= threshold)
    expected = (2 * counts[0, 1] + 7 * counts[1, 0]) / len(judged.split.y)
    assert (dot.x[0], dot.y[0]) == (threshold, pytest.approx(expected, abs=1e-12))
    assert (cheapest.x[0], cheapest.y[0]) == (result.cheapest.probability, result.cheapest_cost)
    assert cheapest.name == f"cheapest at {result.cheapest.probability:g}"
    assert f"the cheapest {result.cheapest_cost:.3f} at" in chart.alternative
    assert chart.alternative.endswith(f"it is {expected:.3f}.")


def test_a_cheapest_threshold_next_to_1_is_not_called_1(moons: Run) -> None:
    """A point of class 0 with p = 1 − 5·10⁻¹², and one of class 1 with p = 1 − 5·10⁻¹³."""
    y = np.array([0.0, 1.0])
    logits = np.array([26.0, 28.3])
    test = Split("test", np.zeros((2, 2)), y, logits, score(logits, y))
    evaluation = evaluated(dataclasses.replace(moons, test=test))
    chart = cost_chart(evaluation, costs(evaluation.split.logits, y, 1, 1), 0.9999999)
    (name,) = (trace.name for trace in chart.figure.data if "cheapest" in (trace.name or ""))
    distance = re.fullmatch(r"cheapest at 1 − (\d+) × 10⁻¹²", name).group(1)
    assert 26.0 < -np.log(float(distance) * 1e-12) <= 28.3
    assert f"cheapest 0.000 at 1 − {distance} × 10⁻¹²" in chart.alternative
    assert "At the threshold 1 − 1 × 10⁻⁷" in chart.alternative


def test_mistakes_that_cost_nothing_or_very_much_are_drawn_too(judged: Evaluation) -> None:
    for price in (0.0, 1e-30, 1e50):
        chart = cost_chart(judged, costs(judged.split.logits, judged.split.y, price, price), 0.5)
        low, high = (
            getattr(chart.figure.layout.yaxis.autorangeoptions, end)
            for end in ("minallowed", "maxallowed")
        )
        assert low < 0 < high
        assert np.isfinite(drawn(chart, "mean cost").y).all()


# --- All of them ----------------------------------------------------------------------------------

EDGE_CASES = {
    "class 0 alone": ([0.1, 0.4, 0.4], [0, 0, 0]),
    "class 1 alone": ([0.1, 0.4, 0.4], [1, 1, 1]),
    "one point of class 0": ([0.3], [0]),
    "one point of class 1": ([0.3], [1]),
    "one p for all": ([0.5, 0.5, 0.5], [0, 1, 0]),
    "p of 0 and 1": ([0.0, 1.0, 1.0, 0.0], [0, 1, 0, 1]),
}


def assert_is_a_chart_in_words(chart: Chart) -> None:
    figure = json.loads(chart.figure.to_json())
    for axis in ("xaxis", "yaxis"):
        assert figure["layout"][axis]["title"]["text"]
        assert figure["layout"][axis]["autorange"] is True
    assert 280 <= figure["layout"]["height"] <= 320
    assert "null" not in json.dumps(figure["data"])
    words = [chart.caption, chart.alternative, *(trace["name"] for trace in figure["data"])]
    assert not any(re.search(r"\b(nan|inf|None)\b", text) for text in words)
    assert chart.caption.endswith(".")
    assert len(chart.caption) < 140
    assert chart.alternative.endswith(".")


@pytest.mark.parametrize("threshold", THRESHOLDS)
@pytest.mark.parametrize("case", EDGE_CASES)
@pytest.mark.parametrize("name", CHARTS)
def test_every_edge_case_gives_a_valid_chart(
    moons: Run, name: str, case: str, threshold: float
) -> None:
    assert_is_a_chart_in_words(CHARTS[name](judged_with(moons, *EDGE_CASES[case]), threshold))


@pytest.mark.parametrize("test_share", [0.0, 0.3])
@pytest.mark.parametrize("dataset", DATASETS)
def test_every_dataset_gives_valid_charts(dataset: str, test_share: float) -> None:
    result = run(
        Experiment.of(dataset=dataset, test_share=test_share, standardize=True, n_iters=50)
    )
    evaluation = evaluated(result)
    for chart in CHARTS.values():
        made = chart(evaluation, 0.35)
        assert_is_a_chart_in_words(made)
        # Of ten drawn points three are dealt to the test, which may be of one class.
        is_told = f"{len(evaluation.split.y)} {evaluation.split.name} points" in made.alternative
        assert is_told or len(set(evaluation.split.y)) == 1


@pytest.mark.parametrize("label", [0, 1])
def test_a_chart_that_misses_a_class_says_so(moons: Run, label: int) -> None:
    evaluation = judged_with(moons, [0.2, 0.6, 0.7], [label] * 3)
    for name in ("roc", "precision_recall", "histogram", "cost"):
        caption = CHARTS[name](evaluation, 0.5).caption
        assert f"no test point is class {1 - label}" in caption.replace("No test", "no test"), name
    verdict = ("There is no curve", "Guessing is as precise")[label]
    assert precision_recall_chart(evaluation, 0.5).caption.startswith(verdict)
    mistakes = ("positives", "negatives")[label]
    assert f"only false {mistakes} can cost" in CHARTS["cost"](evaluation, 0.5).caption
    roc = roc_chart(evaluation, 0.5)
    assert len(drawn(roc, "AUC –").x) == len(drawn(roc, "threshold").x) == 0


def test_without_class_1_there_is_no_precision_recall_curve(moons: Run) -> None:
    chart = precision_recall_chart(judged_with(moons, [0.2, 0.6], [0, 0]), 0.5)
    assert len(drawn(chart, "AP –").x) == len(drawn(chart, "threshold").x) == 0


def is_painted(trace: dict[str, Any]) -> bool:
    """Whether the browser's canvas knows how."""
    return trace["type"] == "bar" or trace["mode"] in ("lines", "markers")


@pytest.mark.parametrize("name", ["roc", "precision_recall", "histogram", "cost"])
def test_only_the_place_of_a_named_trace_depends_on_the_threshold(
    judged: Evaluation, name: str
) -> None:
    """Then the browser need not draw the whole chart anew while the threshold is dragged."""
    charts = [CHARTS[name](judged, threshold) for threshold in (0.2, 0.7)]
    named = [[trace for trace in chart.traces if "uid" in trace] for chart in charts]
    places = [[np.asarray(trace["x"]).tolist() for trace in traces] for traces in named]
    assert places[0] != places[1]
    still = [
        go.Figure(
            [trace | ({"x": [], "y": []} if "uid" in trace else {}) for trace in chart.traces]
        )
        for chart in charts
    ]
    assert still[0].to_json(remove_uids=False) == still[1].to_json(remove_uids=False)
    assert charts[0].layout == charts[1].layout
    assert all(is_painted(trace) for trace in named[0])


# As `withoutMoves` of traces.js has it.
MOVES = ("x", "y", "customdata", "text", "textposition", "name")


@pytest.mark.parametrize("name", ["roc", "precision_recall", "calibration", "histogram", "cost"])
def test_of_another_model_only_named_traces_move(name: str) -> None:
    """Then the browser need not draw the whole chart anew while the learning rate is dragged."""
    still, moved = [], []
    for learning_rate in (0.05, 0.5):
        chart = CHARTS[name](evaluated(run(Experiment.of(learning_rate=learning_rate))), 0.5)
        assert all("uid" in trace for trace in chart.traces)
        for trace in chart.traces:
            moved.append([np.asarray(trace.pop(key, [])).tolist() for key in MOVES])
            if np.ndim(trace.get("marker", {}).get("size", 0)):
                del trace["marker"]["size"]
        still.append((chart.traces, chart.layout))
    assert still[0] == still[1]
    half = len(moved) // 2
    assert moved[:half] != moved[half:]
