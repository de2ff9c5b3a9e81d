"""How a file of cells is laid out: every guess stands here, to be shown and to be changed."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from ...core.checks import Range, check_choice, check_flag, check_integer
from .decoding import ENCODINGS, decode, guess_encoding
from .edges import guess_foot, guess_head
from .records import Record, cells_of, lines_of, records_of, width_of
from .signs import day_comes_first, guess_signs

# On a tie the first: a comma is a decimal sign in many files, and blanks stand in many texts.
SEPARATORS = ("\t", ";", "|", ",", " ")
QUOTES = ('"', "'", "")
DECIMALS = (".", ",")
THOUSANDS = ("", ",", ".", " ", "'")

# A guess looks at so many lines at the top, in between and at the bottom.
N_TOP, N_BETWEEN, N_BOTTOM = 400, 600, 12
# And at no more cells than these, but for some rows.
MOST_LOOKED_AT, N_FEWEST = 40_000, 25


@dataclass(frozen=True)
class Layout:
    """How cells are written and which rows are samples."""

    encoding: str = "utf-8"
    separator: str = ","  # " " stands for any run of blanks
    quote: str = '"'
    decimal: str = "."
    thousands: str = ""  # " " stands for every kind of blank, "'" for both apostrophes
    day_first: bool = False  # 3/4/2026 is the third of April
    has_header: bool = True
    rows_above: int = 0  # lines of a text or rows of a sheet before the header, or the first sample
    rows_below: int = 0  # the last rows, such as a total, that are no samples
    sheet: str = ""  # of a workbook; "" is the first

    def __post_init__(self) -> None:
        check_choice("encoding", self.encoding, ENCODINGS)
        check_choice("separator", self.separator, SEPARATORS)
        check_choice("quote", self.quote, QUOTES)
        check_choice("decimal", self.decimal, DECIMALS)
        check_choice("thousands", self.thousands, THOUSANDS)
        check_flag("day_first", self.day_first)
        check_flag("has_header", self.has_header)
        check_integer("rows_above", self.rows_above, Range(0))
        check_integer("rows_below", self.rows_below, Range(0))
        if self.decimal == self.thousands:
            raise ValueError("The sign between thousands must not be the decimal sign as well.")

    def changed(self, **values: Any) -> Self:
        """The same but for `values`."""
        return replace(self, **values)


def guess(data: bytes) -> Layout:
    """The likeliest layout of a file of text.

    Raises ValueError where it is none.
    """
    encoding = guess_encoding(data)
    return guess_of_lines(lines_of(decode(data, encoding)), encoding)


def guess_of_lines(lines: Sequence[str], encoding: str = "utf-8") -> Layout:
    """The likeliest layout of these lines."""
    top = lines[:N_TOP]
    separator, quote = max(
        ((separator, _quote_of(top, separator)) for separator in SEPARATORS),
        key=lambda pair: _agreement(top, *pair),
    )
    records = records_of(top, separator, quote)
    width = width_of(records)
    records = records[: _n_looked_at(width)]
    head = _head(records, width)
    whole = [record for record in records[head:] if record.n_cells == width and not record.is_open]
    rows = [cells_of(top, record, separator, quote) for record in whole]
    n_above, has_header = guess_head(rows)
    body = rows[n_above + has_header :]
    between = _between(lines, _n_looked_at(width))
    cells = [cell for line in between for cell in _loose_cells(line, separator, quote)]
    decimal, thousands = guess_signs([cell for row in body for cell in row] + cells, separator)
    first = whole[n_above].first if n_above < len(whole) else 1
    # Where the only header has one cell less, as R writes it, it is found among the others.
    if head and records[head - 1].n_cells == width - 1 and n_above == 0 and not has_header:
        first, has_header = records[head - 1].first, True
    return Layout(
        encoding,
        separator,
        quote,
        decimal,
        thousands,
        day_comes_first([cell for row in body for cell in row] + cells),
        has_header,
        first - 1,
        _n_below(lines, separator, quote, width, body),
    )


def guess_of_rows(rows: Sequence[Sequence[str]], sheet: str = "") -> Layout:
    """The likeliest layout of the rows of a sheet, which are all of one length."""
    n_most = _n_looked_at(len(rows[0]) if rows else 1)
    n_above, has_header = guess_head(rows[: min(N_TOP, n_most)])
    body = rows[n_above + has_header :]
    cells = [cell for row in body[: min(N_TOP + N_BETWEEN, n_most)] for cell in row]
    decimal, thousands = guess_signs(cells, "\t")
    n_below = guess_foot(body[-N_BOTTOM:], body[: min(N_TOP, n_most)])
    return Layout(
        decimal=decimal,
        thousands=thousands,
        day_first=day_comes_first(cells),
        has_header=has_header,
        rows_above=n_above,
        rows_below=n_below,
        sheet=sheet,
    )


def _quote_of(lines: Sequence[str], separator: str) -> str:
    """An apostrophe quotes where whole cells stand between two and no other quote is about."""
    if any('"' in line for line in lines):
        return '"'
    cells = [cell.strip() for line in lines for cell in line.split(separator)]
    n_between = sum(len(cell) > 1 and cell[0] == cell[-1] == "'" for cell in cells)
    return "'" if n_between > 1 else '"'


def _agreement(lines: Sequence[str], separator: str, quote: str) -> float:
    """The share of rows with the commonest number of cells; 0 where that is one cell."""
    records = records_of(lines, separator, quote)
    counts = Counter(record.n_cells for record in records if not record.is_open)
    width = width_of(records)
    if width < 2:
        return 0
    # Blanks part words as well: they are taken only where no other sign parts anything.
    return counts[width] / len(records) * (0.5 if separator == " " else 1)


def _head(records: Sequence[Record], width: int) -> int:
    """How many rows of another length stand before the first of the usual one."""
    return next((i for i, record in enumerate(records) if record.n_cells == width), 0)


def _n_looked_at(width: int) -> int:
    """So many rows: a wide table tells as much by fewer."""
    return max(N_FEWEST, MOST_LOOKED_AT // max(width, 1))


def _between(lines: Sequence[str], n_most: int) -> Sequence[str]:
    rest = lines[N_TOP:]
    return rest[:: max(1, len(rest) // min(N_BETWEEN, n_most))]


def _loose_cells(line: str, separator: str, quote: str) -> Iterable[str]:
    """The cells of a line that may be part of a larger row: good enough to see its signs."""
    records = records_of([line], separator, quote)
    return cells_of([line], records[0], separator, quote) if records else ()


def _n_below(
    lines: Sequence[str], separator: str, quote: str, width: int, body: Sequence[Sequence[str]]
) -> int:
    tail = lines[-N_BOTTOM:]
    records = records_of(tail, separator, quote)
    # A row with an open quote is broken, and no remark.
    rows = [[] if one.is_open else cells_of(tail, one, separator, quote) for one in records]
    rows = [row + [""] * (width - len(row)) for row in rows]
    return guess_foot(rows[-max(len(body), 0) :] if body else [], body)
