"""Pinned runs: there and back by a link, and what sets them apart."""

from urllib.parse import parse_qsl, urlencode

import numpy as np
import pytest
from hypothesis import given, settings
from sklearn.metrics import accuracy_score, log_loss

from logreg import Experiment, run
from logreg.experiment.pins import PINS, Pins, beside, curve_of, shares_plane
from tests.experiment.test_address import experiments


@settings(deadline=None)
@given(experiments(), experiments())
def test_pinned_experiments_come_back_to_the_last_digit(
    first: Experiment, second: Experiment
) -> None:
    pins = Pins(pin1=first, pin3=second)
    query = dict(parse_qsl(urlencode(PINS.write(pins))))
    reading = PINS.read(query)
    assert reading.problems == ()
    assert reading.record == pins


def test_a_link_names_them_readably_and_only_where_there_are_any() -> None:
    assert PINS.write(Pins()) == {"v": "1"}
    pins = Pins(pin1=Experiment(), pin2=Experiment.of(learning_rate=1, n_iters=50))
    assert PINS.write(pins) == {"v": "1", "pin1": "usual", "pin2": "rate:1;iterations:50"}


@pytest.mark.parametrize(
    "text",
    ["rate", "rate:", "rate:1000", "speed:1", "rate:1;;", "start:1,2", "data:moon", "pin1:usual"],
)
def test_one_that_cannot_be_is_told_and_left_out(text: str) -> None:
    reading = PINS.read({"pin2": text})
    assert reading.record == Pins()
    (problem,) = reading.problems
    assert problem.startswith("“pin2” must be an experiment, such as rate:1;iterations:50;")


def test_places_are_filled_from_the_first_and_no_run_is_there_twice() -> None:
    rates = [Experiment.of(learning_rate=rate) for rate in (1, 2, 3, 4)]
    pins = Pins()
    for experiment in (rates[0], rates[1], rates[0]):
        pins = pins.with_one_more(experiment)
    assert [name for name, _, _ in pins.items()] == ["pin1", "pin2"]
    pins = pins.without("pin1").with_one_more(rates[2]).with_one_more(rates[3])
    assert [experiment for _, _, experiment in pins.items()] == [rates[2], rates[1], rates[3]]
    assert pins.with_one_more(rates[0]) == pins
    with pytest.raises(ValueError, match="pin1, pin2, pin3"):
        pins.without("pin4")


def test_the_table_has_what_differs_and_what_came_of_it() -> None:
    chosen = [Experiment(), Experiment.of(learning_rate=3, standardize=True)]
    table = beside([run(one) for one in chosen])
    assert table.columns == (
        "Standardise features",
        "Learning rate",
        "Training loss",
        "Test loss",
        "Accuracy",
    )
    for (standardized, rate, train_loss, test_loss, accuracy), one in zip(
        table.rows, chosen, strict=True
    ):
        result = run(one)
        assert standardized == ("yes" if one.standardize else "no")
        assert rate == f"{one.settings.learning_rate:g}"
        assert result.test
        for split, text in ((result.train, train_loss), (result.test, test_loss)):
            p = 1 / (1 + np.exp(-split.logits))
            assert float(text) == pytest.approx(log_loss(split.y, p), abs=6e-4)
        share = accuracy_score(result.test.y, result.test.logits >= 0)
        assert accuracy == f"{100 * share:.1f} %"


def test_without_test_points_training_points_stand_in_and_it_says_so() -> None:
    table = beside([run(Experiment()), run(Experiment.of(test_share=0))])
    assert table.rows[1][-2:] == ("–", "84.7 % (training)")


def test_other_data_have_other_choices_and_another_plane() -> None:
    toy, real = run(Experiment()), run(Experiment.of(dataset="iris"))
    table = beside([toy, real])
    # A noise that measured samples do not have is a dash.
    assert dict(zip(table.columns, table.rows[1], strict=True))["Noise"] == "–"
    assert not shares_plane(toy, real)
    assert not shares_plane(real, run(Experiment.of(dataset="iris", drawn=(0, 1))))
    assert shares_plane(toy, run(Experiment.of(features=("x1", "x1^2"))))


def test_a_thin_curve_begins_and_ends_with_the_run() -> None:
    result = run(Experiment.of(n_iters=5000))
    iterations, losses = curve_of(result)
    assert len(iterations) <= 150
    assert (iterations[0], iterations[-1]) == (0, 5000)
    assert losses.tolist() == result.trace.loss[iterations].tolist()
