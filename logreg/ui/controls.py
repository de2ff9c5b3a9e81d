"""The sidebar: widgets in, one Experiment out."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import streamlit as st

from ..core.features import FEATURES
from ..core.optimizers import OPTIMIZERS
from ..data.datasets import DATASETS, load_dataset
from ..experiment.experiment import RANGES, Experiment
from .live_slider import Live, live_slider
from .trust import keep_allowed

DEFAULTS = Experiment()
# The controls whose key is the field of the experiment, and whose state is its value.
PLAIN = (
    "dataset",
    "n_samples",
    "test_share",
    "seed",
    "standardize",
    "optimizer",
    "batch_size",
    "l2",
    "l1",
)
LIVE = ("noise", "learning_rate", "n_iters")
AXES = ("Feature x₁", "Feature x₂")

BATCH_SIZES = (None, 1, 2, 4, 8, 16, 32, 64, 128, 256)
PENALTIES = (0.0, *(float(f"{m}e{e}") for e in range(-4, 1) for m in (1, 2, 5)), 10.0)


@dataclass(frozen=True)
class Choice:
    """What the sidebar says: no experiment where it cannot be; a preview while a thumb is held."""

    experiment: Experiment | None
    is_preview: bool


def fill(experiment: Experiment) -> None:
    """Set every control to what the experiment says; before any of them is drawn."""
    state = st.session_state
    for name in PLAIN:
        state[name] = getattr(experiment, name)
    for name in LIVE:
        state[name] = {"value": getattr(experiment, name)}
    state["features"] = list(experiment.features)
    _fill_real_data(experiment.dataset, experiment.drawn, experiment.other_features)


def _fill_real_data(dataset: str, drawn: tuple[int, int], other_features: bool) -> None:
    """Its features are its own: each real dataset remembers which were chosen."""
    for label, index in zip(AXES, drawn, strict=True):
        st.session_state[f"{dataset} {label}"] = index
    st.session_state[f"{dataset} other_features"] = other_features


def _keep_allowed() -> None:
    """Nothing but choices that an experiment takes, whatever came from the browser."""
    for name in (*PLAIN, "features"):
        default = getattr(DEFAULTS, name)
        keep_allowed(name, partial(_check, name), list(default) if name == "features" else default)
    for dataset, choice in DATASETS.items():
        for label, index in zip(AXES, choice.drawn, strict=True):
            keep_allowed(f"{dataset} {label}", range(choice.n_features).index, index)
        others = partial(_check, "other_features")
        keep_allowed(f"{dataset} other_features", others, DEFAULTS.other_features)


def _check(name: str, value: Any) -> None:
    # No features at all is a choice, which the page answers in words.
    if name != "features" or value != []:
        replace(DEFAULTS, **{name: value})


def choose_experiment(show: Callable[[Choice], None]) -> None:
    """Draw the sidebar and show what is chosen; what cannot be is said beside its control."""
    _keep_allowed()
    with st.sidebar:
        dataset = _dataset()
        is_real = DATASETS[dataset].is_real
        choices: dict[str, Any] = {"dataset": dataset}
        if is_real:
            choices |= _real_data(dataset)
        live_place = st.container(key="live" if is_real else "live-toy")
        live_place.empty()  # so that the container keeps their room until they come
        choices["features"] = _features()
        has_features = bool(choices["features"] or choices.get("other_features"))
        if not has_features:
            st.error("Choose at least one feature to train on.", icon=":material/error:")
        with st.expander("More", icon=":material/tune:"):
            choices |= _more(is_real)
        first, second = choices.get("drawn", DEFAULTS.drawn)
        with live_place:
            _choose_live(choices, has_features and first != second, show)


# A drag of its sliders runs this alone: the browser need not draw the other controls anew.
@st.fragment
def _choose_live(choices: dict[str, Any], can_be: bool, show: Callable[[Choice], None]) -> None:
    """Draw the live sliders, and show their values together with the other choices."""
    live: dict[str, Live] = {}
    if not DATASETS[choices["dataset"]].is_real:
        live["noise"] = _live("Noise", "noise", step=0.01)
    live["learning_rate"] = _learning_rate(choices["optimizer"])
    live["n_iters"] = _live("Iterations", "n_iters", scale="log", is_integer=True)
    values: dict[str, Any] = {name: said.value for name, said in live.items()}
    show(
        Choice(
            experiment=Experiment(**choices, **values) if can_be else None,
            is_preview=any(said.is_dragging for said in live.values()),
        )
    )


def _dataset() -> str:
    name: str = st.selectbox(
        "Dataset",
        list(DATASETS),
        format_func=lambda name: DATASETS[name].label,
        key="dataset",
        persist_state="session",
    )
    st.caption(DATASETS[name].lesson)
    return name


def _real_data(dataset: str) -> dict[str, Any]:
    """A measured dataset has features to choose between, where a made one has noise."""
    names = load_dataset(dataset).feature_names
    if f"{dataset} other_features" not in st.session_state:
        _fill_real_data(dataset, DATASETS[dataset].drawn, DEFAULTS.other_features)
    drawn = tuple(
        st.selectbox(
            label,
            range(len(names)),
            format_func=lambda index: names[index],
            key=f"{dataset} {label}",
            persist_state="session",
        )
        for label in AXES
    )
    if drawn[0] == drawn[1]:
        st.error("x₁ and x₂ are the same: choose two different features.", icon=":material/error:")
    others = st.toggle(
        f"Train on the other {len(names) - 2} features too",
        key=f"{dataset} other_features",
        persist_state="session",
    )
    return {"drawn": drawn, "other_features": others}


def _features() -> tuple[str, ...]:
    chosen: Sequence[str] = st.pills(
        "Features",
        list(FEATURES),
        selection_mode="multi",
        format_func=lambda name: FEATURES[name].label,
        key="features",
        help="The score z is a weighted sum of these and a bias.",
        persist_state="session",
    )
    return tuple(chosen)


def _learning_rate(optimizer: str) -> Live:
    is_second_order = OPTIMIZERS[optimizer].is_second_order
    return _live(
        "Learning rate",
        "learning_rate",
        scale="log",
        is_disabled=is_second_order,
        help_text=(
            "Newton's method finds the length of its step itself."
            if is_second_order
            else "η: how far one iteration follows the gradient."
        ),
    )


def _live(label: str, name: str, **more: Any) -> Live:
    """A live slider over the whole range of an Experiment's field."""
    return live_slider(label, name, RANGES[name], getattr(DEFAULTS, name), **more)


