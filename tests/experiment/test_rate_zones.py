"""The zones of the learning rate, by runs of a textbook loop just beside their limits."""

import numpy as np
import pytest
from scipy.special import expit

from logreg import Experiment, Run, run
from logreg.experiment.optimum import find_optimum
from logreg.experiment.rate_zones import RateZones, rate_zones
from logreg.experiment.step_sizes import step_sizes
from tests.oracles import FloatArray, with_ones


def zones_of(**choices: object) -> tuple[Run, RateZones]:
    result = run(Experiment.of(**choices))
    optimum = find_optimum(result)
    zones = rate_zones(step_sizes(result, optimum), optimum)
    assert zones
    return result, zones


def losses(result: Run, rate: float, n_iters: int) -> FloatArray:
    """Of plain gradient descent at a rate."""
    X, y = with_ones(result.columns(result.train.X)), result.train.y
    theta, path = np.zeros(X.shape[1]), []
    for _ in range(n_iters):
        z = X @ theta
        path.append(np.mean(np.logaddexp(0, np.where(y == 1, -z, z))))
        theta = theta - rate * X.T @ (expit(z) - y) / len(y)
    return np.array(path)


def test_moons_have_the_two_limits_that_are_known() -> None:
    _, zones = zones_of()
    assert zones.limits == pytest.approx((5.58, 13.33), abs=0.01)
    assert [one.text for one in zones.claims] == [
        "≤ 5.578: loss never rises",
        "≤ 13.33: may jump, can settle",
        "> 13.33: cannot settle",
    ]


@pytest.mark.parametrize("dataset", ["moons", "blobs", "xor", "imbalanced"])
def test_just_below_a_limit_what_is_said_is_so_and_just_above_it_is_not(dataset: str) -> None:
    result, zones = zones_of(dataset=dataset)
    stable, limit = zones.limits
    assert (np.diff(losses(result, 0.999 * stable, 3000)) <= 1e-15).all()
    assert np.ptp(losses(result, 0.98 * limit, 20_000)[-50:]) < 1e-6
    assert np.ptp(losses(result, 1.02 * limit, 20_000)[-50:]) > 1e-6


def test_on_parted_classes_there_is_no_limit() -> None:
    result, zones = zones_of(dataset="gap")
    assert [one.kind for one in zones.claims] == ["zone never rises", "zone no limit"]
    assert losses(result, 100 * zones.limits[0], 2000)[-1] < 0.01


def test_with_momentum_there_is_one_limit() -> None:
    _, zones = zones_of(optimizer="nesterov")
    assert [one.kind for one in zones.claims] == ["zone can settle", "zone cannot settle"]
    assert 9.0 < zones.limits[0] < 9.3


@pytest.mark.parametrize(
    "choices", [{"optimizer": "adam"}, {"optimizer": "newton"}, {"batch_size": 8}]
)
def test_where_no_limit_is_known_nothing_is_marked(choices: dict[str, object]) -> None:
    result = run(Experiment.of(**choices))
    optimum = find_optimum(result)
    assert rate_zones(step_sizes(result, optimum), optimum) is None
