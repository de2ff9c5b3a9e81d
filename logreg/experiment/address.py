"""Choices as query strings and back: the address of a page says everything a person chose.

The choices of a record drive both ways. What is at its default is left out. A value that is not
allowed is replaced by the default, and said; so is a key that nothing has. As people type links
too, other names of a choice, capitals, blanks and decimal commas are read.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from ..core.choices import Choice, Choices, choices_of
from ..core.kinds import Kind, ReadInPart, loose
from ..scoring.decision import Decision
from ..wording.numbers import count
from .descent_view import DescentView
from .experiment import CHOICES, Experiment
from .lesson_view import LessonView

Record = TypeVar("Record", bound=Choices)

NOTHING: Mapping[str, Any] = MappingProxyType({})
VERSION_KEY = "v"
VERSION = "1"
# What mailers and social networks add to a link says nothing about a choice.
TRACKER = re.compile(r"utm.+|.*clk?id")
# So much is said of keys that nothing has.
MOST_UNKNOWN = 5
LONGEST_KEY = 30
OF_OTHERS = "belongs to other data than this link names; what else it says is used instead."


@dataclass(frozen=True)
class Reading(Generic[Record]):
    """What a query string says, and a sentence for each value that was refused."""

    record: Record
    problems: tuple[str, ...]


@dataclass(frozen=True)
class Codec(Generic[Record]):
    """A record of choices, its default, and all choices there are of its kind, by name."""

    default: Record
    choices: tuple[tuple[str, Choice], ...]

    def write(self, record: Record) -> dict[str, str]:
        """The query of `record`: readable keys, exact numbers, and a mark of the version."""
        query = {VERSION_KEY: VERSION}
        usual = self.default
        for name, choice in self.choices:
            if not record.has(name):
                continue
            value, known = record.value_of(name), usual.value_of(name)
            # Nearly all are as usual, and need not be written to know it.
            text = "" if value == known else choice.kind.write(value)
            # What is too long for a link has no text.
            if text and text != choice.kind.write(known):
                query[choice.key] = text
                # What a reader knows from here on: another dataset draws features of its own.
                usual = usual.changed(**{name: _known_by(choice.kind, text, value)})
        return query

    def read(self, query: Mapping[str, str], known: Mapping[str, Any] = NOTHING) -> Reading[Record]:
        """The record that `query` describes. Never raises: what cannot be used is told instead.

        `known` are choices, by name, whose values a link cannot hold.
        """
        loose_query = {loose(key): text for key, text in query.items()}
        record, problems = self.default, list[str]()
        for name, choice in self.choices:
            if name in known:
                record = record.changed(**{name: known[name]})
                continue
            # A key as it is written counts before one that is only like it.
            found = {key: query.get(key, loose_query.get(loose(key))) for key, _ in choice.texts}
            given = [
                _Given(*known, text)
                for known in choice.texts
                if (text := found[known[0]]) is not None
            ]
            if record.has(name):
                record, refused = _read(name, given, record)
            elif self.default.has(name):
                # Noise of measured samples: without effect, but not without an answer.
                _, refused = _read(name, given, self.default)
            else:
                refused = [f"“{item.key}” {OF_OTHERS}" for item in given]
            problems += refused
        return Reading(record, tuple(problems))

    def says_something(self, query: Mapping[str, str]) -> bool:
        """Whether the query has a key of this codec."""
        names = {loose(key) for _, choice in self.choices for key, _ in choice.texts}
        return not names.isdisjoint(map(loose, query))


def _known_by(kind: Kind, text: str, value: Any) -> Any:
    """What a reader makes of a text; of one that names what no link holds, who has it that."""
    try:
        return kind.read(text)
    except ReadInPart:
        return value


@dataclass(frozen=True)
class _Given:
    """What a link has for a choice, under one of its keys."""

    key: str
    kind: Kind
    text: str


def _read(name: str, given: list[_Given], record: Record) -> tuple[Record, list[str]]:
    """The record with the first of the texts that is allowed; what is wrong with the others."""
    chosen: tuple[_Given, Record] | None = None
    problems: list[tuple[_Given, str, str]] = []  # with what is used instead, "" for the value
    for item in given:
        try:
            try:
                value = item.kind.read(item.text)
            except ReadInPart as error:
                problems.append((item, error.problem, error.instead))
                if error.value is None:
                    continue
                value = error.value
            changed = record.changed(**{name: value})
        except (ValueError, OverflowError):
            problems.append((item, f"must be {item.kind.words}", ""))
            continue
        if chosen is None:
            chosen = item, changed
        elif changed != chosen[1]:
            problems.append((item, f"is the same choice as “{chosen[0].key}”", ""))
    if chosen is not None:
        record = chosen[1]
    used = record.value_of(name)
    return record, [
        f"“{item.key}” {problem}; {instead or item.kind.write(used)} is used instead."
        for item, problem, instead in problems
    ]


def unknown_keys(query: Mapping[str, str], codecs: Iterable[Codec[Any]]) -> tuple[str, ...]:
    """A sentence for each key that no codec has, with what may have been meant by it."""
    known = [choice for codec in codecs for _, choice in codec.choices]
    read = {loose(key): choice.key for choice in known for key, _ in choice.texts}
    words = read | {loose(hint): choice.key for choice in known for hint in choice.hints}
    unknown = [
        key
        for key in query
        if loose(key) not in (VERSION_KEY, *read) and not TRACKER.fullmatch(loose(key))
    ]
    said = [_unknown(key, words) for key in unknown[:MOST_UNKNOWN]]
    more = len(unknown) - len(said)
    if more:
        said.append(f"{count(more, 'other key')} {'is' if more == 1 else 'are'} not known.")
    return tuple(said)


def _unknown(key: str, words: Mapping[str, str]) -> str:
    shown = "".join(sign for sign in key[: LONGEST_KEY + 1] if sign.isprintable())
    if len(shown) > LONGEST_KEY:
        shown = f"{shown[:LONGEST_KEY]}…"
    near = get_close_matches(loose(key[:LONGEST_KEY]), words, n=1)
    return f"no choice is called “{shown}”{f'; did you mean “{words[near[0]]}”?' if near else '.'}"


def query_text(query: Mapping[str, str]) -> str:
    """The query as it stands behind an address, readable."""
    return urlencode(query, safe=",*()^")


EXPERIMENT = Codec(Experiment(), CHOICES)
DECISION = Codec(Decision(), tuple(choices_of(Decision).items()))
DESCENT = Codec(DescentView(), tuple(choices_of(DescentView).items()))
LESSON = Codec(LessonView(), tuple(choices_of(LessonView).items()))
