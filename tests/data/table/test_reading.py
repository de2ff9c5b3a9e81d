"""Files of every kind and encoding, odd ones, and those that are refused before they are read."""

import io
import json
import tracemalloc
import zipfile
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from logreg.data.table.columns import read_columns
from logreg.data.table.decoding import ENCODINGS
from logreg.data.table.layout import Layout, guess
from logreg.data.table.limits import check_shape
from logreg.data.table.reading import read, read_text
from tests.data.table.test_cases import PASTED, RAGGED, SEMICOLONS, TITLED

TEXT = "größe,stück,klasse\n1,5,ja\n2,7,nein\n3,5,ja\n"


def workbook(frame: pd.DataFrame, **options: object) -> bytes:
    file = io.BytesIO()
    frame.to_excel(file, index=False, **options)
    return file.getvalue()


def refused(name: str, data: bytes) -> str:
    with pytest.raises(ValueError, match=r"\.$") as caught:
        read(name, data)
    return str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_the_encoding_is_found(encoding: str) -> None:
    cells = read("a.csv", TEXT.encode(encoding))
    assert list(cells.frame) == ["größe", "stück", "klasse"]
    assert cells.layout.encoding == encoding


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_an_encoding_can_be_chosen(encoding: str) -> None:
    text = "x,y\n1,a\n2,b\n"
    cells = read("a.csv", text.encode(encoding), Layout(encoding=encoding))
    assert cells.frame.to_numpy().tolist() == [["1", "a"], ["2", "b"]]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_they_do(end: str) -> None:
    assert read("a.csv", TEXT.replace("\n", end).encode()).frame.shape == (3, 3)


def test_a_quoted_cell_may_hold_separators_quotes_and_lines() -> None:
    cells = read("a.csv", b'x,y\n"a,b",1\n"say ""so""",2\n"two\nlines",3\n')
    assert cells.frame["x"].tolist() == ["a,b", 'say "so"', "two\nlines"]
    assert not cells.troubles


def test_an_open_quote_costs_its_own_line_only() -> None:
    rows = "".join(f"{i},b\n" for i in range(300))
    cells = read("a.csv", f'x,y\n"1,a\n{rows}'.encode())
    assert len(cells.frame) == 300
    assert cells.troubles == ("Line 2: a quote is opened and not closed.",)


def test_every_guess_can_be_changed() -> None:
    layout = guess(SEMICOLONS.encode())
    assert layout.separator == ";"
    cells = read("a.csv", SEMICOLONS.encode(), layout.changed(decimal=".", has_header=False))
    assert list(cells.frame) == ["column 1", "column 2", "column 3"]
    assert len(cells.frame) == 7
    assert read_columns(cells)[1].kind == "identifier"  # 5,1 is no number with a point
    titled = guess(TITLED.encode())
    assert (titled.rows_above, titled.rows_below) == (2, 1)
    assert len(read("a.csv", TITLED.encode(), titled.changed(rows_below=0)).frame) == 7


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["1.5", "2.25"], (".", "")),
        (["1,5", "2,25"], (",", "")),
        (["1,250.5", "980"], (".", ",")),
        (["1.250,5", "980"], (",", ".")),
        (["1,250", "12,500"], (".", ",")),
        (["1 250", "2 100"], (".", " ")),
        (["1\u202f250,5", "980"], (",", " ")),
        (["1'250.5", "980"], (".", "'")),
        (["1,250,000", "3"], (".", ",")),
        (["0,125", "0,250"], (",", "")),
        (["$1,250.00", "12%"], (".", ",")),
        (["3.4.2026", "5.4.2026", "1,5"], (",", "")),
    ],
)
def test_signs_of_numbers_are_told_from_the_cells(
    cells: list[str], expected: tuple[str, str]
) -> None:
    rows = "\n".join(f"{cell}\ta" for cell in cells)
    layout = guess(f"x\ty\n{rows}\n".encode())
    assert (layout.decimal, layout.thousands) == expected


