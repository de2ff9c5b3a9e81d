"""Experiments on drawn points: their links, and what is said where they cannot be trained on."""

import itertools
from urllib.parse import parse_qsl

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from logreg import Experiment, run
from logreg.data.points import BOX, EXAMPLE, Points
from logreg.experiment.address import EXPERIMENT, query_text
from logreg.experiment.pins import PINS, Pins, beside
from logreg.experiment.plane import Box
from logreg.experiment.vocabulary import vocabulary
from tests.told import evaluated, story_of

FOUR = Points.of([[-1, -1], [-1, 1], [1, 1], [1, -1]], [0, 0, 1, 1], BOX)


def points(n: int, seed: int = 0) -> Points:
    random = np.random.default_rng(seed)
    return Points.of(random.uniform(-3, 3, (n, 2)), np.arange(n) % 2, BOX)


def on(source: Points, **choices: object) -> Experiment:
    return Experiment.of(source=source, **{"test_share": 0.0} | choices)


# --- Links ----------------------------------------------------------------------------------------


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 4095), st.integers(0, 4095), st.integers(0, 1)), max_size=100)
)
def test_a_link_restores_the_points_it_was_made_of(places: list[tuple[int, int, int]]) -> None:
    X = np.array([place[:2] for place in places]).reshape(-1, 2) / 4095 * 6 - 3
    experiment = on(Points.of(X, [place[2] for place in places], BOX), learning_rate=0.7)
    link = query_text(EXPERIMENT.write(experiment))
    reading = EXPERIMENT.read(dict(parse_qsl(link)))
    assert reading.record == experiment
    assert reading.problems == ()
    assert len(link) < 500


def test_a_link_with_points_of_version_1_says_the_same_for_ever() -> None:
    link = "v=1&data=points&points=1,4,IPX,-3,3,-3,3,VVVVKq1VKqqqtVSqs&test=0"
    reading = EXPERIMENT.read(dict(parse_qsl(link)))
    assert reading.record == on(FOUR)
    assert reading.problems == ()
    assert query_text(EXPERIMENT.write(on(FOUR))) == link


def test_the_example_needs_no_points_in_a_link() -> None:
    assert EXPERIMENT.write(Experiment.of(dataset="points")) == {"v": "1", "data": "points"}
    reading = EXPERIMENT.read({"data": "Your points"})
    assert reading.record == Experiment.of(source=Points())
    run(reading.record)


def test_more_points_than_a_link_holds_are_left_out_of_it() -> None:
    assert "points" in EXPERIMENT.write(on(points(100)))
    query = EXPERIMENT.write(on(points(101), learning_rate=0.7))
    assert query == {"v": "1", "data": "points", "test": "0", "rate": "0.7"}
    assert not points(101).fits_link


@pytest.mark.parametrize(
    ("text", "n", "said"),
    [
        (
            points(40).points[:-50],
            28,
            "“points” is cut off or damaged: 28 of its 40 points could be read;"
            " what could be read is used instead.",
        ),
        (
            points(40).points[:-9] + "A" + points(40).points[-8:],
            40,
            "“points” is damaged: points may stand elsewhere than they were drawn;"
            " what could be read is used instead.",
        ),
        (
            f"2{points(40).points[1:]}",
            12,
            "“points” is of no version that this playground reads; an example is used instead.",
        ),
        (
            "",
            12,
            "“points” is of no version that this playground reads; an example is used instead.",
        ),
        (
            points(40).points.replace("-3", "3"),
            12,
            "“points” says of no box in which its points stand; an example is used instead.",
        ),
    ],
)
def test_a_damaged_link_shows_what_can_be_read_and_says_what_cannot(
    text: str, n: int, said: str
) -> None:
    reading = EXPERIMENT.read({"data": "points", "points": text, "rate": "0.7"})
    assert reading.problems == (said,)
    source = reading.record.source
    assert isinstance(source, Points)
    assert source.n_points == n
    if n != 40:
        whole = points(40) if n == 28 else Points(EXAMPLE)
        np.testing.assert_array_equal(source.X, whole.X[:n])
    assert reading.record.settings.learning_rate == 0.7


def test_points_beside_other_data_are_said() -> None:
    reading = EXPERIMENT.read({"data": "xor", "points": FOUR.points})
    assert reading.record == Experiment.of(dataset="xor")
    (problem,) = reading.problems
    assert problem.startswith("“points” belongs to other data than this link names;")


def test_a_pin_holds_its_points_and_says_how_many_they_are() -> None:
    pins = Pins(on(FOUR), on(points(30), learning_rate=2))
    reading = PINS.read(dict(parse_qsl(query_text(PINS.write(pins)))))
    assert reading.record == pins
    assert reading.problems == ()
    table = beside([run(on(FOUR)), run(on(points(30)))])
    assert table.columns[0] == "Points"
    assert [row[0] for row in table.rows] == ["4", "30"]


