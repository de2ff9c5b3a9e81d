"""What a column is taken for, and that what is said of it is so."""

import numpy as np
import pandas as pd
import pytest

from logreg.data.table.columns import MOST_LEVELS, Column, read_columns
from logreg.data.table.reading import read


def column(*cells: str, name: str = "x", base: str | None = None) -> Column:
    """The column of these cells, beside one that tells it apart from a file of lines."""
    rows = "".join(f"{cell}\t{'ab'[i % 2]}\n" for i, cell in enumerate(cells))
    table = read("a.tsv", f"{name}\tother\n{rows}".encode())
    return read_columns(table, {name: base} if base else None)[0]


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["1", "2.5", "3"], "number"),
        (["1e3", "-2", "+.5", "3."], "number"),
        (["−2", "1", "3"], "number"),
        (["12%", "8 %", "50%"], "percentage"),
        (["$1.50", "$2", "-$3"], "currency"),
        (["12 EUR", "3 EUR", "5 EUR"], "currency"),
        (["2026-01-05", "2026-02-01", "2026-03-01"], "date"),
        (["5.1.2026", "31.1.2026", "1.2.2026"], "date"),
        (["2026-01-05 12:30", "2026-02-01 08:00", "2026-01-07 09:00"], "date"),
        (["red", "blue", "red", "green", "blue"], "text"),
        (["true", "false", "true"], "text"),
        (["1=one", "2=two", "1=one", "2=two"], "text"),
        (["c-1", "c-2", "c-3", "c-4", "c-5"], "identifier"),
        (["01234", "01234", "55555", "01235"], "text"),
        (["5", "5", "5"], "constant"),
        (["a", "a", ""], "constant"),
        (["", "NA", "?"], "empty"),
        (["1", "2", "u", "v"], "identifier"),
    ],
)
def test_the_kind_of_a_column(cells: list[str], kind: str) -> None:
    assert column(*cells).kind == kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("id", "identifier"),
        ("customer_id", "identifier"),
        ("PassengerId", "identifier"),
        ("ID", "identifier"),
        ("paid", "number"),
        ("age", "number"),
        ("valid", "number"),
    ],
)
def test_whole_numbers_that_never_come_again_identify_where_the_name_says_so(
    name: str, kind: str
) -> None:
    assert column("7", "3", "12", "5", name=name).kind == kind
    assert column("7", "3", "3", "5", name=name).kind == "number"
    assert column("7", "3", "1.5", "5", name=name).kind == "number"


def test_text_with_too_many_values_is_left_out() -> None:
    words = [f"{'abcdefghijklmnopqrstuvwxyz'[i % 26]}{i % 26}" for i in range(130)]
    assert column(*words).kind == "text"
    assert f"more than {MOST_LEVELS}: left out" in column(*words).said
    often = [f"w{i % MOST_LEVELS}" for i in range(130)]
    assert "left out" not in column(*often).said


@pytest.mark.parametrize("word", ["", "NA", "n/a", "-", "?", "NaN", "null", "None", "#N/A", " "])
def test_words_for_nothing_are_gaps(word: str) -> None:
    found = column("1", word, "3", "4.5")
    assert found.kind == "number"
    assert (found.n_missing, found.n_unreadable) == (1, 0)
    assert "1 of 4 cells is missing" in found.said
    assert (f"“{word}”" in found.said) == bool(word.strip())


def test_minus_is_a_value_beside_plus() -> None:
    found = column("+", "-", "+", "-", "?")
    assert found.levels == {"+": 2, "-": 2}
    assert found.n_missing == 1


def test_a_few_cells_that_are_no_numbers_count_as_missing_and_that_is_said() -> None:
    found = column(*map(str, range(19)), "many")
    assert found.kind == "number"
    assert found.n_unreadable == 1
    assert "1 cell is no number" in found.said
    assert column(*map(str, range(8)), "many", "few").kind == "identifier"


def test_a_number_too_large_to_train_on_counts_as_missing() -> None:
    found = column(*map(str, range(19)), "1e51")
    assert found.n_unreadable == 1
    assert np.nanmax(found.numbers) == 18


def test_numbers_are_read_to_the_last_digit() -> None:
    values = np.random.default_rng(0).normal(size=500) * 10.0 ** np.arange(500).clip(0, 40)
    np.testing.assert_array_equal(column(*map(repr, values.tolist())).numbers, values)


def test_dates_are_days_since_the_first() -> None:
    found = column("2026-03-01", "2026-02-28", "", "2026-03-01")
    np.testing.assert_array_equal(found.numbers, [1, 0, np.nan, 1])
    assert "2026-02-28" in found.said
    hours = column("2026-03-01 06:00", "2026-03-01 00:00", "2026-03-02 12:00")
    np.testing.assert_array_equal(hours.numbers, [0.25, 0, 1.5])


def test_a_day_above_12_tells_the_order() -> None:
    np.testing.assert_array_equal(column("3/4/2026", "25/4/2026").numbers, [0, 22])
    np.testing.assert_array_equal(column("3/4/2026", "4/25/2026").numbers, [0, 52])


def test_what_a_column_is_can_be_said() -> None:
    assert column("1", "2", "1", "2", base="text").kind == "text"
    assert column("1", "2", "u", "v", base="number").n_unreadable == 2
    with pytest.raises(ValueError, match="one of"):
        column("1", "2", base="colour")
    with pytest.raises(ValueError, match="column"):
        read_columns(read("a.csv", b"x,y\n1,2\n"), {"z": "text"})


def test_levels_are_counted_like_pandas_counts_them() -> None:
    words = np.random.default_rng(2).choice(["a", "b", "c", "d"], 200, p=[0.1, 0.2, 0.3, 0.4])
    found = column(*words)
    assert found.levels == pd.Series(words).value_counts().to_dict()
    assert list(found.levels) == ["d", "c", "b", "a"]
    assert found.n_levels == 4


def test_a_late_day_above_12_tells_the_order_of_all_days_before() -> None:
    found = column(*["3/4/2026", "4/4/2026"] * 60, "25/4/2026")
    assert np.nanmax(found.numbers) == 22
    assert found.n_unreadable == 0


def test_india_parts_two_digits() -> None:
    assert column("1,00,000", "12,345,678", "2,000", "5").numbers.tolist() == [
        1e5,
        12345678,
        2e3,
        5,
    ]
