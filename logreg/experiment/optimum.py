"""How low the loss of a run could get: the minimum of its objective, or that there is none."""

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from ..core.checks import FloatArray
from ..core.features import Standardizer
from ..core.optimality import parts_all
from ..core.training import StopReason, train
from .experiment import Experiment
from .run import Run
from .separability import Separability, separability

# Where there is a minimum, Newton's method needs about ten; where there is none, the classes are
# mostly parted by then. The rest takes its time.
NEWTON_ITERATIONS = (12, 50)


class Existence(StrEnum):
    """Whether the objective has a minimum."""

    MINIMUM = "a minimum"
    NONE = "no minimum"  # the classes can be parted and no penalty holds the weights back
    UNKNOWN = "not known"


@dataclass(frozen=True, eq=False)
class Optimum:
    """The lowest objective known: the minimum itself, or the limit 0 where there is none."""

    existence: Existence
    lowest: float
    # Where the minimum lies: weights then bias (d + 1,), in the units of the features as they came.
    # All runs of one objective share it, standardised or not.
    theta: FloatArray | None = None


def minimum_of(run: Run, optimum: Optimum) -> FloatArray | None:
    """θ* (d + 1,) in the units that the run trains in; None where none is known."""
    if optimum.theta is None:
        return None
    weights, bias = run.standardizer.scaled(optimum.theta[:-1], optimum.theta[-1])
    return np.append(weights, bias)


def objective_of(experiment: Experiment) -> Experiment:
    """What all experiments that minimise the same objective have in common.

    Without a penalty the units of a feature are its weight's alone: standardised or not, the
    lowest loss is one.
    """
    usual = Experiment().settings
    is_free = not experiment.settings.is_penalized
    return experiment.changed(
        learning_rate=usual.learning_rate,
        n_iters=usual.n_iters,
        optimizer=usual.optimizer,
        batch_size=usual.batch_size,
        standardize=experiment.standardize and not is_free,
    )


def find_optimum(run: Run) -> Optimum:
    """The optimum of what the run minimises, found without it.

    Newton's method mostly brings a certificate along: a minimum, or an iterate that parts the
    classes. Only where it ends without one a linear program is asked.
    """
    X, y, settings = run.columns(run.train.X), run.train.y, run.experiment.settings
    is_free = not settings.is_penalized
    if is_free:
        level = Standardizer.fit(X)
        X = level.transform(X)
    for n_iters in NEWTON_ITERATIONS:
        newton = replace(settings, n_iters=n_iters, optimizer="newton", batch_size=None, tol=0.0)
        trace = train(X, y, newton)
        if is_free and parts_all(X, y, np.append(trace.weights[-1], trace.bias[-1])):
            return Optimum(Existence.NONE, 0.0)
        if trace.stop_reason is StopReason.CONVERGED:
            weights, bias = trace.weights[-1], trace.bias[-1]
            if is_free:
                weights, bias = level.unscale(weights, bias)
            theta = np.append(*run.standardizer.unscale(weights, bias))
            return Optimum(Existence.MINIMUM, float(trace.objective.min()), theta)
    if is_free and separability(X, y).answer is Separability.PARTED:
        return Optimum(Existence.NONE, 0.0)
    return Optimum(Existence.UNKNOWN, float(trace.objective.min()))