def test_a_comma_before_three_digits_is_decimal_between_semicolons() -> None:
    assert guess(b"x;y\n1,250;a\n2,125;b\n").decimal == ","


@pytest.mark.parametrize(
    ("text", "has_header"),
    [
        ("x,y\n1,2\n3,4\n", True),
        ("1,2\n3,4\n", False),
        ("name,class\nanna,a\nben,b\n", True),
        ("red,A\nblue,B\nred,B\n", False),
        ("a,b,c,d,y\nu,v,w,x,y\nu,w,x,x,n\n", True),
        ("NA,3\n1,2\n4,5\n", False),
        ("x,2019\n1,2\n3,4\n", True),
    ],
)
def test_a_header_is_told_from_a_first_row(text: str, has_header: bool) -> None:
    assert guess(text.encode()).has_header == has_header


@pytest.mark.parametrize(
    ("foot", "n_below"),
    [
        ("Total,10,\n", 1),
        ("Summe:,10,\n", 1),
        ("Source: a survey of 2025\n", 1),
        ("Total,10,\nSource: our own\n", 2),
        ("7,8,a\n", 0),
        ("7,,\n", 0),
    ],
)
def test_totals_and_remarks_are_no_samples(foot: str, n_below: int) -> None:
    text = "x,z,y\n1,2,a\n3,4,b\n5,6,a\n" + foot
    cells = read("a.csv", text.encode())
    assert len(cells.frame) == 3 + (foot.startswith("7"))
    assert cells.layout.rows_below == n_below


def test_a_category_called_total_is_a_sample_where_others_are_words() -> None:
    text = "kind,x,y\npart,1,a\ntotal,2,b\npart,3,a\ntotal,4,b\n"
    assert len(read("a.csv", text.encode()).frame) == 4


def test_broken_lines_are_named_up_to_20() -> None:
    text = "a,b,c\n" + "1,2,3\n" * 40 + "1,2\n" * 25
    cells = read("a.csv", text.encode())
    assert len(cells.frame) == 40
    assert cells.troubles[0] == "Line 42: 2 cells rather than 3."
    assert len(cells.troubles) == 21
    assert "5 lines" in cells.troubles[-1]
    assert any("25 broken rows" in note for note in cells.notes)


def test_names_that_come_twice_are_told_apart_and_that_is_said() -> None:
    cells = read("a.csv", b"x,x,,x (2)\n1,2,3,4\n5,6,7,8\n")
    assert list(cells.frame) == ["x", "x (2)", "column 3", "x (2) (2)"]
    assert sum("stands there before" in note for note in cells.notes) == 2


def test_pasted_cells_are_read_like_a_file() -> None:
    assert read_text(PASTED).frame.equals(read("a.tsv", PASTED.encode()).frame)
    with pytest.raises(ValueError, match="Nothing is pasted"):
        read_text(" \n")
    assert read_text("x\ty\n\ud800\t1\na\t2\n").frame["x"].tolist() == ["?", "a"]


# --- Workbooks, Parquet, JSON ---------------------------------------------------------------------


def test_a_workbook_is_read_with_its_title_and_total() -> None:
    book = openpyxl.Workbook()
    for row in (["Exam"], [], ["hours", "score", "passed"], [2, 41.5, "no"], [5.5, 58, "yes"]):
        book.active.append(row)
    for row in ([7, 71, "yes"], [1, 33, "no"], ["Total", 312]):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    cells = read("exam.xlsx", file.getvalue())
    assert cells.frame.to_numpy().tolist()[:2] == [["2", "41.5", "no"], ["5.5", "58", "yes"]]
    assert len(cells.frame) == 4
    assert any("Total" in note for note in cells.notes)


