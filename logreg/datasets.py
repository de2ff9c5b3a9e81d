"""Toy and real data with two classes, from one registry: `DATASETS`.

Noise is a number from 0 to 0.5 for every toy dataset; 0.2 leaves its shape plain to see.
scikit-learn takes about two seconds to import, so it is imported by the makers that use it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.random import RandomState
from numpy.typing import NDArray

from .immutable import freeze
from .validation import FloatArray, Range, check_choice, check_integer, check_number

N_SAMPLES = Range(50, 2000)
NOISE = Range(0, 0.5)
SEED = Range(0, 9999)

Samples = tuple[FloatArray, NDArray[Any]]  # X (n, d) and labels y (n,)


@dataclass(frozen=True, eq=False)
class Dataset:
    """n samples of d features with labels 0 and 1, in arrays that are read-only."""

    X: FloatArray  # (n, d)
    y: FloatArray  # (n,)
    feature_names: tuple[str, ...]
    class_names: tuple[str, str]


@dataclass(frozen=True)
class DatasetChoice:
    """An entry of the registry: what a person reads, and how the samples are had.

    A toy dataset is made anew from (n_samples, noise, RandomState); a real one is loaded.
    RandomState because its stream is frozen for ever (NEP 19): a link restores the same samples.
    """

    label: str
    lesson: str
    make: Callable[[int, float, RandomState], Samples] | None = None
    load: Callable[[], Dataset] | None = None
    n_features: int = 2
    drawn: tuple[int, int] = (0, 1)  # the two features to draw first

    @property
    def is_real(self) -> bool:
        """Measured, not made: it has no noise, size or seed to choose."""
        return self.load is not None


def load_dataset(name: str, n_samples: int = 300, noise: float = 0.2, seed: int = 0) -> Dataset:
    """The dataset `name` of `DATASETS`; the rest shapes toy data and leaves real data alone.

    Raises ValueError for an unknown name or a number out of range.
    """
    choice = DATASETS[check_choice("dataset", name, DATASETS)]
    n_samples = check_integer("n_samples", n_samples, N_SAMPLES)
    noise = check_number("noise", noise, NOISE)
    seed = check_integer("seed", seed, SEED)
    if choice.load is not None:
        return choice.load()
    assert choice.make is not None
    X, y = choice.make(n_samples, noise, RandomState(seed))
    return freeze(Dataset(X, y.astype(np.float64), ("x₁", "x₂"), ("class 0", "class 1")))


def _blobs(n_samples: int, noise: float, random: RandomState) -> Samples:
    return _two_gaussians(n_samples - n_samples // 2, n_samples // 2, 1.0, noise, random)


def _imbalanced(n_samples: int, noise: float, random: RandomState) -> Samples:
    n_positive = round(0.1 * n_samples)
    return _two_gaussians(n_samples - n_positive, n_positive, 0.6, noise, random)


def _scales(n_samples: int, noise: float, random: RandomState) -> Samples:
    X, y = _blobs(n_samples, noise, random)
    return X * (1.0, 100.0), y


def _two_gaussians(
    n_negative: int, n_positive: int, centre: float, noise: float, random: RandomState
) -> Samples:
    from sklearn.datasets import make_blobs

    return make_blobs(
        n_samples=[n_negative, n_positive],
        centers=[(-centre, -centre), (centre, centre)],
        cluster_std=0.3 + 2.0 * noise,
        random_state=random,
    )


def _moons(n_samples: int, noise: float, random: RandomState) -> Samples:
    from sklearn.datasets import make_moons

    return make_moons(n_samples, noise=noise, random_state=random)


def _circles(n_samples: int, noise: float, random: RandomState) -> Samples:
    from sklearn.datasets import make_circles

    return make_circles(n_samples, noise=noise, factor=0.4, random_state=random)


def _xor(n_samples: int, noise: float, random: RandomState) -> Samples:
    """Uniform in the unit square's four quadrants, 0.1 away from the axes."""
    y = np.arange(n_samples) % 2
    side = random.choice((-1.0, 1.0), n_samples)
    corner = np.column_stack([side, np.where(y == 1, side, -side)])
    X = corner * random.uniform(0.1, 1.0, (n_samples, 2))
    return X + noise * random.standard_normal((n_samples, 2)), y


