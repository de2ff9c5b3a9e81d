"""What a source knows by its entry in `DATASETS`, and how a script has its samples."""

from collections.abc import Callable
from dataclasses import dataclass

from ..core.choices import Choices
from .datasets import DATASETS

TABLE = "table"  # what a link calls one's own


@dataclass(frozen=True)
class SourceScript:
    """How a script has the samples: a call of a function with arguments, or lines of its own."""

    make: Callable[..., object] | None = None
    arguments: tuple[str, ...] = ()
    lines: str = ""  # of its own, imports first


class SourceOfSamples(Choices):
    """What every source has in common, see `sources.Source`."""

    @property
    def is_private(self) -> bool:
        """Whether it belongs to one session: no cache that visitors share may hold it."""
        return False


class Registered(SourceOfSamples):
    """What a source knows by its entry in `DATASETS`."""

    name: str

    @property
    def label(self) -> str:
        """That of its entry."""
        return DATASETS[self.name].label

    @property
    def lesson(self) -> str:
        """That of its entry."""
        return DATASETS[self.name].lesson

    @property
    def n_features(self) -> int:
        """That of its entry."""
        return DATASETS[self.name].n_features

    @property
    def first_drawn(self) -> tuple[int, int]:
        """Those of its entry."""
        return DATASETS[self.name].first_drawn
