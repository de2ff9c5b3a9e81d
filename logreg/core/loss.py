"""What logistic regression minimises: the mean log loss with optional L2 and L1 penalties.

Nothing here knows how the minimum is searched for; see `optimizers` and `training`.
"""

import numpy as np
from numpy.typing import ArrayLike

from .checks import FloatArray
from .sums import SampleBlock, sample_blocks


def sigmoid(z: ArrayLike) -> FloatArray:
    """σ(z) = 1 / (1 + e^−z), below 0 as e^z / (1 + e^z): no overflow, and a tiny p has its digits.

    The training loop takes ½(1 + tanh(z/2)) instead (see `blocks`): one call is faster than three,
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


def log_loss(logits: ArrayLike, y: ArrayLike) -> FloatArray:
    """Mean log loss of logits (..., n) against labels y (n,) in {0, 1}, in nats; shape (...).

    softplus(z) − y·z, written softplus(−z) for y = 1 and softplus(z) for y = 0: the same number
    without the cancellation that costs a well separated sample all its digits.
    """
    signs = 1.0 - 2.0 * np.asarray(y, dtype=np.float64)
    return softplus(np.asarray(logits, dtype=np.float64) * signs).mean(axis=-1)


class LogisticLoss:
    """F(θ) = (1/n) Σᵢ [softplus(zᵢ) − yᵢzᵢ] + (λ₂/2)‖w‖² + λ₁‖w‖₁ with zᵢ = w·xᵢ + b.

    Gradient and Hessian are those of the smooth part f = F − λ₁‖w‖₁, with X̃ = [X 1], p = σ(z):
        ∇f  = X̃ᵀ(p − y)/n + λ₂(w, 0)
        ∇²f = X̃ᵀ diag(p(1 − p)) X̃/n + λ₂ diag(1, …, 1, 0)
    Bishop (2006), *Pattern Recognition and Machine Learning*, section 4.3.

    Conventions: θ = (w₁, …, w_d, b) has shape (d + 1,); the bias b is never penalised.

    The sums over the samples are taken by `blocks`, which keeps them in a form that is fast to sum.
    """

    def __init__(self, X: FloatArray, y: FloatArray, l1: float = 0.0, l2: float = 0.0) -> None:
        n_features = X.shape[1]
        self.n_parameters = n_features + 1
        penalised = np.append(np.ones(n_features), 0.0)
        self.l1_weights: FloatArray | None = l1 * penalised if l1 else None
        self._l2_weights: FloatArray | None = l2 * penalised if l2 else None
        self._first_block: SampleBlock
        self._more_blocks: list[SampleBlock]
        self._first_block, *self._more_blocks = sample_blocks(X, y)

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
        """Mean log loss without penalties at each row of thetas (k, d + 1); shape (k,)."""
        losses = self._first_block.loss_shares(thetas)
        for block in self._more_blocks:
            losses += block.loss_shares(thetas)
        return losses

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
