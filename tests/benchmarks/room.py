"""A room full of visitors: `python -m tests.benchmarks.room [visitors ...]`.

Each changes the learning rate once every five seconds, to a value that nobody has asked for before:
200 of one process, then 400 of two replicas behind nginx (or as many as are named, of two). What
sends for them works on the same machine, and takes its share.

Seen on two shared cores, quiet but for this; none failed:

  200 of one process    p95 21 ms, 0.53 processors, 229 MB: met. 22, 38 and 55 ms before components
                        were read without a class for each look; before short answers were made one
                        after another 97, 139 and 643, in turn
  250                   p95 20 ms, 0.68 processors; before 114 ms
  300                   p95 25 ms, 0.76 processors; before 331 ms in one call and 7 s in another
  400                   p95 1.5 s: what one process does not carry
  400 of two replicas   p95 29 ms, 0.95 processors, 233 MB each: met; before, 97 and 172 ms
  600 of two replicas   p95 417 ms, and 1.7 s in another call: both cores are full
  800 of two replicas   p95 11 s: too many
"""

import asyncio
import sys
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass

import numpy as np

from tests.benchmarks.served import Server, serving
from tests.benchmarks.sessions import Requests, Visitor, connected, record_requests
from tests.browser.replicas import running_replicas

ONE, TWO = 200, 400
MOST_OF_ONE, MOST_OF_TWO = 250.0, 500.0  # milliseconds at the 95th percentile
MOST_MEMORY = 600 * 2**20
PAUSE_SECONDS = 5.0
N_CHANGES = 7  # the first of each is not counted: until then some are still opening
OPENINGS_PER_SECOND = 10
PATIENCE_SECONDS = 60.0


@dataclass(frozen=True)
class Outcome:
    """What the visitors of a room met."""

    openings: list[float]  # milliseconds
    changes: list[float]
    failures: list[str]
    memory: list[int]  # of each process, with everybody there
    worked: float  # processors kept busy by the servers meanwhile


def main() -> None:
    """Print what one process does for its visitors, and what two replicas do."""
    counts = [int(text) for text in sys.argv[1:]]
    if not counts:
        with serving("app.py") as server:
            _print("one process", ONE, _room([server], server, ONE), MOST_OF_ONE)
    for n in counts or [TWO]:
        with running_replicas(2) as hosted:
            servers = [Server(one.address, one.pid) for one in hosted.replicas]
            door = Server(hosted.address, 0)
            _print("two replicas", n, _room(servers, door, n), MOST_OF_TWO)


def _room(servers: Sequence[Server], door: Server, n: int) -> Outcome:
    requests = record_requests(door, label="Learning rate", slider="learning_rate")
    return asyncio.run(_visits(servers, door, requests, n))


async def _visits(servers: Sequence[Server], door: Server, requests: Requests, n: int) -> Outcome:
    random = np.random.default_rng()
    async with AsyncExitStack() as stack:
        start = time.perf_counter() + n / OPENINGS_PER_SECOND + 2
        tasks = []
        for k in range(n):
            due = start + PAUSE_SECONDS * k / n
            rates = (10 ** random.uniform(-2, 0, N_CHANGES)).tolist()
            tasks.append(asyncio.create_task(_visit(stack, door, requests, due, rates)))
            await asyncio.sleep(1 / OPENINGS_PER_SECOND)
        await asyncio.sleep(max(0.0, start + PAUSE_SECONDS - time.perf_counter()))
        begun, before = time.perf_counter(), _worked(servers)
        outcomes = await asyncio.gather(*tasks, return_exceptions=True)
        worked = (_worked(servers) - before) / (1e3 * (time.perf_counter() - begun))
        memory = [server.memory for server in servers]
    came = [one for one in outcomes if not isinstance(one, BaseException)]
    failures = [repr(one)[:200] for one in outcomes if isinstance(one, BaseException)]
    changes = [wait for _, own in came for wait in own[1:]]
    return Outcome([opening for opening, _ in came], changes, failures, memory, worked)


async def _visit(
    stack: AsyncExitStack, door: Server, requests: Requests, due: float, rates: Sequence[float]
) -> tuple[float, list[float]]:
    """How long the page took to open, and each change of the rate; nobody leaves before the end."""
    connection = await stack.enter_async_context(connected(door))
    visitor = Visitor(connection, requests, PATIENCE_SECONDS)
    opening, changes = await visitor.open_page(), []
    for turn, rate in enumerate(rates):
        await asyncio.sleep(max(0.0, due + turn * PAUSE_SECONDS - time.perf_counter()))
        changes.append(await visitor.change(rate))
    return opening, changes


def _worked(servers: Sequence[Server]) -> float:
    return sum(server.processor_time for server in servers)


def _print(name: str, n: int, found: Outcome, most: float) -> None:
    middle, p95, worst = np.percentile(found.changes, [50, 95, 100])
    opening = np.percentile(found.openings, 95)
    is_met = p95 <= most and not found.failures and max(found.memory) <= MOST_MEMORY
    memory = ", ".join(f"{one / 2**20:.0f} MB" for one in found.memory)
    print(f"room: {n} visitors of {name}, {len(found.changes)} changes")
    print(f"  change   median {middle:.0f} ms, p95 {p95:.0f} ms, worst {worst:.0f} ms")
    print(f"           target {most:g} ms at p95")
    print(f"  opening  p95 {opening:.0f} ms")
    print(f"  {found.worked:.2f} processors at work in the servers; memory {memory}")
    print(f"  {len(found.failures)} failed {found.failures[:3]}   {'met' if is_met else 'MISSED'}")


if __name__ == "__main__":
    main()
