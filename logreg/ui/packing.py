"""Arrays on their way to the browser: as bytes beside JSON, or as base64 within it."""

import base64
import json
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

# Typed arrays begin at multiples of the size of their numbers.
ALIGNMENT = 8


def in_bytes(data: Mapping[str, Any]) -> bytes:
    """`data` as JSON, with every array in it as its bytes behind the JSON; see live/arrays.js.

    The length of the JSON as four bytes, the JSON, and the arrays, each at a multiple of eight. In
    the JSON an array is {"array": [dtype, where it begins, how many numbers]}. Arrays of one
    dimension, as a rule; of others the numbers come row by row.
    """
    arrays: list[bytes] = []
    size = 0

    def place(value: Any) -> Any:
        nonlocal size
        if isinstance(value, Mapping):
            return dict(value)
        if isinstance(value, np.ndarray):
            values = _for_javascript(value)
            start, content = size, np.ascontiguousarray(values).tobytes()
            arrays.append(content.ljust(_aligned(len(content)), b"\0"))
            size += len(arrays[-1])
            return {"array": [values.dtype.str[1:], start, values.size]}
        raise TypeError(f"{type(value).__name__} has no form in JSON.")

    text = json.dumps(data, default=place, allow_nan=False, separators=(",", ":")).encode()
    head = len(text).to_bytes(4, "little") + text
    return b"".join([head.ljust(_aligned(len(head)), b"\0"), *arrays])


def _aligned(size: int) -> int:
    return -(-size // ALIGNMENT) * ALIGNMENT


def _for_javascript(values: np.ndarray) -> np.ndarray:
    """JavaScript's arrays know no larger integers."""
    return values.astype(np.int32) if values.dtype == np.int64 else values


def numbered(texts: Iterable[str]) -> dict[str, Any]:
    """Each text as its number among the few different ones."""
    texts = list(texts)
    number_of = {text: number for number, text in enumerate(dict.fromkeys(texts))}
    places = np.array([number_of[text] for text in texts], dtype=np.uint16)
    return {"texts": list(number_of), "places": places}


def packed(value: Any) -> Any:
    """`value` with every array in it as base64, in the form that plotly.js reads."""
    if isinstance(value, np.ndarray):
        value = _for_javascript(value)
        shape = {} if value.ndim == 1 else {"shape": ", ".join(map(str, value.shape))}
        content = base64.b64encode(np.ascontiguousarray(value).tobytes()).decode("ascii")
        return {"dtype": value.dtype.str[1:], "bdata": content, **shape}
    if isinstance(value, Mapping):
        return {key: packed(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [packed(item) for item in value]
    return value
