"""Numbers as people read them, the same everywhere."""

import math

SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def decimal(value: float, digits: int = 3) -> str:
    """A number with `digits` decimals, or in powers of ten where that would lose it; NaN is "–"."""
    if math.isnan(value):
        return "–"
    if math.isfinite(value) and value != 0 and not 10.0**-digits <= abs(value) < 1e5:
        digit, power = f"{value:.1e}".split("e")
        return f"{digit} × 10{str(int(power)).translate(SUPERSCRIPTS)}"
    return f"{value:.{digits}f}"


def percent(share: float, digits: int = 0) -> str:
    """A share as a percentage; NaN is "–"."""
    return "–" if math.isnan(share) else f"{100 * share:.{digits}f} %"


def count(number: int, noun: str) -> str:
    """1 point, 2 points."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
