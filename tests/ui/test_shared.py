"""What visitors share: made once, also where many ask at once, and never more than has room."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from logreg.ui import patience
from logreg.ui.patience import HEAVY, telling
from logreg.ui.shared import shared
from logreg.ui.size import ENTRY_BYTES
from logreg.ui.turns import LOOK_SECONDS


def test_many_who_ask_at_once_cost_one_making() -> None:
    n_askers, made = 12, []
    together = threading.Barrier(n_askers)

    @shared(4 * ENTRY_BYTES)
    def slow(question: str) -> list[str]:
        made.append(question)
        threading.Event().wait(0.05)
        return [question]

    def ask(_: int) -> list[str]:
        together.wait()
        return slow("a")

    with ThreadPoolExecutor(n_askers) as pool:
        answers = list(pool.map(ask, range(n_askers)))
    assert made == ["a"]
    assert all(answer is answers[0] for answer in answers)


def test_what_was_asked_for_longest_ago_is_forgotten_first() -> None:
    made = []

    @shared(2 * ENTRY_BYTES)
    def note(question: int) -> int:
        made.append(question)
        return -question

    assert [note(question) for question in (1, 2, 1, 3, 1, 2)] == [-1, -2, -1, -3, -1, -2]
    assert made == [1, 2, 3, 2]


def test_a_failure_is_told_and_not_remembered() -> None:
    made = []

    @shared(2 * ENTRY_BYTES)
    def fail_first(question: int) -> int:
        made.append(question)
        if len(made) == 1:
            raise ValueError("Not yet.")
        return question

    with pytest.raises(ValueError, match="Not yet"):
        fail_first(7)
    assert [fail_first(7), fail_first(7)] == [7, 7]
    assert made == [7, 7]


def test_a_key_says_what_the_result_depends_on() -> None:
    @shared(2 * ENTRY_BYTES, key=lambda number: number % 10)
    def last_digit(number: int) -> int:
        return number

    assert [last_digit(number) for number in (13, 23, 4)] == [13, 13, 4]


def test_who_waits_for_what_fails_makes_it_anew() -> None:
    made, is_in, may_fail = [], threading.Event(), threading.Event()

    @shared(2 * ENTRY_BYTES)
    def fail_first(question: int) -> int:
        made.append(question)
        if len(made) == 1:
            is_in.set()
            assert may_fail.wait(20)
            raise ValueError("Not yet.")
        return question

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(fail_first, 7)
        assert is_in.wait(20)
        second = pool.submit(fail_first, 7)
        may_fail.set()
        assert second.result(20) == 7
        with pytest.raises(ValueError, match="Not yet"):
            first.result(20)
    assert made == [7, 7]


def heavy(*_: object) -> float:
    return HEAVY + 1


def test_heavy_work_takes_turns_and_the_rest_does_not_wait() -> None:
    at_work, most, lock = [0], [0], threading.Lock()
    is_in, may_end = threading.Event(), threading.Event()

    @shared(9 * ENTRY_BYTES, work=heavy)
    def slow(question: int) -> int:
        with lock:
            at_work[0] += 1
            most[0] = max(most[0], at_work[0])
        is_in.set()
        assert may_end.wait(20)
        with lock:
            at_work[0] -= 1
        return question

    @shared(9 * ENTRY_BYTES, work=lambda _: HEAVY)
    def quick(question: int) -> int:
        return -question

    with ThreadPoolExecutor(9) as pool:
        visits = [pool.submit(slow, question) for question in (1, 2, 3, 1, 2, 3)]
        assert is_in.wait(20)
        assert pool.submit(quick, 1).result(20) == -1  # in the midst of it
        may_end.set()
        assert [visit.result(20) for visit in visits] == [1, 2, 3, 1, 2, 3]
    assert most == [1]


def test_within_a_turn_nobody_waits_for_another() -> None:
    @shared(9 * ENTRY_BYTES, work=heavy)
    def inner(question: int) -> int:
        return question + 1

    @shared(9 * ENTRY_BYTES, work=heavy)
    def outer(question: int) -> int:
        return 10 * inner(question)

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(outer, [1, 2, 1, 2], timeout=20)) == [20, 30, 20, 30]


def test_what_gives_way_is_waited_for_also_by_whose_turn_it_is_then() -> None:
    """Both would wait for ever, the one for its turn and the other for the one."""
    begun = threading.Event()
    may_go_on = threading.Event()

    @shared(9 * ENTRY_BYTES, work=heavy)
    def long(question: int) -> int:
        begun.set()
        assert may_go_on.wait(20)
        time.sleep(2 * LOOK_SECONDS)
        telling("Training")(0.5)  # gives way
        return question

    @shared(9 * ENTRY_BYTES, work=heavy)
    def needs_it(question: int) -> int:
        return 10 * long(question)

    with ThreadPoolExecutor(4) as pool, pytest.MonkeyPatch.context() as patch:
        patch.setattr("logreg.ui.patience.GIVE_WAY_SECONDS", 0.0)
        first = pool.submit(long, 4)
        assert begun.wait(20)
        second = pool.submit(needs_it, 4)
        while not patience._turns._waiting:  # until it stands in the line
            time.sleep(0.005)
        may_go_on.set()
        assert [first.result(20), second.result(20)] == [4, 40]
    assert patience._turns.is_free


def test_what_is_remembered_is_bounded_by_its_size() -> None:
    made: list[int] = []

    @shared(100_000)
    def packed(n: int) -> bytes:
        made.append(n)
        return bytes(n)

    for n in (40_000, 40_001, 40_000, 40_002, 40_000, 40_001):
        assert len(packed(n)) == n
    assert made == [40_000, 40_001, 40_002, 40_001]
    # The last is kept, however large: it is on screen.
    for _ in range(2):
        packed(200_000)
    assert made[4:] == [200_000]
    packed(5)
    packed(200_000)
    assert made[5:] == [5, 200_000]
