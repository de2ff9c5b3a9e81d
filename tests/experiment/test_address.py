"""Experiments as query strings: there and back to the last digit, and no harm from other text."""

from dataclasses import fields
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from logreg import DATASETS, FEATURES, OPTIMIZERS, Experiment
from logreg.core.kinds import loose
from logreg.core.settings import Settings
from logreg.data.points import Points
from logreg.data.sources import Toy
from logreg.experiment.address import DECISION, EXPERIMENT, Reading, unknown_keys
from logreg.experiment.pins import CODECS
from logreg.scoring.decision import Decision
from tests.ranges import RANGES

KEYS = [known.key for _, known in EXPERIMENT.choices]
NAMES = [key for _, known in EXPERIMENT.choices for key, _ in known.texts]
HINTS = [hint for _, known in EXPERIMENT.choices for hint in known.hints]


def within(name: str) -> st.SearchStrategy[Any]:
    allowed = RANGES[name]
    if isinstance(Experiment().value_of(name), float):
        return st.floats(allowed.low, allowed.high)
    return st.integers(int(allowed.low), int(allowed.high))


@st.composite
def experiments(draw: st.DrawFn) -> Experiment:
    dataset = draw(st.sampled_from(list(DATASETS)))
    indices = st.integers(0, DATASETS[dataset].n_features - 1)
    others = draw(st.booleans())
    needs_terms = not others or DATASETS[dataset].n_features == 2
    numbers = ("n_samples", "noise", "seed", "test_share", "learning_rate", "n_iters", "l2", "l1")
    chosen = Experiment.of(
        dataset=dataset,
        drawn=draw(st.tuples(indices, indices).filter(lambda drawn: drawn[0] != drawn[1])),
        features=tuple(draw(st.sets(st.sampled_from(list(FEATURES)), min_size=int(needs_terms)))),
        other_features=others,
        standardize=draw(st.booleans()),
        optimizer=draw(st.sampled_from(list(OPTIMIZERS))),
        batch_size=draw(st.none() | st.integers(1, 2000)),
        class_weight=draw(st.sampled_from([None, "balanced"])),
        **{name: draw(within(name)) for name in numbers},
    )
    if draw(st.booleans()):
        return chosen
    n = chosen.n_columns + 1
    return chosen.changed(start=draw(st.lists(st.floats(-1000, 1000), min_size=n, max_size=n)))


def text_of(query: dict[str, str]) -> str:
    return urlencode(query)


@settings(deadline=None)
@given(experiments())
def test_every_experiment_comes_back_to_the_last_digit(experiment: Experiment) -> None:
    query = dict(parse_qsl(text_of(EXPERIMENT.write(experiment)), keep_blank_values=True))
    reading = EXPERIMENT.read(query)
    assert reading.problems == ()
    assert repr(reading.record) == repr(experiment).replace("=-0.0", "=0.0")


def test_every_field_has_its_place_in_a_link() -> None:
    """But the tolerance, which no control asks for."""
    records = (Experiment, Toy, Points, Settings)
    fields_of_all = [field.name for record in records for field in fields(record)]
    assert sorted(name for name, _ in EXPERIMENT.choices) == sorted(
        set(fields_of_all) - {"settings", "name", "tol"}
    )
    assert len(set(KEYS)) == len(KEYS) == len(fields_of_all) - 4


def test_the_default_is_the_version_mark_alone() -> None:
    assert EXPERIMENT.write(Experiment()) == {"v": "1"}


def test_a_real_dataset_draws_the_features_it_draws_first() -> None:
    reading = EXPERIMENT.read({"data": "breast_cancer"})
    assert reading.record.drawn == DATASETS["breast_cancer"].first_drawn
    assert "axes" not in EXPERIMENT.write(reading.record)


def test_a_link_is_made_of_words_a_person_reads() -> None:
    experiment = Experiment.of(dataset="xor", features=("x1*x2",), learning_rate=0.1, batch_size=32)
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
    name = next(name for name, known in EXPERIMENT.choices if known.key == key)
    assert reading.record.value_of(name) == Experiment().value_of(name)
    assert 0.7 in (reading.record.settings.learning_rate, reading.record.settings.l2)


