"""Records whose arrays cannot be written to: many visitors share one run."""

import dataclasses
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
    elif dataclasses.is_dataclass(record):
        for field in dataclasses.fields(record):
            freeze(getattr(record, field.name))
    elif isinstance(record, tuple):
        for item in record:
            freeze(item)
    return record
