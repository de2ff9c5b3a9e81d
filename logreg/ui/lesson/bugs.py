"""Section 9: evidence first, then three lines to choose from, then the answer."""

import streamlit as st

from ...experiment.run import Run
from ...figures.lesson import bug_chart
from ...lesson.bug_evidence import mean_probability
from ...lesson.bugs import BUGS
from ...lesson.demonstration import (
    AGREES,
    RATES,
    Bug,
    Demonstration,
    gradient_error,
    is_same_with_copies,
)
from ...lesson.words.bugs import WORDS
from ...wording.numbers import decimal, number, percent
from ..cache import cached_demonstration
from ..chart import draw
from ..live_slider import live_slider
from .blocks import Text, formulas, listing
from .frame import Section, show_numbers
from .question import Answer

SAID = WORDS.said
NAMES = tuple(BUGS)
GUESSES = "lesson bug guesses"
# Up to here an error is told in percent.
FEW_LENGTHS = 2.5


def answer(run: Run) -> Answer:
    """How many of the wrong programs have a loss that has fallen."""
    all_shown = [
        cached_demonstration(run.experiment, name, bug.learning_rate) for name, bug in BUGS.items()
    ]
    falling = sum(bool(shown.wrong.loss[-1] < shown.wrong.loss[0]) for shown in all_shown)
    return Answer(1, {"falling": str(falling)})


@st.fragment
def _touch(run: Run) -> None:
    name = _choose_case()
    bug = BUGS[name]
    guess = st.session_state.get(GUESSES, {}).get(name)
    shown = cached_demonstration(run.experiment, name, _choose_rate(bug))
    draw(bug_chart(shown, is_told=guess is not None), "lesson bug loss")
    st.caption(bug.set_up_words(shown.data))
    _show_evidence(shown)
    _ask(name, guess)
    if guess is not None:
        _tell(shown)


def _choose_case() -> str:
    case = st.segmented_control(
        SAID["case"],
        range(len(NAMES)),
        format_func=lambda i: str(i + 1),
        default=0,
        required=True,
        key="lesson bug",
        persist_state="session",
    )
    return NAMES[case]


def _choose_rate(bug: Bug) -> float:
    """One slider for each bug: each shows best at a rate of its own."""
    key = f"lesson rate {bug.words.title}"
    return live_slider(SAID["rate"], key, RATES, bug.learning_rate, scale="log").value


def _show_evidence(shown: Demonstration) -> None:
    is_same = is_same_with_copies(shown.bug.wrong, shown.data)
    breaks = shown.report.breaks_at is not None
    show_numbers(
        {
            SAID["right loss"]: decimal(float(shown.right.loss[-1])),
            SAID["bug loss"]: (
                SAID["no number"] if breaks else decimal(float(shown.wrong.loss[-1]))
            ),
            SAID["bug gradient"]: check_in_words(shown),
            SAID["twice"]: SAID["same steps" if is_same else "other steps"],
            SAID["mean p"]: percent(mean_probability(shown.wrong, shown.data), 1),
            SAID["base rate"]: percent(shown.base_rate, 1),
        }
    )


def candidates(name: str) -> tuple[str, ...]:
    """The bug and those it is to be told from, at a place that does not give it away."""
    rivals = BUGS[name].rivals
    place = NAMES.index(name) * 2 % 3
    return (*rivals[:place], name, *rivals[place:])


def _ask(name: str, guess: str | None) -> None:
    st.markdown(f"**{SAID['which']}**")
    with st.container(key="lesson guesses", gap="small"):
        for one in candidates(name):
            st.button(
                f"`{BUGS[one].line}`",
                key=f"lesson guess {one}",
                type="primary" if one == guess else "secondary",
                on_click=_take_guess,
                args=[name, one],
                width="stretch",
            )
    if guess is not None:
        said = "right guess" if guess == name else "wrong guess"
        st.markdown(WORDS.say(said, title=BUGS[name].words.title))


def _take_guess(name: str, guess: str) -> None:
    st.session_state[GUESSES] = st.session_state.get(GUESSES, {}) | {name: guess}


def _tell(shown: Demonstration) -> None:
    bug = shown.bug
    st.markdown(SAID["right code"])
    st.code(listing(*bug.shown_right).source, language="python")
    st.markdown(SAID["wrong code"])
    st.code(listing(*bug.shown_wrong).source, language="python")
    recognise = WORDS.say("recognise", words=bug.words.recognise)
    st.markdown(f"{bug.evidence(shown)}\n\n{recognise}")


def check_in_words(shown: Demonstration) -> str:
    """How far the bug's slopes are from the true ones, in lengths of those."""
    error = gradient_error(shown.bug.wrong, shown.data, shown.bug.l2)
    if error < AGREES:
        return SAID["correct"]
    if error < FEW_LENGTHS:
        return WORDS.say("off by a share", share=percent(error))
    return WORDS.say("off by times", times=number(error))


BUGS_SECTION = Section(
    number="9",
    anchor="bugs",
    words=WORDS,
    answer=answer,
    reading=(
        Text("game"),
        Text("checks"),
        formulas(
            r"\frac{\partial L}{\partial b} = \frac{1}{n}\sum_i (p_i - y_i) = 0"
            r"\quad\Rightarrow\quad \bar p = \bar y"
        ),
    ),
    touch=_touch,
)
