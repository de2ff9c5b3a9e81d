"""Work that takes as long as is asked for, in a fragment: a page for the browser tests."""

import time

import streamlit as st

from logreg.ui import patience
from logreg.ui.patience import own_bar, place_for_bar, telling
from logreg.ui.shared import MB, shared

STEPS_PER_SECOND = 50
patience.GIVE_WAY_SECONDS = float("inf")


@shared(MB, work=lambda seconds: 1e3 * seconds)
def wait(seconds: float) -> str:
    """A word, after so many seconds."""
    n = max(1, round(STEPS_PER_SECOND * seconds))
    for k in range(n):
        time.sleep(1 / STEPS_PER_SECOND)
        telling("Waiting")((k + 1) / n)
    return f"Waited {seconds:g} s."


place = place_for_bar()


@st.fragment
def answer() -> None:
    """What was asked for, and its answer."""
    place.empty()
    seconds = st.number_input("Seconds", 0.0, 60.0, float(st.query_params.get("seconds", "0")))
    st.text(wait(seconds))


@st.dialog("Longer")
def longer() -> None:
    """The same in a dialog, with a bar of its own."""
    with own_bar():
        st.text(wait(59.0))


answer()
if st.button("Longer"):
    longer()
st.text("End of the page")
