"""The table of a session: held here, in its state, and nowhere else."""

import numpy as np
import streamlit as st

from ..data.registered import TABLE
from ..data.table.source import Table
from ..experiment.experiment import Experiment

KEY = "own table"
ASKED = "table is asked for"
YOUR_TABLE = "Your table"


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


def sure_rate(table: Table) -> float:
    """The largest learning rate at which no step raises the loss on its features as they come.

    2/L with L = λmax(X̃ᵀX̃/n)/4, X̃ the features and a column of ones: the loss is L-smooth.
    """
    X = table.load().X
    columns = np.column_stack([X, np.ones(len(X))])
    return float(8 * len(X) / np.linalg.eigvalsh(columns.T @ columns).max())


def on_table(experiment: Experiment, table: Table, standardize: bool) -> Experiment:
    """The experiment on a table: all of its features, as they come or standardised."""
    return experiment.changed(
        source=table,
        features=("x1", "x2"),
        other_features=table.n_features > 2,
        standardize=standardize,
    )
