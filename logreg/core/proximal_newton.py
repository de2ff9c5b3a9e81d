"""The directions of Newton's method: where the quadratic model of the objective is lowest."""

import numpy as np

from .checks import FloatArray

# Each weight may change its sign a few times; a bound only against endless rounding.
FEWEST_SIGN_CHANGES = 200
SIGN_CHANGES_PER_WEIGHT = 10
# A zero weight is freed when its slope exceeds the penalty's by more than this share of it.
STRAIN = 1e-12
# Where features repeat one another a quadratic model has no single minimum, and the search for it
# may go round in circles: it is then bent by these shares of its diagonal, the smallest that does.
DAMPINGS = (0.0, 1e-10, 1e-7, 1e-4, 1e-1)
# What the slopes of a solved model may be away from 0, as a share of their terms.
SOLVED = 1e-9
ROUNDING_OF_SLOPES = 100 * np.finfo(np.float64).eps


def newton_direction(hessian: FloatArray, gradient: FloatArray) -> FloatArray:
    """The least-norm solution of HΔ = −g, which exists for a singular H as well."""
    scale = _jacobi_scale(hessian)
    scaled = scale[:, None] * hessian * scale
    return scale * np.asarray(np.linalg.lstsq(scaled, -scale * gradient)[0])


def _jacobi_scale(hessian: FloatArray) -> FloatArray:
    """1/√Hⱼⱼ: features on very different scales then look alike to the solver."""
    diagonal = np.diag(hessian)
    return 1.0 / np.sqrt(np.where(diagonal > 0, diagonal, 1.0))


def proximal_newton_direction(
    hessian: FloatArray, gradient: FloatArray, theta: FloatArray, l1: FloatArray
) -> FloatArray:
    """argmin over Δ of g·Δ + ½ΔᵀHΔ + Σ l1ⱼ|θⱼ + Δⱼ|; for a singular H that of a bent model."""
    diagonal = np.diag(np.diag(hessian))
    for damping in DAMPINGS:
        damped = hessian + damping * diagonal
        direction = _sign_search(damped, gradient, theta, l1)
        if _is_solved(direction, damped, gradient, theta, l1):
            return direction
    return _sign_search(hessian, gradient, theta, l1)  # rounding alone is left to be solved


def _is_solved(
    direction: FloatArray,
    hessian: FloatArray,
    gradient: FloatArray,
    theta: FloatArray,
    l1: FloatArray,
) -> bool:
    """Whether the model's slopes at θ + Δ are 0, or where a weight is zero no more than l1ⱼ."""
    moved, slope = theta + direction, gradient + hessian @ direction
    strain = np.where(moved == 0, np.maximum(np.abs(slope) - l1, 0), slope + l1 * np.sign(moved))
    sizes = np.abs(gradient) + np.abs(hessian) @ np.abs(direction) + l1
    rounding = ROUNDING_OF_SLOPES * (np.abs(hessian) @ np.abs(theta) + l1)
    return bool((np.abs(strain) <= SOLVED * sizes + rounding).all())


def _sign_search(
    hessian: FloatArray, gradient: FloatArray, theta: FloatArray, l1: FloatArray
) -> FloatArray:
    """The minimum of the model by feature-sign search.

    Where the signs are fixed the model is smooth and its minimum a linear system: walk there, stop
    a weight at zero when it would change sign, and free the zero that strains most, until none
    does. Lee, Battle, Raina & Ng (2007), "Efficient sparse coding algorithms", algorithm 1.
    """
    moved, signs = theta.copy(), np.sign(theta)
    for _ in range(max(FEWEST_SIGN_CHANGES, SIGN_CHANGES_PER_WEIGHT * len(theta))):
        target = _minimum_for_signs(hessian, gradient, theta, signs, l1)
        crossing = np.flatnonzero((target * signs < 0) & (l1 > 0))
        if len(crossing):
            ways = moved[crossing] / (moved[crossing] - target[crossing])
            moved = moved + ways.min() * (target - moved)
            stopped = crossing[ways.argmin()]
            moved[stopped] = signs[stopped] = 0.0
            continue
        moved = target
        slope = gradient + hessian @ (moved - theta)
        strain = np.where((signs == 0) & (l1 > 0), np.abs(slope) - l1, 0.0)
        freed = strain.argmax()
        if strain[freed] <= STRAIN * l1[freed]:
            break
        signs[freed] = -np.sign(slope[freed])
    return moved - theta


def _minimum_for_signs(
    hessian: FloatArray, gradient: FloatArray, theta: FloatArray, signs: FloatArray, l1: FloatArray
) -> FloatArray:
    """Where g + H(u − θ) + l1·signs = 0 on the weights that have a sign; the others are zero."""
    is_free = (signs != 0) | (l1 == 0)
    slope_at_zero = (gradient - hessian @ theta + l1 * signs)[is_free]
    minimum = np.zeros_like(theta)
    minimum[is_free] = newton_direction(hessian[np.ix_(is_free, is_free)], slope_at_zero)
    return minimum