def test_a_page_says_the_name_of_the_points_and_not_their_text() -> None:
    known = vocabulary()
    assert known["words"]["data"]["points"] == "Your points"
    assert "points" not in known["usual"]["points"]
    assert "samples" not in known["usual"]["points"]


def test_other_points_keep_what_was_chosen_and_other_data_do_not() -> None:
    chosen = on(FOUR, features=("x1", "x2", "x1*x2"), start=(1, 2, 3, 4))
    moved = chosen.changed(source=points(9))
    assert moved.start == chosen.start
    assert moved.changed(dataset="points") == moved
    assert moved.changed(noise=0.1, n_samples=90) == moved


# --- Training -------------------------------------------------------------------------------------


@pytest.mark.parametrize("sizes", list(itertools.product(range(4), range(4))))
def test_two_points_of_each_class_are_needed_and_are_enough(sizes: tuple[int, int]) -> None:
    random = np.random.default_rng(sizes)
    X, y = random.uniform(-3, 3, (sum(sizes), 2)), np.repeat([0, 1], sizes)
    experiment = on(Points.of(X, y, BOX), n_iters=20)
    if min(sizes) >= 2:
        assert run(experiment).train.class_sizes == sizes
        return
    with pytest.raises(ValueError, match="Draw two points of each class: ") as caught:
        run(experiment)
    for label, size in enumerate(sizes):
        lack = max(0, 2 - size)
        assert (f"one more of class {label}" in str(caught.value)) == (lack == 1)
        assert (f"two of class {label}" in str(caught.value)) == (lack == 2)
    assert (" are missing." in str(caught.value)) == (sum(max(0, 2 - size) for size in sizes) > 1)


def test_what_is_missing_is_said_as_a_person_would() -> None:
    with pytest.raises(
        ValueError, match=r"^Draw two points of each class: one more of class 1 is missing\.$"
    ):
        run(on(Points.of([[0, 0], [1, 1], [2, 2]], [0, 0, 1])))


@pytest.mark.parametrize("test_share", [0.0, 0.1, 0.3, 0.5])
@pytest.mark.parametrize("seed", range(4))
def test_a_split_that_leaves_too_few_is_told_from_too_few_points(
    test_share: float, seed: int
) -> None:
    for n in range(11):
        source = points(n, seed)
        experiment = on(source, test_share=test_share, seed=seed, n_iters=5)
        drawn = np.bincount(source.y.astype(int), minlength=2)
        order = np.random.RandomState(seed).permutation(n)[int(np.ceil(test_share * n)) :]
        trained = np.bincount(source.y[order].astype(int), minlength=2)
        if trained.min() >= 2:
            assert run(experiment).train.class_sizes == tuple(trained)
            continue
        too_few = "Draw two" if drawn.min() < 2 else "The training needs two"
        with pytest.raises(ValueError, match=f"^{too_few} points of each class: "):
            run(experiment)


def test_the_example_can_be_trained_on_whatever_the_seed() -> None:
    for seed, share in itertools.product(range(200), (0.3, 1 / 3)):
        experiment = Experiment.of(dataset="points", seed=seed, test_share=share, n_iters=1)
        assert min(run(experiment).train.class_sizes) > 1


SHAPES = {
    "one place": [[0.5, 0.5]] * 4,
    "two places": [[0, 0], [0, 0], [1, 1], [1, 1]],
    "both classes in both places": [[0, 0], [1, 1], [0, 0], [1, 1]],
    "one upright line": [[0, -2], [0, 1], [0, -1], [0, 2]],
    "one level line": [[-2, 0], [1, 0], [-1, 0], [2, 0]],
    "corners": [[-3, -3], [3, 3], [3, -3], [-3, 3]],
}


@pytest.mark.parametrize("choices", [{}, {"standardize": True, "optimizer": "newton"}, {"l1": 0.1}])
@pytest.mark.parametrize("shape", SHAPES)
def test_what_is_said_of_few_points_is_said_in_numbers(
    shape: str, choices: dict[str, object]
) -> None:
    with np.errstate(all="raise", under="ignore"):
        result = run(on(Points.of(SHAPES[shape], [0, 0, 1, 1], BOX), **choices))
        story = story_of(result)
        evaluation = evaluated(result)
    assert np.isfinite(result.trace.loss).all()
    assert 0 <= evaluation.roc.area <= 1
    for text in (story.summary, story.ending, *story.captions):
        assert "nan" not in text.casefold()


def test_the_picture_is_the_box_in_which_one_draws() -> None:
    """Else the axes would move with every point that is dragged beyond the others."""
    source = Points.of([[-1, -1], [-1, 1], [1, 1], [1, -1]], [0, 0, 1, 1], (-4, 5, -2, 7))
    assert run(on(source, n_iters=1)).box == Box(-4, 5, -2, 7)
    assert run(on(source, n_iters=1, drawn=(1, 0))).box == Box(-2, 7, -4, 5)