def _more(is_real: bool) -> dict[str, Any]:
    choices: dict[str, Any] = {}
    if not is_real:
        choices["n_samples"] = _slider("Samples", "n_samples", step=10)
    choices["test_share"] = _test_share()
    choices["seed"] = _seed()
    choices["standardize"] = st.toggle(
        "Standardise features",
        key="standardize",
        help="Give every feature mean 0 and deviation 1, as found in the training points.",
        persist_state="session",
    )
    choices["optimizer"] = st.selectbox(
        "Optimiser",
        list(OPTIMIZERS),
        format_func=lambda name: OPTIMIZERS[name].label,
        key="optimizer",
        persist_state="session",
    )
    choices["batch_size"] = st.select_slider(
        "Batch size",
        _with_current(BATCH_SIZES, "batch_size"),
        format_func=lambda size: "all" if size is None else str(size),
        key="batch_size",
        disabled=OPTIMIZERS[choices["optimizer"]].is_second_order,
        help="How many training points one iteration looks at. Newton's method needs them all.",
        persist_state="session",
    )
    choices["l2"] = _penalty("L2", "l2", "λ/2·‖w‖² is added to the loss: large weights cost.")
    choices["l1"] = _penalty("L1", "l1", "λ·‖w‖₁ is added to the loss: weights become exactly 0.")
    return choices


def _test_share() -> float:
    allowed = RANGES["test_share"]
    share: float = st.slider(
        "Test share",
        float(allowed.low),
        allowed.high,
        step=0.05,
        format="percent",
        key="test_share",
        help="The part of the points that is kept out of training.",
        persist_state="session",
    )
    # Steps of 0.05 add up to 0.15000000000000002, and that share holds one point more. What a link
    # brought may have any digits, and keeps them.
    rounded = round(share, 6)
    return rounded if math.isclose(share, rounded, rel_tol=0, abs_tol=1e-12) else share


def _seed() -> int:
    allowed = RANGES["seed"]
    return int(
        st.number_input(
            "Seed",
            int(allowed.low),
            int(allowed.high),
            key="seed",
            help="Another seed: another split, another order of batches, other toy samples.",
            persist_state="session",
        )
    )


def _penalty(label: str, name: str, help_text: str) -> float:
    strength: float = st.select_slider(
        f"{label} strength λ",
        _with_current(PENALTIES, name),
        format_func=lambda strength: f"{strength:g}",
        key=name,
        help=help_text,
        persist_state="session",
    )
    return strength


def _with_current(usual: tuple[Any, ...], name: str) -> list[Any]:
    """The usual choices, and what a link may have brought between them."""
    values = {*usual, st.session_state[name]}
    return sorted(values, key=lambda value: -math.inf if value is None else value)


def _slider(label: str, name: str, step: float) -> Any:
    """A slider over the whole range of an Experiment's field, of the type of its default."""
    allowed = RANGES[name]
    kind = type(getattr(DEFAULTS, name))
    return st.slider(
        label,
        kind(allowed.low),
        kind(allowed.high),
        step=kind(step),
        key=name,
        persist_state="session",
    )
