"""How much a feature that the model lacks would help, without training it."""

import numpy as np

from .checks import FloatArray
from .features import Standardizer
from .loss import sigmoid

# A feature that the columns of the model repeat, but for so little, has nothing to add.
REPEATED = 1e-9


def score_statistics(
    X: FloatArray, y: FloatArray, theta: FloatArray, candidates: FloatArray
) -> FloatArray:
    """Rao's score statistic of each candidate column (n, k), for weight 0 against another; (k,).

    At the minimum θ (d + 1,) of the log loss over X (n, d), the bias last. With W = diag(p(1 − p))
    and r what is left of a candidate v after its weighted regression on X̃ = [X 1]:
    S = (rᵀ(y − p))² / (rᵀWr), χ² with one degree of freedom where v has no part in y. 0 for a
    candidate that repeats the columns. Rao (1948), "Large sample tests of statistical hypotheses
    concerning several parameters with applications to problems of estimation".
    """
    p = sigmoid(X @ theta[:-1] + theta[-1])
    root = np.sqrt(p * (1 - p))[:, None]
    # Each scaled to 1: so the regression has all its digits, and S is the same in any unit.
    columns = np.column_stack([Standardizer.fit(X).transform(X), np.ones(len(X))])
    tried = Standardizer.fit(candidates).transform(candidates)
    slopes = np.linalg.lstsq(root * columns, root * tried, rcond=None)[0]
    left = tried - columns @ slopes
    information = (root * left) ** 2
    is_new = information.sum(axis=0) > REPEATED * ((root * tried) ** 2).sum(axis=0)
    scores = (left.T @ (y - p)) ** 2
    return np.divide(scores, information.sum(axis=0), out=np.zeros(len(scores)), where=is_new)
