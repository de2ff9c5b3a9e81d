"""A file, or what was pasted, to cells. Text is read here; other kinds have their own readers."""

import csv
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...wording.numbers import count
from .cells import Cells, distinct
from .decoding import decode, guess_encoding
from .layout import Layout, guess_of_lines
from .limits import check_shape, check_size
from .readers import read_json, read_parquet
from .records import Record, cells_of, lines_of, records_of, squeezed, width_of
from .workbooks import read_workbook

if TYPE_CHECKING:
    import pandas as pd

PASTED = "pasted.tsv"
_MOST_NAMED = 20
_SEPARATORS = {
    "\t": "tabs",
    ";": "semicolons",
    "|": "vertical bars",
    ",": "commas",
    " ": "blanks",
}
# What a file of another kind begins with, and what to do with it.
_OTHERS = (
    (b"%PDF", "This is a PDF. Copy its table into a spreadsheet and save that as CSV."),
    (b"\xd0\xcf\x11\xe0", "This is a spreadsheet of an old kind. Save it as XLSX or CSV."),
    (b"\x1f\x8b", "This file is packed by gzip. Unpack it first."),
    (b"BZh", "This file is packed by bzip2. Unpack it first."),
    (b"\xfd7zXZ", "This file is packed by xz. Unpack it first."),
    (b"7z\xbc\xaf", "This file is packed by 7-Zip. Unpack it first."),
    (b"Rar!", "This file is packed by RAR. Unpack it first."),
    (b"\x89PNG", "This is a picture. A table has to be text or a spreadsheet."),
    (b"\xff\xd8\xff", "This is a picture. A table has to be text or a spreadsheet."),
    (b"SQLite format 3", "This is a database. Export the table you need as CSV."),
)
_KIND_OF_ENDING = {"xlsx": "xlsx", "xlsm": "xlsx", "parquet": "parquet", "pq": "parquet"}
_JSON_ENDINGS = ("json", "jsonl", "ndjson")


def read(name: str, data: bytes, layout: Layout | None = None) -> Cells:
    """The cells of a file; without a layout, as it is guessed.

    Read by pandas, of workbooks by openpyxl and of Parquet by pyarrow. Raises ValueError, in a
    sentence, for what is too large, not a table or cannot be read.
    """
    check_size(len(data))
    kind, notes = _kind(name, data)
    if kind == "xlsx":
        return read_workbook(name, data, layout, notes)
    if kind == "parquet":
        return read_parquet(name, data, layout, notes)
    if kind == "json":
        return read_json(name, data, layout, notes)
    encoding = layout.encoding if layout else guess_encoding(data)
    return _read_lines(name, decode(data, encoding), encoding, layout, notes)


def read_text(pasted: str, layout: Layout | None = None) -> Cells:
    """The cells of pasted text, such as a range copied from a spreadsheet.

    Raises ValueError, in a sentence, for what is too large or holds no table.
    """
    if not pasted.strip():
        raise ValueError("Nothing is pasted: copy cells from a spreadsheet, header included.")
    # A browser can hand on half of a pair of surrogates, which is no text.
    return read(PASTED, pasted.encode("utf-8", "replace"), layout)


