"""The frame that every page stands in: title, menu, address, footer."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from .. import __version__
from ..experiment.address import EXPERIMENT, query_text
from ..experiment.experiment import Experiment
from ..experiment.run import Run
from ..missions.view import MISSION
from ..wording.plain_text import as_markdown
from .arrival import OwnChoices, arrive, is_sent
from .blas import keep_blas_on_one_thread
from .cache import cached_opening, cached_run
from .component_state import share_one_class
from .connection import connection, name_of_session
from .controls import Chosen
from .ended import forget_ended_sessions
from .export import export_button
from .garbage import spare_what_is_loaded
from .link import address, link, news, text_of
from .menu import MAKING_SCRIPT, MENU, MISSIONS_SCRIPT, PAGES, PageEntry, entry_of
from .message_queue import keep_what_is_under_way
from .moved_on import is_whole_page
from .opening import show_opening
from .own_table import is_asked_for
from .patience import place_for_bar
from .session import FIRST, Made, add_to_address, keep, preview, session, settle
from .source import source_button
from .task import NO_TASK, TASK, hiding, show_task
from .theme_message import keep_the_theme
from .view import VIEW

# A page puts what should fit the window into one container of this key: see fitted.css.
FITTED = "fitted"
NOTHING_MORE: Mapping[str, str] = MappingProxyType({})


def _sheet(name: str) -> str:
    return Path(__file__).with_name(f"{name}.css").read_text("utf-8")


STYLE = "".join(map(_sheet, ("page", "fitted", "narrow", "missions", "present")))
FRAMED = _sheet("framed")
# Half of the pages in each of two columns.
MENU_ROWS = f".menu {{ --rows: {-(-len(PAGES) // 2)}; }}"
# On a phone the bar leaves room for a slider of the page's own, see narrow.css.
DRAGS = ":root { --drags: 1; }"
# A link to Present: nothing is seen until the browser has read it (live/present_early.js), or the
# sidebar would come and go.
UNREAD = ":root:not([data-is-read]) [data-testid=stApp] { visibility: hidden; }"

# A file of our own: named icons and emoji would be fetched from a server.
ICON = Path(__file__).with_name("icon.svg")


@dataclass(frozen=True)
class Page:
    """The places of a page that are filled once its experiment is known."""

    entry: PageEntry
    usual: str  # the query of what it opens with
    address: DeltaGenerator
    notice: DeltaGenerator  # what is shown is not what is chosen; before, how far it has come
    main: DeltaGenerator
    is_arrival: bool  # whether somebody has just come to this page
    is_first: bool  # whether that is the first page of a session
    is_new: bool  # and without a link to a state

    def show(self, chosen: Chosen) -> Run:
        """The run to show of what is chosen, with a notice where it is another."""
        return self.show_as(cached_run, chosen)

    def show_as(
        self,
        make: Callable[[Experiment], Made],
        chosen: Chosen,
        instead: Experiment | None = None,
    ) -> Made:
        """What `make` makes of what is chosen, or of the last that could be trained.

        Who has something to show `instead` of that says the problem of the session as well.
        """
        before = session().notice
        if is_whole_page():
            # A fragment may write only where it has when the whole page ran last.
            self.notice.empty()
            before = ""
        made = (preview if chosen.is_preview else settle)(chosen.experiment, make, instead)
        if instead is None:
            self._notice(session().notice, before)
        return made

    def show_address(
        self,
        is_dragging: bool = False,
        more: Mapping[str, str] = NOTHING_MORE,
        within: DeltaGenerator | None = None,
    ) -> None:
        """Put the experiment at rest into the address bar, and what the page adds to it.

        A fragment within a fragment gives a place in `address` that the outer one has made.
        """
        if not is_dragging:
            self.add(more)
        with within or self.address:
            link(self.news())

    def carry(self) -> None:
        """Hand on the experiment of a link, on a page that shows none."""
        if not session().settled and is_sent():
            linked = EXPERIMENT.read(st.query_params.to_dict()).record
            keep(replace(session(), settled=linked))

    def add(self, more: Mapping[str, str]) -> None:
        """Keep what the page adds to its address."""
        add_to_address(self.entry.script, more)

    def show_opening(self) -> None:
        """In the first answer of a session: what is seen until the stage has come."""
        if self.is_first and not session().problem:
            with self.main:
                show_opening(cached_opening(session().experiment, self.is_new))

    def news(self, is_preview: bool = False) -> dict[str, Any]:
        """What the last component of an answer tells the others; a preview leaves the address."""
        if is_preview:
            return news(None)
        known = session()
        task = TASK.write(known.task) if known.task != NO_TASK else {}
        additions = [{**known.additions.get(page.script, {}), **task} for page in PAGES]
        told = address(known.settled or known.experiment, additions, PAGES.index(self.entry))
        is_usual = told["query"] == self.usual and not known.problem
        is_usual = is_usual or not self.entry.has_experiment
        names = {"session": name_of_session(), "arrival": known.arrival}
        more = {**names, "usual": self.usual, "is_usual": is_usual}
        return news(told | more)

    def _notice(self, notice: str, before: str) -> None:
        """What is in the notice dims the page below it."""
        if not notice:
            if before:  # in almost every answer one message less
                self.notice.empty()
            return
        with self.notice.container(key="outdated"):
            st.error(as_markdown(notice), icon=":material/error:")


def open_page(file: str, default: Experiment = FIRST, own: Sequence[OwnChoices] = ()) -> Page:
    """Open the page of a script, its `__file__`, with its frame. The first call of a page.

    `default` is what it shows to who comes without a link; `own` what it can choose beyond the
    experiment.
    """
    keep_blas_on_one_thread()
    spare_what_is_loaded()
    share_one_class()
    keep_what_is_under_way()
    keep_the_theme()
    forget_ended_sessions()
    entry = entry_of(file)
    _lead_to_mission(entry)
    st.set_page_config(page_title=entry.title, page_icon=str(ICON), layout="wide")
    is_arrival = session().page != entry.script
    is_first = not session().page
    usual = EXPERIMENT.write(session().settled or default) | dict(
        session().additions.get(entry.script, NOTHING_MORE)
    )
    is_new = is_first and not is_sent(own)
    problems = arrive(entry.script, usual, own)
    st.html(_style(entry))
    connection()
    st.sidebar.html(MENU)
    if entry.script != MAKING_SCRIPT:
        show_task(session().task)
    with st.container(horizontal=True, vertical_alignment="center", key="title"):
        st.title(entry.title, anchor=False, width="stretch")
        # Together: on a phone both go below the title.
        with st.container(horizontal=True, width="content"):
            if entry.has_experiment:
                export_button()
            address = st.container(width="content")
    _say(problems)
    notice = place_for_bar()
    main = st.container(key="shown")
    _footer()
    if is_asked_for():
        _open_table()
    opened = _task_query() or text_of(default)
    return Page(entry, opened, address, notice, main, is_arrival, is_first, is_new)


def _task_query() -> str:
    """The query of a teacher's link as it was opened: where “Start over” leads; "" without one."""
    known = session()
    if known.task == NO_TASK:
        return ""
    return query_text(EXPERIMENT.write(known.limits.given) | TASK.write(known.task))


