"""The sidebar: widgets in, one Experiment out.

Label, help, range and default of each control are those of its choice, see `experiment.CHOICES`.
"""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from types import MappingProxyType
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ..core.features import FEATURES
from ..core.kinds import Numbers
from ..core.optimizers import OPTIMIZERS
from ..data.datasets import DATASETS, DatasetEntry
from ..data.points import EXAMPLE, Points
from ..data.registered import TABLE
from ..data.sources import Source, Toy, source_named
from ..data.table.source import Table
from ..experiment.experiment import CHOICE, CHOICES, Experiment
from ..experiment.limits import Limits
from ..wording.numbers import count
from .door import keep_allowed, set_live
from .live_slider import Slider, live_sliders
from .own_points import KEY as POINTS
from .own_points import keep_points, own_points
from .own_table import YOUR_TABLE, ask_for_table, own_table
from .session import session
from .widgets import check_state, draw, range_of, state_of, value_of

DEFAULTS = Experiment()
# Those that answer while they are dragged; a fit is fast enough for them.
LIVE = ("noise", "learning_rate", "n_iters")
SLIDERS = "sliders"
# Each source has features of its own, and remembers which of them were chosen.
OF_THE_SOURCE = ("drawn", "other_features")
# The others, each a widget under the name of its choice.
NO_WIDGETS = ("source", "points", *LIVE, *OF_THE_SOURCE)
AT_REST = tuple(name for name, _ in CHOICES if name not in NO_WIDGETS)
AXES = ("Feature x₁", "Feature x₂")

MORE_ICON = ":material/tune:"
# Whether it is open, in the state of the session.
IS_OPEN = "more"
# So few of what is under “More” stand open.
FEW = 4
# Under “More”: how many samples and for what, then all that has no widget elsewhere.
FIRST = ("n_samples", "test_share")
MORE = (*FIRST, *(name for name in AT_REST if name not in (*FIRST, "features", "start")))


@dataclass(frozen=True)
class Chosen:
    """What the sidebar says: no experiment where it cannot be; a preview while a thumb is held."""

    experiment: Experiment | None
    is_preview: bool


@dataclass(frozen=True)
class Controls:
    """What the controls say that are not dragged, and the place of those that are."""

    source: Source
    values: dict[str, Any]
    can_be: bool  # whether there is an experiment with these
    live_place: DeltaGenerator
    limits: Limits


def fill(experiment: Experiment) -> None:
    """Set every control to what the experiment says; before any of them is drawn."""
    state = st.session_state
    state["dataset"] = experiment.source.name
    live = filter(experiment.has, LIVE)
    set_live(SLIDERS, **{name: experiment.value_of(name) for name in live})
    if isinstance(experiment.source, Points):
        keep_points(experiment.source)
    for name in filter(experiment.has, AT_REST):
        state[name] = state_of(name, experiment.value_of(name))
    _fill_features(experiment.source, experiment.drawn, experiment.other_features)


def _fill_features(
    source: Source,
    drawn: tuple[int, int],
    other_features: bool,
    names: Collection[str] = OF_THE_SOURCE,
) -> None:
    if "drawn" in names:
        for label, index in zip(AXES, drawn, strict=True):
            st.session_state[f"{source.name} {label}"] = index
    if "other_features" in names:
        st.session_state[f"{source.name} other_features"] = other_features


def choose_experiment() -> Chosen:
    """Draw the sidebar; what cannot be is said beside its control.

    Its sliders speak only when a hand lets go: each answer runs the whole page.
    """
    return choose_live(choose_at_rest(), has_previews=False)


def choose_at_rest(limits: Limits | None = None) -> Controls:
    """Draw all but the live sliders. A page asks for those in a fragment, by `choose_live`.

    Within the limits of the session's task, or those of the page.
    """
    limits = session().limits if limits is None else limits
    _keep_allowed()
    _hold(limits)
    with st.sidebar:
        source = _source(limits)
        values = _of_the_source(source, limits) if source.n_features > 2 else {}
        live_place = _live_place(source, limits)
        values["features"] = _features(limits)
        values |= limits.held(source)
        has_features = bool(values["features"] or values.get("other_features"))
        if not has_features:
            st.error("Choose at least one feature to train on.", icon=":material/error:")
        first, second = values.get("drawn", source.first_drawn)
        can_be = has_features and first != second
        values |= _more(source, values, limits, can_be)
    return Controls(source, values, can_be, live_place, limits)


