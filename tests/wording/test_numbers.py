"""Numbers as people read them."""

import math
import unicodedata
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logreg.wording.numbers import (
    apart,
    count,
    decimal,
    near_one,
    number,
    percent,
    probability,
    signed,
)


def read(text: str) -> float:
    """The number that a person reads."""
    plain = unicodedata.normalize("NFKC", text).replace(" × 10", "e").replace("−", "-")
    return float(plain)


def n_significant(text: str) -> int:
    digits = text.split(" ×")[0].strip("+−").replace(".", "").lstrip("0")
    return len(digits)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, "0.000"),
        (-0.0, "0.000"),
        (0.6931471, "0.693"),
        (-2.5, "−2.500"),
        (0.001, "0.001"),
        (0.00012, "1.2 × 10⁻⁴"),
        (-0.00012, "−1.2 × 10⁻⁴"),
        (12.345, "12.35"),
        (9.9996, "10.00"),
        (-1_234.6, "−1235"),
        (9_999.9, "1.0 × 10⁴"),
        (12_068.929, "1.2 × 10⁴"),
        (123_456.0, "1.2 × 10⁵"),
        (math.nan, "–"),
        (math.inf, "∞"),
        (-math.inf, "−∞"),
    ],
)
def test_decimals_are_short_and_never_hide_a_small_number(value: float, expected: str) -> None:
    assert decimal(value) == expected


@pytest.mark.parametrize(
    ("write", "value", "other", "expected"),
    [
        (decimal, 0.30404, 0.304, "0.30404"),
        (decimal, 0.3046, 0.304, "0.305"),
        (decimal, 0.304, 0.304, "0.304"),
        (decimal, 0.3504, 0.35, "0.3504"),
        (decimal, -0.30404, -0.304, "−0.30404"),
        (decimal, 1.04e-6, 1.02e-6, "0.00000104"),
        (percent, 87 / 90, 0.97, "96.7 %"),
        (percent, 0.97, 0.97, "97 %"),
        (number, 9.999999, 10, "9.999999"),
        (decimal, math.nan, math.nan, "–"),
    ],
)
def test_a_number_beside_another_does_not_read_like_it(
    write: Callable[[float], str], value: float, other: float, expected: str
) -> None:
    assert apart(write, value, other) == expected


def test_the_number_of_decimals_may_be_chosen() -> None:
    assert decimal(0.6931, 2) == "0.69"
    assert decimal(0.005, 2) == "5.0 × 10⁻³"
    assert decimal(0.693147, 6) == "0.6931"


def test_a_sign_is_shown_where_it_is_asked_for() -> None:
    assert [signed(value, 4) for value in (0.25, 0.0, -0.0, -0.25)] == [
        "+0.2500",
        "0.0000",
        "0.0000",
        "−0.2500",
    ]


@given(st.floats(-1e300, 1e300, allow_nan=False))
def test_a_decimal_reads_back_as_about_the_same_number(value: float) -> None:
    """No digit that is shown is wrong, and no number but 0 is shown as 0."""
    for text in (decimal(value), signed(value)):
        assert abs(read(text) - value) <= max(0.0005, 0.05 * abs(value)) * (1 + 1e-9)
        assert (read(text) == 0) == (value == 0)


@given(st.floats(-1e9, 1e9), st.integers(0, 9))
def test_no_number_has_more_than_four_significant_digits_or_a_hyphen(
    value: float, digits: int
) -> None:
    for text in (decimal(value, digits), signed(value, digits), number(value)):
        assert n_significant(text) <= 4
        assert "-" not in text


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, "0"),
        (0.3, "0.3"),
        (-1, "−1"),
        (1000.0, "1000"),
        (0.0001, "0.0001"),
        (2e-5, "2 × 10⁻⁵"),
        (20_000, "2 × 10⁴"),
        (12_345, "1.234 × 10⁴"),
        (0.123456, "0.1235"),
        (Decimal("6.5e-400"), "6.5 × 10⁻⁴⁰⁰"),
    ],
)
def test_a_chosen_number_has_no_more_digits_than_it_needs(
    value: float | Decimal, expected: str
) -> None:
    assert number(value) == expected


@given(st.floats(-1e300, 1e300, allow_nan=False))
def test_a_chosen_number_reads_back_to_four_digits(value: float) -> None:
    assert read(number(value)) == pytest.approx(value, rel=5.1e-4, abs=1e-320)


@pytest.mark.parametrize(
    ("p", "expected"),
    [
        (0.0, "0"),
        (1.0, "1"),
        (0.38, "0.38"),
        (0.9999, "0.9999"),
        (1 - 1e-12, "1 − 1 × 10⁻¹²"),
        (2e-9, "2 × 10⁻⁹"),
    ],
)
def test_a_probability_is_0_or_1_only_where_it_is(p: float, expected: str) -> None:
    assert probability(p) == expected


@given(st.floats(0, 1, exclude_min=True, exclude_max=True))
def test_no_other_probability_reads_0_or_1(p: float) -> None:
    assert probability(p) not in ("0", "1")


def test_what_no_float_holds_is_told_by_its_distance_from_1() -> None:
    assert near_one(Decimal("7e-392")) == "1 − 7 × 10⁻³⁹²"


@pytest.mark.parametrize(
    ("share", "digits", "expected"),
    [
        (0.5, 0, "50 %"),
        (1.0, 0, "100 %"),
        (1.0, 2, "100.0 %"),
        (0.9298245, 2, "92.98 %"),
        (0.0, 1, "0.0 %"),
        (math.nan, 0, "–"),
        # One wrong of 2000 is not none.
        (0.9995, 0, "99.95 %"),
        (0.9995, 1, "99.95 %"),
        (0.0004, 0, "0.04 %"),
        (0.996, 0, "99.6 %"),
        (1 - 1e-6, 1, "> 99.99 %"),
        (1e-6, 1, "< 0.01 %"),
    ],
)
def test_shares_are_read_as_percent(share: float, digits: int, expected: str) -> None:
    assert percent(share, digits) == expected


def test_nouns_agree_with_their_number() -> None:
    assert [count(n, "point") for n in (0, 1, 2)] == ["0 points", "1 point", "2 points"]
