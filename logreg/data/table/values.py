"""How a cell becomes a value: a number, days since a first date, or text.

The steps are those of pandas on whole columns, as a script shows them.
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ...core.checks import LARGEST_VALUE, FloatArray, check_choice
from .signs import APOSTROPHES, BLANKS, CURRENCY, PERCENT

if TYPE_CHECKING:
    import pandas as pd

BASES = ("number", "date", "text")
# What is removed before and after a number; the sign stays.
BEFORE = rf"^([+-]?)(?:\s|{BLANKS})*(?:{CURRENCY})(?:\s|{BLANKS})*"
AFTER = rf"(?:\s|{BLANKS})*(?:{CURRENCY}|{PERCENT})$"
GROUPS = {"": "", ",": ",", ".": r"\.", " ": BLANKS, "'": APOSTROPHES}
DAY = "D"

_DAYS = ("%Y-%m-%d", "%Y/%m/%d", "%d.%m.%Y", "%d.%m.%y")
_DAY_FIRST = ("%d/%m/%Y", "%d/%m/%y", "%d-%m-%Y")
_MONTH_FIRST = ("%m/%d/%Y", "%m/%d/%y", "%m-%d-%Y")
_TIMES = ("", " %H:%M", " %H:%M:%S", " %H:%M:%S.%f", "T%H:%M", "T%H:%M:%S", "T%H:%M:%S.%f")
_LOOKS_LIKE_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([ T]\d{1,2}:\d{2}.*)?")


@dataclass(frozen=True)
class Reading:
    """How the cells of one column are read."""

    base: str  # one of BASES
    decimal: str = "."
    thousands: str = ""
    form: str = ""  # of a date, as strptime has it; "" where the file itself has dates
    first: str = ""  # the date that is day 0

    def __post_init__(self) -> None:
        check_choice("base", self.base, BASES)

    def numbers(self, text: "pd.Series") -> FloatArray:
        """The numbers or days of stripped text; NaN for what is none, or too large."""
        found = self._days(text) if self.base == "date" else self._numbers(text)
        with np.errstate(invalid="ignore"):
            return np.where(np.abs(found) <= LARGEST_VALUE, found, np.nan)

    def is_bare(self, text: "pd.Series") -> bool:
        """Whether all of it is numbers as they stand, without units."""
        return bool(text.str.fullmatch(number_pattern(self.decimal, self.thousands)).all())

    def _numbers(self, text: "pd.Series") -> FloatArray:
        pattern = number_pattern(self.decimal, self.thousands)
        is_number = text.str.fullmatch(pattern)
        if not is_number.all():
            text = text.str.replace("−", "-", regex=False)
            text = text.str.replace(BEFORE, r"\1", regex=True).str.replace(AFTER, "", regex=True)
            text = text.where(text.str.fullmatch(pattern))
        if self.thousands:
            text = text.str.replace(GROUPS[self.thousands], "", regex=True)
        if self.decimal == ",":
            text = text.str.replace(",", ".", regex=False)
        return text.astype("float64").to_numpy()

    def _days(self, text: "pd.Series") -> FloatArray:
        import pandas as pd

        dates = pd.to_datetime(text, format=self.form or "ISO8601", errors="coerce")
        return days_since(dates, self.first)


def days_since(dates: "pd.Series", first: str) -> FloatArray:
    """Days, with their fractions, from `first` on; NaN where there is no date."""
    import pandas as pd

    days = (dates - pd.Timestamp(first)) / pd.Timedelta(days=1)
    return days.to_numpy(dtype="float64", na_value=np.nan)


def number_pattern(decimal: str, thousands: str) -> str:
    """What a number without its unit looks like."""
    point = re.escape(decimal)
    whole = "[0-9]+"
    if thousands:
        # India parts two digits, everybody else three.
        whole = rf"(?:[0-9]{{1,3}}(?:{GROUPS[thousands]}[0-9]{{2,3}})+|[0-9]+)"
    return rf"[+-]?(?:{whole}(?:{point}[0-9]*)?|{point}[0-9]+)(?:[eE][+-]?[0-9]+)?"


def form_of_dates(text: "pd.Series", day_first: bool) -> str:
    """The form that all of these stripped texts, without gaps, have as dates; "" if none."""
    import pandas as pd

    if text.empty or not _LOOKS_LIKE_DATE.fullmatch(text.iloc[0]):
        return ""
    orders = _DAY_FIRST + _MONTH_FIRST if day_first else _MONTH_FIRST + _DAY_FIRST
    for day in _DAYS + orders:
        for time in _TIMES:
            if pd.to_datetime(text, format=day + time, errors="coerce").notna().all():
                return day + time
    return ""


def text_of_number(value: float) -> str:
    """The shortest text that reads back as this number: 3, 0.1."""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(float(value))
