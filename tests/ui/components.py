"""What the live components of a page were given, where it runs without a browser."""

import json
from typing import Any

from streamlit.testing.v1 import AppTest


def components(page: AppTest) -> list[dict[str, Any]]:
    """The data of each, in the order of the page."""
    return [json.loads(component.proto.json)[0] for component in page.get("bidi_component")]
