"""Section 5: the gradient by its formula, and by trying."""

from dataclasses import dataclass

import numpy as np

from ..core.checks import FloatArray, Range
from ..core.loss import LogisticLoss
from ..experiment.run import Run
from ..plain.descent import gradient
from ..plain.pieces import central_differences

# From 0.1 down to 10⁻¹², three to a decade.
EPSILONS = np.logspace(-1, -12, 34)
# What a hand may choose: as wide as the picture, down to where nothing but rounding is left.
WIDTHS = Range(1e-12, 1.0)
# On either side of the weight, what the picture of the secant shows.
REACH = 1.5
SECANT_POINTS = 121
# So much the error must change to be called another.
CLEARLY = 3.0


@dataclass(frozen=True, eq=False)
class GradientCheck:
    """The gradient after one of a run's iterations, by formula and by differences."""

    names: tuple[str, ...]  # of the d weights; the bias comes after them
    analytic: FloatArray  # (d + 1,), the core's
    plain: FloatArray  # (d + 1,), by `plain.descent.gradient`
    numeric: FloatArray  # (d + 1,), with the best ε
    is_at_zero: bool  # all weights and the bias are 0, as before the first iteration
    epsilons: FloatArray  # (e,)
    errors: FloatArray  # (e,), the largest difference of any component for each ε

    @property
    def best(self) -> int:
        """The index of the ε with the smallest error."""
        return int(self.errors.argmin())


def check_gradient(run: Run, iteration: int) -> GradientCheck:
    """Check the core's gradient of the mean log loss, on the run's own columns."""
    X, y = run.columns(run.train.X), run.train.y
    weights, bias = run.trace.weights[iteration], float(run.trace.bias[iteration])
    theta = np.append(weights, bias)
    objective = LogisticLoss(X, y)
    analytic = objective.gradient(theta)
    by_epsilon = [central_differences(objective.log_losses, theta, epsilon) for epsilon in EPSILONS]
    errors = np.abs(np.array(by_epsilon) - analytic).max(axis=1)
    return GradientCheck(
        names=run.feature_map.labels(run.dataset.feature_names),
        analytic=analytic,
        plain=np.append(*gradient(X, y, weights, bias)),
        numeric=by_epsilon[errors.argmin()],
        is_at_zero=not theta.any(),
        epsilons=EPSILONS,
        errors=errors,
    )


@dataclass(frozen=True, eq=False)
class Secant:
    """The loss over one parameter alone, and the secant that ε gives."""

    places: FloatArray  # (s,), of the parameter
    losses: FloatArray  # (s,)
    ends: FloatArray  # (2,), ε before the parameter and ε after it
    end_losses: FloatArray  # (2,)
    place: float
    loss: float
    numeric: float  # the slope of the secant
    analytic: float  # by the formula


def secant_of(run: Run, iteration: int, j: int, epsilon: float) -> Secant:
    """For the parameter j, the bias where j is the last, after one of a run's iterations."""
    objective = LogisticLoss(run.columns(run.train.X), run.train.y)
    theta = np.append(run.trace.weights[iteration], run.trace.bias[iteration])

    def losses_at(moves: FloatArray) -> FloatArray:
        thetas = np.repeat(theta[None], len(moves), axis=0)
        thetas[:, j] += moves
        return objective.log_losses(thetas)

    moves = np.linspace(-REACH, REACH, SECANT_POINTS)
    behind, here, ahead = losses_at(np.array([-epsilon, 0.0, epsilon]))
    return Secant(
        places=theta[j] + moves,
        losses=losses_at(moves),
        ends=theta[j] + np.array([-epsilon, epsilon]),
        end_losses=np.array([behind, ahead]),
        place=float(theta[j]),
        loss=float(here),
        numeric=float((ahead - behind) / (2 * epsilon)),
        analytic=float(objective.gradient(theta)[j]),
    )


def errors_at(run: Run, iteration: int, widths: FloatArray) -> FloatArray:
    """The largest error of any component for each of the widths ε."""
    objective = LogisticLoss(run.columns(run.train.X), run.train.y)
    theta = np.append(run.trace.weights[iteration], run.trace.bias[iteration])
    analytic = objective.gradient(theta)
    numeric = [central_differences(objective.log_losses, theta, width) for width in widths]
    return np.abs(np.array(numeric) - analytic).max(axis=1)
