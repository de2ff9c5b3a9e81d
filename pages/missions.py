"""Missions: predict, do, see how near it is, understand why."""

import streamlit as st

from logreg.missions.mission import View
from logreg.missions.registry import MISSIONS
from logreg.scoring.decision import Decision
from logreg.ui.cache import cached_evaluation, cached_hand, cached_preview, cached_run, cached_stage
from logreg.ui.controls import choose_live
from logreg.ui.evaluation import show_judged
from logreg.ui.mission_summary import show_summary
from logreg.ui.missions import (
    OF_A_LINK,
    keep_up,
    mission_query,
    open_desk,
    show_card,
    show_hints,
)
from logreg.ui.page import open_page
from logreg.ui.session import session
from logreg.ui.stage import stage

page = open_page(__file__, next(iter(MISSIONS.values())).start, own=[OF_A_LINK])
desk, controls = open_desk()


# A drag of an open control runs this alone.
@st.fragment
def live() -> None:
    """The mission on screen, and how near it is."""
    keep_up()
    chosen = desk.under_hand(choose_live(controls))
    if desk.mission is None:
        with page.main.container(key="summary"):
            show_summary()
    elif desk.mission.view is View.JUDGED:
        run, threshold = page.show(chosen), desk.threshold()
        with desk.card.container(gap="xsmall"):
            show_card(desk.mission, run, threshold.is_dragging, threshold.value)
        with page.main.container():
            show_judged(run, cached_evaluation(run.experiment), Decision(threshold.value))
    else:
        make = cached_preview if chosen.is_preview else cached_stage
        packed = page.show_as(cached_hand if desk.mission.view is View.HAND else make, chosen)
        with desk.card.container(gap="xsmall"):
            show_card(desk.mission, cached_run(session().experiment), chosen.is_preview)
        with page.main.container(key=f"{desk.mission.view}-stage"):
            page.add(mission_query())
            stage(packed, "stage", page.news(chosen.is_preview))
    if desk.mission is not None:
        with desk.hints.container(gap="xsmall"):
            show_hints(desk.mission)


live()
page.show_address(more=mission_query())