anything = (
    st.text() | st.floats().map(str) | st.integers().map(str) | st.text().map(lambda t: t * 999)
)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from([*NAMES, *HINTS, "v"]) | st.text(), anything))
def test_no_query_whatsoever_raises_or_leaves_the_limits(query: dict[str, str]) -> None:
    reading = EXPERIMENT.read(query)
    assert EXPERIMENT.read(EXPERIMENT.write(reading.record)).record == reading.record
    assert all(problem.endswith(" is used instead.") for problem in reading.problems)
    assert all(len(problem) < 120 for problem in unknown_keys(query, CODECS))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        # The fields of an Experiment, as Python writes them and counts.
        (
            {
                "dataset": "iris",
                "drawn": "(0, 2)",
                "features": "('x1', 'x1*x2',)",
                "other_features": "True",
                "standardize": "True",
                "learning_rate": "0.5",
                "n_iters": "70",
                "optimizer": "adam",
                "batch_size": "16",
                "test_share": "0.25",
            },
            Experiment.of(
                dataset="iris",
                drawn=(0, 2),
                features=("x1", "x1*x2"),
                other_features=True,
                standardize=True,
                learning_rate=0.5,
                n_iters=70,
                optimizer="adam",
                batch_size=16,
                test_share=0.25,
            ),
        ),
        ({"n_samples": "400", "random_state": "3"}, Experiment.of(n_samples=400, seed=3)),
        ({"batch_size": "None", "standardize": "False"}, Experiment()),
        (
            {"dataset": "iris", "features": "()", "others": "1"},
            Experiment.of(dataset="iris", drawn=(2, 3), features=(), other_features=True),
        ),
        # What is on screen, capitals, blanks.
        (
            {"Data": " Breast Cancer ", "Axes": " 3 , 1 "},
            Experiment.of(dataset="breast_cancer", drawn=(2, 0)),
        ),
        (
            {"data": "two gaussian blobs", "RATE": " 0.7 "},
            Experiment.of(dataset="blobs", learning_rate=0.7),
        ),
        ({"Optimiser": "Newton", "batch": "ALL"}, Experiment.of(optimizer="newton")),
        ({"features": "X1, x₁², sin x₂"}, Experiment.of(features=("x1", "x1^2", "sin(x2)"))),
        ({"features": "x1**2,np.sin(x1)"}, Experiment.of(features=("x1^2", "sin(x1)"))),
        # A comma where much of the world has one.
        (
            {"rate": "0,05", "l2": "1,5", "noise": " 0,125 "},
            Experiment.of(learning_rate=0.05, l2=1.5, noise=0.125),
        ),
    ],
)
def test_links_are_read_as_people_type_them(query: dict[str, str], expected: Experiment) -> None:
    reading = EXPERIMENT.read(query)
    assert reading.problems == ()
    assert reading.record == expected
    assert unknown_keys(query, CODECS) == ()


def test_a_decision_is_read_by_its_fields_too() -> None:
    reading = DECISION.read({"false_positive_cost": "2,5", "False-Negative-Cost": "1000"})
    assert reading.record == Decision(0.5, 2.5, 1000.0)


@pytest.mark.parametrize("text", ["1,000", " 1,000 ", "12,345", "0,5,5", "1,5.0", ",", "0,x"])
def test_a_comma_that_may_be_that_of_a_thousand_is_refused(text: str) -> None:
    reading = DECISION.read({"false-positive-cost": text})
    assert len(reading.problems) == 1
    assert reading.record == Decision()


def test_a_key_as_it_is_written_counts_before_its_other_names() -> None:
    for query in (
        {"rate": "0.5", "Rate": "0.7"},
        {"Rate": "0.7", "rate": "0.5"},
        {"learning_rate": "0.5", "rate": "0.5"},
    ):
        assert EXPERIMENT.read(query) == Reading(Experiment.of(learning_rate=0.5), ())
    reading = EXPERIMENT.read({"learning_rate": "0.7", "rate": "0.5"})
    assert reading.record.settings.learning_rate == 0.5
    (problem,) = reading.problems
    assert problem == "“learning_rate” is the same choice as “rate”; 0.5 is used instead."


def test_a_bad_value_does_not_hide_a_good_one_under_another_name() -> None:
    reading = EXPERIMENT.read({"rate": "fast", "learning_rate": "0.7"})
    assert reading.record.settings.learning_rate == 0.7
    (problem,) = reading.problems
    assert problem.startswith("“rate” must be ")
    assert problem.endswith("; 0.7 is used instead.")


def test_what_is_said_counts_as_the_key_does() -> None:
    (problem,) = EXPERIMENT.read({"drawn": "(1, 1)"}).problems
    assert "such as 0,1; 0,1 is used" in problem
    (problem,) = EXPERIMENT.read({"axes": "1,1"}).problems
    assert "such as 1,2; 1,2 is used" in problem


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        ("lr", "rate"),
        ("Learning_Rates", "rate"),
        ("iteratons", "iterations"),
        ("epochs", "iterations"),
        ("standardised", "standardise"),
        ("tresholds", "threshold"),
        ("lambda", "l2"),
        ("weights", "class-weight"),
        ("balance", "class-weight"),
        ("false-positive-costs", "false-positive-cost"),
    ],
)
def test_an_unknown_key_is_said_with_what_may_be_meant(key: str, meant: str) -> None:
    (problem,) = unknown_keys({key: "1", "rate": "0.5"}, CODECS)
    assert problem == f"no choice is called “{key}”; did you mean “{meant}”?"


def test_what_is_said_of_unknown_keys_is_short() -> None:
    assert unknown_keys({"zzz": "1"}, CODECS) == ("no choice is called “zzz”.",)
    (problem,) = unknown_keys({"z" * 10_000: "1"}, CODECS)
    assert len(problem) < 80
    (problem,) = unknown_keys({"z\n\u202ez\x00": "1"}, CODECS)
    assert problem == "no choice is called “zz”."
    *_, last = unknown_keys({f"z{k}": "1" for k in range(99)}, CODECS)
    assert last == "94 other keys are not known."
    assert unknown_keys({f"z{k}": "1" for k in range(6)}, CODECS)[-1] == "1 other key is not known."


