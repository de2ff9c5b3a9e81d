"""What stands below each chart: a line that is true of this run, as a claim that can be checked."""

import numpy as np

from ..core.checks import FloatArray
from ..core.loss import sigmoid
from ..scoring.evaluation import Evaluation
from ..wording.claims import Claim, claim
from .comparison import Comparison
from .diagnosis import LAST_DIGIT, loss_name
from .optimum import Existence
from .plane import Plane, share_above
from .run import Run
from .screen_line import Line
from .summary import has_risen

# A curve that rises on more than this share of its steps goes to and fro.
JAGGED = 0.1
# A rise below this is rounding.
ROUNDING = 1e-12
# Sums over many samples leave a few ε of rounding.
ARRIVED = 1e-15
# The radius of a ring as a share of the axis: what differs less lies inside.
SAME_SHARE = 0.01
# Probabilities that differ by less are the same in whole percents.
SAME_PROBABILITY = 0.005
# Farther from ½ a mean p is not that of two classes that are equally common.
EVEN = 0.02
# An L1 that holds all weights at 0 leaves balanced classes a bias of rounding alone.
UNDECIDED = 1e-14


def n_rises(curve: FloatArray) -> int:
    """On how many steps a curve over iterations rises."""
    return int(np.count_nonzero(np.diff(curve) > ROUNDING))


def is_jagged(curve: FloatArray) -> bool:
    """Whether a curve over iterations goes to and fro."""
    return len(curve) > 1 and n_rises(curve) / (len(curve) - 1) > JAGGED


def loss_caption(run: Run) -> Claim:
    """Below the loss curve."""
    trace = run.trace
    test = trace.validation_loss
    if is_jagged(trace.loss):
        return claim("curve rises", n_rises=n_rises(trace.loss), n_iters=trace.n_iters)
    if test is None:
        kind = "starts at a guess" if run.experiment.start else "starts at ln 2"
        return claim(kind, start=float(trace.loss[0]))
    lowest_at = int(np.argmin(test))
    if has_risen(test) and trace.loss[-1] < trace.loss[lowest_at]:
        return claim("test turned up", what=loss_name(run, "training"), lowest_at=lowest_at)
    above = float(test[-1] - test[lowest_at])
    if above < LAST_DIGIT:
        return claim("test lowest last", digit=LAST_DIGIT)
    return claim("test above lowest", above=above)


def boundary_captions(
    run: Run, line: Line, plane: Plane, threshold: float = 0.5
) -> tuple[Claim, ...]:
    """Below the boundary: what line and shading of a model in the plane show."""
    n_others = len(run.feature_map.others)
    if not len(line.points):
        why = without_line(run, line, plane, threshold)
        return (claim("slice at mean", n_others=n_others), why) if n_others else (why,)
    if n_others:
        return (claim("slice", n=n_others + 2, n_others=n_others),)
    if threshold == 0.5:
        return (claim("line at half"),)
    return (claim("line at threshold", name=run.dataset.class_names[1], threshold=threshold),)


def without_line(run: Run, line: Line, plane: Plane, threshold: float) -> Claim:
    """Why no line is drawn."""
    names, box = run.dataset.class_names, run.box
    if plane.is_flat and abs(plane.intercept) < UNDECIDED and threshold == 0.5:
        return claim("nothing decided")
    if plane.is_linear and 0 < threshold < 1:
        # No line comes in: what is so in one place is so everywhere.
        side = plane.logits(np.array(box.left), np.array(box.top))
        name = names[int(sigmoid(side) >= threshold)]
        return claim("one class everywhere", name=name, threshold=threshold)
    share = share_above(plane, box, threshold)
    # Waves too fine to follow are no line yet: it takes both classes.
    if line.is_too_fine and 0 < share < 1:
        return claim("line too fine", share=share, name=names[1], threshold=threshold)
    # There is no line at the threshold 1, but there are p that are 1 to their last digit.
    if threshold == 1 and share > 0:
        return claim("part of the area", share=share, name=names[1])
    # A curved line around a strip thinner than a pixel is found by no grid.
    kind = "one class everywhere" if plane.is_linear else "one class all over"
    return claim(kind, name=names[int(share > 0.5)], threshold=threshold)


def gap_caption(comparison: Comparison) -> Claim:
    """Below the gap to the lowest loss."""
    gap = comparison.gap
    n_iters = len(gap) - 1
    if is_jagged(gap):
        return claim("gap rises", n_rises=n_rises(gap), n_iters=n_iters)
    if comparison.existence is Existence.NONE:
        return claim("gap to limit")
    if gap[-1] <= ARRIVED:
        return claim("gap closed", n_iters=n_iters)
    return claim("gap left", n_iters=n_iters, what=comparison.objective_name, gap=float(gap[-1]))


def coefficients_caption(comparison: Comparison) -> Claim:
    """Below the weights of both."""
    if comparison.existence is Existence.NONE:
        return claim("weights without optimum")
    both = np.concatenate([comparison.ours.weights, comparison.theirs.weights, [0.0]])
    in_rings = bool((comparison.differences <= SAME_SHARE * np.ptp(both)).all())
    if in_rings and comparison.largest_p_difference <= SAME_PROBABILITY:
        return claim("same model", p_difference=comparison.largest_p_difference)
    return claim(
        "one is above",
        ours=max(comparison.ours.objective - comparison.lowest, 0.0),
        theirs=max(comparison.theirs.objective - comparison.lowest, 0.0),
    )


def balance_notes(run: Run) -> tuple[Claim, ...]:
    """What class weights do to the probabilities; nothing where all samples count the same.

    At a minimum the slope in the bias, which is never penalised, is 0: the weighted mean of p is
    that of y, which is ½.
    """
    weights, p = run.sample_weights, sigmoid(run.train.logits)
    if weights is None:
        return ()
    if abs(float(weights @ p) / len(p) - 0.5) > EVEN:
        return (claim("balance not reached"),)
    name, share = run.dataset.class_names[1], float(run.train.y.mean())
    return (claim("balanced", mean_p=float(p.mean()), share=share, name=name),)


def roc_caption(evaluation: Evaluation) -> Claim:
    """Below the ROC curve."""
    if evaluation.absent_class is not None:
        return _one_class("no curve", evaluation)
    if evaluation.roc.area < 0.5 - ROUNDING:
        return claim("ranks worse than chance", area=evaluation.roc.area)
    return claim("roc", name=evaluation.class_names[1])


def precision_recall_caption(evaluation: Evaluation) -> Claim:
    """Below the precision–recall curve."""
    if evaluation.absent_class is not None:
        kind = "guessing is as precise" if evaluation.split.y[0] == 1 else "no curve"
        return _one_class(kind, evaluation)
    return claim("precision and recall", name=evaluation.class_names[1])


def calibration_caption() -> Claim:
    """Below the calibration plot."""
    return claim("calibration")


def histogram_caption(evaluation: Evaluation) -> Claim:
    """Below the histogram."""
    if evaluation.absent_class is not None:
        return _one_class("one class in bars", evaluation)
    negative, positive = evaluation.class_names
    return claim("bars", name=positive, negative=negative)


def cost_caption(evaluation: Evaluation) -> Claim:
    """Below the costs."""
    if evaluation.absent_class is not None:
        mistakes = "negatives" if evaluation.split.y[0] else "positives"
        return _one_class("one mistake costs", evaluation, mistakes=mistakes)
    return claim("costs")


def _one_class(kind: str, evaluation: Evaluation, **values: str) -> Claim:
    return claim(kind, split=evaluation.split.name, absent=evaluation.absent_class, **values)
