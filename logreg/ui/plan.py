"""The plan of a lesson: a row for each step, with links to what is opened."""

from collections.abc import Iterator
from html import escape
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ..experiment.gallery import Opening
from ..experiment.luck import Luck, luck_rows
from ..experiment.plan import STEPS, Question, Step
from ..missions.registry import MISSIONS
from ..missions.view import MISSION, MissionView
from ..wording.numbers import percent
from .cache import cached_luck, cached_numbers
from .opened import link_to

STYLE = Path(__file__).with_name("plan.css").read_text("utf-8")


def show_plan() -> None:
    """All rows at once; then, one after another, the numbers that runs have to be made for."""
    st.html(f"<style>{STYLE}</style>")
    st.markdown(
        "For a class with laptops, or one projector. In each step ask first, and let everyone"
        " choose; **only then** open the links, one after the other, and play what they show."
        " Present (V) makes it large, and hides the boundary until R is pressed."
    )
    with st.container(key="plan"):
        places = list(map(_row, STEPS, _times()))
    for step, place in zip(STEPS, places, strict=True):
        text = escape(cached_numbers(step).text)
        table = _table(cached_luck("plan")) if step.is_about_luck else ""
        place.html(f'<div class="plan-cell"><h3>What is so</h3><p>{text}</p>{table}</div>')


def _times() -> Iterator[str]:
    """From which minute to which."""
    begin = 0
    for step in STEPS:
        yield f"{begin}–{begin + step.minutes} min"
        begin += step.minutes


def _row(step: Step, time: str) -> DeltaGenerator:
    """The row of a step, and the place of its numbers."""
    with st.container(key=f"step-{step.key}"):
        with st.container(key=f"open-{step.key}"):
            st.html(f'<h2 class="plan-title"><span>{time}</span> {escape(step.title)}</h2>')
            for label, opening in links_of(step):
                link_to(opening, label)
        st.html(_asked(step.question))
        st.html(_answered(step.question))
        return st.empty()


def links_of(step: Step) -> tuple[tuple[str, Opening], ...]:
    """What a teacher opens, and the mission in which each learner does it alone."""
    mission = MISSIONS[step.mission]
    alone = Opening(mission.start, "missions", MISSION.write(MissionView(step.mission)))
    return (*step.links, ("As a mission", alone))


def _asked(question: Question) -> str:
    options = "".join(f"<li>{escape(option)}</li>" for option in question.options)
    return (
        f'<div class="plan-cell"><h3>Ask</h3><p>{escape(question.text)}</p>'
        f'<ol type="A">{options}</ol></div>'
    )


def _answered(question: Question) -> str:
    usual, right = (
        f"{chr(ord('A') + which)} · {escape(question.options[which])}"
        for which in (question.usual, question.right)
    )
    return (
        f'<div class="plan-cell"><h3>They will say</h3><p>{usual}. “{escape(question.reason)}”</p>'
        f"<p>Right is <strong>{right}</strong>.</p></div>"
    )


def _table(found: Luck) -> str:
    """How many laptops see how much, and what they see on more points."""
    head = (
        f"right of {found.n_few}",
        f"of {found.n_laptops} laptops",
        f"of {len(found.n_correct)} seeds",
        f"laptops on {found.n_many} points",
    )
    rows = [
        (
            str(row.n_correct),
            str(row.n_laptops),
            str(row.n_seeds),
            _span(row.lowest, row.highest),
        )
        for row in luck_rows(found)
    ]
    cells = "".join(
        f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in rest)}</tr>'
        for first, *rest in rows
    )
    heads = "".join(f'<th scope="col">{name}</th>' for name in head)
    return f'<table class="plan-luck"><thead><tr>{heads}</tr></thead><tbody>{cells}</tbody></table>'


def _span(low: float, high: float) -> str:
    ends = dict.fromkeys((percent(low), percent(high)))
    return " to ".join(ends)
