"""The kinds of choices: which values each takes, and how it is written in a link and read again.

Links are typed by people too: capitals, blanks, labels and decimal commas are read.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from .checks import (
    Range,
    check_choice,
    check_flag,
    check_integer,
    check_number,
    check_sequence,
)

# What stands for nothing at all in a link, where an empty value would be dropped on the way.
NOTHING = "none"
# A thousand in English, and one with three digits behind it elsewhere: refused, not guessed.
AMBIGUOUS = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+")


@dataclass(frozen=True)
class Labelled:
    """An entry of a registry of which only its name on screen is to be known."""

    label: str


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


class ReadInPart(ValueError):
    """Of a text: what is wrong with it, to follow its key, and what is used instead.

    `value` is what could be read of it, None where nothing could.
    """

    def __init__(self, problem: str, instead: str, value: Any = None) -> None:
        super().__init__(f"The text {problem}.")
        self.problem, self.instead, self.value = problem, instead, value


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
        return _exact(value)

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

    @property
    def only(self) -> str | None:
        """What there is to choose besides None, where that is one thing: a switch says it all."""
        if isinstance(self.kind, OneOf) and len(self.kind.choices) == 1:
            return next(iter(self.kind.choices))
        return None

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
class SomeOf:
    """Names from a registry, in its order, whose entries have a label, and may have a formula."""

    choices: Mapping[str, Any]

    @property
    def words(self) -> str:
        """As in “must be some of x1, x2”."""
        return f"some of {', '.join(self.choices)}"

    def check(self, name: str, value: Any) -> tuple[str, ...]:
        """The names in the registry's order, none twice."""
        items = check_sequence(name, value)
        chosen = [check_choice(name, item, self.choices) for item in items]
        if len(set(chosen)) < len(chosen):
            raise ValueError(f"{name} must not repeat a name, as {', '.join(chosen)} does.")
        return tuple(item for item in self.choices if item in chosen)

    def write(self, value: tuple[str, ...]) -> str:
        """The names, or a word for none of them."""
        return ",".join(value) or NOTHING

    def read(self, text: str) -> tuple[str, ...]:
        """By name, by label or by formula."""
        if loose(text) == NOTHING:
            return ()
        formulas = {
            loose(entry.formula): name
            for name, entry in self.choices.items()
            if hasattr(entry, "formula")
        }
        known = formulas | by_any_name(self.choices)
        return tuple(looked_up(known, loose(item)) for item in items_of(text))


@dataclass(frozen=True)
class TwoFeatures:
    """Two different features by their index from 0; in text they are counted from `first`."""

    first: int

    @property
    def words(self) -> str:
        """As in “must be two different feature numbers of the dataset, such as 1,2”."""
        example = f"{self.first},{self.first + 1}"
        return f"two different feature numbers of the dataset, such as {example}"

    def check(self, name: str, value: Any) -> tuple[int, ...]:
        """Two indices; whether the data have so many features is for whoever knows them."""
        indices = [check_integer(name, index, Range(0)) for index in check_sequence(name, value)]
        if len(indices) != 2 or indices[0] == indices[1]:
            raise ValueError(f"{name} must name two different features.")
        return tuple(indices)

    def write(self, value: tuple[int, int]) -> str:
        """Both numbers."""
        return ",".join(str(index + self.first) for index in value)

    def read(self, text: str) -> tuple[int, ...]:
        """In brackets or without."""
        return tuple(int(index) - self.first for index in items_of(text))


@dataclass(frozen=True)
class Numbers:
    """Numbers within a range, or none at all."""

    range: Range
    what: str  # as in “must be numbers between 0 and 1: <what>”

    @property
    def words(self) -> str:
        """As in “must be numbers between −1 and 1: the weights, such as 0.5,−1”."""
        return f"numbers {self.range}: {self.what}"

    def check(self, name: str, value: Any) -> tuple[float, ...]:
        """The values as floats; how many there must be is for whoever knows."""
        items = check_sequence(name, value)
        return tuple(check_number(name, item, self.range) for item in items)

    def write(self, value: tuple[float, ...]) -> str:
        """Every digit, or a word for none of them."""
        return ",".join(map(_exact, value)) or NOTHING

    def read(self, text: str) -> tuple[float, ...]:
        """In brackets or without, parted by commas, semicolons or blanks, with any minus sign."""
        if loose(text) in (NOTHING, ""):
            return ()
        parted = re.sub(r"[;,\s]+", ",", text.replace("−", "-").strip())
        return tuple(float(item) for item in items_of(parted))


@dataclass(frozen=True)
class Text:
    """What a person wrote: so many signs at most, on one line, none of them invisible."""

    most: int

    @property
    def words(self) -> str:
        """As in “must be a text of at most 300 characters”."""
        return f"a text of at most {self.most} characters"

    def check(self, name: str, value: Any) -> str:
        """The text without blanks around it; line ends and other blanks are single blanks."""
        if not isinstance(value, str):
            raise ValueError(f"{name} must be {self.words}.")
        text = " ".join(value.split())
        if len(text) > self.most:
            raise ValueError(f"{name} must be {self.words}, not of {len(text)}.")
        if not text.isprintable():
            raise ValueError(f"{name} must be {self.words}, all of which can be seen.")
        return text

    def write(self, value: str) -> str:
        """The text itself."""
        return value

    def read(self, text: str) -> str:
        """As it is."""
        return text


@dataclass(frozen=True)
class Texts:
    """Some texts, each within a length, parted by upright lines."""

    most: int
    each: Text

    @property
    def words(self) -> str:
        """As in “must be at most 6 texts, parted by |”."""
        return f"at most {self.most} texts of up to {self.each.most} characters, parted by |"

    def check(self, name: str, value: Any) -> tuple[str, ...]:
        """The texts that are not empty, none twice."""
        texts = [self.each.check(name, item) for item in check_sequence(name, value)]
        kept = tuple(dict.fromkeys(text for text in texts if text))
        if len(kept) > self.most or any("|" in text for text in kept):
            raise ValueError(f"{name} must be {self.words}.")
        return kept

    def write(self, value: tuple[str, ...]) -> str:
        """One after another."""
        return "|".join(value)

    def read(self, text: str) -> tuple[str, ...]:
        """Parted where an upright line stands."""
        return tuple(text.split("|"))


def _exact(value: float) -> str:
    """Equal numbers have one text: 2 and 2.0 are the same experiment, and so the same link."""
    return repr(float(value)).removesuffix(".0")


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


def items_of(text: str) -> list[str]:
    """The items of a list, in Python's brackets and quotes or without."""
    text = text.strip()
    if text[:1] + text[-1:] in ("()", "[]"):
        text = text[1:-1].strip().removesuffix(",")
        if not text:
            return []
    return [item.strip().strip("'\"") for item in text.split(",")]
