"""Which choices are left to whoever works on a task, and what the others are held at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..data.sources import Source
from .experiment import Experiment

# Each source has features of its own: held are those of the source that was given.
OF_THE_DATA = ("drawn", "other_features", "points")


@dataclass(frozen=True)
class Limits:
    """Choices by name: hidden ones are not on screen, locked ones cannot be moved.

    Both are held at what `given` has, whatever a browser sends. `values` names what may be taken of
    a choice that is open, where that is not all.
    """

    given: Experiment = field(default_factory=Experiment)
    hidden: frozenset[str] = frozenset()
    locked: frozenset[str] = frozenset()
    values: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    # Of choices that pages have beyond the experiment.
    others: Mapping[str, Any] = field(default_factory=dict)

    def shows(self, name: str) -> bool:
        """Whether a choice is on screen."""
        return name not in self.hidden

    def holds(self, name: str) -> bool:
        """Whether a choice cannot be moved."""
        return name in self.hidden or name in self.locked

    @property
    def hold_anything(self) -> bool:
        """Whether there is any limit at all."""
        return bool(self.hidden or self.locked or self.values)

    def held(self, source: Source) -> dict[str, Any]:
        """The values of what cannot be moved, by name, as far as these samples have the choice.

        Without the start: it fits the columns that it was given for, or none, see `start`.
        """
        held = self.hidden | self.locked
        if not held:  # as nearly always, and asked for while a hand drags
            return {}
        usual = Experiment(source)
        is_given = source.name == self.given.source.name
        return {
            name: (self.given if is_given or name not in OF_THE_DATA else usual).value_of(name)
            for name in sorted(held - {"source", "start"})
            if usual.has(name) and self.given.has(name)
        }

    def with_start(self, experiment: Experiment) -> Experiment:
        """The experiment from the start that it is held at, where that fits its columns."""
        if not self.holds("start"):
            return experiment
        fits = len(self.given.start) == experiment.n_columns + 1
        return experiment.changed(start=self.given.start if fits else ())


FREE = Limits()
