"""What few test points are worth: many seeds, judged by five points and by a thousand."""

from dataclasses import dataclass

import numpy as np

from ..core.checks import FloatArray
from ..scoring.metrics import IntArray
from .known_runs import FEW, MANY
from .run import Run, run

N_SEEDS = 100
N_LAPTOPS = 30


@dataclass(frozen=True, eq=False)
class Luck:
    """What the laptops of a class see, each with another seed, from 0 on."""

    n_correct: IntArray  # (100,) test points right of the few, for each seed
    n_few: int
    shares: FloatArray  # (30,) the share right of the many, for each laptop
    n_many: int

    @property
    def n_laptops(self) -> int:
        """The first so many seeds are in the room."""
        return len(self.shares)

    def n_lucky(self, n_seeds: int) -> int:
        """How many of the first seeds see no test point on the wrong side."""
        return int((self.n_correct[:n_seeds] == self.n_few).sum())


@dataclass(frozen=True)
class LuckRow:
    """The laptops that have so many of the few test points right."""

    n_correct: int
    n_laptops: int
    n_seeds: int
    lowest: float  # of what they see on the many; NaN where there is no such laptop
    highest: float


def luck() -> Luck:
    """Train and count; see `work.OF_LUCK`."""
    few = [run(FEW.changed(seed=seed)) for seed in range(N_SEEDS)]
    many = [run(MANY.changed(seed=seed)) for seed in range(N_LAPTOPS)]
    return Luck(
        np.array([_n_correct(result) for result in few]),
        len(few[0].judged.y),
        np.array([float(result.judged.scores.confusion.accuracy) for result in many]),
        len(many[0].judged.y),
    )


def luck_rows(found: Luck) -> tuple[LuckRow, ...]:
    """One for each count that occurs, the luckiest first."""
    counts = found.n_correct
    rows = []
    for n_correct in sorted(set(counts.tolist()), reverse=True):
        shares = found.shares[counts[: found.n_laptops] == n_correct]
        ends = (shares.min(), shares.max()) if len(shares) else (np.nan, np.nan)
        n_seeds = int((counts == n_correct).sum())
        rows.append(LuckRow(n_correct, len(shares), n_seeds, *map(float, ends)))
    return tuple(rows)


def _n_correct(result: Run) -> int:
    return int(result.judged.scores.confusion.n_correct)
