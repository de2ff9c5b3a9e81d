"""Arrays in JSON: as base64, in the form that plotly.js reads (`dtype` and `bdata`)."""

import base64
from collections.abc import Mapping
from typing import Any

import numpy as np


def base64_of(values: np.ndarray) -> str:
    """The bytes of the array, row by row, as text."""
    return base64.b64encode(np.ascontiguousarray(values).tobytes()).decode("ascii")


def packed(value: Any) -> Any:
    """`value` with every array in it packed, however deep in lists and mappings."""
    if isinstance(value, np.ndarray):
        if value.dtype == np.int64:
            value = value.astype(np.int32)  # JavaScript's arrays know no larger integers
        shape = {} if value.ndim == 1 else {"shape": ", ".join(map(str, value.shape))}
        return {"dtype": value.dtype.str[1:], "bdata": base64_of(value), **shape}
    if isinstance(value, Mapping):
        return {key: packed(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [packed(item) for item in value]
    return value
