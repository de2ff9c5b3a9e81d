"""The model judged at a threshold: what the page Evaluate shows, and what it asks."""

from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ..core.checks import check_number
from ..experiment.run import Run
from ..figures import (
    Chart,
    boundary_chart,
    calibration_chart,
    cost_chart,
    histogram_chart,
    precision_recall_chart,
    roc_chart,
)
from ..scoring.curves import costs
from ..scoring.decision import COST, THRESHOLD, Judgement
from ..scoring.evaluation import Evaluation
from ..scoring.metrics import score
from ..wording.claims import in_words
from ..wording.numbers import count, probability
from .chart import draw
from .confusion_matrix import DIAGONAL, verdict
from .live_slider import live_slider
from .trust import keep_allowed


def fill_judgement(judgement: Judgement) -> None:
    """Set the controls to what the judgement says; before any of them is drawn."""
    st.session_state["threshold"] = {"value": judgement.threshold}
    st.session_state["false_positive_cost"] = judgement.false_positive_cost
    st.session_state["false_negative_cost"] = judgement.false_negative_cost


def choose_judgement() -> tuple[Judgement, bool]:
    """Draw the controls; return what they say, and whether the threshold is being dragged."""
    for name in ("false_positive_cost", "false_negative_cost"):
        check = partial(check_number, name, allowed=COST)
        keep_allowed(name, check, getattr(Judgement(), name))
    slider, positive, negative = st.columns([2, 1, 1], vertical_alignment="bottom")
    with slider:
        threshold = live_slider(
            "Threshold",
            "threshold",
            THRESHOLD,
            Judgement().threshold,
            help_text="Predict class 1 where p ≥ threshold.",
        )
    judgement = Judgement(
        threshold.value,
        _cost(positive, "Cost of a false positive", "false_positive_cost"),
        _cost(negative, "Cost of a false negative", "false_negative_cost"),
    )
    return judgement, threshold.is_dragging


def _cost(place: DeltaGenerator, label: str, key: str) -> float:
    value: float = place.number_input(
        label, float(COST.low), float(COST.high), step=1.0, key=key, persist_state="session"
    )
    return value


def show_judged(run: Run, evaluation: Evaluation, judgement: Judgement) -> None:
    """Every view of the model at the threshold."""
    threshold = judgement.threshold
    if evaluation.notes:
        st.info(in_words(evaluation.notes), icon=":material/info:")
    plane, verdict_and_cost = st.columns([3, 2])
    # The light chart first: on arrival it is seen 90 ms before the boundary can be.
    with verdict_and_cost:
        _verdict(run, evaluation, threshold)
        draw(_cost_chart(evaluation, judgement), "cost")
    with plane:
        draw(boundary_chart(run, threshold), "boundary")
    left, right = st.columns(2)
    with left:
        draw(roc_chart(evaluation, threshold), "roc")
        draw(histogram_chart(evaluation, threshold), "histogram")
    with right:
        draw(precision_recall_chart(evaluation, threshold), "precision recall")
        draw(calibration_chart(evaluation), "calibration")


def _cost_chart(evaluation: Evaluation, judgement: Judgement) -> Chart:
    priced = costs(
        evaluation.logits,
        evaluation.y,
        judgement.false_positive_cost,
        judgement.false_negative_cost,
    )
    return cost_chart(evaluation, priced, judgement.threshold)


def _verdict(run: Run, evaluation: Evaluation, threshold: float) -> None:
    split = run.judged
    points = count(len(split.y), f"{evaluation.split_name} point")
    scores = score(split.logits[None], split.y, threshold)
    caption = f"{points} at threshold {probability(threshold)}. {DIAGONAL}"
    verdict(scores, run.dataset.class_names, caption, "verdict")
