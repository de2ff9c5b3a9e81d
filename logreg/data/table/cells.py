"""What a file holds, cell by cell, before it is decided what any of it means."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ...wording.numbers import count
from .layout import Layout

if TYPE_CHECKING:
    import pandas as pd

_LONGEST_NAME = 80


@dataclass(frozen=True, eq=False, repr=False)
class Cells:
    """The cells of a file as text, or as numbers and dates where the file has types itself."""

    name: str  # of the file
    kind: str  # "text", "xlsx", "parquet" or "json"
    layout: Layout
    frame: "pd.DataFrame"  # its column names are distinct
    header: tuple[str, ...]  # as the file has it; empty where it has none
    notes: tuple[str, ...]  # what was guessed, renamed and left out
    troubles: tuple[str, ...] = ()  # a sentence for each broken row
    left_out: tuple[int, ...] = ()  # lines or rows of the file that are not read, counted from 1
    is_spread: bool = False  # a cell goes over several lines
    sheets: tuple[str, ...] = ()  # of a workbook
    where: str = ""  # which part of the file is read, as Python has it: '["data"]' of JSON


def text_of(value: Any) -> str:
    """What a cell of any type reads as; "" where it holds nothing."""
    if value is None or value != value:
        return ""
    # Half of a pair of surrogates is no text.
    return str(value).encode("utf-8", "replace").decode()


def distinct(header: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names that are short, not empty and differ, and a sentence about each that was changed."""
    names: list[str] = []
    notes = []
    taken: set[str] = set()
    for i, given in enumerate(header, 1):
        bare = " ".join("".join(sign if sign.isprintable() else " " for sign in given).split())
        name = bare if len(bare) <= _LONGEST_NAME else f"{bare[:_LONGEST_NAME]}…"
        name = name or f"column {i}"
        n = 2
        once = name
        while name in taken:
            name, n = f"{once} ({n})", n + 1
        if name != once:
            notes.append(f"A column named “{once}” stands there before: it is called “{name}”.")
        taken.add(name)
        names.append(name)
    n_without = sum(not given.strip() for given in header)
    if n_without:
        notes.append(f"{count(n_without, 'column')} without a name: called by the place it has.")
    return tuple(names), tuple(notes)
