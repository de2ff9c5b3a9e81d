"""A run in one sentence of plain words."""

import numpy as np

from .experiment import Run
from .optimizers import OPTIMIZERS
from .training import StopReason
from .validation import FloatArray
from .words import count, decimal

# Rises are the story when they are more than this share of the steps; else a few are forgiven.
RISEN_SHARE = 0.05
# A loss counts as risen when it ends this share above its lowest, and by more than the last digit.
ABOVE_LOWEST = 0.05
LAST_DIGIT = 0.001
# Still falling: the last tenth of the iterations brought more than this share of the whole fall.
FALLING_SHARE = 0.01
# Falling slowly: the last half did.
SLOWLY_SHARE = 0.001
# Features whose mean is this many deviations from zero pull the weights and the bias together.
FAR_FROM_ZERO = 3.0
DIFFERENT_SCALES = 10.0


def describe(run: Run) -> str:
    """What happened in this run, and what to change where something should be."""
    if run.trace.stop_reason is StopReason.DIVERGED:
        return run.trace.message
    return f"{_course(run)}{_outcome(run)}"


def _course(run: Run) -> str:
    """How the training loss went."""
    trace = run.trace
    objective, n_rises = trace.objective, trace.n_rises
    span = f"from {decimal(trace.loss[0])} to {decimal(trace.loss[-1])}"
    if n_rises > RISEN_SHARE * trace.n_iters or _has_risen(objective):
        rises = f"rose on {n_rises} of {count(trace.n_iters, 'step')}"
        return f"The training loss went {span} and {rises}: {_cause_of_rises(run)}"
    iterations = count(trace.n_iters, "iteration")
    falling = f"The training loss fell {span} in {iterations}"
    if trace.validation_loss is not None and _has_risen(trace.validation_loss):
        lowest = int(np.argmin(trace.validation_loss))
        return f"{falling}, but on test points it has risen since iteration {lowest}"
    if _is_separated(run):
        return f"{falling} and could fall for ever: the training points can be parted without error"
    if trace.stop_reason is StopReason.CONVERGED:
        return f"The training loss fell {span} and reached its minimum after {iterations}"
    return f"{falling} and {_pace(objective)}"


def _cause_of_rises(run: Run) -> str:
    experiment, loss = run.experiment, run.trace.loss
    is_worse = loss[-1] > loss[0]
    if run.n_per_step < len(run.train.y) and not is_worse:
        return f"each step saw only {run.n_per_step} of {len(run.train.y)} samples"
    if not experiment.standardize:
        columns = run.feature_map.matrix(run.train.X)
        deviations = columns.std(axis=0)
        if deviations.max() > DIFFERENT_SCALES * deviations.min():
            return "the learning rate is too high for features on such different scales"
        if (np.abs(columns.mean(axis=0)) > FAR_FROM_ZERO * deviations).any():
            return "the learning rate is too high for features that are not standardised"
    if experiment.optimizer == "gd" or is_worse:
        return "the learning rate is too high"
    label = OPTIMIZERS[experiment.optimizer].label
    return f"{label} carries speed from step to step and overshoots"


def _outcome(run: Run) -> str:
    """How many samples end on the right side."""
    name, split = ("test", run.test) if run.test is not None else ("training", run.train)
    counts = split.scores.confusion
    points = count(int(counts.n_samples), f"{name} point")
    return f"; {counts.n_correct} of {points} are classified correctly."


def _is_separated(run: Run) -> bool:
    """Without a penalty, a loss of separated classes has no minimum: larger weights always help."""
    is_free = run.experiment.l1 == 0 and run.experiment.l2 == 0
    return is_free and bool(run.train.scores.confusion.accuracy == 1)


def _has_risen(losses: FloatArray) -> bool:
    return bool(losses[-1] - losses.min() > max(ABOVE_LOWEST * losses.min(), LAST_DIGIT))


def _pace(objective: FloatArray) -> str:
    n_iters = len(objective) - 1
    fall = objective[0] - objective[-1]
    if objective[-1 - max(1, n_iters // 10)] - objective[-1] > FALLING_SHARE * fall:
        return "is still falling"
    if objective[-1 - max(1, n_iters // 2)] - objective[-1] > SLOWLY_SHARE * fall:
        return "is falling slowly"
    return "has levelled off"
