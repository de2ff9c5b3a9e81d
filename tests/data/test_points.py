"""Drawn points as a value and as text: there and back, and no harm from damaged text."""

import base64
import re
import zlib
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import ArrayLike

from logreg import DATASETS, load_dataset
from logreg.core.kinds import ReadInPart
from logreg.data.point_text import (
    MOST_IN_LINK,
    MOST_POINTS,
    N_PLACES,
    Drawing,
    PointText,
    written,
)
from logreg.data.points import BOX, EXAMPLE, Points
from logreg.data.sources import Toy, source_named
from tests.oracles import is_separable

KIND = PointText()


def some_points(n: int, seed: int = 0, box: tuple[float, ...] | None = BOX) -> Points:
    random = np.random.default_rng(seed)
    return Points.of(random.uniform(-3, 3, (n, 2)), random.integers(0, 2, n), box)


def read_of(text: str) -> tuple[str | None, str]:
    """What is read of a text, and what is wrong with it."""
    try:
        return KIND.read(text), ""
    except ReadInPart as error:
        return error.value, error.problem


def decoded(text: str) -> tuple[list[float], list[tuple[int, int, int]]]:
    """Box and places by the words of the format alone: by Python's base64 and one big number."""
    version, number, check, *ends, data = (text if text.count(",") > 6 else f"{text},").split(",")
    assert version == "1"
    rest = ",".join([number, *ends, data] if data else [number, *ends])
    bits_of_check = f"{zlib.crc32(rest.encode()):032b}"[-18:]
    signs = base64.urlsafe_b64encode(int(bits_of_check, 2).to_bytes(3)).decode()
    assert f"{int.from_bytes(base64.urlsafe_b64decode(f'A{check}')):024b}"[-18:] == bits_of_check
    assert len(signs) == 4
    packed = base64.urlsafe_b64decode(data + "A" * (-len(data) % 4))
    bits = "".join(f"{byte:08b}" for byte in packed)
    points = [bits[25 * i : 25 * i + 25] for i in range(int(number))]
    assert len(data) == -(-25 * len(points) // 6)
    assert not int(bits[25 * len(points) :] or "0")
    return list(map(float, ends)), [(int(p[:12], 2), int(p[12:24], 2), int(p[24])) for p in points]


numbers = st.floats(-1e5, 1e5, allow_nan=False)
boxes = st.tuples(numbers, numbers, numbers, numbers).filter(
    lambda ends: (
        float(f"{ends[0]:.4g}") + 1e-6 <= float(f"{ends[1]:.4g}")
        and float(f"{ends[2]:.4g}") + 1e-6 <= float(f"{ends[3]:.4g}")
    )
)
drawings = st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1), st.integers(0, 1)), max_size=120)


@settings(deadline=None)
@given(boxes, drawings)
def test_points_stand_at_the_nearest_place_and_their_text_brings_them_back(
    box: tuple[float, ...], drawn: list[tuple[float, float, int]]
) -> None:
    left, right, bottom, top = (round(float(f"{end:.4g}"), 12) for end in box)
    shares = np.array([point[:2] for point in drawn]).reshape(-1, 2)
    X = (left, bottom) + shares * (right - left, top - bottom)
    y = np.array([point[2] for point in drawn])
    points = Points.of(X, y, box)
    assert points.box == (left, right, bottom, top)
    assert points.n_points == len(points.X) == len(points.y) == len(drawn)
    # Half a step, and a twentieth that a short number may take.
    steps = np.array([right - left, top - bottom]) / (N_PLACES - 1)
    assert (np.abs(points.X - X) <= 0.551 * steps + 1e-9 * np.abs(X)).all()
    np.testing.assert_array_equal(points.y, y)
    # What is drawn at its places stays there.
    assert Points.of(points.X, points.y, points.box) == points
    again = Points(points.points)
    assert again == points
    assert hash(again) == hash(points)
    np.testing.assert_array_equal(again.X, points.X)
    ends, places = decoded(points.points)
    assert ends == list(points.box)
    for (i, j, label), x, of_class in zip(places, points.X, points.y, strict=True):
        exact = Fraction(left) + i * (Fraction(right) - Fraction(left)) / (N_PLACES - 1)
        assert abs(float(exact) - x[0]) <= 0.051 * steps[0] + 1e-9 * abs(x[0])
        exact = Fraction(bottom) + j * (Fraction(top) - Fraction(bottom)) / (N_PLACES - 1)
        assert abs(float(exact) - x[1]) <= 0.051 * steps[1] + 1e-9 * abs(x[1])
        assert label == of_class


def test_the_corners_of_the_box_are_places_and_what_is_beside_it_stands_at_its_edge() -> None:
    corners = [[-3, -3], [3, -3], [-3, 3], [3, 3]]
    points = Points.of(corners, [0, 1, 0, 1], BOX)
    np.testing.assert_array_equal(points.X, corners)
    assert Points.of(np.array(corners) * 40, [0, 1, 0, 1], BOX) == points


