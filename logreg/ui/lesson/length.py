"""How long a section is: counted from its words and its listings."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .blocks import listings_of, texts_of
from .frame import Section

# A text with formulas is read at about 150 words a minute, and a line of code takes as long as
# ten of them; a question and a chart to drag take the rest.
WORDS_PER_MINUTE = 150
WORDS_PER_LINE = 10
MINUTES_TO_ANSWER = 0.5
MINUTES_TO_TOUCH = 1.5
# What stands between dollar signs is a formula, and what follows a link is its address.
NO_WORDS = re.compile(r"\$[^$]*\$|\]\([^)]*\)|[*_`\[\]]")


@dataclass(frozen=True)
class Length:
    """Words, lines of code, the longest listing among them, and what all of it takes."""

    words: int
    lines: int
    longest_listing: int
    minutes: float

    @property
    def whole_minutes(self) -> int:
        """At least one."""
        return max(1, round(self.minutes))


def length_of(sections: Iterable[Section]) -> Length:
    """Of all that is read and touched in the sections."""
    chosen = list(sections)
    words = sum(map(_words, chosen))
    listings = [text for one in chosen for text in listings_of(one.reading)]
    lines = [len(text.splitlines()) for text in listings]
    touched = sum(MINUTES_TO_TOUCH for one in chosen if one.touch)
    reading = (words + WORDS_PER_LINE * sum(lines)) / WORDS_PER_MINUTE
    minutes = reading + MINUTES_TO_ANSWER * len(chosen) + touched
    return Length(words, sum(lines), max(lines, default=0), minutes)


def _words(section: Section) -> int:
    words, question = section.words, section.words.question
    texts = [words.title, question.ask, *question.options, question.answer, words.take_away]
    texts += texts_of(section.reading, words)
    return sum(map(count_words, texts))


def count_words(text: str) -> int:
    """Formulas, addresses and signs are none."""
    return len(re.findall(r"\w[\w’'.,-]*", NO_WORDS.sub(" ", text)))
