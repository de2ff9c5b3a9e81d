"""The toy data of `plain`: to the bit that of scikit-learn, and for ever what it has been."""

import numpy as np
import pytest
from sklearn.datasets import make_blobs, make_circles, make_moons

from logreg import DATASETS, load_dataset
from logreg.plain import samples
from tests.oracles import FloatArray

TOYS = [name for name, choice in DATASETS.items() if choice.is_toy]
SIZES = [50, 51, 52, 53, 99, 100, 101, 255, 300, 1001, 1999, 2000]
NOISES = [0.0, 0.01, 0.2, 0.35, 0.5]
SEEDS = [0, 1, 42, 9999]
CASES = [(n, noise, seed) for n in SIZES for noise in NOISES for seed in SEEDS]

# Made before there was `plain`: the eighth point, the last one, and the sum of all |x|.
RECORDED = [
    (
        "xor",
        (50, 0.0, 9999),
        [0.30117845723499725, 0.1594478424766852],
        [0.21961982382623063, 0.8905743317663866],
        50.68861819531817,
    ),
    (
        "xor",
        (301, 0.2, 0),
        [0.15206487001954447, 0.22067470883444024],
        [0.9970681333639033, -0.3291085538581503],
        345.54793615287747,
    ),
    (
        "xor",
        (2000, 0.5, 7),
        [0.41608278412688204, 0.7298465983506218],
        [1.2191238481307303, 1.102681883818088],
        2572.1146820789227,
    ),
    (
        "spirals",
        (50, 0.0, 9999),
        [-1.954920904776659, -3.415304542583021],
        [4.267303635397832, -2.1205002312719476],
        217.00305619866336,
    ),
    (
        "spirals",
        (301, 0.2, 0),
        [3.8837917229008023, -2.5478272886865905],
        [-4.728369045239208, 2.1532091865402245],
        1305.569161286715,
    ),
    (
        "spirals",
        (2000, 0.5, 7),
        [0.4155232678799602, -1.4508729693060036],
        [-1.4264656710912782, -3.852838720789845],
        8751.905659570884,
    ),
    (
        "gap",
        (50, 0.0, 9999),
        [0.6837711410574592, 0.2359498119926219],
        [1.5077512150006853, -0.20852071705482092],
        80.32494666346558,
    ),
    (
        "gap",
        (301, 0.2, 0),
        [1.6269914444150946, -0.03516062881777269],
        [0.3476691992193916, -1.377199703348475],
        446.6916732531396,
    ),
    (
        "gap",
        (2000, 0.5, 7),
        [-0.7432185203283087, 1.072414753286152],
        [0.6033275995500738, -0.027051144126082192],
        2532.9353233688576,
    ),
]


def clouds(sizes: list[int], centre: float, spread: float, seed: int) -> tuple[FloatArray, ...]:
    centers = [(-centre, -centre), (centre, centre)]
    return make_blobs(sizes, centers=centers, cluster_std=spread, random_state=seed)


def scikit_learns(name: str, n: int, noise: float, seed: int) -> tuple[FloatArray, ...]:
    """X and y of a toy that is made from scikit-learn's."""
    if name == "moons":
        return make_moons(n, noise=noise, random_state=seed)
    if name == "circles":
        return make_circles(n, noise=noise, factor=0.4, random_state=seed)
    n_positive = round(n / 10) if name == "imbalanced" else n // 2
    centre = 0.6 if name == "imbalanced" else 1.0
    X, y = clouds([n - n_positive, n_positive], centre, 0.3 + 2 * noise, seed)
    return (X * (1.0, 100.0) if name == "scales" else X), y


def assert_same_bits(found: tuple[FloatArray, ...], expected: tuple[FloatArray, ...]) -> None:
    for one, other in zip(found, expected, strict=True):
        np.testing.assert_array_equal(one, other)
        # Sums over the points depend on how they lie in memory; −0 and 0 differ in their bits.
        assert one.strides == other.strides
        assert one.tobytes() == other.tobytes()


@pytest.mark.parametrize("name", TOYS)
def test_every_toy_dataset_is_made_here(name: str) -> None:
    assert DATASETS[name].make is getattr(samples, f"make_{name}")
    X, y = getattr(samples, f"make_{name}")(77, 0.3, 5)
    data = load_dataset(name, 77, 0.3, 5)
    assert_same_bits((data.X, data.y), (X, y.astype(float)))


@pytest.mark.parametrize("name", ["blobs", "moons", "circles", "scales", "imbalanced"])
def test_the_points_are_those_of_scikit_learn_in_its_order(name: str) -> None:
    for case in CASES:
        assert_same_bits(getattr(samples, f"make_{name}")(*case), scikit_learns(name, *case))


@pytest.mark.parametrize("name", ["blobs", "moons", "circles", "scales", "imbalanced"])
def test_so_are_those_of_any_size(name: str) -> None:
    for n in range(50, 400):
        case = (n, 0.5 * (n % 7) / 7, n * 37 % 10_000)
        assert_same_bits(getattr(samples, f"make_{name}")(*case), scikit_learns(name, *case))


@pytest.mark.parametrize("sizes", [[1, 1], [7, 1], [1, 7], [190, 10], [3, 500]])
@pytest.mark.parametrize(("centre", "spread"), [(0.6, 0.3), (1.0, 1.3), (2.5, 0.01)])
def test_clouds_may_have_any_two_sizes(sizes: list[int], centre: float, spread: float) -> None:
    for seed in SEEDS:
        found = samples.make_clouds(sizes, centre, spread, seed)
        assert_same_bits(found, clouds(sizes, centre, spread, seed))


@pytest.mark.parametrize(("name", "case", "eighth", "last", "total"), RECORDED)
def test_the_others_are_what_they_have_been(
    name: str,
    case: tuple[int, float, int],
    eighth: list[float],
    last: list[float],
    total: float,
) -> None:
    X, y = getattr(samples, f"make_{name}")(*case)
    # Another processor may round a sine or a logarithm otherwise.
    np.testing.assert_allclose(X[[7, -1]], [eighth, last], rtol=1e-13)
    assert np.abs(X).sum() == pytest.approx(total, rel=1e-13)
    np.testing.assert_array_equal(y, np.arange(case[0]) % 2)
