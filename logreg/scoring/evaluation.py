"""How good a trained model is: its probabilities on test points, judged at every threshold."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..core.checks import FloatArray
from ..core.loss import sigmoid
from ..wording.claims import Claim, claim
from .curves import (
    Calibration,
    Histogram,
    PrecisionRecallCurve,
    RocCurve,
    calibration,
    histogram,
    precision_recall_curve,
    roc_curve,
)
from .split import Split

# A rate found on m points has a standard error of up to 1/(2√m): 16 % of 10 points.
FEWEST_OF_A_CLASS = 10
# A rate found on so many has one of up to 9 %.
FEWEST_POINTS = 30
# Ten bins hold five points each in the mean, and a single one moves a share by 20 %.
FEWEST_TO_CALIBRATE = 50
N_BINS = 10


@dataclass(frozen=True, eq=False)
class Evaluation:
    """What a model makes of the n points of a split, judged at every threshold."""

    split: Split
    class_names: tuple[str, str]
    probability: FloatArray  # (n,) P(class 1)
    roc: RocCurve
    precision_recall: PrecisionRecallCurve
    calibration: Calibration
    histogram: Histogram
    notes: tuple[Claim, ...]  # why not to trust the curves

    @property
    def absent_class(self) -> str | None:
        """The name of the class without a point, None if there are both."""
        n_zeros, n_ones = self.split.class_sizes
        return None if n_zeros and n_ones else self.class_names[int(n_zeros > 0)]


def evaluate(split: Split, class_names: tuple[str, str]) -> Evaluation:
    """Judge a model by what it makes of the samples of a split."""
    probability = sigmoid(split.logits)
    return Evaluation(
        split=split,
        class_names=class_names,
        probability=probability,
        roc=roc_curve(split.logits, split.y),
        precision_recall=precision_recall_curve(split.logits, split.y),
        calibration=calibration(probability, split.y, N_BINS),
        histogram=histogram(probability, split.y),
        notes=tuple(_notes(split, class_names)),
    )


def few_points(split_name: str, n_points: int) -> Claim | None:
    """How little a share found on few points says; None on many.

    The standard error of a share p of n points is √(p(1 − p)/n), which is at most 1/(2√n).
    """
    if n_points >= FEWEST_POINTS:
        return None
    return claim("few points", n=n_points, split=split_name, error=0.5 / n_points**0.5)


def _notes(split: Split, class_names: tuple[str, str]) -> Iterator[Claim]:
    sizes = split.class_sizes
    if split.name == "training":
        yield claim("training judges")
    if caution := few_points(split.name, sum(sizes)):
        yield caution
    fewest = min(sizes)
    name = class_names[sizes.index(fewest)]
    if fewest == 0:
        yield claim("one class alone", split=split.name, name=class_names[sizes.index(max(sizes))])
    elif fewest < FEWEST_OF_A_CLASS:
        yield claim("few of a class", split=split.name, n=fewest, name=name, share=1 / fewest)
    elif sum(sizes) < FEWEST_TO_CALIBRATE:
        n = sum(sizes)
        yield claim("few in a bin", split=split.name, n=n, per_bin=round(n / N_BINS))
