"""What logistic regression minimises: the mean log loss with optional L2 and L1 penalties.

Nothing here knows how the minimum is searched for; see `optimizers` and `training`.
"""

import numpy as np
from numpy.typing import ArrayLike

from .checks import FloatArray
from .sums import SampleBlock, sample_blocks


def sigmoid(z: ArrayLike) -> FloatArray:
    """σ(z) = 1 / (1 + e^−z), below 0 as e^z / (1 + e^z): no overflow, and a tiny p has its digits.

    The training loop takes ½(1 + tanh(z/2)) instead (see `sums`): one call is faster than three,
    and a gradient, which sums p − y, does not see the digits of a tiny p.
    """
    z = np.asarray(z, dtype=np.float64)
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, small) / (1.0 + small)


def softplus(z: ArrayLike) -> FloatArray:
    """log(1 + e^z), as max(z, 0) + log1p(e^−|z|), which cannot overflow.

    Mächler (2012), "Accurately Computing log(1 − exp(−|a|))", section 2.
    """
    z = np.asarray(z, dtype=np.float64)
    return np.maximum(z, 0.0) + np.log1p(np.exp(-np.abs(z)))


def log_loss(logits: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None = None) -> FloatArray:
    """Mean log loss of logits (..., n) against labels y (n,) in {0, 1}, in nats; shape (...).

    With weights s (n,) it is Σsᵢℓᵢ/Σs. ℓ = softplus(z) − y·z, written softplus(−z) for y = 1 and
    softplus(z) for y = 0: the same number without the cancellation that costs a well separated
    sample all its digits.
    """
    signs = 1.0 - 2.0 * np.asarray(y, dtype=np.float64)
    losses = softplus(np.asarray(logits, dtype=np.float64) * signs)
    if sample_weight is None:
        return losses.mean(axis=-1)
    return np.asarray(np.average(losses, axis=-1, weights=np.asarray(sample_weight)))


class LogisticLoss:
    """F(θ) = Σᵢ sᵢ[softplus(zᵢ) − yᵢzᵢ]/Σs + (λ₂/2)‖w‖² + λ₁‖w‖₁ with zᵢ = w·xᵢ + b.

    Gradient and Hessian are those of the smooth part f = F − λ₁‖w‖₁, with X̃ = [X 1], p = σ(z):
        ∇f  = X̃ᵀ(s(p − y))/Σs + λ₂(w, 0)
        ∇²f = X̃ᵀ diag(s·p(1 − p)) X̃/Σs + λ₂ diag(1, …, 1, 0)
    Bishop (2006), *Pattern Recognition and Machine Learning*, section 4.3.

    X is (n, d), y (n,) holds 0 and 1, sample_weight (n,) holds s >= 0 of any size but all 0; None
    is 1 for each. Integer weights are the same as so many copies of each sample. `total_weight`
    takes the place of Σs, for a part of the samples that is to stand for all of them: see
    `Problem.batches`. Nothing is checked here; `fit` does.

    Conventions: θ = (w₁, …, w_d, b) has shape (d + 1,); the bias b is never penalised.

    The sums over the samples are taken by `sums`, which keeps them in a form that is fast to sum.
    """

    def __init__(
        self,
        X: FloatArray,
        y: FloatArray,
        sample_weight: FloatArray | None = None,
        *,
        l1: float = 0.0,
        l2: float = 0.0,
        total_weight: float | None = None,
    ) -> None:
        n_features = X.shape[1]
        self.n_parameters = n_features + 1
        self.l1_weights: FloatArray | None = _but_the_bias(l1, n_features) if l1 else None
        self._l2_weights: FloatArray | None = _but_the_bias(l2, n_features) if l2 else None
        weights = np.broadcast_to(1.0, len(y)) if sample_weight is None else sample_weight
        total = float(weights.sum()) if total_weight is None else total_weight
        self._first_block: SampleBlock
        self._more_blocks: list[SampleBlock]
        self._first_block, *self._more_blocks = sample_blocks(X, y, weights, total)

    def value(self, theta: FloatArray) -> float:
        """F(θ), every penalty included."""
        return float(self.log_losses(theta[None])[0] + self.penalties(theta[None])[0])

    def gradient(self, theta: FloatArray) -> FloatArray:
        """∇f(θ), shape (d + 1,), without the L1 term; the array is the caller's to change."""
        gradient = self._first_block.gradient_share(theta)
        for block in self._more_blocks:
            gradient += block.gradient_share(theta)
        if self._l2_weights is not None:
            gradient += self._l2_weights * theta
        return gradient

    def hessian(self, theta: FloatArray) -> FloatArray:
        """∇²f(θ), shape (d + 1, d + 1)."""
        hessian = self._first_block.hessian_share(theta)
        for block in self._more_blocks:
            hessian += block.hessian_share(theta)
        if self._l2_weights is not None:
            hessian[np.diag_indices_from(hessian)] += self._l2_weights
        return hessian

    def log_losses(self, thetas: FloatArray) -> FloatArray:
        """Weighted mean log loss without penalties at each row of thetas (k, d + 1); shape (k,)."""
        losses = self._first_block.loss_shares(thetas)
        for block in self._more_blocks:
            losses += block.loss_shares(thetas)
        return losses

    @property
    def can_descend(self) -> bool:
        """Whether `descend` can be called: nothing is penalised, and the samples fit together."""
        is_penalized = self.l1_weights is not None or self._l2_weights is not None
        return not is_penalized and self._first_block.is_small  # which is then the only one

    def descend(self, thetas: FloatArray, moves: FloatArray, learning_rate: float) -> None:
        """Gradient descent from thetas[0]; see `SampleBlock.descend`."""
        self._first_block.descend(thetas, moves, learning_rate)

    @property
    def n_thetas_at_once(self) -> int:
        """How many θ `log_losses` works on at a time: so many cost no more memory than one."""
        return self._first_block.n_thetas_at_once

    def penalties(self, thetas: FloatArray) -> FloatArray:
        """(λ₂/2)‖w‖² + λ₁‖w‖₁ at each row of thetas (k, d + 1); shape (k,)."""
        penalties = np.zeros(len(thetas))
        if self._l2_weights is not None:
            penalties += 0.5 * (thetas**2 @ self._l2_weights)
        if self.l1_weights is not None:
            penalties += np.abs(thetas) @ self.l1_weights
        return penalties


def _but_the_bias(strength: float, n_features: int) -> FloatArray:
    """A penalty's strength for each entry of θ, shape (d + 1,)."""
    return np.append(np.full(n_features, strength), 0.0)
