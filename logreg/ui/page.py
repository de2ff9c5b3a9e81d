"""The frame that every page stands in."""

from pathlib import Path

import streamlit as st

STYLE = Path(__file__).with_name("page.css")
# A file of our own: named icons and emoji would be fetched from a server.
ICON = Path(__file__).with_name("icon.svg")


def frame(title: str) -> None:
    """Open a page: browser title, wide layout, the product's spacing. The first call of a page."""
    st.set_page_config(page_title=title, page_icon=str(ICON), layout="wide")
    st.html(STYLE)
    st.title(title, anchor=False)
