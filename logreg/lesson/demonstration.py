"""Section 9: a bug and the right code, run on the same points and checked in the same ways."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from ..core.checks import FloatArray, Range
from ..core.loss import LogisticLoss
from ..experiment.run import Run
from ..plain.descent import step
from ..plain.pieces import central_differences
from ..scoring.metrics import IntArray
from .bug_code import log_losses_from_p
from .words.parts import BugWords

Slopes = tuple[FloatArray, float]
Gradient = Callable[[FloatArray, FloatArray, FloatArray, float], Slopes]
Step = Callable[[FloatArray, FloatArray, FloatArray, float, float], tuple[FloatArray, float]]
Rows = IntArray | slice
Batches = Callable[[int], Sequence[Rows]]

N_STEPS = 200
RATES = Range(1e-4, 10)
SEED = 0

EPSILON = 1e-6
# Central differences are right to more digits than this.
AGREES = 1e-6


class Data(NamedTuple):
    """n points with labels 0 and 1."""

    X: FloatArray  # (n, d)
    y: FloatArray  # (n,)


class Model(NamedTuple):
    """Weights and bias."""

    w: FloatArray  # (d,)
    b: float


def whole(n: int) -> Sequence[Rows]:
    """All n rows for every step."""
    return [slice(n)] * N_STEPS


def step_along(
    gradient: Gradient,
    X: FloatArray,
    y: FloatArray,
    weights: FloatArray,
    bias: float,
    learning_rate: float,
) -> tuple[FloatArray, float]:
    """One step, right but for a gradient of one's own."""
    slope_w, slope_b = gradient(X, y, weights, bias)
    return weights - learning_rate * slope_w, bias - learning_rate * slope_b


@dataclass(frozen=True)
class Bug:
    """One bug: what to show of it, how to run it, and what to say about it."""

    words: BugWords
    line: str  # the wrong one, as it stands in the source
    rivals: tuple[str, str]  # the names of the bugs that it is to be told from
    shown_right: tuple[Callable[..., Any], ...]
    shown_wrong: tuple[Callable[..., Any], ...]
    look: "Callable[[Demonstration], str]"  # what the curves show on these
    evidence: "Callable[[Demonstration], str]"
    set_up: Callable[[Data], Data]
    set_up_words: "Callable[[Data], str]"
    learning_rate: float = 0.3
    right: Step = step
    wrong: Step = step
    right_batches: Batches = whole
    wrong_batches: Batches = whole
    l2: float = 0.0
    uses_probabilities: bool = False  # its own loss is the one from probabilities


@dataclass(frozen=True, eq=False)
class Path:
    """Where k steps led, and the true mean log loss on the way; row 0 is the start."""

    weights: FloatArray  # (k + 1, d)
    bias: FloatArray  # (k + 1,)
    loss: FloatArray  # (k + 1,)

    @property
    def end(self) -> Model:
        """The model after the last step."""
        return Model(self.weights[-1], float(self.bias[-1]))


@dataclass(frozen=True)
class Report:
    """From which iteration on a code's own loss is no number, if ever, and what NumPy warned of."""

    breaks_at: int | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Demonstration:
    """The right code and the bug on the same points."""

    bug: Bug
    data: Data
    learning_rate: float
    right: Path
    wrong: Path
    report: Report  # of the bug

    @property
    def reported_loss(self) -> FloatArray:
        """The bug's losses as long as its own loss is a number."""
        return self.wrong.loss[: self.report.breaks_at]

    @property
    def base_rate(self) -> float:
        """The share of class 1."""
        return float(self.data.y.mean())


def demonstrate(bug: Bug, run: Run, learning_rate: float) -> Demonstration:
    """Run both for N_STEPS steps on the training columns of a run, set up for the bug."""
    data = bug.set_up(Data(run.columns(run.train.X), run.train.y))
    n = len(data.y)
    right = walk(bug.right, data, bug.right_batches(n), learning_rate)
    wrong = walk(bug.wrong, data, bug.wrong_batches(n), learning_rate)
    report = report_of_probabilities(wrong, data) if bug.uses_probabilities else Report()
    return Demonstration(bug, data, learning_rate, right, wrong, report)


def walk(step: Step, data: Data, batches: Sequence[Rows], learning_rate: float) -> Path:
    """From w = 0, b = 0 a step on each batch of rows."""
    X, y = data
    models = [Model(np.zeros(X.shape[1]), 0.0)]
    for rows in batches:
        models.append(Model(*step(X[rows], y[rows], *models[-1], learning_rate)))
    weights, bias = np.array([w for w, _ in models]), np.array([b for _, b in models])
    losses = LogisticLoss(*data).log_losses(np.column_stack([weights, bias]))
    return Path(weights, bias, losses)


def gradient_error(step: Step, data: Data, l2: float) -> float:
    """How far a step's slopes are from central differences."""
    model = random_model(data)
    moved = Model(*step(*data, *model, 1.0))
    slopes = np.append(model.w - moved.w, model.b - moved.b)
    loss = LogisticLoss(*data)
    theta = np.append(*model)
    expected = central_differences(loss.log_losses, theta, EPSILON)
    expected += l2 * np.append(model.w, 0)
    off = np.linalg.norm(slopes - expected)
    return float(off / np.linalg.norm(expected))


def is_same_with_copies(step: Step, data: Data) -> bool:
    """Whether a step is the same where every point is there twice, as one along a mean is."""
    model = random_model(data)
    X, y = data
    twice = Data(np.vstack([X, X]), np.append(y, y))
    once, again = (np.append(*step(*points, *model, 1.0)) for points in (data, twice))
    return bool(np.allclose(once, again, rtol=AGREES, atol=AGREES))


def random_model(data: Data) -> Model:
    """Weights and a bias unlike 0, where a wrong penalty would not show, and scores of about 1:
    in the tails of the sigmoid every slope is nearly 0."""
    *weights, bias = np.random.RandomState(SEED).standard_normal(data.X.shape[1] + 1)
    size = np.sqrt(np.mean(np.sum(data.X**2, axis=1))) or 1.0  # 0 where all points are in one place
    return Model(np.array(weights) / size, bias)


def report_of_probabilities(path: Path, data: Data) -> Report:
    """Ask the naive loss at every iteration until it is no number."""
    warnings: list[str] = []

    def hear(kind: str, _: int) -> None:
        if kind not in warnings:
            warnings.append(kind)

    with np.errstate(over="call", divide="call", invalid="call", call=hear):
        for k, (weights, bias) in enumerate(zip(path.weights, path.bias, strict=True)):
            losses = log_losses_from_p(data.X @ weights + bias, data.y)
            if not np.isfinite(losses.mean()):
                return Report(k, tuple(warnings))
    return Report(None, tuple(warnings))
