"""What a session knows: the choices in the controls, and the address that says the same.

The address is read when somebody arrives at a page: in a new session, from the menu, by Back or
Forward. From then on the controls are what counts, and the address follows them.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from ..experiment.address import (
    CODECS,
    EXPERIMENT,
    VERSION,
    VERSION_KEY,
    Codec,
    loose,
    unknown_keys,
)
from .controls import fill

PAGE = "page last drawn"

# A codec for what a page can choose beyond the experiment, and what fills its controls.
Part = tuple[Codec[Any], Callable[[Any], None]]


def arrive(page: str, known: Mapping[str, str], also: Sequence[Part] = ()) -> tuple[str, ...]:
    """Fill the controls from the address, once for each arrival; return what it got wrong.

    `known` is the query for who comes without one: from the menu, or for the first time.
    """
    if st.session_state.get(PAGE) == page:
        return ()
    st.session_state[PAGE] = page
    query: Mapping[str, str] = st.query_params.to_dict()
    problems = [*_version_problem(query), *unknown_keys(query, CODECS)]
    if not _says_something(query, also):
        query = known
    for codec, fill_part in ((EXPERIMENT, fill), *also):
        reading = codec.read(query)
        fill_part(reading.record)
        problems += reading.problems
    return tuple(problems)


def _says_something(query: Mapping[str, str], also: Sequence[Part]) -> bool:
    codecs = (EXPERIMENT, *(codec for codec, _ in also))
    return _version(query) is not None or any(codec.says_something(query) for codec in codecs)


def _version_problem(query: Mapping[str, str]) -> tuple[str, ...]:
    if _version(query) in (None, VERSION):
        return ()
    return ("“v” names another version of the playground; what this one knows is used.",)


def _version(query: Mapping[str, str]) -> str | None:
    return next((text.strip() for key, text in query.items() if loose(key) == VERSION_KEY), None)
