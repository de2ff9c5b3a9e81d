"""The history as CSV is the trace to the bit."""

import csv
import io

import numpy as np
import pytest
from hypothesis import given, settings

from logreg import Experiment, Run, run
from logreg.export import history_csv
from tests.export.cases import ALL_FEATURES, IRIS, SHORT, experiments


@pytest.fixture(scope="module")
def iris() -> Run:
    return run(IRIS)


@settings(max_examples=40, deadline=None)
@given(experiment=experiments())
def test_the_history_is_the_trace_to_the_bit(experiment: Experiment) -> None:
    result = run(experiment)
    trace = result.trace
    header, *rows = csv.reader(io.StringIO(history_csv(result)), strict=True)
    table = np.array([[float(cell) for cell in row] for row in rows])
    losses = [trace.loss] if result.test is None else [trace.loss, trace.validation_loss]
    expected = [np.arange(len(rows)), *losses, trace.penalty, *trace.weights.T, trace.bias]
    np.testing.assert_array_equal(table, np.column_stack(expected))
    assert len(set(header)) == len(header) == len(expected)
    assert ("test loss" in header) == (result.test is not None)


def test_the_history_names_what_a_person_reads(iris: Run) -> None:
    text = history_csv(iris)
    assert text.isascii()
    assert "\r" not in text
    assert text.endswith("\n")
    assert text.splitlines()[0] == (
        'iteration,train loss,test loss,penalty,"weight petal length, cm",'
        '"weight sepal length, cm^2","weight sepal width, cm","weight petal width, cm",bias'
    )
    toy = history_csv(run(Experiment.of(features=ALL_FEATURES, test_share=0, **SHORT)))
    assert toy.splitlines()[0] == (
        "iteration,train loss,penalty,weight x1,weight x2,weight x1^2,weight x2^2,"
        "weight x1*x2,weight sin(x1),weight sin(x2),bias"
    )
