"""How the page From scratch is read: which of its sections, as a link says it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ..core.choices import Choices, check_choices, choice
from ..core.kinds import OneOf


@dataclass(frozen=True)
class PathEntry:
    """An entry of the registry: what a person reads, and the anchors of its sections in order.

    Without anchors it goes through all of them.
    """

    label: str
    anchors: tuple[str, ...] = ()


PATHS: Mapping[str, PathEntry] = MappingProxyType(
    {
        "all": PathEntry("All of it"),
        "beginner": PathEntry(
            "Beginner", ("curve", "score", "loss", "step", "predicting", "features")
        ),
        "student": PathEntry(
            "Student", ("score", "loss", "step", "bowl", "gradient", "loop", "bugs", "notation")
        ),
        "teacher": PathEntry("Teacher", ("curve", "step", "predicting")),
    }
)


@dataclass(frozen=True)
class LessonView(Choices):
    """Every choice a person can make on the page From scratch, checked."""

    path: str = choice("all", OneOf(PATHS), key="path", label="Path")

    def __post_init__(self) -> None:
        check_choices(self)
