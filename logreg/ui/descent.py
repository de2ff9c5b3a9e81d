"""The page Descent: its examples, its view, its start under a hand, and what plays it."""

from collections.abc import Callable, Mapping
from functools import partial
from itertools import combinations
from typing import Any, TypeVar

import streamlit as st

from ..core.choices import choices_of
from ..core.kinds import SomeOf
from ..core.optimizers import OPTIMIZERS
from ..experiment.address import DESCENT
from ..experiment.descent_view import SIGHTS, DescentView
from ..experiment.experiment import CHOICE, Experiment
from ..experiment.limits import Limits
from .arrival import OwnChoices
from .controls import Chosen, Controls, fill
from .descent_data import parameter_names
from .door import Expected, Heard, hear_live, keep_allowed
from .live_component import loader
from .packing import in_bytes
from .session import session

Value = TypeVar("Value")

# In pixels, on a screen as wide as a laptop's.
HEIGHT = 790
KEY = "descent"
START = "start"  # a part of the component, and the state of the text in the sidebar
# Set by a hand that has let go of the start, until the sidebar says so too.
IS_NEW = "descent start is new"
VIEW = choices_of(DescentView)

EXAMPLE = Experiment.of(dataset="iris", features=("x1",), learning_rate=0.3)
# Label, icon, experiment and view of each, and what it does in words.
PRESETS = (
    (
        "Petal length, raw",
        ":material/landscape:",
        EXAMPLE,
        DescentView(),
        "One feature as it comes, at all but the longest step that never raises the loss.",
    ),
    (
        "Standardised",
        ":material/straighten:",
        EXAMPLE.changed(standardize=True, learning_rate=8),
        DescentView(),
        "The same feature at mean 0 and deviation 1, at the longest step that never raises it.",
    ),
    (
        "Too long a step",
        ":material/swap_horiz:",
        Experiment.of(learning_rate=60, n_iters=60),
        DescentView(),
        "Two weights of moons, at a rate at which nothing comes to rest.",
    ),
    (
        "Race",
        ":material/flag:",
        Experiment.of(learning_rate=1),
        DescentView(racers=tuple(OPTIMIZERS)),
        "All five optimisers on moons, from one start.",
    ),
)

_descent = st.components.v2.component(
    "descent",
    html=(
        '<section class="stage descent" tabindex="0"'
        ' aria-label="Descent, played by iteration"></section>'
    ),
    js=loader("descent"),
    isolate_styles=False,
)


def fill_view(view: DescentView) -> None:
    """Set the controls to what the view says; before any of them is drawn."""
    st.session_state["sight"] = view.sight
    st.session_state["racers"] = list(view.racers)
    st.session_state["sliced"] = view.sliced


VIEWS = OwnChoices(DESCENT, fill_view)


def preset_buttons() -> None:
    """What the page is about, in one click each; not where a task holds what they would set."""
    if session().limits.hold_anything:
        return
    with st.container(horizontal=True, key="presets"):
        for label, icon, experiment, view, words in PRESETS:
            st.button(label, icon=icon, on_click=_fill, args=[experiment, view], help=words)


def _fill(experiment: Experiment, view: DescentView) -> None:
    fill(experiment)
    fill_view(view)


def choose_view(controls: Controls) -> DescentView:
    """Draw the controls of the view that these experiments leave a choice of."""
    usual = DescentView()
    for name in ("sight", "racers"):
        keep_allowed(name, partial(VIEW[name].kind.check, name), usual.value_of(name))
    n_columns = 0
    if controls.can_be:
        n_columns = Experiment().changed(source=controls.source, **controls.values).n_columns
    limits = session().limits
    with st.container(horizontal=True, vertical_alignment="bottom", key="view"):
        racers = _held("racers", limits, _racers)
        sight = _held("sight", limits, _sight) if n_columns == 2 else usual.sight
        is_sliced = n_columns > 2 or (n_columns == 2 and sight == "slice")
        sliced = _held("sliced", limits, partial(_sliced, n_columns)) if is_sliced else usual.sliced
    return DescentView(sight, sliced, racers)


