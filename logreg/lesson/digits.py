"""What a formula gives in floating point, beside the exact number."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, localcontext

import numpy as np

from ..core.checks import FloatArray

Formula = Callable[[FloatArray], FloatArray]

# Every float64 in the normal range holds so many decimal digits.
MOST_DIGITS = 15
# Enough for 1 + e^−40 to keep thirty digits of its second term.
PRECISION = 50


@dataclass(frozen=True)
class Computed:
    """The value of a formula, how many of its digits are right, and what NumPy warned of."""

    value: float
    n_digits: int
    warnings: tuple[str, ...]


def compute(formula: Formula, z: float, exact: Decimal) -> Computed:
    """A formula at one score, its warnings caught."""
    warnings: list[str] = []
    # Not `warnings.catch_warnings`: that is shared by all threads, and so by all visitors.
    with np.errstate(over="call", divide="call", call=lambda kind, _: warnings.append(kind)):
        value = float(formula(np.array(z)))
    return Computed(value, correct_digits(value, exact), tuple(warnings))


def correct_digits(value: float, exact: Decimal) -> int:
    """How many decimal digits of `value` agree with the exact number, which is not 0."""
    if not math.isfinite(value):
        return 0
    error = abs(Decimal(value) / exact - 1)
    if error == 0:
        return MOST_DIGITS
    return max(0, min(MOST_DIGITS, math.floor(-error.log10())))


def exact_sigmoid(z: float) -> Decimal:
    """1/(1 + e^−z) to PRECISION digits."""
    with localcontext(prec=PRECISION):
        return 1 / (1 + Decimal(-z).exp())


def exact_log_loss(z: float) -> Decimal:
    """log(1 + e^−z), the log loss of a point of class 1, to about thirty digits for z <= 40."""
    with localcontext(prec=PRECISION):
        return (1 + Decimal(-z).exp()).ln()
