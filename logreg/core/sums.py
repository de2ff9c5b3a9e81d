"""How the samples lie in memory, and the sums over them: the one module that is shaped by speed.

Sample i is kept as the column mᵢ = ±x̃ᵢ/2 with x̃ᵢ = (xᵢ, 1) and the sign of 2yᵢ − 1. With its logit
zᵢ = θ·x̃ᵢ, ∓zᵢ is −2θ·mᵢ: the log loss is softplus(−2θ·mᵢ) and its gradient (tanh(θ·mᵢ) − 1)mᵢ.
The labels are never looked at again, and one gradient is two products and one tanh. Each sample
has its share of the mean, cᵢ = sᵢ/total, which is 1/n without weights.

Measured by `python -m tests.benchmarks.core`.
"""

import numpy as np

from .checks import FloatArray

# Blocks stay in the processor's cache: at 1,000,000 x 10 a gradient and a loss then cost about as
# much together as the two bare products with X.
BLOCK_SAMPLES = 4_096
LOSS_BLOCK_SIZE = 32_768
# Columns padded to whole 64-byte cache lines: the two products at 569 x 30 take 4.1 µs, not 5.7 µs.
CACHE_LINE = 64
LANES = CACHE_LINE // 8


class SampleBlock:
    """Samples that fit into the cache together, as columns mᵢ, and their shares cᵢ of the means.

    One more column holds −Σcᵢmᵢ, the part of the gradient that does not depend on θ: with a 1 in
    its place among the tanh values, the second product adds it. Zero columns fill the last cache
    line.
    """

    def __init__(
        self,
        X: FloatArray,
        half_signs: FloatArray,
        weights: FloatArray,
        total: float,
        scratch: FloatArray,
    ) -> None:
        n_samples, n_features = X.shape
        n_columns = (n_samples // LANES + 1) * LANES
        self._columns = _aligned_zeros(n_features + 1, n_columns)
        np.multiply(X.T, half_signs, out=self._columns[:-1, :n_samples])
        self._columns[-1, :n_samples] = half_signs
        self._shares = np.zeros(n_columns)  # 0 for what is no sample
        self._shares[:n_samples] = weights
        # Summed before it is divided: without weights a sum of halves is 0 where it should be, and
        # Adam makes a step of the smallest slope that is not.
        offset = -(self._columns * self._shares).sum(axis=1)
        self._shares *= 1.0 / total
        self._columns[:, n_samples] = offset * (1.0 / total)
        self._n_samples = n_samples
        self._tanh = scratch[:n_columns]
        # Spares small data a scaling in every iteration; large data is not copied twice.
        self.is_small = n_samples < BLOCK_SAMPLES
        self._summed_columns = self._scaled_columns(1.0) if self.is_small else self._columns

    def _scaled_columns(self, factor: float) -> FloatArray:
        """factor·cᵢmᵢ, and factor times the column −Σcᵢmᵢ."""
        scaled = _aligned_zeros(*self._columns.shape)
        np.multiply(self._columns, factor * self._shares, out=scaled)
        scaled[:, self._n_samples] = factor * self._columns[:, self._n_samples]
        return scaled

    def gradient_share(self, theta: FloatArray) -> FloatArray:
        """Σ cᵢ(tanh(θ·mᵢ) − 1)mᵢ, shape (d + 1,)."""
        t = self._tanh
        theta.dot(self._columns, t)
        np.tanh(t, t)
        if not self.is_small:
            t *= self._shares
        t[self._n_samples] = 1.0
        return self._summed_columns.dot(t)

    def hessian_share(self, theta: FloatArray) -> FloatArray:
        """Σ cᵢ(1 − tanh²(θ·mᵢ))mᵢmᵢᵀ, shape (d + 1, d + 1)."""
        t = np.tanh(theta @ self._columns)
        return (self._columns * (self._shares * (1.0 - t * t))) @ self._columns.T

    def loss_shares(self, thetas: FloatArray) -> FloatArray:
        """Σ cᵢ softplus(−2θ·mᵢ) at each row of thetas; shape (k,).

        The formula of `softplus`, written into two reused buffers: fresh arrays of this size cost
        more than the arithmetic. Beside a third of zeros a maximum takes a quarter of the time that
        it takes beside the number 0.
        """
        losses = np.empty(len(thetas))
        n_columns, n_rows = self._columns.shape[1], self.n_thetas_at_once
        buffers = _aligned_zeros(3 * n_rows, n_columns).reshape(3, n_rows, -1)
        for start in range(0, len(thetas), n_rows):
            rows = slice(start, min(start + n_rows, len(thetas)))
            z, tail, zeros = buffers[:, : rows.stop - start]
            np.matmul(-2.0 * thetas[rows], self._columns, out=z)
            np.abs(z, out=tail)
            np.negative(tail, out=tail)
            np.exp(tail, out=tail)
            np.log1p(tail, out=tail)
            np.maximum(z, zeros, out=z)
            losses[rows] = tail.dot(self._shares) + z.dot(self._shares)
        return losses

    @property
    def n_thetas_at_once(self) -> int:
        """How many θ fit into the buffers of `loss_shares`."""
        return max(1, LOSS_BLOCK_SIZE // self._columns.shape[1])

    def descend(self, thetas: FloatArray, moves: FloatArray, learning_rate: float) -> None:
        """Fill thetas (k + 1, d + 1) from its first row on by θₖ₊₁ = θₖ − η·gradient_share(θₖ).

        Row k of moves (k, d + 1) becomes −η·gradient_share(θₖ). Each product is written where it
        stays, and η stands in the columns: at 200 x 2 a step takes 2.1 µs and not 3.9.
        """
        columns, step_columns = self._columns, self._scaled_columns(-learning_rate)
        z, t = np.empty_like(columns[0]), self._tanh
        # Only the samples' own: the 1 that adds the offset is set once and stays.
        z_of_samples, t_of_samples = z[: self._n_samples], t[: self._n_samples]
        t[self._n_samples :] = 0.0
        t[self._n_samples] = 1.0
        tanh, add = np.tanh, np.add
        rows = list(thetas)
        for theta, move, moved in zip(rows, moves, rows[1:], strict=False):
            theta.dot(columns, z)
            tanh(z_of_samples, t_of_samples)
            step_columns.dot(t, move)
            add(theta, move, moved)


def sample_blocks(
    X: FloatArray, y: FloatArray, weights: FloatArray, total: float
) -> list[SampleBlock]:
    """X (n, d), y (n,) in {0, 1} and weights (n,) as blocks with the shares weights/total."""
    half_signs = y - 0.5
    scratch = _aligned_zeros(1, min(len(X), BLOCK_SAMPLES) + LANES)[0]
    parts = [slice(i, i + BLOCK_SAMPLES) for i in range(0, len(X), BLOCK_SAMPLES)]
    return [SampleBlock(X[i], half_signs[i], weights[i], total, scratch) for i in parts]


def _aligned_zeros(n_rows: int, n_columns: int) -> FloatArray:
    """Zeros (n_rows, n_columns) that begin on a cache line."""
    n_bytes = 8 * n_rows * n_columns
    memory = np.zeros(n_bytes + CACHE_LINE, dtype=np.uint8)
    start = -memory.ctypes.data % CACHE_LINE
    return memory[start : start + n_bytes].view(np.float64).reshape(n_rows, n_columns)
