"""About how long things take, beside the processor's clock: a slow machine is not our fault."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from logreg import Experiment, run
from logreg.core.features import FEATURES
from logreg.experiment import work
from logreg.experiment.comparison import compare
from logreg.experiment.optimum import find_optimum
from logreg.experiment.penalty_path import Penalty, penalty_path
from logreg.experiment.uncertainty import bootstrap

# Far enough apart for a busy machine, and to tell seconds from milliseconds.
MOST_TIMES = 8
CURVED = {"n_samples": 2000, "features": tuple(FEATURES)}
WIDE = {"dataset": "breast_cancer", "other_features": True}


def fastest(make: Callable[[], object]) -> float:
    """Milliseconds of processor time, the best of five."""
    times = []
    for _ in range(5):
        start = time.process_time()
        make()
        times.append(1e3 * (time.process_time() - start))
    return min(times)


@pytest.mark.parametrize("choices", [CURVED, WIDE | {"l1": 0.01, "standardize": True}])
@pytest.mark.parametrize("what", ["optimum", "path", "comparison"])
def test_it_is_within_some_times_of_what_it_takes(what: str, choices: dict[str, Any]) -> None:
    experiment = Experiment.of(**choices)
    result = run(experiment)
    optimum = find_optimum(result)
    made: dict[str, tuple[Callable[[], object], float]] = {
        "optimum": (lambda: find_optimum(result), work.of_optimum(experiment)),
        "path": (lambda: penalty_path(result, Penalty.L2), work.of_path(experiment)),
        "comparison": (lambda: compare(result, optimum), work.of_comparison(experiment)),
    }
    make, milliseconds = made[what]
    assert 1 / MOST_TIMES < milliseconds / fastest(make) < MOST_TIMES


def test_refits_of_many_samples_are_told_from_those_of_few() -> None:
    few, many = Experiment(), Experiment.of(**CURVED)
    for experiment in (few, many):
        result = run(experiment)
        optimum = find_optimum(result)
        taken = fastest(lambda result=result, optimum=optimum: bootstrap(result, optimum))
        assert 1 / MOST_TIMES < work.of_bootstrap(experiment) / taken < MOST_TIMES
