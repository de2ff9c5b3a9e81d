"""What can be proved of a point: that no minimum exists, or how far above the minimum it lies.

Both proofs hold in whatever units the features come, and neither trusts the gradient's length:
that is as small as one likes for small features, and small on a plateau as well.
"""

import numpy as np

from .checks import FloatArray
from .loss import sigmoid

# A slope counts as 0 where its terms cancel to this share of their sizes.
CANCELS = 1e-11
# Directions that bend the loss less than this share of the most are not known from rounding.
KNOWN_ABOVE = 1e-12
# A Newton step that moves a logit further is no correction of a minimum, but a way on.
MOST_LOGIT_CHANGE = 0.5


def parts_all(X: FloatArray, y: FloatArray, theta: FloatArray) -> bool:
    """Whether (2y − 1)(w·x + b) > 0 for every sample, by more than rounding.

    Without a penalty there is then no minimum: twice these weights have a lower loss, and so on.
    """
    weights, bias = theta[:-1], theta[-1]
    # Each of the d + 1 terms may be wrong by an ε of the largest sum.
    rounding = (len(theta) + 1) * np.finfo(np.float64).eps
    sizes = np.abs(X) @ np.abs(weights) + abs(bias)
    return bool(((2 * y - 1) * (X @ weights + bias) > rounding * sizes).all())


def excess_bound(
    X: FloatArray,
    y: FloatArray,
    theta: FloatArray,
    weights: FloatArray | None = None,
    *,
    l1: float = 0.0,
    l2: float = 0.0,
) -> float:
    """A number that F(θ) − min F cannot exceed; inf where a minimum is not shown to exist.

    Sample i has the share cᵢ of the mean log loss: 1/n, or by weights, all of them above 0.

    By duality. Errors βᵢ = |yᵢ − pᵢ| of any model with Σ cᵢsᵢβᵢ = 0, s = 2y − 1, give with
    r = −Xᵀ(csβ) and h(w) = λ₁‖w‖₁ + (λ₂/2)‖w‖² the lower bound
        min F >= Σ cᵢ·entropy(βᵢ) − h*(−r),   h*(r) = Σ max(|rⱼ| − λ₁, 0)²/(2λ₂),
    where r = 0 is needed without penalties, and |rⱼ| <= λ₁ without L2. θ's own errors nearly do;
    those that a Newton step predicts do. Such β, all inside (0, 1), exist only where the classes
    overlap (Stiemke's lemma), and then there is a minimum.

    Boyd & Vandenberghe (2004), *Convex Optimization*, section 5.5.1; Albert & Anderson (1984), "On
    the existence of maximum likelihood estimates in logistic regression models".
    """
    ones = np.column_stack([X - X.mean(axis=0), np.ones(len(X))])
    theta = np.append(theta[:-1], theta[-1] + X.mean(axis=0) @ theta[:-1])
    shares = np.full(len(X), 1 / len(X)) if weights is None else weights / weights.sum()
    with np.errstate(all="ignore"):
        bound = _centered_bound(ones, 2 * y - 1, shares, theta, l1, l2)
    return bound if np.isfinite(bound) else np.inf


def _centered_bound(
    X: FloatArray,
    signs: FloatArray,
    shares: FloatArray,
    theta: FloatArray,
    l1: float,
    l2: float,
) -> float:
    """`excess_bound` with a column of ones in X, and every other column of mean 0."""
    penalised = np.append(np.ones(X.shape[1] - 1), 0.0)
    l1_weights, l2_weights = l1 * penalised, l2 * penalised
    margins = signs * (X @ theta)
    wrong, right = sigmoid(-margins), sigmoid(margins)
    gradient = -(shares * signs * wrong) @ X + l2_weights * theta + l1_weights * np.sign(theta)
    hessian = (X.T * (shares * wrong * right)) @ X + np.diag(l2_weights)
    is_free = (theta != 0) | (l1_weights == 0)
    step = np.zeros_like(theta)
    step[is_free], rank = _solve(hessian[np.ix_(is_free, is_free)], -gradient[is_free])
    if l1 == 0 and l2 == 0 and rank < _solve(X.T @ X, gradient)[1]:
        return (
            np.inf
        )  # some direction is bent by points alone that rounding cannot tell from parted

    change = signs * (X @ step)
    if np.abs(change).max() > MOST_LOGIT_CHANGE:
        return np.inf
    relative = -right * change  # by how much the step changes each error
    slope = -(shares * signs * wrong * (1 + relative)) @ X
    if l1 and not l2:
        scale = min(1.0, l1 / np.abs(slope[:-1]).max())
        relative, slope = scale * (1 + relative) - 1, scale * slope
    errors = wrong * (1 + relative)
    is_unbound = (l1_weights == 0) & (l2_weights == 0)
    sizes = (shares * errors) @ np.abs(X)
    if (np.abs(slope) > CANCELS * sizes)[is_unbound].any():
        return np.inf
    # Both parts are sums of what cannot be negative, so that little is lost to cancellation.
    divergence = errors * np.log1p(relative) + (1 - errors) * np.log1p(-relative * wrong / right)
    return max(float(shares @ divergence), 0.0) + _penalty_gap(theta[:-1], slope[:-1], l1, l2)


def _penalty_gap(weights: FloatArray, slope: FloatArray, l1: float, l2: float) -> float:
    """h(w) + h*(−r) + r·w: how far the penalty's slope at w is from −r, 0 where they agree."""
    if not (l1 or l2):
        return 0.0
    penalty = l1 * np.abs(weights) + l2 / 2 * weights**2
    excess = np.maximum(np.abs(slope) - l1, 0.0)
    conjugate = excess**2 / (2 * l2) if l2 else 0.0
    return float(np.maximum(penalty + conjugate + slope * weights, 0.0).sum())


def _solve(matrix: FloatArray, right_side: FloatArray) -> tuple[FloatArray, int]:
    """The least-norm solution and the rank, with each diagonal element scaled to 1."""
    diagonal = np.diag(matrix)
    scale = 1 / np.sqrt(np.where(diagonal > 0, diagonal, 1.0))
    scaled = scale[:, None] * matrix * scale
    solution, _, rank, _ = np.linalg.lstsq(scaled, scale * right_side, rcond=KNOWN_ABOVE)
    return scale * solution, int(rank)