def _spirals(n_samples: int, noise: float, random: RandomState) -> Samples:
    """Two arms of one and a half turns, half a turn apart; radius grows from 0.2 to 5."""
    y = np.arange(n_samples) % 2
    position = np.sqrt(random.uniform(0.0, 1.0, n_samples))
    angle = 3.0 * np.pi * position + np.pi * y
    arm = (0.2 + 4.8 * position)[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])
    return arm + noise * random.standard_normal((n_samples, 2)), y


def _gap(n_samples: int, noise: float, random: RandomState) -> Samples:
    """Two bands along the line x₁ + x₂ = 0; noise narrows the gap, from 1.2 to 0.2, never shut."""
    y = np.arange(n_samples) % 2
    along = random.uniform(-1.5, 1.5, n_samples)
    across = np.where(y == 1, 1.0, -1.0) * (0.6 - noise + random.uniform(0.0, 1.0, n_samples))
    diagonal = np.sqrt(0.5)
    return np.column_stack([across + along, across - along]) * diagonal, y


# A loaded dataset is the same for everyone, so one read-only copy serves all.
@lru_cache(maxsize=1)
def _breast_cancer() -> Dataset:
    from sklearn.datasets import load_breast_cancer

    bunch = load_breast_cancer()
    return _copied(
        bunch.data, bunch.target, tuple(map(str, bunch.feature_names)), ("malignant", "benign")
    )


@lru_cache(maxsize=1)
def _iris() -> Dataset:
    from sklearn.datasets import load_iris

    bunch = load_iris()
    is_chosen = bunch.target >= 1
    names = tuple(name.removesuffix(" (cm)") + ", cm" for name in bunch.feature_names)
    labels = bunch.target[is_chosen] - 1
    return _copied(bunch.data[is_chosen], labels, names, ("versicolor", "virginica"))


def _copied(
    X: FloatArray,
    y: NDArray[Any],
    feature_names: tuple[str, ...],
    class_names: tuple[str, str],
) -> Dataset:
    X, y = np.array(X, dtype=np.float64), np.array(y, dtype=np.float64)
    return freeze(Dataset(X, y, feature_names, class_names))


DATASETS: Mapping[str, DatasetChoice] = MappingProxyType(
    {
        "blobs": DatasetChoice(
            "Two Gaussian blobs",
            "The model's home ground: between two equal Gaussians no curve beats a line.",
            make=_blobs,
        ),
        "moons": DatasetChoice(
            "Moons",
            "A line does well but cannot follow the curve; trained by Newton, x₁² and sin x₁ can.",
            make=_moons,
        ),
        "circles": DatasetChoice(
            "Circles",
            "No line separates a ring from its centre; x₁² and x₂² turn the circle into a line.",
            make=_circles,
        ),
        "xor": DatasetChoice(
            "XOR",
            "Neither feature says anything alone; their product x₁x₂ says nearly everything.",
            make=_xor,
        ),
        "spirals": DatasetChoice(
            "Spirals",
            "Too winding: no choice of these features lets a linear model follow the two arms.",
            make=_spirals,
        ),
        "gap": DatasetChoice(
            "Separable with a gap",
            "The loss can fall for ever: without a penalty the weights never stop growing.",
            make=_gap,
        ),
        "scales": DatasetChoice(
            "Different scales",
            "x₂ is 100 times larger than x₁: no learning rate suits both until you standardise.",
            make=_scales,
        ),
        "imbalanced": DatasetChoice(
            "Imbalanced classes",
            "Only 10 % are positive: accuracy flatters, precision and recall tell.",
            make=_imbalanced,
        ),
        "breast_cancer": DatasetChoice(
            "Breast cancer",
            "569 tumours, 30 measurements on very different scales: malignant or benign?",
            load=_breast_cancer,
            n_features=30,
        ),
        "iris": DatasetChoice(
            "Iris",
            "100 flowers of two species that overlap a little: versicolor or virginica?",
            load=_iris,
            n_features=4,
            drawn=(2, 3),
        ),
    }
)
