"""What notices on an open page that its server has started anew, and has the whole page run again.

A reconnected page asks for its fragments only, and a new process knows none of them: each message
would go unanswered. This component lies outside every fragment.
"""

import secrets

import streamlit as st

from .door import log_refusal, number_of
from .live_component import bundled, loader, script
from .plotlyjs import asked_early

KEY = "connection"
NAME = "name of this session"
ANSWERED = "last question of the connection"

_connection = st.components.v2.component(
    "connection",
    html='<div class="connection" role="status"></div>',
    js=asked_early() + script("present_early") + loader("connection"),
    isolate_styles=False,
)


def connection() -> None:
    """Mount it, on every page, before whatever can fail."""
    _connection(
        key=KEY,
        data=bundled({"session": name_of_session(), "answered": st.session_state.get(ANSWERED)}),
        on_asked_change=_hear,
    )


def name_of_session() -> str:
    """By which a browser knows that another has begun: no session outlives its process."""
    name: str = st.session_state.setdefault(NAME, secrets.token_hex(8))
    return name


def _hear() -> None:
    asked = number_of(st.session_state[KEY].get("asked"))
    if asked is None:
        log_refusal(KEY, "not the number of a question")
    else:  # the number goes back to the browser as it came
        st.session_state[ANSWERED] = asked
