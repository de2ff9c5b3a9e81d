"""Section 6: the short loop on the learner's own run, beside the core's `fit`."""

from dataclasses import dataclass, replace

import numpy as np

from ..core.checks import FloatArray
from ..core.loss import LogisticLoss
from ..core.training import Trace, train
from ..experiment.comparison import STANDARDIZED_TUTORIAL, TUTORIAL
from ..experiment.experiment import Experiment
from ..experiment.run import Run, settings_on, start_of
from ..plain.tutorial import LogisticRegression
from ..scoring.metrics import confusion
from .loop import Iteration, batches_of, run_iterations

# So many the loop runs while a page is drawn; a run on the playground may have more.
MOST_ITERATIONS = 200


@dataclass(frozen=True, eq=False)
class Loop:
    """k iterations of the short loop, and the same of the core."""

    iterations: tuple[Iteration, ...]  # k
    loss: FloatArray  # (k + 1,), of all points; row 0 is before the first iteration
    trace: Trace  # of the core, k iterations
    batch_size: int
    n_points: int

    @property
    def largest_difference(self) -> float:
        """Of any weight or bias between the two, at any iteration."""
        weights = np.array([one.weights for one in self.iterations])
        biases = np.array([one.bias for one in self.iterations])
        return float(
            max(
                np.abs(weights - self.trace.weights[1:]).max(),
                np.abs(biases - self.trace.bias[1:]).max(),
            )
        )

    @property
    def epoch_length(self) -> int:
        """How many iterations it takes to look at every point once."""
        return -(-self.n_points // self.batch_size)


def run_loop(run: Run) -> Loop:
    """Run the short loop with the settings of a run, by plain gradient descent without L1."""
    X, y = run.columns(run.train.X), run.train.y
    settings = replace(
        settings_on(run.experiment, len(y)),
        n_iters=min(run.experiment.settings.n_iters, MOST_ITERATIONS),
        optimizer="gd",
        l1=0.0,
        class_weight=None,
    )
    trace = train(X, y, settings, start=start_of(run.experiment))
    start = trace.weights[0], float(trace.bias[0])
    batches = batches_of(len(y), run.n_per_step, trace.n_iters, settings.seed)
    iterations = tuple(run_iterations(X, y, settings.learning_rate, batches, settings.l2, start))
    weights = [start[0], *(one.weights for one in iterations)]
    biases = [start[1], *(one.bias for one in iterations)]
    loss = LogisticLoss(X, y).log_losses(np.column_stack([weights, biases]))
    return Loop(iterations, loss, trace, run.n_per_step, len(y))


def is_playgrounds(run: Run) -> bool:
    """Whether the run was itself trained by plain gradient descent, without L1 or class weights."""
    settings = run.experiment.settings
    return settings.optimizer == "gd" and settings.l1 == 0 and settings.class_weight is None


@dataclass(frozen=True)
class Trained:
    """What the tutorial's class makes of the tumours."""

    learning_rate: float
    n_test: int
    accuracy: float
    precision: float  # of those that are called benign, class 1
    n_rises: int
    n_steps: int
    last_loss: float


def train_class(run: Run) -> Trained:
    """The tutorial's class on the columns and with the settings of a run that has test points."""
    assert run.test is not None
    settings = run.experiment.settings
    model = LogisticRegression(settings.learning_rate, settings.n_iters)
    model.fit(run.columns(run.train.X), run.train.y)
    found = confusion(model.predict(run.columns(run.test.X)), run.test.y)
    return Trained(
        settings.learning_rate,
        int(found.n_samples),
        float(found.accuracy),
        float(found.precision),
        int((np.diff(model.losses) > 0).sum()),
        settings.n_iters,
        float(model.losses[-1]),
    )


# As the tumours come, and with all columns on one scale.
CLASS_RUNS: tuple[Experiment, Experiment] = (TUTORIAL, STANDARDIZED_TUTORIAL)
