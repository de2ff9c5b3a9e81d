"""Many visitors at once, each a session over the WebSocket protocol that browsers speak.

What they send is what a real browser sent for the same slider, but for its value.
"""

import asyncio
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from tests.benchmarks.neighbour import busy_core
from tests.benchmarks.served import Server
from tests.benchmarks.visit import browsing, press_key, read_requests, visiting

N_VISITORS = 100
PAUSE_SECONDS = 5.0
N_INTERACTIONS = 3
OPENING_SECONDS = 10.0
PATIENCE_SECONDS = 20.0
# More than the app keeps runs: what they take is no session's.
N_WARM_UPS = 70
# Beyond what the browser was shown: each interaction asks for a number that no cache holds.
FIRST_ITERATIONS = 600
# A larger message carries a chart, and need not be read to know that a run has ended.
SMALL = 10_000
FINISHED = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


@dataclass(frozen=True)
class Load:
    """What the visitors met; times in milliseconds."""

    alone: list[float]  # interactions of a single visitor, before the others come
    openings: list[float]
    interactions: list[float]
    failures: list[str]
    session_bytes: float


@dataclass(frozen=True)
class Visit:
    opening: float
    interactions: list[float]
    memory: int


@dataclass(frozen=True)
class Requests:
    """What a browser sent: at its first visit, and when a key changed the iterations."""

    opening: bytes
    change: bytes


@dataclass(frozen=True)
class Answered:
    """What one interaction took, in milliseconds."""

    waited: float
    worked: float  # by the processors, in the server


def load_with_visitors(server: Server) -> Load:
    return asyncio.run(_load(server, _record_requests(server)))


def answers_beside_neighbour(
    server: Server, query: str, iterations: Sequence[int]
) -> list[tuple[Answered, Answered]]:
    """Runs of so many iterations: alone, and with a core kept busy, in turn."""
    return asyncio.run(_beside_neighbour(server, _record_requests(server, query), iterations))


async def _beside_neighbour(
    server: Server, requests: Requests, iterations: Sequence[int]
) -> list[tuple[Answered, Answered]]:
    pairs = []
    async with _connection(server) as connection:
        visitor = _Visitor(connection, requests)
        await visitor.open_page()
        for n_iters in iterations:
            alone = await _answered(server, visitor, n_iters)
            with busy_core():
                # One less, as the same run would be remembered.
                pairs.append((alone, await _answered(server, visitor, n_iters - 1)))
    return pairs


async def _answered(server: Server, visitor: "_Visitor", n_iters: int) -> Answered:
    before = server.processor_time
    waited = await visitor.interact(n_iters)
    return Answered(waited, server.processor_time - before)


def _record_requests(server: Server, query: str = "") -> Requests:
    with browsing() as browser, visiting(browser, f"{server.address}/?{query}") as page:
        press_key(page, "Iterations", "ArrowRight")
        opening, change = read_requests(page)
        return Requests(opening, change)


def replay(server: Server, requests: Sequence[bytes]) -> list[float]:
    """How many milliseconds each of a browser's requests takes in a session without a browser."""
    return asyncio.run(_replay(server, requests))


async def _replay(server: Server, requests: Sequence[bytes]) -> list[float]:
    times = []
    async with _connection(server) as connection:
        for request in requests:
            start = time.perf_counter()
            await _run_script(connection, request)
            times.append(1e3 * (time.perf_counter() - start))
    return times


async def _load(server: Server, requests: Requests) -> Load:
    alone = await _warm_up(server, requests)
    before = server.memory
    gate = asyncio.Event()
    opening = asyncio.create_task(_open_gate(gate))
    outcomes = await asyncio.gather(
        *(_visit(server, requests, index, gate) for index in range(N_VISITORS)),
        return_exceptions=True,
    )
    await opening
    visits = [outcome for outcome in outcomes if isinstance(outcome, Visit)]
    return Load(
        alone=alone,
        openings=[visit.opening for visit in visits],
        interactions=[time for visit in visits for time in visit.interactions],
        failures=[repr(outcome) for outcome in outcomes if isinstance(outcome, BaseException)],
        session_bytes=(max((visit.memory for visit in visits), default=before) - before)
        / N_VISITORS,
    )


