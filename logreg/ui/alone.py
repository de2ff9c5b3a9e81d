"""Short work goes one piece after another: threads that work at once hinder each other.

Python runs one thread at a time, and NumPy lets another go on in each of its calls. With several at
work, each of these thousand handovers wakes another core: of 32 answers made at once, each took
25 ms of processor time; alone it takes 11. One after another they take 12 to 14.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock
from typing import Literal

_at_work = Lock()
# What this thread does: nothing of this kind, what no other may do meanwhile, or what all may.
_doing: ContextVar[Literal["", "alone", "aside"]] = ContextVar("doing", default="")


@contextmanager
def alone() -> Iterator[None]:
    """No other thread is in such a block meanwhile; one within it, or in `aside`, is part of it."""
    if _doing.get():
        yield
        return
    with _at_work:
        token = _doing.set("alone")
        try:
            yield
        finally:
            _doing.reset(token)


@contextmanager
def aside() -> Iterator[None]:
    """The block waits, or takes long: the others may work meanwhile."""
    is_alone = _doing.get() == "alone"
    token = _doing.set("aside")
    if is_alone:
        _at_work.release()
    try:
        yield
    finally:
        if is_alone:
            _at_work.acquire()
        _doing.reset(token)