def test_what_others_add_to_a_link_is_passed_over() -> None:
    added = {"utm_source": "x", "fbclid": "x", "gclid": "x", "msclkid": "x"}
    assert unknown_keys({"v": "1", "V": "1", "threshold": "0.5", **added}, CODECS) == ()


def test_a_name_is_read_by_one_choice_alone() -> None:
    choices = [known for codec in CODECS for _, known in codec.choices]
    names = [loose(key) for known in choices for key, _ in known.texts]
    assert len(set(names)) == len(names)
    hints = [loose(hint) for known in choices for hint in known.hints]
    assert not set(hints) & set(names)
    assert len(set(hints)) == len(hints)


def test_every_field_of_the_records_is_read_by_its_own_name() -> None:
    for codec in CODECS:
        for name, known in codec.choices:
            own = "dataset" if name == "source" else name
            assert loose(own) in {loose(key) for key, _ in known.texts}


# As links of version 1 were written: each must say the same for ever.
OLD_LINKS = {
    "v=1": Experiment(),
    "v=1&data=circles&features=x1%5E2,x2%5E2&rate=0.30000000000000004": Experiment.of(
        dataset="circles", features=("x1^2", "x2^2"), learning_rate=0.1 + 0.2
    ),
    "v=1&data=iris&axes=1,4&others=1&features=none&standardise=1&optimiser=newton": Experiment.of(
        dataset="iris",
        drawn=(0, 3),
        features=(),
        other_features=True,
        standardize=True,
        optimizer="newton",
    ),
    "v=1&samples=2000&noise=0.07&seed=9999&test=0.5&iterations=5000&batch=7&l2=0.003&l1=1e-05": (
        Experiment.of(
            n_samples=2000,
            noise=0.07,
            seed=9999,
            test_share=0.5,
            n_iters=5000,
            batch_size=7,
            l2=0.003,
            l1=1e-5,
        )
    ),
}


@pytest.mark.parametrize("link", OLD_LINKS)
def test_links_of_version_1_restore_the_same_experiment(link: str) -> None:
    query = dict(parse_qsl(link))
    reading = EXPERIMENT.read(query)
    assert repr(reading.record) == repr(OLD_LINKS[link])
    assert reading.problems == unknown_keys(query, CODECS) == ()


good_values = experiments().map(EXPERIMENT.write)


@settings(deadline=None)
@given(good_values, st.dictionaries(st.sampled_from([*NAMES, *HINTS]) | st.text(), anything))
def test_a_good_value_is_never_lost_beside_bad_ones(
    good: dict[str, str], bad: dict[str, str]
) -> None:
    """Whatever else a link says, what it says rightly counts, but where one rests on another."""
    given = [(name, known) for name, known in EXPERIMENT.choices if known.key in good]
    own = {loose(key) for _, known in given for key, _ in known.texts}
    dependent = {"data", "axes", "drawn", "dataset", "others", "otherfeatures", "features"}
    others = {k: text for k, text in bad.items() if loose(k) not in own | dependent}
    expected = EXPERIMENT.read(good).record
    reading = EXPERIMENT.read(others | good)
    for name, _ in given:
        assert reading.record.value_of(name) == expected.value_of(name)
    unknown_keys(others | good, CODECS)


@pytest.mark.parametrize(
    "text", ["0,-1,0.5", "0; −1; 0.5", "(0, -1, 0.5)", "[0.0, -1.0, 0.5]", "0 -1 .5"]
)
def test_a_start_is_read_as_people_type_it(text: str) -> None:
    reading = EXPERIMENT.read({"start": text})
    assert reading.record.start == (0, -1, 0.5)
    assert reading.problems == ()


@pytest.mark.parametrize("text", ["1,2", "1,2,3,4", "1,2,x", "1,2,2000", "1,,3", "nan,0,0"])
def test_a_start_that_does_not_fit_is_told(text: str) -> None:
    reading = EXPERIMENT.read({"start": text})
    assert reading.record.start == ()
    (problem,) = reading.problems
    assert problem == (
        "“start” must be numbers between −1000 and 1000: a weight for each feature, then the bias,"
        " such as 0,-1,0.5; none is used instead."
    )


def test_a_start_is_that_of_the_features_in_the_same_link() -> None:
    query = {"start": "1,2", "features": "x1^2", "data": "circles"}
    assert EXPERIMENT.read(query).record.start == (1, 2)
    assert EXPERIMENT.write(EXPERIMENT.read(query).record)["start"] == "1,2"


def test_equal_experiments_have_one_link() -> None:
    whole = Experiment.of(learning_rate=2, test_share=0, start=(1, -2, 0))
    decimals = Experiment.of(learning_rate=2.0, test_share=0.0, start=(1.0, -2.0, 0.0))
    assert whole == decimals
    assert EXPERIMENT.write(whole) == EXPERIMENT.write(decimals)
    assert EXPERIMENT.write(whole)["rate"] == "2"
