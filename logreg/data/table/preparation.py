"""Columns to samples: which is the label, which are features, and what happens to gaps."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from ...core.checks import FloatArray, check_choice
from ...core.immutable import freeze
from ...wording.numbers import count, number
from ..datasets import Dataset
from .columns import MOST_LEVELS, Column
from .encoder import FLAT, Encoder, Feature
from .limits import MOST_CELLS, MOST_COLUMNS

DROP, MEDIAN = "drop", "median"
MISSING_POLICIES = (DROP, MEDIAN)
FEWEST_OF_A_CLASS = 2
_N_NAMED = 5
_N_PREVIEWED = 10

Rows = NDArray[np.bool_]


@dataclass(frozen=True)
class Preparation:
    """What a person chooses of a table."""

    label: str  # the column that is predicted
    positive: str  # its value that is class 1; all others are class 0
    features: tuple[str, ...]
    references: tuple[tuple[str, str], ...] = ()  # (column of text, its reference level)
    missing: str = DROP  # rows with a gap are dropped, or filled with the median

    def __post_init__(self) -> None:
        check_choice("missing", self.missing, MISSING_POLICIES)

    def changed(self, **values: Any) -> Self:
        """The same but for `values`."""
        return replace(self, **values)


@dataclass(frozen=True, eq=False, repr=False)
class Prepared:
    """The samples, how they came about, and how a new row becomes one."""

    dataset: Dataset
    encoder: Encoder
    notes: tuple[str, ...]  # all that was dropped or changed, in numbers
    n_rows: int  # of the table, before any was dropped

    @property
    def preview(self) -> list[dict[str, float | str]]:
        """The first samples as they are trained on, by the names of their columns."""
        data = self.dataset
        return [
            {
                **dict(zip(data.feature_names, x, strict=True)),
                f"class ({self.encoder.label})": data.class_names[int(y)],
            }
            for x, y in zip(
                data.X[:_N_PREVIEWED].tolist(), data.y[:_N_PREVIEWED].tolist(), strict=True
            )
        ]


def prepare(columns: Sequence[Column], preparation: Preparation) -> Prepared:
    """The samples of a table, by a person's choices.

    Raises ValueError, in a sentence, where the choices leave no two classes or no feature.
    """
    named = {column.name: column for column in columns}
    label = named[check_choice("label", preparation.label, named)]
    for name in preparation.features:
        check_choice("feature", name, named)
    n_rows = len(label.is_known)
    is_positive, class_names, notes = _classes(label, preparation.positive)
    chosen, reasons = _usable(named, preparation)
    rows = label.is_known
    notes += _said_of_rows(n_rows, int(rows.sum()), "the label is missing")
    if preparation.missing == DROP:
        whole = rows & np.logical_and.reduce([column.is_known for column in chosen])
        notes += _said_of_rows(n_rows, int(whole.sum()), "a cell is missing", int(rows.sum()))
        rows = whole
    n_gaps = int(label.is_known.sum() - rows.sum())
    _check_classes(is_positive[rows], class_names, n_gaps)
    features, more = _features(chosen, rows, preparation, reasons)
    encoder = Encoder(label.name, class_names, features)
    X = _matrix(encoder, named, rows)
    y = is_positive[rows].astype(np.float64)
    dataset = freeze(Dataset(X, y, encoder.feature_names, class_names))
    return Prepared(dataset, encoder, (*notes, *more, *_said_of_columns(reasons)), n_rows)


# --- The label ------------------------------------------------------------------------------------


def _classes(label: Column, positive: str) -> tuple[Rows, tuple[str, str], list[str]]:
    """Which rows are of class 1, what the classes are called, and what is said of them."""
    levels = label.levels
    if len(levels) < 2:
        found = f"only “{next(iter(levels))}”" if levels else "no value at all"
        raise ValueError(f"{label.name} holds {found}: a label needs two classes.")
    if positive not in levels:
        shown = ", ".join(list(levels)[:_N_NAMED])
        raise ValueError(f"{label.name} holds no “{positive}”; its values are {shown}.")
    others = [level for level in levels if level != positive]
    # A bare 1 says nothing where it stands alone.
    is_bare = label.numbers is not None
    name = f"{label.name} = {positive}" if is_bare else positive
    if len(others) == 1:
        other = f"{label.name} = {others[0]}" if is_bare else others[0]
        said = f"Class 1 is “{name}” ({count(levels[positive], 'row')}), class 0 “{other}”"
        notes = [f"{said} ({levels[others[0]]})."]
    else:
        other = f"not {name}"
        rest = sum(levels[level] for level in others)
        notes = [
            f"{label.name} has {len(levels)} values, and one is set against the rest: class 1 is"
            f" “{name}” ({count(levels[positive], 'row')}), class 0 any other ({rest})."
        ]
    return label.is_level(positive), (other, name), notes


def _check_classes(is_positive: Rows, class_names: tuple[str, str], n_gaps: int) -> None:
    n_positive = int(is_positive.sum())
    counts = (len(is_positive) - n_positive, n_positive)
    for name, n in zip(class_names, counts, strict=True):
        if n < FEWEST_OF_A_CLASS:
            remedy = f" {count(n_gaps, 'row')} with a gap can be kept by filling." if n_gaps else ""
            raise ValueError(
                f"Of “{name}” there {'is' if n == 1 else 'are'} {count(n, 'row')} to train on; at"
                f" least two of each class are needed.{remedy}"
            )


# --- The features ---------------------------------------------------------------------------------

Reasons = dict[str, list[str]]  # why columns are left out


def _usable(named: dict[str, Column], preparation: Preparation) -> tuple[list[Column], Reasons]:
    """The columns that can be features, and of all others why not."""
    reasons: Reasons = {}
    chosen = []
    for column in named.values():
        if column.name == preparation.label:
            continue
        reason = _reason(column, column.name in preparation.features)
        if reason:
            reasons.setdefault(reason, []).append(column.name)
        else:
            chosen.append(column)
    if not chosen:
        raise ValueError(
            f"There is no feature to learn {preparation.label} from: at least one other column"
            " must hold numbers, or text that comes again."
        )
    return chosen, reasons


def _reason(column: Column, is_chosen: bool) -> str:
    """Why a column is no feature; "" where it is one."""
    if column.kind == "empty":
        return "empty"
    if column.kind == "constant":
        return "the same in every row"
    if column.text is not None and column.kind == "identifier":
        return "different in almost every row, as identifiers are"
    if not is_chosen:
        is_identifier = column.kind == "identifier"
        return "different in every row, as identifiers are" if is_identifier else "not chosen"
    if column.text is not None and column.n_levels > MOST_LEVELS:
        return f"text with more than {MOST_LEVELS} values"
    return ""


def _features(
    chosen: Iterable[Column], rows: Rows, preparation: Preparation, reasons: Reasons
) -> tuple[tuple[Feature, ...], list[str]]:
    """What each column becomes; those that are constant in these rows are added to `reasons`."""
    features = []
    notes = []
    taken: set[str] = set()
    references = dict(preparation.references)
    for column in chosen:
        if column.n_levels_in(rows) < 2:
            reasons.setdefault("the same in every row that is kept", []).append(column.name)
            continue
        n_gaps = int((rows & ~column.is_known).sum())
        is_filled = preparation.missing == MEDIAN
        if column.numbers is not None:
            # pandas and NumPy agree on a median to the last digit.
            values = column.numbers[rows & column.is_known]
            fill: float | str | None = float(np.median(values)) if is_filled else None
            feature = Feature(column.name, column.reading, (_new(column.name, taken),), (), fill)
            with_what = f"the median, {number(fill)}" if isinstance(fill, float) else ""
        else:
            levels = column.levels_in(rows)
            frequent = next(iter(levels))
            reference = references.get(column.name, frequent)
            check_choice(f"The reference of {column.name}", reference, levels)
            others = tuple(level for level in levels if level != reference)
            names = tuple(_new(f"{column.name} = {level}", taken) for level in others)
            fill = frequent if is_filled else None
            feature = Feature(column.name, column.reading, names, (reference, *others), fill)
            with_what = f"the most frequent value, “{frequent}”"
            notes.append(
                f"{column.name}: {count(len(others), 'indicator')}, 1 where the row has this value,"
                f" against the reference “{reference}”."
            )
        if n_gaps:
            notes.append(f"{column.name}: {count(n_gaps, 'gap')} filled with {with_what}.")
        features.append(feature)
    if not features:
        raise ValueError("In the rows that are kept no feature has two different values.")
    if sum(len(feature.names) for feature in features) == 1:
        notes.append(
            f"{features[0].names[0]} is the only feature; the second axis of the charts is {FLAT}."
        )
    return tuple(features), notes


def _new(name: str, taken: set[str]) -> str:
    while name in taken:
        name = f"{name} (2)"
    taken.add(name)
    return name


def _matrix(encoder: Encoder, named: dict[str, Column], rows: Rows) -> FloatArray:
    """X, made in its place: the columns of a large table need no second copy."""
    n, d = int(rows.sum()), len(encoder.feature_names)
    if d > MOST_COLUMNS or n * d > MOST_CELLS:
        raise ValueError(
            f"{n:,} rows × {d:,} features are too many to train on; choose fewer columns."
        )
    X = np.zeros((n, d))
    at = 0
    for feature in encoder.features:
        column = named[feature.column]
        if column.numbers is not None:
            X[:, at] = column.numbers[rows]
            X[~column.is_known[rows], at] = feature.fill
        for i, level in enumerate(feature.levels[1:]):
            X[:, at + i] = column.is_level(level)[rows]
            if level == feature.fill:
                X[~column.is_known[rows], at + i] = 1
        at += len(feature.names)
    return X


# --- What is said of it ---------------------------------------------------------------------------


def _said_of_rows(n_rows: int, n_left: int, why: str, n_before: int | None = None) -> list[str]:
    n_dropped = (n_rows if n_before is None else n_before) - n_left
    if not n_dropped:
        return []
    verb = "is" if n_dropped == 1 else "are"
    return [f"{n_dropped:,} of {n_rows:,} rows {verb} left out: {why}."]


def _said_of_columns(reasons: Reasons) -> list[str]:
    notes = []
    for reason, names in reasons.items():
        more = f" and {len(names) - _N_NAMED} more" if len(names) > _N_NAMED else ""
        shown = ", ".join(names[:_N_NAMED])
        verb = "is" if len(names) == 1 else "are"
        notes.append(f"{shown}{more} {verb} left out: {reason}.")
    return notes
