"""Rules about how the model is judged: a rare class, and too few points."""

from collections.abc import Iterator
from functools import partial
from math import sqrt

import numpy as np

from ...core.checks import FloatArray
from ...core.inference import NORMAL_975
from ...core.kinds import Integer
from ...core.loss import sigmoid
from ...data.sources import Toy
from ...scoring.decision import Decision
from ...scoring.evaluation import FEWEST_POINTS, few_points
from ...scoring.metrics import Confusion, confusion_by_threshold
from ...scoring.split import Split
from ...wording.claims import Claim, claim
from ..experiment import CHOICE
from ..optimum import Optimum
from ..run import Run
from .offer import Offer, has_diverged

RARE = 0.15
FEW_FOUND = 0.5
# Thresholds in steps of a hundredth, as the slider has them.
THRESHOLDS = np.arange(1, 100) / 100
# So many test points make a share known to 5 %.
ENOUGH_POINTS = 100
SAMPLES_IN_STEPS_OF = 50
LARGER_SHARES = (0.3, 0.5)


def rare_class(run: Run, optimum: Optimum) -> Iterator[Offer]:
    """A class so rare that a model which hardly ever finds it is mostly right."""
    n_zeros, n_ones = run.train.class_sizes
    rare = int(n_ones < n_zeros)
    n_judged = run.judged.class_sizes[rare]
    is_rare = min(n_zeros, n_ones) < RARE * (n_zeros + n_ones)
    if not is_rare or has_diverged(run) or not n_judged:
        return
    if _recall(run.judged.scores.confusion, rare) >= FEW_FOUND:
        return
    threshold = _threshold_of_equal_recall(run.train)
    names = run.dataset.class_names
    share = run.judged.class_sizes[1 - rare] / len(run.judged.y)
    yield Offer(
        claim("accuracy flatters", name=names[1 - rare], share=share),
        claim("evaluate at threshold", threshold=threshold),
        run.experiment,
        partial(_judge_recall, rare, threshold),
        Decision(threshold),
    )


def few_test_points(run: Run, optimum: Optimum) -> Iterator[Offer]:
    """A score that so few points made says little of the next ones."""
    if run.test is None or has_diverged(run) or len(run.test.y) >= FEWEST_POINTS:
        return
    n, n_correct = len(run.test.y), int(run.test.scores.confusion.n_correct)
    low, high = wilson_interval(n_correct, n)
    why = claim("few test points", n_correct=n_correct, n=n, low=low, high=high)
    source, share = run.experiment.source, run.experiment.test_share
    if isinstance(source, Toy):
        steps = -(-ENOUGH_POINTS / share // SAMPLES_IN_STEPS_OF)
        n_samples = min(int(steps) * SAMPLES_IN_STEPS_OF, _most_samples())
        if n_samples > source.n_samples:
            changed = run.experiment.changed(n_samples=n_samples)
            yield Offer(why, claim("take samples", n=n_samples), changed, _judge_error)
    for larger in LARGER_SHARES:
        if larger > share:
            changed = run.experiment.changed(test_share=larger)
            yield Offer(why, claim("set test share", share=larger), changed, _judge_error)


def wilson_interval(n_right: int, n: int) -> tuple[float, float]:
    """Between which shares the true one lies, 95 times in 100, where n_right of n points are right.

    Wilson (1927), "Probable inference, the law of succession, and statistical inference", Journal
    of the American Statistical Association 22. All right says something too: 5 of 5 are 57 % or
    more.
    """
    share, z = n_right / n, NORMAL_975
    middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z * sqrt(share * (1 - share) / n + z**2 / (4 * n**2)) / (1 + z**2 / n)
    return max(middle - half, 0.0), min(middle + half, 1.0)


def _most_samples() -> int:
    kind = CHOICE["n_samples"].kind
    assert isinstance(kind, Integer)
    return int(kind.range.high)


def _judge_recall(rare: int, threshold: float, before: Run, after: Run) -> Claim | None:
    """By the share of the rare class that is found among the points that judge."""
    split = after.judged
    found = confusion_by_threshold(sigmoid(split.logits), split.y, [threshold])
    recalls = (
        float(_recall(before.judged.scores.confusion, rare)),
        float(_recall(found, rare)[0]),
    )
    if recalls[1] <= recalls[0]:
        return None
    return claim(
        "recall before and after",
        name=after.dataset.class_names[rare],
        before=recalls[0],
        after=recalls[1],
        right_before=float(before.judged.scores.confusion.accuracy),
        right_after=float(found.accuracy[0]),
    )


def _judge_error(before: Run, after: Run) -> Claim | None:
    """By what a share of the test points can be off."""
    if before.test is None or after.test is None:
        return None
    sizes = len(before.test.y), len(after.test.y)
    if few_points("test", sizes[1]):
        return None
    errors = [0.5 / sqrt(size) for size in sizes]
    return claim("error before and after", before=errors[0], after=errors[1])


def _recall(counts: Confusion, label: int) -> FloatArray:
    return counts.recall if label else counts.specificity


def _threshold_of_equal_recall(split: Split) -> float:
    """Where both classes are found alike, as nearly as hundredths can."""
    found = confusion_by_threshold(sigmoid(split.logits), split.y, THRESHOLDS)
    return float(THRESHOLDS[np.abs(found.recall - found.specificity).argmin()])
