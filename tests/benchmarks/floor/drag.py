"""What a drag costs at the least: our live slider moves one dot, on a page of nothing else.

What the app takes beyond this is the app's own; the slider, Streamlit and the browser are the same.
"""

import math

import streamlit as st

from logreg.core.checks import Range
from logreg.ui.live_slider import live_slider

WIDTH = 1000
RATES = Range(1e-4, 10.0)

dot = st.components.v2.component(
    "dot",
    html=f'<svg viewBox="0 0 {WIDTH} 40" data-revision="0"><circle cy="20" r="8" /></svg>',
    js="""export default function ({ data, parentElement }) {
        const picture = parentElement.querySelector("svg");
        picture.firstElementChild.setAttribute("cx", data.x);
        picture.dataset.revision = Number(picture.dataset.revision) + 1;
    }""",
    isolate_styles=False,
)


# A drag runs this alone, as in the app.
@st.fragment
def live() -> None:
    """The slider, and a dot at the share of its track."""
    rate = live_slider("Learning rate", "rate", RATES, 0.1, scale="log")
    share = math.log10(rate.value / RATES.low) / math.log10(RATES.high / RATES.low)
    dot(key="dot", data={"x": WIDTH * share})


live()
