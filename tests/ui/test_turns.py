"""Heavy work takes turns: one at a time, whoever asked first, and who leaves stops nobody."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from logreg.ui.turns import KEPT_SECONDS, Turns

PATIENCE = 20.0


def eventually(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_so() and time.monotonic() < deadline:
        time.sleep(0.005)
    assert is_so()


class Left(BaseException):
    """As Streamlit ends the script of somebody who has left."""


class Room:
    """Visitors by name, each in a thread of its own, who work until they are let go."""

    def __init__(self, pool: ThreadPoolExecutor) -> None:
        self.turns = Turns()
        self.pool = pool
        self.begun: list[str] = []
        self.n_at_work = 0
        self.most_at_work = 0
        self.in_front: dict[str, list[int]] = {}
        self.leaving: set[str] = set()
        self.may_end: dict[str, threading.Event] = {}

    def ask(self, who: str) -> Future[None]:
        """Returns once `who` stands in the line."""
        self.may_end[who] = threading.Event()
        self.in_front[who] = []
        future = self.pool.submit(self._visit, who)
        eventually(lambda: bool(self.in_front[who]) or who in self.begun or future.done())
        return future

    def let_go(self, who: str) -> None:
        self.may_end[who].set()

    def wait(self, who: str, n_in_front: int) -> None:
        self.in_front[who].append(n_in_front)
        if who in self.leaving:
            raise Left

    def _visit(self, who: str) -> None:
        with self.turns.turn(who, lambda n: self.wait(who, n)):
            self.begun.append(who)
            self.n_at_work += 1
            self.most_at_work = max(self.most_at_work, self.n_at_work)
            assert self.may_end[who].wait(PATIENCE)
            self.n_at_work -= 1


@pytest.fixture
def room() -> Iterator[Room]:
    with ThreadPoolExecutor(12) as pool:
        room = Room(pool)
        yield room
        for event in room.may_end.values():  # or a failure would never end
            event.set()


def test_one_at_a_time_and_whoever_asked_first(room: Room) -> None:
    names = ["a", "b", "c", "d"]
    visits = [room.ask(name) for name in names]
    eventually(lambda: room.in_front["d"][-1:] == [3])
    assert room.begun == ["a"]
    assert room.in_front["b"][-1] == 1
    for name in names:
        eventually(lambda name=name: room.begun[-1] == name)
        room.let_go(name)
    for visit in visits:
        visit.result(PATIENCE)
    assert room.begun == names
    assert room.most_at_work == 1
    assert room.turns.is_free
    # Never more, as nobody comes in between.
    assert room.in_front["d"] == sorted(room.in_front["d"], reverse=True)


def test_who_leaves_is_no_longer_in_front_of_the_others(room: Room) -> None:
    first, second, third = (room.ask(name) for name in ("a", "b", "c"))
    eventually(lambda: room.in_front["c"][-1:] == [2])
    room.leaving.add("b")
    with pytest.raises(Left):
        second.result(PATIENCE)
    eventually(lambda: room.in_front["c"][-1:] == [1])
    room.let_go("a")
    room.let_go("c")
    first.result(PATIENCE)
    third.result(PATIENCE)
    assert room.begun == ["a", "c"]
    assert room.turns.is_free


def leave_in_front_of_another(room: Room) -> Future[None]:
    """While "a" is at work "b" leaves the line; returns the visit of "c", behind it."""
    room.ask("a")
    moved_on, patient = room.ask("b"), room.ask("c")
    room.leaving.add("b")
    with pytest.raises(Left):
        moved_on.result(PATIENCE)
    room.leaving.clear()
    return patient


def test_who_asks_for_something_else_keeps_its_place(room: Room) -> None:
    """A hand that drags asks anew every second or two."""
    patient = leave_in_front_of_another(room)
    again = room.ask("b")
    for name in ("a", "b", "c"):
        eventually(lambda name=name: room.begun[-1] == name)
        room.let_go(name)
    again.result(PATIENCE)
    patient.result(PATIENCE)


def test_the_place_of_who_stays_away_is_not_kept(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, own = [0.0], time.monotonic
    monkeypatch.setattr("logreg.ui.turns.time.monotonic", lambda: own() + now[0])
    patient = leave_in_front_of_another(room)
    now[0] = KEPT_SECONDS
    late = room.ask("b")
    for name in ("a", "c", "b"):
        room.let_go(name)
    late.result(PATIENCE)
    patient.result(PATIENCE)
    assert room.begun == ["a", "c", "b"]


def test_who_had_a_turn_stands_at_the_end_next_time(room: Room) -> None:
    first, second = room.ask("a"), room.ask("b")
    room.let_go("a")
    first.result(PATIENCE)
    third = room.ask("c")
    again = room.ask("a")
    for name in ("b", "c", "a"):
        room.let_go(name)
    for visit in (second, third, again):
        visit.result(PATIENCE)
    assert room.begun == ["a", "b", "c", "a"]


def test_a_long_run_gives_way_to_who_waits_and_goes_on() -> None:
    turns, course = Turns(), []

    def short(name: str) -> None:
        with turns.turn(name, lambda _: None):
            course.append(name)

    with ThreadPoolExecutor(4) as pool, turns.turn("long", lambda _: None) as place:
        assert place is not None
        turns.give_way(place, lambda _: None)  # to nobody
        course.append("long")
        visits = [pool.submit(short, name) for name in ("b", "c")]
        eventually(lambda: turns._n_in_front(turns._waiting[-1]) == 2 if turns._waiting else False)
        turns.give_way(place, lambda _: None)
        course.append("long")
        for visit in visits:
            visit.result(PATIENCE)
    assert course[0] == course[-1] == "long"
    assert sorted(course[1:-1]) == ["b", "c"]
    assert turns.is_free


def test_who_leaves_while_it_gives_way_stops_nobody(room: Room) -> None:
    def leave(_: int) -> None:
        raise Left

    def be_long() -> None:
        with room.turns.turn("long", lambda _: None) as place:
            assert place is not None
            room.ask("b")
            room.turns.give_way(place, leave)

    with pytest.raises(Left):
        be_long()
    eventually(lambda: room.begun == ["b"])
    room.let_go("b")
    eventually(lambda: room.turns.is_free)


def test_who_waits_for_another_lets_it_have_its_turn(room: Room) -> None:
    with room.turns.turn("a", lambda _: None) as place:
        assert place is not None
        other = room.ask("b")
        with room.turns.aside(place, lambda _: None):
            room.let_go("b")
            other.result(PATIENCE)
        assert not room.turns.is_free
    assert room.begun == ["b"]
    assert room.turns.is_free


@contextmanager
def at_work(turns: Turns) -> Iterator[None]:
    with turns.turn("somebody", lambda _: None):
        yield


def test_nobody_waits_for_what_is_made_by_then() -> None:
    turns, looks = Turns(), iter([False, False, True])
    with (
        ThreadPoolExecutor(1) as pool,
        at_work(turns),
        turns.turn("b", lambda _: next(looks)) as place,
    ):
        assert place is None
        assert pool.submit(lambda: turns.is_free).result() is False
    assert turns.is_free
