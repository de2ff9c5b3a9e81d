"""The points of a walk with their scores, up to the last one that has a meaning."""

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .checks import FloatArray
from .loss import LogisticLoss
from .optimizers import Newton
from .problem import Problem
from .walk import Stretch, walk

# Beyond 1/ε a float64 weight no longer changes when 1 is added to it: the run has lost itself.
DIVERGED_ABOVE = 1 / np.finfo(np.float64).eps
# Newton's steps are as long as small features need; what must not happen is that a loss overflows.
NEWTON_DIVERGED_ABOVE = 1e200
# Numbers in the points that are scored together where they are not kept: 1 MB.
STRETCH_SIZE = 2**17
# Numbers of samples gone through between two reports: some 30 ms. What a step takes besides
# is about as long as so many of them.
NUMBERS_PER_REPORT = 2**23
NUMBERS_PER_STEP = 2**13


@dataclass(frozen=True, eq=False)
class Points:
    """Points with their scores, and how the walk ended with the last of them."""

    thetas: FloatArray  # (k + 1, d + 1), or (1, d + 1) where the last one alone is kept
    loss: FloatArray
    penalty: FloatArray
    gradient_norm: FloatArray
    validation_loss: FloatArray | None
    why: str = ""  # why no further step was taken, "" where all were
    is_cut: bool = False  # whether the next point is out of all bounds

    @property
    def objective(self) -> FloatArray:
        """loss + penalty, which was minimised; shape (k + 1,)."""
        return self.loss + self.penalty


def record(
    problem: Problem,
    start: FloatArray,
    held_out: LogisticLoss | None,
    keeps_all: bool,
    report: Callable[[float], object],
) -> Points:
    """The run from a start (d + 1,): its points, or the last one, and the scores of each.

    `report` hears the share of the points that are scored, after each stretch of them.
    """
    length = _length(problem) if keeps_all else _cached_length(problem.objective)
    scored = (_score(stretch, problem, held_out) for stretch in walk(problem, start, length))
    told = _telling(scored, problem.settings.n_iters + 1, report)
    return _history(told, keeps_all, _bound(problem))


def _length(problem: Problem) -> int:
    """How many points to walk between two reports.

    Where there are many, a multiple of those whose losses are taken at a time, which are then the
    same to the last digit.
    """
    n_points = max(1, NUMBERS_PER_REPORT // (problem.n_numbers_per_step + NUMBERS_PER_STEP))
    at_once = min(problem.objective.n_thetas_at_once, n_points)
    return min(problem.settings.n_iters + 1, n_points // at_once * at_once)


def _cached_length(objective: LogisticLoss) -> int:
    """How many points to score together where they are not kept: as many as fit into a cache."""
    return min(objective.n_thetas_at_once, max(1, STRETCH_SIZE // objective.n_parameters))


def _telling(
    stretches: Iterator[Points], n_points: int, report: Callable[[float], object]
) -> Iterator[Points]:
    n_scored = 0
    for points in stretches:
        n_scored += len(points.loss)
        report(n_scored / n_points)
        yield points


def _bound(problem: Problem) -> float:
    return NEWTON_DIVERGED_ABOVE if isinstance(problem.optimizer, Newton) else DIVERGED_ABOVE


def _score(stretch: Stretch, problem: Problem, held_out: LogisticLoss | None) -> Points:
    thetas, objective = stretch.thetas, problem.objective
    return Points(
        thetas=thetas,
        loss=objective.log_losses(thetas),
        penalty=objective.penalties(thetas),
        gradient_norm=problem.gradient_norms(thetas, stretch.gradients),
        validation_loss=None if held_out is None else held_out.log_losses(thetas),
        why=stretch.why,
    )


def _history(stretches: Iterator[Points], keeps_all: bool, bound: float) -> Points:
    """All points up to the last one within the bound."""
    parts: list[Points] = []
    for points in stretches:
        is_sound = _are_within(bound, points.thetas)
        n_sound = len(is_sound) if is_sound.all() else int(np.argmin(is_sound))
        if n_sound:
            parts.append(_first(points, n_sound, keeps_all))
        if n_sound < len(is_sound):
            return dataclasses.replace(_joined(parts, keeps_all), is_cut=True)
    return _joined(parts, keeps_all)


def _are_within(bound: float, thetas: FloatArray) -> NDArray[np.bool_]:
    """Which points are below the bound in size; NaN is not. Below it no loss can overflow.

    Looked for here and not in the loop, where every check costs a tenth of a step.
    """
    if max(thetas.max(), -thetas.min()) < bound:  # a twentieth of the time of a look at each row
        return np.ones(len(thetas), dtype=np.bool_)
    return np.maximum(thetas.max(axis=1), -thetas.min(axis=1)) < bound


def _first(points: Points, n: int, keeps_all: bool) -> Points:
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


def _joined(parts: list[Points], keeps_all: bool) -> Points:
    """One after the other."""
    if len(parts) == 1:
        return parts[0]
    held_out = [part.validation_loss for part in parts if part.validation_loss is not None]
    return dataclasses.replace(
        parts[-1],
        thetas=np.concatenate([part.thetas for part in parts]) if keeps_all else parts[-1].thetas,
        loss=np.concatenate([part.loss for part in parts]),
        penalty=np.concatenate([part.penalty for part in parts]),
        gradient_norm=np.concatenate([part.gradient_norm for part in parts]),
        validation_loss=np.concatenate(held_out) if held_out else None,
    )
