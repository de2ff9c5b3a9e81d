"""What standardising did to the shape of what is minimised: κ in both units."""

from dataclasses import dataclass

from ..wording.claims import Claim, claim
from .experiment import Experiment
from .optimum import Optimum, find_optimum
from .run import Run, run
from .step_sizes import step_sizes


@dataclass(frozen=True)
class Scaling:
    """κ = λmax/λmin of the Hessian at the minimum, the bias included; None where none is known."""

    raw: float | None  # with the features as they come
    standardized: float | None


def scaling(result: Run, optimum: Optimum) -> Scaling:
    """κ of the run's own objective, and of the same with its features in the other units.

    Without a penalty both have one minimum; a penalty makes two objectives of them.
    """
    own = step_sizes(result, optimum).condition
    other_run = run(in_other_units(result.experiment))
    is_free = not result.experiment.settings.is_penalized
    other_optimum = optimum if is_free else find_optimum(other_run)
    other = step_sizes(other_run, other_optimum).condition
    return Scaling(other, own) if result.experiment.standardize else Scaling(own, other)


def in_other_units(experiment: Experiment) -> Experiment:
    """The same objective with the features standardised where they are not, and the reverse."""
    return experiment.changed(standardize=not experiment.standardize, n_iters=1, start=())


def scaling_caption(found: Scaling) -> Claim:
    """What the two say."""
    if found.raw is None or found.standardized is None:
        return claim("no curvatures")
    return claim("curvatures", raw=found.raw, standardized=found.standardized)
