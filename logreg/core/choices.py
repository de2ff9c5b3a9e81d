"""What is known of a choice that a person makes, written beside the field that holds it.

A field made by `choice` says in one place what is allowed, how it is called on screen and in a
link, and what it is for. Checks, links, controls and model files are read off the fields.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Protocol

from .checks import Range, check_choice, check_flag, check_integer, check_number

# A thousand in English, and one with three digits behind it elsewhere: refused, not guessed.
AMBIGUOUS = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+")


class Kind(Protocol):
    """Which values a choice takes, and how each is written as text; both ways raise ValueError."""

    @property
    def words(self) -> str:
        """What is allowed, to follow “must be”."""
        ...

    def check(self, name: str, value: Any) -> Any:
        """The value in its one type, so that equal choices are equal records."""
        ...

    def write(self, value: Any) -> str:
        """The value as text, to its last digit."""
        ...

    def read(self, text: str) -> Any:
        """The value that a person meant by the text; its range is for `check` to tell."""
        ...


@dataclass(frozen=True)
class Number:
    """A number within a range."""

    range: Range

    @property
    def words(self) -> str:
        """As in “must be a number between 0 and 1”."""
        return f"a number {self.range}"

    def check(self, name: str, value: Any) -> float:
        """The value as a float."""
        return check_number(name, value, self.range)

    def write(self, value: float) -> str:
        """Every digit."""
        return repr(value)

    def read(self, text: str) -> float:
        """Also with a decimal comma, where it cannot be a thousand."""
        if AMBIGUOUS.fullmatch(text.strip()):
            raise ValueError(f"{text} could be a thousand times as large.")
        return float(text.replace(",", ".") if "." not in text else text)


@dataclass(frozen=True)
class Integer:
    """A whole number within a range."""

    range: Range

    @property
    def words(self) -> str:
        """As in “must be a whole number between 1 and 5000”."""
        return f"a whole number {self.range}"

    def check(self, name: str, value: Any) -> int:
        """The value as an int."""
        return check_integer(name, value, self.range)

    def write(self, value: int) -> str:
        """Its digits."""
        return str(value)

    def read(self, text: str) -> int:
        """As Python reads it."""
        return int(text)


@dataclass(frozen=True)
class Flag:
    """Yes or no."""

    words: str = "0 or 1"

    def check(self, name: str, value: Any) -> bool:
        """True or False."""
        return check_flag(name, value)

    def write(self, value: bool) -> str:
        """1 or 0."""
        return str(int(value))

    def read(self, text: str) -> bool:
        """Also in Python's words."""
        return bool(looked_up({"1": True, "0": False, "true": True, "false": False}, loose(text)))


@dataclass(frozen=True)
class OneOf:
    """A name from a registry whose entries have a label."""

    choices: Mapping[str, Any]

    @property
    def words(self) -> str:
        """As in “must be one of gd, momentum”."""
        return f"one of {', '.join(self.choices)}"

    def check(self, name: str, value: Any) -> str:
        """A name of the registry."""
        return check_choice(name, value, self.choices)

    def write(self, value: str) -> str:
        """The name itself."""
        return value

    def read(self, text: str) -> str:
        """By name or by what stands for it on screen."""
        return str(looked_up(by_any_name(self.choices), loose(text)))


@dataclass(frozen=True)
class OrNone:
    """A value of a kind or None, which is written as a word; Python's “none” is read as well."""

    kind: Kind
    word: str

    @property
    def words(self) -> str:
        """As in “must be all or a whole number between 1 and 2000”."""
        return f"{self.word} or {self.kind.words}"

    def check(self, name: str, value: Any) -> Any:
        """None as it is."""
        return None if value is None else self.kind.check(name, value)

    def write(self, value: Any) -> str:
        """The word for None."""
        return self.word if value is None else self.kind.write(value)

    def read(self, text: str) -> Any:
        """None by the word."""
        return None if loose(text) in (self.word, "none") else self.kind.read(text)


@dataclass(frozen=True)
class Choice:
    """All that is known of a choice but its name and its default, which are the field's.

    `other_keys` are read in a link and never written; `hints` are words that are not read, as they
    may mean something else, but answered with this key.
    """

    kind: Kind
    key: str  # in a link
    label: str  # on screen
    help: str = ""
    other_keys: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()


def choice(default: Any, kind: Kind, **known: Any) -> Any:
    """A dataclass field that holds a choice; `known` is the rest of its `Choice`."""
    return field(default=default, metadata={Choice: Choice(kind, **known)})


def choices_of(record: type | Any) -> Iterator[tuple[str, Choice]]:
    """Each field of a dataclass that holds a choice, with what is known of it."""
    for item in fields(record):
        if Choice in item.metadata:
            yield item.name, item.metadata[Choice]


def choice_of(record: type | Any, name: str) -> Choice:
    """What is known of one field."""
    return dict(choices_of(record))[name]


def check_choices(record: Any) -> None:
    """Check every choice of a frozen record in its `__post_init__`, and give it its one type."""
    for name, known in choices_of(record):
        object.__setattr__(record, name, known.kind.check(name, getattr(record, name)))


def loose(text: str) -> str:
    """What is left of a name where capitals, blanks, hyphens and underscores do not count."""
    return re.sub(r"[-_\s]", "", text.casefold())


def by_any_name(choices: Mapping[str, Any]) -> dict[str, str]:
    """The names of a registry, by themselves and by what stands for them on screen."""
    labels = {loose(entry.label): name for name, entry in choices.items()}
    return labels | {loose(name): name for name in choices}


def looked_up(values: Mapping[str, Any], text: str) -> Any:
    """The value under a text, or a ValueError that lists all."""
    if text not in values:
        raise ValueError(f"{text!r} is not one of {', '.join(values)}.")
    return values[text]
