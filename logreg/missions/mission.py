"""What a mission is: where it starts, what may be changed, what is asked, and when it is done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from ..experiment.experiment import CHOICE, Experiment
from ..experiment.run import Run


class View(StrEnum):
    """What the run is shown on."""

    STAGE = "stage"
    HAND = "hand"  # the stage, with the weights in the learner's own hands
    JUDGED = "judged"  # the page Evaluate's charts, at a threshold of one's own


@dataclass(frozen=True, eq=False)
class Attempt:
    """What a learner has made of a mission so far."""

    run: Run
    threshold: float = 0.5
    earlier: tuple[Experiment, ...] = ()  # the others that were tried, the latest last


@dataclass(frozen=True)
class Nearness:
    """How near an attempt is: whether it is there, and which words say so with which numbers."""

    is_passed: bool
    kind: str
    values: Mapping[str, Any]


def near(kind: str, *, is_passed: bool = False, **values: Any) -> Nearness:
    """How near an attempt is, in the mission's words of this kind."""
    return Nearness(is_passed, kind, MappingProxyType(values))


Facts = Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Mission:
    """One entry of the registry. Its words stand in `words`, under the same key.

    `facts` trains what the question is about, from the start, and returns its numbers; `answer`
    says by them which option is right. `check` looks at an attempt and at what is known: these
    facts, and the numbers of the `goal`. What a passing attempt leads to is trained by `after`.
    """

    key: str
    start: Experiment
    open: tuple[str, ...]  # the choices that are a learner's, by name
    check: Callable[[Attempt, Facts], Nearness]
    facts: Callable[[Experiment], Facts]
    answer: Callable[[Facts], str]
    solution: Mapping[str, Any]  # one of the settings that pass
    lesson: str  # the section of the lesson that explains it
    share: float  # of the settings in a grid of the open choices, how many pass
    goal: Mapping[str, float] = field(default_factory=dict)
    values: Mapping[str, tuple[Any, ...]] = field(
        default_factory=dict
    )  # of an open choice, where not all may be taken
    after: Callable[[Experiment], Facts] = field(default=lambda _: {})
    view: View = View.STAGE
    is_extra: bool = False

    def known(self) -> Facts:
        """The numbers of the goal, and what the question is about: all that words may name."""
        goal = {f"goal_{name}": value for name, value in self.goal.items()}
        start = _by_key("start", self.start.choices())
        solution = _by_key("solution", self.solution)
        return MappingProxyType({**goal, **start, **solution, **self.facts(self.start)})

    def changed(self, **values: Any) -> Experiment:
        """The start with open choices changed; a ValueError for any other."""
        for name, value in values.items():
            allowed = self.values.get(name)
            if name not in self.open or (allowed is not None and value not in allowed):
                raise ValueError(f"The mission {self.key} does not leave {name} = {value!r} open.")
        return self.start.changed(**values)


def _by_key(prefix: str, values: Mapping[str, Any]) -> Facts:
    """Choices as words name them: by their key in a link. A start is w₁, w₂ and b."""
    known = {f"{prefix}_{_key(name)}": value for name, value in values.items()}
    parameters = dict(zip(("w1", "w2", "b"), values.get("start", ()), strict=False))
    return known | {f"{prefix}_{name}": value for name, value in parameters.items()}


def _key(name: str) -> str:
    return CHOICE[name].key if name in CHOICE else name
