"""Checks shared by the whole core: each returns the value or raises a ValueError in a sentence."""

import math
import operator
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]

# Products of a few larger numbers would overflow at the start: no feature may exceed it.
LARGEST_VALUE = 1e50


@dataclass(frozen=True)
class Range:
    """The closed interval [low, high] that a number may take."""

    low: float
    high: float = math.inf

    def __contains__(self, value: float) -> bool:
        return self.low <= value <= self.high

    def __str__(self) -> str:
        if math.isinf(self.high):
            return f"at least {self.low:g}"
        return f"between {self.low:g} and {self.high:g}"


def check_number(name: str, value: Any, allowed: Range) -> float:
    """Return `value` as a finite float inside `allowed`; text is refused, even "0.1"."""
    try:
        if isinstance(value, (str, bytes)):
            raise TypeError
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(f"{name} must be a number {allowed}, not {value!r}.") from None
    if not (math.isfinite(number) and number in allowed):
        raise ValueError(f"{name} must be {allowed}, not {number:g}.")
    return number


def check_not_negative(name: str, value: Any) -> float:
    """Return `value` as a float from 0 to LARGEST_VALUE."""
    return check_number(name, value, Range(0, LARGEST_VALUE))


def check_positive(name: str, value: Any) -> float:
    """Return `value` as a float above 0, up to LARGEST_VALUE."""
    number = check_not_negative(name, value)
    if number == 0:
        raise ValueError(f"{name} must be above 0, not 0.")
    return number


def check_integer(name: str, value: Any, allowed: Range) -> int:
    """Return `value` as an int inside `allowed`; 10.0 and True are refused: they hide mistakes."""
    try:
        integer = operator.index(value)
    except TypeError:
        integer = None
    if integer is None or isinstance(value, (bool, np.bool_)):
        raise ValueError(f"{name} must be a whole number {allowed}, not {value!r}.")
    if integer not in allowed:
        raise ValueError(f"{name} must be {allowed}, not {integer}.")
    return integer


def check_flag(name: str, value: Any) -> bool:
    """Return `value` if it is True or False."""
    if not isinstance(value, (bool, np.bool_)):
        raise ValueError(f"{name} must be True or False, not {value!r}.")
    return bool(value)


def check_choice(name: str, value: Any, choices: Iterable[str]) -> str:
    """Return `value` if it is one of `choices`; the message lists them."""
    known = list(choices)
    if not isinstance(value, str) or value not in known:
        raise ValueError(f"{name} must be one of {', '.join(known)}, not {value!r}.")
    return value


def check_sequence(name: str, value: Any) -> tuple[Any, ...]:
    """Return the items of `value`; one piece of text is not taken for its letters."""
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise ValueError(f"{name} must be a sequence, not {value!r}.")
    return tuple(value)


def check_matrix(name: str, values: ArrayLike) -> FloatArray:
    """Return `values` as a finite float64 matrix (n, d) with n, d >= 1."""
    try:
        matrix = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(f"{name} must hold numbers only.") from None
    if matrix.ndim != 2 or 0 in matrix.shape:
        raise ValueError(
            f"{name} must be a table with rows and columns, not of shape {matrix.shape}."
        )
    # NaN fails the comparison too; minimum and maximum need no second array of the size of X.
    if not max(matrix.max(), -matrix.min()) <= LARGEST_VALUE:
        row, column = np.argwhere(~(np.abs(matrix) <= LARGEST_VALUE))[0]
        raise ValueError(
            f"{name} holds {matrix[row, column]:g} in row {row}, column {column} (counted from 0); "
            f"every value must be finite and at most {LARGEST_VALUE:g} in size."
        )
    return matrix


def check_labels(name: str, values: ArrayLike, n_rows: int) -> FloatArray:
    """Return `values` as a float64 vector (n_rows,) of zeros and ones."""
    try:
        labels = np.asarray(values)
        found = np.unique(labels)
    except (TypeError, ValueError):
        raise ValueError(f"{name} must hold the labels 0 and 1 only.") from None
    if labels.shape != (n_rows,):
        raise ValueError(
            f"{name} must hold one label per row, {n_rows} in all, not be of shape {labels.shape}."
        )
    if not np.isin(found, (0, 1)).all():
        shown = ", ".join(str(label) for label in found[:5].tolist())
        more = ", …" if len(found) > 5 else ""
        raise ValueError(f"{name} must hold the labels 0 and 1 only, not {shown}{more}.")
    return labels.astype(np.float64)