@pytest.mark.parametrize("n", [0, 1, 2, 5, 6, 7, 99, 100, 101, 2000])
def test_any_number_of_points_has_a_text(n: int) -> None:
    points = some_points(n)
    assert Points(points.points) == points
    assert points.n_points == n
    assert points.fits_link == (n <= 100)
    assert len(decoded(points.points)[1]) == n


def test_a_hundred_points_are_short_in_a_link() -> None:
    assert len(some_points(100).points) <= 450
    assert len(KIND.write(some_points(100).points)) <= 450
    assert KIND.write(some_points(101).points) == ""


def test_text_stands_in_a_link_as_it_is() -> None:
    assert re.fullmatch(r"[\w,.-]+", some_points(100).points, re.ASCII)


@pytest.mark.parametrize("far", [1.0, 1e3, 1e5])
def test_a_box_around_data_has_room_on_every_side(far: float) -> None:
    data = Toy("moons", 100).load(0)
    X = data.X + far
    points = Points.of(X, data.y)
    left, right, bottom, top = points.box
    assert (left, bottom) < tuple(X.min(axis=0)) < tuple(X.max(axis=0)) < (right, top)
    low, high = X.min(axis=0), X.max(axis=0)
    assert left < low[0]
    assert bottom < low[1]
    assert right > high[0]
    assert top > high[1]
    assert points.box == tuple(float(f"{end:.4g}") for end in points.box)
    steps = np.array([right - left, top - bottom]) / (N_PLACES - 1)
    assert (np.abs(points.X - X) < 0.56 * steps).all()


@pytest.mark.parametrize("name", [name for name, entry in DATASETS.items() if entry.is_toy])
def test_every_toy_can_be_begun_with(name: str) -> None:
    data = Toy(name, 2000, 0.5).load(3)
    points = Points.of(data.X, data.y)
    np.testing.assert_array_equal(points.y, data.y)
    spread = np.ptp(data.X, axis=0)
    assert (np.abs(points.X - data.X) < spread / 2000).all()


def test_a_box_may_be_as_small_as_a_millionth() -> None:
    points = Points.of([[0, 1e-6], [1e-6, 2e-7]], [0, 1], (0, 1e-6, 0, 1e-6))
    np.testing.assert_allclose(points.X, [[0, 1e-6], [1e-6, 2e-7]], atol=2e-10)


def test_one_place_and_no_points_have_a_box_too() -> None:
    assert Points.of([], []).box == BOX
    left, right, bottom, top = Points.of([[5, 5], [5, 5]], [0, 1]).box
    assert (left, bottom) < (5, 5) < (right, top)


