"""The pinned runs of a session: what the stage is told of them, and what its buttons ask for."""

from collections.abc import Iterator
from typing import Any

import streamlit as st

from ..experiment.pins import PINS, Pins, beside, curve_of, shares_plane
from ..experiment.run import Run
from .arrival import OwnChoices
from .cache import cached_run
from .door import log_refusal
from .packing import in_bytes
from .session import session

KEY = "pins"
ADD = "add"
NOW = "Now"


def pins() -> Pins:
    """Those of this session."""
    known: Pins = st.session_state.get(KEY, Pins())
    return known


def fill_pins(known: Pins) -> None:
    """Pin what the address says."""
    st.session_state[KEY] = known


OF_A_LINK = OwnChoices(PINS, fill_pins)


def hear_pin(message: Any) -> None:
    """Pin what is on screen, or free a place, as a button of the stage asks."""
    try:
        known = pins()
        shown = session().experiment
        st.session_state[KEY] = (
            known.with_one_more(shown) if message == ADD else known.without(message)
        )
    except (TypeError, ValueError):
        log_refusal("pin", "not a place of a pin")


def pins_query() -> dict[str, str]:
    """What they add to the address; nothing where nothing is pinned."""
    known = pins()
    return PINS.write(known) if known != Pins() else {}


def packed_pins() -> bytes:
    """What the stage draws of them beside the run on screen; nothing where nothing is pinned."""
    pinned = list(_trained())
    if not pinned:
        return b""
    shown = cached_run(session().experiment)
    runs = [run for _, _, run in pinned]
    table = beside([shown, *runs])
    ghosts = [_ghost(name, label, run, shown) for name, label, run in pinned]
    titles = [NOW, *(label for _, label, _ in pinned)]
    return in_bytes(
        {"pins": {"ghosts": ghosts, "titles": titles, "columns": table.columns, "rows": table.rows}}
    )


def _trained() -> Iterator[tuple[str, str, Run]]:
    """Those that can be trained: a link may hold one whose split leaves a class out."""
    for name, label, experiment in pins().items():
        try:
            yield name, label, cached_run(experiment)
        except ValueError:
            continue


def _ghost(name: str, label: str, run: Run, shown: Run) -> dict[str, Any]:
    """Its boundary, where the plane is the same, and its curve."""
    iterations, losses = curve_of(run)
    points = run.line.points if shares_plane(run, shown) else run.line.points[:0]
    return {
        "name": name,
        "label": label,
        "line": {"x": points[:, 0].astype("<f4"), "y": points[:, 1].astype("<f4")},
        "curve": {"x": iterations.astype("<f4"), "y": losses.astype("<f4")},
    }
