"""How low the loss of a run could get: the minimum of its objective, or that there is none."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any

import numpy as np

from ..core.checks import FloatArray
from ..core.features import Standardizer
from ..core.optimality import parts_all
from ..core.training import StopReason, train, unheard
from .experiment import Experiment
from .run import Run
from .separability import Separability, margin_of, separability

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
    # Where there is none: a plane that parts the classes, in the same form, which proves it.
    parting: FloatArray | None = None


def parting_margin(run: Run, optimum: Optimum) -> float | None:
    """How near a training sample comes to the parting plane, in deviations of the features.

    None where no plane is known, or rounding leaves its nearest sample on neither side.
    """
    if optimum.parting is None:
        return None
    raw = run.feature_map.matrix(run.train.X)
    level = Standardizer.fit(raw)
    plane = np.append(*level.scaled(optimum.parting[:-1], optimum.parting[-1]))
    margin = margin_of(level.transform(raw), run.train.y, plane)
    return margin if margin > 0 else None


def minimum_of(run: Run, optimum: Optimum) -> FloatArray | None:
    """θ* (d + 1,) in the units that the run trains in; None where none is known."""
    if optimum.theta is None:
        return None
    weights, bias = run.standardizer.scaled(optimum.theta[:-1], optimum.theta[-1])
    return np.append(weights, bias)


_USUAL = Experiment().settings
# What says how an experiment walks, and not over which landscape.
_OF_THE_WALK: Mapping[str, Any] = MappingProxyType(
    {
        "learning_rate": _USUAL.learning_rate,
        "n_iters": _USUAL.n_iters,
        "optimizer": _USUAL.optimizer,
        "batch_size": _USUAL.batch_size,
        "start": (),
    }
)


def terrain_of(experiment: Experiment) -> Experiment:
    """What all experiments that walk over one landscape have in common, in the same units."""
    return experiment.changed(**_OF_THE_WALK)


def objective_of(experiment: Experiment) -> Experiment:
    """What all experiments that minimise the same objective have in common.

    Without a penalty the units of a feature are its weight's alone: standardised or not, the
    lowest loss is one.
    """
    is_penalized = experiment.settings.is_penalized
    return experiment.changed(**_OF_THE_WALK, standardize=experiment.standardize and is_penalized)


def find_optimum(run: Run, report: Callable[[float], object] = unheard) -> Optimum:
    """The optimum of what the run minimises, found without it.

    Newton's method mostly brings a certificate along: a minimum, or an iterate that parts the
    classes. Only where it ends without one a linear program is asked.
    """
    X, y, settings = run.columns(run.train.X), run.train.y, run.experiment.settings
    is_free = not settings.is_penalized
    level = Standardizer.fit(X) if is_free else Standardizer.identity(X.shape[1])
    X = level.transform(X)

    def as_they_came(theta: FloatArray) -> FloatArray:
        return np.append(*run.standardizer.unscale(*level.unscale(theta[:-1], theta[-1])))

    for n_iters in NEWTON_ITERATIONS:
        newton = replace(settings, n_iters=n_iters, optimizer="newton", batch_size=None, tol=0.0)
        trace = train(X, y, newton, report=report)
        end = np.append(trace.weights[-1], trace.bias[-1])
        if is_free and parts_all(X, y, end):
            return Optimum(Existence.NONE, 0.0, parting=as_they_came(end))
        if trace.stop_reason is StopReason.CONVERGED:
            return Optimum(Existence.MINIMUM, float(trace.objective.min()), as_they_came(end))
    certificate = separability(X, y) if is_free else None
    if certificate and certificate.answer is Separability.PARTED and certificate.plane is not None:
        return Optimum(Existence.NONE, 0.0, parting=as_they_came(certificate.plane))
    return Optimum(Existence.UNKNOWN, float(trace.objective.min()))
