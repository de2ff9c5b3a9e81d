"""What the live components of a page were given, where it runs without a browser."""

import json
from typing import Any

import numpy as np
from streamlit.testing.v1 import AppTest

LENGTH_BYTES, ALIGNMENT = 4, 8


def components(page: AppTest) -> list[dict[str, Any]]:
    """The data of each, in the order of the page."""
    return [given(component.proto) for component in page.get("bidi_component")]


def given(proto: Any) -> dict[str, Any]:
    """What a component was given: JSON, or bytes with arrays behind it."""
    data: dict[str, Any]
    if not proto.bytes:
        (data,) = json.loads(proto.json)
        return data
    length = int.from_bytes(proto.bytes[:LENGTH_BYTES], "little")
    end = LENGTH_BYTES + length
    arrays = proto.bytes[-(-end // ALIGNMENT) * ALIGNMENT :]

    def revive(part: dict[str, Any]) -> Any:
        if "array" not in part:
            return part
        dtype, start, size = part["array"]
        return np.frombuffer(arrays, f"<{dtype}", size, start)

    data = json.loads(proto.bytes[LENGTH_BYTES:end], object_hook=revive)
    return data
