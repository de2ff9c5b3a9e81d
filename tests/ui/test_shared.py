"""What visitors share: made once, also where many ask at once, and never more than has room."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from logreg.ui.shared import shared


def test_many_who_ask_at_once_cost_one_making() -> None:
    n_askers, made = 12, []
    together = threading.Barrier(n_askers)

    @shared(max_entries=4)
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

    @shared(max_entries=2)
    def note(question: int) -> int:
        made.append(question)
        return -question

    assert [note(question) for question in (1, 2, 1, 3, 1, 2)] == [-1, -2, -1, -3, -1, -2]
    assert made == [1, 2, 3, 2]


def test_a_failure_is_told_and_not_remembered() -> None:
    made = []

    @shared(max_entries=2)
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
    @shared(max_entries=2, key=lambda number: number % 10)
    def last_digit(number: int) -> int:
        return number

    assert [last_digit(number) for number in (13, 23, 4)] == [13, 13, 4]
