"""The training loop: fit(X, y) walks from θ = 0 and keeps every point it visits."""

import dataclasses
from collections.abc import Callable, Iterator, Sized
from dataclasses import dataclass
from functools import partial
from itertools import repeat

import numpy as np
from numpy.typing import ArrayLike

from ..wording.numbers import count
from .checks import (
    FloatArray,
    Range,
    check_choice,
    check_integer,
    check_labels,
    check_matrix,
    check_sequence,
)
from .endings import (
    ROUNDING,
    StopReason,
    converged_ending,
    count_rises,
    diverged_ending,
    full_ending,
    parted_ending,
    stalled_ending,
)
from .features import varies
from .immutable import freeze
from .loss import LogisticLoss
from .optimality import excess_bound, parts_all
from .optimizers import Newton, Optimizer, soft_threshold
from .settings import Settings

__all__ = ["ROUNDING", "StopReason", "Trace", "fit", "train"]

_Norms = Callable[[FloatArray, FloatArray], FloatArray]

# Beyond 1/ε a float64 weight no longer changes when 1 is added to it: the run has lost itself.
DIVERGED_ABOVE = 1 / np.finfo(np.float64).eps
# Newton's steps are as long as small features need; what must not happen is that a loss overflows.
NEWTON_DIVERGED_ABOVE = 1e200
# Columns whose mean is more deviations from 0 than this cost Newton's Hessian half its digits.
CENTERED_ABOVE = 100.0
# The Hessian that tells whether `tol` was met at a minimum takes up to 32 MB.
MOST_PARAMETERS = 2_000
# Of each point, its gradient, and what scoring them takes.
BYTES_PER_NUMBER = 24
# More than a usual machine can spare for one run.
MOST_HISTORY_BYTES = 4 * 2**30
# Numbers in the points that are scored together where they are not kept: 1 MB.
STRETCH_SIZE = 2**17
KEPT = ("all", "last")
# The objective of a converged run is at most this share above its minimum.
CONVERGED_WITHIN = 1e-8
# So many Newton steps lead from where `tol` was met to a minimum, where there is one.
STEPS_OF_PROOF = 20
NO_LOWER_STEP = "no step lowers the loss any further"


