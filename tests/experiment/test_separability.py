"""Whether classes can be parted is answered with a proof, and the proof is checked."""

import numpy as np
import pytest

from logreg import DATASETS, FEATURES, Experiment, run
from logreg.core.optimality import parts_all
from logreg.experiment.optimum import Existence, find_optimum, objective_of
from logreg.experiment.separability import Separability, separability
from tests.lowest import lowest_objective
from tests.oracles import FloatArray, is_separable, with_ones

XOR = np.array([[0.0, 0], [1, 1], [0, 1], [1, 0]]), np.array([0.0, 0, 1, 1])
STAIRS = np.array([[0.0], [1], [2], [3]]), np.array([0.0, 0, 1, 1])


def problem(seed: int) -> tuple[FloatArray, FloatArray]:
    """Few samples in a few dimensions: about half of them can be parted. Some are far from 0."""
    random = np.random.default_rng(seed)
    n, d = int(random.integers(3, 30)), int(random.integers(1, 6))
    X = random.standard_normal((n, d)) * 10.0 ** random.integers(-3, 4, d)
    X += random.choice([0.0, 0.0, 1e3], d)
    if random.random() < 0.2:  # on a coarse grid samples of both classes coincide
        X = np.rint(X / X.std(axis=0))
    y = (random.random(n) < 0.5).astype(float)
    y[:2] = 0, 1
    return X, y


def standardized(X: FloatArray) -> FloatArray:
    return (X - X.mean(axis=0)) / np.where(X.std(axis=0) > 0, X.std(axis=0), 1)


@pytest.mark.parametrize(
    ("samples", "answer"), [(XOR, Separability.OVERLAP), (STAIRS, Separability.PARTED)]
)
def test_the_textbooks_answers(samples: tuple[FloatArray, FloatArray], answer: str) -> None:
    assert separability(*samples).answer is answer


def test_each_answer_brings_a_proof_that_a_count_confirms() -> None:
    answers = []
    for seed in range(1000):
        X, y = problem(seed)
        found = separability(X, y)
        answers.append(found.answer)
        signed = (2 * y - 1)[:, None] * with_ones(standardized(X))
        if found.answer is Separability.PARTED:
            assert found.plane is not None
            z = X @ found.plane[:-1] + found.plane[-1]
            assert ((z > 0) == (y == 1)).all()
            assert (z != 0).all()
        elif found.answer is Separability.OVERLAP:
            # A point that both hulls share: the shares of each class add up to one half.
            shares = found.shares
            assert shares is not None
            assert shares.min() >= 0
            assert shares[y == 0].sum() == pytest.approx(0.5, abs=1e-8)
            np.testing.assert_allclose(shares @ signed, 0, atol=1e-8)
    assert answers.count(Separability.PARTED) > 150
    assert answers.count(Separability.OVERLAP) > 150
    assert answers.count(Separability.UNKNOWN) < 5


def test_a_plane_must_have_every_sample_strictly_on_its_own_side() -> None:
    X, y = STAIRS
    assert parts_all(X, y, np.array([1.0, -1.5]))
    assert not parts_all(X, y, np.array([1.0, -2.0]))  # through a sample
    assert not parts_all(X, y, np.array([-1.0, 1.5]))
    assert not parts_all(X, y, np.array([1.0, -0.5]))


# --- How low the loss could get -------------------------------------------------------------------


def random_experiments(n: int) -> list[Experiment]:
    random = np.random.default_rng(1)
    names, terms = list(DATASETS), list(FEATURES)
    return [
        Experiment.of(
            dataset=str(random.choice(names)),
            n_samples=60,
            seed=seed,
            noise=float(random.choice([0.0, 0.2, 0.4])),
            features=tuple(map(str, random.choice(terms, int(random.integers(1, 5)), False))),
            standardize=bool(random.random() < 0.5),
            l1=float(random.choice([0.0, 0.0, 0.001, 0.1])),
            l2=float(random.choice([0.0, 0.0, 0.001, 0.1])),
            n_iters=1,
        )
        for seed in range(n)
    ]


def test_the_optimum_is_what_scipy_finds_and_exists_where_no_plane_parts_the_classes() -> None:
    existences = []
    for experiment in random_experiments(120):
        result = run(experiment)
        X, y = result.columns(result.train.X), result.train.y
        found = find_optimum(result)
        existences.append(found.existence)
        is_free = experiment.settings.l1 == experiment.settings.l2 == 0
        can_be_parted = is_free and is_separable(standardized(X), y)
        assert (found.existence is Existence.NONE) == can_be_parted
        lowest = lowest_objective(X, y, experiment.settings.l1, experiment.settings.l2)
        assert found.lowest == pytest.approx(lowest, rel=1e-7, abs=1e-9)
    assert existences.count(Existence.MINIMUM) > 60
    assert existences.count(Existence.NONE) > 5
    assert existences.count(Existence.UNKNOWN) == 0


def test_a_minimum_is_not_sought_again_for_another_walk_to_it() -> None:
    usual = objective_of(Experiment.of(l2=0.1))
    for choices in (
        {"learning_rate": 2.0},
        {"n_iters": 7},
        {"optimizer": "adam"},
        {"batch_size": 4},
    ):
        assert objective_of(Experiment.of(l2=0.1, **choices)) == usual
    for choices in ({"l1": 0.1}, {"seed": 3}, {"standardize": True}, {"features": ("x1",)}):
        assert objective_of(Experiment.of(l2=0.1, **choices)) != usual
    # Without a penalty the units of a feature do not matter.
    raw = Experiment.of(dataset="scales")
    level = raw.changed(standardize=True)
    assert objective_of(raw) == objective_of(level)
    assert find_optimum(run(raw)).lowest == pytest.approx(
        find_optimum(run(level)).lowest, rel=1e-12
    )
