"""The model judged at a threshold: what the page Evaluate shows, and what it asks."""

from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ..core.choices import choices_of
from ..experiment.address import DECISION
from ..experiment.captions import balance_notes
from ..experiment.limits import Limits
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
from ..scoring.decision import COST, THRESHOLD, Decision
from ..scoring.evaluation import Evaluation
from ..scoring.metrics import score
from ..wording.claims import in_words
from ..wording.numbers import count, probability
from ..wording.plain_text import as_markdown
from .arrival import OwnChoices
from .chart import draw
from .confusion_matrix import DIAGONAL, verdict
from .door import keep_allowed, set_live
from .live_slider import Live, live_slider
from .page import FITTED
from .session import session

COSTS = ("false_positive_cost", "false_negative_cost")
CHOICE = choices_of(Decision)
NOTES = "notes"


def fill_decision(decision: Decision) -> None:
    """Set the controls to what the decision says; before any of them is drawn."""
    set_live("threshold", value=decision.threshold)
    for name in COSTS:
        st.session_state[name] = decision.value_of(name)


DECISIONS = OwnChoices(DECISION, fill_decision)


def choose_decision() -> tuple[Decision, bool]:
    """Draw the controls; return what they say, and whether the threshold is being dragged."""
    usual, limits = Decision(), session().limits
    for name in COSTS:
        keep_allowed(name, partial(CHOICE[name].kind.check, name), usual.value_of(name))
    # It stays in view: what it moves may be further down.
    with st.container(key="decision"):
        slider, *places = st.columns([2, 1, 1], vertical_alignment="bottom")
    with slider:
        threshold = choose_threshold(limits)
    costs = {name: _cost(place, name, limits) for name, place in zip(COSTS, places, strict=True)}
    return Decision(threshold.value, **costs), threshold.is_dragging


def choose_threshold(limits: Limits) -> Live:
    """The slider of the threshold, within limits."""
    known, held_at = CHOICE["threshold"], limits.others.get("threshold")
    if not limits.shows("threshold"):
        return Live(float(held_at or 0), is_dragging=False)
    is_held = limits.holds("threshold")
    return live_slider(
        known.label,
        "threshold",
        THRESHOLD,
        Decision().threshold,
        help_text=known.help,
        is_disabled=is_held,
        held_at=held_at if is_held else None,
    )


def _cost(place: DeltaGenerator, name: str, limits: Limits) -> float:
    if limits.holds(name):
        st.session_state[name] = limits.others[name]
    if not limits.shows(name):
        return float(limits.others[name])
    value: float = place.number_input(
        CHOICE[name].label,
        float(COST.low),
        float(COST.high),
        step=1.0,
        key=name,
        persist_state="session",
        disabled=limits.holds(name),
    )
    return value


def show_judged(run: Run, evaluation: Evaluation, decision: Decision) -> None:
    """Every view of the model at the threshold."""
    threshold = decision.threshold
    if notes := (*balance_notes(run), *evaluation.notes):
        # Not an alert, whose script the browser may still have to fetch: it would push the charts.
        with st.container(border=True, key=NOTES):
            st.markdown(as_markdown(in_words(notes)))
    # The light charts first: on arrival they are seen 90 ms before the boundary can be.
    with st.container(key=FITTED):
        _verdict(run, evaluation, threshold)
        draw(_cost_chart(evaluation, decision), "cost", heading="Mean cost")
        draw(boundary_chart(run, threshold), "boundary", heading="Decision boundary")
        draw(roc_chart(evaluation, threshold), "roc", heading="ROC curve")
        draw(
            precision_recall_chart(evaluation, threshold),
            "precision recall",
            heading="Precision–recall curve",
        )
        draw(histogram_chart(evaluation, threshold), "histogram", heading="Predicted probabilities")
        draw(calibration_chart(evaluation), "calibration", heading="Calibration")


def _cost_chart(evaluation: Evaluation, decision: Decision) -> Chart:
    priced = costs(
        evaluation.split.logits,
        evaluation.split.y,
        decision.false_positive_cost,
        decision.false_negative_cost,
    )
    return cost_chart(evaluation, priced, decision.threshold)


def _verdict(run: Run, evaluation: Evaluation, threshold: float) -> None:
    split = evaluation.split
    points = count(len(split.y), f"{split.name} point")
    scores = score(split.logits[None], split.y, threshold)
    caption = f"{points} at threshold {probability(threshold)}. {DIAGONAL}"
    verdict(scores, run.dataset.class_names, caption, "verdict")
