"""The few places where something of ours stands in for what Streamlit keeps to itself."""

from collections.abc import Callable
from functools import reduce
from importlib import import_module
from typing import Any


def stand_in(module: str, path: str, make: Callable[[Any], Any]) -> None:
    """Put what `make` makes of the thing that `path` names in a module into its place.

    Nothing public leads there. Where it has another name, or what `make` looks for has, all stays
    as it is: our tests tell, and the app works without it.
    """
    *owners, name = path.split(".")
    try:
        owner = reduce(getattr, owners, import_module(module))
        ours = make(getattr(owner, name))
    except (ImportError, AttributeError):
        return
    setattr(owner, name, ours)
