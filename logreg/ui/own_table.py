"""The table of a session: held here, in its state, and nowhere else."""

import streamlit as st

from ..data.registered import TABLE
from ..data.table.source import Table
from ..experiment.experiment import Experiment

KEY = "own table"
ASKED = "table is asked for"
YOUR_TABLE = "Your table"
# So many times as wide as another, a feature wants a rate a hundred times as small.
MOST_UNEVEN = 10


def own_table() -> Table | None:
    """That of this session, if it has opened one."""
    known: Table | None = st.session_state.get(KEY)
    return known


def keep_table(table: Table) -> None:
    """Have this one from now on."""
    st.session_state[KEY] = table


def ask_for_table() -> None:
    """Open the dialog with the next run, where the person means a table."""
    st.session_state[ASKED] = True


def is_asked_for() -> bool:
    """Whether somebody has asked for the dialog since it was asked here last."""
    is_asked: bool = st.session_state.pop(ASKED, False)
    return is_asked and st.session_state.get("dataset") == TABLE


def unevenness(table: Table) -> float:
    """How many times as much its widest feature varies as its narrowest."""
    deviations = table.load().X.std(axis=0)
    varying = deviations[deviations > 0]
    return float(varying.max() / varying.min())


def on_table(experiment: Experiment, table: Table, standardize: bool) -> Experiment:
    """The experiment on a table: all of its features, as they come or standardised."""
    return experiment.changed(
        source=table,
        features=("x1", "x2"),
        other_features=table.n_features > 2,
        standardize=standardize,
    )
