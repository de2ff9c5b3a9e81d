"""The frame that every page stands in: title, menu, address, footer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from .. import __version__
from ..experiment.address import EXPERIMENT
from ..experiment.experiment import Experiment
from .blas import keep_blas_on_one_thread
from .connection import connection
from .export import export_button
from .link import link
from .session import Part, arrive
from .source import source_button

SETTLED = "settled experiment"
NOTHING_MORE: Mapping[str, str] = MappingProxyType({})

PRODUCT = "Logistic Regression Playground"
STYLE = Path(__file__).with_name("page.css")
# A file of our own: named icons and emoji would be fetched from a server.
ICON = Path(__file__).with_name("icon.svg")

# Script, words and icon of every page, in the order of the menu.
MENU = (
    ("app.py", "Playground", ":material/play_circle:"),
    ("pages/evaluate.py", "Evaluate", ":material/target:"),
    ("pages/against_scikit_learn.py", "Against scikit-learn", ":material/balance:"),
    ("pages/from_scratch.py", "From scratch", ":material/school:"),
)


@dataclass(frozen=True)
class Page:
    """The places of a page that are filled once its experiment is known."""

    title: str
    address: DeltaGenerator
    notice: DeltaGenerator  # what is shown is not what is chosen: see current_run
    main: DeltaGenerator

    def follow(self, experiment: Experiment, is_preview: bool) -> Experiment:
        """Let every page know the experiment on screen and return it; in a drag the one before."""
        if not is_preview or SETTLED not in st.session_state:
            st.session_state[SETTLED] = experiment
        return self.settled

    @property
    def settled(self) -> Experiment:
        """The experiment that every page would show now."""
        settled: Experiment = st.session_state[SETTLED]
        return settled

    def show_address(
        self,
        settled: Experiment,
        is_dragging: bool = False,
        more: Mapping[str, str] = NOTHING_MORE,
        within: DeltaGenerator | None = None,
    ) -> None:
        """Put the experiment into the address bar, and what the page adds unless that is dragged.

        A fragment within a fragment gives a place in `address` that the outer one has made.
        """
        if not is_dragging:
            st.session_state[_key(self.title)] = dict(more)
        queries = [_query(settled, label) for _, label, _ in MENU]
        with within or self.address:
            link(_query(settled, self.title), queries)


def _query(experiment: Experiment, title: str) -> dict[str, str]:
    """The query of a page: the experiment, and what the page added when it was last shown."""
    return EXPERIMENT.write(experiment) | st.session_state.get(_key(title), {})


def _key(title: str) -> str:
    """Where the session keeps what a page adds to the address."""
    return f"query of {title}"


def open_page(title: str, default: Experiment | None = None, also: Sequence[Part] = ()) -> Page:
    """Open a page with its frame. The first call of a page.

    `default` is what it shows to who comes without a link; `also` what it can choose beyond the
    experiment.
    """
    keep_blas_on_one_thread()
    st.set_page_config(page_title=title, page_icon=str(ICON), layout="wide")
    st.html(STYLE)
    connection()
    known = _query(st.session_state.get(SETTLED, default or Experiment()), title)
    problems = arrive(title, known, also)
    _menu()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title(title, anchor=False, width="stretch")
        # Together: on a phone both go below the title.
        with st.container(horizontal=True, width="content"):
            export_button()
            address = st.container(width="content")
    _say(problems)
    notice = st.empty()
    main = st.container(key="shown")
    _footer()
    return Page(title, address, notice, main)


def _menu() -> None:
    """Links to all pages. What they carry is put in by the address, in the browser."""
    with st.sidebar.container(gap="xxsmall", key="menu"):
        for script, label, icon in MENU:
            st.page_link(script, label=label, icon=icon)


def _say(problems: Iterable[str]) -> None:
    """Once, in one box: the next run no longer finds the address new, and so the button ends it."""
    said = [_plain(problem) for problem in problems]
    if not said:
        return
    text = f", {said[0]}" if len(said) == 1 else ":" + "".join(f"\n- {one}" for one in said)
    with st.container(horizontal=True, vertical_alignment="center", key="link problems"):
        st.warning(f"In the link{text}", icon=":material/link_off:", width="stretch")
        st.button("Close", type="tertiary", icon=":material/close:")


def _plain(text: str) -> str:
    """Text that Markdown leaves as it is."""
    return "".join(f"\\{sign}" if sign in r"\`*_{}[]()#+-.!$~<>|^:&" else sign for sign in text)


def _footer() -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="footer"):
        st.caption(f"{PRODUCT} {__version__}", width="content")
        source_button()
