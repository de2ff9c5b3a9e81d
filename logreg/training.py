"""The training loop: fit(X, y) walks from θ = 0 and keeps every point it visits."""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import repeat

import numpy as np
from numpy.typing import ArrayLike

from .objective import LogisticLoss
from .optimizers import OPTIMIZERS, Optimizer, soft_threshold
from .validation import (
    FloatArray,
    Range,
    check_choice,
    check_integer,
    check_labels,
    check_matrix,
    check_not_negative,
    check_positive,
    check_sequence,
)
from .words import count

N_ITERS = Range(0, 1_000_000)
SEED = Range(0, 2**32 - 1)
# Beyond 1/ε a float64 weight no longer changes when 1 is added to it: the run has lost itself.
DIVERGED_ABOVE = 1 / np.finfo(np.float64).eps

# A rise within this share is rounding.
ROUNDING = 1e-12


class StopReason(StrEnum):
    """Why a run ended."""

    ITERATIONS = "iterations"
    CONVERGED = "converged"
    NO_MINIMUM = "no minimum"
    STALLED = "stalled"
    DIVERGED = "diverged"


@dataclass(frozen=True, eq=False)
class Trace:
    """Every point of one run; row k of each array is the state after k updates.

    `loss` and `validation_loss` are mean log losses without penalty; `penalty` is the rest of the
    objective, so loss + penalty is what was minimised. `gradient_norm` is the length of the full
    gradient of the objective over all training samples (with L1, of its smallest subgradient).
    """

    weights: FloatArray  # (k + 1, d)
    bias: FloatArray  # (k + 1,)
    loss: FloatArray  # (k + 1,)
    penalty: FloatArray  # (k + 1,)
    gradient_norm: FloatArray  # (k + 1,)
    validation_loss: FloatArray | None  # (k + 1,), where validation data was given
    stop_reason: StopReason
    message: str

    @property
    def n_iters(self) -> int:
        """The number of updates made."""
        return len(self.loss) - 1

    @property
    def objective(self) -> FloatArray:
        """loss + penalty, which was minimised; shape (k + 1,)."""
        return self.loss + self.penalty

    @property
    def n_rises(self) -> int:
        """On how many updates the objective rose, by more than rounding."""
        objective = self.objective
        return int(np.count_nonzero(np.diff(objective) > ROUNDING * np.abs(objective[:-1])))


def fit(
    X: ArrayLike,
    y: ArrayLike,
    learning_rate: float = 0.1,
    n_iters: int = 1000,
    *,
    optimizer: str | Optimizer = "gd",
    batch_size: int | None = None,
    l1: float = 0.0,
    l2: float = 0.0,
    tol: float = 0.0,
    seed: int = 0,
    validation: tuple[ArrayLike, ArrayLike] | None = None,
) -> Trace:
    """Minimise F(θ) = mean log loss + (l2/2)‖w‖² + l1‖w‖₁ from θ = 0, keeping every iterate.

    X is (n, d) and finite, y (n,) holds 0 and 1. One iteration is one parameter update: on all
    samples, or on `batch_size` of them, reshuffled every epoch by `seed`. An `optimizer` is a name
    from `OPTIMIZERS` or settings of your own, which then bring their own learning rate. The run
    ends early when the gradient norm is at most `tol`, when no step lowers the objective, or when
    it diverges; `Trace.message` says which. `validation` is (X, y) whose loss is recorded as well.

    The loss and the gradient norm of the trace are those of all samples, so that a small batch
    makes a step noisier but not cheaper.

    Raises ValueError, in a sentence, for anything that cannot be trained on.
    """
    X, y = _check_training_data(X, y)
    n_iters = check_integer("n_iters", n_iters, N_ITERS)
    l1 = check_not_negative("l1", l1)
    l2 = check_not_negative("l2", l2)
    tol = check_not_negative("tol", tol)
    seed = check_integer("seed", seed, SEED)
    optimizer = _check_optimizer(optimizer, learning_rate)
    if batch_size is not None:
        batch_size = check_integer("batch_size", batch_size, Range(1, len(y)))
    held_out = None if validation is None else _check_validation(validation, X.shape[1])

    objective = LogisticLoss(X, y, l1=l1, l2=l2)
    if batch_size is None or batch_size == len(y):
        batches: Iterator[LogisticLoss] = repeat(objective)
    else:
        batches = _mini_batches(X, y, batch_size, l1, l2, seed)
    # Overflow is how a run diverges: it is found afterwards and told in words, not as a warning.
    with np.errstate(over="ignore", invalid="ignore"):
        walk = _walk(objective, batches, optimizer, n_iters, tol)
        trace = _trace(walk, objective, held_out)
    if trace.stop_reason is StopReason.DIVERGED:
        message = trace.message + _divergence_advice(optimizer, l2)
        return dataclasses.replace(trace, message=message)
    return trace


@dataclass(frozen=True, eq=False)
class _Walk:
    """The points visited, the full gradient at each, and why the walk ended."""

    thetas: FloatArray
    gradients: FloatArray
    stop_reason: StopReason
    message: str


