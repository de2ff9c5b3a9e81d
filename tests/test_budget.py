"""What any experiment sends is bounded. Its time is measured by the benchmark of the core."""

import numpy as np
import pytest

from logreg import Experiment
from tests.budget import (
    COSTLIEST,
    MOST_BYTES,
    MOST_FILM_POINTS,
    MOST_FRAME_POINTS,
    cost_of,
    random_experiment,
)


def assert_within_limits(experiment: Experiment) -> None:
    cost = cost_of(experiment, with_memory=False)
    assert cost.frame_points <= MOST_FRAME_POINTS
    assert cost.film_points <= MOST_FILM_POINTS
    assert cost.n_bytes <= MOST_BYTES


@pytest.mark.parametrize("name", COSTLIEST)
def test_the_costliest_experiments_known_send_no_more_than_they_may(name: str) -> None:
    assert_within_limits(COSTLIEST[name])


@pytest.mark.parametrize("seed", range(4))
def test_random_experiments_send_no_more_than_they_may(seed: int) -> None:
    random = np.random.default_rng(seed)
    for _ in range(15):
        assert_within_limits(random_experiment(random))
