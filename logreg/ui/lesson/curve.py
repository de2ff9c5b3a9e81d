"""Section 0: drag the centre and the steepness of an S-curve over real tumours."""

import streamlit as st

from ...experiment.run import Run
from ...figures.lesson import s_curve_chart
from ...lesson.curve import (
    CENTRES,
    FIRST_CENTRE,
    FIRST_STEEPNESS,
    ONE_FEATURE,
    STEEPNESSES,
    Radii,
    odds_ratio,
    radii_of,
)
from ...lesson.words.curve import WORDS
from ...plain.pieces import odds, s_curve
from ...wording.numbers import decimal, percent
from ..cache import cached_run
from ..chart import draw
from ..live_slider import Slider, live_sliders
from .blocks import Text, formulas, listing
from .frame import Section, show_numbers
from .question import Answer

SAID = WORDS.said
# A share of right answers nearer to one option than to the next.
SHARES = (0.5, 0.7, 0.9)
SLIDERS = {
    "centre": Slider(SAID["centre"], CENTRES, FIRST_CENTRE, step=0.1),
    "steepness": Slider(SAID["steepness"], STEEPNESSES, FIRST_STEEPNESS, step=0.05),
}


def answer(_: Run) -> Answer:
    """How many of the test tumours the best curve has right."""
    radii = radii_of(cached_run(ONE_FEATURE))
    n_right, n_test = radii.n_right(radii.centre), len(radii.test_y)
    share = n_right / n_test
    numbers = {
        "n_train": str(len(radii.train_y)),
        "n_right": str(n_right),
        "n_test": str(n_test),
        "accuracy": percent(share, 1),
    }
    return Answer(min(range(len(SHARES)), key=lambda i: abs(SHARES[i] - share)), numbers)


@st.fragment
def _touch(_: Run) -> None:
    radii = radii_of(cached_run(ONE_FEATURE))
    heard = live_sliders("lesson curve", SLIDERS)
    centre, steepness = heard["centre"].value, heard["steepness"].value
    draw(s_curve_chart(radii, centre, steepness), "lesson s-curve")
    show_numbers(
        {
            SAID["your loss"]: decimal(radii.loss_of(centre, steepness)),
            SAID["lowest"]: decimal(radii.loss),
            SAID["right"]: percent(radii.n_right(centre) / len(radii.test_y), 1),
            SAID["odds"]: f"× {decimal(odds_ratio(steepness), 2)}",
        }
    )
    st.caption(best_in_words(radii))


def best_in_words(radii: Radii) -> str:
    """The curve with the lowest loss."""
    return WORDS.say(
        "best",
        centre=decimal(radii.centre, 2),
        steepness=decimal(radii.steepness, 2),
        ratio=decimal(odds_ratio(radii.steepness), 1),
    )


CURVE = Section(
    number="0",
    anchor="curve",
    words=WORDS,
    answer=answer,
    reading=(
        Text("points"),
        Text("curve"),
        formulas(r"p = \sigma\bigl(\text{steepness} \cdot (x - \text{centre})\bigr)"),
        listing(s_curve),
        Text("boundary"),
        Text("odds"),
        listing(odds),
        Text("loss"),
    ),
    touch=_touch,
)
