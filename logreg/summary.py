"""A run in one sentence of plain words."""

import numpy as np

from .experiment import Run
from .optimizers import OPTIMIZERS
from .training import StopReason
from .validation import FloatArray
from .words import count, decimal

# The loss counts as level when the last tenth of the iterations brought less of the whole fall.
LEVEL_SHARE = 0.01
# The test loss counts as risen when it ends more than this share above its lowest.
RISEN_SHARE = 0.05


def describe(run: Run) -> str:
    """What happened in this run, and what to change where something should be."""
    if run.trace.stop_reason is StopReason.DIVERGED:
        return run.trace.message
    return f"{_course(run)}{_outcome(run)}"


def _course(run: Run) -> str:
    """How the loss went."""
    trace = run.trace
    objective = trace.loss + trace.penalty
    n_risen = int(np.count_nonzero(np.diff(objective) > 1e-12 * np.abs(objective[:-1])))
    span = f"from {decimal(trace.loss[0])} to {decimal(trace.loss[-1])}"
    if n_risen and _is_mini_batch(run):
        return (
            f"The loss went {span} and rose on {n_risen} of {trace.n_iters} steps:"
            f" each step saw only {run.experiment.batch_size} of {len(run.train.y)} samples"
        )
    if n_risen:
        return f"The loss rose on {n_risen} of {trace.n_iters} steps: {_cause_of_rises(run)}"
    if trace.stop_reason is StopReason.CONVERGED:
        return (
            f"The loss fell {span} and reached its minimum after"
            f" {count(trace.n_iters, 'iteration')}"
        )
    falling = f"The loss fell {span} in {count(trace.n_iters, 'iteration')}"
    turn = _turn(trace.validation_loss)
    if turn is not None:
        return f"{falling}, but on test points it has risen since iteration {turn}"
    return f"{falling} and {'has levelled off' if _is_level(objective) else 'is still falling'}"


def _cause_of_rises(run: Run) -> str:
    if run.experiment.optimizer == "gd":
        if not run.experiment.standardize and _scales_differ(run):
            return "the learning rate is too high for features on such different scales"
        return "the learning rate is too high"
    label = OPTIMIZERS[run.experiment.optimizer].label
    return f"{label} carries speed from step to step and overshoots"


def _outcome(run: Run) -> str:
    """How many samples end on the right side."""
    name, split = ("test", run.test) if run.test is not None else ("training", run.train)
    counts = split.scores.confusion
    points = count(int(counts.n_samples), f"{name} point")
    return f"; {counts.n_correct} of {points} are classified correctly."


def _turn(test_loss: FloatArray | None) -> int | None:
    """The iteration of the lowest test loss, where it has risen clearly since."""
    if test_loss is None:
        return None
    lowest = int(np.argmin(test_loss))
    has_risen = test_loss[-1] > (1 + RISEN_SHARE) * test_loss[lowest]
    return lowest if has_risen else None


def _is_mini_batch(run: Run) -> bool:
    batch_size = run.experiment.batch_size
    return batch_size is not None and batch_size < len(run.train.y)


def _is_level(objective: FloatArray) -> bool:
    before = objective[-1 - max(1, len(objective) // 10)]
    return bool(before - objective[-1] <= LEVEL_SHARE * (objective[0] - objective[-1]))


def _scales_differ(run: Run) -> bool:
    deviations = run.feature_map.matrix(run.train.X).std(axis=0)
    return bool(deviations.max() > 10 * deviations.min())
