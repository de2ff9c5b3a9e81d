"""How much memory an answer takes, beside what the operating system sees."""

import tracemalloc
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from logreg import Experiment, run
from logreg.scoring.evaluation import evaluate
from logreg.ui.size import ENTRY_BYTES, n_bytes

BREAST_CANCER = Experiment.of(
    dataset="breast_cancer",
    other_features=True,
    standardize=True,
    n_iters=5000,
    learning_rate=0.5,
    seed=11,
)


def test_a_view_takes_the_memory_of_what_it_looks_at_and_that_once() -> None:
    whole = np.zeros(10_000)
    assert 80_000 <= n_bytes(whole[:5]) <= 80_000 + 2 * ENTRY_BYTES
    both = n_bytes((whole[:5], whole[5:], {"again": whole}))
    assert 80_000 <= both <= 80_000 + 2 * ENTRY_BYTES


@pytest.mark.parametrize(
    "make",
    [
        lambda: run(BREAST_CANCER),
        lambda: run(Experiment.of(n_samples=2000, n_iters=5000, seed=11)),
        lambda: evaluate(run(BREAST_CANCER).judged, ("no", "yes")),
        lambda: bytes(300_000),
    ],
    ids=["wide", "long", "curves", "packed"],
)
def test_it_is_about_what_was_allocated_for_it(make: Callable[[], Any]) -> None:
    make()  # what is loaded once is nobody's
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        answer = make()
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    # Counted are the shared samples too, which were there before.
    assert 0.9 * (after - before) - ENTRY_BYTES < n_bytes(answer) < 1.5 * (after - before) + 400_000
