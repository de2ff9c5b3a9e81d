"""A fragment that starts early leaves to the browser all that it needs for the page."""

import inspect
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue

from logreg.ui import message_queue
from logreg.ui.message_queue import keep_what_is_under_way

LIVE, LINE = "fragment of the stage", "fragment of the line below it"
STREAMLITS = ForwardMsgQueue.clear


@pytest.fixture(autouse=True)
def own_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ForwardMsgQueue, "clear", STREAMLITS)


# ---- what the browser makes of messages


@dataclass
class Node:
    is_block: bool = True
    made_by: str = ""
    fragment: str = ""
    children: list["Node"] = field(default_factory=list)

    def put(self, path: list[int], node: "Node") -> None:
        assert self.is_block, "'setIn' cannot be called on an ElementNode"
        first, *rest = path
        assert first <= len(self.children), "Bad delta path index"
        if rest:
            assert first < len(self.children), "Cannot set a node at a delta path"
            self.children[first].put(rest, node)
            return
        if node.is_block and first < len(self.children):
            node.children = self.children[first].children
        self.children[first : first + 1] = [node]

    def drop_stale(self, run: str, fragment: str, is_within: bool = False) -> None:
        """Of a fragment, what it left out of the blocks that it has made again."""
        is_asked = not fragment or is_within
        self.children = [one for one in self.children if one.made_by == run or not is_asked]
        for one in self.children:
            is_own = one.fragment == fragment and one.made_by == run
            one.drop_stale(run, fragment, is_within or is_own)

    def paths(self) -> Iterator[tuple[int, ...]]:
        for i, child in enumerate(self.children):
            yield (i,)
            yield from ((i, *below) for below in child.paths())


@dataclass
class Browser:
    """As AppRoot of Streamlit's frontend, and its rules for what an answer has left out."""

    root: Node = field(default_factory=Node)
    run: str = ""
    fragment: str = ""

    def hear(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.run = message.metadata.run.script_run_id
            self.fragment = "".join(message.metadata.run.fragment_ids)
        elif kind == "delta":
            is_block = message.delta.WhichOneof("type") == "add_block"
            node = Node(is_block, self.run, message.delta.fragment_id)
            self.root.put(list(message.metadata.delta_path), node)
        elif message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            self.root.drop_stale(self.run, self.fragment)


# ---- what the server says


def begin(run: str, *fragments: str) -> ForwardMsg:
    message = ForwardMsg()
    message.new_session.SetInParent()
    message.metadata.run.script_run_id = run
    message.metadata.run.fragment_ids.extend(fragments)
    return message


def end(status: "ForwardMsg.ScriptFinishedStatus.ValueType") -> ForwardMsg:
    return ForwardMsg(script_finished=status)


def delta(path: list[int], kind: str, fragment: str = "") -> ForwardMsg:
    message = ForwardMsg()
    message.metadata.delta_path.extend(path)
    message.delta.fragment_id = fragment
    if kind == "block":
        message.delta.add_block.allow_empty = True
    else:
        message.delta.new_element.markdown.body = kind
    return message


def whole_page(run: str) -> list[ForwardMsg]:
    """A notice that may stay empty, the stage in its fragment, and below it another fragment."""
    return [
        begin(run),
        delta([0], "block"),
        delta([0, 0], "place of the notice"),
        delta([0, 1], "block"),
        delta([0, 1, 0], "block", LIVE),
        delta([0, 0], "block", LIVE),
        delta([0, 0, 0], "no notice", LIVE),
        delta([0, 1, 0, 0], "stage", LIVE),
        delta([0, 1, 1], "block", LINE),
        delta([0, 1, 1, 0], "line", LINE),
        end(ForwardMsg.FINISHED_SUCCESSFULLY),
    ]


def stage_alone(run: str) -> list[ForwardMsg]:
    return [
        begin(run, LIVE),
        delta([0, 1, 0], "block", LIVE),
        delta([0, 1, 0, 0], "stage", LIVE),
        end(ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY),
    ]


def shown_of(n_sent: int) -> set[tuple[int, ...]]:
    """On a page of before: a whole run, then the stage is asked when so many messages were sent."""
    browser = Browser()
    queue = ForwardMsgQueue()

    def send() -> None:
        for message in queue.flush():
            browser.hear(message)

    for message in whole_page("of before"):
        queue.enqueue(message)
    send()
    for i, message in enumerate(whole_page("whole")):
        if i == n_sent:
            send()
        queue.enqueue(message)
    queue.clear(retain_lifecycle_msgs=True, fragment_ids_this_run=[LIVE])
    for message in stage_alone("fragment"):
        queue.enqueue(message)
    send()
    return set(browser.root.paths())


ALL = {tuple(message.metadata.delta_path) for message in whole_page("")} - {()}


@pytest.mark.parametrize("n_sent", range(len(whole_page(""))))
def test_all_that_was_made_is_shown_when_a_fragment_starts(n_sent: int) -> None:
    keep_what_is_under_way.__wrapped__()
    assert shown_of(n_sent) == ALL


def test_streamlits_own_loses_a_place_of_it() -> None:
    with pytest.raises(AssertionError, match="Cannot set a node at a delta path"):
        shown_of(0)


def test_a_whole_page_still_takes_the_place_of_what_was_not_sent() -> None:
    keep_what_is_under_way.__wrapped__()
    queue = ForwardMsgQueue()
    for message in whole_page("interrupted"):
        queue.enqueue(message)
    queue.clear(retain_lifecycle_msgs=True)
    kinds = [message.WhichOneof("type") for message in queue.flush()]
    assert kinds == ["new_session", "script_finished"]


@pytest.mark.parametrize(
    ("name", "other"),
    [("QUEUES", "streamlit.of_tomorrow"), ("QUEUE", "OfTomorrow"), ("CLEAR", "of_tomorrow")],
)
def test_a_streamlit_without_it_stays_as_it_is(
    monkeypatch: pytest.MonkeyPatch, name: str, other: str
) -> None:
    monkeypatch.setattr(message_queue, name, other)
    keep_what_is_under_way.__wrapped__()
    assert ForwardMsgQueue.clear is STREAMLITS


def test_streamlit_still_has_what_it_changes() -> None:
    keep_what_is_under_way.__wrapped__()
    assert ForwardMsgQueue.clear is not STREAMLITS
    assert list(inspect.signature(STREAMLITS).parameters) == [
        "self",
        "retain_lifecycle_msgs",
        "fragment_ids_this_run",
    ]
