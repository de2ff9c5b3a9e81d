"""What is known of a choice that a person makes, written beside the field that holds it.

A field made by `choice` says in one place what is allowed, how it is called on screen and in a
link, and what it is for. Checks, links, controls and model files are read off the fields.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cache
from types import MappingProxyType
from typing import Any, Self

from .kinds import Kind


@dataclass(frozen=True)
class Choice:
    """All that is known of a choice but its name and its default, which are the field's.

    `other_keys` are read in a link and never written, `other_texts` in a form of their own besides.
    `hints` are words that are not read, as they may mean something else, but answered by this key.
    """

    kind: Kind
    key: str  # in a link
    label: str = ""  # on screen
    help: str = ""
    other_keys: tuple[str, ...] = ()
    other_texts: tuple[tuple[str, Kind], ...] = ()
    hints: tuple[str, ...] = ()

    @property
    def texts(self) -> tuple[tuple[str, Kind], ...]:
        """Every key it is read under, its own first, with how its text is read there."""
        others = tuple((key, self.kind) for key in self.other_keys)
        return ((self.key, self.kind), *others, *self.other_texts)


def choice(default: Any, kind: Kind, **known: Any) -> Any:
    """A dataclass field that holds a choice; `known` is the rest of its `Choice`."""
    return field(default=default, metadata={Choice: Choice(kind, **known)})


def choices_of(record: Any) -> Mapping[str, Choice]:
    """The fields of a dataclass that hold a choice, in their order, with what is known of each."""
    return _choices_of(record if isinstance(record, type) else type(record))


@cache  # asked for at every message of a thumb that is dragged
def _choices_of(kind: Any) -> Mapping[str, Choice]:
    known = {item.name: item.metadata.get(Choice) for item in fields(kind)}
    return MappingProxyType({name: choice for name, choice in known.items() if choice})


def check_choices(record: Any) -> None:
    """Check every choice of a frozen record in its `__post_init__`, and give it its one type."""
    for name, known in choices_of(record).items():
        object.__setattr__(record, name, known.kind.check(name, getattr(record, name)))


@dataclass(frozen=True)
class Choices:
    """A frozen record of choices that is checked when it is made."""

    def has(self, name: str) -> bool:
        """Whether there is a choice of this name here."""
        return name in choices_of(self)

    def value_of(self, name: str) -> Any:
        """What was chosen."""
        return getattr(self, name)

    def changed(self, **values: Any) -> Self:
        """The record with other choices; a ValueError says what is allowed."""
        return replace(self, **values)
