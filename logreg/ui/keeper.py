"""Progress in the browser's own storage, where the visitor has agreed."""

import streamlit as st

from ..missions import words
from ..missions.progress import Progress
from ..missions.view import NAMES
from ..wording.claims import written
from .door import log_refusal
from .live_component import bundled, loader

KEY = "keeper"
PROGRESS = "progress"
# Whether the visitor wants it kept; nothing is there until that is decided.
IS_KEPT = "progress is kept"
# Set when it has come from the browser, until the page has heard of it.
HAS_COME = "progress has come"

_keeper = st.components.v2.component(
    "keeper",
    html='<div class="keeper"></div>',
    js=loader("keeper"),
    isolate_styles=False,
)


def progress() -> Progress:
    """How far this session is."""
    known: Progress = st.session_state.get(PROGRESS, Progress())
    return known


def keep_progress(known: Progress) -> None:
    """Know this from now on."""
    st.session_state[PROGRESS] = known


def what_to_try() -> str:
    """The mission that comes next, where a run leaves nothing to repair."""
    return written(words.NOW_TRY, {"title": NAMES[progress().next_key].label})


def keeper() -> None:
    """The switch, and what writes to the browser's storage or reads it."""
    is_decided = IS_KEPT in st.session_state
    st.session_state["keep"] = st.session_state.get(IS_KEPT, False)
    st.toggle(words.KEEP, key="keep", help=words.KEEP_HELP, on_change=_decide)
    told = {
        "is_decided": is_decided,
        "is_kept": is_decided and st.session_state[IS_KEPT],
        "text": progress().as_text(),
    }
    _keeper(key=KEY, data=bundled(told), on_kept_change=_hear)


def _decide() -> None:
    st.session_state[IS_KEPT] = st.session_state["keep"] is True


def _hear() -> None:
    """What was kept comes first; what this session has done since is not lost."""
    try:
        kept = Progress.from_text(st.session_state[KEY].kept)
    except ValueError:
        log_refusal(KEY, "not a progress")
        return
    keep_progress(Progress({**kept.steps, **progress().steps}))
    st.session_state[IS_KEPT] = st.session_state[HAS_COME] = True
