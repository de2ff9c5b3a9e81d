"""Numbers as people read them."""

import math
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logreg.words import count, decimal, percent


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, "0.000"),
        (0.6931471, "0.693"),
        (-2.5, "-2.500"),
        (0.001, "0.001"),
        (0.00012, "1.2 × 10⁻⁴"),
        (-0.00012, "-1.2 × 10⁻⁴"),
        (12_345.678, "12345.678"),
        (123_456.0, "1.2 × 10⁵"),
        (math.nan, "–"),
    ],
)
def test_decimals_are_short_and_never_hide_a_small_number(value: float, expected: str) -> None:
    assert decimal(value) == expected


def test_the_number_of_decimals_may_be_chosen() -> None:
    assert decimal(0.6931, 2) == "0.69"
    assert decimal(0.005, 2) == "5.0 × 10⁻³"


@given(st.floats(-1e300, 1e300, allow_nan=False))
def test_a_decimal_reads_back_as_about_the_same_number(value: float) -> None:
    """No digit that is shown is wrong, and no number but 0 is shown as 0."""
    read = float(
        unicodedata.normalize("NFKC", decimal(value)).replace(" × 10", "e").replace("−", "-")
    )
    assert abs(read - value) <= max(0.0005, 0.05 * abs(value)) * (1 + 1e-9)
    assert (read == 0) == (value == 0)


@pytest.mark.parametrize(
    ("share", "digits", "expected"),
    [
        (0.5, 0, "50 %"),
        (1.0, 0, "100 %"),
        (0.9298245, 2, "92.98 %"),
        (0.0, 1, "0.0 %"),
        (math.nan, 0, "–"),
    ],
)
def test_shares_are_read_as_percent(share: float, digits: int, expected: str) -> None:
    assert percent(share, digits) == expected


def test_nouns_agree_with_their_number() -> None:
    assert [count(n, "point") for n in (0, 1, 2)] == ["0 points", "1 point", "2 points"]
