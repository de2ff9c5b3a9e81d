"""A run by stretches: what is told of how far it has come, and that it is the same run."""

from typing import Any

import numpy as np
import pytest

from logreg import StopReason, load_dataset
from logreg.core.history import _length
from logreg.core.problem import make_problem
from logreg.core.samples import training_samples
from logreg.core.settings import Settings
from logreg.core.training import train


class Enough(BaseException):
    """As the app ends a run that nobody waits for."""


@pytest.mark.parametrize(
    "choices",
    [{}, {"optimizer": "adam", "batch_size": 7, "l1": 0.01}, {"optimizer": "newton", "l2": 0.1}],
    ids=["descent", "batches", "newton"],
)
def test_a_run_in_many_stretches_is_the_run_in_one(
    choices: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = load_dataset("moons", n_samples=300, noise=0.2, seed=0)
    settings = Settings(n_iters=400, **choices)
    monkeypatch.setattr("logreg.core.history.NUMBERS_PER_REPORT", 2**40)
    whole_reports: list[float] = []
    whole = train(data.X, data.y, settings, report=whole_reports.append)
    assert len(whole_reports) == 1
    monkeypatch.setattr("logreg.core.history.NUMBERS_PER_REPORT", 2**20)
    shares: list[float] = []
    parts = train(data.X, data.y, settings, report=shares.append)
    if whole.n_iters == 400:
        assert len(shares) > 2
        assert shares[-1] == 1
    assert shares == sorted(shares)
    for name in ("weights", "bias", "loss", "penalty", "gradient_norm"):
        np.testing.assert_array_equal(getattr(parts, name), getattr(whole, name))
    assert parts.message == whole.message


def test_a_run_that_leaves_all_bounds_in_a_later_stretch_ends_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = load_dataset("moons", n_samples=300, noise=0.2, seed=0)
    # |1 − ηλ| = 1.1: the weights pass 1/ε after some 350 steps.
    settings = Settings(learning_rate=2.1, l2=1.0, n_iters=600)
    whole = train(data.X, data.y, settings)
    monkeypatch.setattr("logreg.core.history.NUMBERS_PER_REPORT", 1)
    one_by_one = train(data.X, data.y, settings)
    assert whole.stop_reason is one_by_one.stop_reason is StopReason.DIVERGED
    assert 100 < one_by_one.n_iters == whole.n_iters < 600
    np.testing.assert_array_equal(one_by_one.weights, whole.weights)


def test_what_a_report_raises_ends_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("logreg.core.history.NUMBERS_PER_REPORT", 1)
    data = load_dataset("moons", n_samples=300, noise=0.2, seed=0)
    shares: list[float] = []

    def report(share: float) -> None:
        shares.append(share)
        if len(shares) == 3:
            raise Enough

    with pytest.raises(Enough):
        train(data.X, data.y, Settings(n_iters=99), report=report)
    assert shares == pytest.approx([0.01, 0.02, 0.03])


def test_a_report_comes_often_also_where_steps_are_long() -> None:
    """At most 0.1 s of a usual core's work, whatever the size: 2e9 products a second."""
    random = np.random.default_rng(0)
    for n, d, optimizer in ((200_000, 30, "gd"), (20_000, 30, "newton"), (500, 2, "adam")):
        X, y = random.normal(size=(n, d)), np.arange(n) % 2.0
        problem = make_problem(training_samples(X, y, None, None), Settings(optimizer=optimizer))
        n_products = n * (d + 1) * ((d + 1) if optimizer == "newton" else 1)
        assert _length(problem) * n_products < 0.1 * 2e9 or _length(problem) == 1
