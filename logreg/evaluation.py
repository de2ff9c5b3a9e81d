"""How good a trained model is: its probabilities on test points, judged at every threshold."""

from dataclasses import dataclass

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
from .words import count, percent

# A rate found on m points has a standard error of up to 1/(2√m): 16 % of 10 points.
FEWEST_OF_A_CLASS = 10
# A rate found on so many has one of up to 9 %.
FEWEST_POINTS = 30
# Ten bins hold five points each in the mean, and a single one moves a share by 20 %.
FEWEST_TO_CALIBRATE = 50


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
    note: str  # why not to trust the curves, in a sentence or two, or ""

    @property
    def class_sizes(self) -> tuple[int, int]:
        """How many points are of class 0 and of class 1."""
        return _class_sizes(self.y)

    @property
    def only_class(self) -> str | None:
        """The name of the one class there is, None if there are both."""
        n_zeros, n_ones = self.class_sizes
        return None if n_zeros and n_ones else self.class_names[int(n_ones > 0)]


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
        calibration=calibration(probability, split.y),
        histogram=histogram(probability, split.y),
        note=_note(split_name, _class_sizes(split.y), run.dataset.class_names),
    )


def on_few_points(split_name: str, n_points: int) -> str:
    """How little a share found on few points says; "" on many.

    The standard error of a share p of n points is √(p(1 − p)/n), which is at most 1/(2√n).
    """
    if n_points >= FEWEST_POINTS:
        return ""
    points = count(n_points, f"{split_name} point")
    error = percent(0.5 / n_points**0.5)
    return f"With only {points}, a share of them has a standard error of up to {error}."


def _class_sizes(y: FloatArray) -> tuple[int, int]:
    n_ones = int(y.sum())
    return len(y) - n_ones, n_ones


def _note(split_name: str, sizes: tuple[int, int], class_names: tuple[str, str]) -> str:
    sentences = [
        _on_flattery(split_name),
        on_few_points(split_name, sum(sizes)),
        _on_few_of_a_class(split_name, sizes, class_names),
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def _on_flattery(split_name: str) -> str:
    if split_name == "test":
        return ""
    return "There are no test points; the training points judge here, and they flatter the model."


def _on_few_of_a_class(
    split_name: str, sizes: tuple[int, int], class_names: tuple[str, str]
) -> str:
    fewest = min(sizes)
    name = class_names[sizes.index(fewest)]
    if fewest == 0:
        other = class_names[1 - sizes.index(0)]
        return (
            f"The {split_name} set holds only {other}: "
            "ROC and precision–recall curves need both classes."
        )
    if fewest < FEWEST_OF_A_CLASS:
        it = "it" if fewest == 1 else "each one"
        return (
            f"The {split_name} set holds only {count(fewest, 'point')} of {name}: {it} moves "
            f"the curves by {percent(1 / fewest)}, too much to trust them."
        )
    if sum(sizes) < FEWEST_TO_CALIBRATE:
        return (
            f"With {sum(sizes)} {split_name} points, a bin of the calibration plot holds only "
            f"about {sum(sizes) / 10:.0f}: take it for a sketch."
        )
    return ""