@dataclass(frozen=True, eq=False)
class Trace:
    """Every point of one run after k updates; row i of each array is the state after i of them.

    With keep="last" `weights` is (1, d) and `bias` (1,): the last point alone. The arrays are
    read-only, since runs are shared.

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

    def __post_init__(self) -> None:
        freeze(self)

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
        return count_rises(self.objective)


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
    keep: str = "all",
) -> Trace:
    """Minimise F(θ) = mean log loss + (l2/2)‖w‖² + l1‖w‖₁ from θ = 0, keeping every iterate.

    X is (n, d) and finite, y (n,) holds 0 and 1. One iteration is one parameter update: on all
    samples, or on `batch_size` of them, reshuffled every epoch by `seed`. An `optimizer` is a name
    from `OPTIMIZERS` or settings of your own, which then bring their own learning rate. The run
    ends early when the gradient norm is at most `tol`, when no step lowers the objective, or when
    it diverges; `Trace.message` says which, and `StopReason` what was shown of that point.
    `validation` is (X, y) whose loss is recorded as well.

    The loss and the gradient norm of the trace are those of all samples, so that a small batch
    makes a step noisier but not cheaper.

    A run takes about 24·(n_iters + 1)·(d + 1) bytes, and its trace keeps a third of them: 480 MB
    and 160 MB for 1000 iterations on 20,000 features. `keep="last"` keeps the weights and the bias
    of the last point alone; losses, penalties and gradient norms stay those of every point.

    Raises ValueError, in a sentence, for anything that cannot be trained on.
    """
    settings = Settings(
        learning_rate=learning_rate,
        n_iters=n_iters,
        optimizer=optimizer,
        batch_size=batch_size,
        l1=l1,
        l2=l2,
        tol=tol,
        seed=seed,
    )
    return train(X, y, settings, validation=validation, keep=keep)


def train(
    X: ArrayLike,
    y: ArrayLike,
    settings: Settings,
    *,
    validation: tuple[ArrayLike, ArrayLike] | None = None,
    keep: str = "all",
) -> Trace:
    """`fit` with the settings as one record."""
    X, y = _check_training_data(X, y)
    n_iters, l1, l2, tol = settings.n_iters, settings.l1, settings.l2, settings.tol
    seed, optimizer = settings.seed, settings.make_optimizer()
    n_per_step = len(y)
    if settings.batch_size is not None:
        n_per_step = check_integer("batch_size", settings.batch_size, Range(1, len(y)))
    held_out = None if validation is None else _check_validation(validation, X.shape[1])
    keeps_all = check_choice("keep", keep, KEPT) == "all"
    if keeps_all:
        _check_history(n_iters, X.shape[1])

    # Newton's points are the same wherever the features have their 0, but for rounding; those of
    # the other optimisers are not.
    center = _center(X) if isinstance(optimizer, Newton) else None
    if center is not None:
        X = X - center
    objective = LogisticLoss(X, y, l1=l1, l2=l2)
    if n_per_step == len(y):
        batches: Iterator[LogisticLoss] = repeat(objective)
    else:
        batches = _mini_batches(X, y, n_per_step, l1, l2, seed)
    norms = partial(_gradient_norms, l1_weights=objective.l1_weights, center=center)
    validation_loss = None if held_out is None else _held_out_loss(*held_out, center)
    # Overflow is how a run diverges: it is found afterwards and told in words, not as a warning.
    with np.errstate(over="ignore", invalid="ignore"):
        length = n_iters + 1 if keeps_all else _length(objective)
        walk = _walk(objective, batches, optimizer, n_iters, tol, norms, length)
        scored = (_score(stretch, objective, validation_loss, norms) for stretch in walk)
        points = _history(scored, keeps_all, _bound(optimizer))
        stop_reason, message = _ending(points, objective, X, y, optimizer, n_per_step, l1, l2, tol)
    weights, bias = points.thetas[:, :-1], points.thetas[:, -1]
    return Trace(
        weights=weights,
        bias=bias if center is None else bias - weights @ center,
        loss=points.loss,
        penalty=points.penalty,
        gradient_norm=points.gradient_norm,
        validation_loss=points.validation_loss,
        stop_reason=stop_reason,
        message=message,
    )


def _ending(
    points: "_Points",
    objective: LogisticLoss,
    X: FloatArray,
    y: FloatArray,
    optimizer: Optimizer,
    n_per_step: int,
    l1: float,
    l2: float,
    tol: float,
) -> tuple[StopReason, str]:
    theta, values = points.thetas[-1], points.loss + points.penalty
    if points.is_cut:
        return diverged_ending(len(values), X, optimizer, n_per_step, l2)
    if not points.why:
        return full_ending(values, X, optimizer, n_per_step, l1, l2)
    if l1 == 0 and l2 == 0 and parts_all(X, y, theta):
        return parted_ending(values, points.why)
    if tol and len(theta) > MOST_PARAMETERS:
        return converged_ending(values, points.why)  # by what tol means, without a proof
    lower, bound = _excess(objective, X, y, theta, l1, l2)
    within = max(tol, CONVERGED_WITHIN * values[-1])
    if bound <= within:
        return converged_ending(values, points.why)
    return stalled_ending(values, points.why, lower if lower > within else 0.0)


def _excess(
    objective: LogisticLoss, X: FloatArray, y: FloatArray, theta: FloatArray, l1: float, l2: float
) -> tuple[float, float]:
    """Between which two numbers F(θ) − min F lies; Newton's steps from θ show how low F goes."""
    newton, lowest = Newton(), theta
    for _ in range(STEPS_OF_PROOF):
        lower = objective.value(theta) - objective.value(lowest)
        bound = lower + excess_bound(X, y, lowest, l1, l2)
        if np.isfinite(bound):
            return lower, bound
        moved, _ = newton.step(objective, lowest, objective.gradient(lowest), None)
        if moved is lowest:
            break
        lowest = moved
    return lower, np.inf


