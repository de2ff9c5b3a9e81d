"""Many visitors at once: how long they wait, and what a session takes of the memory."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass

from tests.benchmarks.neighbour import busy_core
from tests.benchmarks.served import Server
from tests.benchmarks.sessions import Requests, Visitor, connected, record_requests, run_script

N_VISITORS = 100
PAUSE_SECONDS = 5.0
N_INTERACTIONS = 3
OPENING_SECONDS = 10.0
# More than the app keeps runs: what they take is no session's.
N_WARM_UPS = 70
# Beyond what the browser was shown: each interaction asks for a number that no cache holds.
FIRST_ITERATIONS = 600


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
class Answered:
    """What one interaction took, in milliseconds."""

    waited: float
    worked: float  # by the processors, in the server


def load_with_visitors(server: Server) -> Load:
    return asyncio.run(_load(server, record_requests(server)))


def answers_beside_neighbour(
    server: Server, query: str, iterations: Sequence[int]
) -> list[tuple[Answered, Answered]]:
    """Runs of so many iterations: alone, and with a core kept busy, in turn."""
    return asyncio.run(_beside_neighbour(server, record_requests(server, query), iterations))


async def _beside_neighbour(
    server: Server, requests: Requests, iterations: Sequence[int]
) -> list[tuple[Answered, Answered]]:
    pairs = []
    async with connected(server) as connection:
        visitor = Visitor(connection, requests)
        await visitor.open_page()
        for n_iters in iterations:
            alone = await _answered(server, visitor, n_iters)
            with busy_core():
                # One less, as the same run would be remembered.
                pairs.append((alone, await _answered(server, visitor, n_iters - 1)))
    return pairs


async def _answered(server: Server, visitor: Visitor, n_iters: int) -> Answered:
    before = server.processor_time
    waited = await visitor.interact(n_iters)
    return Answered(waited, server.processor_time - before)


def replay(server: Server, requests: Sequence[bytes]) -> list[float]:
    """How many milliseconds each of a browser's requests takes in a session without a browser."""
    return asyncio.run(_replay(server, requests))


async def _replay(server: Server, requests: Sequence[bytes]) -> list[float]:
    times = []
    async with connected(server) as connection:
        for request in requests:
            start = time.perf_counter()
            await run_script(connection, request)
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
    async with connected(server) as connection:
        visitor = Visitor(connection, requests)
        await visitor.open_page()
        return [await visitor.interact(FIRST_ITERATIONS + index) for index in range(N_WARM_UPS)]


async def _visit(server: Server, requests: Requests, index: int, gate: asyncio.Event) -> Visit:
    share = index / N_VISITORS
    await asyncio.sleep(share * OPENING_SECONDS)
    async with connected(server) as connection:
        visitor = Visitor(connection, requests)
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
