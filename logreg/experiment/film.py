"""A run as a film: its state at a few dozen iterations, for whoever plays or scrubs it."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ..core.immutable import freeze
from ..core.loss import log_loss, sigmoid
from ..scoring.metrics import IntArray, Scores, confusion
from ..scoring.split import Split
from .plane import Plane
from .run import Run
from .screen_line import Line, no_line, screen_lines

BoolArray = NDArray[np.bool_]

N_FRAMES = 75
# Where class 1 is predicted.
HALF = 0.5
# Coarser than the line of a still picture: a film of fine contours would be megabytes.
CONTOUR_POINTS = 101
# Of all frames together: 215 kB on their way to the browser.
MOST_LINE_POINTS = 20_000


@dataclass(frozen=True, eq=False)
class Side:
    """One side of the split, n samples, in every frame."""

    scores: Scores  # each of shape (f,)
    mistakes: BoolArray  # (f, n), whether a sample is predicted as the other class


@dataclass(frozen=True, eq=False)
class Film:
    """f frames; row j of each array is the state after iterations[j] updates."""

    iterations: IntArray  # (f,), the first is 0 and the last the end of the run
    planes: tuple[Plane, ...]  # f models in the drawn plane: what the shading is painted by
    lines: tuple[Line, ...]  # f lines p = 0.5, see screen_lines
    train: Side
    test: Side | None


def film(run: Run, n_frames: int = N_FRAMES) -> Film:
    """The run at no more than n_frames iterations; one frame is its end alone."""
    iterations = frame_iterations(run.trace.n_iters, n_frames)
    planes = run.planes_at(iterations)
    return Film(
        iterations=iterations,
        planes=planes,
        lines=_within_budget(screen_lines(planes, run.box, CONTOUR_POINTS)),
        train=_judged(run, run.train, iterations),
        test=None if run.test is None else _judged(run, run.test, iterations),
    )


# A hand that drags the learning rate asks for the same each time.
@lru_cache(maxsize=64)
def frame_iterations(n_iters: int, n_frames: int) -> IntArray:
    """At most n_frames iterations from 0 to n_iters: close together where learning is fast.

    Evenly spaced in log(1 + k), as far as whole numbers allow.
    """
    return freeze(_frame_iterations(n_iters, n_frames))


def _frame_iterations(n_iters: int, n_frames: int) -> IntArray:
    if n_frames == 1:
        return np.array([n_iters])
    if n_iters < n_frames:
        return np.arange(n_iters + 1)
    # Whole numbers crowd at the start; ask for more until enough different ones remain.
    for n_asked in range(n_frames, 20 * n_frames):
        spaced = np.unique(np.rint(np.expm1(np.linspace(0, np.log1p(n_iters), n_asked))))
        if len(spaced) == n_frames:
            break
    return spaced.astype(np.int64)


def _within_budget(lines: list[Line]) -> tuple[Line, ...]:
    """The lines of a film, without the longest where all together are too long to send.

    The last stays: it is the line of the run that every other chart shows.
    """
    lengths = np.array([len(line.points) for line in lines])
    order = np.append(np.argsort(lengths[:-1], kind="stable"), len(lines) - 1)
    room = MOST_LINE_POINTS - lengths[-1]
    is_sent = np.append(np.cumsum(lengths[order[:-1]]) <= room, True)
    sent = dict(zip(order.tolist(), is_sent.tolist(), strict=True))
    return tuple(
        line if sent[frame] else no_line(is_too_fine=True) for frame, line in enumerate(lines)
    )


def _judged(run: Run, split: Split, iterations: IntArray) -> Side:
    weights, bias = run.trace.weights[iterations], run.trace.bias[iterations, None]
    logits = weights @ run.columns(split.X).T + bias
    p = sigmoid(logits)
    scores = Scores(log_loss(logits, split.y), confusion(p, split.y))
    return Side(scores, (p >= HALF) != (split.y == 1))
