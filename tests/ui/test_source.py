"""The source on screen: read once, however many visitors open it at once."""

import inspect
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from logreg.core.optimizers import GradientDescent
from logreg.lesson.activations import Layer, collapse
from logreg.ui import source

N_THREADS = 32
ITEMS = (Layer, collapse, GradientDescent.step, source.MODULES["loss"])


def test_many_threads_read_each_source_once_and_one_after_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """`inspect` parses a whole file to find a class, which two threads must not do at once."""
    own, reads, inside, most = inspect.getsource, Counter(), [0], [0]

    def watched(item: Any) -> str:
        inside[0] += 1
        most[0] = max(most[0], inside[0])
        reads[item] += 1
        text = own(item)
        inside[0] -= 1
        return text

    source._read_source.cache_clear()
    monkeypatch.setattr("inspect.getsource", watched)
    start = Barrier(N_THREADS)

    def visit() -> list[str]:
        start.wait()
        return [source.source_of(item) for item in ITEMS]

    with ThreadPoolExecutor(N_THREADS) as visitors:
        found = [future.result() for future in [visitors.submit(visit) for _ in range(N_THREADS)]]
    assert found == N_THREADS * [[own(item) for item in ITEMS]]
    assert reads == dict.fromkeys(ITEMS, 1)
    assert most == [1]
