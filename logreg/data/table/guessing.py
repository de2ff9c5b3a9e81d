"""The choices that are made for a person first: a label, its class 1, features, gaps."""

from collections.abc import Sequence

import numpy as np

from .columns import MEASURED, MOST_LEVELS, Column
from .preparation import DROP, MEDIAN, Preparation

# Compared in small letters; languages of those who ask most.
_LABELS = frozenset(
    {"class", "label", "target", "outcome", "result", "y", "response", "default", "diagnosis"}
    | {"passed", "pass", "survived", "churn", "churned", "approved", "bought", "purchased"}
    | {"bestanden", "ergebnis", "klasse", "réussi", "reussi", "classe", "résultat", "clase"}
    | {"resultado", "aprobado", "esito"}
)
_POSITIVE = frozenset(
    {"1", "yes", "y", "true", "t", "positive", "pos", "+", "pass", "passed", "success", "ok"}
    | {"ja", "j", "wahr", "bestanden", "oui", "vrai", "réussi", "si", "sí", "sim", "sì"}
)
# Dropping more rows than this would cost too much of a table.
_MOST_DROPPED = 0.1
_MOST_CLASSES = 10


def guess_preparation(columns: Sequence[Column], label: str | None = None) -> Preparation:
    """Sensible first choices, with this label where it is given.

    Raises ValueError where no column can be a label.
    """
    named = {column.name: column for column in columns}
    chosen = named[label] if label in named else guess_label(columns)
    features = tuple(
        column.name
        for column in columns
        if column is not chosen
        and (column.kind in MEASURED or (column.kind == "text" and column.n_levels <= MOST_LEVELS))
    )
    known = [named[name].is_known for name in features]
    is_whole = np.logical_and.reduce([chosen.is_known, *known])
    n_dropped = int(chosen.is_known.sum() - is_whole.sum())
    missing = MEDIAN if n_dropped > _MOST_DROPPED * len(is_whole) else DROP
    return Preparation(chosen.name, guess_positive(chosen), features, missing=missing)


def guess_label(columns: Sequence[Column]) -> Column:
    """By its name, else the last column of two values, else the last of few."""
    if len(columns) < 2:
        raise ValueError(
            "This table has one column only: a label and at least one feature are needed. If it"
            " should have more, say what parts its cells."
        )
    able = [one for one in columns if 2 <= one.n_levels <= _MOST_CLASSES]
    named = [one for one in able if one.name.strip().lower() in _LABELS]
    pairs = [one for one in able if one.n_levels == 2]
    found = named or pairs or [one for one in able if one.text is not None] or able
    if not found:
        raise ValueError(
            "No column can be the label: it has to have two values, or a few of which one is set"
            " against the rest."
        )
    return found[-1]


def guess_positive(label: Column) -> str:
    """A word for yes, the larger or later of two, of more the one nearest to half of the rows."""
    levels = label.levels
    if not levels:
        return ""
    said = [level for level in levels if level.lower() in _POSITIVE]
    if said:
        return said[0]
    if len(levels) == 2:
        return max(levels, key=float if label.numbers is not None else str)
    half = sum(levels.values()) / 2
    return min(levels, key=lambda level: abs(levels[level] - half))
