"""How far chance could move the weights: standard errors from the Hessian, and refits by resample.

Both are of the minimum of the log loss, without a penalty and with samples that count the same.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .checks import FloatArray
from .features import Standardizer
from .loss import LogisticLoss, sigmoid, softplus

# The standard normal's quantile at 0.975: 95 % lie within ± so many deviations.
NORMAL_975 = 1.959963984540054
# Curvatures below this share of the largest, each feature scaled to 1, are rounding.
KNOWN_ABOVE = 1e-10

MOST_STEPS = 30
MOST_HALVINGS = 20
# Newton's error is squared by each step: after one that moves no logit further, no digit is left.
SMALLEST_STEP = 1e-8
ROUNDING = 1e-12
# A bend of so little changes no digit of a step, and keeps a resample without a direction solvable.
DAMPING = 1e-13
# What lies on its own side by less than this share of the largest |z| is not told from rounding.
LEAST_MARGIN = 1e-9


def covariance(X: FloatArray, y: FloatArray, theta: FloatArray) -> FloatArray | None:
    """(X̃ᵀ diag(p(1 − p)) X̃)⁻¹ at the minimum θ (d + 1,) of the log loss; shape (d + 1, d + 1).

    That is the inverse of n times the Hessian of the mean loss, the Fisher information: McCullagh &
    Nelder (1989), *Generalized Linear Models*, section 4.4. In the units of X (n, d), the bias
    last. None where columns repeat one another, or 1: then the weights are not known one by one.
    """
    level = Standardizer.fit(X)
    scaled = np.append(*level.scaled(theta[:-1], theta[-1]))
    information = len(y) * LogisticLoss(level.transform(X), y).hessian(scaled)
    diagonal = np.diag(information)
    if not (diagonal > 0).all():
        return None
    unit = 1 / np.sqrt(diagonal)
    curvatures, directions = np.linalg.eigh(unit[:, None] * information * unit)
    if curvatures[0] <= KNOWN_ABOVE * curvatures[-1]:
        return None
    inverse = unit[:, None] * ((directions / curvatures) @ directions.T) * unit
    # From deviations back to the units of X, where the bias is b − Σ wⱼ·meanⱼ/scaleⱼ.
    back = np.diag(np.append(1 / level.scale, 1.0))
    back[-1, :-1] = -level.mean / level.scale
    return back @ inverse @ back.T


@dataclass(frozen=True, eq=False)
class Refits:
    """The same model fitted to B resamples; rows without a finite minimum say nothing."""

    thetas: FloatArray  # (B, d + 1), the bias last, in the units of X
    is_minimum: NDArray[np.bool_]  # (B,) Newton's method came to rest there
    is_parted: NDArray[np.bool_]  # (B,) the weights part the resample: it has no finite minimum


def resample_counts(n_samples: int, n_resamples: int, seed: int) -> NDArray[np.int64]:
    """How often each sample is drawn when n are drawn with replacement; shape (B, n).

    Efron (1979), "Bootstrap methods: another look at the jackknife".
    """
    drawn = np.random.RandomState(seed).randint(n_samples, size=(n_resamples, n_samples))
    return np.stack([np.bincount(rows, minlength=n_samples) for rows in drawn])


def refit(X: FloatArray, y: FloatArray, counts: NDArray[np.int64], theta: FloatArray) -> Refits:
    """Minimise the log loss of X (n, d), y (n,) for each row of counts (B, n), all from θ (d + 1,).

    Newton's method on all resamples at once: their Hessians are one product of the samples' weights
    with the products of all pairs of columns. 200 resamples of 210 samples and two features take
    16 ms, where as many calls of `fit` take 30 times as long.
    """
    level = Standardizer.fit(X)
    columns = np.column_stack([level.transform(X), np.ones(len(X))])
    start = np.append(*level.scaled(theta[:-1], theta[-1]))
    thetas = np.tile(start, (len(counts), 1))
    is_minimum, is_parted = np.zeros((2, len(counts)), dtype=bool)
    batch = _Batch(columns, 2 * y - 1, counts / len(X))
    active = np.arange(len(counts))
    for _ in range(MOST_STEPS):
        is_parted[active] = batch.is_parted(thetas[active], active)
        active = active[~is_parted[active]]
        if not len(active):
            break
        moved = batch.step(thetas[active], active)
        change = np.abs((moved - thetas[active]) @ columns.T).max(axis=1)
        thetas[active] = moved
        is_minimum[active] = change <= SMALLEST_STEP
        active = active[~is_minimum[active]]
    weights, bias = level.unscale(thetas[:, :-1], thetas[:, -1])
    return Refits(np.column_stack([weights, bias]), is_minimum, is_parted)


class _Batch:
    """The same columns (n, d + 1), weighted by each row of shares (B, n)."""

    def __init__(self, columns: FloatArray, signs: FloatArray, shares: FloatArray) -> None:
        self._signed = signs[:, None] * columns
        self._shares = shares
        self._first, self._second = np.triu_indices(columns.shape[1])
        self._pairs = columns[:, self._first] * columns[:, self._second]

    def is_parted(self, thetas: FloatArray, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether each θ has all samples that count on their own side."""
        margins = thetas @ self._signed.T
        largest = np.abs(margins).max(axis=1)
        lowest = np.where(self._shares[rows] > 0, margins, np.inf).min(axis=1)
        return (lowest > LEAST_MARGIN * largest) & (largest > 0)

    def step(self, thetas: FloatArray, rows: NDArray[np.int64]) -> FloatArray:
        """One Newton step of each, halved until its loss does not rise."""
        shares = self._shares[rows]
        margins = thetas @ self._signed.T
        wrong = sigmoid(-margins)
        gradients = -(shares * wrong) @ self._signed
        directions = self._directions((shares * wrong * (1 - wrong)) @ self._pairs, gradients)
        before = np.vecdot(shares, softplus(-margins)) * (1 + ROUNDING)
        lengths = np.ones(len(thetas))
        changes = directions @ self._signed.T
        for _ in range(MOST_HALVINGS):
            losses = np.vecdot(shares, softplus(-(margins + lengths[:, None] * changes)))
            rises = ~(losses <= before)
            if not rises.any():
                break
            lengths[rises] *= 0.5
        return thetas + lengths[:, None] * directions

    def _directions(self, flat: FloatArray, gradients: FloatArray) -> FloatArray:
        """−H⁻¹g for each row, each feature scaled to curvature 1."""
        size = self._signed.shape[1]
        hessians = np.empty((len(flat), size, size))
        hessians[:, self._first, self._second] = hessians[:, self._second, self._first] = flat
        diagonals = np.einsum("bii->bi", hessians).copy()
        unit = 1 / np.sqrt(np.where(diagonals > 0, diagonals, 1.0))
        scaled = unit[:, :, None] * hessians * unit[:, None, :] + DAMPING * np.eye(size)
        return -unit * np.linalg.solve(scaled, (unit * gradients)[..., None])[..., 0]
