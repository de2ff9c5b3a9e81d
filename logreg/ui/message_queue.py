"""What an answer has made and not yet sent stays, whatever a fragment is asked meanwhile.

Where a fragment starts before the run of the whole page has been sent to its end, Streamlit takes
from the queue what that run made of this fragment (runtime/forward_msg_queue.py), and with it what
it made of the place: the browser drops such a place, counts the others wrongly, and can no longer
set what comes ("Cannot set a node at a delta path"). The whole page is then blank.
"""

from functools import cache, wraps
from typing import Any

from .private import stand_in

QUEUES = "streamlit.runtime.forward_msg_queue"
QUEUE = "ForwardMsgQueue"
CLEAR = "clear"


@cache
def keep_what_is_under_way() -> None:
    """Have the queues of all sessions keep it.

    tests/ui/test_message_queue.py tells when Streamlit has other names. Without this all works, but
    for a hand that comes at the wrong moment.
    """
    stand_in(QUEUES, f"{QUEUE}.{CLEAR}", _keeping)


def _keeping(clear_for: Any) -> Any:
    @wraps(clear_for)
    def clear(
        queue: Any,
        retain_lifecycle_msgs: bool = False,
        fragment_ids_this_run: list[str] | None = None,
    ) -> None:
        # Of no fragment is something taken: what the new run makes comes after it.
        of_fragments: list[str] | None = None if fragment_ids_this_run is None else []
        clear_for(queue, retain_lifecycle_msgs, of_fragments)

    return clear
