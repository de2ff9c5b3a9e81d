"""Short work goes one piece after another, and lets others work while it waits."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

import pytest

from logreg.ui.alone import alone, aside
from logreg.ui.patience import wait_for, waiting
from logreg.ui.shared import Answers

PATIENCE = 5.0


@contextmanager
def somebody_alone() -> Iterator[None]:
    """During the block another thread is alone."""
    is_in, may_go = Event(), Event()

    def work() -> None:
        with alone():
            is_in.set()
            assert may_go.wait(PATIENCE)

    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(work)
        assert is_in.wait(PATIENCE)
        try:
            yield
        finally:
            may_go.set()
            done.result(PATIENCE)


def can_be_alone() -> bool:
    """Whether another thread gets in at once."""
    entered = Event()

    def enter() -> None:
        with alone():
            entered.set()

    pool = ThreadPoolExecutor(1)
    pool.submit(enter)
    is_in = entered.wait(0.2)
    pool.shutdown(wait=False)
    return is_in


def test_no_two_are_at_work_together() -> None:
    n_inside, most = 0, 0

    def work() -> None:
        nonlocal n_inside, most
        for _ in range(20):
            with alone():
                n_inside += 1
                most = max(most, n_inside)
                time.sleep(0.0005)
                n_inside -= 1

    with ThreadPoolExecutor(8) as pool:
        for done in [pool.submit(work) for _ in range(8)]:
            done.result(PATIENCE)
    assert most == 1


def test_one_within_another_is_part_of_it() -> None:
    with alone():
        with alone():
            assert not can_be_alone()
        assert not can_be_alone()
    assert can_be_alone()


def test_who_waits_lets_others_work_and_goes_on_alone() -> None:
    with alone():
        with aside():
            assert can_be_alone()
        assert not can_be_alone()
    assert can_be_alone()


def test_what_takes_long_does_not_wait_for_short_work() -> None:
    with somebody_alone(), aside(), alone(), aside(), alone():
        pass


@pytest.mark.parametrize("block", [alone, aside])
def test_work_that_fails_is_over(block: type) -> None:
    with pytest.raises(ValueError, match="not now"), alone(), block():
        raise ValueError("not now")
    assert can_be_alone()


def test_answers_are_made_one_after_another() -> None:
    answers = Answers()
    with ThreadPoolExecutor(1) as pool:
        with somebody_alone():
            made = pool.submit(answers.to, "short", lambda: 1)
            with pytest.raises(TimeoutError):
                made.result(0.1)
            assert answers.to("long", lambda: 2, is_heavy=True) == 2
        assert made.result(PATIENCE) == 1


def test_what_is_remembered_waits_for_nobody() -> None:
    answers = Answers()
    answers.to("known", lambda: 1)
    with somebody_alone():
        assert answers.to("known", lambda: 2) == 1


def test_who_needs_what_another_makes_lets_that_one_work() -> None:
    made = Event()

    def make() -> None:
        with alone():
            made.set()

    with ThreadPoolExecutor(1) as pool, alone():
        done = pool.submit(make)
        wait_for(made)
        done.result(PATIENCE)


def test_during_a_turn_short_work_goes_on() -> None:
    with alone(), waiting() as is_up:
        assert is_up
        assert can_be_alone()
