"""Section 3: what one point does in one step."""

from dataclasses import dataclass

import numpy as np

from ..core.checks import FloatArray
from ..core.loss import log_loss, sigmoid
from ..experiment.run import Run
from ..plain.descent import score
from ..plain.pieces import pulls
from ..scoring.metrics import IntArray
from .loop import Iteration, batches_of, run_iterations
from .points import Points


@dataclass(frozen=True, eq=False)
class View:
    """A point and the step in which it takes part; (w₁, w₂, b) where there are three numbers."""

    row: int
    x: FloatArray  # (2,)
    y: float
    z: float
    p: float
    is_in_batch: bool
    batch: IntArray  # the rows of the points that pull
    pull: FloatArray  # (3,), zero for a point that is not in the batch
    others: FloatArray  # (3,), the pulls of all the others
    gradient: FloatArray  # (3,)
    update: FloatArray  # (3,)
    before: FloatArray  # (3,)
    pulls: FloatArray  # (m, 3), of all that pull, in the order of the batch

    @property
    def place(self) -> int | None:
        """Of this point in the batch; None for one that is not in it."""
        return int((self.batch == self.row).argmax()) if self.is_in_batch else None

    @property
    def after(self) -> FloatArray:
        """The weights and the bias once the step is taken."""
        return self.before + self.update


def walk(
    points: Points, learning_rate: float, batch_size: int, seed: int, n_steps: int
) -> list[Iteration]:
    """The first steps of gradient descent on the points, without a penalty."""
    batches = batches_of(len(points.y), batch_size, n_steps, seed)
    return run_iterations(points.X, points.y, learning_rate, batches)


def look(points: Points, steps: list[Iteration], row: int, learning_rate: float) -> View:
    """The last of the steps, as it is just before it is taken, seen from the point of this row."""
    last = steps[-1]
    before = np.zeros(3)
    if len(steps) > 1:
        before = np.append(steps[-2].weights, steps[-2].bias)
    x, y = points.X[row], float(points.y[row])
    z = float(score(x, before[:2], before[2]))
    shares = pulls(points.X[last.rows], points.y[last.rows], last.p)
    is_own = last.rows == row
    gradient = np.append(last.slope_w, last.slope_b)
    return View(
        row=row,
        x=x,
        y=y,
        z=z,
        p=float(sigmoid(z)),
        is_in_batch=bool(is_own.any()),
        batch=last.rows,
        pull=shares[is_own].sum(axis=0),
        others=shares[~is_own].sum(axis=0),
        gradient=gradient,
        update=-learning_rate * gradient,
        before=before,
        pulls=shares,
    )


def loss_at(points: Points, theta: FloatArray) -> float:
    """The mean log loss of all points at (w₁, w₂, b)."""
    return float(log_loss(score(points.X, theta[:2], theta[2]), points.y))


def extreme_errors(run: Run) -> tuple[float, float]:
    """The largest and the smallest |p − y| among the training points, at the end of a run."""
    wrong = sigmoid((1 - 2 * run.train.y) * run.train.logits)
    return float(wrong.max()), float(wrong.min())
