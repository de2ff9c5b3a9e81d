"""Which reason a run ended for, by what can be shown of its last point."""

import numpy as np

from .checks import FloatArray
from .endings import (
    Ending,
    converged_ending,
    diverged_ending,
    full_ending,
    parted_ending,
    stalled_ending,
)
from .history import Points
from .optimality import excess_bound, parts_all
from .optimizers import Newton
from .problem import Problem

# The Hessian that tells whether `tol` was met at a minimum takes up to 32 MB.
MOST_PARAMETERS = 2_000
# The objective of a converged run is at most this share above its minimum.
CONVERGED_WITHIN = 1e-8
# So many Newton steps lead from where `tol` was met to a minimum, where there is one.
STEPS_OF_PROOF = 20


def find_ending(points: Points, problem: Problem) -> Ending:
    """The reason, and the sentence that says it. Samples of weight 0 prove nothing."""
    theta, values, settings = points.thetas[-1], points.objective, problem.settings
    if points.is_cut:
        return diverged_ending(len(values), problem)
    if not points.why:
        return full_ending(values, problem)
    counted = problem.samples.counted()
    if not settings.is_penalized and parts_all(counted.X, counted.y, theta):
        return parted_ending(values, points.why)
    if settings.tol and len(theta) > MOST_PARAMETERS:
        return converged_ending(values, points.why)  # by what tol means, without a proof
    lower, bound = _excess(problem, theta)
    within = max(settings.tol, CONVERGED_WITHIN * values[-1])
    if bound <= within:
        return converged_ending(values, points.why)
    return stalled_ending(values, points.why, lower if lower > within else 0.0)


def _excess(problem: Problem, theta: FloatArray) -> tuple[float, float]:
    """Between which two numbers F(θ) − min F lies; Newton's steps from θ show how low F goes."""
    objective, counted = problem.objective, problem.samples.counted()
    l1, l2 = problem.settings.l1, problem.settings.l2
    newton, lowest = Newton(), theta
    for _ in range(STEPS_OF_PROOF):
        lower = objective.value(theta) - objective.value(lowest)
        bound = lower + excess_bound(counted.X, counted.y, lowest, counted.weights, l1=l1, l2=l2)
        if np.isfinite(bound):
            return lower, bound
        moved, _ = newton.step(objective, lowest, objective.gradient(lowest), None)
        if moved is lowest:
            break
        lowest = moved
    return lower, np.inf
