"""A session over the WebSocket protocol that browsers speak.

What it sends is what a real browser sent for the same slider, but for its value.
"""

import asyncio
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from tests.benchmarks.served import Server
from tests.benchmarks.visit import (
    RECORDER,
    browsing,
    press_key,
    read_requests,
    reset,
    settle,
    slider_of,
    visiting,
)

PATIENCE_SECONDS = 20.0
# A larger message carries a chart, and need not be read to know that a run has ended.
SMALL = 10_000
FINISHED = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


@dataclass(frozen=True)
class Requests:
    """What a browser sent: at its first visit, and when a key changed a slider."""

    opening: bytes
    change: bytes
    slider: str  # its name, as the server knows it


def record_floor(server: Server) -> Requests:
    """The same of a page that has no chart for `visiting` to wait for."""
    with browsing() as browser:
        context = browser.new_context()
        context.add_init_script(path=RECORDER)
        page = context.new_page()
        page.goto(server.address)
        slider = slider_of(page, "Iterations")
        slider.wait_for()
        reset(page)
        slider.press("ArrowRight")
        page.wait_for_function("recorder.notes.sends.length > 0")
        settle(page)
        opening, *_, change = read_requests(page)
        return Requests(opening, change, "n_iters")


def record_requests(
    server: Server, query: str = "", label: str = "Iterations", slider: str = "n_iters"
) -> Requests:
    """What a browser sends when a key changes the slider of this label."""
    with browsing() as browser, visiting(browser, f"{server.address}/?{query}") as page:
        press_key(page, label, "ArrowRight")
        opening, change = read_requests(page)
        return Requests(opening, change, slider)


def connected(server: Server) -> connect:
    return connect(
        f"{server.address.replace('http', 'ws')}/_stcore/stream",
        subprotocols=["streamlit"],
        origin=server.address,
        compression=None,
        max_size=None,
        open_timeout=PATIENCE_SECONDS,
    )


class Visitor:
    """A session. What it asks for must come, with its charts: else it raises."""

    def __init__(
        self,
        connection: ClientConnection,
        requests: Requests,
        patience: float = PATIENCE_SECONDS,
    ) -> None:
        self.connection = connection
        self.requests = requests
        self.patience = patience
        self.n_changes = 0
        self.cached: list[str] = []  # what the server need not send once more

    async def open_page(self) -> float:
        """Run the script for the first time; returns how many milliseconds it took."""
        return await self._ask(BackMsg.FromString(self.requests.opening), "")

    async def interact(self, n_iters: int) -> float:
        """Change the iterations; returns how many milliseconds the answer took."""
        return await self.change(n_iters, shows=f" {n_iters} iterations")

    async def change(self, value: float, is_dragging: bool = False, shows: str = "") -> float:
        """Move the slider; the answer `shows` a text. Returns how many milliseconds it took."""
        self.n_changes += 1
        request = BackMsg.FromString(self.requests.change)
        request.rerun_script.cached_message_hashes[:] = self.cached
        self._set_slider(request, value, is_dragging)
        return await self._ask(request, shows)

    def _set_slider(self, request: BackMsg, value: float, is_dragging: bool) -> None:
        """In the state of the slider, which the app and the others keep in their own forms."""
        name = self.requests.slider
        said = {"value": value, "count": self.n_changes, "is_dragging": is_dragging}
        for widget in request.rerun_script.widget_states.widgets:
            state = json.loads(widget.json_value or "{}")
            if name in state:
                widget.json_value = json.dumps(state | {name: said})
            elif widget.id.endswith(f"-{name}") and state:
                widget.json_value = json.dumps({"value": value})
            elif widget.id.endswith(f"-{name}"):
                widget.double_array_value.data[:] = [value]

    async def _ask(self, request: BackMsg, summary: str) -> float:
        start = time.perf_counter()
        data = await run_script(self.connection, request.SerializeToString(), self.patience)
        milliseconds = 1e3 * (time.perf_counter() - start)
        messages = [ForwardMsg.FromString(message) for message in data]
        for problem in _problems(messages, request.rerun_script.fragment_id, summary):
            raise RuntimeError(problem)
        self.cached = [message.hash for message in messages if message.metadata.cacheable]
        return milliseconds


async def run_script(
    connection: ClientConnection, request: bytes, patience: float = PATIENCE_SECONDS
) -> list[bytes]:
    await connection.send(request)
    messages: list[bytes] = []
    async with asyncio.timeout(patience):
        while not messages or not _is_end(messages[-1]):
            messages.append(await connection.recv(decode=False))
    return messages


def _is_end(message: bytes) -> bool:
    return len(message) < SMALL and ForwardMsg.FromString(message).HasField("script_finished")


def _problems(messages: list[ForwardMsg], fragment_id: str, summary: str) -> Iterator[str]:
    """Why these messages are no answer: the fragment asked for has run and brings its charts."""
    elements = [message.delta.new_element for message in messages]
    for element in elements:
        if element.HasField("exception"):
            yield element.exception.message
    if messages[-1].script_finished not in FINISHED:
        yield "The script did not run to its end."
    runs = [list(m.metadata.run.fragment_ids) for m in messages if m.HasField("new_session")]
    if runs != [[fragment_id] if fragment_id else []]:
        yield f"Not the fragment asked for has run, but {runs}."
    # Of a large message that the browser has, only the name is sent once more.
    if not (any(map(_has_chart, elements)) or any(m.ref_hash for m in messages)):
        yield "The answer came without a chart."
    if not any(summary in text for element in elements for text in _texts(element)):
        yield f"The answer shows another run than the one of{summary}."


def _has_chart(element: Element) -> bool:
    is_live = element.bidi_component.component_name in ("stage", "dot")
    return element.HasField("plotly_chart") or is_live


def _texts(element: Element) -> tuple[str, ...]:
    component = element.bidi_component
    # Arrays stand behind the text, as they are.
    return element.markdown.body, component.json, component.bytes.decode(errors="replace")
