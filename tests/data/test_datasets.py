"""Every entry of the registry: shapes, balance, seeds, and the shape its lesson speaks of."""

from typing import Any

import numpy as np
import pytest
from sklearn.datasets import load_breast_cancer, load_iris, make_blobs, make_circles, make_moons

from logreg import DATASETS, load_dataset
from tests.oracles import is_separable

TOYS = [name for name, choice in DATASETS.items() if choice.is_toy]
REAL = [name for name, choice in DATASETS.items() if choice.is_real]
SIZES_AND_NOISES = [(50, 0.0), (51, 0.5), (300, 0.2), (2000, 0.35)]


@pytest.mark.parametrize("name", DATASETS)
def test_samples_are_finite_and_of_both_classes(name: str) -> None:
    for n_samples, noise in SIZES_AND_NOISES:
        data = load_dataset(name, n_samples, noise, seed=3)
        n_rows = n_samples if DATASETS[name].is_toy else len(data.y)
        assert data.X.shape == (n_rows, DATASETS[name].n_features)
        assert data.y.shape == (n_rows,)
        assert data.X.dtype == data.y.dtype == np.float64
        assert np.isfinite(data.X).all()
        assert set(data.y) == {0.0, 1.0}
        assert len(data.feature_names) == data.X.shape[1]
        assert len(set(data.feature_names)) == data.X.shape[1]
        assert len(set(data.class_names)) == 2


@pytest.mark.parametrize("name", DATASETS)
def test_the_registry_says_what_a_person_reads(name: str) -> None:
    choice = DATASETS[name]
    assert choice.label
    assert choice.lesson[-1] in ".?"
    assert len(set(choice.first_drawn)) == 2
    assert max(choice.first_drawn) < choice.n_features


@pytest.mark.parametrize("name", TOYS)
def test_a_seed_restores_the_samples_and_another_gives_others(name: str) -> None:
    first, again, other = (load_dataset(name, seed=seed) for seed in (7, 7, 8))
    np.testing.assert_array_equal(first.X, again.X)
    np.testing.assert_array_equal(first.y, again.y)
    assert not np.array_equal(first.X, other.X)


@pytest.mark.parametrize("name", TOYS)
def test_noise_moves_the_samples(name: str) -> None:
    assert not np.array_equal(load_dataset(name, noise=0.1).X, load_dataset(name, noise=0.3).X)


@pytest.mark.parametrize("name", TOYS)
def test_making_a_toy_leaves_the_global_random_state_alone(name: str) -> None:
    np.random.seed(1)
    expected = np.random.random()
    np.random.seed(1)
    load_dataset(name)
    assert np.random.random() == expected


@pytest.mark.parametrize("name", [name for name in TOYS if name != "imbalanced"])
@pytest.mark.parametrize("n_samples", [50, 51, 300])
def test_toy_classes_are_of_equal_size(name: str, n_samples: int) -> None:
    n_positive = load_dataset(name, n_samples).y.sum()
    assert abs(n_positive - n_samples / 2) <= 0.5


@pytest.mark.parametrize("n_samples", [50, 60, 300, 2000])
def test_exactly_a_tenth_of_the_imbalanced_samples_are_positive(n_samples: int) -> None:
    assert load_dataset("imbalanced", n_samples).y.sum() == n_samples // 10


def test_the_imbalanced_share_is_the_nearest_to_a_tenth_for_any_size() -> None:
    for n_samples in range(50, 120):
        assert abs(load_dataset("imbalanced", n_samples).y.sum() - 0.1 * n_samples) <= 0.5 + 1e-9


# --- The shape each lesson speaks of --------------------------------------------------------------


@pytest.mark.parametrize("seed", [0, 1, 9999])
@pytest.mark.parametrize("noise", [0.0, 0.1, 0.2, 0.3, 0.4, 0.5])
def test_the_gap_is_never_shut_and_as_wide_as_promised(noise: float, seed: int) -> None:
    data = load_dataset("gap", 2000, noise, seed)
    across = data.X @ (1.0, 1.0) / np.sqrt(2)
    gap = across[data.y == 1].min() - across[data.y == 0].max()
    # From 1.2 without noise to 0.2 at noise 0.5.
    assert gap >= 1.2 - 2 * noise
    assert gap < 1.2 - 2 * noise + 0.05
    assert is_separable(data.X, data.y)


@pytest.mark.parametrize("name", ["blobs", "moons", "circles", "xor", "spirals", "imbalanced"])
def test_other_toys_are_not_separable_by_a_line(name: str) -> None:
    data = load_dataset(name, 2000, 0.4)
    assert not is_separable(data.X, data.y)


@pytest.mark.parametrize("seed", [0, 5])
@pytest.mark.parametrize("noise", [0.0, 0.2, 0.5])
def test_moons_and_circles_are_those_of_scikit_learn(noise: float, seed: int) -> None:
    for name, (X, y) in {
        "moons": make_moons(200, noise=noise, random_state=seed),
        "circles": make_circles(200, noise=noise, factor=0.4, random_state=seed),
    }.items():
        data = load_dataset(name, 200, noise, seed)
        np.testing.assert_array_equal(data.X, X)
        np.testing.assert_array_equal(data.y, y)


