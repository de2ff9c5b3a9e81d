"""A list of sentences about a run or a table, whatever names they hold."""

from collections.abc import Sequence

import streamlit as st

from ..wording.plain_text import as_markdown

# More would push all else off the screen.
MOST_OPEN = 6


def show_sentences(sentences: Sequence[str], what: str) -> None:
    """Each as the text that it is; many are folded away, as so many of `what`."""
    text = "\n".join(f"- {as_markdown(sentence)}" for sentence in sentences)
    if len(sentences) <= MOST_OPEN:
        st.markdown(text)
        return
    with st.expander(f"{len(sentences)} {what}"):
        st.markdown(text)
