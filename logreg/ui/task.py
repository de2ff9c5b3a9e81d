"""A teacher's link: a sentence, a question, and which controls and parts a class sees.

What the link says of a choice is what a locked or hidden one is held at, on the server.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from types import MappingProxyType
from typing import Any

import streamlit as st

from ..core.choices import Choice, Choices, check_choices, choice, choices_of
from ..core.kinds import Flag, Labelled, SomeOf, Text, Texts, loose
from ..experiment.address import DECISION, DESCENT, EXPERIMENT, Codec
from ..experiment.experiment import CHOICES
from ..experiment.limits import FREE, Limits
from ..experiment.pins import AXES
from ..wording.plain_text import as_markdown
from .menu import BOUNDARY, DESCENT_SCRIPT, EVALUATE_SCRIPT, LOSS, MATRIX, PARTS

SENTENCE = Text(300)
OPTION = Text(60)
N_OPTIONS = 6
SEED, MINE = "seed", "mine"
PENCIL = ".stage-draw"
# Who stays on the stage takes the room of those who are hidden.
_ROOM = (
    ({LOSS.key, MATRIX.key}, ".stage-charts { grid-template-columns: 1fr 0 !important; }"),
    ({BOUNDARY.key}, ".stage-charts { grid-template-columns: 0 1fr !important; }"),
    ({"paths"}, ".descent-charts { grid-template-columns: 1fr !important; }"),
    ({"plane"}, ".descent-charts { grid-template-columns: 1fr !important; }"),
)
# A seed of one's own: few digits can be read out to a neighbour.
N_SEEDS = 1000


# What pages can choose beyond the experiment, by script.
OTHERS: Mapping[str, tuple[tuple[str, Choice], ...]] = MappingProxyType(
    {EVALUATE_SCRIPT: DECISION.choices, DESCENT_SCRIPT: DESCENT.choices}
)
_ALL = (*CHOICES, *chain.from_iterable(OTHERS.values()))
# By the key that a link has, the name in code.
NAMES: Mapping[str, str] = MappingProxyType({known.key: name for name, known in _ALL})
CONTROLS: Mapping[str, Labelled] = MappingProxyType(
    {known.key: Labelled(known.label or AXES) for _, known in _ALL}
)
HIDEABLE: Mapping[str, Labelled] = MappingProxyType(
    {**CONTROLS, **{key: Labelled(part.label) for key, part in PARTS.items()}}
)


@dataclass(frozen=True)
class Task(Choices):
    """What a teacher's link asks beyond the state that it restores."""

    sentence: str = choice("", SENTENCE, key="task", label="Task", hints=("todo", "exercise"))
    options: tuple[str, ...] = choice(
        (), Texts(N_OPTIONS, OPTION), key="ask", label="Options", hints=("options", "answers")
    )
    hidden: tuple[str, ...] = choice((), SomeOf(HIDEABLE), key="hide", label="Hidden")
    locked: tuple[str, ...] = choice((), SomeOf(CONTROLS), key="lock", label="Locked")
    # Drawn once, and then a number in the address.
    has_own_seed: bool = choice(False, Flag(), key="own-seed", label="A seed of one’s own")

    def __post_init__(self) -> None:
        check_choices(self)


NO_TASK = Task()
TASK = Codec(NO_TASK, tuple(choices_of(Task).items()))


def with_own_seed(query: Mapping[str, str]) -> Mapping[str, str]:
    """A query whose seed is “mine” has another number on every laptop."""
    key = next((key for key in query if loose(key) == SEED), None)
    if key is None or loose(query[key]) != MINE:
        return query
    own_seed = choices_of(Task)["has_own_seed"].key
    return {**query, key: str(secrets.randbelow(N_SEEDS)), own_seed: "1"}


def limits_of(task: Task, query: Mapping[str, str]) -> Limits:
    """What the task of a link leaves open, and what the rest is held at."""
    if task == NO_TASK:
        return FREE
    return Limits(
        given=EXPERIMENT.read(query).record,
        hidden=frozenset(NAMES[key] for key in task.hidden if key in NAMES),
        locked=frozenset(NAMES[key] for key in task.locked),
        others=_others(query),
    )


def _others(query: Mapping[str, str]) -> Mapping[str, Any]:
    """What the link says of choices beyond the experiment."""
    records = [codec.read(query).record for codec in (DECISION, DESCENT)]
    return {name: record.value_of(name) for record in records for name in choices_of(record)}


def hiding(task: Task) -> str:
    """The style of a page without the parts that the task hides: no key reaches them either."""
    selectors = [PARTS[key].selector for key in task.hidden if key in PARTS]
    if {"data", "points"} & {*task.hidden, *task.locked}:
        selectors.append(PENCIL)
    rules = [f":is({selector}) {{ display: none !important; }}" for selector in selectors]
    return "".join([*rules, *(rule for keys, rule in _ROOM if keys <= {*task.hidden})])


def show_task(task: Task) -> None:
    """The teacher's sentence and question, marked as the teacher's, as plain text."""
    if not task.sentence and not task.options:
        return
    with st.sidebar.container(key="task", gap="xsmall"):
        st.caption("From your teacher")
        if task.sentence:
            st.markdown(as_markdown(task.sentence))
        if task.options:
            st.radio(
                "Your answer",
                task.options,
                index=None,
                format_func=as_markdown,
                key="task answer",
                label_visibility="collapsed",
            )
