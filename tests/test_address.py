"""Experiments as query strings: there and back to the last digit, and no harm from other text."""

from dataclasses import fields
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logreg import DATASETS, FEATURES, OPTIMIZERS, Experiment
from logreg.address import EXPERIMENT
from logreg.experiment import RANGES

KEYS = [item.key for item in EXPERIMENT.properties]


def within(name: str) -> st.SearchStrategy[Any]:
    allowed = RANGES[name]
    if isinstance(getattr(Experiment(), name), float):
        return st.floats(allowed.low, allowed.high)
    return st.integers(int(allowed.low), int(allowed.high))


@st.composite
def experiments(draw: st.DrawFn) -> Experiment:
    dataset = draw(st.sampled_from(list(DATASETS)))
    indices = st.integers(0, DATASETS[dataset].n_features - 1)
    others = draw(st.booleans())
    needs_terms = not others or DATASETS[dataset].n_features == 2
    numbers = ("n_samples", "noise", "seed", "test_share", "learning_rate", "n_iters", "l2", "l1")
    return Experiment(
        dataset=dataset,
        drawn=draw(st.tuples(indices, indices).filter(lambda drawn: drawn[0] != drawn[1])),
        features=tuple(draw(st.sets(st.sampled_from(list(FEATURES)), min_size=int(needs_terms)))),
        other_features=others,
        standardize=draw(st.booleans()),
        optimizer=draw(st.sampled_from(list(OPTIMIZERS))),
        batch_size=draw(st.none() | st.integers(1, 2000)),
        **{name: draw(within(name)) for name in numbers},
    )


def text_of(query: dict[str, str]) -> str:
    return urlencode(query)


@given(experiments())
def test_every_experiment_comes_back_to_the_last_digit(experiment: Experiment) -> None:
    query = dict(parse_qsl(text_of(EXPERIMENT.write(experiment)), keep_blank_values=True))
    reading = EXPERIMENT.read(query)
    assert reading.problems == ()
    assert repr(reading.record) == repr(experiment).replace("=-0.0", "=0.0")


def test_every_field_has_its_property() -> None:
    assert {item.field for item in EXPERIMENT.properties} == {f.name for f in fields(Experiment)}
    assert len(set(KEYS)) == len(KEYS)


def test_the_default_is_the_version_mark_alone() -> None:
    assert EXPERIMENT.write(Experiment()) == {"v": "1"}


def test_a_real_dataset_draws_the_features_it_draws_first() -> None:
    reading = EXPERIMENT.read({"data": "breast_cancer"})
    assert reading.record.drawn == DATASETS["breast_cancer"].drawn
    assert "axes" not in EXPERIMENT.write(reading.record)


def test_a_link_is_made_of_words_a_person_reads() -> None:
    experiment = Experiment(dataset="xor", features=("x1*x2",), learning_rate=0.1, batch_size=32)
    assert EXPERIMENT.write(experiment) == {
        "v": "1",
        "data": "xor",
        "features": "x1*x2",
        "rate": "0.1",
        "batch": "32",
    }


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("data", "<b>moons</b>"),
        ("axes", "1,1"),
        ("axes", "1,2,3"),
        ("axes", "0,1"),
        ("samples", "1e3"),
        ("samples", "9" * 5000),
        ("noise", "nan"),
        ("noise", "-1"),
        ("seed", ""),
        ("test", "inf"),
        ("others", "yes"),
        ("features", "none"),
        ("features", "x1,x1"),
        ("features", "__import__"),
        ("standardise", "2"),
        ("rate", "1e999"),
        ("rate", "0"),
        ("iterations", "5001"),
        ("optimiser", "lbfgs"),
        ("batch", "0"),
        ("l2", "11"),
        ("l1", "0x1"),
    ],
)
def test_a_bad_value_is_replaced_and_said_without_repeating_it(key: str, text: str) -> None:
    reading = EXPERIMENT.read({"unknown": "1", key: text, "rate" if key != "rate" else "l2": "0.7"})
    (problem,) = reading.problems
    assert f"“{key}” must be " in problem
    assert len(text) < 4 or text not in problem
    field = next(item.field for item in EXPERIMENT.properties if item.key == key)
    assert getattr(reading.record, field) == getattr(Experiment(), field)
    assert 0.7 in (reading.record.learning_rate, reading.record.l2)


anything = (
    st.text() | st.floats().map(str) | st.integers().map(str) | st.text().map(lambda t: t * 999)
)


@given(st.dictionaries(st.sampled_from([*KEYS, "v"]) | st.text(), anything))
def test_no_query_whatsoever_raises_or_leaves_the_limits(query: dict[str, str]) -> None:
    reading = EXPERIMENT.read(query)
    assert EXPERIMENT.read(EXPERIMENT.write(reading.record)).record == reading.record
    assert all(problem.endswith(" is used instead.") for problem in reading.problems)
