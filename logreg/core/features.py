"""From two drawn features to the columns the model is trained on.

`FEATURES` is the one registry of terms: what a person reads, the formula, and the function.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from .checks import FloatArray

Term = Callable[[FloatArray, FloatArray], FloatArray]


@dataclass(frozen=True)
class Feature:
    """One term of the score: `values` computes `formula` from the two drawn features."""

    label: str
    formula: str  # a Python expression in x1, x2 and np
    values: Term
    is_linear: bool = False
    waves_along: int | None = None  # 0 or 1 where it is a wave of length 2π along x₁ or x₂


FEATURES: Mapping[str, Feature] = MappingProxyType(
    {
        "x1": Feature("x₁", "x1", lambda x1, x2: x1, is_linear=True),
        "x2": Feature("x₂", "x2", lambda x1, x2: x2, is_linear=True),
        "x1^2": Feature("x₁²", "x1**2", lambda x1, x2: x1**2),
        "x2^2": Feature("x₂²", "x2**2", lambda x1, x2: x2**2),
        "x1*x2": Feature("x₁x₂", "x1 * x2", lambda x1, x2: x1 * x2),
        "sin(x1)": Feature("sin x₁", "np.sin(x1)", lambda x1, x2: np.sin(x1), waves_along=0),
        "sin(x2)": Feature("sin x₂", "np.sin(x2)", lambda x1, x2: np.sin(x2), waves_along=1),
    }
)


@dataclass(frozen=True)
class FeatureMap:
    """φ(x): the chosen terms of the two drawn features, then other features as they are."""

    terms: tuple[str, ...]
    drawn: tuple[int, int] = (0, 1)  # the columns of X that are x₁ and x₂
    others: tuple[int, ...] = ()

    def matrix(self, X: FloatArray) -> FloatArray:
        """φ of each row of X (n, D); shape (n, len(terms) + len(others))."""
        x1, x2 = X[:, self.drawn[0]], X[:, self.drawn[1]]
        terms = [FEATURES[name].values(x1, x2) for name in self.terms]
        return np.column_stack([*terms, X[:, list(self.others)]])

    def labels(self, feature_names: Sequence[str]) -> tuple[str, ...]:
        """What a person reads for each column of the matrix."""
        terms = (FEATURES[name].label for name in self.terms)
        return (*terms, *(feature_names[j] for j in self.others))


def varies(X: FloatArray, deviations: FloatArray) -> NDArray[np.bool_]:
    """Whether each column of X (n, d) is more than a constant.

    A constant column's deviation is rounding: a few ε of its size, rarely 0.
    """
    return deviations > 10 * np.finfo(np.float64).eps * np.abs(X).max(axis=0)


@dataclass(frozen=True, eq=False)
class Standardizer:
    """(x − mean)/scale per column; scale is the standard deviation (n in the denominator).

    A constant column has scale 1, so that it becomes 0 and not NaN.
    """

    mean: FloatArray  # (d,)
    scale: FloatArray  # (d,)

    @classmethod
    def fit(cls, X: FloatArray) -> "Standardizer":
        """Learn mean and scale from X (n, d)."""
        scale = X.std(axis=0)
        return cls(X.mean(axis=0), np.where(varies(X, scale), scale, 1.0))

    @classmethod
    def identity(cls, n_features: int) -> "Standardizer":
        """Leaves every column as it is."""
        return cls(np.zeros(n_features), np.ones(n_features))

    def transform(self, X: FloatArray) -> FloatArray:
        """Standardised X (n, d)."""
        return (X - self.mean) / self.scale

    def unscale(self, weights: FloatArray, bias: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Weights (..., d) and bias (...) for the original units, with the same logits."""
        original = weights / self.scale
        # To the last digit, weights are the same alone and among others.
        return original, bias - np.vecdot(original, self.mean)

    def scaled(self, weights: FloatArray, bias: FloatArray) -> tuple[FloatArray, FloatArray]:
        """The way back from `unscale`: weights and bias for the standardised columns."""
        return weights * self.scale, bias + np.vecdot(weights, self.mean)
