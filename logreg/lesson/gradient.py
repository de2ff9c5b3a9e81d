"""Section 4: the gradient by its formula, and by trying."""

from dataclasses import dataclass

import numpy as np

from ..core.checks import FloatArray
from ..core.loss import LogisticLoss
from ..experiment.run import Run
from ..plain.descent import gradient

# From 0.1 down to 10⁻¹², three to a decade.
EPSILONS = np.logspace(-1, -12, 34)


def central_differences(objective: LogisticLoss, theta: FloatArray, epsilon: float) -> FloatArray:
    """[L(θ + εeⱼ) − L(θ − εeⱼ)] / 2ε for every j."""
    steps = epsilon * np.eye(len(theta))
    ahead = objective.log_losses(theta + steps)
    behind = objective.log_losses(theta - steps)
    return (ahead - behind) / (2 * epsilon)


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
    by_epsilon = [central_differences(objective, theta, epsilon) for epsilon in EPSILONS]
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
