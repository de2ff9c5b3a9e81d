"""Records whose arrays cannot be written to: many visitors share one run."""

import dataclasses
from functools import cache
from typing import TypeVar

import numpy as np

Record = TypeVar("Record")


def freeze(record: Record) -> Record:
    """Make every array read-only that `record` leads to, through dataclasses and tuples."""
    if isinstance(record, np.ndarray):
        # What owns the memory as well: a view is no protection while its base can be written to.
        array: object = record
        while isinstance(array, np.ndarray):
            array.setflags(write=False)
            array = array.base
    elif isinstance(record, tuple):
        for item in record:
            freeze(item)
    else:
        kind: type = type(record)
        for name in _fields_of(kind):
            freeze(getattr(record, name))
    return record


# Looked up for each record of each run: at most of the time that freezing it takes.
@cache
def _fields_of(kind: type) -> tuple[str, ...]:
    """The names of a dataclass's fields; none of anything else."""
    is_record = dataclasses.is_dataclass(kind)
    return tuple(field.name for field in dataclasses.fields(kind)) if is_record else ()
