"""Whether a plane parts two classes, by linear programming, with a certificate for either answer.

With sᵢ = 2yᵢ − 1 and x̃ᵢ = (xᵢ, 1), exactly one of two things is true (Gordan 1873):
    some θ has sᵢ x̃ᵢ·θ > 0 for every sample: a plane parts the classes;
    some λ ≥ 0 with Σλᵢ = 1 has Σ λᵢ sᵢ x̃ᵢ = 0: the convex hulls of the classes share a point.
Each is a program without slack variables; whichever is feasible brings its certificate.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from ..core.checks import FloatArray
from ..core.features import Standardizer
from ..core.optimality import parts_all

# The hulls share a point where both have one nearer than this, in deviations of the features.
SAME_POINT = 1e-9


class Separability(StrEnum):
    """What is known of two classes."""

    PARTED = "parted"
    OVERLAP = "overlap"
    UNKNOWN = "not known"


@dataclass(frozen=True, eq=False)
class Certificate:
    """The answer, and what proves it; neither where rounding leaves it open."""

    answer: Separability
    plane: FloatArray | None  # (d + 1,) θ in the units of X, the bias last, where parted
    shares: FloatArray | None  # (n,) λ where they overlap


def separability(X: FloatArray, y: FloatArray) -> Certificate:
    """Whether the classes y (n,) of the samples X (n, d) can be parted by a plane.

    Albert & Anderson (1984), "On the existence of maximum likelihood estimates in logistic
    regression models", Biometrika 71: where they can, the log loss has no minimum.
    """
    standardizer = Standardizer.fit(X)
    signed = _signed(standardizer.transform(X), y)
    plane = _parting_plane(signed)
    if plane is not None:
        weights, bias = standardizer.unscale(plane[:-1], plane[-1])
        original = np.append(weights, bias)
        if parts_all(X, y, original):
            return Certificate(Separability.PARTED, original, None)
    shares = _common_point(signed)
    if shares is not None and np.abs(signed.T @ shares).max() <= SAME_POINT:
        return Certificate(Separability.OVERLAP, None, shares)
    return Certificate(Separability.UNKNOWN, None, None)


def margin_of(X: FloatArray, y: FloatArray, theta: FloatArray) -> float:
    """How near a sample of X (n, d) comes to the plane θ (d + 1,); below 0 on the other's side."""
    return float((_signed(X, y) @ theta).min() / np.linalg.norm(theta[:-1]))


def _signed(X: FloatArray, y: FloatArray) -> FloatArray:
    """The rows sᵢ x̃ᵢ, shape (n, d + 1)."""
    return (2 * y - 1)[:, None] * np.column_stack([X, np.ones(len(X))])


def _parting_plane(signed: FloatArray) -> FloatArray | None:
    """θ with sᵢ x̃ᵢ·θ ≥ 1 for every i: the scale of θ is free, so 1 stands for any margin."""
    from scipy.optimize import linprog

    found = linprog(
        np.zeros(signed.shape[1]), A_ub=-signed, b_ub=-np.ones(len(signed)), bounds=(None, None)
    )
    return np.asarray(found.x) if found.status == 0 else None


def _common_point(signed: FloatArray) -> FloatArray | None:
    """λ ≥ 0 with Σλᵢ = 1 and Σ λᵢ sᵢ x̃ᵢ = 0."""
    from scipy.optimize import linprog

    n_samples, n_parameters = signed.shape
    found = linprog(
        np.zeros(n_samples),
        A_eq=np.vstack([signed.T, np.ones(n_samples)]),
        b_eq=np.append(np.zeros(n_parameters), 1.0),
        bounds=(0, None),
    )
    return np.asarray(found.x) if found.status == 0 else None
