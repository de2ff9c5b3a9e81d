"""The question before a section tells: options to press, and an answer made from the run."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import streamlit as st

from ...experiment.run import Run
from ...lesson.words import Question
from ...lesson.words.common import ASKED_FIRST, RIGHT, WRONG
from ..door import keep_allowed


@dataclass(frozen=True)
class Answer:
    """Which option is right, and the numbers that show it."""

    right: int
    numbers: Mapping[str, str]


@st.fragment
def show_question(
    anchor: str, question: Question, answer: Callable[[Run], Answer], run: Run
) -> None:
    """Ask; once an option is chosen, say which one is right and why. Nothing waits for that."""
    key = f"lesson asked {anchor}"
    keep_allowed(key, partial(_check, len(question.options)), None)
    with st.container(key=f"question {anchor}", border=True, gap="small"):
        st.markdown(f"**{question.ask}**")
        chosen = st.pills(
            question.ask,
            range(len(question.options)),
            format_func=lambda i: question.options[i],
            key=key,
            persist_state="session",
            label_visibility="collapsed",
        )
        if chosen is None:
            st.caption(ASKED_FIRST)
        else:
            st.markdown(told(question, answer(run), chosen))


def _check(n_options: int, chosen: object) -> None:
    """Refuse what is no option; nothing chosen is one."""
    if chosen is not None and chosen not in range(n_options):
        raise ValueError(f"{chosen!r} is none of {n_options} options.")


def told(question: Question, answer: Answer, chosen: int) -> str:
    """What is said to who has chosen an option."""
    said, right = question.options[chosen], question.options[answer.right]
    verdict = (RIGHT if chosen == answer.right else WRONG).format(said=said, right=right)
    return f"{verdict} {question.answer.format_map(answer.numbers)}"
