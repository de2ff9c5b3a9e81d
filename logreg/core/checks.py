"""Checks shared by the whole core: each returns the value or raises a ValueError in a sentence."""

import math
import operator
from collections.abc import Iterable, Sized
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
        low = f"−{-self.low:g}" if self.low < 0 else f"{self.low:g}"
        return f"at least {low}" if math.isinf(self.high) else f"between {low} and {self.high:g}"


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
    """Return `values` as a finite float64 matrix (n, d) with n, d >= 1; text is no number."""
    refuse_unusual(name, values)
    array = _as_array(name, values)
    if array.dtype.kind in ("M", "m"):
        raise ValueError(
            f"{name} holds dates or times, which have no size as they are."
            f' {name} = ({name} - {name}.min()) / np.timedelta64(1, "D") makes days of dates.'
        )
    if array.dtype.kind not in "biuf" and array.ndim == 2:
        array = _numbers(name, values)
    if array.ndim != 2 or 0 in array.shape:
        remedy = f" {name} = np.reshape({name}, (-1, 1)) makes one column of it."
        raise ValueError(
            f"{name} must be a table with rows and columns, not of shape {array.shape}."
            f"{remedy if array.ndim == 1 and array.size else ''}"
        )
    matrix = np.asarray(array, dtype=np.float64)
    # NaN fails the comparison too; minimum and maximum need no second array of the size of X.
    if not max(matrix.max(), -matrix.min()) <= LARGEST_VALUE:
        row, column = np.argwhere(~(np.abs(matrix) <= LARGEST_VALUE))[0]
        raise ValueError(
            f"{name} holds {matrix[row, column]:g} in row {row}, column {column} (counted from 0); "
            f"every value must be finite and at most {LARGEST_VALUE:g} in size."
        )
    return matrix


def refuse_unusual(name: str, values: Any) -> None:
    """Raise ValueError for arrays whose conversion to floats would lose something in silence."""
    if isinstance(values, np.ma.MaskedArray):
        n_masked = int(np.ma.getmaskarray(values).sum())
        raise ValueError(
            f"{name} is a masked array, and its mask ({n_masked} of {values.size} values) would be"
            f" lost. Leave out or fill in what is masked, then pass {name} = np.asarray({name})."
        )
    if hasattr(values, "toarray"):
        raise ValueError(f"{name} is a sparse matrix. {name} = {name}.toarray() makes it an array.")
    kind = getattr(getattr(values, "dtype", None), "kind", "")
    if kind == "c":
        raise ValueError(
            f"{name} holds complex numbers; a feature or a label is one real number."
            f" {name} = {name}.real keeps the real parts."
        )


def _as_array(name: str, values: ArrayLike) -> NDArray[Any]:
    try:
        return np.asarray(values)
    except ValueError:
        lengths = [
            len(row) if isinstance(row, Sized) else 1 for row in check_sequence(name, values)
        ]
        odd = next((i for i, length in enumerate(lengths) if length != lengths[0]), 0)
        raise ValueError(
            f"{name} must be a table whose rows are of one length, but row 0 holds {lengths[0]}"
            f" and row {odd} holds {lengths[odd]} (counted from 0)."
        ) from None


def _numbers(name: str, values: ArrayLike) -> NDArray[Any]:
    """The floats of a table of objects, or a ValueError that names the first that is none."""
    # Anew from what was given: beside one text NumPy turns every number into text.
    objects = np.array(values, dtype=object)
    wrong = [(index, item) for index, item in np.ndenumerate(objects) if not _is_number(item)]
    if not wrong:
        return objects.astype(np.float64)
    # "1,250" rather than a "1" before it, which NumPy can read.
    unreadable = [(index, item) for index, item in wrong if not _reads_as_number(item)]
    (row, column), item = (unreadable or wrong)[0]
    remedy = f" {name} = np.array({name}, dtype=float) reads text as numbers."
    raise ValueError(
        f"{name} must hold numbers only, not {_shown(item)} in row {row}, column {column}"
        f" (counted from 0).{'' if unreadable else remedy}"
    )


def _is_number(item: Any) -> bool:
    return not isinstance(item, (str, bytes)) and _reads_as_number(item)


def _reads_as_number(item: Any) -> bool:
    """Whether Python makes a float of it: of a Decimal, of text like "1.5"."""
    try:
        float(item)
    except (TypeError, ValueError, OverflowError):
        return False
    return True


