"""What each column of a table is: its kind, its gaps, and the sentence that says so."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ...core.checks import LARGEST_VALUE, FloatArray, check_choice
from ...wording.numbers import count, number
from .cells import Cells, text_of
from .signs import CURRENCY, MISSING, PERCENT
from .values import BASES, Reading, days_since, form_of_dates, text_of_number

if TYPE_CHECKING:
    import pandas as pd

KINDS = ("number", "percentage", "currency", "date", "text", "identifier", "constant", "empty")
MEASURED = ("number", "percentage", "currency", "date")
MOST_LEVELS = 20

# A column is measured where so many of its cells are; the others count as missing, and it is said.
_SHARE_MEASURED = 0.9
# Text is an identifier where it hardly ever comes again.
_SHARE_DISTINCT = 0.5
_FEWEST_IDENTIFIERS = 4
_IDENTIFIER = re.compile(r"(?:.*[\W_])?(?:id|ids|nr|no|number|index|idx|key|uuid|row)|.*[a-z]I[dD]")
_N_SHOWN = 4


@dataclass(frozen=True, eq=False, repr=False)
class Column:
    """The values of one column and what is known of them."""

    name: str
    kind: str  # one of KINDS
    reading: Reading
    numbers: FloatArray | None  # (n,), NaN where there is none
    text: "pd.Categorical | None"  # (n,) where it is text
    n_missing: int  # cells that hold nothing, or a word for it
    n_unreadable: int = 0  # cells that are no number or date, as the others are
    spellings: tuple[str, ...] = ()  # the words for nothing, as they are written

    @cached_property
    def is_known(self) -> NDArray[np.bool_]:
        """Which cells hold a value, (n,)."""
        if self.text is not None:
            return np.asarray(self.text.codes >= 0)
        return ~np.isnan(self._numbers)

    @cached_property
    def n_levels(self) -> int:
        """How many different values it has."""
        return self.n_levels_in(self.is_known)

    @property
    def levels(self) -> dict[str, int]:
        """Each value as text, with its number of cells: the most frequent first.

        Not kept: of 100,000 measurements it takes as much room as the table.
        """
        return self.levels_in(self.is_known)

    def n_levels_in(self, rows: NDArray[np.bool_]) -> int:
        """How many different values these rows have."""
        values = self._numbers if self.text is None else self.text.codes
        return len(np.unique(values[rows & self.is_known]))

    def levels_in(self, rows: NDArray[np.bool_]) -> dict[str, int]:
        """The levels among these rows."""
        if self.text is not None:
            codes = self.text.codes[rows & self.is_known]
            counts = np.bincount(codes, minlength=len(self.text.categories))
            found = zip(map(str, self.text.categories), counts.tolist(), strict=True)
        else:
            values, counts = np.unique(self._numbers[rows & self.is_known], return_counts=True)
            found = zip(map(text_of_number, values.tolist()), counts.tolist(), strict=True)
        # A sort keeps the order of equals: that of the alphabet or of size.
        return dict(sorted(((name, n) for name, n in found if n), key=lambda level: -level[1]))

    def is_level(self, level: str) -> NDArray[np.bool_]:
        """Which cells hold this value, (n,)."""
        if self.text is not None:
            return np.asarray(self.text == level)
        return self._numbers == float(level)

    @property
    def said(self) -> str:
        """What a person should know of it."""
        return _said(self)

    @property
    def _numbers(self) -> FloatArray:
        assert self.numbers is not None
        return self.numbers


def read_columns(cells: Cells, bases: Mapping[str, str] | None = None) -> tuple[Column, ...]:
    """The columns of a table; `bases` says of some by name what they are: number, date or text.

    Raises ValueError for another base, or a name that is no column.
    """
    bases = bases or {}
    for name, base in bases.items():
        check_choice("column", name, map(str, cells.frame))
        check_choice(name, base, BASES)
    return tuple(
        _column(str(name), series, cells, bases.get(str(name)))
        for name, series in cells.frame.items()
    )


def _column(name: str, series: "pd.Series", cells: Cells, base: str | None) -> Column:
    if series.dtype.kind in "iuf" and base in (None, "number"):
        values = series.to_numpy(dtype=np.float64, na_value=np.nan)
        with np.errstate(invalid="ignore"):
            values = np.where(np.abs(values) <= LARGEST_VALUE, values, np.nan)
        n_missing = int(np.isnan(values).sum())
        return _measured(name, Reading("number"), values, n_missing)
    if series.dtype.kind == "M" and base in (None, "date"):
        return _dates_of_file(name, series)
    return _column_of_text(name, _stripped(series), cells, base)


def _stripped(series: "pd.Series") -> "pd.Series":
    if str(series.dtype) != "str":
        series = series.astype(object).map(text_of).astype("str")
    return series.str.strip()


def _column_of_text(name: str, text: "pd.Series", cells: Cells, base: str | None) -> Column:
    reading = Reading("number", cells.layout.decimal, cells.layout.thousands)
    # Most columns of most tables; the questions below take four times as long.
    if base in (None, "number") and reading.is_bare(text) and not _begins_with_zeros(text):
        return _measured(name, reading, reading.numbers(text), 0)
    small = text.str.lower()
    # Where + is a value, − is the other.
    words = MISSING - {"-"} if (text == "+").any() else MISSING
    is_missing = small.isin(words).to_numpy(dtype=bool)
    known = text[~is_missing]
    n_missing = int(is_missing.sum())
    spellings = tuple(sorted(text[is_missing].unique().tolist()))
    if base is None and _begins_with_zeros(known):
        base = "text"
    if base in (None, "number") and len(known):
        numbers = reading.numbers(known)
        if base or np.isfinite(numbers).mean() >= _SHARE_MEASURED:
            kind = _unit(known)
            return _spread(name, reading, numbers, is_missing, spellings, kind)
    form = form_of_dates(known[:50], cells.layout.day_first) if base in (None, "date") else ""
    if base == "date" or form:
        found = _dates(name, known, is_missing, spellings, form)
        if found is not None:
            return found
    return _text(name, text.where(~is_missing), n_missing, spellings)


def _begins_with_zeros(known: "pd.Series") -> bool:
    """Postcodes and numbers of articles: their zeros are no digits of a size."""
    return bool(len(known)) and known.str.fullmatch("0[0-9]+").mean() > 0.1


def _unit(known: "pd.Series") -> str:
    if known.str.contains(PERCENT, regex=True).any():
        return "percentage"
    return "currency" if known.str.contains(CURRENCY, regex=True).any() else "number"


def _dates(
    name: str,
    known: "pd.Series",
    is_missing: NDArray[np.bool_],
    spellings: tuple[str, ...],
    form: str,
) -> Column | None:
    import pandas as pd

    dates = pd.to_datetime(known, format=form or "ISO8601", errors="coerce")
    if not len(known) or dates.notna().mean() < _SHARE_MEASURED:
        return None
    first = str(dates.min())
    numbers = days_since(dates, first)
    return _spread(name, Reading("date", form=form, first=first), numbers, is_missing, spellings)


def _dates_of_file(name: str, series: "pd.Series") -> Column:
    dates = series.dt.tz_localize(None)
    n_missing = int(dates.isna().sum())
    if n_missing == len(dates):
        return _measured(name, Reading("date"), np.full(len(dates), np.nan), n_missing)
    reading = Reading("date", first=str(dates.min()))
    return _measured(name, reading, days_since(dates, reading.first), n_missing)


def _spread(
    name: str,
    reading: Reading,
    known: FloatArray,
    is_missing: NDArray[np.bool_],
    spellings: tuple[str, ...],
    kind: str = "number",
) -> Column:
    """Numbers that were read of the cells that hold something, each in its place."""
    values = np.full(len(is_missing), np.nan)
    values[~is_missing] = known
    return _measured(name, reading, values, int(is_missing.sum()), spellings, kind)


def _measured(
    name: str,
    reading: Reading,
    values: FloatArray,
    n_missing: int,
    spellings: tuple[str, ...] = (),
    kind: str = "number",
) -> Column:
    known = values[~np.isnan(values)]
    values.setflags(write=False)
    kind = "date" if reading.base == "date" else kind
    if not len(known):
        kind = "empty"
    elif known.min() == known.max():
        kind = "constant"
    elif kind == "number" and _IDENTIFIER.fullmatch(name.lower() if name.isupper() else name):
        is_counted = len(np.unique(known)) == len(known) and not (known % 1).any()
        kind = "identifier" if is_counted and len(known) >= _FEWEST_IDENTIFIERS else kind
    n_unreadable = len(values) - n_missing - len(known)
    return Column(name, kind, reading, values, None, n_missing, n_unreadable, spellings)


def _text(name: str, text: "pd.Series", n_missing: int, spellings: tuple[str, ...]) -> Column:
    import pandas as pd

    values = pd.Categorical(text)
    n_known, n_distinct = len(text) - n_missing, len(values.categories)
    kind = "text"
    if n_known == 0:
        kind = "empty"
    elif n_distinct == 1:
        kind = "constant"
    elif n_known >= _FEWEST_IDENTIFIERS and (
        n_distinct == n_known or n_distinct > max(MOST_LEVELS, _SHARE_DISTINCT * n_known)
    ):
        kind = "identifier"
    return Column(name, kind, Reading("text"), None, values, n_missing, spellings=spellings)


# --- What is said of it ---------------------------------------------------------------------------


def _said(column: Column) -> str:
    n = len(column.is_known)
    parts = [f"{column.name}: {_said_of_kind(column)}."]
    if column.n_missing and column.kind != "empty":
        verb = "is" if column.n_missing == 1 else "are"
        words = [f"“{word}”" for word in column.spellings if word]
        written = f", written as {_listed(words)}" if words else ""
        parts.append(f"{column.n_missing} of {count(n, 'cell')} {verb} missing{written}.")
    if column.n_unreadable:
        what = "date" if column.reading.base == "date" else "number"
        verb = "is" if column.n_unreadable == 1 else "are"
        parts.append(f"{count(column.n_unreadable, 'cell')} {verb} no {what}, taken as missing.")
    return " ".join(parts)


def _said_of_kind(column: Column) -> str:
    if column.kind == "empty":
        return "empty, left out"
    if column.kind == "constant":
        return f"the same value everywhere, “{next(iter(column.levels))}”, left out"
    if column.kind == "identifier":
        return "almost every row has a value of its own, as an identifier has: left out"
    if column.kind == "text":
        shown = [f"“{level}” ({n})" for level, n in column.levels.items()]
        n = len(shown)
        rest = "" if n <= MOST_LEVELS else f", more than {MOST_LEVELS}: left out"
        return f"text with {count(n, 'value')}, {_listed(shown)}{rest}"
    low, high = np.nanmin(column._numbers), np.nanmax(column._numbers)
    if column.kind == "date":
        return f"dates, as days since {column.reading.first}, up to day {number(high)}"
    noun = {"number": "numbers", "percentage": "percentages", "currency": "amounts"}[column.kind]
    return f"{noun} from {number(low)} to {number(high)}"


def _listed(items: Sequence[Any]) -> str:
    return ", ".join(items[:_N_SHOWN]) + (", …" if len(items) > _N_SHOWN else "")
