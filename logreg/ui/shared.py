"""What one visitor has caused to be made, the next one is given."""

import math
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import update_wrapper
from threading import Event, Lock
from typing import Any, Generic, ParamSpec, TypeVar

import streamlit as st

from ..experiment.experiment import Experiment
from .alone import alone
from .patience import HEAVY, wait_for, waiting
from .size import n_bytes

Asked = ParamSpec("Asked")
Made = TypeVar("Made")

MB = 2**20
OWN = "own answers"
# Of a large table each run takes many megabytes: that on screen, and the one before it.
MOST_OWN = 2


class Answers:
    """The last answers to questions; who asks what is being made waits for it."""

    def __init__(
        self,
        max_bytes: float = math.inf,
        max_entries: float = math.inf,
        size: Callable[[Any], int] = n_bytes,
    ) -> None:
        self._made: OrderedDict[Hashable, Any] = OrderedDict()
        self._sizes: dict[Hashable, int] = {}
        self._making: dict[Hashable, Event] = {}
        self._max_bytes, self._max_entries, self._size = max_bytes, max_entries, size
        self._n_bytes = 0
        self._guard = Lock()

    def to(self, question: Hashable, make: Callable[[], Made], is_heavy: bool = False) -> Made:
        """The answer that is remembered, or what `make` makes; heavy work waits for its turn."""
        while True:
            with self._guard:
                if question in self._made:
                    self._made.move_to_end(question)
                    known: Made = self._made[question]
                    return known
                made = self._making.get(question)
                if made is None and not is_heavy:
                    self._making[question] = Event()
            if made is not None:
                wait_for(made)
            elif not is_heavy:
                return self._make(question, make)
            else:
                with waiting(lambda: self.knows(question)) as is_up:
                    if is_up and self._claim(question):
                        return self._make(question, make)

    def knows(self, question: Hashable) -> bool:
        """Whether it is remembered, or being made."""
        with self._guard:
            return question in self._made or question in self._making

    def _claim(self, question: Hashable) -> bool:
        """Whether nobody else has made it meanwhile, or makes it."""
        with self._guard:
            is_free = question not in self._made and question not in self._making
            if is_free:
                self._making[question] = Event()
            return is_free

    def _make(self, question: Hashable, make: Callable[[], Made]) -> Made:
        """What was claimed. Where it fails, who waits for it tries anew."""
        try:
            with alone():  # in a turn it is not
                answer = make()
            size = self._size(answer)
            with self._guard:
                self._made[question] = answer
                self._sizes[question] = size
                self._n_bytes += size
                self._forget()
            return answer
        finally:
            with self._guard:
                self._making.pop(question).set()

    def _forget(self) -> None:
        """What was asked for longest ago, while there is too much; the last is always kept."""
        while len(self._made) > 1 and (
            self._n_bytes > self._max_bytes or len(self._made) > self._max_entries
        ):
            question, _ = self._made.popitem(last=False)
            self._n_bytes -= self._sizes.pop(question)


class Shared(Generic[Asked, Made]):
    """A function whose last results are remembered; see `shared`."""

    def __init__(
        self,
        make: Callable[Asked, Made],
        answers: Answers,
        key: Callable[..., Hashable] | None,
        work: Callable[..., float] | None,
    ) -> None:
        update_wrapper(self, make)
        self._make, self._key, self._work = make, key, work
        self._answers = answers
        self._name = f"{make.__module__}.{make.__qualname__}"

    def __call__(self, *args: Asked.args, **kwargs: Asked.kwargs) -> Made:
        """The result, remembered or made."""
        answers, question = self._place(*args, **kwargs)
        is_heavy = (
            self._work is not None
            and not answers.knows(question)
            and self._work(*args, **kwargs) > HEAVY
        )
        return answers.to(question, lambda: self._make(*args, **kwargs), is_heavy)

    def knows(self, *args: Asked.args, **kwargs: Asked.kwargs) -> bool:
        """Whether the result is remembered, or being made."""
        answers, question = self._place(*args, **kwargs)
        return answers.knows(question)

    def _place(self, *args: Asked.args, **kwargs: Asked.kwargs) -> tuple[Answers, Hashable]:
        question = self._key(*args, **kwargs) if self._key else (args, tuple(kwargs.items()))
        return _of_session(self._name) if is_private(args[0]) else self._answers, question


def shared(
    max_bytes: float,
    key: Callable[..., Hashable] | None = None,
    work: Callable[..., float] | None = None,
    size: Callable[[Any], int] = n_bytes,
) -> Callable[[Callable[Asked, Made]], Shared[Asked, Made]]:
    """Remember the last results of a function for all visitors, as far as they have room.

    `key` says of the arguments what the result depends on; without one, that is all of them. What
    belongs to one session (the first argument says so) is remembered there and nowhere else. `work`
    says about how many milliseconds it takes: what is heavy waits for its turn.
    `st.cache_resource` does the same, but looks in 0.2 ms where this takes 0.005: a change of a
    setting looks six times.
    """
    return lambda make: Shared(make, Answers(max_bytes, size=size), key, work)


def is_private(asked: Any) -> bool:
    """Whether an experiment, or the run of one, is of data that belong to one session."""
    experiment = asked if isinstance(asked, Experiment) else getattr(asked, "experiment", None)
    return isinstance(experiment, Experiment) and experiment.source.is_private


def _of_session(name: str) -> Answers:
    everything: dict[str, Answers] = st.session_state.setdefault(OWN, {})
    return everything.setdefault(name, Answers(max_entries=MOST_OWN))
