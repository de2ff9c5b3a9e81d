"""Toy and real data with two classes, from one registry: `DATASETS`.

Noise is a number from 0 to 0.5 for every toy dataset; 0.2 leaves its shape plain to see. Toy data
is made by `plain.samples`. Real data comes with scikit-learn, which takes about two seconds to
import and is therefore imported where it is loaded.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..core.checks import FloatArray
from ..core.immutable import freeze
from ..plain import samples

Samples = tuple[FloatArray, NDArray[Any]]  # X (n, d) and labels y (n,)

# Points on one chart: more hide one another.
MOST_DRAWN = 2000


@dataclass(frozen=True, eq=False)
class Dataset:
    """n samples of d features with labels 0 and 1, in arrays that are read-only."""

    X: FloatArray  # (n, d)
    y: FloatArray  # (n,)
    feature_names: tuple[str, ...]
    class_names: tuple[str, str]


@dataclass(frozen=True)
class DatasetEntry:
    """An entry of the registry: what a person reads, and how the samples are had.

    A toy dataset is made anew from (n_samples, noise, seed), by a function that scripts show; a
    real one is loaded, and has its lines for a script: an import, then those that make X and y.
    What a person draws is neither.
    """

    label: str
    lesson: str
    make: Callable[[int, float, int], Samples] | None = None
    load: Callable[[], Dataset] | None = None
    script: str = ""
    n_features: int = 2
    first_drawn: tuple[int, int] = (0, 1)  # the two features to draw first

    @property
    def is_toy(self) -> bool:
        """Made, from a size, a noise and a seed to choose."""
        return self.make is not None

    @property
    def is_real(self) -> bool:
        """Measured, not made: it has no noise, size or seed to choose."""
        return self.load is not None


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


DATASETS: Mapping[str, DatasetEntry] = MappingProxyType(
    {
        "blobs": DatasetEntry(
            "Two Gaussian blobs",
            "The model's home ground: between two equal Gaussians no curve beats a line.",
            make=samples.make_blobs,
        ),
        "moons": DatasetEntry(
            "Moons",
            "A line does well but cannot follow the curve; trained by Newton, x₁² and sin x₁ can.",
            make=samples.make_moons,
        ),
        "circles": DatasetEntry(
            "Circles",
            "No line separates a ring from its centre; x₁² and x₂² turn the circle into a line.",
            make=samples.make_circles,
        ),
        "xor": DatasetEntry(
            "XOR",
            "Neither feature says anything alone; their product x₁x₂ says nearly everything.",
            make=samples.make_xor,
        ),
        "spirals": DatasetEntry(
            "Spirals",
            "Too winding: no choice of these features lets a linear model follow the two arms.",
            make=samples.make_spirals,
        ),
        "gap": DatasetEntry(
            "Separable with a gap",
            "The loss can fall for ever: without a penalty the weights never stop growing.",
            make=samples.make_gap,
        ),
        "scales": DatasetEntry(
            "Different scales",
            "x₂ is 100 times larger than x₁: no learning rate suits both until you standardise.",
            make=samples.make_scales,
        ),
        "imbalanced": DatasetEntry(
            "Imbalanced classes",
            "Only 10 % are positive: accuracy flatters, precision and recall tell.",
            make=samples.make_imbalanced,
        ),
        "breast_cancer": DatasetEntry(
            "Breast cancer",
            "569 tumours, 30 measurements on very different scales: malignant or benign?",
            load=_breast_cancer,
            script="from sklearn.datasets import load_breast_cancer\n"
            "X, y = load_breast_cancer(return_X_y=True)  # 0 is malignant, 1 benign",
            n_features=30,
        ),
        "iris": DatasetEntry(
            "Iris",
            "100 flowers of two species that overlap a little: versicolor or virginica?",
            load=_iris,
            script="from sklearn.datasets import load_iris\n"
            "X, y = load_iris(return_X_y=True)\n"
            "X, y = X[y >= 1], y[y >= 1] - 1  # 0 is versicolor, 1 virginica",
            n_features=4,
            first_drawn=(2, 3),
        ),
        "points": DatasetEntry(
            "Your points",
            "Drag a point far to the wrong side: one confident mistake makes the model doubt all.",
        ),
    }
)
