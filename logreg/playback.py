"""A run as a film: its state at a few dozen iterations, for whoever plays or scrubs it."""

from dataclasses import dataclass

import numpy as np

from .boundary import boundary_line, probabilities
from .experiment import Run, Split
from .metrics import IntArray, Scores, score
from .validation import FloatArray

N_FRAMES = 75
# Coarser than the line of a still picture: a film of fine contours would be megabytes.
CONTOUR_POINTS = 101


@dataclass(frozen=True, eq=False)
class Film:
    """f frames; row j of each array is the state after iterations[j] updates."""

    iterations: IntArray  # (f,), the first is 0 and the last the end of the run
    probability: FloatArray  # (f, g, g), see Shading
    lines: tuple[FloatArray, ...]  # f times (k, 2), see boundary_line
    train: Scores  # each of shape (f,)
    test: Scores | None


def film(run: Run, n_frames: int = N_FRAMES) -> Film:
    """The run at no more than n_frames iterations; one frame is its end alone."""
    iterations = frame_iterations(run.trace.n_iters, n_frames)
    planes = [run.plane_at(k) for k in iterations]
    return Film(
        iterations=iterations,
        probability=probabilities(planes, run.box),
        lines=tuple(boundary_line(plane, run.box, CONTOUR_POINTS) for plane in planes),
        train=_scores(run, run.train, iterations),
        test=None if run.test is None else _scores(run, run.test, iterations),
    )


def frame_iterations(n_iters: int, n_frames: int) -> IntArray:
    """At most n_frames iterations from 0 to n_iters: close together where learning is fast.

    Evenly spaced in log(1 + k), as far as whole numbers allow.
    """
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


def _scores(run: Run, split: Split, iterations: IntArray) -> Scores:
    weights, bias = run.trace.weights[iterations], run.trace.bias[iterations, None]
    return score(weights @ run.columns(split.X).T + bias, split.y)
