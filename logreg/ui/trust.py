"""What a browser sends is never trusted: what cannot be is replaced, and logged in one line."""

import logging
from collections.abc import Callable
from typing import Any

import streamlit as st

_log = logging.getLogger(__name__)


def keep_allowed(key: str, check: Callable[[Any], object], default: Any) -> None:
    """Set the control `key` to its default where its value is none that `check` lets pass.

    Before the control is drawn. What was never set is left so.
    """
    try:
        if key in st.session_state:
            check(st.session_state[key])
    except Exception as error:  # the message may have broken anything on its way here
        log_refusal(key, type(error).__name__)
        st.session_state[key] = default


def log_refusal(key: str, reason: str) -> None:
    """One line for whoever runs the server."""
    _log.warning("A browser sent what %r cannot be: %s.", key, reason)
