"""How the samples lie in memory, and the sums over them: the one module that is shaped by speed.

Sample i is kept as the column mᵢ = sᵢx̃ᵢ/2 with x̃ᵢ = (xᵢ, 1) and sᵢ = 2yᵢ − 1. With its logit
zᵢ = θ·x̃ᵢ, −sᵢzᵢ is −2θ·mᵢ: the log loss is softplus(−2θ·mᵢ) and its gradient (tanh(θ·mᵢ) − 1)mᵢ.
The labels are never looked at again, and one gradient is two products and one tanh.

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
    """Samples that fit into the cache together, as columns mᵢ, and their share of the means.

    One more column holds −Σmᵢ, the part of the gradient that does not depend on θ: with a 1 in its
    place among the tanh values, the second product adds it. Zero columns fill the last cache line.
    """

    def __init__(
        self, X: FloatArray, half_signs: FloatArray, n_in_mean: int, scratch: FloatArray
    ) -> None:
        n_samples, n_features = X.shape
        n_columns = (n_samples // LANES + 1) * LANES
        self._columns = _aligned_zeros(n_features + 1, n_columns)
        np.multiply(X.T, half_signs, out=self._columns[:-1, :n_samples])
        self._columns[-1, :n_samples] = half_signs
        self._columns[:, n_samples] = -self._columns.sum(axis=1)
        self._n_samples = n_samples
        self._weight = 1.0 / n_in_mean
        self._tanh = scratch[:n_columns]
        # Spares small data a scaling in every iteration; large data is not copied twice.
        self._weighted_columns: FloatArray | None = None
        if n_samples == n_in_mean:
            self._weighted_columns = _aligned_zeros(*self._columns.shape)
            np.multiply(self._columns, self._weight, out=self._weighted_columns)

    def gradient_share(self, theta: FloatArray) -> FloatArray:
        """Σ (tanh(θ·mᵢ) − 1)mᵢ/n, shape (d + 1,)."""
        t = self._tanh
        theta.dot(self._columns, t)
        np.tanh(t, t)
        t[self._n_samples] = 1.0
        if self._weighted_columns is None:
            return self._columns.dot(t) * self._weight
        return self._weighted_columns.dot(t)

    def hessian_share(self, theta: FloatArray) -> FloatArray:
        """Σ (1 − tanh²(θ·mᵢ))mᵢmᵢᵀ/n, shape (d + 1, d + 1)."""
        t = np.tanh(theta @ self._columns)
        return (self._columns * (self._column_weights() * (1.0 - t * t))) @ self._columns.T

    def loss_shares(self, thetas: FloatArray) -> FloatArray:
        """Σ softplus(−2θ·mᵢ)/n at each row of thetas; shape (k,).

        The formula of `softplus`, written into two reused buffers: fresh arrays of this size cost
        more than the arithmetic.
        """
        shares = np.empty(len(thetas))
        weights = self._column_weights()
        n_columns, n_rows = self._columns.shape[1], self.n_thetas_at_once
        z_buffer, tail_buffer = _aligned_zeros(2 * n_rows, n_columns).reshape(2, n_rows, -1)
        for start in range(0, len(thetas), n_rows):
            rows = slice(start, min(start + n_rows, len(thetas)))
            z = np.matmul(-2.0 * thetas[rows], self._columns, out=z_buffer[: rows.stop - start])
            tail = np.abs(z, out=tail_buffer[: rows.stop - start])
            np.negative(tail, out=tail)
            np.exp(tail, out=tail)
            np.log1p(tail, out=tail)
            np.maximum(z, 0.0, out=z)
            shares[rows] = tail.dot(weights) + z.dot(weights)
        return shares

    @property
    def n_thetas_at_once(self) -> int:
        """How many θ fit into the buffers of `loss_shares`."""
        return max(1, LOSS_BLOCK_SIZE // self._columns.shape[1])

    def _column_weights(self) -> FloatArray:
        """1/n for each sample's column, 0 for the offset and the filling."""
        weights = np.zeros(self._columns.shape[1])
        weights[: self._n_samples] = self._weight
        return weights


def sample_blocks(X: FloatArray, y: FloatArray) -> list[SampleBlock]:
    """X (n, d) and y (n,) in {0, 1} as blocks whose shares add up to the means over all n."""
    half_signs = y - 0.5
    scratch = _aligned_zeros(1, min(len(X), BLOCK_SAMPLES) + LANES)[0]
    parts = [slice(i, i + BLOCK_SAMPLES) for i in range(0, len(X), BLOCK_SAMPLES)]
    return [SampleBlock(X[part], half_signs[part], len(X), scratch) for part in parts]


def _aligned_zeros(n_rows: int, n_columns: int) -> FloatArray:
    """Zeros (n_rows, n_columns) that begin on a cache line."""
    n_bytes = 8 * n_rows * n_columns
    memory = np.zeros(n_bytes + CACHE_LINE, dtype=np.uint8)
    start = -memory.ctypes.data % CACHE_LINE
    return memory[start : start + n_bytes].view(np.float64).reshape(n_rows, n_columns)
