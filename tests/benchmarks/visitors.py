"""What one visitor costs the server, in processor time: `python -m tests.benchmarks.visitors`.

Sessions over the WebSocket protocol; the app and the floor (a page with one slider and one small
component in a fragment) take turns on one machine. Each visitor changes one slider every second or
two, as people do: a server that is never idle answers in less, the floor in half.

- floor: its own change, and that of a page with as many widgets as the playground has.
- settled: a playable run at the defaults, each of a learning rate that nobody has asked for before.
- preview: the same while a thumb is held; and over the places of the slider that hands come by, at
  which others have been before.
- class: every visitor makes the same changes as all others, one after another.
- opening: the first run of a page; of the app that of the defaults, which others have opened.

Where a settled change goes that nobody has asked for before, 9.2 ms of processor time:

  4.0  Streamlit's threads, the sliders, the stage and the address: what an answer costs that others
       have asked for before
  5.2  making the answer. At once after another it takes 3.0 ms: 1.6 the training, of which 0.85
       the 500 steps and 0.4 the losses of all points; 0.55 the film of 75 frames and its sentences;
       0.45 its texts and charts, packed; 0.1 looking for what others have asked, and how much room
       it takes

Each piece takes nearly twice as long as at once after the last: a core that has slept for the 40 ms
between two visitors wakes slowly. So a preview of what nobody has asked for cannot cost 1.5 times
the floor: our widgets alone take 1.3 times, the training by itself another 0.6.

It was 31. Half of that were texts: 1,800 of the matrix, formatted anew for each frame, and written
as JSON twice, for the message and for the component's name. 75 straight lines were found one by
one. The collector walked the 110,000 objects of the modules every few dozen runs. Three sliders and
the address were components of their own, at 0.2 ms each on the floor. Streamlit's cache took 0.2 ms
a look. Streamlit made a class for each of ten looks at a component's state, 0.6 to 1 ms with what
it took to collect them (ui/component_state.py).

What is under “More” was drawn, folded or not: 1.2 ms of a change and 2 of an opening. The menu was
ten elements of Streamlit's, and of each frame of a film the server made eight texts. For the
message that a run begins, Streamlit went through all its settings six times, 0.6 to 1 ms
(ui/theme_message.py); the samples, axes and words of the stage were packed with each answer, 0.4.

Seen on two shared cores, in four calls, the last of them after the last gain:

  floor                    3.4 to 4.3 ms;  with our widgets 1.14 to 1.37 times
  settled                  8.3 to 10.2 ms,  2.01, 2.60, 2.65 and 2.45 times (target 2.6)
  preview                  7.1 to 8.9 ms,  1.76 to 2.31 times (target 1.5: missed, as told above)
  preview, as hands drag   3.6 to 4.6 ms,  1.02 to 1.19 times
  class, settled           3.7 to 4.8 ms,  1.10 to 1.12 times
  opening                  10.2 to 16.4 ms,  2.41 to 2.63 times (target 3)
"""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import AsyncExitStack, ExitStack
from dataclasses import dataclass
from functools import partial
from itertools import cycle
from typing import Any

import numpy as np

from tests.benchmarks.served import Server, serving
from tests.benchmarks.sessions import Requests, Visitor, connected, record_floor, record_requests

N_VISITORS = 40
N_ROUNDS = 5
N_INTERACTIONS = 2  # of each visitor in a round: 400 in all
GAP_SECONDS = 0.04  # between the interactions of two visitors
MOST_SETTLED, MOST_PREVIEW, MOST_OPENING = 2.6, 1.5, 3.0
FLOOR, CROWDED, APP = "tests/benchmarks/floor/app.py", "tests/benchmarks/floor/crowded.py", "app.py"
# Of the slider from 0.0001 to 10: what a thumb comes by that swings between a third and three
# quarters of the track.
PLACES = tuple(float(f"{10.0 ** (-4 + 0.05 * k):.4g}") for k in range(35, 76))


@dataclass(frozen=True)
class Part:
    """Visitors of one server who change one slider in one way."""

    name: str
    server: Server
    requests: Requests
    values: Iterator[float]  # of all visitors, one after another
    is_dragging: bool = False
    is_shared: bool = False  # whether all visitors make the same change before the next


