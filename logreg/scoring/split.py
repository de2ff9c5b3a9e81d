"""One side of the split into training and test samples, and what a model makes of it."""

from dataclasses import dataclass

from ..core.checks import FloatArray
from .metrics import Scores, score


@dataclass(frozen=True, eq=False)
class Split:
    """n samples, and what the trained model makes of them."""

    name: str  # "training" or "test"
    X: FloatArray  # (n, D), as the data came
    y: FloatArray  # (n,)
    logits: FloatArray  # (n,)
    scores: Scores

    @property
    def class_sizes(self) -> tuple[int, int]:
        """How many samples are of class 0 and of class 1."""
        n_ones = int(self.y.sum())
        return len(self.y) - n_ones, n_ones


def split(name: str, X: FloatArray, y: FloatArray, logits: FloatArray) -> Split:
    """Samples X (n, D) of classes y (n,), with the scores of the model's logits (n,)."""
    return Split(name, X, y, logits, score(logits, y))