def _length(objective: LogisticLoss) -> int:
    """How many points to score together where they are not kept: as many as fit into a cache."""
    return min(objective.n_thetas_at_once, max(1, STRETCH_SIZE // objective.n_parameters))


def _bound(optimizer: Optimizer) -> float:
    return NEWTON_DIVERGED_ABOVE if isinstance(optimizer, Newton) else DIVERGED_ABOVE


def _held_out_loss(X: FloatArray, y: FloatArray, center: FloatArray | None) -> LogisticLoss:
    return LogisticLoss(X if center is None else X - center, y)


@dataclass(frozen=True, eq=False)
class _Stretch:
    """Some points in a row, the full gradient at each, and why the walk ended there if it did."""

    thetas: FloatArray
    gradients: FloatArray
    why: str


def _walk(
    objective: LogisticLoss,
    batches: Iterator[LogisticLoss],
    optimizer: Optimizer,
    n_iters: int,
    tol: float,
    norms: _Norms,
    length: int,
) -> Iterator[_Stretch]:
    """Up to n_iters steps from θ = 0, each on the next of `batches`, `length` points at a time."""
    theta = np.zeros(objective.n_parameters)
    state = optimizer.start(theta)
    for start in range(0, n_iters + 1, length):
        thetas = np.empty((min(length, n_iters + 1 - start), theta.size))
        gradients = np.empty_like(thetas)
        last = n_iters - start
        for k in range(len(thetas)):
            thetas[k] = theta
            gradients[k] = gradient = objective.gradient(theta)
            if tol and norms(theta, gradient) <= tol:
                why = f"the gradient norm is at most {tol:g}"
                yield _Stretch(thetas[: k + 1], gradients[: k + 1], why)
                return
            if k == last:
                break
            batch = next(batches)
            if batch is not objective:
                gradient = batch.gradient(theta)
            moved, state = optimizer.step(batch, theta, gradient, state)
            if moved is theta and batch is objective:
                yield _Stretch(thetas[: k + 1], gradients[: k + 1], NO_LOWER_STEP)
                return
            theta = moved
        yield _Stretch(thetas, gradients, "")


def _gradient_norms(
    theta: FloatArray,
    gradient: FloatArray,
    l1_weights: FloatArray | None,
    center: FloatArray | None,
) -> FloatArray:
    """Length of the smallest subgradient of F along the last axis: zero exactly at a minimum.

    It is that of the features as they came, before `center` was taken from them.
    """
    if center is not None:
        gradient = gradient + gradient[..., -1:] * np.append(center, 0.0)
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


@dataclass(frozen=True, eq=False)
class _Points:
    """Points with their scores, and how the walk ended with the last of them."""

    thetas: FloatArray  # (k + 1, d + 1), or (1, d + 1) where the last one alone is kept
    loss: FloatArray
    penalty: FloatArray
    gradient_norm: FloatArray
    validation_loss: FloatArray | None
    why: str = ""  # why no further step was taken, "" where all were
    is_cut: bool = False  # whether the next point is out of all bounds


def _score(
    stretch: _Stretch, objective: LogisticLoss, held_out: LogisticLoss | None, norms: _Norms
) -> _Points:
    thetas = stretch.thetas
    return _Points(
        thetas=thetas,
        loss=objective.log_losses(thetas),
        penalty=objective.penalties(thetas),
        gradient_norm=norms(thetas, stretch.gradients),
        validation_loss=None if held_out is None else held_out.log_losses(thetas),
        why=stretch.why,
    )


def _history(stretches: Iterator[_Points], keeps_all: bool, bound: float) -> _Points:
    """All points up to the last one within the bound."""
    parts: list[_Points] = []
    for points in stretches:
        # Looked for here and not in the loop, where every check costs a tenth of a step. NaN is
        # not below the bound either; below it, no loss and no penalty can overflow.
        farthest = np.maximum(points.thetas.max(axis=1), -points.thetas.min(axis=1))
        is_sound = farthest < bound
        n_sound = len(is_sound) if is_sound.all() else int(np.argmin(is_sound))
        if n_sound:
            parts.append(_first(points, n_sound, keeps_all))
        if n_sound < len(is_sound):
            return dataclasses.replace(_joined(parts), is_cut=True)
    return _joined(parts)


def _first(points: _Points, n: int, keeps_all: bool) -> _Points:
    """The scores of the first n points, and the points themselves or the last of them."""
    held_out = points.validation_loss
    return dataclasses.replace(
        points,
        thetas=points.thetas[:n] if keeps_all else points.thetas[n - 1 : n].copy(),
        loss=points.loss[:n],
        penalty=points.penalty[:n],
        gradient_norm=points.gradient_norm[:n],
        validation_loss=None if held_out is None else held_out[:n],
    )


def _joined(parts: list[_Points]) -> _Points:
    """One after the other; of several parts only the last point is kept."""
    if len(parts) == 1:
        return parts[0]
    held_out = [part.validation_loss for part in parts if part.validation_loss is not None]
    return dataclasses.replace(
        parts[-1],
        loss=np.concatenate([part.loss for part in parts]),
        penalty=np.concatenate([part.penalty for part in parts]),
        gradient_norm=np.concatenate([part.gradient_norm for part in parts]),
        validation_loss=np.concatenate(held_out) if held_out else None,
    )


def _center(X: FloatArray) -> FloatArray | None:
    """The means of the columns, where one that varies lies far from 0."""
    means, deviations = X.mean(axis=0), X.std(axis=0)
    is_far = (np.abs(means) > CENTERED_ABOVE * deviations) & varies(X, deviations)
    return means if is_far.any() else None


def _check_training_data(X: ArrayLike, y: ArrayLike) -> tuple[FloatArray, FloatArray]:
    X = check_matrix("X", X)
    n_labels = len(y) if isinstance(y, Sized) else 0
    if n_labels == X.shape[1] != len(X):
        raise ValueError(
            f"y must hold one label per row, but X has {count(len(X), 'row')} and {n_labels}"
            f" columns, and y {n_labels} labels. X = np.transpose(X) makes rows of the columns."
        )
    y = check_labels("y", y, len(X))
    found = np.unique(y)
    if len(found) < 2:
        raise ValueError(
            f"y holds only class {found[0]:g}; training needs samples of both 0 and 1."
        )
    return X, y


def _check_validation(
    validation: tuple[ArrayLike, ArrayLike], n_features: int
) -> tuple[FloatArray, FloatArray]:
    pair = check_sequence("validation", validation)
    if len(pair) != 2:
        raise ValueError(f"validation must be a pair (X, y), not {len(pair)} items.")
    X, y = pair
    X = check_matrix("validation X", X)
    if X.shape[1] != n_features:
        raise ValueError(
            f"validation X has {X.shape[1]} features, but X has {n_features}; they must match."
        )
    return X, check_labels("validation y", y, len(X))


def _check_history(n_iters: int, n_features: int) -> None:
    n_bytes = BYTES_PER_NUMBER * (n_iters + 1) * (n_features + 1)
    if n_bytes > MOST_HISTORY_BYTES:
        raise ValueError(
            f"To keep every point of {count(n_iters, 'iteration')} on {n_features} features takes"
            f" {n_bytes / 2**30:.0f} GiB of memory. Make fewer iterations, or keep only the last"
            ' point by keep="last".'
        )
