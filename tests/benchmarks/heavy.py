"""Heavy work beside ordinary: `python -m tests.benchmarks.heavy [another checkout]`.

20 visitors each ask for a long run at once, while 20 others change a slider every five seconds.
How long the ordinary ones wait, and when the last long run is there, beside so many times the time
that one takes alone; of another checkout as well, in turn, where one is named.
"""

import asyncio
import sys
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack, ExitStack
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import numpy as np

from tests.benchmarks.served import Server, serving
from tests.benchmarks.sessions import Requests, Visitor, connected, record_requests
from tests.browser.driver import ROOT

N_EACH = 20
N_ROUNDS = 3
N_ALONE = 3
PAUSE_SECONDS = 5.0
MOST_P95 = 250.0
PATIENCE_SECONDS = 90.0
# About a second of training, on a quiet core.
LONG = "data=moons&samples=2000&optimiser=adam&batch=4&iterations=4000&rate=0.05"


@dataclass(frozen=True)
class Room:
    """Visitors of one server, and what they asked for last."""

    ordinary: list[Visitor]
    heavy: list[Visitor]
    turns: count


@dataclass(frozen=True)
class Round:
    """Milliseconds: of ordinary answers, of a long run alone, and until the last one is there."""

    ordinary: list[float]
    alone: float
    last: float


def main() -> None:
    """Print what ordinary and heavy visitors wait."""
    roots = [ROOT, *map(Path, sys.argv[1:])]
    with ExitStack() as stack:
        servers = [stack.enter_context(serving("app.py", root)) for root in roots]
        # By a browser, which cannot be driven within a loop.
        recorded = [(record_requests(one), record_requests(one, LONG)) for one in servers]
        rounds = asyncio.run(_rounds(servers, recorded))
    print(f"heavy: {N_EACH} visitors with a long run each beside {N_EACH} ordinary ones")
    for root, own in zip(roots, rounds, strict=True):
        waits = [wait for one in own for wait in one.ordinary]
        middle, p95, worst = np.percentile(waits, [50, 95, 100])
        print(f"  {root.name}")
        print(f"    ordinary    median {middle:.0f} ms, p95 {p95:.0f} ms, worst {worst:.0f} ms")
        for one in own:
            ratio = one.last / (N_EACH * one.alone)
            print(
                f"    long runs   last after {one.last:.0f} ms, {N_EACH} × {one.alone:.0f} ms alone"
            )
            print(f"                {ratio:.2f} times one after another")


async def _rounds(
    servers: Sequence[Server], recorded: Sequence[tuple[Requests, Requests]]
) -> list[list[Round]]:
    found: list[list[Round]] = [[] for _ in servers]
    async with AsyncExitStack() as stack:
        rooms = [
            await _room(stack, server, *own) for server, own in zip(servers, recorded, strict=True)
        ]
        for _ in range(N_ROUNDS):
            for room, own in zip(rooms, found, strict=True):
                own.append(await _round(room))
    return found


async def _room(stack: AsyncExitStack, server: Server, ordinary: Requests, heavy: Requests) -> Room:
    return Room(
        [await _visitor(stack, server, ordinary) for _ in range(N_EACH)],
        [await _visitor(stack, server, heavy) for _ in range(N_EACH)],
        count(),
    )


async def _visitor(stack: AsyncExitStack, server: Server, requests: Requests) -> Visitor:
    visitor = Visitor(
        await stack.enter_async_context(connected(server)), requests, PATIENCE_SECONDS
    )
    await visitor.open_page()
    return visitor


async def _round(room: Room) -> Round:
    alone = [await _long(room, room.heavy[0]) for _ in range(N_ALONE)]
    done = asyncio.Event()
    others = asyncio.gather(*(_ordinary(room, k, done) for k in range(N_EACH)))
    await asyncio.sleep(PAUSE_SECONDS)
    start = time.perf_counter()
    await asyncio.gather(*(_long(room, one) for one in room.heavy))
    last = 1e3 * (time.perf_counter() - start)
    done.set()
    waits = [wait for own in await others for begun, wait in own if begun >= start]
    return Round(waits, float(np.median(alone)), last)


async def _long(room: Room, visitor: Visitor) -> float:
    return await visitor.interact(4000 + next(room.turns) % 900)


async def _ordinary(room: Room, k: int, done: asyncio.Event) -> list[tuple[float, float]]:
    """When each change was made, and how many milliseconds its answer took."""
    visitor, found = room.ordinary[k], []
    await asyncio.sleep(PAUSE_SECONDS * k / N_EACH)
    while not done.is_set():
        begun = time.perf_counter()
        found.append((begun, await visitor.interact(300 + next(room.turns) % 600)))
        await asyncio.sleep(max(0.0, PAUSE_SECONDS - (time.perf_counter() - begun)))
    return found


if __name__ == "__main__":
    main()
