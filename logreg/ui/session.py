"""What a session knows: one record of one visitor, and two verbs that change what is on screen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

import streamlit as st

from ..experiment.experiment import Experiment
from ..experiment.limits import FREE, Limits
from .task import NO_TASK, Task

Made = TypeVar("Made")

KEY = "session"
EXAMPLE = "the example that the playground opens with"
# What stands where nothing was ever trained: the first visit came with a link that cannot be.
FIRST = Experiment()


@dataclass(frozen=True)
class Session:
    """Which page and which experiment one visitor sees."""

    page: str = ""  # the script of the page last drawn
    arrival: str = ""  # the name of the last arrival; a browser knows its answer by it
    settled: Experiment | None = None  # the last at rest: what every page would show
    shown: Experiment | None = None  # the last that could be trained: what is on screen
    problem: str = ""  # why the last choice could not be trained
    task: Task = NO_TASK  # of a teacher's link
    limits: Limits = FREE  # what it leaves open
    # What pages add to their address beyond the experiment, by script.
    additions: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def notice(self) -> str:
        """The problem, and what is on screen instead."""
        shown = "the last run that worked" if self.shown else EXAMPLE
        return f"{self.problem} Shown is {shown}." if self.problem else ""

    @property
    def experiment(self) -> Experiment:
        """The one on screen."""
        return self.shown or FIRST


def session() -> Session:
    """What is known now."""
    known: Session = st.session_state.get(KEY, Session())
    return known


def keep(changed: Session) -> None:
    """Know this from now on."""
    st.session_state[KEY] = changed


def preview(
    experiment: Experiment | None,
    make: Callable[[Experiment], Made],
    instead: Experiment | None = None,
) -> Made:
    """Show an experiment while a thumb is held; see `settle`."""
    known = session()
    try:
        if experiment is None:
            raise ValueError("Nothing can be trained with these choices.")
        made = make(experiment)
    except ValueError as error:
        keep(replace(known, problem=str(error)))
        return make(instead or known.experiment)
    keep(replace(known, shown=experiment, problem=""))
    return made


def settle(
    experiment: Experiment | None,
    make: Callable[[Experiment], Made],
    instead: Experiment | None = None,
) -> Made:
    """Show an experiment, on this page and on every other; return what is made of it.

    Where it cannot be trained, or is None, it is `instead`, or else the last one that could; and
    `problem` says why.
    """
    made = preview(experiment, make, instead)
    keep(replace(session(), settled=session().experiment))
    return made


def add_to_address(script: str, more: Mapping[str, str]) -> None:
    """Keep what a page adds to its address."""
    known = session()
    if known.additions.get(script, {}) != dict(more):
        keep(replace(known, additions={**known.additions, script: dict(more)}))
