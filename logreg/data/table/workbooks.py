"""Workbooks: the cells of a sheet of an XLSX file, within bounds that a hostile one cannot pass."""

import io
import re
import warnings
from collections.abc import Sequence
from typing import Any
from zipfile import ZipFile

from ...wording.numbers import count
from .cells import Cells, distinct, text_of
from .layout import Layout, guess_of_rows
from .limits import MEGABYTE, TooLargeError, check_shape

MOST_ROWS = 20_000
MOST_UNPACKED = 100 * MEGABYTE
_PIECE = 1 << 20


_BROKEN_WORKBOOK = (
    "This workbook cannot be read: it is damaged, has a password or is of another kind. Open it in"
    " a spreadsheet program and save it as XLSX or CSV."
)
# A formula whose value the file does not keep.
_WITHOUT_VALUE = re.compile(rb"(?:</f>|<f[^<>]*/>)(?:<v ?/>|<v></v>)?</c>")


def read_workbook(name: str, data: bytes, layout: Layout | None, notes: tuple[str, ...]) -> Cells:
    """The cells of a sheet of an XLSX file, by openpyxl: the values that formulas last had."""
    n_without = _look_inside(data)
    sheets, sheet, rows = _rows_of_workbook(data, layout.sheet if layout else "")
    if layout is None:
        layout = guess_of_rows(rows, sheet)
    if len(sheets) > 1:
        notes = (*notes, f"Read from the sheet “{sheet}”.")
    if n_without:
        notes = (
            *notes,
            f"{count(n_without, 'cell')} with a formula and no value, taken as missing: open the"
            " file in a spreadsheet program and save it again.",
        )
    return cells_of_rows(name, rows, layout, notes, sheets)


def _look_inside(data: bytes) -> int:
    """How many formulas have no value in this workbook.

    Refuses one that unpacks to too much, by what it declares and then by what it holds.
    """
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            left = MOST_UNPACKED - sum(member.file_size for member in archive.infolist())
            _check_left(left)
            left = MOST_UNPACKED
            n_without = 0
            for member in archive.infolist():
                begun = b""  # a cell that goes over into the next piece
                with archive.open(member) as file:
                    while piece := file.read(_PIECE):
                        left -= len(piece)
                        _check_left(left)
                        whole, mark, begun = (begun + piece).rpartition(b"<c ")
                        n_without += len(_WITHOUT_VALUE.findall(whole))
                        begun = (mark + begun)[-_PIECE:]
                n_without += len(_WITHOUT_VALUE.findall(begun))
            return n_without
    except TooLargeError:
        raise
    # A broken archive shows in many ways: zlib.error, EOFError, NotImplementedError, RuntimeError.
    except Exception:
        raise ValueError(_BROKEN_WORKBOOK) from None


def _check_left(n_bytes: int) -> None:
    if n_bytes < 0:
        most = MOST_UNPACKED // MEGABYTE
        raise TooLargeError(
            f"Unpacked, this workbook has more than {most} MB. Save its table as CSV."
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
        except TooLargeError:
            raise
        # openpyxl meets a damaged file with whatever its parts raise.
        except Exception:
            raise ValueError(_BROKEN_WORKBOOK) from None
    if wanted:
        raise ValueError(f"There is no sheet “{wanted}” in this workbook.")
    raise ValueError("This workbook holds no cells.")


def _rows_of_sheet(sheet: Any) -> list[list[str]]:
    """Rows of one length, without the blank ones at the end."""
    sheet.reset_dimensions()  # what a file says of its size need not be so
    rows: list[list[str]] = []
    for n, row in enumerate(sheet.iter_rows(values_only=True), 1):
        texts = [_text_of_cell(value) for value in row]
        while texts and not texts[-1]:
            texts.pop()
        rows.append(texts)
        check_shape(n, len(texts), MOST_ROWS)
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
        "xlsx",
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
