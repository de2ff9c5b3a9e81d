"""The way down: one step after another, a stretch of points at a time."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from .checks import FloatArray
from .optimizers import GradientDescent
from .problem import Problem

# With a smaller learning rate in the columns a product would lose digits to underflow.
SMALLEST_RATE = 1e-100
NO_LOWER_STEP = "no step lowers the loss any further"


@dataclass(frozen=True, eq=False)
class Stretch:
    """Some points in a row, the full gradient at each, and why the walk ended there if it did."""

    thetas: FloatArray  # (k, d + 1)
    gradients: FloatArray  # (k, d + 1)
    why: str = ""


def walk(problem: Problem, theta: FloatArray, length: int) -> Iterator[Stretch]:
    """`n_iters` steps from θ, or fewer with the reason why, `length` points at a time."""
    optimizer = problem.optimizer
    # Most runs of the playground are, and gain a third of their time.
    if (
        type(optimizer) is GradientDescent
        and problem.is_full_batch
        and problem.objective.can_descend
        and problem.settings.tol == 0
        and optimizer.learning_rate >= SMALLEST_RATE
    ):
        return _descend(problem, optimizer.learning_rate, theta, length)
    return _take_steps(problem, theta, length)


def _take_steps(problem: Problem, theta: FloatArray, length: int) -> Iterator[Stretch]:
    """Any optimiser, on all samples or on batches, to any tolerance."""
    objective, optimizer = problem.objective, problem.optimizer
    n_iters, tol = problem.settings.n_iters, problem.settings.tol
    batches, state = problem.batches(), optimizer.start(theta)
    for start in range(0, n_iters + 1, length):
        thetas = np.empty((min(length, n_iters + 1 - start), theta.size))
        gradients = np.empty_like(thetas)
        last = n_iters - start
        for k in range(len(thetas)):
            thetas[k] = theta
            gradients[k] = gradient = objective.gradient(theta)
            if tol and problem.gradient_norms(theta, gradient) <= tol:
                why = f"the gradient norm is at most {tol:g}"
                yield Stretch(thetas[: k + 1], gradients[: k + 1], why)
                return
            if k == last:
                break
            batch = next(batches)
            if batch is not objective:
                gradient = batch.gradient(theta)
            moved, state = optimizer.step(batch, theta, gradient, state)
            if moved is theta and batch is objective:
                yield Stretch(thetas[: k + 1], gradients[: k + 1], NO_LOWER_STEP)
                return
            theta = moved
        yield Stretch(thetas, gradients)


def _descend(
    problem: Problem, learning_rate: float, theta: FloatArray, length: int
) -> Iterator[Stretch]:
    """The points of `_take_steps`, but for rounding, by θ − η∇F(θ) on few samples, unpenalised."""
    n_points = problem.settings.n_iters + 1
    for start in range(0, n_points, length):
        # One point more, which the next stretch begins with.
        thetas = np.empty((min(length, n_points - start) + 1, theta.size))
        thetas[0] = theta
        moves = np.empty_like(thetas[1:])
        problem.objective.descend(thetas, moves, learning_rate)
        moves /= -learning_rate  # in place: they are as large as the points themselves
        yield Stretch(thetas[:-1], moves)
        theta = thetas[-1]
