"""Make a task: what a class is asked and sees, as one link."""

from collections.abc import Sequence

import streamlit as st

from ..data.point_text import MOST_IN_LINK
from ..data.points import Points
from ..experiment.address import EXPERIMENT, query_text
from ..experiment.experiment import CHOICE, CHOICES, Experiment
from ..experiment.limits import OF_THE_DATA
from ..missions.registry import MISSIONS
from ..missions.view import MISSION, NAMES, MissionView
from ..wording.plain_text import as_markdown
from .arrival import OwnChoices
from .live_component import bundled, loader
from .menu import MISSIONS_SCRIPT, PAGES, PARTS, PageEntry
from .network import network_host, public_origin
from .session import session
from .task import (
    CONTROLS,
    HIDEABLE,
    MINE,
    N_OPTIONS,
    OPTION,
    OTHERS,
    SEED,
    SENTENCE,
    TASK,
    Task,
)

OF_A_PAGE = "page's"  # begins the key of what is chosen for one page
# The pages that a class can be sent to: those that show an experiment.
SENDABLE = tuple(page for page in PAGES if page.is_sendable)
PHONE = 620  # the height of the preview, in pixels

_task_link = st.components.v2.component(
    "task_link",
    html='<div class="task-link"></div>',
    js=loader("task_link"),
    isolate_styles=False,
)


def fill_task(task: Task) -> None:
    """Set the form to a task; before it is drawn."""
    state = st.session_state
    state["task sentence"], state["task options"] = task.sentence, "\n".join(task.options)
    state["task open"] = [key for key in CONTROLS if key not in (*task.hidden, *task.locked)]
    state["task locked"] = list(task.locked)
    state["task parts"] = [key for key in PARTS if key not in task.hidden]
    state["task own seed"] = task.has_own_seed
    for key in [key for key in state if str(key).startswith(OF_A_PAGE)]:
        del state[key]


OF_A_LINK = OwnChoices(TASK, fill_task)


def ask_for_task() -> tuple[PageEntry, dict[str, str]]:
    """Draw the form; return the page that the class opens and the query of its link."""
    labels = {page.label: page for page in SENDABLE}
    page = labels[st.selectbox("The class opens", labels, key="task page")]
    mission = _mission() if page.script == MISSIONS_SCRIPT else None
    sentence = st.text_area(
        "What it is asked to do", key="task sentence", max_chars=SENTENCE.most, height=80
    )
    lines = st.text_area(
        f"Answers to choose from, one a line, at most {N_OPTIONS}", key="task options", height=100
    )
    task = Task(_on_one_line(sentence), _options(lines))
    if mission is None:
        task = _with_limits(task, page)
    return page, link_of(session().experiment, task, mission)


def _mission() -> str | None:
    key: str | None = st.selectbox(
        "Mission", list(MISSIONS), key="task mission", format_func=lambda key: NAMES[key].label
    )
    return key


def _with_limits(task: Task, page: PageEntry) -> Task:
    """What the class may move and see; what is not shown is hidden."""
    controls = _controls_of(page)
    is_open = _some_of("May be moved", "task open", controls, page)
    shut = [key for key in controls if key not in is_open]
    locked = _some_of("Is shown, but locked", "task locked", shut, page) if shut else []
    has_own_seed = "seed" not in is_open and st.toggle(
        "Another seed on every laptop", key="task own seed", help="Drawn once, and kept on reload."
    )
    parts = [part.key for part in page.parts]
    seen = _some_of("Is seen", "task parts", parts, page) if parts else []
    hidden = [key for key in shut if key not in locked]
    hidden += [key for key in parts if key not in seen]
    return task.changed(hidden=hidden, locked=locked, has_own_seed=bool(has_own_seed))


def _some_of(label: str, key: str, options: Sequence[str], page: PageEntry) -> list[str]:
    """What is chosen of a page's options; at first what the link says, under `key`."""
    own = f"{OF_A_PAGE} {key} {page.script}"
    known = st.session_state.get(own, st.session_state.get(key, []))
    st.session_state[own] = [one for one in options if one in known]
    chosen: list[str] = st.pills(
        label,
        options,
        selection_mode="multi",
        key=own,
        format_func=lambda one: HIDEABLE[one].label,
        wrap=True,
    )
    return chosen


def _controls_of(page: PageEntry) -> list[str]:
    """The keys of the choices that the class would find there."""
    experiment, others = session().experiment, OTHERS.get(page.script, ())
    names = [name for name, _ in CHOICES if name == "source" or experiment.has(name)]
    if experiment.source.n_features == 2:
        names = [name for name in names if name not in OF_THE_DATA]
    return [CHOICE[name].key for name in names] + [known.key for _, known in others]


def _on_one_line(text: str) -> str:
    """As a link holds it: what cannot be seen is left out."""
    return "".join(sign if sign.isprintable() else " " for sign in text or "")


def _options(lines: str) -> tuple[str, ...]:
    """What stands on the lines, as far as a link holds it."""
    told = [_on_one_line(line).replace("|", "/") for line in (lines or "").splitlines()]
    kept = [line.strip()[: OPTION.most] for line in told if line.strip()]
    return tuple(dict.fromkeys(kept))[:N_OPTIONS]


def link_of(experiment: Experiment, task: Task, mission: str | None = None) -> dict[str, str]:
    """The query of a task. A seed of one's own is drawn where the link is opened."""
    if mission is not None:
        return MISSION.write(MissionView(mission)) | TASK.write(task)
    query = EXPERIMENT.write(experiment) | TASK.write(task.changed(has_own_seed=False))
    return query | ({SEED: MINE} if task.has_own_seed else {})


def not_sent(experiment: Experiment) -> str:
    """What a class gets instead of data that no link holds, in a sentence; "" where it gets all."""
    sent = EXPERIMENT.read(EXPERIMENT.write(experiment)).record
    if sent == experiment:
        return ""
    own, instead = experiment.source, sent.source
    if isinstance(own, Points) and isinstance(instead, Points):
        return (
            f"A link holds at most {MOST_IN_LINK} points, and you have {own.n_points}: the class"
            f" will get an example of {instead.n_points} instead. With fewer points or another"
            " dataset it gets what you see."
        )
    return (
        f"A table of your own stays with you: the class will get {instead.label} instead."
        " With another dataset it gets what you see."
    )


def show_link(page: PageEntry, query: dict[str, str]) -> None:
    """The link to copy, and its QR code; what it cannot hold is said before."""
    lost = "" if MISSION.says_something(query) else not_sent(session().experiment)
    if lost:
        st.warning(as_markdown(lost), icon=":material/link_off:")
    known = {"public": public_origin(), "network": network_host()}
    told = {"path": page.path, "query": query_text(query), "known": known}
    _task_link(key="task_link", data=bundled(told))


def show_class(page: PageEntry, query: dict[str, str]) -> None:
    """What the class will see, on a phone."""
    address = f"{_root()}{page.path}?{query_text(query)}&embed=true"
    with st.container(key="class", border=True):
        st.iframe(address, height=PHONE, alt="What the class will see")


def _root() -> str:
    """The address of the app, as this browser has it."""
    own = str(st.context.url).split("?")[0].rstrip("/")
    return own.removesuffix("/make_a_task") + "/"
