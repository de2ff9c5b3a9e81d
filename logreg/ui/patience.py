"""What a visitor sees of work that takes long; it ends when nobody waits for it any more."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from threading import Event, get_ident

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ..wording.numbers import count
from .alone import aside
from .moved_on import end_if_moved_on, visitor
from .turns import LOOK_SECONDS, Place, Turns

# What takes longer by its size waits for its turn, in milliseconds.
HEAVY = 100.0
# A bar that would be gone sooner is none.
BAR_AFTER_SECONDS = 0.5
# A run over a large table gives way to who waits, so often; those of toy data end before.
GIVE_WAY_SECONDS = 5.0
BAR = "place of the bar"
KEY = "turn"

_turns = Turns()


@dataclass(frozen=True)
class BarPlace:
    """Where a bar is drawn, and after how many seconds."""

    place: DeltaGenerator
    after: float


class Patience:
    """A visitor who waits for one piece of work: how long by now, and what it is told."""

    def __init__(self) -> None:
        self._begun = self._up = time.monotonic()  # `_up`: since when it is its turn
        self._looked = 0.0
        self._bar_place: BarPlace | None = st.session_state.get(BAR) if visitor() else None
        self._bar: DeltaGenerator | None = None
        self._said = ("", 0.0)
        self.place: Place | None = None

    def wait(self, n_in_front: int) -> None:
        """Say how many are in front."""
        self._look(f"{count(n_in_front, 'run')} in front of you" if n_in_front else "", 0.0)
        self._up = time.monotonic()

    def work(self, words: str, share: float) -> None:
        """Say how far it has come, and give way where others wait."""
        now = time.monotonic()
        if now - self._looked < LOOK_SECONDS:
            return
        self._look(f"{words}…", share)
        if self.place and now - self._up > GIVE_WAY_SECONDS:
            _turns.give_way(self.place, self.wait)
            self._up = time.monotonic()

    def end(self) -> None:
        """Take the bar away."""
        if self._bar is not None and self._bar_place is not None:
            self._bar_place.place.empty()

    def _look(self, words: str, share: float) -> None:
        self._looked = time.monotonic()
        end_if_moved_on()
        if not words or self._bar_place is None:
            return
        if self._looked - self._begun < self._bar_place.after or (words, share) == self._said:
            return
        self._said = words, share
        if self._bar is None:
            with self._bar_place.place.container(key=KEY):
                self._bar = st.progress(share, words)
        else:
            self._bar.progress(share, words)


_waiting: ContextVar[Patience | None] = ContextVar("waiting", default=None)


def place_for_bar() -> DeltaGenerator:
    """Here a page tells who waits how long it takes.

    A fragment may write there only where it has when the whole page ran last.
    """
    place = st.empty()
    st.session_state[BAR] = BarPlace(place, BAR_AFTER_SECONDS)
    return place


@contextmanager
def own_bar() -> Iterator[None]:
    """In the block it is told here instead, and at once: what was asked for is known to be long."""
    usual = st.session_state.get(BAR)
    st.session_state[BAR] = BarPlace(st.empty(), 0.0)
    try:
        yield
    finally:
        st.session_state[BAR] = usual


def never() -> bool:
    """What `waiting` is given for work that nobody else makes."""
    return False


@contextmanager
def waiting(is_moot: Callable[[], bool] = never) -> Iterator[bool]:
    """A turn for the block, which hears whether it has come; not where the work `is_moot` by then.

    Within a turn there is no other.
    """
    if _waiting.get() is not None:
        yield True
        return
    patience = Patience()

    def wait(n_in_front: int) -> bool:
        patience.wait(n_in_front)
        return is_moot()

    token = _waiting.set(patience)
    try:
        with aside(), _turns.turn(visitor() or get_ident(), wait) as patience.place:
            yield patience.place is not None
    finally:
        _waiting.reset(token)
        patience.end()


def telling(words: str) -> Callable[[float], None]:
    """What hears how far some work has come that has these words."""

    def hear(share: float) -> None:
        patience = _waiting.get()
        if patience is not None:
            patience.work(words, share)

    return hear


def wait_for(made: Event) -> None:
    """Until somebody else has made what is asked for; whoever waits lets others go first."""
    patience = _waiting.get()
    if patience is None or patience.place is None:
        with aside():
            while not made.wait(LOOK_SECONDS):
                end_if_moved_on()
        return
    with _turns.aside(patience.place, patience.wait):
        while not made.wait(LOOK_SECONDS):
            patience.wait(0)