@pytest.mark.parametrize(("name", "sizes", "centre"), [("blobs", 100, 1), ("imbalanced", 20, 0.6)])
def test_blobs_are_those_of_scikit_learn(name: str, sizes: int, centre: float) -> None:
    X, y = make_blobs(
        [200 - sizes, sizes],
        centers=[(-centre, -centre), (centre, centre)],
        cluster_std=0.3 + 2 * 0.25,
        random_state=4,
    )
    data = load_dataset(name, 200, 0.25, seed=4)
    np.testing.assert_array_equal(data.X, X)
    np.testing.assert_array_equal(data.y, y)


def test_scales_are_blobs_with_x2_a_hundred_times_larger() -> None:
    blobs, scales = load_dataset("blobs", seed=6), load_dataset("scales", seed=6)
    np.testing.assert_array_equal(scales.X, blobs.X * (1.0, 100.0))
    np.testing.assert_array_equal(scales.y, blobs.y)


def test_without_noise_the_product_says_everything_about_xor() -> None:
    data = load_dataset("xor", 500, 0.0)
    product = data.X[:, 0] * data.X[:, 1]
    assert is_separable(product[:, None], data.y)
    for j in (0, 1):
        sides = np.sign(data.X[:, j])
        assert abs(np.corrcoef(sides, data.y)[0, 1]) < 0.15  # neither feature says anything alone
    assert set(zip(np.sign(data.X[:, 0]), np.sign(data.X[:, 1]), strict=True)) == {
        (1, 1),
        (1, -1),
        (-1, 1),
        (-1, -1),
    }


def test_squares_turn_the_circle_into_a_line() -> None:
    data = load_dataset("circles", 500, 0.0)
    assert not is_separable(data.X, data.y)
    assert is_separable(data.X**2, data.y)


def test_the_spirals_arms_are_half_a_turn_apart_and_wind_one_and_a_half_times() -> None:
    data = load_dataset("spirals", 2000, 0.0)
    radius = np.hypot(*data.X.T)
    assert radius.min() >= 0.2 - 1e-12
    assert radius.max() <= 5.0 + 1e-12
    # Turned back by what its radius says, every sample of a class points the same way.
    turn = 3 * np.pi * (radius - 0.2) / 4.8
    for label, direction in [(0, 1.0), (1, -1.0)]:
        is_class = data.y == label
        angle = np.arctan2(data.X[is_class, 1], data.X[is_class, 0]) - turn[is_class]
        np.testing.assert_allclose(np.cos(angle), direction, atol=1e-9)


def test_breast_cancer_is_that_of_scikit_learn() -> None:
    ours, theirs = load_dataset("breast_cancer"), load_breast_cancer()
    np.testing.assert_array_equal(ours.X, theirs.data)
    np.testing.assert_array_equal(ours.y, theirs.target)
    assert list(ours.feature_names) == list(theirs.feature_names)
    assert list(ours.class_names) == list(theirs.target_names)


def test_iris_is_versicolor_and_virginica_of_scikit_learn() -> None:
    ours, theirs = load_dataset("iris"), load_iris()
    is_chosen = theirs.target != 0
    np.testing.assert_array_equal(ours.X, theirs.data[is_chosen])
    names = np.array(ours.class_names)[ours.y.astype(int)]
    np.testing.assert_array_equal(names, theirs.target_names[theirs.target[is_chosen]])
    for our_name, their_name in zip(ours.feature_names, theirs.feature_names, strict=True):
        assert our_name.split(",")[0] == their_name.removesuffix(" (cm)")
        assert "cm" in our_name
    assert not is_separable(ours.X, ours.y)  # "overlap a little"


@pytest.mark.parametrize("name", REAL)
def test_real_data_is_shared_and_cannot_be_changed(name: str) -> None:
    data = load_dataset(name)
    with pytest.raises(ValueError, match="read-only"):
        data.X[0, 0] = 1.0
    with pytest.raises(ValueError, match="read-only"):
        data.y[0] = 1.0


@pytest.mark.parametrize(
    ("choices", "message"),
    [
        ({"name": "moon"}, "dataset must be one of " + ", ".join(DATASETS)),
        ({"name": None}, "dataset must be one of"),
        ({"n_samples": 49}, "n_samples must be between 50 and 2000, not 49"),
        ({"n_samples": 2001}, "n_samples must be between 50 and 2000, not 2001"),
        ({"n_samples": 300.0}, "n_samples must be a whole number between 50 and 2000"),
        ({"n_samples": True}, "n_samples must be a whole number between 50 and 2000"),
        ({"noise": -0.1}, "noise must be between 0 and 0.5"),
        ({"noise": 0.6}, "noise must be between 0 and 0.5"),
        ({"noise": float("nan")}, "noise must be between 0 and 0.5"),
        ({"noise": "loud"}, "noise must be a number between 0 and 0.5"),
        ({"seed": -1}, "seed must be between 0 and 9999"),
        ({"seed": 10_000}, "seed must be between 0 and 9999"),
        ({"seed": 1.5}, "seed must be a whole number between 0 and 9999"),
        ({"name": "iris", "seed": -1}, "seed must be between 0 and 9999"),
    ],
)
def test_choices_out_of_range_are_refused_in_a_sentence(
    choices: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValueError, match=rf"^{message}.*\.$"):
        load_dataset(**{"name": "moons", **choices})
