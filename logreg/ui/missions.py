"""A mission on screen: what is asked, what may be dragged, how near it is, and why."""

from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ..core.checks import Range
from ..core.kinds import loose
from ..experiment.address import EXPERIMENT
from ..experiment.experiment import CHOICE, CHOICES, Experiment
from ..experiment.limits import FREE, Limits
from ..experiment.run import Run
from ..missions import telling, words
from ..missions.mission import Attempt, Facts, Mission, View
from ..missions.progress import N_HINTS
from ..missions.registry import MISSIONS
from ..missions.view import MISSION, NAMES, SUMMARY_KEY, MissionView
from ..scoring.decision import Decision
from ..wording.claims import written
from ..wording.plain_text import as_markdown
from .arrival import OwnChoices
from .cache import cached_after, cached_known
from .controls import Chosen, Controls, choose_at_rest, fill
from .door import keep_allowed, set_live
from .evaluation import choose_threshold
from .keeper import HAS_COME, keep_progress, keeper, progress
from .lesson.contents import section_of
from .live_component import bundled, loader
from .live_slider import Live, Slider, live_sliders
from .session import session
from .task import with_own_seed

KEY = "mission"
EARLIER = "earlier attempts"
IS_STALE = "mission is stale"
# Whether the mission on screen is the page's choice and untouched: no link's and no learner's.
IS_UNASKED = "nobody has asked for the mission"
HAND = "hand"
NEARNESS = "nearness"
WEIGHT = Range(-10.0, 10.0)
HANDS = {"w1": "Weight w₁", "w2": "Weight w₂", "b": "Bias b"}
MOST_EARLIER = 100
EVERY_CHOICE = frozenset(name for name, _ in CHOICES)

_nearness = st.components.v2.component(
    NEARNESS,
    html='<p class="nearness live-unseen" role="status"></p>',
    js=loader(NEARNESS),
    isolate_styles=False,
)


def begin(key: str) -> None:
    """Go to a mission, at its start."""
    st.session_state[KEY] = key
    st.session_state[EARLIER] = ()
    st.session_state[IS_UNASKED] = False
    if key in MISSIONS:
        _fill(MISSIONS[key], MISSIONS[key].start)


def _fill(mission: Mission, experiment: Experiment) -> None:
    fill(experiment)
    if mission.view is View.HAND:
        set_live(HAND, **dict(zip(HANDS, experiment.start, strict=True)))
    if mission.view is View.JUDGED:
        set_live("threshold", value=0.5)


def fill_mission(view: MissionView) -> None:
    """Go to the mission of a link, with what its open choices have there."""
    key = view.mission or progress().next_key
    begin(key)
    st.session_state[IS_UNASKED] = view.mission is None
    query = with_own_seed(st.query_params.to_dict())
    if view.mission in MISSIONS and EXPERIMENT.says_something(query):
        mission, told = MISSIONS[key], EXPERIMENT.read(query).record
        keys = set(map(loose, query))
        own = {name: told.value_of(name) for name in mission.open if _is_said(name, keys)}
        if mission.view is View.HAND and len(own.get("start", ())) != len(HANDS):
            return
        try:
            _fill(mission, mission.changed(**own))
        except ValueError:  # of values that this mission does not leave open
            return


def _is_said(name: str, keys: set[str]) -> bool:
    """Whether a query has a key of this choice."""
    known = CHOICE.get(name)
    return known is not None and any(loose(key) in keys for key, _ in known.texts)


OF_A_LINK = OwnChoices(MISSION, fill_mission)


def mission_query() -> dict[str, str]:
    """What the page adds to its address: the mission, and each open choice even at its usual."""
    mission, settled = MISSIONS.get(_current_key()), session().settled
    query = MISSION.write(MissionView(_current_key()))
    if mission is None or settled is None:
        return query
    names = [name for name in mission.open if name in CHOICE and settled.has(name)]
    return {
        CHOICE[name].key: CHOICE[name].kind.write(settled.value_of(name)) for name in names
    } | query


def _current_key() -> str:
    key: str = st.session_state.get(KEY, progress().next_key)
    return key


