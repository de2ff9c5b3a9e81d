"""Computed numbers in the cells of a table."""

import math

from ...lesson.digits import Computed
from ...words import decimal


def in_words(computed: Computed) -> str:
    """The value, NumPy's warning, and in brackets how many digits are right."""
    warned = "".join(f", {warning}" for warning in computed.warnings)
    return f"{_number(computed.value)}{warned} ({computed.n_digits})"


def _number(value: float) -> str:
    if math.isinf(value):
        return "∞"
    # −0 + 0 is 0.
    return f"{value + 0:g}" if value in (0, 1) else decimal(value)