def _shown(item: Any) -> str:
    text = f"the text {str(item)!r}" if isinstance(item, str) else repr(item)
    return text if len(text) <= 60 else f"{text[:60]}…"


def check_labels(name: str, values: ArrayLike, n_rows: int) -> FloatArray:
    """Return `values` as a float64 vector (n_rows,) of zeros and ones."""
    refuse_unusual(name, values)
    try:
        labels = np.asarray(values)
        # What all labels are as a rule; to look for others takes 0.1 ms, a run 4 ms.
        is_usual = labels.shape == (n_rows,) and labels.dtype.kind in "biuf"
        if is_usual and ((labels == 0) | (labels == 1)).all():
            return labels.astype(np.float64)
        found = _distinct(labels)
    except (TypeError, ValueError):
        raise ValueError(
            f"{name} must hold the labels 0 and 1 only, and one for every row."
        ) from None
    if labels.shape != (n_rows,):
        is_column = labels.ndim == 2 and labels.size == n_rows
        raise ValueError(
            f"{name} must hold one label per row, {n_rows} in all, not be of shape {labels.shape}."
            f"{f' {name} = np.ravel({name}) makes it flat.' if is_column else ''}"
        )
    if labels.dtype.kind not in "biufO" or not np.isin(found, (0, 1)).all():
        raise ValueError(
            f"{name} must hold the labels 0 and 1 only, not {_listed(found)}."
            f"{_label_remedy(name, values, found)}"
        )
    return labels.astype(np.float64)


def _distinct(labels: NDArray[Any]) -> NDArray[Any]:
    try:
        return np.unique(labels)
    except TypeError:  # what cannot be sorted, as None beside numbers
        return np.array(list(dict.fromkeys(labels.flat)), dtype=object)


def _listed(found: NDArray[Any]) -> str:
    shown = ", ".join(_shown(label) for label in found[:5].tolist())
    return f"{shown}, …" if len(found) > 5 else shown


def _label_remedy(name: str, values: ArrayLike, found: NDArray[Any]) -> str:
    """The line of NumPy that makes 0 and 1 of two labels, or what to do with more."""
    labels = found.tolist()
    if any(label is None or label != label for label in labels):
        return " A sample without a label has to be left out."
    array = name if hasattr(values, "astype") else f"np.array({name})"
    if len(labels) > 2 and found.dtype.kind == "f" and (found != np.rint(found)).any():
        return f" Measurements become two classes by {name} = ({array} > limit).astype(int)."
    if len(labels) > 2:
        return (
            " For more than two classes train one model for each, by scikit-learn's"
            " OneVsRestClassifier(logreg.LogisticRegression())."
        )
    if len(labels) < 2:
        return ""
    if labels == [-1, 1]:
        line = f"({array} + 1) // 2"
    elif labels == ["0", "1"]:
        line = f"{array}.astype(int)"
    else:
        line = f"({array} == {labels[1]!r}).astype(int)"
    return f" {name} = {line} makes them so."


def check_weights(name: str, values: ArrayLike, n_rows: int) -> FloatArray:
    """Return `values` as a float64 vector (n_rows,) of numbers from 0, not all of them 0."""
    refuse_unusual(name, values)
    weights = _as_array(name, values)
    if weights.shape != (n_rows,):
        is_column = weights.ndim == 2 and weights.size == n_rows
        raise ValueError(
            f"{name} must hold one number per row, {n_rows} in all, not be of shape"
            f" {weights.shape}.{f' {name} = np.ravel({name}) makes it flat.' if is_column else ''}"
        )
    is_numeric = weights.dtype.kind in "biuf"
    if not is_numeric and not all(map(_is_number, np.asarray(values, dtype=object))):
        raise ValueError(f"{name} must hold numbers only.")
    weights = weights.astype(np.float64)
    is_wrong = ~((weights >= 0) & (weights <= LARGEST_VALUE))
    if is_wrong.any():
        row = int(is_wrong.argmax())
        raise ValueError(
            f"{name} holds {weights[row]:g} in row {row} (counted from 0); every weight must be"
            f" between 0 and {LARGEST_VALUE:g}."
        )
    if not weights.any():
        raise ValueError(f"{name} must hold a weight other than zero.")
    return weights