def _held(name: str, limits: Limits, choose: Callable[[bool], Value]) -> Value:
    """What is chosen; where a task holds the choice what its link says: hidden, or locked."""
    if not limits.holds(name):
        return choose(False)
    held: Any = limits.others[name]
    if not limits.shows(name):
        return held
    # Before the widget is drawn: that counts, whatever a browser has sent.
    st.session_state[name] = list(held) if isinstance(VIEW[name].kind, SomeOf) else held
    return choose(True)


def _racers(is_locked: bool) -> tuple[str, ...]:
    chosen: list[str] = st.pills(
        VIEW["racers"].label,
        list(OPTIMIZERS),
        selection_mode="multi",
        format_func=lambda name: OPTIMIZERS[name].label,
        key="racers",
        disabled=is_locked,
        help=VIEW["racers"].help,
        persist_state="session",
    )
    racers: tuple[str, ...] = VIEW["racers"].kind.check("racers", chosen)
    return racers


def _sight(is_locked: bool) -> str:
    sight = st.segmented_control(
        VIEW["sight"].label,
        list(SIGHTS),
        format_func=lambda name: SIGHTS[name].label,
        key="sight",
        disabled=is_locked,
        help=VIEW["sight"].help,
        persist_state="session",
        required=True,
    )
    return str(sight)


def _sliced(n_columns: int, is_locked: bool) -> tuple[int, int]:
    """Two of the parameters; the first two where the ones chosen are none of this model's."""
    names = parameter_names(n_columns)
    pairs = list(combinations(range(n_columns + 1), 2))
    keep_allowed("sliced", pairs.index, DescentView().sliced)
    pair: tuple[int, int] = st.selectbox(
        VIEW["sliced"].label,
        pairs,
        format_func=lambda pair: f"{names[pair[0]]}, {names[pair[1]]}",
        key="sliced",
        disabled=is_locked,
        width=150,
        persist_state="session",
    )
    return pair


# --- The start under a hand -----------------------------------------------------------------------


def _checked(text: Any) -> str:
    """A start as the browser writes it, or a ValueError."""
    if not isinstance(text, str):
        raise ValueError("A start is a text.")
    CHOICE["start"].kind.check("start", CHOICE["start"].kind.read(text))
    return text


def _heard() -> Heard:
    expected = {START: Expected(_checked, "")}
    return hear_live(KEY, expected, st.session_state.get(KEY))[START]


def under_hand(chosen: Chosen) -> Chosen:
    """What is chosen, with the start that a hand holds now."""
    heard = _heard()
    if not heard.is_dragging or chosen.experiment is None or session().limits.holds("start"):
        return chosen
    try:
        held = chosen.experiment.changed(start=CHOICE["start"].kind.read(heard.value))
    except ValueError:  # of another model than is chosen by now
        return chosen
    return Chosen(held, is_preview=True)


def _take_start() -> None:
    """A start that was let go of counts as if it had been typed into the sidebar."""
    heard = _heard()
    if not heard.is_dragging and heard.value and not session().limits.holds("start"):
        st.session_state[START] = heard.value
        st.session_state[IS_NEW] = True


def keep_up() -> None:
    """Have the sidebar say the start that was let go of; called in the fragment of the answer."""
    if st.session_state.pop(IS_NEW, False):
        st.rerun()


def descent(packed: bytes, news: Mapping[str, Any]) -> None:
    """Show what `descent_data` has packed; the last component of an answer brings the `news`."""
    heard = _heard()
    mine = {"news": news, "heard": {"count": heard.count, "is_dragging": heard.is_dragging}}
    _descent(key=KEY, height=HEIGHT, data=in_bytes(mine) + packed, on_start_change=_take_start)
