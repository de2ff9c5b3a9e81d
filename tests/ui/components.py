"""What the live components of a page were given, where it runs without a browser."""

import json
import re
from typing import Any

import numpy as np
from streamlit.testing.v1 import AppTest

ALIGNMENT = 8


def components(page: AppTest) -> list[dict[str, Any]]:
    """The data of each, in the order of the page."""
    return [data_of(component.proto) for component in page.get("bidi_component")]


def menu_of(page: AppTest) -> list[str]:
    """The labels of the menu, in its order."""
    (menu,) = [html.proto.body for html in page.sidebar.get("html")]
    return re.findall(r"<span>([^<]+)</span></a>", menu)


def data_of(proto: Any) -> dict[str, Any]:
    """What a component was given: JSON, or bytes with arrays behind it."""
    data: dict[str, Any] = {} if proto.bytes else json.loads(proto.json)[0]
    rest = proto.bytes
    while rest:
        size, length = np.frombuffer(rest, "<u4", 2).tolist()
        data |= _read(rest[8 : 8 + length], rest[-(-(8 + length) // ALIGNMENT) * ALIGNMENT : size])
        rest = rest[size:]
    return data


def _read(text: bytes, arrays: bytes) -> dict[str, Any]:
    def revive(part: dict[str, Any]) -> Any:
        if "array" not in part:
            return part
        dtype, start, size = part["array"]
        return np.frombuffer(arrays, f"<{dtype}", size, start)

    data: dict[str, Any] = json.loads(text, object_hook=revive)
    return data
