"""What a run is trained on: checked samples, and how much each of them counts."""

from collections.abc import Sized
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..wording.numbers import count
from .checks import FloatArray, check_labels, check_matrix, check_sequence, check_weights
from .loss import LogisticLoss


@dataclass(frozen=True, eq=False)
class Samples:
    """X (n, d), y (n,) of 0 and 1, and weights (n,) whose mean is 1; None where all are equal."""

    X: FloatArray
    y: FloatArray
    weights: FloatArray | None = None

    def __len__(self) -> int:
        return len(self.y)

    @property
    def n_features(self) -> int:
        """d."""
        return self.X.shape[1]

    def loss(self, l1: float = 0.0, l2: float = 0.0) -> LogisticLoss:
        """What is minimised over them."""
        return LogisticLoss(self.X, self.y, self.weights, l1=l1, l2=l2)

    def rows(self, which: NDArray[Any]) -> Self:
        """Some of them, with the weights that they have among all."""
        weights = None if self.weights is None else self.weights[which]
        return type(self)(self.X[which], self.y[which], weights)

    def counted(self) -> Self:
        """Those whose weight is not 0."""
        return self if self.weights is None else self.rows(self.weights > 0)

    def mean(self) -> FloatArray:
        """The weighted means of the columns, shape (d,)."""
        if self.weights is None:
            return self.X.mean(axis=0)
        return self.weights @ self.X / len(self)

    def moved_by(self, center: FloatArray | None) -> Self:
        """With `center` (d,) taken from every row."""
        return self if center is None else type(self)(self.X - center, self.y, self.weights)


def training_samples(
    X: ArrayLike,
    y: ArrayLike,
    sample_weight: ArrayLike | None = None,
    class_weight: str | None = None,
) -> Samples:
    """Checked samples of both classes; the weights are those of the sample and of its class."""
    X = check_matrix("X", X)
    _check_orientation(X, y)
    y = check_labels("y", y, len(X))
    weights = (
        None if sample_weight is None else check_weights("sample_weight", sample_weight, len(X))
    )
    counted = y if weights is None else y[weights > 0]
    if counted.min() == counted.max():
        where = "" if weights is None else " where sample_weight is above 0"
        raise ValueError(
            f"y holds only class {counted[0]:g}{where}; training needs samples of both 0 and 1."
        )
    return Samples(X, y, training_weights(y, weights, class_weight))


def training_weights(
    y: FloatArray, sample_weight: FloatArray | None = None, class_weight: str | None = None
) -> FloatArray | None:
    """How much each sample counts, shape (n,) with mean 1; None where all count the same.

    "balanced" multiplies a sample's weight by Σs/(2 Σs of its class), n/(2·n_class) without
    weights, so that both classes weigh the same: scikit-learn's `compute_class_weight`.
    """
    if sample_weight is None and class_weight is None:
        return None
    # By the largest first: the mean of the smallest numbers there are is 0.
    weights = np.ones(len(y)) if sample_weight is None else sample_weight / sample_weight.max()
    if class_weight == "balanced":
        positive, negative = weights @ y, weights @ (1 - y)
        weights = weights * (weights.sum() / (2 * np.where(y == 1, positive, negative)))
    # Equal weights are none at all: a run with them is the same to the bit.
    return None if (weights == weights[0]).all() else weights / weights.mean()


def validation_samples(validation: Any, n_features: int) -> Samples:
    """Checked (X, y) or (X, y, weights), of one class or both."""
    parts = check_sequence("validation", validation)
    if len(parts) not in (2, 3):
        raise ValueError(
            f"validation must be (X, y) or (X, y, sample_weight), not {len(parts)} items."
        )
    X = check_matrix("validation X", parts[0])
    if X.shape[1] != n_features:
        raise ValueError(
            f"validation X has {X.shape[1]} features, but X has {n_features}; they must match."
        )
    y = check_labels("validation y", parts[1], len(X))
    if len(parts) == 2:
        return Samples(X, y)
    weights = check_weights("validation sample_weight", parts[2], len(X))
    return Samples(X, y, training_weights(y, weights))


def _check_orientation(X: FloatArray, y: ArrayLike) -> None:
    n_labels = len(y) if isinstance(y, Sized) else 0
    if n_labels == X.shape[1] != len(X):
        raise ValueError(
            f"y must hold one label per row, but X has {count(len(X), 'row')} and {n_labels}"
            f" columns, and y {n_labels} labels. X = np.transpose(X) makes rows of the columns."
        )
