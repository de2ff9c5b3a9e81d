"""How much memory an answer takes."""

import dataclasses
from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np

from ..experiment.experiment import Experiment

# Of an object without its parts, and of an entry with its question: about what CPython takes.
OBJECT_BYTES = 100
ENTRY_BYTES = 2_000
LEAVES = (int, float, complex, type(None), Experiment)


def n_bytes(answer: Any) -> int:
    """Of arrays, bytes and texts that `answer` leads to, through records, tuples and mappings.

    What several parts share is counted once: a view takes the memory of what it looks at.
    """
    seen: set[int] = set()
    left, total = [answer], ENTRY_BYTES
    while left:
        one = left.pop()
        names = _parts_of(one.__class__)
        if names is None:
            continue
        if names is ARRAY:
            while isinstance(one.base, np.ndarray):
                one = one.base
        if id(one) in seen:
            continue
        seen.add(id(one))
        total += OBJECT_BYTES
        if names is ARRAY:
            total += one.nbytes
        elif names is TEXT:
            total += len(one)
        elif names is ITEMS:
            left.extend(one.values() if isinstance(one, Mapping) else one)
        else:
            left.extend([getattr(one, name) for name in names])
    return total


ARRAY, TEXT, ITEMS = ("an array",), ("a text",), ("items",)


@cache
def _parts_of(kind: type) -> tuple[str, ...] | None:
    """The fields of a record, or what else it is; None for what has no parts worth counting."""
    if issubclass(kind, LEAVES):
        return None
    if issubclass(kind, np.ndarray):
        return ARRAY
    if issubclass(kind, bytes | str):
        return TEXT
    if issubclass(kind, tuple | list | Mapping):
        return ITEMS
    if dataclasses.is_dataclass(kind):
        return tuple(field.name for field in dataclasses.fields(kind))
    return ()
