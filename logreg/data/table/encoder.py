"""From raw rows, as a person types them, to the columns of X: what a model carries with it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from ...core.checks import FloatArray
from .signs import MISSING
from .values import Reading

# The second axis where there is one feature only. Its weight is 0, and the boundary upright.
FLAT = "0 in every row"


@dataclass(frozen=True)
class Feature:
    """A column of the table and the one or more columns of X made of it."""

    column: str
    reading: Reading
    names: tuple[str, ...]  # of the columns of X
    levels: tuple[str, ...] = ()  # of text: the reference first, then one for each of `names`
    fill: float | str | None = None  # stands for a gap; None refuses gaps

    def encode(self, given: Sequence[Any]) -> FloatArray:
        """The columns of X, (n, len(names)), of cells as they are typed, or numbers.

        Raises ValueError for a gap that nothing fills, and for what was not in the table.
        """
        import pandas as pd

        text = pd.Series([self._typed(value) for value in given], dtype="str").str.strip()
        words = MISSING - {"-"} if "-" in self.levels else MISSING
        is_missing = text.str.lower().isin(words).to_numpy(dtype=bool)
        if is_missing.any() and self.fill is None:
            raise ValueError(f"{self.column} is missing, and the model needs it.")
        if self.levels:
            return self._indicators(text.where(~is_missing, str(self.fill)))
        values = self.reading.numbers(text.where(~is_missing))
        is_wrong = np.isnan(values) & ~is_missing
        if is_wrong.any():
            what = "a date" if self.reading.base == "date" else "a number"
            wrong = text[is_wrong].iloc[0]
            raise ValueError(f"{self.column} must be {what} as in the table, not “{wrong}”.")
        values[is_missing] = self.fill
        return values.reshape(-1, 1)

    def _indicators(self, text: Any) -> FloatArray:
        is_known = text.isin(self.levels)
        if not is_known.all():
            unknown = text[~is_known].iloc[0]
            raise ValueError(
                f"{self.column} must be one of {', '.join(self.levels)}, not “{unknown}”."
            )
        columns = [(text == level).to_numpy(dtype=np.float64) for level in self.levels[1:]]
        return np.column_stack(columns)

    def _typed(self, value: Any) -> str:
        """A number as it would stand in the table."""
        if value is None or value != value:
            return ""
        if isinstance(value, (int, float)) and self.reading.base == "number":
            return repr(value).replace(".", self.reading.decimal)
        return str(value)


@dataclass(frozen=True)
class Encoder:
    """All that is needed to make of a raw row what the model was trained on."""

    label: str
    class_names: tuple[str, str]
    features: tuple[Feature, ...]

    @property
    def feature_names(self) -> tuple[str, ...]:
        """Of the columns of X: two at least, as a plane is drawn."""
        names = tuple(name for feature in self.features for name in feature.names)
        return (*names, FLAT) if len(names) == 1 else names

    def encode(self, rows: Sequence[Mapping[str, Any]]) -> FloatArray:
        """X, (n, d), of rows as {column: cell}; a column that is not there is a gap.

        Raises ValueError, in a sentence, for a cell that cannot be read as those of the table.
        """
        if not rows:
            raise ValueError("There is no row to predict.")
        parts = [
            feature.encode([row.get(feature.column) for row in rows]) for feature in self.features
        ]
        X = np.column_stack(parts)
        return np.pad(X, ((0, 0), (0, len(self.feature_names) - X.shape[1])))

    def as_json(self) -> dict[str, Any]:
        """As JSON has it; `encoder_of` reads it back."""
        return asdict(self)


def encoder_of(document: Any) -> Encoder:
    """The encoder that `as_json` wrote, after its way through JSON.

    Raises ValueError for anything else.
    """
    try:
        features = tuple(
            Feature(
                _text(one["column"]),
                Reading(**{key: _text(value) for key, value in one["reading"].items()}),
                _texts(one["names"]),
                _texts(one["levels"]),
                _fill(one["fill"], is_text=bool(one["levels"])),
            )
            for one in document["features"]
        )
        first, second = _texts(document["class_names"])
        encoder = Encoder(_text(document["label"]), (first, second), features)
    except (TypeError, KeyError, AttributeError, ValueError):
        raise ValueError("The preparation of this model cannot be read.") from None
    for one in features:
        if len(one.names) != max(len(one.levels) - 1, 1) or len(one.levels) == 1:
            raise ValueError(f"The preparation of this model does not fit {one.column}.")
    return encoder


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _texts(values: Any) -> tuple[str, ...]:
    if not isinstance(values, (list, tuple)):
        raise TypeError
    return tuple(map(_text, values))


def _fill(value: Any, is_text: bool) -> float | str | None:
    if value is None:
        return None
    if is_text:
        return _text(value)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not np.isfinite(value):
        raise TypeError
    return float(value)
