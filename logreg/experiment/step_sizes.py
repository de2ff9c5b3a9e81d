"""The learning rates at which a run changes its ways: the one place that knows them.

Two numbers of different kinds, which are not two forms of one limit:
    2/L             sufficient: up to it full-batch gradient descent never raises the objective;
    limit/λmax(θ*)  necessary: above it no run can come to rest at the minimum θ*.
Between them a run may jump at first and settle later.
"""

from dataclasses import dataclass

import numpy as np

from ..core.checks import FloatArray
from ..core.features import Standardizer
from .optimum import Optimum, minimum_of
from .run import Run

# Eigenvalues are known to a few ε of the largest one.
UNKNOWN_BELOW = 1e-11


@dataclass(frozen=True)
class StepSizes:
    """What is known of the learning rate of an experiment; None where there is nothing to say.

    `never_rises` is 2/L, known of plain full-batch gradient descent alone. `can_rest` is
    limit/λmax at the minimum, of full-batch optimisers whose registry entry states a limit, where
    there is a minimum: without one there is nowhere to rest, and no limit.
    """

    never_rises: float | None
    can_rest: float | None
    curvatures: FloatArray | None  # (k,) eigenvalues of the Hessian at the minimum, rising

    @property
    def condition(self) -> float | None:
        """κ = λmax/λmin at the minimum, in the units trained in, bias included.

        None where the smallest curvature has no digits that are known.
        """
        if self.curvatures is None or self.curvatures[0] <= UNKNOWN_BELOW * self.curvatures[-1]:
            return None
        return float(self.curvatures[-1] / self.curvatures[0])


def step_sizes(run: Run, optimum: Optimum) -> StepSizes:
    """The step sizes of a run, whose `optimum` is that of its objective. 0.15 ms on 300 points.

    Near the minimum every optimiser with a `stability_limit` is the linear iteration for which
    that limit is stated, so it is exact there. With L1 the Hessian is that of the weights that are
    not 0: at the others the kink holds the run, whatever its step.
    """
    entry, is_full_batch = run.experiment.settings.optimizer_entry, run.is_full_batch
    curvatures, limit = curvatures_at_minimum(run, optimum), entry.stability_limit
    can_rest = None
    if is_full_batch and limit is not None and curvatures is not None:
        can_rest = float(limit / curvatures[-1])
    never_rises = stable_rate(run) if is_full_batch and is_plain(run) else None
    return StepSizes(never_rises, can_rest, curvatures)


def is_plain(run: Run) -> bool:
    """Whether it is gradient descent itself, which remembers nothing from step to step."""
    return run.experiment.settings.optimizer == "gd"


def curvatures_at_minimum(run: Run, optimum: Optimum) -> FloatArray | None:
    """Eigenvalues of the objective's Hessian at its minimum, rising; None where none is known."""
    theta = minimum_of(run, optimum)
    if theta is None:
        return None
    hessian = run.objective.hessian(theta)
    if run.experiment.settings.l1:
        is_free = np.append(theta[:-1] != 0, True)
        hessian = hessian[np.ix_(is_free, is_free)]
    return np.linalg.eigvalsh(hessian).astype(np.float64, copy=False)


def stable_rate(run: Run) -> float:
    """The learning rate 2/L below which full-batch gradient descent can never raise the loss.

    L = λmax(X̃ᵀSX̃)/(4Σs) + λ₂ with X̃ = [X 1] bounds the second derivatives, as p(1 − p) ≤ 1/4; S
    has the samples' weights s, 1 where all count the same. A step
    η from θ then changes the objective by at most −η(1 − ηL/2)‖∇f‖², the descent lemma: Nesterov
    (2004), *Introductory Lectures on Convex Optimization*; Bubeck (2015), "Convex Optimization:
    Algorithms and Complexity". With L1 it holds for the proximal step as well.
    """
    return _stable_rate(run, run.columns(run.train.X))


def standardized_stable_rate(run: Run) -> float:
    """What 2/L would be with every column at mean 0 and deviation 1."""
    columns = run.columns(run.train.X)
    return _stable_rate(run, Standardizer.fit(columns).transform(columns))


def largest_curvature(run: Run, columns: FloatArray) -> float:
    """λmax(X̃ᵀSX̃)/(4Σs) of the training samples as columns (n, d)."""
    with_ones = np.column_stack([columns, np.ones(len(columns))])
    weights = run.sample_weights
    weighted = with_ones if weights is None else weights[:, None] * with_ones
    return float(np.linalg.eigvalsh(with_ones.T @ weighted)[-1] / (4 * len(columns)))


def _stable_rate(run: Run, columns: FloatArray) -> float:
    return 2 / (largest_curvature(run, columns) + run.experiment.settings.l2)
