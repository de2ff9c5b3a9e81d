"""What one visitor has caused to be made, the next one is given."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from threading import Lock
from typing import Any, ParamSpec, TypeVar

import streamlit as st

from ..experiment.experiment import Experiment

Asked = ParamSpec("Asked")
Made = TypeVar("Made")

N_LOCKS = 64
OWN = "own answers"
# Of a large table each run takes many megabytes: that on screen, and the one before it.
MOST_OWN = 2


class Answers:
    """The last answers to questions; who asks the same at once waits for the first."""

    def __init__(self, max_entries: int) -> None:
        self._made: OrderedDict[Hashable, Any] = OrderedDict()
        self._max_entries = max_entries
        self._guard = Lock()
        # Equal questions share a lock. Few others do, and wait for some milliseconds at most.
        self._locks = [Lock() for _ in range(N_LOCKS)]

    def to(self, question: Hashable, make: Callable[[], Made]) -> Made:
        """The answer that is remembered, or what `make` makes."""
        with self._locks[hash(question) % N_LOCKS]:
            with self._guard:
                if question in self._made:
                    self._made.move_to_end(question)
                    known: Made = self._made[question]
                    return known
            answer = make()
            with self._guard:
                self._made[question] = answer
                while len(self._made) > self._max_entries:
                    self._made.popitem(last=False)
            return answer


def shared(
    max_entries: int, key: Callable[..., Hashable] | None = None
) -> Callable[[Callable[Asked, Made]], Callable[Asked, Made]]:
    """Remember the last results of a function for all visitors.

    `key` says of the arguments what the result depends on; without one, that is all of them. What
    belongs to one session (the first argument says so) is remembered there and nowhere else.
    `st.cache_resource` does the same, but looks in 0.2 ms where this takes 0.005: a change of a
    setting looks six times.
    """

    def decorate(make: Callable[Asked, Made]) -> Callable[Asked, Made]:
        answers = Answers(max_entries)
        name = f"{make.__module__}.{make.__qualname__}"

        @wraps(make)
        def remembered(*args: Asked.args, **kwargs: Asked.kwargs) -> Made:
            question = key(*args, **kwargs) if key else (args, tuple(kwargs.items()))
            own = _of_session(name) if is_private(args[0]) else answers
            return own.to(question, lambda: make(*args, **kwargs))

        return remembered

    return decorate


def is_private(asked: Any) -> bool:
    """Whether an experiment, or the run of one, is of data that belong to one session."""
    experiment = asked if isinstance(asked, Experiment) else getattr(asked, "experiment", None)
    return isinstance(experiment, Experiment) and experiment.source.is_private


def _of_session(name: str) -> Answers:
    everything: dict[str, Answers] = st.session_state.setdefault(OWN, {})
    return everything.setdefault(name, Answers(MOST_OWN))