def _hold(limits: Limits) -> None:
    """Have the controls say what they are held at, and nothing that may not be taken."""
    given = limits.given
    for name, allowed in limits.values.items():
        if st.session_state.get(name) not in allowed:
            st.session_state[name] = state_of(name, given.value_of(name))
    for name in filter(given.has, limits.locked):
        if name == "source":
            st.session_state["dataset"] = given.source.name
        elif name in AT_REST:
            st.session_state[name] = state_of(name, given.value_of(name))
    if limits.locked & set(OF_THE_SOURCE):
        held = set(OF_THE_SOURCE) & limits.locked
        _fill_features(given.source, given.drawn, given.other_features, held)


def _live_place(source: Source, limits: Limits) -> DeltaGenerator:
    """Where the live sliders come: as many as there are decide its height on a phone."""
    names = [name for name in LIVE if limits.shows(name) and (name != "noise" or source.has(name))]
    if not names:
        return st.container()
    place = st.container(key={3: "live-toy", 2: "live"}.get(len(names), "live-one"))
    place.empty()  # so that the container keeps their room until they come
    return place


def choose_live(controls: Controls, has_previews: bool = True) -> Chosen:
    """Draw the live sliders; with what the other controls say they make an experiment."""
    sliders = _sliders(controls)
    with controls.live_place:
        said = live_sliders(SLIDERS, sliders, has_previews=has_previews) if sliders else {}
    values = controls.values | {name: slider.value for name, slider in said.items()}
    values |= controls.limits.held(controls.source)
    experiment = None
    if controls.can_be:
        experiment = Experiment().changed(source=controls.source, **values)
        experiment = controls.limits.with_start(experiment)
    return Chosen(experiment, is_preview=any(slider.is_dragging for slider in said.values()))


def _keep_allowed() -> None:
    """Nothing but choices that an experiment takes, whatever came from the browser."""
    keep_allowed("dataset", [*DATASETS, TABLE].index, DEFAULTS.source.name)
    keep_allowed(POINTS, Points, EXAMPLE)
    for name in AT_REST:
        usual = state_of(name, DEFAULTS.value_of(name))
        # Samples of another kind may have had no such choice.
        st.session_state.setdefault(name, usual)
        keep_allowed(name, partial(check_state, name), usual)
    known: dict[str, DatasetEntry | Table] = dict(DATASETS)
    if table := own_table():
        known[TABLE] = table
    for dataset, entry in known.items():
        for label, index in zip(AXES, entry.first_drawn, strict=True):
            keep_allowed(f"{dataset} {label}", range(entry.n_features).index, index)
        others = partial(CHOICE["other_features"].kind.check, "other_features")
        keep_allowed(f"{dataset} other_features", others, DEFAULTS.other_features)


def _source(limits: Limits) -> Source:
    given = limits.given.source
    if not limits.shows("source"):
        return given
    name: str = st.selectbox(
        CHOICE["source"].label,
        [*DATASETS, TABLE],
        format_func=_label_of,
        key="dataset",
        persist_state="session",
        on_change=ask_for_table,
        disabled=limits.holds("source"),
    )
    if limits.holds("source"):
        st.caption(given.lesson)
        return given
    if name == TABLE:
        return _table()
    st.caption(DATASETS[name].lesson)
    if name == Points.name:
        return own_points()
    if DATASETS[name].is_real:
        return source_named(name)
    # Its noise is asked for later, and its size under “More”.
    return Toy(name)


def _label_of(name: str) -> str:
    return YOUR_TABLE if name == TABLE else DATASETS[name].label


def _table() -> Source:
    """One's own; until there is one, what is on screen stays."""
    table = own_table()
    st.caption(table.lesson if table else "Open a table of your own: nothing of it leaves memory.")
    label = "Open a table" if table is None else "Table"
    st.button(label, icon=":material/table:", on_click=ask_for_table)
    return table or session().experiment.source


def _of_the_source(source: Source, limits: Limits) -> dict[str, Any]:
    """Samples of many features leave a choice between them."""
    names = source.load(DEFAULTS.seed).feature_names
    if f"{source.name} other_features" not in st.session_state:
        _fill_features(source, source.first_drawn, DEFAULTS.other_features)
    values: dict[str, Any] = {}
    if limits.shows("drawn"):
        first, second = (
            st.selectbox(
                label,
                range(len(names)),
                format_func=lambda index: names[index],
                key=f"{source.name} {label}",
                persist_state="session",
                disabled=limits.holds("drawn"),
            )
            for label in AXES
        )
        if first == second:
            message = "x₁ and x₂ are the same: choose two different features."
            st.error(message, icon=":material/error:")
        values["drawn"] = first, second
    if limits.shows("other_features"):
        values["other_features"] = st.toggle(
            f"Train on the other {len(names) - 2} features too",
            key=f"{source.name} other_features",
            persist_state="session",
            disabled=limits.holds("other_features"),
        )
    return values