@pytest.mark.parametrize(
    ("X", "y", "box", "said"),
    [
        (np.zeros((2001, 2)), np.zeros(2001), BOX, "At most 2000 points can be drawn, not 2001."),
        ([[0, np.nan]], [0], BOX, "Every point needs a place"),
        ([[0, 0]], [2], BOX, "Every point needs a class"),
        ([[0, 0]], [0, 1], BOX, "There are 1 points and 2 classes."),
        ([[0, 0]], [0], (3, -3, -3, 3), "A box needs two ends"),
        ([[0, 0]], [0], (0, 1, 0, 0), "A box needs two ends"),
        ([[0, 0]], [0], (0, 1, 0, np.inf), "A box needs two ends"),
        ([[0, 0]], [0], (0, 1, 0, 1e7), "A box needs two ends"),
        ([[0, 0]], [0], (0, 1, 0, 9e-7), "A box needs two ends"),
        ([[0, 0]], [0], (0, 1, 0), "A box needs two ends"),
        ([[2e7, 0]], [0], None, "A box needs two ends"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_a_sentence(
    X: ArrayLike, y: ArrayLike, box: tuple[float, ...] | None, said: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        Points.of(X, y, box)


def test_a_text_in_other_words_is_no_value() -> None:
    """Else equal points would be different values, and each would be trained on anew."""
    for text in (
        EXAMPLE + "A",
        " " + EXAMPLE,
        EXAMPLE[:-1],
        "",
        "1",
        EXAMPLE.replace("-3", "-3.0"),
    ):
        with pytest.raises(ValueError, match="must be points as the playground writes them"):
            Points(text)
    values: tuple[Any, ...] = (None, 1, ["1"], b"1")
    for value in values:
        with pytest.raises(ValueError, match="points must be"):
            Points(value)


def test_a_link_that_is_cut_off_gives_every_whole_point_before_the_cut() -> None:
    points = some_points(40)
    *_, data = points.points.split(",")
    for n_signs in range(1, len(data)):
        text = points.points[: n_signs - len(data)]
        n = n_signs * 6 // 25
        with pytest.raises(ReadInPart) as caught:
            KIND.read(text)
        if not n:
            assert caught.value.value is None
            continue
        rest = Points(caught.value.value)
        np.testing.assert_array_equal(rest.X, points.X[:n])
        np.testing.assert_array_equal(rest.y, points.y[:n])
        assert f"{n} of its 40 points could be read" in caught.value.problem


def test_a_sign_that_cannot_be_costs_the_points_that_it_is_part_of() -> None:
    points = some_points(40)
    start = points.points.rindex(",") + 1
    for place in range(len(points.points) - start):
        text = f"{points.points[: start + place]}%{points.points[start + place + 1 :]}"
        is_hit = [6 * place < 25 * i + 25 and 25 * i < 6 * place + 6 for i in range(40)]
        with pytest.raises(ReadInPart) as caught:
            KIND.read(text)
        rest = Points(caught.value.value)
        np.testing.assert_array_equal(rest.X, points.X[~np.array(is_hit)])


def test_any_other_sign_is_noticed() -> None:
    points = some_points(12)
    for place in range(len(points.points)):
        for sign in "Aaz0-_,.":
            if sign != points.points[place]:
                with pytest.raises(ReadInPart):
                    KIND.read(points.points[:place] + sign + points.points[place + 1 :])


def test_lines_that_a_mailer_broke_are_mended() -> None:
    text = some_points(60).points
    assert KIND.read(f" {text[:70]}\r\n {text[70:140]}\n{text[140:]} ") == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is of no version that this playground reads"),
        ("2" + EXAMPLE[1:], "is of no version that this playground reads"),
        (EXAMPLE[:10], "is cut off before its first point"),
        (EXAMPLE.replace("-3", "x"), "says of no box"),
        (EXAMPLE.replace("-3", "3"), "says of no box"),
        (EXAMPLE.replace("-3", "nan"), "says of no box"),
        (EXAMPLE.replace("-3", "-3_0"), "says of no box"),
        (EXAMPLE.replace("-3", "-9999999"), "says of no box"),
    ],
)
def test_without_a_version_or_a_box_nothing_is_read(text: str, said: str) -> None:
    with pytest.raises(ReadInPart, match=said) as caught:
        KIND.read(text)
    assert caught.value.value is None


def test_ten_thousand_damaged_texts_raise_nothing_else() -> None:
    random = np.random.default_rng(15)
    texts = [some_points(n, n).points for n in (0, 1, 2, 10, 40, 100)]
    others = [*"AZaz09-_,.%é٣\ud800\U0001f600\x00 e", "99999", "1e9", "-", ",,"]
    n_noticed = n_kept = 0
    for _ in range(10_000):
        whole = text = texts[random.integers(len(texts))]
        for _ in range(random.integers(1, 4)):
            at, kind = int(random.integers(len(text) + 1)), random.integers(4)
            other = others[random.integers(len(others))]
            after = at + int(random.integers(0, 9)) if kind == 3 else at + (kind == 1)
            text = (
                text[:at] if kind == 0 else text[:at] + (other if kind < 3 else "") + text[after:]
            )
        value, problem = read_of(text)
        n_noticed += bool(problem)
        assert len(problem) < 100
        assert problem or value == "".join(text.split()) == whole
        if problem and value is not None:
            n_kept += 1
            assert 0 < Points(value).n_points <= MOST_POINTS
    assert n_noticed > 8000
    assert n_kept > 4000


@settings(deadline=None)
@given(st.text())
def test_no_text_whatsoever_raises_anything_else(text: str) -> None:
    for long in (text, f"1,{text}", f"1,2000,abc,-3,3,-3,3,{text * 99}"):
        value, problem = read_of(long)
        assert problem or value == "".join(long.split())


def test_a_hostile_text_is_not_read_to_its_end() -> None:
    with pytest.raises(ReadInPart) as caught:
        KIND.read("1,2000,abc,-3,3,-3,3," + "A" * 3_000_000)
    assert Points(caught.value.value).n_points == MOST_POINTS


def test_a_text_of_more_points_than_can_be_drawn_is_no_value() -> None:
    random = np.random.default_rng(0)
    places = np.column_stack([random.integers(0, 4096, (2001, 2)), np.arange(2001) % 2])
    text = written(Drawing(BOX, places))
    with pytest.raises(ValueError, match="must be points"):
        Points(text)
    value, problem = read_of(text)
    assert problem
    assert value is not None
    assert Points(value) == Points(written(Drawing(BOX, places[:2000])))


def test_the_example_is_small_and_parted_by_a_line() -> None:
    points = source_named("points")
    assert isinstance(points, Points)
    assert points == Points() == Points(EXAMPLE)
    assert points.n_points <= MOST_IN_LINK
    assert is_separable(points.X, points.y)
    np.testing.assert_array_equal(load_dataset("points", seed=5).X, points.X)


def test_points_stay_where_only_the_name_is_given_again() -> None:
    mine = some_points(7)
    assert source_named("points", like=mine) is mine
    assert source_named("moons", like=mine) == Toy("moons")


def test_points_are_not_written_to() -> None:
    data = some_points(4).load()
    for array in (data.X, data.y, some_points(4).X):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0
