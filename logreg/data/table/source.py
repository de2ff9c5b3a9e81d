"""A table as a source: the same samples to every experiment of its session, and to no other."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from ...core.checks import FloatArray
from ..datasets import MOST_DRAWN, Dataset
from ..registered import TABLE, SourceOfSamples, SourceScript
from .cells import Cells
from .columns import Column
from .preparation import Preparation, Prepared, prepare
from .script import script_of


@dataclass(frozen=True, repr=False)
class Table(SourceOfSamples):
    """Samples of one's own table. Two are equal where content, choices and file name are.

    It holds its samples itself and nothing else does: no cache of this package knows of them.
    """

    digest: str  # SHA-256 of all that was prepared
    preparation: Preparation
    file: str  # its name
    prepared: Prepared = field(compare=False)
    lines: str = field(compare=False)  # of pandas, from the file to X and y

    def __repr__(self) -> str:
        # What a log may show: nothing of the file.
        return f"Table({self.digest[:12]!r})"

    @property
    def name(self) -> str:
        """As a link has it."""
        return TABLE

    @property
    def is_private(self) -> bool:
        """It stays in the session that opened it."""
        return True

    @property
    def label(self) -> str:
        """The name of the file: text of a stranger, to be escaped wherever it is shown."""
        return self.file

    @property
    def lesson(self) -> str:
        """How large it is."""
        n, d = self.prepared.dataset.X.shape
        features = "1 feature" if d == 1 else f"{d:,} features"
        drawn = f" About {MOST_DRAWN:,} of them are drawn." if n > MOST_DRAWN else ""
        return (
            f"Your own table: {n:,} rows, {features}.{drawn} Does a straight line part its classes?"
        )

    @property
    def n_features(self) -> int:
        """The number of columns of X."""
        return len(self.prepared.dataset.feature_names)

    @cached_property
    def first_drawn(self) -> tuple[int, int]:
        """The two features that go with the class most, by their correlation with y.

        Indicators come last: on an axis of two places all points lie on one another.
        """
        data = self.prepared.dataset
        y = data.y - data.y.mean()
        ranks = [(_is_indicator(column), -_correlation(column, y)) for column in data.X.T]
        first, second, *_ = sorted(range(len(ranks)), key=ranks.__getitem__)
        return first, second

    def load(self, seed: int = 0) -> Dataset:
        """The same for every seed."""
        return self.prepared.dataset

    def script(self, seed: int = 0) -> SourceScript:
        """Lines of pandas that read the file by its name."""
        return SourceScript(lines=self.lines)


@dataclass(frozen=True)
class ClosedTable(SourceOfSamples):
    """A table that is not open: what a model file knows of it."""

    n_features: int
    name: str = TABLE
    label: str = "a table"
    lesson: str = ""
    first_drawn: tuple[int, int] = (0, 1)

    def load(self, seed: int = 0) -> Dataset:
        """Raises ValueError: the file is elsewhere."""
        raise ValueError("A model holds no samples: open the file of its table again.")

    def script(self, seed: int = 0) -> SourceScript:
        """Raises ValueError: the file is elsewhere."""
        raise ValueError("A model holds no samples: open the file of its table again.")


def table_of(cells: Cells, columns: Sequence[Column], preparation: Preparation) -> Table:
    """The source that these choices make of a table.

    Raises ValueError, in a sentence, where `prepare` does.
    """
    prepared = prepare(columns, preparation)
    lines = script_of(cells, columns, preparation, prepared.encoder)
    return Table(_digest(prepared), preparation, cells.name, prepared, lines)


def _is_indicator(x: FloatArray) -> bool:
    """Whether there is nothing but 0 and 1."""
    return bool(((x == 0) | (x == 1)).all())


def _correlation(x: FloatArray, y: FloatArray) -> float:
    """|correlation| of x with y, which is centred."""
    centred = x - x.mean()
    size = np.sqrt((centred @ centred) * (y @ y))
    return float(abs(centred @ y) / size) if size else 0.0


def _digest(prepared: Prepared) -> str:
    found = hashlib.sha256(repr(prepared.encoder).encode("utf-8", "replace"))
    found.update(np.ascontiguousarray(prepared.dataset.X).data)
    found.update(prepared.dataset.y.data)
    return found.hexdigest()
