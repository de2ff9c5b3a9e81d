"""Which rows are no samples: titles above, the header, totals below."""

import re
from collections.abc import Sequence

from .signs import is_missing, looks_measured

Rows = Sequence[Sequence[str]]

_TOTAL = re.compile(
    r"(?:(?:grand |sub-?)?totals?|total général|totale|totaal|sum|summe|gesamt(?:summe)?|suma|somma"
    r"|somme|average|mean|mittelwert|durchschnitt|moyenne|media|promedio|count|anzahl)\s*:?",
    re.IGNORECASE,
)
_N_TITLES = 20
_N_FOOT = 5
_MOST_MEASURED = 0.8
_MOST_AGAIN = 0.2


def guess_head(rows: Rows) -> tuple[int, bool]:
    """How many rows stand above the table, and whether it begins with a header."""
    at = 0
    while at < min(_N_TITLES, len(rows) - 1) and _is_sparse(rows[at]):
        at += 1
    if at and not _is_header(rows[at], rows[at + 1 :]):
        # Sparse rows with no header below are samples with gaps.
        at = next((i for i, row in enumerate(rows) if any(cell.strip() for cell in row)), 0)
    return at, at < len(rows) and _is_header(rows[at], rows[at + 1 :])


def guess_foot(tail: Rows, body: Rows) -> int:
    """How many of the last rows are totals or remarks."""
    n_found = 0
    for n, row in enumerate(tail[::-1][:_N_FOOT], 1):
        if _is_foot(row, body):
            n_found = n
    return n_found


def _is_sparse(row: Sequence[str]) -> bool:
    return 2 * sum(bool(cell.strip()) for cell in row) <= len(row)


def _is_word(cell: str) -> bool:
    return bool(cell.strip()) and not is_missing(cell) and not looks_measured(cell)


def _is_header(row: Sequence[str], body: Rows) -> bool:
    """Words above numbers, or words that do not come again below."""
    if not any(map(_is_word, row)):
        return False
    if any(_is_word(cell) and _is_measured(body, i) for i, cell in enumerate(row)):
        return True
    names = [cell.strip() for cell in row if cell.strip()]
    n_again = sum(
        any(cell.strip() == other[i].strip() for other in body)
        for i, cell in enumerate(row)
        if cell.strip()
    )
    is_new = n_again <= _MOST_AGAIN * len(names)  # a column y may hold y and n
    return is_new and all(map(_is_word, names)) and len(set(names)) == len(names)


def _is_measured(body: Rows, column: int) -> bool:
    cells = [row[column] for row in body if column < len(row) and not is_missing(row[column])]
    return bool(cells) and sum(map(looks_measured, cells)) >= _MOST_MEASURED * len(cells)


def _is_foot(row: Sequence[str], body: Rows) -> bool:
    filled = [i for i, cell in enumerate(row) if cell.strip()]
    if not filled or len(row) < 2:
        return False
    first = row[filled[0]].strip()
    is_odd = _is_word(first) and _is_measured(body, filled[0])
    if _TOTAL.fullmatch(first):
        return is_odd or len(filled) < len(row)
    return is_odd and len(filled) == 1
