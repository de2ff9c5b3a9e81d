"""`fit`, and `train` with the settings as one record: what they are given is checked here."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ..wording.numbers import count
from .checks import FloatArray, Range, check_choice, check_matrix, check_number, check_sequence
from .endings import ROUNDING, StopReason
from .history import DIVERGED_ABOVE, record
from .optimizers import Optimizer
from .problem import make_problem
from .proof import find_ending
from .samples import training_samples, validation_samples
from .settings import Settings
from .trace import Trace

__all__ = ["ROUNDING", "StopReason", "Trace", "fit", "train"]

# Of each point, its gradient, and what scoring them takes.
BYTES_PER_NUMBER = 24
# More than a usual machine can spare for one run.
MOST_HISTORY_BYTES = 4 * 2**30
# A run that begins further from 0 has diverged.
LARGEST_START = 0.5 * DIVERGED_ABOVE
KEPT = ("all", "last")


def unheard(share: float) -> None:
    """What is done where nobody asks how far a run has come."""


def fit(
    X: ArrayLike,
    y: ArrayLike,
    learning_rate: float = 0.1,
    n_iters: int = 1000,
    *,
    sample_weight: ArrayLike | None = None,
    start: tuple[ArrayLike, float] | None = None,
    optimizer: str | Optimizer = "gd",
    batch_size: int | None = None,
    l1: float = 0.0,
    l2: float = 0.0,
    class_weight: str | None = None,
    tol: float = 0.0,
    seed: int = 0,
    validation: tuple[ArrayLike, ...] | None = None,
    keep: str = "all",
) -> Trace:
    """Minimise F(θ) = Σsᵢℓᵢ/Σs + (l2/2)‖w‖² + l1‖w‖₁, keeping every iterate.

    ℓᵢ is the log loss of sample i and sᵢ how much it counts. X is (n, d) and finite, y (n,) holds 0
    and 1. `sample_weight` (n,) holds numbers from 0, by default 1 for each; sᵢ = 2 is the same as
    sample i twice. With class_weight="balanced" each is multiplied by Σs/(2 Σs of its class), which
    is n/(2·n_class) without other weights, so that both classes weigh the same.

    One iteration is one parameter update: on all samples, or on `batch_size` of them, reshuffled
    every epoch by `seed`; a batch of heavy samples makes a longer step (see `Problem.batches`).
    `start` is (weights (d,), bias), such as (trace.weights[-1], trace.bias[-1]), by default all 0.
    An `optimizer` is a name from `OPTIMIZERS` or settings of your own, which then bring their own
    learning rate. The run ends early when the gradient norm is at most `tol`, when no step lowers
    the objective, or when it diverges; `Trace.message` says which, and `StopReason` what was shown
    of that point. `validation` is (X, y), or (X, y, sample_weight), whose log loss is recorded as
    well. It is a score: without weights of its own each of its samples counts the same, also where
    those of training do not.

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
        class_weight=class_weight,
        tol=tol,
        seed=seed,
    )
    return train(
        X,
        y,
        settings,
        sample_weight=sample_weight,
        start=start,
        validation=validation,
        keep=keep,
    )


def train(
    X: ArrayLike,
    y: ArrayLike,
    settings: Settings,
    *,
    sample_weight: ArrayLike | None = None,
    start: tuple[ArrayLike, float] | None = None,
    validation: tuple[ArrayLike, ...] | None = None,
    keep: str = "all",
    report: Callable[[float], object] = unheard,
) -> Trace:
    """`fit` with the settings as one record.

    `report` hears the share of the run that is done, every 30 ms or so; what it raises ends it.
    """
    problem = make_problem(training_samples(X, y, sample_weight, settings.class_weight), settings)
    n_features, center = problem.samples.n_features, problem.center
    theta = _start(start, n_features, center)
    held_out = None
    if validation is not None:
        held_out = validation_samples(validation, n_features).moved_by(center).loss()
    keeps_all = check_choice("keep", keep, KEPT) == "all"
    if keeps_all:
        _check_history(settings.n_iters, n_features)
    # Overflow is how a run diverges: it is found afterwards and told in words, not as a warning.
    with np.errstate(over="ignore", invalid="ignore"):
        points = record(problem, theta, held_out, keeps_all, report)
        stop_reason, message = find_ending(points, problem)
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


def _start(start: Any, n_features: int, center: FloatArray | None) -> FloatArray:
    """θ₀ (d + 1,) on the features less their center, from (weights, bias) on those that came."""
    if start is None:
        return np.zeros(n_features + 1)
    parts = check_sequence("start", start)
    if len(parts) != 2:
        raise ValueError(f"start must be a pair (weights, bias), not {len(parts)} items.")
    weights = check_matrix("start weights", [parts[0]])[0]
    if len(weights) != n_features:
        raise ValueError(
            f"start has {count(len(weights), 'weight')}, but X has {count(n_features, 'feature')};"
            " they must match."
        )
    bias = check_number("start bias", parts[1], Range(-LARGEST_START, LARGEST_START))
    if not np.abs(weights).max() <= LARGEST_START:
        raise ValueError(f"start weights must be at most {LARGEST_START:g} in size.")
    return np.append(weights, bias if center is None else bias + weights @ center)


def _check_history(n_iters: int, n_features: int) -> None:
    n_bytes = BYTES_PER_NUMBER * (n_iters + 1) * (n_features + 1)
    if n_bytes > MOST_HISTORY_BYTES:
        raise ValueError(
            f"To keep every point of {count(n_iters, 'iteration')} on {n_features} features takes"
            f" {n_bytes / 2**30:.0f} GiB of memory. Make fewer iterations, or keep only the last"
            ' point by keep="last".'
        )
