"""What visitors share cannot be changed by one of them."""

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pytest

from logreg import DATASETS, Experiment, fit, load_dataset, run
from logreg.core.immutable import freeze
from logreg.ui.cache import cached_comparison, cached_evaluation, cached_loop, cached_run

SHORT = {"n_samples": 60, "n_iters": 10}
SHARED = [
    Experiment.of(**SHORT),
    Experiment.of(dataset="scales", standardize=True, optimizer="adam", test_share=0.0, **SHORT),
    Experiment.of(dataset="iris", other_features=True, optimizer="newton", l1=0.01, **SHORT),
    Experiment.of(dataset="breast_cancer", batch_size=8, other_features=True, **SHORT),
    Experiment.of(dataset="gap", l2=10.0, learning_rate=100.0, **SHORT),
]


def arrays_in(value: Any, path: str = "") -> Iterator[tuple[str, np.ndarray]]:
    """Every array that a record leads to, and every array that owns the memory of one."""
    if isinstance(value, np.ndarray):
        yield path, value
        if isinstance(value.base, np.ndarray):
            yield from arrays_in(value.base, f"{path}.base")
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from arrays_in(getattr(value, field.name), f"{path}.{field.name}")
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from arrays_in(item, f"{path}[{key!r}]")
    elif isinstance(value, (tuple, list, set, frozenset)):
        for number, item in enumerate(value):
            yield from arrays_in(item, f"{path}[{number}]")


def writable(value: Any) -> list[str]:
    return [path for path, array in arrays_in(value) if array.flags.writeable]


@pytest.mark.parametrize("experiment", SHARED, ids=lambda experiment: experiment.source.name)
def test_no_array_that_a_run_leads_to_can_be_written_to(experiment: Experiment) -> None:
    result = run(experiment)
    assert len(list(arrays_in(result))) > 10
    assert writable(result) == []
    with pytest.raises(ValueError, match="read-only"):
        result.dataset.X[0] = 1e6


@pytest.mark.parametrize("experiment", SHARED[:3], ids=lambda experiment: experiment.source.name)
@pytest.mark.parametrize("cached", [cached_run, cached_evaluation, cached_comparison, cached_loop])
def test_no_array_that_is_cached_for_all_visitors_can_be_written_to(
    cached: Any, experiment: Experiment
) -> None:
    record = cached(experiment)
    assert list(arrays_in(record))
    assert writable(record) == []


@pytest.mark.parametrize("name", DATASETS)
def test_no_array_of_a_dataset_can_be_written_to(name: str) -> None:
    assert writable(load_dataset(name)) == []


@pytest.mark.parametrize("keep", ["all", "last"])
def test_no_array_of_a_trace_can_be_written_to(keep: str) -> None:
    X, y = np.arange(6.0)[:, None], np.arange(6) % 2
    for optimizer in ("gd", "newton"):
        trace = fit(X + 1e6, y, 1e-12, 9, optimizer=optimizer, validation=(X, y), keep=keep)
        assert writable(trace) == []
    # The caller's own stay the caller's.
    assert X.flags.writeable
    assert y.flags.writeable


def test_views_are_frozen_down_to_what_owns_their_memory() -> None:
    owner = np.arange(6.0)
    freeze((owner[1:][1:], "text", 5))
    assert not owner.flags.writeable
