"""The regularisation path: the weights at the minimum for every strength of one penalty."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from ..core.checks import FloatArray
from ..core.loss import LogisticLoss, log_loss
from ..core.optimizers import Newton
from ..core.training import unheard
from ..wording.claims import Claim, claim
from .diagnosis import loss_name
from .run import Run, validation_of

# From the weakest of the playground's strengths to its strongest, eight a decade.
STEPS_PER_DECADE = 8
STRENGTHS = 10.0 ** (np.arange(-4 * STEPS_PER_DECADE, STEPS_PER_DECADE + 1) / STEPS_PER_DECADE)
# From the neighbouring strength a few Newton steps are enough; a bound against rounding alone.
MOST_STEPS = 60
SMALLEST_STEP = 1e-9


class Penalty(StrEnum):
    """Which strength is varied; the other stays what the run has."""

    L2 = "l2"
    L1 = "l1"


@dataclass(frozen=True, eq=False)
class PenaltyPath:
    """The minima at k strengths λ of one penalty, from the weakest to the strongest."""

    penalty: Penalty
    names: tuple[str, ...]  # of the d columns
    strengths: FloatArray  # (k,)
    current: float  # the run's own strength, which may be 0 or between two
    weights: FloatArray  # (k, d) in the units trained in
    per_deviation: FloatArray  # (k, d) per standard deviation of each column
    bias: FloatArray  # (k,)
    train_loss: FloatArray  # (k,) the mean log loss without the penalty
    test_loss: FloatArray | None  # (k,) where there are test points
    loss_names: tuple[str, str]  # of the training and of the test loss

    def nearest(self, strength: float) -> int:
        """The place of the strength on the path that is nearest by its logarithm; 0 for none."""
        if strength <= 0:
            return 0
        return int(np.abs(np.log(self.strengths / strength)).argmin())


def penalty_path(
    run: Run, penalty: Penalty, report: Callable[[float], object] = unheard
) -> PenaltyPath:
    """The path of the run's objective over one of its strengths.

    Newton's method from each minimum to the next, from the strongest penalty down, where the
    weights are nearest to 0: Friedman, Hastie & Tibshirani (2010), "Regularization paths for
    generalized linear models via coordinate descent".
    """
    X, y = run.columns(run.train.X), run.train.y
    # The centre moves the bias alone, and Newton keeps its digits far from 0.
    center = X.mean(axis=0)
    theta = np.zeros(X.shape[1] + 1)
    thetas = np.empty((len(STRENGTHS), len(theta)))
    for k in reversed(range(len(STRENGTHS))):
        strengths = _strengths(run, penalty, float(STRENGTHS[k]))
        loss = LogisticLoss(X - center, y, run.sample_weights, **strengths)
        theta = _minimum(loss, theta, X - center)
        thetas[k] = theta
        report(1 - k / len(STRENGTHS))
    weights, bias = thetas[:, :-1], thetas[:, -1] - thetas[:, :-1] @ center
    return PenaltyPath(
        penalty=penalty,
        names=run.column_names,
        strengths=STRENGTHS,
        current=getattr(run.experiment.settings, penalty.value),
        weights=weights,
        per_deviation=weights * X.std(axis=0),
        bias=bias,
        train_loss=log_loss(weights @ X.T + bias[:, None], y, run.sample_weights),
        test_loss=_test_loss(run, weights, bias),
        loss_names=(loss_name(run, "training"), loss_name(run, "test")),
    )


def _strengths(run: Run, penalty: Penalty, strength: float) -> dict[str, float]:
    settings = run.experiment.settings
    return {"l1": settings.l1, "l2": settings.l2} | {penalty.value: strength}


def _minimum(loss: LogisticLoss, theta: FloatArray, X: FloatArray) -> FloatArray:
    newton = Newton()
    for _ in range(MOST_STEPS):
        moved, _ = newton.step(loss, theta, loss.gradient(theta), None)
        if moved is theta:
            break
        change = moved - theta
        theta = moved
        if np.abs(X @ change[:-1] + change[-1]).max() <= SMALLEST_STEP:
            break
    return theta


def _test_loss(run: Run, weights: FloatArray, bias: FloatArray) -> FloatArray | None:
    if run.test is None:
        return None
    columns = run.columns(run.test.X)
    X, y, *counted = validation_of(run.experiment, run.train.y, columns, run.test.y)
    return log_loss(weights @ X.T + bias[:, None], y, *counted)


def path_caption(path: PenaltyPath, at: int) -> Claim:
    """Below the weights, at a place of the path."""
    if path.penalty is Penalty.L1:
        n_zero = int((path.weights[at] == 0).sum())
        n = path.weights.shape[1]
        return claim("l1 path", at=float(path.strengths[at]), n_zero=n_zero, n=n)
    first, last = np.linalg.norm(path.weights[[0, -1]], axis=1)
    return claim(
        "l2 path",
        low=float(path.strengths[0]),
        high=float(path.strengths[-1]),
        first=float(first),
        last=float(last),
    )


def path_loss_caption(path: PenaltyPath) -> Claim:
    """Below the losses along the path."""
    if path.test_loss is None:
        return claim("path without test", what=path.loss_names[0])
    lowest = int(path.test_loss.argmin())
    return claim(
        "path test lowest",
        what=path.loss_names[1],
        at=float(path.strengths[lowest]),
        loss=float(path.test_loss[lowest]),
    )