def main() -> None:
    """Print the processor time of each part, beside that of the floor in the same call."""
    with ExitStack() as stack:
        servers = {script: stack.enter_context(serving(script)) for script in (FLOOR, CROWDED, APP)}
        parts = list(_parts(servers))
        costs = asyncio.run(_costs(parts))
        openings = asyncio.run(_openings([parts[0], parts[2]]))
    print(f"visitors: milliseconds of processor time, {N_VISITORS} visitors, the parts in turn")
    floor = float(np.mean(costs[parts[0].name]))
    most = {
        "settled": MOST_SETTLED,
        "preview": MOST_PREVIEW,
        "preview, as hands drag": MOST_PREVIEW,
    }
    for name, each in costs.items():
        _print(name, each, floor, most.get(name))
    _print("opening, floor", openings[0], float(np.mean(openings[0])), None)
    _print("opening", openings[1], float(np.mean(openings[0])), MOST_OPENING)


def _parts(servers: dict[str, Server]) -> Iterator[Part]:
    generator = np.random.default_rng()
    iterations = iter(generator.permutation(1000).tolist() * 20)
    yield Part("floor", servers[FLOOR], record_floor(servers[FLOOR]), iterations)
    yield Part("floor, our widgets", servers[CROWDED], record_floor(servers[CROWDED]), iterations)
    app = servers[APP]
    recorded = record_requests(app, label="Learning rate", slider="learning_rate")
    # Between the places of the slider.
    new = iter((10 ** generator.uniform(-2, 0, 10_000)).tolist())
    usual = iter(generator.choice(PLACES, 10_000).tolist())
    yield Part("settled", app, recorded, new)
    yield Part("preview", app, recorded, new, is_dragging=True)
    yield Part("preview, as hands drag", app, recorded, usual, is_dragging=True)
    yield Part("class, settled", app, recorded, new, is_shared=True)


async def _costs(parts: Sequence[Part]) -> dict[str, list[float]]:
    """Milliseconds an interaction of each part, round by round."""
    costs: dict[str, list[float]] = {part.name: [] for part in parts}
    async with AsyncExitStack() as stack:
        # The same visitors in every part: a server's loop looks at all of its sessions each time.
        visitors: dict[str, list[Visitor]] = {}
        for part in parts:
            if part.server.address not in visitors:
                visitors[part.server.address] = await _opened(stack, part)
        for number in range(N_ROUNDS + 1):
            for part in parts:
                own = visitors[part.server.address]
                cost = await _cost(part.server, own, _changes(part), part.is_dragging)
                if number:  # the first fills what is filled once
                    costs[part.name].append(cost)
    return costs


async def _opened(stack: AsyncExitStack, part: Part) -> list[Visitor]:
    visitors = []
    for _ in range(N_VISITORS):
        connection = await stack.enter_async_context(connected(part.server))
        visitors.append(Visitor(connection, part.requests))
        await visitors[-1].open_page()
    return visitors


def _changes(part: Part) -> list[float]:
    """The values of one round, a row of all visitors after another."""
    if part.is_shared:
        return [value for _ in range(N_INTERACTIONS) for value in [next(part.values)] * N_VISITORS]
    return [next(part.values) for _ in range(N_INTERACTIONS * N_VISITORS)]


async def _cost(
    server: Server, visitors: Sequence[Visitor], values: Sequence[float], is_dragging: bool
) -> float:
    pairs = zip(cycle(visitors), values, strict=False)
    acts = [partial(visitor.change, value, is_dragging) for visitor, value in pairs]
    return await _worked(server, acts)


async def _worked(server: Server, acts: Sequence[Callable[[], Any]]) -> float:
    """Milliseconds of processor time that each act takes, one every `GAP_SECONDS`."""
    before = server.processor_time
    start = asyncio.get_running_loop().time()
    for k, act in enumerate(acts):
        await act()
        due = start + (k + 1) * GAP_SECONDS
        await asyncio.sleep(max(0.0, due - asyncio.get_running_loop().time()))
    return (server.processor_time - before) / len(acts)


async def _openings(parts: Sequence[Part]) -> list[list[float]]:
    """Milliseconds of an opening, round by round."""
    costs: list[list[float]] = [[] for _ in parts]
    async with AsyncExitStack() as stack:
        for _ in range(N_ROUNDS):
            for part, own in zip(parts, costs, strict=True):
                acts = [partial(_open, stack, part)] * N_VISITORS
                own.append(await _worked(part.server, acts))
    return costs


async def _open(stack: AsyncExitStack, part: Part) -> None:
    connection = await stack.enter_async_context(connected(part.server))
    await Visitor(connection, part.requests).open_page()


def _print(name: str, costs: Sequence[float], floor: float, most: float | None) -> None:
    mean = float(np.mean(costs))
    told = "" if most is None else f" (target {most:g})   {_verdict(mean / floor <= most)}"
    print(f"  {name:<24} {mean:>6.1f} ms, {mean / floor:.2f} times the floor{told}")


def _verdict(is_met: bool) -> str:
    return "met" if is_met else "MISSED"


if __name__ == "__main__":
    main()
