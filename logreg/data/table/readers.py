"""Files of other kinds than text: workbooks, Parquet and JSON."""

import io
import json
import warnings
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from ...wording.numbers import count
from .cells import MEGABYTE, Cells, check_shape, check_size, distinct
from .layout import Layout, guess_of_rows
from .signs import day_comes_first, guess_signs

if TYPE_CHECKING:
    import pandas as pd

MOST_WORKBOOK_ROWS = 20_000
MOST_UNPACKED = 100 * MEGABYTE
# As objects of Python its cells take ten times the room they have in the file.
MOST_JSON = 20 * MEGABYTE
_PIECE = 1 << 20


# --- Workbooks ------------------------------------------------------------------------------------


def read_workbook(name: str, data: bytes, layout: Layout | None, notes: tuple[str, ...]) -> Cells:
    """The cells of a sheet of an XLSX file, by openpyxl: the values that formulas last had."""
    _check_unpacked(data)
    sheets, sheet, rows = _rows_of_workbook(data, layout.sheet if layout else "")
    if layout is None:
        layout = guess_of_rows(rows, sheet)
    notes = (*notes, f"Read from the sheet “{sheet}”.") if len(sheets) > 1 else notes
    return cells_of_rows(name, "xlsx", rows, layout, notes, sheets)


def _check_unpacked(data: bytes) -> None:
    """Refuse a workbook that unpacks to too much, by what it declares and by what it holds."""
    most = MOST_UNPACKED // MEGABYTE
    too_large = f"Unpacked, this workbook has more than {most} MB. Save its table as CSV."
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if sum(member.file_size for member in members) > MOST_UNPACKED:
                raise ValueError(too_large)
            left = MOST_UNPACKED
            for member in members:
                with archive.open(member) as file:
                    while piece := file.read(_PIECE):
                        left -= len(piece)
                        if left < 0:
                            raise ValueError(too_large)
    except ValueError as error:
        if str(error) == too_large:
            raise
        raise ValueError(_BROKEN_WORKBOOK) from None
    # A broken archive shows in many ways: zlib.error, EOFError, NotImplementedError, RuntimeError.
    except Exception:
        raise ValueError(_BROKEN_WORKBOOK) from None


_BROKEN_WORKBOOK = (
    "This workbook cannot be read: it is damaged, has a password or is of another kind. Open it in"
    " a spreadsheet program and save it as XLSX or CSV."
)


def _rows_of_workbook(data: bytes, wanted: str) -> tuple[tuple[str, ...], str, list[list[str]]]:
    """The names of its sheets, that of the one read, and its rows as text."""
    from openpyxl import load_workbook

    # A warning would stand in the log with what a cell holds.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            sheets = tuple(sheet.title for sheet in book.worksheets)
            for sheet in book.worksheets:
                if wanted in ("", sheet.title):
                    rows = _rows_of_sheet(sheet)
                    if rows or wanted:
                        return sheets, sheet.title, rows
        except _TooLargeError as error:
            raise ValueError(str(error)) from None
        # openpyxl meets a damaged file with whatever its parts raise.
        except Exception:
            raise ValueError(_BROKEN_WORKBOOK) from None
    if wanted:
        raise ValueError(f"There is no sheet “{wanted}” in this workbook.")
    raise ValueError("This workbook holds no cells.")


class _TooLargeError(ValueError):
    """More rows or columns than are read."""


