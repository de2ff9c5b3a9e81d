"""What a run learned: what the page Weights shows, part by part, the quickest first."""

import pandas as pd
import streamlit as st

from ..core.checks import Range
from ..experiment.arrow import arrow
from ..experiment.certificate import separability_claim
from ..experiment.learned import Learned, learned, odds_ratios
from ..experiment.optimum import Optimum
from ..experiment.penalty_path import STEPS_PER_DECADE, Penalty, PenaltyPath
from ..experiment.run import Run
from ..experiment.scaling import scaling_caption
from ..experiment.uncertainty import (
    Uncertainty,
    bootstrap_captions,
    intervals_caption,
    refusal,
    uncertainty,
)
from ..figures.weights import arrow_chart, fan_chart, path_chart, path_loss_chart, weights_chart
from ..wording.numbers import decimal, number
from ..wording.plain_text import as_markdown
from .cache import (
    cached_bootstrap,
    cached_optimum,
    cached_path,
    cached_proof,
    cached_scaling,
)
from .chart import draw
from .controls import fill
from .door import keep_allowed, set_live
from .live_slider import live_slider
from .sentences import show_sentences

PENALTY, STRENGTH, FOLLOWED = "path penalty", "path strength", "path followed"
PENALTIES = {Penalty.L2: "L2", Penalty.L1: "L1"}
# Rows: 200 refits of 70,000 took 17 s and 1.2 GB.
MOST_RESAMPLED = 5_000
MOST_ROWS = 12


def show_weights(run: Run) -> None:
    """All that is said of the weights of a run but the path of its penalties."""
    curve, words = st.columns([3, 2])
    # First of all, as nothing has to be found for it.
    with curve:
        draw(arrow_chart(run, arrow(run)), "arrow", heading="p along the arrow")
    optimum = cached_optimum(run)
    sure = uncertainty(run, optimum)
    with words:
        _show_odds(run, optimum)
        st.header("Can the classes be parted?", anchor=False)
        st.markdown(separability_claim(cached_proof(run)).text)
    _show_table(learned(run))
    _show_scaling(run)
    _show_certainty(run, optimum, sure)


def _show_odds(run: Run, optimum: Optimum) -> None:
    st.header("What each weight means", anchor=False)
    show_sentences([one.text for one in odds_ratios(run, optimum)], "features")


def _show_table(model: Learned) -> None:
    st.header("The weights in both units", anchor=False)
    columns = {
        "standard deviation": [*map(decimal, model.deviations.tolist()), "–"],
        "per unit": list(map(decimal, [*model.weights.tolist(), model.bias])),
        "per deviation": list(map(decimal, [*model.per_deviation.tolist(), model.centered_bias])),
    }
    _show_rows(model, columns, "weights")
    st.caption(
        "Per unit of the data, and per standard deviation of each feature over the training points."
        " The bias is z where every feature is 0, and where every one is at its mean."
    )


def _show_errors(model: Learned, sure: Uncertainty) -> None:
    columns = {
        "minimum, per unit": list(map(decimal, sure.theta.tolist())),
        "standard error": list(map(decimal, sure.errors.tolist())),
        "95 % interval": [
            f"{decimal(low)} to {decimal(high)}" for low, high in sure.intervals.T.tolist()
        ],
    }
    _show_rows(model, columns, "errors")


def _show_rows(model: Learned, columns: dict[str, list[str]], key: str) -> None:
    """A row for each feature and for the bias; many are folded away."""
    names = [*map(as_markdown, model.names), "bias b"]
    table = pd.DataFrame(columns, index=names).rename_axis("feature")
    is_long = len(table) > MOST_ROWS
    with st.expander(f"{len(table)} rows") if is_long else st.container(key=key):
        st.table(table)


def _show_certainty(run: Run, optimum: Optimum, sure: Uncertainty | None) -> None:
    st.header("How sure are they?", anchor=False)
    model = learned(run)
    if sure is None:
        why_not = refusal(run, optimum)
        caption = why_not.text if why_not else ""
        draw(weights_chart(model, None, None, caption), "intervals", heading="Weights")
        return
    intervals, fan_place = st.columns(2)
    n = len(run.train.y)
    refits, fan = cached_bootstrap(run) if n <= MOST_RESAMPLED else (None, None)
    with intervals:
        caption = intervals_caption(run, sure).text
        draw(weights_chart(model, sure, refits, caption), "intervals", heading="Intervals")
        _show_errors(model, sure)
    with fan_place:
        if refits is None or fan is None:
            st.caption(
                f"No refits are drawn of more than {MOST_RESAMPLED:,} rows: they take long, and"
                " differ little where the intervals are so narrow."
            )
            return
        captions = tuple(bootstrap_captions(refits, fan.n_drawn))
        draw(fan_chart(run, fan, captions), "fan", heading="Boundaries of 200 refits")


def _show_scaling(run: Run) -> None:
    st.header("What did scaling do?", anchor=False)
    st.markdown(scaling_caption(cached_scaling(run)).text)


def choose_strength(run: Run) -> tuple[PenaltyPath, int, bool]:
    """Ask along which penalty to look, and where; whether the hand still holds the slider."""
    st.header("What would a penalty do?", anchor=False)
    kind, place, button = st.columns([1, 4, 2], vertical_alignment="bottom")
    keep_allowed(PENALTY, Penalty, _usual_penalty(run))
    if PENALTY not in st.session_state:
        st.session_state[PENALTY] = _usual_penalty(run)
    with kind:
        penalty = st.radio(
            "Penalty",
            list(PENALTIES),
            format_func=PENALTIES.__getitem__,
            horizontal=True,
            key=PENALTY,
            persist_state="session",
        )
    path = cached_path(run, Penalty(penalty))
    strengths = path.strengths
    _follow(path)
    with place:
        slider = live_slider(
            f"{PENALTIES[path.penalty]} strength λ looked at",
            STRENGTH,
            Range(float(strengths[0]), float(strengths[-1])),
            float(strengths[0]),
            scale="log",
            step=1 / STEPS_PER_DECADE,
        )
    at = path.nearest(slider.value)
    with button:
        _train_button(run, path, at)
    return path, at, slider.is_dragging


def _usual_penalty(run: Run) -> Penalty:
    settings = run.experiment.settings
    return Penalty.L1 if settings.l1 > settings.l2 else Penalty.L2


def _follow(path: PenaltyPath) -> None:
    """Put the thumb where the run is, when another run or another penalty has come."""
    now = (path.penalty.value, path.current)
    if st.session_state.get(FOLLOWED) != now:
        st.session_state[FOLLOWED] = now
        set_live(STRENGTH, value=float(path.strengths[path.nearest(path.current)]))


def _train_button(run: Run, path: PenaltyPath, at: int) -> None:
    strength = float(f"{path.strengths[at]:.4g}")
    changed = run.experiment.changed(**{path.penalty.value: strength})
    is_pressed = st.button(
        f"Train with {PENALTIES[path.penalty]} = {number(strength)}",
        icon=":material/model_training:",
        on_click=fill,
        args=[changed],
        disabled=changed == run.experiment,
        key="train with strength",
    )
    if is_pressed:
        st.rerun()  # the whole page: another run is to be shown


def show_path(path: PenaltyPath, at: int) -> None:
    """Weights and losses along the path, with the λ that is looked at."""
    weights, losses = st.columns(2)
    with weights:
        draw(path_chart(path, at), "path", heading="Weights over λ")
    with losses:
        draw(path_loss_chart(path, at), "path losses", heading="Losses over λ")
