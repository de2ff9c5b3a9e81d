"""Sessions whose time is up are forgotten, and with them a person's own table.

Streamlit drops them when the next page is left, and its loop holds the one that it sent something
last: where nobody else comes, a table would stay.
"""

import ctypes
import gc
import logging
import sys
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
    try:
        ended = _Ended(runtime.get_instance())
    except AttributeError:
        _log.warning("This Streamlit keeps a session that has ended until the next one ends.")
        return
    ended.loop.call_soon_threadsafe(ended.look)


class _Ended:
    """Looks from time to time, in the server's loop, for sessions whose time is up.

    Nothing public leads there; tests/browser/test_own_table.py tells when it has another name.
    """

    def __init__(self, server: Any) -> None:
        self.loop = server._get_async_objs().eventloop
        self._manager = server._session_mgr
        self._guard = self._manager._storage_lock
        self._left = self._manager._session_storage._cache
        self._pause = max(LEAST_SECONDS, st.get_option("server.disconnectedSessionTTL") / 4)

    def look(self) -> None:
        """Empty what nobody can come back to any more; then again after a while."""
        self.loop.call_later(self._pause, self.look)
        ended = self._take()
        for session in ended:
            _empty(session)
        if ended:
            # What holds itself goes with a collection, for which nobody has to wait here.
            if not self._manager.num_active_sessions():
                gc.collect()
            self.loop.run_in_executor(None, _give_back)

    def _take(self) -> list[Any]:
        with self._guard:
            known = dict(self._left._data)
            self._left.expire()
            return [known[one].session for one in known.keys() - self._left._data.keys()]


def _empty(session: Any) -> None:
    """What it holds goes, whoever still holds the session itself."""
    session.shutdown()
    session.session_state.clear()
    session._fragment_storage.clear()


def _give_back() -> None:
    """Free memory goes back to the machine: glibc keeps what lies between pieces in use.

    After a table of 100,000 rows 269 MB stay so, and 304 otherwise; 190 before it.
    """
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