def _features(limits: Limits) -> tuple[str, ...]:
    if not limits.shows("features"):
        return limits.given.features
    known = CHOICE["features"]
    return tuple(
        st.pills(
            known.label,
            list(FEATURES),
            selection_mode="multi",
            format_func=lambda name: FEATURES[name].label,
            key="features",
            help=known.help,
            persist_state="session",
            disabled=limits.holds("features"),
        )
    )


def _sliders(controls: Controls) -> dict[str, Slider]:
    """Those that these samples and this optimiser leave."""
    sliders = _all_sliders(OPTIMIZERS[controls.values["optimizer"]].is_second_order)
    return {
        name: _held(sliders[name], name, controls.limits)
        for name in LIVE
        if controls.limits.shows(name) and (name != "noise" or controls.source.has(name))
    }


# Asked for with every answer, and always the same.
@cache
def _all_sliders(is_second_order: bool) -> Mapping[str, Slider]:
    why = "Newton's method finds the length of its step itself."
    sliders = {
        "noise": _slider("noise", step=0.01),
        "learning_rate": _slider(
            "learning_rate",
            scale="log",
            is_disabled=is_second_order,
            **({"help_text": why} if is_second_order else {}),
        ),
        "n_iters": _slider("n_iters", scale="log", is_integer=True),
    }
    return MappingProxyType(sliders)


def _held(slider: Slider, name: str, limits: Limits) -> Slider:
    """One that cannot be moved says what it is held at, whatever a browser sends."""
    if not limits.holds(name) or not limits.given.has(name):
        return slider
    return replace(slider, is_disabled=True, held_at=limits.given.value_of(name))


def _slider(name: str, **more: Any) -> Slider:
    """Over the whole range of a choice."""
    known = CHOICE[name]
    return Slider(
        known.label, range_of(name), DEFAULTS.value_of(name), **{"help_text": known.help} | more
    )


def _more(source: Source, values: dict[str, Any], limits: Limits, can_be: bool) -> dict[str, Any]:
    """What is folded away, unless it is little: a widget for every choice that has none elsewhere.

    `values` is what the controls above have said. Widgets that nobody sees are not drawn: twelve
    of them would add a fifth to the cost of every answer, on the server and in the browser.
    """
    names = [name for name in MORE if Experiment(source).has(name) and limits.shows(name)]
    has_start = can_be and limits.shows("start")
    if not names and not has_start:
        return {"start": ()}
    is_little = limits.hold_anything and len(names) + has_start <= FEW
    place = st.container(key="unfolded") if is_little else _folded()
    said = {name: limits.given.value_of(name) for name in limits.hidden if limits.given.has(name)}
    said |= {name: value_of(name) for name in names}
    if place is not None:
        with place:
            for name in names:
                draw(name, said, limits)
                said[name] = value_of(name)
            if has_start:
                draw("start", said, limits)
    chosen = {name: said[name] for name in names}
    if "test_share" in chosen:
        chosen["test_share"] = _rounded(chosen["test_share"])
    fixed = values | chosen | limits.held(source)
    chosen["start"] = _start(source, fixed) if has_start else ()
    return chosen


def _folded() -> DeltaGenerator | None:
    """The place that opens at a tap; None while it is folded."""
    place = st.expander("More", icon=MORE_ICON, key=IS_OPEN, on_change="rerun")
    return place if place.open else None


def _rounded(share: float) -> float:
    """Steps of 0.05 add up to 0.15000000000000002, and that share holds one point more.

    What a link brought may have any digits, and keeps them.
    """
    rounded = round(share, 6)
    return rounded if math.isclose(share, rounded, rel_tol=0, abs_tol=1e-12) else share


def _start(source: Source, values: dict[str, Any]) -> tuple[float, ...]:
    """The start that a person typed; zeros, with a word, where it does not fit the model.

    It stays as it was typed: other features may bring back those that it was meant for.
    """
    experiment = Experiment().changed(source=source, **values)
    typed, kind = value_of("start"), CHOICE["start"].kind
    assert isinstance(kind, Numbers)
    try:
        return experiment.changed(start=kind.read(typed)).start
    except ValueError:
        needed = f"{count(experiment.n_columns, 'weight')} and a bias"
        st.error(f"The start needs {needed}, each {kind.range}. The training starts from 0.")
        return ()
