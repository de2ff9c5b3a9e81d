"""The one suggestion below the summary of the stage: why, a button, what it does; and Undo.

It costs no answer to a hand anything. The browser asks for it once the stage is drawn and the hand
has been at rest for a while (live/remedy.js), in a fragment of its own, and takes it away by itself
with the first word of another run.
"""

from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from ..experiment.address import DECISION, EXPERIMENT
from ..experiment.experiment import Experiment
from ..experiment.remedies import Remedy
from ..wording.claims import Claim
from .cache import cached_advice
from .controls import fill
from .live_component import bundled, loader
from .menu import EVALUATE_SCRIPT
from .page import Page
from .session import session

KEY = "remedy"
STATE = "what the remedy line knows"
UNDO = "Undo"

_remedy = st.components.v2.component(
    KEY,
    html='<div class="remedy"></div>',
    js=loader(KEY),
    isolate_styles=False,
)


@dataclass(frozen=True)
class Taken:
    """A remedy that was taken, for as long as its run is on screen."""

    before: Experiment
    after: Experiment
    label: Claim
    change: Claim


@dataclass(frozen=True)
class Known:
    """What the line of one session knows between two runs of its fragment."""

    shown: Experiment | None = None  # whose line the browser has
    is_asked: bool = False
    taken: Taken | None = None
    is_filled: bool = False  # the controls say what the page does not show yet
    leads_to: Experiment | None = None  # to be evaluated, where the remedy is another threshold


@st.fragment
def remedy_line(page: Page, otherwise: str = "") -> None:
    """Answer the browser's question, and its button. The last fragment of the page.

    `otherwise` is said where there is nothing to repair: what to try next, in a sentence.
    """
    known = _known()
    # First: a trial that is cut short leaves no question behind.
    _keep(is_asked=False, is_filled=False, leads_to=None)
    if known.is_filled:
        st.rerun()
    if known.leads_to:
        st.switch_page(EVALUATE_SCRIPT, query_params=_evaluated(known.leads_to))
    experiment = session().settled
    line = None
    if experiment is not None and not session().problem:
        line = _line(known, experiment, otherwise)
    # Who has not asked again has the line of the same run still.
    _keep(shown=experiment if line or known.shown == experiment else None)
    _remedy(
        key=KEY,
        data=bundled({"query": page.news()["address"]["query"], "line": line}),
        on_asked_change=_hear_question,
        on_pressed_change=_press,
    )


def _line(known: Known, experiment: Experiment, otherwise: str) -> dict[str, Any] | None:
    """What the line says of an experiment; None where nobody has asked yet."""
    if known.taken and known.taken.after == experiment:
        taken = known.taken
        return _said(f"{taken.label.text}: {taken.change.text}.", UNDO)
    # What a task holds is no one's to repair.
    if not known.is_asked or session().limits.hold_anything:
        return None
    _keep(taken=None)
    advice = cached_advice(experiment)
    if advice.remedy:
        remedy = advice.remedy
        return _said(remedy.why.text, remedy.label.text, remedy.change.text)
    assert advice.quiet is not None
    is_well = advice.quiet.kind == "nothing to repair"
    return _said(f"{advice.quiet.text} {otherwise if is_well else ''}".rstrip())


def _said(words: str, button: str = "", change: str = "") -> dict[str, Any]:
    return {"words": words, "button": button, "change": change}


def _hear_question() -> None:
    _keep(is_asked=True)


def _press() -> None:
    """Before anything is drawn: what the button of the line on screen stands for."""
    known, experiment = _known(), session().settled
    if experiment is None or known.shown != experiment:
        return  # another run by now: its line is on its way
    if known.taken and known.taken.after == experiment:
        fill(known.taken.before)
        _keep(taken=None, is_filled=True)
    elif remedy := cached_advice(experiment).remedy:
        _take(remedy, experiment)


def _take(remedy: Remedy, experiment: Experiment) -> None:
    if remedy.decision:
        _keep(leads_to=experiment)
        return
    fill(remedy.experiment)
    taken = Taken(experiment, remedy.experiment, remedy.label, remedy.change)
    _keep(taken=taken, is_filled=True)


def _evaluated(experiment: Experiment) -> dict[str, str]:
    """The query of the page Evaluate, with the threshold that the remedy names."""
    remedy = cached_advice(experiment).remedy
    decision = DECISION.write(remedy.decision) if remedy and remedy.decision else {}
    return {**EXPERIMENT.write(experiment), **decision}


def _known() -> Known:
    known: Known = st.session_state.get(STATE, Known())
    return known


def _keep(**changed: Any) -> None:
    st.session_state[STATE] = replace(_known(), **changed)
