"""How a run came to its end: its path over the landscape, and those of other optimisers."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from ..core.checks import FloatArray
from ..scoring.metrics import IntArray
from .descent_view import DescentView
from .experiment import Experiment
from .film import frame_iterations
from .landscape import (
    Kind,
    Landscape,
    Weighted,
    floor_landscape,
    points_for,
    slice_landscape,
    whole_landscape,
)
from .optimum import Existence, Optimum, minimum_of
from .plane import Box
from .run import Run
from .step_sizes import StepSizes, step_sizes

# A race is won by who first comes so near to the minimum and stays there.
NEAR = 1e-3
N_FRAMES = 60
MOST_MOVING = 5_000  # training samples
# As many points of a path are drawn at most, close together where it is fast.
PATH_POINTS = 400
# A side of each slice of a film: 60 of them are 202 kB.
SLICE_POINTS = 41

# What is drawn around 0 and the minimum: so many times the way between them.
ROOM = 1.5
# What is nearer to the edge, the picture grows for; a start under the hand keeps away from it.
EDGE = 1.05
# It grows in steps, so that it mostly stands still while a rate is dragged. A path that goes
# further leaves the picture.
SCALES = (1.0, 1.5, 2.0, 3.0, 5.0, 8.0, 12.0, 20.0)
# The narrower side is no less than this share of the wider one: directions keep their look where
# both weights are of one size.
NARROWEST = 0.25


@dataclass(frozen=True, eq=False)
class Racer:
    """The path of one optimiser: k of its points, and when it had arrived."""

    name: str
    iterations: IntArray  # (k,)
    points: FloatArray  # (k, 2), the two parameters drawn
    gaps: FloatArray  # (k,) objective − lowest
    n_iters: int
    n_per_step: int  # samples whose gradients each step looks at
    near_since: int | None  # the first iteration from which on the gap is at most NEAR


@dataclass(frozen=True, eq=False)
class Descent:
    """All that the page shows of a run: its landscape, its path in f frames, and the race."""

    run: Run
    optimum: Optimum
    sizes: StepSizes
    landscape: Landscape
    minimum: FloatArray | None  # (d + 1,), in the units trained in
    lowest: float
    iterations: IntArray  # (f,)
    thetas: FloatArray  # (f, d + 1), of the run itself, as all below
    objective: FloatArray  # (f,)
    racers: tuple[Racer, ...]  # the run itself first


def kind_of(run: Run, view: DescentView) -> Kind:
    """Which landscape there is of a run."""
    n_columns = run.trace.weights.shape[1]
    if n_columns == 1:
        return Kind.WHOLE
    return Kind.FLOOR if n_columns == 2 and view.sight == "floor" else Kind.SLICE


def axes_of(run: Run, view: DescentView) -> tuple[int, int]:
    """The places in θ of the two parameters drawn."""
    is_slice = kind_of(run, view) is Kind.SLICE
    fits = max(view.sliced) <= run.trace.weights.shape[1]
    return view.sliced if is_slice and fits else (0, 1)


def box_for(runs: Iterable[Run], axes: tuple[int, int], minimum: FloatArray | None) -> Box:
    """The part of the landscape drawn: around 0 and the minimum, and larger for longer paths.

    Where there is no minimum, the end of the first run takes its place. A start that is dragged
    about in the picture leaves it as it is.
    """
    paths = [path_of(run)[:, axes] for run in runs]
    goal = path_end(paths[0]) if minimum is None else minimum[[*axes]]
    center, half = goal / 2, np.abs(goal) / 2
    half = np.maximum(half, NARROWEST * half.max()) if half.any() else np.ones(2)
    needed = max(float(np.nanmax(np.abs(path - center) / half)) for path in paths)
    scale = next((one for one in SCALES if one * ROOM >= EDGE * needed), SCALES[-1])
    (left, bottom), (right, top) = center - ROOM * scale * half, center + ROOM * scale * half
    return Box(float(left), float(right), float(bottom), float(top))


def path_end(path: FloatArray) -> FloatArray:
    """Where a path (k, 2) ends; beyond all bounds, where it began to leave them."""
    sizes = np.abs(path).max(axis=1)
    return path[int(np.flatnonzero(sizes <= max(20 * np.median(sizes), 1.0))[-1])]


def path_of(run: Run) -> FloatArray:
    """θ of every iteration, shape (k + 1, d + 1)."""
    return np.column_stack([run.trace.weights, run.trace.bias])


def landscape_of(
    run: Run, view: DescentView, box: Box, thetas: FloatArray, is_preview: bool
) -> Landscape:
    """The heights over a box; a slice goes through each row of thetas (f, d + 1).

    Of a large table through the last one alone: sixty take half a minute.
    """
    kind, settings = kind_of(run, view), run.experiment.settings
    n_points = points_for(len(run.train.y), is_preview)
    if kind is Kind.SLICE:
        thetas = thetas[-1:] if len(run.train.y) > MOST_MOVING else thetas
        n_points = SLICE_POINTS if len(thetas) > 1 else n_points
        return slice_landscape(run.objective, thetas, axes_of(run, view), box, n_points)
    if kind is Kind.WHOLE:
        return whole_landscape(run.objective, box, n_points)
    samples = Weighted.of(run.columns(run.train.X), run.train.y, run.sample_weights)
    return floor_landscape(samples, box, n_points, settings.l1, settings.l2)


MakeLandscape = Callable[[Run, DescentView, Box, FloatArray, bool], Landscape]


def descend(
    runs: tuple[Run, ...],
    optimum: Optimum,
    view: DescentView,
    n_frames: int = N_FRAMES,
    make: MakeLandscape = landscape_of,
) -> Descent:
    """The first of the runs in its frames, with the others as its rivals.

    One frame is a preview: its end alone. `make` may know the landscape already.
    """
    run, axes, minimum = runs[0], axes_of(runs[0], view), minimum_of(runs[0], optimum)
    at = frame_iterations(max(one.trace.n_iters for one in runs), n_frames)
    # A run that has ended waits for its rivals.
    own = np.minimum(at, run.trace.n_iters)
    thetas = path_of(run)[own]
    landscape = make(run, view, box_for(runs, axes, minimum), thetas, n_frames == 1)
    lowest = 0.0 if optimum.existence is Existence.NONE else optimum.lowest
    lowest = min(lowest, *(float(one.trace.objective.min()) for one in runs))
    return Descent(
        run=run,
        optimum=optimum,
        sizes=step_sizes(run, optimum),
        landscape=landscape,
        minimum=minimum,
        lowest=lowest,
        iterations=at,
        thetas=thetas,
        objective=run.trace.objective[own],
        racers=tuple(_racer(one, axes, lowest, at) for one in runs),
    )


def rivals(experiment: Experiment, view: DescentView) -> tuple[Experiment, ...]:
    """The same experiment by each other optimiser that races; without one, there is no race."""
    own = experiment.settings.optimizer
    return tuple(experiment.changed(optimizer=name) for name in view.racers if name != own)


def near_since(objective: FloatArray, lowest: float, gap: float = NEAR) -> int | None:
    """The first iteration from which on the objective is at most `gap` above the lowest."""
    is_far = np.flatnonzero(~(objective - lowest <= gap))
    if not len(is_far):
        return 0
    first = int(is_far[-1]) + 1
    return first if first < len(objective) else None


def _racer(run: Run, axes: tuple[int, int], lowest: float, frames: IntArray) -> Racer:
    trace = run.trace
    at = _path_iterations(trace.n_iters, frames)
    objective = trace.objective
    return Racer(
        name=str(run.experiment.settings.optimizer),
        iterations=at,
        points=path_of(run)[at][:, axes],
        gaps=np.maximum(objective[at] - lowest, 0.0),
        n_iters=trace.n_iters,
        n_per_step=run.n_per_step,
        near_since=near_since(objective, lowest),
    )


def _path_iterations(n_iters: int, frames: IntArray) -> IntArray:
    """Those of the frames, and others evenly spaced in log(1 + k), up to the last."""
    spaced = np.rint(np.expm1(np.linspace(0, np.log1p(n_iters), PATH_POINTS))).astype(np.int64)
    return np.unique(np.concatenate([spaced, frames[frames <= n_iters], [n_iters]]))
