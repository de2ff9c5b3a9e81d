"""Links within a page to a state of another."""

import streamlit as st

from ..experiment.gallery import Opening
from .menu import script_of


def link_to(opening: Opening, label: str) -> None:
    """A link to a state, which opens in the same tab; its address does so in another."""
    st.page_link(script_of(opening.page), label=label, query_params=opening.query)