def _rows_of_sheet(sheet: Any) -> list[list[str]]:
    """Rows of one length, without the blank ones at the end."""
    sheet.reset_dimensions()  # what a file says of its size need not be so
    rows: list[list[str]] = []
    for n, row in enumerate(sheet.iter_rows(values_only=True), 1):
        texts = [_text_of_cell(value) for value in row]
        while texts and not texts[-1]:
            texts.pop()
        rows.append(texts)
        try:
            check_shape(n, len(texts), MOST_WORKBOOK_ROWS + 1)
        except ValueError as error:
            raise _TooLargeError(str(error)) from None
    while rows and not rows[-1]:
        rows.pop()
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def _text_of_cell(value: Any) -> str:
    """As `pandas.read_excel` has it with dtype=str."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return text_of(value)


def cells_of_rows(
    name: str,
    kind: str,
    rows: Sequence[Sequence[str]],
    layout: Layout,
    notes: tuple[str, ...],
    sheets: tuple[str, ...] = (),
) -> Cells:
    """The cells of rows of one length, with what stands above and below left out."""
    import pandas as pd

    numbered = list(enumerate(rows, 1))[layout.rows_above :]
    blank = [n for n, row in numbered if not any(cell.strip() for cell in row)]
    filled = [(n, row) for n, row in numbered if any(cell.strip() for cell in row)]
    header = list(filled.pop(0)[1]) if layout.has_header and filled else []
    n_kept = max(len(filled) - layout.rows_below, 0)
    foot, body = filled[n_kept:], filled[:n_kept]
    if not body:
        raise ValueError("This table has no rows: below the header stands nothing to read.")
    check_shape(len(body), len(body[0][1]))
    names, renamed = distinct(header or [""] * len(body[0][1]))
    frame = pd.DataFrame([row for _, row in body], columns=list(names), dtype="str")
    above = range(1, layout.rows_above + 1)
    return Cells(
        name,
        kind,
        layout,
        frame,
        tuple(header),
        (*notes, *_said(layout, header, blank, foot), *(renamed if header else ())),
        left_out=tuple(sorted({*above, *blank, *(n for n, _ in foot)})),
        sheets=sheets,
    )


def _said(
    layout: Layout, header: list[str], blank: list[int], foot: list[tuple[int, Sequence[str]]]
) -> list[str]:
    notes = []
    if layout.rows_above:
        notes.append(f"{count(layout.rows_above, 'row')} above the table left out.")
    if not header:
        notes.append("There is no header: columns are called by their place.")
    if blank:
        notes.append(f"{count(len(blank), 'row')} without any content left out.")
    for n, row in foot:
        first = next((cell.strip() for cell in row if cell.strip()), "")[:40]
        notes.append(f"Row {n}, “{first}”, is no sample and left out.")
    return notes


# --- Parquet --------------------------------------------------------------------------------------


def read_parquet(name: str, data: bytes, layout: Layout | None, notes: tuple[str, ...]) -> Cells:
    """The columns of a Parquet file, by pyarrow, with the types they have there."""
    import pyarrow as pa
    from pyarrow import parquet

    try:
        file = parquet.ParquetFile(pa.BufferReader(data))
        meta = file.metadata
        shape = meta.num_rows, file.schema_arrow.names
        n_bytes = sum(meta.row_group(i).total_byte_size for i in range(meta.num_row_groups))
    except Exception:  # a damaged file is met with whatever its parts raise
        raise ValueError(_BROKEN_PARQUET) from None
    check_shape(shape[0], len(shape[1]))
    if n_bytes > 4 * MOST_UNPACKED:
        raise ValueError(f"Unpacked, this file has {n_bytes / MEGABYTE:.0f} MB, too many to read.")
    try:
        # Text stays a dictionary: written once, it can stand in every row.
        texts = [one.name for one in file.schema_arrow if pa.types.is_string(one.type)]
        file = parquet.ParquetFile(pa.BufferReader(data), read_dictionary=texts)
        frame = file.read(use_threads=False).to_pandas(ignore_metadata=True)
    except Exception:
        raise ValueError(_BROKEN_PARQUET) from None
    return _of_types(name, "parquet", frame, layout, notes)


_BROKEN_PARQUET = "This Parquet file cannot be read: it is damaged or not whole."


# --- JSON -----------------------------------------------------------------------------------------


def read_json(name: str, data: bytes, layout: Layout | None, notes: tuple[str, ...]) -> Cells:
    """Rows as objects, one object a line, or an object of columns; the standard library reads."""
    check_size(len(data), MOST_JSON)
    try:
        found, where = _parsed(data.decode("utf-8-sig"))
        frame = _frame_of(found)
    except _TooLargeError as error:
        raise ValueError(str(error)) from None
    # RecursionError is none of ValueError; pandas raises several kinds where lengths differ.
    except Exception:
        raise ValueError(
            "This JSON holds no table. It should be a list of objects with the same keys, such as"
            ' [{"hours": 2, "passed": "no"}, …], or an object of columns.'
        ) from None
    return _of_types(name, "json", frame.map(text_of).astype("str"), layout, notes, where)


def _parsed(text: str) -> tuple[Any, str]:
    """The rows or columns, and where they stand in the document."""
    try:
        found = json.loads(text)
    except ValueError:
        return [json.loads(line) for line in text.splitlines() if line.strip()], "lines"
    if isinstance(found, dict):
        lists = [key for key, value in found.items() if isinstance(value, list)]
        key = lists[0] if len(lists) == 1 else ""
        if key and found[key] and isinstance(found[key][0], dict):
            return found[key], f"[{key!r}]"
    return found, ""


def _frame_of(found: Any) -> "pd.DataFrame":
    import pandas as pd

    if isinstance(found, list):
        if not all(isinstance(row, dict) for row in found):
            raise TypeError
        keys: set[str] = set()
        for row in found:
            keys |= row.keys()
            _check_json(len(found), len(keys))
    else:
        columns = list(found.values())
        _check_json(max(map(len, columns)), len(columns))
    return pd.DataFrame(found)


def _check_json(n_rows: int, n_columns: int) -> None:
    try:
        check_shape(n_rows, n_columns)
    except ValueError as error:
        raise _TooLargeError(str(error)) from None


def text_of(value: Any) -> str:
    """What a cell of any type reads as; "" where it holds nothing."""
    if value is None or value != value:
        return ""
    # Half of a pair of surrogates is no text.
    return str(value).encode("utf-8", "replace").decode()


def _of_types(
    name: str,
    kind: str,
    frame: "pd.DataFrame",
    layout: Layout | None,
    notes: tuple[str, ...],
    where: str = "",
) -> Cells:
    """The cells of a file that has names and no rows above or below."""
    if frame.empty:
        raise ValueError("This file has no rows.")
    header = [str(name) for name in frame]
    names, renamed = distinct(header)
    frame = frame.set_axis(list(names), axis=1).reset_index(drop=True)
    if layout is None:
        cells = list(_texts(frame))
        decimal, thousands = guess_signs(cells, "\t")
        layout = Layout(decimal=decimal, thousands=thousands, day_first=day_comes_first(cells))
    return Cells(name, kind, layout, frame, tuple(header), (*notes, *renamed), where=where)


def _texts(frame: "pd.DataFrame") -> Iterator[str]:
    """Cells of text in the first thousand rows."""
    for _, column in frame.iloc[:1000].items():
        if column.dtype.kind not in "biufM":
            yield from map(text_of, column)