def _walk(
    objective: LogisticLoss,
    batches: Iterator[LogisticLoss],
    optimizer: Optimizer,
    n_iters: int,
    tol: float,
) -> _Walk:
    """Take up to n_iters steps from θ = 0, each on the next of `batches`."""
    theta = np.zeros(objective.n_parameters)
    thetas = np.empty((n_iters + 1, theta.size))
    gradients = np.empty_like(thetas)
    state = optimizer.start(theta)

    def ended(k: int, reason: StopReason, message: str) -> _Walk:
        return _Walk(thetas[: k + 1], gradients[: k + 1], reason, message)

    for k in range(n_iters + 1):
        thetas[k] = theta
        gradients[k] = gradient = objective.gradient(theta)
        if tol and _gradient_norms(theta, gradient, objective.l1_weights) <= tol:
            message = (
                f"Converged after {count(k, 'iteration')}: the gradient norm is at most {tol:g}."
            )
            return ended(k, StopReason.CONVERGED, message)
        if k == n_iters:
            break
        batch = next(batches)
        if batch is not objective:
            gradient = batch.gradient(theta)
        moved, state = optimizer.step(batch, theta, gradient, state)
        if moved is theta and batch is objective:
            message = (
                f"Converged after {count(k, 'iteration')}: no step lowers the loss any further."
            )
            return ended(k, StopReason.CONVERGED, message)
        theta = moved
    message = f"Ended after the {count(n_iters, 'iteration')} asked for."
    return ended(n_iters, StopReason.ITERATIONS, message)


def _gradient_norms(
    theta: FloatArray, gradient: FloatArray, l1_weights: FloatArray | None
) -> FloatArray:
    """Length of the smallest subgradient of F along the last axis: zero exactly at a minimum."""
    if l1_weights is not None:
        # Where θⱼ = 0 the kink of |θⱼ| absorbs up to l1ⱼ of the slope.
        at_kink = soft_threshold(gradient, l1_weights)
        gradient = np.where(theta == 0, at_kink, gradient + l1_weights * np.sign(theta))
    return np.linalg.norm(gradient, axis=-1)


def _mini_batches(
    X: FloatArray, y: FloatArray, batch_size: int, l1: float, l2: float, seed: int
) -> Iterator[LogisticLoss]:
    """The objective on one batch after another; each epoch is a new order of all samples."""
    # RandomState: its stream is frozen for ever (NEP 19), so a link restores the same run.
    random = np.random.RandomState(seed)
    while True:
        order = random.permutation(len(y))
        for start in range(0, len(y), batch_size):
            rows = order[start : start + batch_size]
            yield LogisticLoss(X[rows], y[rows], l1=l1, l2=l2)


def _trace(walk: _Walk, objective: LogisticLoss, held_out: LogisticLoss | None) -> Trace:
    """Score every point of the walk, and keep it up to the last one with finite numbers."""
    loss = objective.log_losses(walk.thetas)
    penalty = objective.penalties(walk.thetas)
    gradient_norm = _gradient_norms(walk.thetas, walk.gradients, objective.l1_weights)
    validation_loss = None if held_out is None else held_out.log_losses(walk.thetas)

    # Looked for here and not in the loop, where every check costs a tenth of a step. NaN is not
    # below the bound either; below it, no loss and no penalty can overflow.
    is_sound = np.abs(walk.thetas).max(axis=1) < DIVERGED_ABOVE
    n_kept = len(loss) if is_sound.all() else int(np.argmin(is_sound))
    stop_reason, message = walk.stop_reason, walk.message
    if n_kept < len(loss):
        stop_reason, message = StopReason.DIVERGED, _diverged_message(n_kept)
    return Trace(
        weights=walk.thetas[:n_kept, :-1],
        bias=walk.thetas[:n_kept, -1],
        loss=loss[:n_kept],
        penalty=penalty[:n_kept],
        gradient_norm=gradient_norm[:n_kept],
        validation_loss=None if validation_loss is None else validation_loss[:n_kept],
        stop_reason=stop_reason,
        message=message,
    )


def _diverged_message(iteration: int) -> str:
    return f"Diverged at iteration {iteration}: the weights or the loss grew beyond all bounds."


def _divergence_advice(optimizer: Optimizer, l2: float) -> str:
    """What to change; plain gradient descent on λ₂ alone is stable only for ηλ₂ < 2."""
    learning_rate = getattr(optimizer, "learning_rate", 0.0)
    if learning_rate * l2 > 2:
        return (
            f" Learning rate × L2 is {learning_rate * l2:g}; above 2 every step overshoots"
            " further than the last. Lower one of them."
        )
    return " Lower the learning rate or standardise the features."


def _check_training_data(X: ArrayLike, y: ArrayLike) -> tuple[FloatArray, FloatArray]:
    X = check_matrix("X", X)
    y = check_labels("y", y, len(X))
    found = np.unique(y)
    if len(found) < 2:
        raise ValueError(
            f"y holds only class {found[0]:g}; training needs samples of both 0 and 1."
        )
    return X, y


def _check_validation(validation: tuple[ArrayLike, ArrayLike], n_features: int) -> LogisticLoss:
    pair = check_sequence("validation", validation)
    if len(pair) != 2:
        raise ValueError(f"validation must be a pair (X, y), not {len(pair)} items.")
    X, y = pair
    X = check_matrix("validation X", X)
    if X.shape[1] != n_features:
        raise ValueError(
            f"validation X has {X.shape[1]} features, but X has {n_features}; they must match."
        )
    return LogisticLoss(X, check_labels("validation y", y, len(X)))


def _check_optimizer(optimizer: str | Optimizer, learning_rate: float) -> Optimizer:
    learning_rate = check_positive("learning_rate", learning_rate)
    if not isinstance(optimizer, (str, type)) and hasattr(optimizer, "step"):
        return optimizer
    return OPTIMIZERS[check_choice("optimizer", optimizer, OPTIMIZERS)].make(learning_rate)
