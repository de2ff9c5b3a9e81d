"""The one door for what a browser sends: it is never trusted.

What cannot be is replaced by what can, and logged in one line.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

_log = logging.getLogger(__name__)
# Larger ones are no whole numbers to a browser.
LARGEST_COUNT = 2**53
ANSWERED = "messages answered"


@dataclass(frozen=True)
class Heard:
    """What counts of a live component since its last message."""

    value: Any
    count: int = 0  # the number of the message
    is_dragging: bool = False  # whether the hand still holds it
    is_refusal: bool = False  # whether the message had to be replaced


def hear(last: Heard | None, message: Any, check: Callable[[Any], Any], default: Any) -> Heard:
    """From what counted last and a message to what counts now; nothing else is looked at.

    A browser sends a mapping of value, count and is_dragging, and repeats it with every run of the
    script. Anything else but None was set by the page (`set_live`). None comes from a component
    that was not drawn for a while: it lost its state, but not the choice. `check` returns the value
    that is meant, or raises ValueError.
    """
    count = last.count if last else 0
    is_dragging, is_new = False, last is None
    if isinstance(message, Mapping):
        count = number_of(message.get("count")) or 0
        is_new = last is None or last.count != count
        value, is_dragging = message.get("value"), message.get("is_dragging") is True
        if last and not is_new and last.value != value:
            # Heard before: what the page has set since then is newer.
            value, is_dragging = last.value, False
    else:
        value = last.value if message is None and last else message
    if value is None:
        return Heard(default, count, is_refusal=message is not None and is_new)
    try:
        return Heard(check(value), count, is_dragging)
    except ValueError:
        return Heard(default, count, is_refusal=is_new)


def number_of(message: Any) -> int | None:
    """A whole number as a browser counts, or None: 0, 1, … below 2⁵³."""
    return message if type(message) is int and 0 <= message < LARGEST_COUNT else None


def hear_live(key: str, check: Callable[[Any], Any], default: Any, state: Any) -> Heard:
    """What counts of the live component `key` in this session, whose state is `state`."""
    memory = f"{key} heard"
    message = state.get("value") if isinstance(state, Mapping) else None
    heard = hear(st.session_state.get(memory), message, check, default)
    if heard.is_refusal:
        log_refusal(key, "not a value of this control")
    if state:
        st.session_state[memory] = heard
        st.session_state[ANSWERED] = answered() | {key: heard.count}
    return heard


def answered() -> dict[str, int]:
    """The number of the last message of each live component in this session."""
    counts: dict[str, int] = st.session_state.get(ANSWERED, {})
    return counts


def set_live(key: str, value: Any) -> None:
    """Set a live component, before it is drawn."""
    st.session_state[key] = {"value": value}


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
