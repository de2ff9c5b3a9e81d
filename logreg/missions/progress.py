"""How far a learner is: what was predicted, which hints were read, what is done."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from types import MappingProxyType
from typing import Any

from .registry import MISSIONS
from .words import WORDS

N_HINTS = 3
# More than all missions take: a text that is longer was not written here.
MOST_CHARACTERS = 4000


@dataclass(frozen=True)
class Step:
    """What a learner has done with one mission."""

    said: str = ""  # the option that was predicted, by its name
    is_right: bool = False
    n_hints: int = 0  # so many were read
    is_done: bool = False


@dataclass(frozen=True)
class Progress:
    """The steps by the keys of their missions; what was not begun has none."""

    steps: Mapping[str, Step] = field(default_factory=dict)

    def of(self, key: str) -> Step:
        """The step of a mission."""
        return self.steps.get(key, Step())

    def with_step(self, key: str, **changes: Any) -> "Progress":
        """With the step of a mission changed."""
        step = replace(self.of(key), **changes)
        return Progress(MappingProxyType({**self.steps, key: step}))

    @property
    def n_predicted(self) -> int:
        """How many questions were answered."""
        return sum(bool(step.said) for step in self.steps.values())

    @property
    def n_right(self) -> int:
        """How many of them rightly."""
        return sum(step.is_right for step in self.steps.values())

    @property
    def n_done(self) -> int:
        """How many missions are done."""
        return sum(step.is_done for step in self.steps.values())

    @property
    def next_key(self) -> str:
        """The first mission that is not done; the first of all where all are."""
        return next((key for key in MISSIONS if not self.of(key).is_done), next(iter(MISSIONS)))

    def as_text(self) -> str:
        """As a browser keeps it."""
        return json.dumps({key: asdict(step) for key, step in self.steps.items()})

    @classmethod
    def from_text(cls, text: str) -> "Progress":
        """What `as_text` wrote; a ValueError for anything that it cannot have written.

        Missions that no longer exist are left out.
        """
        if not isinstance(text, str) or len(text) > MOST_CHARACTERS:
            raise ValueError(f"Progress is a text of at most {MOST_CHARACTERS} characters.")
        try:
            steps = json.loads(text)
        except RecursionError:
            raise ValueError("Progress is not so deep.") from None
        if not isinstance(steps, dict):
            raise ValueError("Progress has a step for each mission.")
        known = {key: _step(key, step) for key, step in steps.items() if key in MISSIONS}
        return cls(MappingProxyType(known))


def _step(key: str, told: Any) -> Step:
    if not isinstance(told, dict) or told.keys() != asdict(Step()).keys():
        raise ValueError(f"This is no step of the mission {key}.")
    step = Step(**told)
    is_whole = all(type(getattr(step, name)) is bool for name in ("is_right", "is_done"))
    if not is_whole or type(step.n_hints) is not int or not 0 <= step.n_hints <= N_HINTS:
        raise ValueError(f"This is no step of the mission {key}.")
    if step.said not in ("", *WORDS[key].options) or (step.is_right and not step.said):
        raise ValueError(f"Nobody can have said {step.said!r} in the mission {key}.")
    return step
