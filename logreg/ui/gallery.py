"""The gallery: a card for each run, which is a link to it."""

from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ..experiment.gallery import EXHIBITS, Exhibit
from .cache import cached_card
from .opened import link_to

STYLE = Path(__file__).with_name("gallery.css").read_text("utf-8")


def show_gallery() -> None:
    """All links at once; then, one after another, what takes a run to draw."""
    st.html(f"<style>{STYLE}</style>")
    st.markdown(
        "Runs known to be good and runs known to be bad, each with the reason why. A card opens its"
        " run: change what is wrong, or break what is right."
    )
    with st.container(key="gallery"):
        places = list(map(_card, EXHIBITS))
    for exhibit, place in zip(EXHIBITS, places, strict=True):
        # All in it is ours, or escaped.
        place.html(cached_card(exhibit), unsafe_allow_javascript=True)


def _card(exhibit: Exhibit) -> DeltaGenerator:
    with st.container(key=f"card-{exhibit.key}"):
        link_to(exhibit.opening, exhibit.title)
        return st.empty()