@dataclass(frozen=True)
class Desk:
    """The mission on screen, and its places in the sidebar; no mission is the summary."""

    mission: Mission | None
    card: DeltaGenerator
    sliders: DeltaGenerator
    hints: DeltaGenerator

    def under_hand(self, chosen: Chosen) -> Chosen:
        """What is chosen, with the weights in the learner's hand."""
        if self.mission is None or self.mission.view is not View.HAND or not is_open(self.mission):
            return chosen
        usual = dict(zip(HANDS, self.mission.start.start, strict=True))
        sliders = {
            name: Slider(label, WEIGHT, usual[name], step=0.05) for name, label in HANDS.items()
        }
        with self.sliders:
            said = live_sliders(HAND, sliders)
        start = tuple(one.value for one in said.values())
        is_preview = any(one.is_dragging for one in said.values())
        return Chosen(self.mission.start.changed(start=start), is_preview)

    def threshold(self) -> Live:
        """Where the learner has set it; at one half before the question is answered."""
        if self.mission is None or not is_open(self.mission):
            return Live(Decision().threshold, is_dragging=False)
        with self.sliders:
            return choose_threshold(FREE)


def open_desk() -> tuple[Desk, Controls]:
    """The mission of the page with its controls, and the dots that lead to the others."""
    keep_allowed(KEY, list(NAMES).index, progress().next_key)
    _follow_what_was_kept()
    with st.sidebar:
        _dots()
        mission = MISSIONS.get(_current_key())
        card = st.container(key="mission", gap="xsmall")
        sliders = st.container(key=_key_of_sliders(mission))
        controls = choose_at_rest(limits_of(mission))
        hints = st.container(key="hints", gap="xsmall")
        keeper()
        _nearness(key="nearness told", data=bundled({"key": NEARNESS}))
    return Desk(mission, card, sliders, hints), controls


def _follow_what_was_kept() -> None:
    """What a browser kept comes after the first answer: then the next mission is another one."""
    if st.session_state.pop(HAS_COME, False) and st.session_state.get(IS_UNASKED, False):
        begin(progress().next_key)


def _key_of_sliders(mission: Mission | None) -> str | None:
    """By which the sheet of a phone knows how high they are."""
    if mission is None or not is_open(mission):
        return None
    return {View.HAND: "live-toy", View.JUDGED: "live-one"}.get(mission.view)


def is_open(mission: Mission) -> bool:
    """Whether the question is answered, and the controls are there."""
    return bool(progress().of(mission.key).said)


def limits_of(mission: Mission | None) -> Limits:
    """Only the named controls are there; before a prediction, none."""
    if mission is None:
        return Limits(session().experiment, EVERY_CHOICE)
    has_widgets = is_open(mission) and mission.view is not View.HAND
    own = mission.open if has_widgets else ()
    return Limits(mission.start, EVERY_CHOICE - set(own), values=mission.values)


def _dots() -> None:
    """One dot for each; what is done has a tick."""
    st.session_state.setdefault(KEY, progress().next_key)
    st.session_state["dot"] = st.session_state[KEY]
    st.pills(
        words.MISSIONS,
        list(NAMES),
        format_func=_dot,
        key="dot",
        on_change=_go_to_dot,
        label_visibility="collapsed",
    )


def _dot(key: str) -> str:
    """A number to see; what it stands for besides for who hears it, see missions.css."""
    if key == SUMMARY_KEY:
        return words.SUMMARY
    is_done = progress().of(key).is_done
    heard = written(words.DOT_DONE if is_done else words.DOT, {"title": NAMES[key].label})
    return f"{list(MISSIONS).index(key) + 1}{' ✓' * is_done} :small[{as_markdown(heard)}]"


def _go_to_dot() -> None:
    begin(st.session_state["dot"] or st.session_state[KEY])


