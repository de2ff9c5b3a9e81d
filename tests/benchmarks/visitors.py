"""Many visitors at once, each a session over the WebSocket protocol that browsers speak."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from tests.benchmarks.served import Server

N_VISITORS = 100
PAUSE_SECONDS = 5.0
N_INTERACTIONS = 4
OPENING_SECONDS = 10.0
PATIENCE_SECONDS = 20.0
# More than the app keeps runs: what they take is no session's.
N_WARM_UPS = 70
# A larger message carries a chart, and need not be read to know how a run ended.
SMALL = 10_000


@dataclass(frozen=True)
class Load:
    """What the visitors met; times in milliseconds."""

    alone: list[float]  # interactions of a single visitor, before the others come
    openings: list[float]
    interactions: list[float]
    failures: list[str]
    session_bytes: float


def load_with_visitors(server: Server) -> Load:
    return asyncio.run(_load(server))


async def _load(server: Server) -> Load:
    alone = await _warm_up(server)
    before = server.memory
    gate = asyncio.Event()
    opening = asyncio.create_task(_open_gate(gate))
    outcomes = await asyncio.gather(
        *(_visit(server, index, gate) for index in range(N_VISITORS)), return_exceptions=True
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


@dataclass(frozen=True)
class Visit:
    opening: float
    interactions: list[float]
    memory: int


async def _open_gate(gate: asyncio.Event) -> None:
    """All sessions are open before the first interacts."""
    await asyncio.sleep(OPENING_SECONDS + 2)
    gate.set()


async def _warm_up(server: Server) -> list[float]:
    """Fill the caches that all visitors share."""
    async with _connection(server) as connection:
        _, seed_id = await _open_page(connection)
        return [await _interact(connection, seed_id, 9000 + seed) for seed in range(N_WARM_UPS)]


async def _visit(server: Server, index: int, gate: asyncio.Event) -> Visit:
    share = index / N_VISITORS
    await asyncio.sleep(share * OPENING_SECONDS)
    async with _connection(server) as connection:
        opening, seed_id = await _open_page(connection)
        await gate.wait()
        await asyncio.sleep(share * PAUSE_SECONDS)
        start = time.perf_counter()
        interactions = []
        for turn in range(N_INTERACTIONS):
            due = start + turn * PAUSE_SECONDS
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            seed = 1 + N_INTERACTIONS * index + turn
            interactions.append(await _interact(connection, seed_id, seed))
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


async def _open_page(connection: ClientConnection) -> tuple[float, str]:
    """Run the script for the first time; returns how long it took and the id of the seed."""
    request = BackMsg()
    request.rerun_script.query_string = ""
    milliseconds, messages = await _run_script(connection, request)
    return milliseconds, _number_input_id(messages, "Seed")


async def _interact(connection: ClientConnection, seed_id: str, seed: int) -> float:
    """Take another seed: other data and another run, which no cache holds."""
    request = BackMsg()
    state = request.rerun_script.widget_states.widgets.add()
    state.id = seed_id
    state.double_value = seed
    milliseconds, _ = await _run_script(connection, request)
    return milliseconds


async def _run_script(
    connection: ClientConnection, request: BackMsg
) -> tuple[float, list[ForwardMsg]]:
    start = time.perf_counter()
    await connection.send(request.SerializeToString())
    messages: list[ForwardMsg] = []
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not messages or messages[-1].WhichOneof("type") != "script_finished":
            data = await connection.recv()
            if len(data) < SMALL:
                messages.append(ForwardMsg.FromString(data))
    milliseconds = 1e3 * (time.perf_counter() - start)
    for problem in _problems(messages):
        raise RuntimeError(problem)
    return milliseconds, messages


def _problems(messages: list[ForwardMsg]) -> Iterator[str]:
    if messages[-1].script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
        yield "The script did not compile."
    for message in messages:
        if message.delta.new_element.HasField("exception"):
            yield message.delta.new_element.exception.message


def _number_input_id(messages: list[ForwardMsg], label: str) -> str:
    for message in messages:
        widget = message.delta.new_element.number_input
        if widget.label == label:
            return widget.id
    raise RuntimeError(f"The page has no number named {label!r}.")
