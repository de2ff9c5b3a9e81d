"""A run as a film: its state at a few dozen iterations, for whoever plays or scrubs it."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ..core.checks import FloatArray
from ..core.immutable import freeze
from ..core.loss import log_loss, sigmoid
from ..scoring.metrics import Confusion, IntArray, Scores, confusion
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
# Of a large table all frames at once would take hundreds of megabytes.
MOST_LOGITS = 2_000_000


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
    return film_at(run, frame_iterations(run.trace.n_iters, n_frames))


def film_at(run: Run, iterations: IntArray) -> Film:
    """The run at these iterations."""
    planes = run.planes_at(iterations)
    return Film(
        iterations=iterations,
        planes=planes,
        lines=_within_budget(screen_lines(planes, run.box, CONTOUR_POINTS)),
        train=_judged(run, run.train, run.trace.loss, iterations),
        test=None
        if run.test is None
        else _judged(run, run.test, run.trace.validation_loss, iterations),
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


def _judged(run: Run, split: Split, recorded: FloatArray | None, iterations: IntArray) -> Side:
    """What was `recorded` of its loss is that of these scores where all samples count the same."""
    losses = recorded if run.sample_weights is None else None
    columns = run.columns(split.X)
    n_at_once = max(1, MOST_LOGITS // len(columns))
    parts = [
        _side(run, split, columns, losses, iterations[first : first + n_at_once])
        for first in range(0, len(iterations), n_at_once)
    ]
    return parts[0] if len(parts) == 1 else _joined(parts)


def _side(
    run: Run,
    split: Split,
    columns: FloatArray,
    losses: FloatArray | None,
    iterations: IntArray,
) -> Side:
    logits = run.trace.weights[iterations] @ columns.T + run.trace.bias[iterations, None]
    p = sigmoid(logits)
    loss = log_loss(logits, split.y) if losses is None else losses[iterations]
    return Side(Scores(loss, confusion(p, split.y)), (p >= HALF) != (split.y == 1))


def _joined(sides: Sequence[Side]) -> Side:
    """The frames of one after those of another."""
    counts = [side.scores.confusion for side in sides]
    confusions = Confusion(
        *(
            np.concatenate([getattr(one, field.name) for one in counts])
            for field in fields(Confusion)
        )
    )
    losses = np.concatenate([side.scores.log_loss for side in sides])
    return Side(Scores(losses, confusions), np.concatenate([side.mistakes for side in sides]))
