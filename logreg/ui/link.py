"""The address bar and the menu, kept in step with the controls, and the button that copies it.

Streamlit's own `st.query_params` makes an entry in the browser's history of every change, so that
Back would have to be pressed once for each. This component replaces the entry of the page instead.
As the last one drawn it also tells the sliders which of their messages are answered in full.
"""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

import streamlit as st

from .door import answered
from .live_component import bundled, loader

_link = st.components.v2.component(
    "link",
    html='<div class="link"></div>',
    js=loader("link"),
    isolate_styles=False,
)


def link(query: Mapping[str, str], menu: Sequence[Mapping[str, str]]) -> None:
    """Put the query into the address bar, one into each link of the menu, and draw the button."""
    data = {
        "query": _text(query),
        "menu": [_text(one) for one in menu],
        "answered": answered(),
    }
    _link(key="link", data=bundled(data))


def _text(query: Mapping[str, str]) -> str:
    return urlencode(query, safe=",*()^")
