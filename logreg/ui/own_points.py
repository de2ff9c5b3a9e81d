"""The points that a session has drawn: held as their text, in its state."""

import streamlit as st

from ..data.points import EXAMPLE, Points

KEY = "points"


def own_points() -> Points:
    """Those of this session; an example before any are drawn."""
    return Points(st.session_state.get(KEY, EXAMPLE))


def keep_points(points: Points) -> None:
    """Have these from now on."""
    st.session_state[KEY] = points.points
