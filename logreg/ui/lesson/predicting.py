"""Section 7: drag the threshold; then give XOR the one feature that it needs."""

import streamlit as st

from ...experiment.run import Run
from ...figures.lesson import predicting_chart
from ...lesson.predicting import (
    THRESHOLDS,
    XOR,
    XOR_WITH_PRODUCT,
    outcomes,
    score_at,
)
from ...plain.descent import predict
from ...scoring.evaluation import few_points
from ...wording.numbers import count, decimal, percent
from ..cache import cached_run
from ..chart import draw
from ..live_slider import live_slider
from .frame import Section, show_numbers, show_source


def _read() -> None:
    st.markdown(
        "The model gives a probability. To act, you need a class: predict 1 where $p$ is at least a"
        " **threshold** $t$. Since σ only rises, this is a bound on the score. For $t = 0.5$ it is"
        " $z \\ge 0$."
    )
    st.latex(r"p \ge t \quad\Longleftrightarrow\quad z \ge \log\frac{t}{1 - t}")
    show_source(predict, score_at)
    st.markdown(
        "The threshold is not trained. Raise it, and false positives cannot become more, false"
        " negatives cannot become fewer: the line moves, the probabilities stay. Which is worse"
        " is for you to say; 0.5 is right where both cost the same and the probabilities are true."
        " The page Evaluate weighs the two by their cost."
    )
    st.markdown(
        "**What the model cannot do.** In $x_1$ and $x_2$ every threshold gives one straight line,"
        " and no straight line parts XOR: class 1 lies in two opposite quadrants. Training finds"
        " weights near 0, and the accuracy is about one half. The model is linear in its weights,"
        " not in what you feed it. With the product $x_1 x_2$ as a third column it has what it"
        " needs, since the sign of the product tells the quadrants apart."
    )
    st.latex(r"z = w_1 x_1 + w_2 x_2 + w_3\, x_1 x_2 + b")


def _touch(run: Run) -> None:
    _touch_threshold(run)
    _touch_xor()


@st.fragment
def _touch_threshold(run: Run) -> None:
    threshold = live_slider(
        "Threshold",
        "lesson threshold",
        THRESHOLDS,
        0.5,
        step=0.01,
        help_text="Predict class 1 where p ≥ threshold.",
    ).value
    draw(predicting_chart(run, threshold), "lesson threshold boundary")
    found = outcomes(run, threshold)
    show_numbers(
        {
            "Accuracy": percent(float(found.accuracy), 1),
            "False positives": str(found.false_positives),
            "False negatives": str(found.false_negatives),
            "Predicts class 1 from": f"z ≥ {decimal(score_at(threshold), 2)}",
        }
    )
    counted = f"Counted on {count(int(found.n_samples), f'{run.judged.name} point')} of your run."
    caution = few_points(run.judged.name, int(found.n_samples))
    st.caption(f"{counted} {caution.text}" if caution else counted)


@st.fragment
def _touch_xor() -> None:
    st.markdown("**XOR**")
    has_product = st.toggle("Add x₁x₂", key="lesson add x1x2")
    run = cached_run(XOR_WITH_PRODUCT if has_product else XOR)
    draw(predicting_chart(run), "lesson xor")
    found = outcomes(run, 0.5)
    names = ("w₁", "w₂", "w₃")
    weights = (decimal(float(weight)) for weight in run.trace.weights[-1])
    show_numbers(
        {
            "Accuracy": percent(float(found.accuracy), 1),
            **dict(zip(names, weights, strict=False)),
            "Bias": decimal(float(run.trace.bias[-1])),
        }
    )
    st.caption(
        f"{count(int(found.n_samples), 'training point')}, always the same, whatever your"
        " experiment."
    )


PREDICTING = Section(
    title="Predicting",
    anchor="predicting",
    read=_read,
    touch=_touch,
    take_away=(
        "The threshold turns probabilities into classes and is yours to choose. What no line can"
        " part needs another feature, not more training."
    ),
)
