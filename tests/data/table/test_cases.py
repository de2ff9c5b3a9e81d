"""Small tables as people have them: what a person expects of each, written down before the code."""

import numpy as np
import pytest

from logreg.data.table.columns import Column, read_columns
from logreg.data.table.encoder import FLAT
from logreg.data.table.guessing import guess_preparation
from logreg.data.table.preparation import Prepared, prepare
from logreg.data.table.reading import Cells, read, read_text

SEMICOLONS = (
    "Alter;Wert;Bestanden\n21;5,1;ja\n35;7,25;nein\n28;6,0;ja\n"
    "44;9,75;nein\n31;5,5;ja\n52;8,8;nein\n"
)
QUOTED = (
    b'\xef\xbb\xbf"hours","passed"\r\n"1.5",0\r\n"2.0",0\r\n"3.5",1\r\n'
    b'"4.0",0\r\n"5.5",1\r\n"6.0",1\r\n'
)
COLOURS = (
    "colour,size,label\nred,1.2,A\nblue,2.2,B\nred,1.0,A\ngreen,2.9,B\nblue,1.1,A\ngreen,3.1,B\n"
)
PASTED = (
    "Heures\tNote\tRéussi\n1\u00a0250\t12,5\toui\n980\t8\tnon\n2\u00a0100\t15,25\toui\n"
    "1\u00a0010\t9\tnon\n1\u00a0400\t11\toui\n760\t10\tnon\n"
)
OUTCOMES = (
    "id,churn_risk,discount,visits,outcome\nc-001,12%,$1.50,3,stays\nc-002,55%,$0.00,1,leaves\n"
    "c-003,40%,$0.75,,unknown\nc-004,8%,$2.00,9,stays\nc-005,71%,$0.00,1,leaves\n"
    "c-006,33%,$0.50,4,stays\n"
)
TITLED = (
    '"Exam results, spring",,\n,,\nhours,score,passed\n2,41,no\n5.5,58,yes\n7,71,yes\n1,33,no\n'
    "6,64,yes\n3,45,no\nTotal,312,\n"
)
RAGGED = 'x1,x2,class\n0.1,0.2,A\n0.4\n0.3,0.9,B,extra\n0.7,0.8,B\n"0.5,0.1,A\n'
MARKUP = (
    "name,score,ok\n<img src=x onerror=alert(1)>,3,1\n=1+1,4,0\n**bold** [a](b),5,1\n"
    "$\\frac{1}{2}$,2,0\n"
)


def cells_of(text: str | bytes) -> Cells:
    return read("results.csv", text if isinstance(text, bytes) else text.encode())


def columns_of(text: str | bytes) -> dict[str, Column]:
    return {column.name: column for column in read_columns(cells_of(text))}


def prepared_of(text: str | bytes, **changes: object) -> Prepared:
    columns = read_columns(cells_of(text))
    return prepare(columns, guess_preparation(columns).changed(**changes))


def test_semicolons_part_cells_where_a_comma_is_the_decimal_sign() -> None:
    layout = cells_of(SEMICOLONS).layout
    assert (layout.separator, layout.decimal, layout.thousands) == (";", ",", "")
    data = prepared_of(SEMICOLONS).dataset
    assert data.feature_names == ("Alter", "Wert")
    assert data.X[:, 1].tolist() == [5.1, 7.25, 6.0, 9.75, 5.5, 8.8]
    assert data.class_names == ("nein", "ja")
    assert data.y.tolist() == [1, 0, 1, 0, 1, 0]


def test_a_byte_order_mark_is_no_letter_and_quotes_are_no_part_of_a_number() -> None:
    cells = cells_of(QUOTED)
    assert list(cells.frame) == ["hours", "passed"]
    data = prepared_of(QUOTED).dataset
    assert data.X.tolist() == [[x, 0] for x in (1.5, 2.0, 3.5, 4.0, 5.5, 6.0)]
    assert data.y.tolist() == [0, 0, 1, 0, 1, 1]
    assert data.class_names == ("passed = 0", "passed = 1")


