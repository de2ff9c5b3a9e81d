"""Section 9: the learner's points, set up so that a bug shows on them, and what is said of that."""

from collections.abc import Sequence

import numpy as np

from ..core.features import Standardizer
from ..plain.descent import mini_batches
from .bug_code import (
    L2,
    batches_in_order,
)
from .demonstration import (
    N_STEPS,
    SEED,
    Data,
    Rows,
)
from .words.bugs import WORDS

N_BATCHES = 10
# Points of class 0 for each one of class 1, where class 1 is made rare.
RARITY = 9
FAR = 1000.0


def standardised(data: Data) -> Data:
    """Columns of mean 0 and standard deviation 1."""
    return Data(Standardizer.fit(data.X).transform(data.X), data.y)


def rare(data: Data) -> Data:
    """At most one point in ten of class 1, then standardised."""
    zeros, ones = np.flatnonzero(data.y == 0), np.flatnonzero(data.y == 1)
    n_kept = max(1, round(len(zeros) / RARITY))
    rows = np.sort(np.append(zeros, ones[:n_kept]))
    return standardised(Data(data.X[rows], data.y[rows]))


def rare_and_moved(data: Data) -> Data:
    """Rare, and every column with mean 1."""
    X, y = rare(data)
    return Data(X + 1, y)


def by_class(data: Data) -> Data:
    """All points of class 0 before those of class 1, standardised."""
    rows = np.argsort(data.y, kind="stable")
    return standardised(Data(data.X[rows], data.y[rows]))


def with_far_points(data: Data) -> Data:
    """Standardised, and one point of each class far out on its own side."""
    X, y = standardised(data)
    zeros, ones = np.flatnonzero(y == 0), np.flatnonzero(y == 1)
    direction = X[ones].mean(axis=0) - X[zeros].mean(axis=0)
    # Where the classes have the same mean there are no sides.
    direction /= np.linalg.norm(direction) or 1.0
    X[zeros[0]], X[ones[0]] = -FAR * direction, FAR * direction
    return Data(X, y)


def batch_size(n: int) -> int:
    """Of N_BATCHES batches, or of fewer where n is small."""
    return -(-n // N_BATCHES)


def shuffled(n: int) -> Sequence[Rows]:
    """The rows of every step: a tenth of the points, shuffled for each epoch."""
    batches: list[Rows] = mini_batches(n, N_STEPS, batch_size(n), SEED)
    return batches


def in_order(n: int) -> Sequence[Rows]:
    """The rows of every step: a tenth of the points, in the order in which they lie."""
    batches: list[Rows] = batches_in_order(n, N_STEPS, batch_size(n))
    return batches


def words_of_standardised(data: Data) -> str:
    """What was done to the points, in a sentence."""
    return WORDS.said["standardised"]


def words_of_rare(data: Data) -> str:
    """What was done to the points, in a sentence."""
    return WORDS.say("rare", n_ones=int(data.y.sum()), n=len(data.y))


def words_of_rare_and_moved(data: Data) -> str:
    """What was done to the points, in a sentence."""
    return WORDS.say("rare and moved", n_ones=int(data.y.sum()), n=len(data.y))


def words_of_rare_and_l2(data: Data) -> str:
    """What was done to the points, and which penalty there is, in a sentence."""
    return WORDS.say("rare and l2", n_ones=int(data.y.sum()), n=len(data.y), l2=L2)


def words_of_order(data: Data) -> str:
    """What was done to the points, and how many a step sees, in a sentence."""
    n = len(data.y)
    return WORDS.say("by class", n_batches=-(-n // batch_size(n)))


def words_of_far_points(data: Data) -> str:
    """Which points were added, in a sentence."""
    return WORDS.say("far points", far=FAR)
