"""Each check returns the value it was given, or says in a sentence what is allowed."""

import math
from typing import Any

import numpy as np
import pytest

from logreg.core.checks import (
    Range,
    check_choice,
    check_flag,
    check_integer,
    check_labels,
    check_matrix,
    check_not_negative,
    check_number,
    check_positive,
)


def test_a_range_contains_its_ends() -> None:
    allowed = Range(0, 0.5)
    assert [value in allowed for value in (0, 0.5, 0.25)] == [True] * 3
    assert [value in allowed for value in (-1e-9, 0.51, math.nan)] == [False] * 3


def test_a_range_is_read_in_words() -> None:
    assert str(Range(0, 0.5)) == "between 0 and 0.5"
    assert str(Range(1)) == "at least 1"


@pytest.mark.parametrize("value", [1, 2.5, np.float32(0.5), np.int64(3), True])
def test_numbers_of_any_kind_become_floats(value: Any) -> None:
    number = check_number("x", value, Range(0, 5))
    assert type(number) is float
    assert number == value


@pytest.mark.parametrize("value", [0, 7, np.int64(3), np.uint8(9)])
def test_whole_numbers_of_any_kind_become_ints(value: Any) -> None:
    integer = check_integer("x", value, Range(0, 10))
    assert type(integer) is int
    assert integer == value


def test_flags_become_bools() -> None:
    assert check_flag("x", np.True_) is True
    assert check_flag("x", False) is False


@pytest.mark.parametrize(
    ("check", "message"),
    [
        (lambda: check_number("x", "a", Range(0, 1)), "x must be a number between 0 and 1"),
        (lambda: check_number("x", [1, 2], Range(0, 1)), "x must be a number between 0 and 1"),
        (lambda: check_number("x", None, Range(0)), "x must be a number at least 0"),
        (lambda: check_number("x", 1.01, Range(0, 1)), "x must be between 0 and 1, not 1.01"),
        (lambda: check_number("x", math.nan, Range(0)), "x must be at least 0, not nan"),
        (lambda: check_number("x", math.inf, Range(0)), "x must be at least 0, not inf"),
        (lambda: check_number("x", 10**400, Range(0, 1)), "x must be .*between 0 and 1"),
        (lambda: check_positive("x", 0), "x must be above 0, not 0"),
        (lambda: check_positive("x", -0.0), "x must be above 0"),
        (lambda: check_not_negative("x", -1), "x must be between 0 and"),
        (lambda: check_integer("x", 1.0, Range(0, 9)), "x must be a whole number between 0 and 9"),
        (lambda: check_integer("x", True, Range(0, 9)), "x must be a whole number between 0 and 9"),
        (
            lambda: check_integer("x", np.True_, Range(0, 9)),
            "x must be a whole number between 0 and 9",
        ),
        (lambda: check_integer("x", 10, Range(0, 9)), "x must be between 0 and 9, not 10"),
        (lambda: check_flag("x", 1), "x must be True or False, not 1"),
        (lambda: check_flag("x", "yes"), "x must be True or False, not 'yes'"),
        (lambda: check_choice("x", "c", ["a", "b"]), "x must be one of a, b, not 'c'"),
        (lambda: check_choice("x", ["a"], ["a", "b"]), "x must be one of a, b"),
    ],
)
def test_what_is_not_allowed_is_refused_in_a_sentence(check: Any, message: str) -> None:
    with pytest.raises(ValueError, match=rf"^{message}.*\.$"):
        check()


def test_a_good_float_matrix_is_not_copied() -> None:
    X = np.arange(6.0).reshape(3, 2)
    assert check_matrix("X", X) is X


def test_the_first_bad_value_is_the_one_named() -> None:
    X = np.ones((4, 3))
    X[2, 1], X[3, 0] = np.nan, np.inf
    with pytest.raises(ValueError, match=r"^X holds nan in row 2, column 1 .*\.$"):
        check_matrix("X", X)


@pytest.mark.parametrize("values", [[0, 1], [False, True], [0.0, 1.0], np.array([0, 1], np.uint8)])
def test_labels_of_any_kind_become_floats(values: Any) -> None:
    labels = check_labels("y", values, 2)
    assert labels.dtype == np.float64
    assert labels.tolist() == [0.0, 1.0]


def test_a_long_list_of_wrong_labels_is_cut_short() -> None:
    with pytest.raises(ValueError, match=r"not 0, 1, 2, 3, 4, …\. "):
        check_labels("y", np.arange(100), 100)
