"""The playground as plain Streamlit would have it: what the interaction benchmark compares with.

The same data, charts, words and controls as app.py, on `st.slider` and `st.plotly_chart`. It keeps
its own copy of controls and frame on purpose: the app's may change, what it is compared with may
not.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import streamlit as st

from logreg.core.features import FEATURES
from logreg.core.optimizers import OPTIMIZERS
from logreg.data.datasets import DATASETS
from logreg.experiment.experiment import Experiment
from logreg.experiment.run import Run, run
from logreg.experiment.summary import describe
from logreg.figures import Chart, boundary_chart, loss_chart
from logreg.figures.chart import base_layout
from logreg.figures.palette import CLASS_SCALE, INK
from logreg.scoring.metrics import Confusion
from logreg.wording.numbers import percent
from tests.ranges import RANGES

TITLE = "Logistic Regression Playground"
# As much room for the charts as the app gives them: all are to be in sight.
STYLE = "<style>[data-testid=stMainBlockContainer] { padding: 3.75rem 2rem 1rem; }</style>"
DEFAULTS = Experiment()
LEARNING_RATES = tuple(
    float(f"{digits}e{decade}")
    for decade in range(-4, 2)
    for digits in (1, 1.25, 1.6, 2, 2.5, 3, 4, 5, 6.3, 8)
)
BATCH_SIZES = (None, 1, 2, 4, 8, 16, 32, 64, 128, 256)
PENALTIES = (0.0, 1e-4, 1e-3, 1e-2, 0.1, 1.0, 10.0)


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs={Experiment: repr})
def cached_run(experiment: Experiment) -> Run:
    return run(experiment)


def choose_experiment() -> Experiment:
    with st.sidebar:
        choices = main_choices()
        with st.expander("More"):
            choices |= more_choices()
    return Experiment.of(**choices)


def main_choices() -> dict[str, Any]:
    made = [name for name, source in DATASETS.items() if source.is_toy]
    dataset = st.selectbox("Dataset", made, made.index(DEFAULTS.source.name))
    st.caption(DATASETS[dataset].lesson)
    noise = slider("Noise", "noise", step=0.01)
    learning_rate = st.select_slider(
        "Learning rate", LEARNING_RATES, DEFAULTS.settings.learning_rate
    )
    n_iters = slider("Iterations", "n_iters", step=1)
    features: Sequence[str] = st.pills(
        "Features",
        list(FEATURES),
        selection_mode="multi",
        default=list(DEFAULTS.features),
        format_func=lambda name: FEATURES[name].label,
    )
    return {
        "dataset": dataset,
        "noise": noise,
        "learning_rate": learning_rate,
        "n_iters": n_iters,
        "features": tuple(features),
    }


def more_choices() -> dict[str, Any]:
    seeds = RANGES["seed"]
    return {
        "n_samples": slider("Samples", "n_samples", step=10),
        "test_share": slider("Test share", "test_share", step=0.05),
        "seed": st.number_input("Seed", int(seeds.low), int(seeds.high), DEFAULTS.seed),
        "standardize": st.toggle("Standardise features"),
        "optimizer": st.selectbox("Optimiser", list(OPTIMIZERS)),
        "batch_size": st.select_slider("Batch size", BATCH_SIZES),
        "l2": st.select_slider("L2 strength λ", PENALTIES),
        "l1": st.select_slider("L1 strength λ", PENALTIES),
    }


def slider(label: str, name: str, step: float) -> Any:
    usual = DEFAULTS.value_of(name)
    kind = type(usual)
    low, high = kind(RANGES[name].low), kind(RANGES[name].high)
    return st.slider(label, low, high, usual, step=kind(step), key=name)


def show_scores(chosen: Run) -> None:
    scores = (chosen.test or chosen.train).scores
    confusion = scores.confusion
    with st.container(horizontal=True):
        st.metric("Log loss", f"{float(scores.log_loss):.3g}", width=130)
        st.metric("Accuracy", f"{float(confusion.accuracy):.1%}", width=130)
        st.metric("Precision", f"{float(confusion.precision):.1%}", width=130)
        st.metric("Recall", f"{float(confusion.recall):.1%}", width=130)


def draw(chart: Chart, key: str) -> None:
    st.plotly_chart(
        chart.figure,
        key=key,
        height=chart.figure.layout.height,
        config={"displaylogo": False},
        alt=chart.alternative,
    )
    st.caption(chart.caption)


def confusion_chart(matrix: Confusion, class_names: tuple[str, str], split_name: str) -> Chart:
    """Counts with the share of each true class below; coloured like the class predicted."""
    counts, shares = matrix.matrix, matrix.row_shares
    cells = {
        "type": "heatmap",
        "z": np.nan_to_num(shares) * (-1, 1),
        "zmin": -1,
        "zmax": 1,
        "x": (0, 1),
        "y": (0, 1),
        "colorscale": CLASS_SCALE,
        "showscale": False,
        "hoverinfo": "skip",
    }
    labels = {"tickvals": (0, 1), "ticktext": class_names, "showgrid": False, "zeroline": False}
    texts = [
        {
            "x": j,
            "y": i,
            "text": f"<b>{counts[i, j]}</b><br>{percent(shares[i, j])}",
            "font": {"size": 16, "color": INK},
            "showarrow": False,
        }
        for i in (0, 1)
        for j in (0, 1)
    ]
    layout = base_layout(
        230,
        xaxis={"title": {"text": "predicted class"}, **labels},
        yaxis={"title": {"text": "true class"}, "autorange": "reversed", **labels},
        annotations=texts,
    )
    caption = "Right answers lie on the diagonal; percentages are shares of each true class."
    return Chart([cells], layout, caption, f"Confusion matrix on {split_name} points.")


st.set_page_config(page_title=TITLE, layout="wide")
st.html(STYLE)
st.title(TITLE, anchor=False)
chosen = cached_run(choose_experiment())
st.markdown(describe(chosen))
show_scores(chosen)
left, right = st.columns([3, 2], gap="medium")
with left:
    draw(boundary_chart(chosen), key="boundary")
with right:
    draw(loss_chart(chosen), key="loss")
    split_name, split = ("test", chosen.test) if chosen.test else ("train", chosen.train)
    draw(
        confusion_chart(split.scores.confusion, chosen.dataset.class_names, split_name),
        key="confusion",
    )
