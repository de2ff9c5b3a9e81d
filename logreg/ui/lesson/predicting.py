"""Section 7: drag the threshold."""

import streamlit as st

from ...experiment.run import Run
from ...figures.lesson import predicting_chart
from ...lesson.predicting import THRESHOLDS, outcomes
from ...lesson.words.predicting import WORDS
from ...plain.descent import predict
from ...plain.pieces import score_at
from ...scoring.evaluation import few_points
from ...wording.numbers import decimal, percent
from ..chart import draw
from ..live_slider import live_slider
from .blocks import Text, formulas, listing
from .frame import Section, show_numbers
from .question import Answer

SAID = WORDS.said


def answer(run: Run) -> Answer:
    """What 0.9 in place of 0.5 makes of the mistakes; it can only go one way."""
    low, high = outcomes(run, 0.5), outcomes(run, 0.9)
    numbers = {
        "split": run.judged.name,
        "alarms": str(low.false_positives),
        "fewer": str(high.false_positives),
        "misses": str(low.false_negatives),
        "more": str(high.false_negatives),
    }
    return Answer(0, numbers)


@st.fragment
def _touch(run: Run) -> None:
    threshold = live_slider(
        SAID["threshold"],
        "lesson threshold",
        THRESHOLDS,
        0.5,
        step=0.01,
        help_text=SAID["threshold help"],
    ).value
    draw(predicting_chart(run, threshold), "lesson threshold boundary")
    found = outcomes(run, threshold)
    show_numbers(
        {
            SAID["accuracy"]: percent(float(found.accuracy), 1),
            SAID["alarms"]: str(found.false_positives),
            SAID["misses"]: str(found.false_negatives),
            SAID["from"]: f"z ≥ {decimal(float(score_at(threshold)), 2)}",
        }
    )
    counted = WORDS.say("counted", n=int(found.n_samples), split=run.judged.name)
    caution = few_points(run.judged.name, int(found.n_samples))
    st.caption(f"{counted} {caution.text}" if caution else counted)


PREDICTING = Section(
    number="7",
    anchor="predicting",
    words=WORDS,
    answer=answer,
    reading=(
        Text("threshold"),
        formulas(r"p \ge t \quad\Longleftrightarrow\quad z \ge \log\frac{t}{1 - t}"),
        listing(predict, score_at),
        Text("choice"),
    ),
    touch=_touch,
)
