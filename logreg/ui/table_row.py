"""A row of one's own table that is typed, and what the model on screen makes of it."""

from typing import Any

import streamlit as st

from ..core.loss import sigmoid
from ..data.table.source import Table
from ..experiment.run import Run
from ..wording.numbers import decimal, probability
from ..wording.plain_text import as_markdown
from .cache import cached_run
from .session import session


def predict_row(table: Table) -> None:
    """P(class 1) of a row that is typed, by the model on screen."""
    run = cached_run(session().experiment)
    if run.experiment.source != table:
        st.markdown("The model on screen is of other data: choose Your table under Dataset.")
        return
    encoder = table.prepared.encoder
    typed: dict[str, Any] = {}
    with st.form("row", border=False):
        places = st.columns(3)
        for i, feature in enumerate(encoder.features):
            place, label = places[i % 3], as_markdown(feature.column)
            if feature.levels:
                typed[feature.column] = place.selectbox(label, list(feature.levels))
            else:
                typed[feature.column] = place.text_input(label)
        is_asked = st.form_submit_button("Predict")
    if not is_asked:
        return
    try:
        logit = float(run.logits(encoder.encode([typed]))[0])
    except ValueError as error:
        st.error(as_markdown(str(error)), icon=":material/error:")
        return
    st.markdown(_told(run, logit))


def _told(run: Run, logit: float) -> str:
    p = float(sigmoid(logit))
    name = as_markdown(run.dataset.class_names[int(p >= 0.5)])
    return f"z = {decimal(logit)}, p = {probability(p)}: predicted is **{name}**."
