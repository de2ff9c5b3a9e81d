"""The address bar and the menu, kept in step with the controls, and the button that copies it.

Streamlit's own `st.query_params` makes an entry in the browser's history of every change, so that
Back would have to be pressed once for each. This component replaces the entry of the page instead.
"""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

import streamlit as st

from .live_component import bundled, loader

_link = st.components.v2.component(
    "link",
    html='<div class="link"></div>',
    js=loader("link"),
    isolate_styles=False,
)


def link(query: Mapping[str, str], menu: Sequence[Mapping[str, str]]) -> None:
    """Put the query into the address bar, one into each link of the menu, and draw the button."""
    texts = {"query": query_text(query), "menu": [query_text(one) for one in menu]}
    _link(key="link", data=bundled(texts))


def query_text(query: Mapping[str, str]) -> str:
    """The query as an address has it, readable."""
    return urlencode(query, safe=",*()^")
