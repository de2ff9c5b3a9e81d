"""Lines to rows: a quoted cell may span lines, and a row may be broken."""

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any, NamedTuple

from .limits import MOST_COLUMNS, MOST_ROWS, TooLargeError

# A cell over more lines is a quote that somebody forgot to close.
MOST_LINES = 100
# A table of the most columns that are read has far fewer in a line, and far fewer blank lines.
MOST_LETTERS = 1_000_000
MOST_LINES_OF_FILE = 1_000_000
# No file holds it: bytes of zero are refused before.
_END = "\0"


class Record(NamedTuple):
    """A row that is not blank: its lines, counted from 1, and what they hold."""

    first: int
    last: int
    n_cells: int
    is_open: bool = False  # a quote in it is not closed


def lines_of(text: str) -> list[str]:
    """The lines of a text. Refuses, before it splits them, more than any table that is read has."""
    n_lines = text.count("\n")
    if n_lines > MOST_LINES_OF_FILE:
        raise TooLargeError(
            f"This file has {n_lines:,} lines; at most {MOST_ROWS:,} rows are read. Keep a random"
            " part of it."
        )
    lines = text.split("\n")
    longest = max(map(len, lines))
    if longest > MOST_LETTERS:
        raise TooLargeError(
            f"A line of this file has {longest:,} letters; at most {MOST_COLUMNS:,} columns are"
            " read, and no line is that long."
        )
    return lines


def records_of(lines: Sequence[str], separator: str, quote: str, start: int = 0) -> list[Record]:
    """The rows of these lines from index `start` on; a broken row is one line."""
    found = []
    at = start
    while at < len(lines):
        line = lines[at]
        # Most lines of most files; a reader for each takes ten times as long.
        if _is_bare(line, separator, quote):
            if line.strip(" "):
                found.append(Record(at + 1, at + 1, line.count(separator) + 1))
            at += 1
            continue
        record = _read(lines, at, separator, quote)
        if record is not None:
            found.append(record)
            at = record.last
        else:
            at += 1
    return found


def cells_of(lines: Sequence[str], record: Record, separator: str, quote: str) -> list[str]:
    """The cells of a row."""
    if record.is_open:
        return [lines[record.first - 1]]
    line = lines[record.first - 1]
    if _is_bare(line, separator, quote):
        return line.split(separator)
    return next(_reader(lines[record.first - 1 : record.last], separator, quote))


def width_of(records: Iterable[Record]) -> int:
    """The commonest number of cells, the larger of two; 0 where there are no rows."""
    counts = Counter(record.n_cells for record in records if not record.is_open)
    return max(counts, key=lambda n: (counts[n], n), default=0)


def _is_bare(line: str, separator: str, quote: str) -> bool:
    """Whether every separator in it parts cells."""
    return separator != " " and not (quote and quote in line)


def _read(lines: Sequence[str], at: int, separator: str, quote: str) -> Record | None:
    if not lines[at].strip(" \t" if separator == " " else " "):
        return None
    reader = _reader(chain(lines[at : at + MOST_LINES], (_END,)), separator, quote)
    try:
        cells = next(reader)
    except csv.Error:  # a cell of more than 131,072 signs
        return Record(at + 1, at + 1, 0, is_open=True)
    if cells and _END in cells[-1]:
        return Record(at + 1, at + 1, 0, is_open=True)
    return Record(at + 1, at + reader.line_num, len(cells))


def _reader(lines: Iterable[str], separator: str, quote: str) -> Any:
    if separator == " ":
        lines = (squeezed(line) for line in lines)
    return csv.reader(
        (f"{line}\n" for line in lines),
        delimiter=separator,
        quotechar=quote or None,
        quoting=csv.QUOTE_MINIMAL if quote else csv.QUOTE_NONE,
    )


def squeezed(line: str) -> str:
    """With one blank for every run of blanks and tabs."""
    return " ".join(part for part in line.replace("\t", " ").split(" ") if part)
