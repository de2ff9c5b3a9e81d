"""Sections 7 and 8 of the lesson, against scipy and scikit-learn."""

import numpy as np
import pytest
from scipy.special import expit, logit
from sklearn.metrics import accuracy_score, confusion_matrix

from logreg import Experiment, run
from logreg.experiment.run import Run
from logreg.figures import boundary_chart
from logreg.figures.lesson import predicting_chart
from logreg.lesson.features import CIRCLES, CIRCLES_WITH_SQUARES, XOR, XOR_WITH_PRODUCT
from logreg.lesson.predicting import THRESHOLDS, outcomes
from logreg.plain.descent import predict
from logreg.plain.pieces import score_at
from tests.oracles import is_separable
from tests.ui.test_pages import assert_sound, open_page

ENDS_AND_MIDDLE = (THRESHOLDS.low, 0.3, 0.5, 0.8, THRESHOLDS.high)

EXPERIMENTS = (
    Experiment.of(n_iters=50),
    Experiment.of(dataset="imbalanced", test_share=0, n_iters=50),
    Experiment.of(dataset="scales", learning_rate=100, n_iters=50),
    Experiment.of(dataset="gap", optimizer="newton", n_iters=200),
    Experiment.of(dataset="breast_cancer", other_features=True, standardize=True, n_iters=50),
)


@pytest.fixture(scope="module", params=EXPERIMENTS, ids=lambda item: item.source.name)
def any_run(request: pytest.FixtureRequest) -> Run:
    return run(request.param)


def test_class_1_is_predicted_from_the_threshold_on() -> None:
    X = np.array([[-1.0], [0.0], [1.0]])
    weights = np.array([1.0])
    assert predict(X, weights, 0.0).tolist() == [0, 1, 1]
    assert predict(X, weights, 0.0, 0.7).tolist() == [0, 0, 1]
    assert predict(X, weights, 0.0, 0.8).tolist() == [0, 0, 0]


def test_the_threshold_is_a_bound_on_the_score() -> None:
    thresholds = np.linspace(THRESHOLDS.low, THRESHOLDS.high, 99)
    for threshold in thresholds:
        assert score_at(threshold) == pytest.approx(logit(threshold), rel=1e-12, abs=1e-15)
        assert expit(score_at(threshold)) == pytest.approx(threshold, rel=1e-12)


@pytest.mark.parametrize("threshold", ENDS_AND_MIDDLE)
def test_the_mistakes_are_those_that_scikit_learn_counts(threshold: float, any_run: Run) -> None:
    split = any_run.test or any_run.train
    weights, bias = any_run.trace.weights[-1], any_run.trace.bias[-1]
    predicted = expit(any_run.columns(split.X) @ weights + bias) >= threshold
    found = outcomes(any_run, threshold)
    assert found.matrix.tolist() == confusion_matrix(split.y, predicted, labels=[0, 1]).tolist()
    assert found.accuracy == pytest.approx(accuracy_score(split.y, predicted))


def test_a_higher_threshold_trades_false_positives_for_false_negatives(any_run: Run) -> None:
    found = [outcomes(any_run, threshold) for threshold in np.linspace(0.01, 0.99, 30)]
    assert np.all(np.diff([one.false_positives for one in found]) <= 0)
    assert np.all(np.diff([one.false_negatives for one in found]) >= 0)


def test_no_line_parts_xor_and_training_finds_none() -> None:
    trained = run(XOR)
    assert not is_separable(trained.train.X, trained.train.y)
    assert outcomes(trained, 0.5).accuracy == pytest.approx(0.5, abs=0.05)
    assert np.abs(trained.trace.weights[-1]).max() < 0.5


def test_the_product_mends_xor() -> None:
    trained = run(XOR_WITH_PRODUCT)
    assert np.array_equal(trained.train.X, run(XOR).train.X)
    assert outcomes(trained, 0.5).accuracy > 0.95
    w1, w2, w3 = trained.trace.weights[-1]
    assert w3 > 10 * max(abs(w1), abs(w2))


def test_no_line_parts_circles_and_their_squares_do() -> None:
    trained, mended = run(CIRCLES), run(CIRCLES_WITH_SQUARES)
    assert not is_separable(trained.train.X, trained.train.y)
    assert outcomes(trained, 0.5).accuracy < 0.7
    assert np.array_equal(trained.train.X, mended.train.X)
    assert outcomes(mended, 0.5).accuracy > 0.95


@pytest.mark.parametrize("threshold", ENDS_AND_MIDDLE)
def test_the_chart_is_the_playgrounds_less_high(threshold: float, any_run: Run) -> None:
    chart, full = predicting_chart(any_run, threshold), boundary_chart(any_run, threshold)
    assert chart.layout["height"] < full.layout["height"]
    assert chart.layout | {"height": None} == full.layout | {"height": None}
    assert (chart.caption, chart.alternative) == (full.caption, full.alternative)
    line = next(trace for trace in chart.traces if trace.get("uid") == "line")
    points = np.column_stack([line["x"], line["y"]])
    if any_run.plane.is_linear and len(points):
        on_line = expit(points @ any_run.plane.weights + any_run.plane.intercept)
        assert on_line == pytest.approx(threshold, abs=1e-6)


def test_the_page_adds_the_product() -> None:
    page = open_page("pages/from_scratch.py")
    assert_sound(page)
    weights = {item.label for item in page.metric}
    assert "w₃" not in weights
    page.toggle(key="lesson add x1x2").set_value(True).run()
    assert_sound(page)
    assert "w₃" in {item.label for item in page.metric}
    accuracy = f"{100 * float(outcomes(run(XOR_WITH_PRODUCT), 0.5).accuracy):.1f} %"
    assert accuracy in [item.value for item in page.metric if item.label == "Accuracy"]