def _kind(name: str, data: bytes) -> tuple[str, tuple[str, ...]]:
    """What a file is by its content, and a word where its name says otherwise."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    expected = _KIND_OF_ENDING.get(ending, "json" if ending in _JSON_ENDINGS else "text")
    start = data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    found = next((said for mark, said in _OTHERS if data.startswith(mark)), None)
    if found:
        raise ValueError(found)
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<table")):
        raise ValueError(
            "This is a web page or XML, not a table: open it in a spreadsheet and save it as CSV."
        )
    if data.startswith(b"PK"):
        kind = "xlsx"
    elif data.startswith(b"PAR1"):
        kind = "parquet"
    elif expected == "json" or start.startswith((b"[{", b'{"', b"[[")):
        kind = "json"
    else:
        kind = "text"
    if kind == "text" and expected in ("xlsx", "parquet"):
        said = "no workbook" if expected == "xlsx" else "no Parquet file"
        return kind, (f"Its name ends in .{ending}, but it is {said}: it is read as text.",)
    if kind != expected:
        said = {"xlsx": "a workbook", "parquet": "a Parquet file", "json": "JSON"}[kind]
        return kind, (f"Its name does not say so, but this is {said}, and is read as such.",)
    return kind, ()


def _read_lines(
    name: str, text: str, encoding: str, layout: Layout | None, notes: tuple[str, ...]
) -> Cells:
    lines = lines_of(text)
    del text
    layout = layout or guess_of_lines(lines, encoding)
    records = records_of(lines, layout.separator, layout.quote, layout.rows_above)
    width = width_of(records)
    header, body = _header(lines, records, layout, width)
    n_kept = len(body) - layout.rows_below
    foot = body[max(n_kept, 0) :]
    body = body[: max(n_kept, 0)]
    check_shape(len(body), max(width, len(header)))
    is_whole = [
        one.n_cells == width and not _is_blank(lines, one, layout) and not one.is_open
        for one in body
    ]
    whole = [one for one, is_good in zip(body, is_whole, strict=True) if is_good]
    broken = [one for one, is_good in zip(body, is_whole, strict=True) if not is_good]
    blank = [one for one in broken if _is_blank(lines, one, layout)]
    broken = [one for one in broken if not _is_blank(lines, one, layout)]
    if not whole:
        raise ValueError("This file has no rows: below the header stands nothing to read.")
    names, renamed = distinct(header or [""] * width)
    frame = _frame(lines, whole, layout, names)
    troubles = _troubles(broken, width)
    unread = [*foot, *blank, *broken]
    above = range(1, layout.rows_above + 1)
    return Cells(
        name,
        "text",
        layout,
        frame,
        tuple(header[-records[0].n_cells :]),
        (
            *notes,
            *_said(layout, width, bool(header), records[0].first if records else 1),
            *_said_of_foot(lines, foot, layout),
            *_said_of_blank(blank),
            *_said_of_broken(broken),
            *(renamed if header else ()),
        ),
        troubles,
        tuple(sorted({*above, *(n for one in unread for n in range(one.first, one.last + 1))})),
        any(one.last > one.first for one in records),
    )


def _header(
    lines: Sequence[str], records: list[Record], layout: Layout, width: int
) -> tuple[list[str], list[Record]]:
    """The names in the header and the rows below it."""
    if not records:
        raise ValueError("This file holds no rows.")
    if not layout.has_header:
        return [], records
    first = records[0]
    names = [] if first.is_open else cells_of(lines, first, layout.separator, layout.quote)
    if len(names) == width - 1 > 0:
        return ["row", *names], records[1:]  # as R writes a table: its row names have no name
    if len(names) != width:
        raise ValueError(
            f"The header, line {first.first}, has {count(len(names), 'cell')}, but most rows have"
            f" {width}. Say in which line the table begins."
        )
    return names, records[1:]


def _is_blank(lines: Sequence[str], record: Record, layout: Layout) -> bool:
    return not any(
        line.replace(layout.separator, "").replace(layout.quote or " ", "").strip()
        for line in lines[record.first - 1 : record.last]
    )


def _frame(
    lines: Sequence[str], whole: list[Record], layout: Layout, names: tuple[str, ...]
) -> "pd.DataFrame":
    import pandas as pd

    clean = squeezed if layout.separator == " " else str
    text = "\n".join(clean(lines[i]) for one in whole for i in range(one.first - 1, one.last))
    frame = pd.read_csv(
        # Bytes, as text in a StringIO takes four bytes for each letter.
        io.BytesIO(text.encode()),
        sep=layout.separator,
        quotechar=layout.quote or '"',
        quoting=csv.QUOTE_MINIMAL if layout.quote else csv.QUOTE_NONE,
        header=None,
        names=list(names),
        index_col=False,
        dtype="str",
        na_filter=False,
    )
    if len(frame) != len(whole):
        raise ValueError("The rows of this file cannot be told apart: look at its quotes.")
    return frame


# --- What is said of it ---------------------------------------------------------------------------


def _said(layout: Layout, width: int, has_header: bool, first: int) -> list[str]:
    parts = [f"Read as {layout.encoding}"]
    if width > 1:
        parts.append(f"cells are parted by {_SEPARATORS[layout.separator]}")
    parts.append(f"the decimal sign is a {'comma' if layout.decimal == ',' else 'point'}")
    if layout.thousands:
        signs = {",": "a comma", ".": "a point", " ": "a blank", "'": "an apostrophe"}
        parts.append(f"{signs[layout.thousands]} parts thousands")
    notes = ["; ".join(parts) + "."]
    if not has_header:
        notes.append("There is no header: columns are called by their place.")
    elif first > 1:
        notes.append(f"The header is line {first}.")
    if layout.rows_above:
        lines = "line 1 is" if layout.rows_above == 1 else f"lines 1 to {layout.rows_above} are"
        notes.append(f"Above the table {lines} left out.")
    return notes


def _said_of_foot(lines: Sequence[str], foot: list[Record], layout: Layout) -> list[str]:
    notes = []
    for one in foot:
        cells = cells_of(lines, one, layout.separator, layout.quote)
        first = next((cell.strip() for cell in cells if cell.strip()), "")[:40]
        notes.append(f"The row of line {one.first}, “{first}”, is no sample and left out.")
    return notes


def _said_of_blank(blank: list[Record]) -> list[str]:
    return [f"{count(len(blank), 'row')} without any content left out."] if blank else []


def _said_of_broken(broken: list[Record]) -> list[str]:
    if not broken:
        return []
    return [f"{count(len(broken), 'broken row')} left out; the other rows are read."]


def _troubles(broken: list[Record], width: int) -> tuple[str, ...]:
    """A sentence for each of the first broken rows, and one that counts the others."""
    said = [
        f"Line {one.first}: a quote is opened and not closed."
        if one.is_open
        else f"Line {one.first}: {count(one.n_cells, 'cell')} rather than {width}."
        for one in broken[:_MOST_NAMED]
    ]
    if len(broken) > _MOST_NAMED:
        said.append(f"And {count(len(broken) - _MOST_NAMED, 'line')} more like these.")
    return tuple(said)
