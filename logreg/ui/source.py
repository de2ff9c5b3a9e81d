"""The core's own source on screen: what is read is what ran."""

import inspect
from collections.abc import Callable
from functools import cache
from threading import Lock
from types import ModuleType
from typing import Any

import streamlit as st

from ..core import features, loss, optimizers, training
from ..experiment import run
from ..scoring import metrics

MODULES = {
    module.__name__.rpartition(".")[2]: module
    for module in (loss, optimizers, training, features, metrics, run)
}

# To find a class, `inspect` parses its whole file, and in two threads at once that can fail.
_READING = Lock()


def source_of(item: Callable[..., Any] | type | ModuleType) -> str:
    """The source as Python has it; read once, by one visitor at a time."""
    with _READING:
        return _read_source(item)


@cache
def _read_source(item: Callable[..., Any] | type | ModuleType) -> str:
    return inspect.getsource(item)


def source_button() -> None:
    """A button that opens the source."""
    if st.button("Source", type="tertiary", icon=":material/code:"):
        _source()


@st.dialog("The code that ran", width="large")
def _source() -> None:
    name = st.segmented_control(
        "Module", list(MODULES), default="loss", required=True, key="source module"
    )
    st.code(source_of(MODULES[name]), language="python", line_numbers=True)
