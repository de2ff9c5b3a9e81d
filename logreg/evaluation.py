"""How good a trained model is: its probabilities on test points, judged at every threshold."""

from collections.abc import Iterator
from dataclasses import dataclass

from .claims import Claim, claim
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
from .experiment import Run
from .objective import sigmoid
from .validation import FloatArray

# A rate found on m points has a standard error of up to 1/(2√m): 16 % of 10 points.
FEWEST_OF_A_CLASS = 10
# A rate found on so many has one of up to 9 %.
FEWEST_POINTS = 30
# Ten bins hold five points each in the mean, and a single one moves a share by 20 %.
FEWEST_TO_CALIBRATE = 50
N_BINS = 10


@dataclass(frozen=True, eq=False)
class Evaluation:
    """What a run's model makes of n points, test points where there are any."""

    split_name: str  # "test" or "training"
    class_names: tuple[str, str]
    y: FloatArray  # (n,)
    logits: FloatArray  # (n,) of class 1, by which the curves rank
    probability: FloatArray  # (n,) P(class 1)
    roc: RocCurve
    precision_recall: PrecisionRecallCurve
    calibration: Calibration
    histogram: Histogram
    notes: tuple[Claim, ...]  # why not to trust the curves

    @property
    def class_sizes(self) -> tuple[int, int]:
        """How many points are of class 0 and of class 1."""
        return _class_sizes(self.y)

    @property
    def absent_class(self) -> str | None:
        """The name of the class without a point, None if there are both."""
        n_zeros, n_ones = self.class_sizes
        return None if n_zeros and n_ones else self.class_names[int(n_zeros > 0)]


def evaluate(run: Run) -> Evaluation:
    """Judge the model at the end of the run, on its test points if it has any."""
    split_name, split = ("training", run.train) if run.test is None else ("test", run.test)
    probability = sigmoid(split.logits)
    return Evaluation(
        split_name=split_name,
        class_names=run.dataset.class_names,
        y=split.y,
        logits=split.logits,
        probability=probability,
        roc=roc_curve(split.logits, split.y),
        precision_recall=precision_recall_curve(split.logits, split.y),
        calibration=calibration(probability, split.y, N_BINS),
        histogram=histogram(probability, split.y),
        notes=tuple(_notes(split_name, _class_sizes(split.y), run.dataset.class_names)),
    )


def few_points(split_name: str, n_points: int) -> Claim | None:
    """How little a share found on few points says; None on many.

    The standard error of a share p of n points is √(p(1 − p)/n), which is at most 1/(2√n).
    """
    if n_points >= FEWEST_POINTS:
        return None
    return claim("few points", n=n_points, split=split_name, error=0.5 / n_points**0.5)


def _class_sizes(y: FloatArray) -> tuple[int, int]:
    n_ones = int(y.sum())
    return len(y) - n_ones, n_ones


def _notes(
    split_name: str, sizes: tuple[int, int], class_names: tuple[str, str]
) -> Iterator[Claim]:
    if split_name == "training":
        yield claim("training judges")
    if caution := few_points(split_name, sum(sizes)):
        yield caution
    fewest = min(sizes)
    name = class_names[sizes.index(fewest)]
    if fewest == 0:
        yield claim("one class alone", split=split_name, name=class_names[sizes.index(max(sizes))])
    elif fewest < FEWEST_OF_A_CLASS:
        yield claim("few of a class", split=split_name, n=fewest, name=name, share=1 / fewest)
    elif sum(sizes) < FEWEST_TO_CALIBRATE:
        n = sum(sizes)
        yield claim("few in a bin", split=split_name, n=n, per_bin=round(n / N_BINS))
