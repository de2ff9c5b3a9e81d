"""Heavy work takes turns: one piece at a time in this process, whoever asked first.

Five long runs at once slow everybody fivefold, as Python's threads share one core; one at a time
leaves the others their answers, and none of the five ends later than the last would have.
"""

import time
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Condition

LOOK_SECONDS = 0.1  # between two looks of somebody who waits
# A hand that drags asks for something else every second or two: its place is kept for so long.
KEPT_SECONDS = 3.0


@dataclass(eq=False)
class Place:
    """A place in the line."""

    who: Hashable
    since: float  # when it asked, as it stands in the line


class Turns:
    """A line of those who wait, and the one whose turn it is. Its threads share it."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._holder: Place | None = None
        self._waiting: list[Place] = []
        self._left: dict[Hashable, tuple[float, float]] = {}  # since when it waited, when it left

    @property
    def is_free(self) -> bool:
        """Whether nobody has the turn or waits for it."""
        return self._holder is None and not self._waiting

    @contextmanager
    def turn(self, who: Hashable, wait: Callable[[int], object]) -> Iterator[Place | None]:
        """Until the block ends it is the turn of `who`; yields None where it was not waited for.

        `wait` hears ten times a second how many are in front; what it raises ends the waiting, and
        so does it by returning True.
        """
        place = self._join(who)
        try:
            yield place if self._wait(place, wait) else None
        finally:
            self._leave(place)

    def give_way(self, place: Place, wait: Callable[[int], object]) -> None:
        """To those who wait by now, before this piece of work goes on."""
        with self._changed:
            if not self._waiting:
                return
            self._pass_on()
            self._queue(place, time.monotonic())
        self._wait(place, wait)

    @contextmanager
    def aside(self, place: Place, wait: Callable[[int], object]) -> Iterator[None]:
        """Let others go before while the block waits for one of them; then go on."""
        with self._changed:
            self._pass_on()
        yield
        with self._changed:
            self._queue(place, place.since)
        self._wait(place, wait)

    def _join(self, who: Hashable) -> Place:
        with self._changed:
            now = time.monotonic()
            self._left = {
                known: times for known, times in self._left.items() if now - times[1] < KEPT_SECONDS
            }
            since, _ = self._left.pop(who, (now, now))
            place = Place(who, since)
            self._queue(place, since)
            return place

    def _wait(self, place: Place, wait: Callable[[int], object]) -> bool:
        """Whether it is its turn; False where `wait` has ended that."""
        while not self._is_up(place):
            if wait(self._n_in_front(place)):
                return False
        return True

    def _is_up(self, place: Place) -> bool:
        with self._changed:
            return self._changed.wait_for(lambda: self._holder is place, LOOK_SECONDS)

    def _n_in_front(self, place: Place) -> int:
        with self._changed:
            return self._waiting.index(place) + 1 if place in self._waiting else 0

    def _leave(self, place: Place) -> None:
        with self._changed:
            if self._holder is place:
                self._pass_on()
            elif place in self._waiting:
                self._waiting.remove(place)
                self._left[place.who] = place.since, time.monotonic()
            self._changed.notify_all()

    # Both with the lock held.

    def _queue(self, place: Place, since: float) -> None:
        place.since = since
        if self._holder is None:
            self._holder = place
        else:
            self._waiting.append(place)
            self._waiting.sort(key=lambda one: one.since)

    def _pass_on(self) -> None:
        self._holder = self._waiting.pop(0) if self._waiting else None
        self._changed.notify_all()
