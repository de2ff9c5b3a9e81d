"""Why a run ended, in a word and in a sentence that names the cause of what went wrong."""

from enum import StrEnum

import numpy as np

from ..wording.numbers import count, decimal
from .checks import FloatArray
from .features import varies
from .optimizers import Newton, stability_limit
from .problem import Problem

# A rise within this share is rounding.
ROUNDING = 1e-12
# Rises are the story when they are more than this share of the steps and the run ends this share
# above its lowest; else a few are forgiven.
RISEN_SHARE = 0.05
ABOVE_LOWEST = 0.05
# Features further apart in size, or further from 0, need a rate of their own each.
DIFFERENT_SCALES = 10.0
FAR_FROM_ZERO = 3.0
STANDARDISE = "Standardise the features."
# Where the loss can fall by less than this share there is nothing to learn, and no half way.
LEAST_FALL = 0.01


class StopReason(StrEnum):
    """Why a run ended.

    iterations: those asked for were made. converged: early, where the objective is shown to be at
    its minimum, within 1e-8 of its size, or within `tol` where that is given. no minimum:
    early, where the weights part all training samples and no penalty holds them, so that the loss
    falls for ever. stalled: early, with neither shown. diverged: the weights left all bounds.
    """

    ITERATIONS = "iterations"
    CONVERGED = "converged"
    NO_MINIMUM = "no minimum"
    STALLED = "stalled"
    DIVERGED = "diverged"


Ending = tuple[StopReason, str]


def converged_ending(objective: FloatArray, why: str) -> Ending:
    """A run that ended early, because of `why`, at its minimum."""
    return StopReason.CONVERGED, f"Converged {_after(objective)}: {why}."


def parted_ending(objective: FloatArray, why: str) -> Ending:
    """A run that ended early with weights that part all training samples, without a penalty."""
    return StopReason.NO_MINIMUM, (
        f"Ended {_after(objective)}: {why}. There is no minimum: the weights part all training"
        " points without error, and larger ones always lower the loss."
    )


def stalled_ending(objective: FloatArray, why: str, lower: float) -> Ending:
    """A run that ended early, at no known minimum; F can fall by `lower`, 0 if that is unknown."""
    but = (
        f"but what is minimised can still fall by {decimal(lower)}"
        if lower
        else "but nothing shows that this is its minimum"
    )
    return StopReason.STALLED, f"Stalled {_after(objective)}: {why}, {but}."


def _after(objective: FloatArray) -> str:
    return f"after {count(len(objective) - 1, 'iteration')}"


def full_ending(objective: FloatArray, problem: Problem) -> Ending:
    """A run that used all its iterations, and what went wrong where something did."""
    n_iters = len(objective) - 1
    message = f"Ended after the {count(n_iters, 'iteration')} asked for."
    name = "loss with its penalty" if problem.settings.is_penalized else "loss"
    first, last, n_rises = objective[0], objective[-1], count_rises(objective)
    is_full = problem.is_full_batch
    if last > first * (1 + (ROUNDING if is_full else ABOVE_LOWEST)):
        trouble = f"The {name} ended at {decimal(last)}, above the {decimal(first)} it began at"
    elif is_full and n_rises > RISEN_SHARE * n_iters and _ends_high(objective):
        trouble = f"The {name} rose on {n_rises} of {count(n_iters, 'step')}"
    else:
        return StopReason.ITERATIONS, message
    cause, remedy = _blame(problem)
    return StopReason.ITERATIONS, f"{message} {trouble}: {cause}. {remedy}"


def diverged_ending(iteration: int, problem: Problem) -> Ending:
    """A run whose weights left all bounds at an iteration."""
    cause, remedy = _blame(problem)
    return StopReason.DIVERGED, (
        f"Diverged at iteration {iteration}: the weights or the loss grew beyond all bounds, since"
        f" {cause}. {remedy}"
    )


def count_rises(objective: FloatArray) -> int:
    """On how many updates the objective rose, by more than rounding."""
    return int(np.count_nonzero(np.diff(objective) > ROUNDING * np.abs(objective[:-1])))


def half_way_warning(message: str, objective: FloatArray, lowest: float, X: FloatArray) -> str:
    """What to add to a run's message where it came less than half way down to `lowest`, or ""."""
    first, last = objective[0], objective[-1]
    if first - lowest < LEAST_FALL * first or first - last >= (first - lowest) / 2:
        return ""
    if last > first:
        return message
    remedy = "Take more iterations or a higher learning rate."
    return (
        f"{message} That is less than half way down: it is at {decimal(last)}, where"
        f" {decimal(lowest)} is known to exist. {STANDARDISE if _scale_cause(X) else remedy}"
    )


def _ends_high(objective: FloatArray) -> bool:
    return bool(objective[-1] > (1 + ABOVE_LOWEST) * objective.min())


def _blame(problem: Problem) -> tuple[str, str]:
    """Why the steps were too long, and what to change."""
    too_high = "the learning rate is too high"
    optimizer, n = problem.optimizer, len(problem.samples)
    if isinstance(optimizer, Newton):
        return "each step goes as far as its own few samples ask", "Take larger batches."
    product = getattr(optimizer, "learning_rate", 0.0) * problem.settings.l2
    limit = stability_limit(optimizer)
    if limit is not None and product > limit:
        # The penalty alone is a quadratic of curvature λ₂.
        cause = f"learning rate × L2 is {product:.3g} and above {limit:.3g} every step overshoots"
        return f"{cause} further than the last", "Lower one of them."
    because = _scale_cause(problem.samples.X)
    if because:
        return f"{too_high} for {because}", STANDARDISE
    if not problem.is_full_batch:
        few = f"{too_high} for steps that see {problem.n_per_step} of {count(n, 'sample')}"
        return few, "Lower it or take larger batches."
    return too_high, "Lower it."


def _scale_cause(X: FloatArray) -> str:
    """Features that no single learning rate suits, in words, or ""."""
    deviations, means = X.std(axis=0), X.mean(axis=0)
    is_live = varies(X, deviations)
    deviations, means = deviations[is_live], means[is_live]
    if len(deviations) and deviations.max() > DIFFERENT_SCALES * deviations.min():
        ratio = decimal(deviations.max() / deviations.min(), 0)
        return f"features on such different scales (one spreads {ratio} times as wide as another)"
    if (np.abs(means) > FAR_FROM_ZERO * deviations).any():
        return "features so far from 0"
    return ""
