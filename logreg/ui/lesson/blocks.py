"""What is read in a section, block by block: so that it can be shown, and its length measured."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from textwrap import dedent
from typing import Any

import streamlit as st

from ...lesson.words import SectionWords
from ..source import source_of


@dataclass(frozen=True)
class Text:
    """A paragraph: its name among the words of the section."""

    name: str


@dataclass(frozen=True)
class Formulas:
    """Formulas one below the other: side by side they would not fit on a phone."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Listing:
    """The source of what ran, as Python has it."""

    items: tuple[Callable[..., Any] | type, ...]

    @property
    def source(self) -> str:
        """The items one below the other, without the indentation of a class."""
        return "\n\n".join(dedent(source_of(item)).rstrip() for item in self.items)


@dataclass(frozen=True)
class Folded:
    """Blocks under a line that opens them: its name among the words of the section."""

    name: str
    blocks: "tuple[Block, ...]"


@dataclass(frozen=True)
class Drawn:
    """What is neither text nor code, such as a table, with the words to be read in it."""

    draw: Callable[[], None]
    words: tuple[str, ...]


Block = Text | Formulas | Listing | Folded | Drawn


def formulas(*lines: str) -> Formulas:
    """A block of formulas."""
    return Formulas(lines)


def listing(*items: Callable[..., Any] | type) -> Listing:
    """A block of source."""
    return Listing(items)


def show_blocks(blocks: Iterable[Block], words: SectionWords) -> None:
    """Draw the blocks into the current container."""
    for block in blocks:
        match block:
            case Text(name):
                st.markdown(words.text[name])
            case Formulas(lines):
                show_formulas(*lines)
            case Listing():
                # Not wrapped: a line that is too long scrolls, and keeps its indentation.
                st.code(block.source, language="python")
            case Folded(name, inner):
                with st.expander(words.text[name], icon=":material/unfold_more:"):
                    show_blocks(inner, words)
            case Drawn(draw):
                draw()


def show_formulas(*lines: str) -> None:
    """One below the other."""
    st.latex(r"\begin{gathered} " + r" \\[0.5em] ".join(lines) + r" \end{gathered}")


def texts_of(blocks: Iterable[Block], words: SectionWords) -> Iterator[str]:
    """All that is read in the blocks."""
    for block in blocks:
        match block:
            case Text(name):
                yield words.text[name]
            case Folded(name, inner):
                yield words.text[name]
                yield from texts_of(inner, words)
            case Drawn(_, read):
                yield from read


def listings_of(blocks: Iterable[Block]) -> Iterator[str]:
    """The source of every listing in the blocks."""
    for block in blocks:
        match block:
            case Listing():
                yield block.source
            case Folded(_, inner):
                yield from listings_of(inner)