@st.fragment
def show_card(mission: Mission, run: Run, is_preview: bool, threshold: float = 0.5) -> None:
    """What is asked; once that is answered, what is to be done and how near it is.

    A fragment of its own: its place is not that of the controls, which have another.
    """
    keep_up()
    known, step = cached_known(mission), progress().of(mission.key)
    _head(mission, known)
    if not step.said:
        _ask(mission, known)
        return
    attempt = Attempt(run, threshold, _earlier(run.experiment, is_preview))
    how_near = mission.check(attempt, known)
    if how_near.is_passed and not is_preview and not step.is_done:
        keep_progress(progress().with_step(mission.key, is_done=True))
        st.rerun()  # once: its dot has a tick now
    text = telling.nearness(mission, known, how_near)
    _say_goal(telling.goal(mission, known), text, how_near.is_passed)
    if how_near.is_passed:
        after = cached_after(run.experiment, mission)
        said = telling.explanation(mission, known, step.said, how_near, after)
        st.markdown(as_markdown(said))
        _lead_on(mission)


def _head(mission: Mission, known: Facts) -> None:
    number = list(MISSIONS).index(mission.key) + 1
    place = written(words.NUMBER, {"number": number, "n": len(MISSIONS)})
    label = words.EXTRA if mission.is_extra else place
    st.caption(label)
    idea = as_markdown(telling.idea(mission, known))
    st.markdown(f"**{NAMES[mission.key].label}.** {idea}")


def _ask(mission: Mission, known: Facts) -> None:
    st.markdown(as_markdown(telling.question(mission, known)))
    with st.container(horizontal=True, key="options"):
        for name, text in telling.options(mission, known).items():
            st.button(text, key=f"{mission.key} {name}", on_click=_predict, args=[mission, name])
    st.caption(words.PREDICT)


def _predict(mission: Mission, said: str) -> None:
    is_right = said == mission.answer(cached_known(mission))
    keep_progress(progress().with_step(mission.key, said=said, is_right=is_right))
    st.session_state[IS_UNASKED] = False
    st.session_state[IS_STALE] = True


def keep_up() -> None:
    """Have the sidebar say what a button of the card has changed; called in its fragment."""
    if st.session_state.pop(IS_STALE, False):
        st.rerun()


def _earlier(experiment: Experiment, is_preview: bool) -> tuple[Experiment, ...]:
    """What was tried before in this mission, the latest last."""
    known: tuple[Experiment, ...] = st.session_state.get(EARLIER, ())
    if not is_preview and experiment not in known:
        st.session_state[EARLIER] = (*known, experiment)[-MOST_EARLIER:]
    return known


def _say_goal(goal: str, nearness: str, is_passed: bool) -> None:
    icon = ":green[:material/check_circle:]" if is_passed else ":material/flag:"
    told = written(words.REACHED, {"nearness": nearness}) if is_passed else nearness
    with st.container(key=NEARNESS):
        st.markdown(f"{icon} {as_markdown(goal)}  \n**{as_markdown(told)}**")


@st.fragment
def show_hints(mission: Mission) -> None:
    """Below the controls: one hint after another, until it is done."""
    keep_up()
    step = progress().of(mission.key)
    if not step.said or step.is_done:
        return
    hints, n_read = telling.hints(mission, cached_known(mission)), step.n_hints
    for hint in hints[:n_read]:
        st.markdown(f":material/lightbulb: {as_markdown(hint)}")
    if n_read < len(hints):
        label = written(words.HINT, {"number": n_read + 1, "n": len(hints)})
        st.button(label, icon=":material/lightbulb:", on_click=_read_hint, args=[mission])


def _read_hint(mission: Mission) -> None:
    step = progress().of(mission.key)
    keep_progress(progress().with_step(mission.key, n_hints=min(step.n_hints + 1, N_HINTS)))
    st.session_state[IS_STALE] = True


def _lead_on(mission: Mission) -> None:
    keys = list(NAMES)
    following = keys[keys.index(mission.key) + 1]
    label = written(words.NEXT, {"title": NAMES[following].label})
    st.button(label, type="primary", on_click=_go_on, args=[following])
    why = written(words.WHY, {"title": section_of(mission.lesson).words.title})
    st.page_link("pages/from_scratch.py", label=why, icon=":material/school:")


def _go_on(key: str) -> None:
    begin(key)
    st.session_state[IS_STALE] = True