def test_a_sheet_can_be_chosen() -> None:
    file = io.BytesIO()
    with pd.ExcelWriter(file) as writer:
        pd.DataFrame({"x": [1, 2], "y": [0, 1]}).to_excel(writer, sheet_name="one", index=False)
        pd.DataFrame({"z": [3, 4], "y": [0, 1]}).to_excel(writer, sheet_name="two", index=False)
    first = read("a.xlsx", file.getvalue())
    assert (first.sheets, first.layout.sheet) == (("one", "two"), "one")
    second = read("a.xlsx", file.getvalue(), first.layout.changed(sheet="two"))
    assert list(second.frame) == ["z", "y"]
    with pytest.raises(ValueError, match="no sheet “three”"):
        read("a.xlsx", file.getvalue(), first.layout.changed(sheet="three"))


def test_formulas_without_a_value_are_counted() -> None:
    book = openpyxl.Workbook()
    for row in (["x", "y"], [1, "=A2+1"], [2, "=A3+1"], [3, 4]):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    cells = read("a.xlsx", file.getvalue())
    assert cells.frame["y"].tolist() == ["", "", "4"]
    assert any(note.startswith("2 cells with a formula") for note in cells.notes)


def test_a_file_is_read_by_its_content_and_a_wrong_name_is_said() -> None:
    frame = pd.DataFrame({"x": [1, 2], "y": ["a", "b"]})
    parquet = io.BytesIO()
    frame.to_parquet(parquet)
    files = {
        "workbook": ("a.csv", workbook(frame)),
        "Parquet": ("a.csv", parquet.getvalue()),
        "JSON": ("a.csv", json.dumps(frame.to_dict("records")).encode()),
        "no workbook": ("a.xlsx", b"x,y\n1,a\n2,b\n"),
    }
    for word, (name, data) in files.items():
        cells = read(name, data)
        assert word in cells.notes[0]
        assert cells.frame.shape == (2, 2)


def test_columns_of_lists_are_left_out_of_parquet() -> None:
    file = io.BytesIO()
    pd.DataFrame({"x": [1.5, 2], "l": [[1, 2], [3]], "y": ["a", "b"]}).to_parquet(file)
    cells = read("a.parquet", file.getvalue())
    assert list(cells.frame) == ["x", "y"]
    assert any("1 column" in note for note in cells.notes)


# --- What is refused ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.csv", b"", "empty"),
        ("a.csv", b"\n \n\n", "no rows"),
        ("a.csv", b"x,y\n", "no rows"),
        ("a.csv", bytes(range(256)) * 20, "not text"),
        ("a.pdf", b"%PDF-1.7 ...", "PDF"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "XLSX or CSV"),
        ("a.csv.gz", b"\x1f\x8b" + bytes(100), "Unpack"),
        ("a.html", b"<!DOCTYPE html><table></table>", "web page"),
        ("a.xlsx", b"PK\x03\x04" + bytes(100), "damaged"),
        ("a.parquet", b"PAR1" + bytes(100) + b"PAR1", "damaged"),
        ("a.json", b'{"a": 1}', "holds no table"),
        ("a.json", b"[" * 100_000, "holds no table"),
        ("a.csv", b",".join([b"1"] * 2001) + b"\n", "2,001 columns; at most 2,000"),
        ("a.csv", b"1,2\n" * 200_001, "more than 200,000 rows"),
        ("a.csv", b"0" * 60_000_001, "at most 60 MB"),
        ("a.csv", b"0" * 1_000_001, "1,000,001 letters"),
        ("a.csv", b"\n" * 1_000_001, "at most 200,000 rows"),
    ],
)
def test_what_cannot_be_read_has_one_sentence(name: str, data: bytes, words: str) -> None:
    assert words in refused(name, data)


def test_a_workbook_of_too_many_rows_or_columns_is_refused() -> None:
    assert "20,000 rows" in refused("a.xlsx", workbook(pd.DataFrame({"x": range(20_001)})))
    book = openpyxl.Workbook()
    book.active["XFD2"] = 1
    file = io.BytesIO()
    book.save(file)
    assert "columns" in refused("a.xlsx", file.getvalue())


