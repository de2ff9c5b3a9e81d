"""What the words of a section are made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...wording.claims import written


@dataclass(frozen=True)
class Question:
    """What is asked before a section tells: short options, and what is said of the right one."""

    ask: str
    options: tuple[str, ...]
    answer: str


@dataclass(frozen=True)
class Said:
    """Labels, captions and sentences by their names."""

    said: Mapping[str, str]

    def say(self, name: str, /, **values: Any) -> str:
        """What is said under this name, with its numbers."""
        return written(self.said[name], values)


@dataclass(frozen=True)
class SectionWords(Said):
    """The words of one section.

    `text` is what is read, `said` what is said of what a hand does: labels, captions, sentences.
    """

    title: str
    question: Question
    text: Mapping[str, str]
    take_away: str


@dataclass(frozen=True)
class BugWords:
    """The words of one bug of the guessing game, true of it on any points."""

    title: str
    recognise: str