async def _open_gate(gate: asyncio.Event) -> None:
    """All sessions are open before the first interacts."""
    await asyncio.sleep(OPENING_SECONDS + 2)
    gate.set()


async def _warm_up(server: Server, requests: Requests) -> list[float]:
    """Fill the caches that all visitors share."""
    async with _connection(server) as connection:
        visitor = _Visitor(connection, requests)
        await visitor.open_page()
        return [await visitor.interact(FIRST_ITERATIONS + index) for index in range(N_WARM_UPS)]


async def _visit(server: Server, requests: Requests, index: int, gate: asyncio.Event) -> Visit:
    share = index / N_VISITORS
    await asyncio.sleep(share * OPENING_SECONDS)
    async with _connection(server) as connection:
        visitor = _Visitor(connection, requests)
        opening = await visitor.open_page()
        await gate.wait()
        await asyncio.sleep(share * PAUSE_SECONDS)
        start = time.perf_counter()
        first = FIRST_ITERATIONS + N_WARM_UPS + N_INTERACTIONS * index
        interactions = []
        for turn in range(N_INTERACTIONS):
            due = start + turn * PAUSE_SECONDS
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            interactions.append(await visitor.interact(first + turn))
        memory = server.memory
        # Nobody leaves before the last is done: memory is that of all sessions.
        await asyncio.sleep((1 - share) * PAUSE_SECONDS)
        return Visit(opening, interactions, memory)


def _connection(server: Server) -> connect:
    return connect(
        f"{server.address.replace('http', 'ws')}/_stcore/stream",
        subprotocols=["streamlit"],
        origin=server.address,
        compression=None,
        max_size=None,
        open_timeout=PATIENCE_SECONDS,
    )


class _Visitor:
    """A session. What it asks for must come, with its charts: else it raises."""

    def __init__(self, connection: ClientConnection, requests: Requests) -> None:
        self.connection = connection
        self.requests = requests
        self.n_changes = 0
        self.cached: list[str] = []  # what the server need not send once more

    async def open_page(self) -> float:
        """Run the script for the first time; returns how many milliseconds it took."""
        return await self._ask(BackMsg.FromString(self.requests.opening), "")

    async def interact(self, n_iters: int) -> float:
        """Change the iterations; returns how many milliseconds the answer took."""
        self.n_changes += 1
        request = BackMsg.FromString(self.requests.change)
        request.rerun_script.cached_message_hashes[:] = self.cached
        _set_iterations(request, n_iters, self.n_changes)
        return await self._ask(request, f" {n_iters} iterations")

    async def _ask(self, request: BackMsg, summary: str) -> float:
        start = time.perf_counter()
        data = await _run_script(self.connection, request.SerializeToString())
        milliseconds = 1e3 * (time.perf_counter() - start)
        messages = [ForwardMsg.FromString(message) for message in data]
        for problem in _problems(messages, request.rerun_script.fragment_id, summary):
            raise RuntimeError(problem)
        self.cached = [message.hash for message in messages if message.metadata.cacheable]
        return milliseconds


async def _run_script(connection: ClientConnection, request: bytes) -> list[bytes]:
    await connection.send(request)
    messages: list[bytes] = []
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not messages or not _is_end(messages[-1]):
            messages.append(await connection.recv(decode=False))
    return messages


def _set_iterations(request: BackMsg, n_iters: int, n_changes: int) -> None:
    """In the state of the slider, which the app and the reference keep in their own forms."""
    widgets = request.rerun_script.widget_states.widgets
    (slider,) = (widget for widget in widgets if widget.id.endswith("-n_iters"))
    if slider.HasField("json_value"):
        state = json.loads(slider.json_value)
        state["value"] |= {"value": n_iters, "count": n_changes}
        slider.json_value = json.dumps(state)
    else:
        slider.double_array_value.data[:] = [n_iters]


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
    if not any(map(_has_chart, elements)):
        yield "The answer came without a chart."
    if not any(summary in e.markdown.body + e.bidi_component.json for e in elements):
        yield f"The answer shows another run than the one of{summary}."


def _has_chart(element: Element) -> bool:
    return element.HasField("plotly_chart") or element.bidi_component.component_name == "stage"
