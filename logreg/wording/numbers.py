"""Numbers as people read them, the same everywhere: four significant digits at most, − for minus.

`decimal` is for a result, which keeps its place while it changes; `number` for what somebody chose,
in as few digits as it has; `probability` for a p that may be all but 0 or 1.
"""

import math
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache

SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
MOST_DIGITS = 4
# A double has no more.
MOST_DECIMALS = 17
# Nearer to 1 than this, a probability is told by its distance from 1.
NEAR_ONE = 1e-4


def decimal(value: float, digits: int = 3) -> str:
    """A number with `digits` decimals, or as many as four significant digits leave room for.

    In powers of ten where it is large, or so small that it would read 0; NaN is "–".
    """
    # Most losses of most films; what follows takes three times as long, and says the same.
    if digits == MOST_DIGITS - 1 and 0.001 <= value < 9.999:
        return f"{value:.3f}"
    if math.isnan(value) or math.isinf(value):
        return _without_digits(value)
    power = _power(value)
    if value != 0 and (abs(value) < 10.0**-digits or power >= MOST_DIGITS):
        return _in_powers(value, 1)
    # −0 + 0 is 0.
    return _minus(f"{value + 0:.{min(digits, MOST_DIGITS - 1 - power)}f}")


def signed(value: float, digits: int = 3) -> str:
    """A decimal that shows its sign also where it is above 0."""
    return f"{'+' if value > 0 else ''}{decimal(value, digits)}"


def number(value: float | Decimal, digits: int = MOST_DIGITS) -> str:
    """A number in as few digits as it has, four at most: 0.3, 1000, 2 × 10⁻⁵; NaN is "–"."""
    if math.isnan(value) or math.isinf(value):
        return _without_digits(value)
    if value != 0 and not -MOST_DIGITS <= _power(value) < MOST_DIGITS:
        return _in_powers(value, digits - 1, is_short=True)
    rounded = f"{value + 0:.{digits}g}"
    # Where more digits stand before the point, Python makes 1.89e+03 of 1890.
    return _minus(f"{float(rounded):.0f}" if "e+" in rounded else rounded)


def probability(p: float) -> str:
    """A p from 0 to 1 in as few digits as it has, never 0 or 1 unless it is: 0.38, 1 − 2 × 10⁻⁹."""
    return near_one(1 - p) if 1 - NEAR_ONE < p < 1 else number(p)


def near_one(distance: float | Decimal, digits: int = MOST_DIGITS) -> str:
    """The number that lies so far below 1."""
    return f"1 − {number(distance, digits)}"


def percent(share: float, digits: int = 0) -> str:
    """A share as a percentage; NaN is "–".

    With more decimals where it would read 0 or 100 and is neither: only all is 100 %.
    """
    return "–" if math.isnan(share) else _percentage(float(share), digits)


def apart(write: Callable[[float], str], value: float, other: float) -> str:
    """What `write` makes of a value; where that reads like the other, in so many more digits.

    Of 0.30404 beside 0.304: 0.30404.
    """
    text = write(value)
    if value == other or text != write(other):
        return text
    scale, unit = (100, " %") if text.endswith(" %") else (1, "")
    _, _, decimals = text.removesuffix(unit).partition(".")
    shown = (
        [f"{scale * one:.{digits}f}" for one in (value, other)]
        for digits in range(len(decimals) if decimals.isdigit() else 0, MOST_DECIMALS)
    )
    longer = next((own for own, beside in shown if own != beside), None)
    return text if longer is None else _minus(longer) + unit


def sampled_percent(share: float) -> str:
    """A share found by sampling, at the start of a sentence: a small one is not known closer."""
    if 0 < share < 0.01:
        return "Less than 1 %"
    return "More than 99 %" if 0.99 < share < 1 else percent(share)


# Shares of a few hundred samples are few, and told again in every frame of every film.
@lru_cache(maxsize=4096)
def _percentage(share: float, digits: int) -> str:
    shown = (_percent(share, more) for more in range(digits, max(digits, 2) + 1))
    return next((text for text in shown if _is_true(text, share)), _beyond(share))


def count(number: int, noun: str) -> str:
    """1 point, 2 points."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _power(value: float | Decimal) -> int:
    """The power of ten of the first of its digits, once it is rounded to four; 0 is below 1."""
    if value == 0:
        return -1
    return int(f"{value:.{MOST_DIGITS - 1}e}".split("e")[1])


def _in_powers(value: float | Decimal, digits: int, is_short: bool = False) -> str:
    digit, power = f"{value:.{digits}e}".split("e")
    if is_short and "." in digit:
        digit = digit.rstrip("0").rstrip(".")
    return _minus(f"{digit} × 10{str(int(power)).translate(SUPERSCRIPTS)}")


def _without_digits(value: float | Decimal) -> str:
    if math.isnan(value):
        return "–"
    return "∞" if value > 0 else "−∞"


def _minus(text: str) -> str:
    return text.replace("-", "−")


def _percent(share: float, digits: int) -> str:
    power = _power(100 * share)
    return f"{100 * share:.{min(digits, MOST_DIGITS - 1 - max(power, 0))}f} %"


def _is_true(text: str, share: float) -> bool:
    shown = float(text.removesuffix(" %"))
    return (shown != 0 or share == 0) and (shown != 100 or share == 1)


def _beyond(share: float) -> str:
    return "< 0.01 %" if share < 0.5 else "> 99.99 %"
