"""The shares of the blocks: no sample is lost, counted twice, or disturbed by the filling."""

import numpy as np
import pytest

from logreg.core.sums import BLOCK_SAMPLES, LANES, sample_blocks
from tests.oracles import mean_log_loss, random_problem, smooth_gradient

AROUND_THE_EDGES = [
    n + off for n in (LANES, 2 * LANES, BLOCK_SAMPLES, 2 * BLOCK_SAMPLES) for off in (-1, 0, 1)
]


@pytest.mark.parametrize("n_samples", AROUND_THE_EDGES)
def test_shares_add_up_to_the_mean_over_all_samples(n_samples: int) -> None:
    X, y = random_problem(n_samples, 2)
    theta = np.array([0.5, -2.0, 0.3])
    blocks = sample_blocks(X, y, np.ones(len(y)), len(y))
    losses = sum(block.loss_shares(theta[None]) for block in blocks)
    gradient = sum(block.gradient_share(theta) for block in blocks)
    np.testing.assert_allclose(losses, mean_log_loss(theta, X, y), rtol=1e-12)
    np.testing.assert_allclose(gradient, smooth_gradient(theta, X, y), rtol=1e-10, atol=1e-14)


@pytest.mark.parametrize("n_samples", [LANES, BLOCK_SAMPLES, BLOCK_SAMPLES + 1])
@pytest.mark.parametrize("which", [0, -1])
def test_each_sample_counts_once(n_samples: int, which: int) -> None:
    """With X = 0 but for one sample, the gradient of w at 0 is that sample's alone."""
    X, y = np.zeros((n_samples, 1)), np.zeros(n_samples)
    X[which] = 10.0
    gradient = sum(
        block.gradient_share(np.zeros(2)) for block in sample_blocks(X, y, np.ones(len(y)), len(y))
    )
    # (p − y)·x/n with p = ½.
    np.testing.assert_allclose(gradient, [5.0 / n_samples, 0.5], rtol=1e-12)


def test_blocks_share_scratch_memory_without_mixing_results() -> None:
    X, y = random_problem(BLOCK_SAMPLES + 100, 2)
    theta = np.array([1.0, 2.0, 3.0])
    first, second = sample_blocks(X, y, np.ones(len(y)), len(y))
    share = first.gradient_share(theta)
    kept = share.copy()
    second.gradient_share(-theta)
    np.testing.assert_array_equal(share, kept)
    np.testing.assert_array_equal(first.gradient_share(theta), kept)
