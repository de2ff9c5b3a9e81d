"""Sessions whose time is up are forgotten, and with them a person's own table.

Streamlit drops them when the next page is left, and its loop holds the one that it sent something
last: where nobody else comes, a table would stay.
"""

import ctypes
import gc
import logging
import sys
from asyncio import AbstractEventLoop
from functools import cache
from typing import Any

import streamlit as st
from streamlit import runtime

_log = logging.getLogger(__name__)
LEAST_SECONDS = 1.0


def forget_ended_sessions() -> None:
    """See to it from now on that a session ends when its time (`disconnectedSessionTTL`) is up."""
    if runtime.exists():
        _begin()


@cache
def _begin() -> None:
    # Nothing public leads there; tests/browser/test_own_table.py tells when this has another name.
    server = runtime.get_instance()
    try:
        loop = server._get_async_objs().eventloop
        manager: Any = server._session_mgr
        manager._session_storage._cache.expire  # noqa: B018
    except AttributeError:
        _log.warning("This Streamlit keeps a session that has ended until the next one ends.")
        return
    pause = max(LEAST_SECONDS, st.get_option("server.disconnectedSessionTTL") / 4)
    loop.call_soon_threadsafe(_look, loop, manager, pause)


def _look(loop: AbstractEventLoop, manager: Any, pause: float) -> None:
    ended = _ended(manager)
    for session in ended:
        _empty(session)
    if ended:
        # What holds itself goes with a collection, for which nobody has to wait here.
        if not manager.num_active_sessions():
            gc.collect()
        loop.run_in_executor(None, _give_back)
    loop.call_later(pause, _look, loop, manager, pause)


def _ended(manager: Any) -> list[Any]:
    """The sessions whose time is up, which nobody can come back to any more."""
    left = manager._session_storage._cache
    with manager._storage_lock:
        known = dict(left._data)
        left.expire()
        return [known[one].session for one in known.keys() - left._data.keys()]


def _empty(session: Any) -> None:
    """What it holds goes, whoever still holds the session itself."""
    session.shutdown()
    session.session_state.clear()
    session._fragment_storage.clear()


def _give_back() -> None:
    """Free memory goes back to the machine: glibc keeps what lies between pieces in use."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