def _lead_to_mission(entry: PageEntry) -> None:
    """A link to a mission may have lost its page on the way."""
    query = st.query_params.to_dict()
    is_elsewhere = entry.script != MISSIONS_SCRIPT and session().page != entry.script
    if is_elsewhere and MISSION.says_something(query):
        st.switch_page(MISSIONS_SCRIPT, query_params=query)


def _style(entry: PageEntry) -> str:
    more = [MENU_ROWS, FRAMED] if st.context.is_embedded else [MENU_ROWS]
    if entry.dragged and session().limits.shows(entry.dragged):
        more.append(DRAGS)
    more.append(hiding(session().task))
    if VIEW.read(st.query_params.to_dict()).record.present:
        more.append(UNREAD)
    return f"<style data-page>{STYLE}</style><style>{''.join(more)}</style>"


def _say(problems: Iterable[str]) -> None:
    """Once, in one box: the next run no longer finds the address new, and so the button ends it."""
    said = list(map(as_markdown, problems))
    if not said:
        return
    text = f", {said[0]}" if len(said) == 1 else ":" + "".join(f"\n- {one}" for one in said)
    with st.container(horizontal=True, vertical_alignment="center", key="link problems"):
        st.warning(f"In the link{text}", icon=":material/link_off:", width="stretch")
        st.button("Close", type="tertiary", icon=":material/close:")


def _open_table() -> None:
    """The dialog of one's own table, which brings pandas: 0.3 s that nobody else waits for."""
    from .table_dialog import table_dialog

    table_dialog()


def _footer() -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="footer"):
        st.caption(f"{PAGES[0].title} {__version__}", width="content")
        source_button()
