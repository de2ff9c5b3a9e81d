"""Which signs a number is written with, told from the cells."""

import re
from collections.abc import Iterable

import numpy as np

BLANKS = "[ \u00a0\u2009\u202f]"
APOSTROPHES = "['\u2019]"
# What stands before or after an amount; codes only in capitals.
CURRENCY = "[$€£¥₹₽₩¢]|USD|EUR|GBP|CHF|JPY|SEK|NOK|DKK|PLN|CZK"
PERCENT = "[%‰]"
# Compared in small letters. "none" and "-" are values in some tables; that they are taken for gaps
# is said, with their number.
MISSING = frozenset(
    {"", "na", "n/a", "n.a.", "#n/a", "nan", "-nan", "null", "none", "nil", "<na>", "missing"}
    | {"-", "--", "–", "—", "?", ".", "..", "…"}
    | {"#value!", "#div/0!", "#ref!", "#name?", "#num!", "#null!"}
)

_DATE = re.compile(r"\d{1,4}([-/.])\d{1,2}\1\d{1,4}([ T]\d{1,2}:\d{2}.*)?")
_AROUND = re.compile(rf"^[+\-−]?\s*(?:{CURRENCY})?\s*|\s*(?:{CURRENCY}|{PERCENT})?$")
_NUMBER = re.compile(rf"[+\-−]?(?:\d|{BLANKS}|{APOSTROPHES}|[.,])*\d[.,]?(?:[eE][+\-]?\d+)?")


def is_missing(cell: str) -> bool:
    """Whether a cell holds nothing, or a word for it."""
    return cell.strip().lower() in MISSING


def looks_measured(cell: str) -> bool:
    """Whether a cell could be a number, an amount, a percentage or a date."""
    bare = _AROUND.sub("", cell.strip())
    return bool(_NUMBER.fullmatch(bare) or _DATE.fullmatch(bare) or re.fullmatch(r"[.,]\d+", bare))


def guess_signs(cells: Iterable[str], separator: str) -> tuple[str, str]:
    """The decimal sign and the one between thousands, "" where there seems to be none.

    One sign before three digits can be either: it is decimal where another cell says so.
    """
    numbers = [_AROUND.sub("", cell.strip()) for cell in cells]
    numbers = [text for text in numbers if _NUMBER.fullmatch(text) and not _DATE.fullmatch(text)]
    comma, point = _n_decimal(numbers, ","), _n_decimal(numbers, ".")
    if comma == point == 0 and separator == ";" and not _n_grouped(numbers, r"\."):
        comma = 1  # who parts cells by semicolons needs the comma for something else
    decimal = "," if comma > point else "."
    other = "." if decimal == "," else ","
    for sign, pattern in ((other, re.escape(other)), (" ", BLANKS), ("'", APOSTROPHES)):
        if _n_grouped(numbers, pattern):
            return decimal, sign
    return decimal, ""


def day_comes_first(cells: Iterable[str]) -> bool:
    """Whether dates with slashes begin with the day; told only by a day above 12."""
    parts = [re.match(r"(\d{1,2})[/-](\d{1,2})[/-]\d{2,4}", cell.strip()) for cell in cells]
    found = np.array([[int(one[1]), int(one[2])] for one in parts if one]).reshape(-1, 2)
    return bool((found[:, 0] > 12).sum() > (found[:, 1] > 12).sum())


def _n_decimal(numbers: Iterable[str], sign: str) -> int:
    """In how many it can only be the decimal sign: it stands once, last, and not before three
    digits alone."""
    escaped = re.escape(sign)
    other = r"[.\s'\u2019]" if sign == "," else r"[,\s'\u2019]"
    certain = re.compile(
        rf"[+\-−]?(?:\d*{escaped}(?:\d{{0,2}}|\d{{4,}})|0{escaped}\d+|\d{{4,}}{escaped}\d+"
        rf"|\d{{1,3}}(?:{other}\d{{3}})+{escaped}\d*)(?:[eE][+\-]?\d+)?"
    )
    return sum(bool(certain.fullmatch(text)) for text in numbers)


def _n_grouped(numbers: Iterable[str], sign: str) -> int:
    grouped = re.compile(rf"[+\-−]?[1-9]\d{{0,2}}(?:{sign}\d{{3}})+(?:[.,]\d*)?")
    return sum(bool(grouped.fullmatch(text)) for text in numbers)
