"""What is said of the theme as a run begins, put together once for all runs.

Streamlit goes through its 370 settings six times for each run of a script, also of a fragment
(runtime/app_session.py): 0.2 ms at once after another, 0.6 ms between two visitors, an eighth of
what a page with one slider costs in all.
"""

from functools import cache, wraps
from importlib import import_module
from typing import Any

from .private import stand_in

SESSIONS = "streamlit.runtime.app_session"
POPULATE = "_populate_theme_msg"
CONFIG = "streamlit.config"
SETTINGS = "get_config_options"


@cache
def keep_the_theme() -> None:
    """Have what was put together said again, until the settings are read anew.

    tests/ui/test_theme_message.py tells when Streamlit has other names.
    """
    stand_in(SESSIONS, POPULATE, _remembering)


def _remembering(populate_anew: Any) -> Any:
    settings = getattr(import_module(CONFIG), SETTINGS)
    known: dict[str, Any] = {}
    read: Any = None  # the settings that these were put together from

    @wraps(populate_anew)
    def populate(msg: Any, section: str = "theme") -> None:
        nonlocal read
        if read is not settings():  # read anew, they are another object
            read = settings()
            known.clear()
        if section not in known:
            told = type(msg)()
            populate_anew(told, section)  # settings that cannot be are not remembered half read
            known[section] = told
        # Even of nothing a message is made by merging.
        if known[section].ByteSize():
            msg.MergeFrom(known[section])

    return populate