def test_text_becomes_indicators_against_a_reference_that_is_named() -> None:
    prepared = prepared_of(COLOURS)
    data = prepared.dataset
    # Each of the three stands in two rows: the first by the alphabet is the reference.
    assert data.feature_names == ("colour = green", "colour = red", "size")
    assert data.X[:, 0].tolist() == [0, 0, 0, 1, 0, 1]
    assert data.X[:, 1].tolist() == [1, 0, 1, 0, 0, 0]
    assert any("colour" in note and "reference “blue”" in note for note in prepared.notes)
    assert data.class_names == ("A", "B")
    assert data.y.tolist() == [0, 1, 0, 1, 0, 1]


def test_another_reference_can_be_chosen() -> None:
    data = prepared_of(COLOURS, references=(("colour", "green"),)).dataset
    assert data.feature_names == ("colour = blue", "colour = red", "size")


def test_pasted_cells_keep_their_thousands_and_commas() -> None:
    layout = read_text(PASTED).layout
    assert (layout.separator, layout.decimal, layout.thousands) == ("\t", ",", " ")
    data = prepared_of(PASTED).dataset
    assert data.X.tolist()[:3] == [[1250, 12.5], [980, 8], [2100, 15.25]]
    assert data.class_names == ("non", "oui")
    assert data.y.tolist() == [1, 0, 1, 0, 1, 0]


def test_percentages_and_money_are_numbers_and_identifiers_are_left_out() -> None:
    columns = columns_of(OUTCOMES)
    kinds = {name: column.kind for name, column in columns.items()}
    assert kinds == {
        "id": "identifier",
        "churn_risk": "percentage",
        "discount": "currency",
        "visits": "number",
        "outcome": "text",
    }
    assert columns["visits"].n_missing == 1
    assert "left out" in columns["id"].said
    assert "1 of 6" in columns["visits"].said


def test_of_three_outcomes_one_is_set_against_the_rest() -> None:
    prepared = prepared_of(OUTCOMES, positive="leaves", missing="median")
    data = prepared.dataset
    assert data.feature_names == ("churn_risk", "discount", "visits")
    assert data.class_names == ("not leaves", "leaves")
    assert data.y.tolist() == [0, 1, 0, 0, 1, 0]
    assert data.X[:, 0].tolist() == [12, 55, 40, 8, 71, 33]
    assert data.X[:, 1].tolist() == [1.5, 0, 0.75, 2, 0, 0.5]
    assert data.X[2, 2] == np.median([3, 1, 9, 1, 4])
    assert any("against the rest" in note for note in prepared.notes)
    assert any("1 gap" in note and "median" in note and "visits" in note for note in prepared.notes)


def test_rows_with_a_gap_are_dropped_where_that_is_chosen() -> None:
    prepared = prepared_of(OUTCOMES, positive="leaves", missing="drop")
    assert prepared.dataset.y.tolist() == [0, 1, 0, 1, 0]
    assert any("1 of 6 rows" in note for note in prepared.notes)


def test_a_title_is_no_header_and_a_total_is_no_sample() -> None:
    cells = cells_of(TITLED)
    assert list(cells.frame) == ["hours", "score", "passed"]
    assert len(cells.frame) == 6
    assert any("line 3" in note for note in cells.notes)
    assert any("Total" in note and "line 10" in note for note in cells.notes)
    data = prepared_of(TITLED).dataset
    assert data.X[:, 0].tolist() == [2, 5.5, 7, 1, 6, 3]
    assert data.class_names == ("no", "yes")


def test_whole_rows_are_read_and_each_other_line_is_named_with_its_trouble() -> None:
    cells = cells_of(RAGGED)
    assert cells.frame.values.tolist() == [["0.1", "0.2", "A"], ["0.7", "0.8", "B"]]
    short, long, open_quote = cells.troubles
    assert "Line 3" in short
    assert "1 cell" in short
    assert "Line 4" in long
    assert "4 cells" in long
    assert "Line 6" in open_quote
    assert "quot" in open_quote
    with pytest.raises(ValueError, match="at least two"):
        prepared_of(RAGGED)


def test_markup_is_read_as_the_text_that_it_is() -> None:
    cells = cells_of(MARKUP)
    assert cells.frame["name"].tolist() == [
        "<img src=x onerror=alert(1)>",
        "=1+1",
        "**bold** [a](b)",
        "$\\frac{1}{2}$",
    ]
    prepared = prepared_of(MARKUP)
    assert prepared.dataset.feature_names == ("score", FLAT)
    assert prepared.dataset.y.tolist() == [1, 0, 1, 0]