def bomb(declared: int | None) -> bytes:
    """A workbook whose sheet unpacks to 150 MB, and says otherwise where it is told to."""
    file = io.BytesIO(workbook(pd.DataFrame({"x": [1, 2]})))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet9.xml", b" " * 150_000_000)
    data = file.getvalue()
    if declared is not None:
        real = (150_000_000).to_bytes(4, "little")
        assert data.count(real) == 2
        data = data.replace(real, declared.to_bytes(4, "little"))
    return data


@pytest.mark.parametrize("declared", [None, 1_000, 99_000_000])
def test_a_bomb_is_refused_before_it_goes_off(declared: int | None) -> None:
    data = bomb(declared)
    tracemalloc.start()
    said = refused("a.xlsx", data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "100 MB" in said or "damaged" in said
    assert peak < 20_000_000


def test_a_text_that_comes_again_too_often_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    text = pd.Categorical.from_codes(np.zeros(5_000, dtype=int), ["a" * 100_000])
    pd.DataFrame({"x": text, "y": np.arange(5_000)}).to_parquet(path)
    assert path.stat().st_size < 1_000_000
    assert "500 MB of text" in refused("a.parquet", path.read_bytes())


# --- Round trips ----------------------------------------------------------------------------------

NUMBERS = st.floats(-1e9, 1e9).filter(lambda x: x == 0 or abs(x) > 1e-9)
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1).filter(
    lambda word: word.strip() == word and word != ""
)


@settings(max_examples=60, deadline=None)
@given(
    numbers=st.lists(NUMBERS, min_size=4, max_size=12),
    words=st.lists(WORDS, min_size=4, max_size=12),
    separator=st.sampled_from([",", ";", "\t", "|"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    end=st.sampled_from(["\n", "\r\n"]),
    is_comma=st.booleans(),
    is_quoted=st.booleans(),
)
def test_what_is_written_reads_back(
    numbers: list[float],
    words: list[str],
    separator: str,
    encoding: str,
    end: str,
    is_comma: bool,
    is_quoted: bool,
) -> None:
    """By pandas, in many dialects; the layout is given, as six odd rows are too few to guess by."""
    n = min(len(numbers), len(words))
    frame = pd.DataFrame({"number": numbers[:n], "word": words[:n]})
    decimal = "," if is_comma else "."
    text = frame.to_csv(
        index=False, sep=separator, decimal=decimal, lineterminator=end, quoting=int(is_quoted)
    )
    layout = Layout(encoding, separator, decimal=decimal)
    cells = read("a.csv", text.encode(encoding), layout)
    number, _ = read_columns(cells, {"number": "number"})
    assert number.numbers is not None
    np.testing.assert_array_equal(number.numbers, frame["number"])
    assert cells.frame["word"].tolist() == frame["word"].tolist()


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("decimal", [".", ","])
def test_a_dialect_is_guessed(separator: str, decimal: str) -> None:
    random = np.random.default_rng(1)
    frame = pd.DataFrame({"x": random.normal(size=50), "w": random.choice(["a b", "c;d,e"], 50)})
    text = frame.to_csv(index=False, sep=separator, decimal=decimal)
    cells = read("a.csv", text.encode())
    assert (cells.layout.separator, cells.layout.decimal) == (separator, decimal)
    np.testing.assert_array_equal(read_columns(cells)[0].numbers, frame["x"])
    assert cells.frame["w"].tolist() == frame["w"].tolist()


def test_ragged_lines_are_left_out_whatever_the_layout() -> None:
    assert len(read("a.csv", RAGGED.encode(), Layout()).frame) == 2


def test_sparse_rows_without_a_header_are_samples() -> None:
    cells = read("a.csv", b"1,,,\n,2,,\n1,2,3,0\n2,3,4,1\n")
    assert cells.layout.rows_above == 0
    assert len(cells.frame) == 4


def test_more_than_ten_million_cells_are_refused() -> None:
    check_shape(200_000, 50)
    with pytest.raises(ValueError, match="10 million cells"):
        check_shape(200_000, 51)
