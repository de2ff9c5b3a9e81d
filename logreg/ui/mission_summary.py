"""How far a learner is with the missions: what was predicted, what it was, what is done."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from ..missions import telling, words
from ..missions.progress import Progress
from ..missions.registry import MISSIONS
from ..missions.view import NAMES
from ..wording.claims import written
from .cache import cached_known
from .keeper import progress


def summary_rows(known: Progress) -> list[Mapping[str, Any]]:
    """What was predicted, what it was, and what was done, mission by mission."""
    return [dict(zip(words.COLUMNS, _row(key, known), strict=True)) for key in MISSIONS]


def _row(key: str, known: Progress) -> tuple[str, ...]:
    step, number = known.of(key), list(MISSIONS).index(key) + 1
    title = f"{number} · {NAMES[key].label}"
    if not step.said:
        return title, "", "", "", ""
    facts = cached_known(MISSIONS[key])
    answers = telling.options(MISSIONS[key], facts)
    right = answers[MISSIONS[key].answer(facts)]
    hints = str(step.n_hints) if step.n_hints else ""
    return title, answers[step.said], right, hints, words.DONE if step.is_done else ""


def show_summary() -> None:
    """How far a learner is; it prints."""
    known = progress()
    if not known.n_predicted:
        st.markdown(words.NOT_BEGUN)
    else:
        numbers = {"n_right": known.n_right, "n_predicted": known.n_predicted}
        numbers |= {"n_done": known.n_done, "n": len(MISSIONS)}
        st.markdown(f"**{written(words.SCORE, numbers)}**")
    st.table(summary_rows(known))
