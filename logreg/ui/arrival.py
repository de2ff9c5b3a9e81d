"""The address is read when somebody arrives at a page, and fills its controls.

That is in a new session, from the menu, by “Start over”, by Back or Forward. From then on the
controls are what counts, and the address follows them.

Each arrival has a name. Where the page stays the same, the browser gives it, in the query under
`ARRIVAL_KEY` (see `live/steps.js`): Streamlit repeats the query of the last Back with every run
until the next, so the query alone does not tell an arrival from any other run.

What Back brings back is all that stands in an address: the experiment, and on Evaluate the
threshold and the costs. It does not bring back what was never settled (a preview, a choice that
cannot be trained), how something is looked at (zoom, iteration played, training or test points,
what is folded) or what was tried in a section of the lesson.
"""

import re
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from ..core.kinds import loose
from ..data.points import Points
from ..data.registered import TABLE
from ..experiment.address import EXPERIMENT, NOTHING, VERSION, VERSION_KEY, Codec, unknown_keys
from ..experiment.experiment import Experiment
from ..experiment.pins import CODECS
from ..missions.view import MISSION
from .controls import fill
from .own_points import own_points
from .own_table import own_table
from .session import keep, session
from .task import TASK, limits_of, with_own_seed
from .view import VIEW


@dataclass(frozen=True)
class OwnChoices:
    """What a page can choose beyond the experiment: how a link says it, what fills its controls."""

    codec: Codec[Any]
    fill: Callable[[Any], None]


def _fill(experiment: Experiment) -> None:
    """More points than a link holds stay with the session that they were drawn in."""
    own = own_points()
    if experiment.source == Points() and not own.fits_link:
        experiment = experiment.changed(source=own)
    fill(experiment)


EXPERIMENTS = OwnChoices(EXPERIMENT, _fill)

ARRIVAL_KEY = "arrival"
NAME = re.compile(r"[0-9a-z]{1,16}")


def arrive(
    script: str, usual: Mapping[str, str], own: Sequence[OwnChoices] = ()
) -> tuple[str, ...]:
    """Fill the controls from the address, once for each arrival; return what it got wrong.

    `usual` is the query for who comes without one: from the menu, or for the first time.
    """
    query: Mapping[str, str] = st.query_params.to_dict()
    name = _name_of_arrival(query)
    if session().page == script and name in (None, session().arrival):
        return ()
    keep(replace(session(), page=script, arrival=name or secrets.token_hex(4)))
    query = {key: text for key, text in query.items() if key != ARRIVAL_KEY}
    problems = [*_version_problem(query), *unknown_keys(query, (*CODECS, MISSION, TASK, VIEW))]
    problems += VIEW.read(query).problems
    if not _says_something(query, own):
        query = usual  # from the menu: a task goes along as it is
    else:
        query = with_own_seed(query)
        task = TASK.read(query)
        problems += task.problems
        keep(replace(session(), task=task.record, limits=limits_of(task.record, query)))
    for part in (EXPERIMENTS, *own):
        reading = part.codec.read(query, _known(query) if part is EXPERIMENTS else NOTHING)
        part.fill(reading.record)
        problems += reading.problems
    return tuple(problems)


def _known(query: Mapping[str, str]) -> Mapping[str, Any]:
    """The table that a link names, in the session that has it."""
    table = own_table()
    return {"source": table} if table and query.get("data") == TABLE else NOTHING


def is_sent(own: Sequence[OwnChoices] = ()) -> bool:
    """Whether the address says what to show, as that of a link does."""
    return _says_something(st.query_params.to_dict(), own)


def _name_of_arrival(query: Mapping[str, str]) -> str | None:
    """The name that a browser gives; what cannot be one is none."""
    name = query.get(ARRIVAL_KEY, "")
    return name if NAME.fullmatch(name) else None


def _says_something(query: Mapping[str, str], own: Sequence[OwnChoices]) -> bool:
    codecs: list[Codec[Any]] = [EXPERIMENT, TASK, *(part.codec for part in own)]
    return _version(query) is not None or any(codec.says_something(query) for codec in codecs)


def _version_problem(query: Mapping[str, str]) -> tuple[str, ...]:
    if _version(query) in (None, VERSION):
        return ()
    return ("“v” names another version of the playground; what this one knows is used.",)


def _version(query: Mapping[str, str]) -> str | None:
    return next((text.strip() for key, text in query.items() if loose(key) == VERSION_KEY), None)
