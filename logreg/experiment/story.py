"""A run as it is shown: its film, and the sentences beside it."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, fields, replace
from operator import attrgetter

import numpy as np

from ..core.settings import Settings
from ..wording.claims import in_words
from .captions import boundary_captions
from .experiment import Experiment
from .film import N_FRAMES, Film, film, film_at
from .optimum import Optimum
from .rate_zones import RateZones, rate_zones
from .run import Run
from .step_sizes import step_sizes
from .summary import describe, early_end, hand_loss


@dataclass(frozen=True, eq=False)
class Story:
    """A run with f frames, and what is said of it."""

    run: Run
    film: Film
    captions: tuple[str, ...]  # (f,), below the boundary
    summary: str
    ending: str  # why it ended before the iterations asked for, "" where it did not
    zones: RateZones | None = None  # of its learning rate, which take the optimum to know


@dataclass(frozen=True, eq=False)
class Ground:
    """What a run shares with those that differ from it in learning rate, iterations or start."""

    optimum: Optimum
    zones: RateZones | None


_OF_THE_COURSE = {"learning_rate", "n_iters", "start", "settings"}
_of_experiment, _of_settings = (
    attrgetter(*(one.name for one in fields(record) if one.name not in _OF_THE_COURSE))
    for record in (Experiment, Settings)
)


def ground_key(experiment: Experiment) -> Hashable:
    """What decides on the ground of a run: all that is chosen but for its course."""
    return _of_experiment(experiment), _of_settings(experiment.settings)


def ground_of(run: Run, optimum: Optimum) -> Ground:
    """What is below a run, whose `optimum` is that of its objective."""
    return Ground(optimum, rate_zones(step_sizes(run, optimum), optimum))


def tell(run: Run, ground: Ground, is_chaotic: bool) -> Story:
    """The whole run, to be played."""
    told = _story(run, N_FRAMES, describe(run, ground.optimum, is_chaotic))
    return replace(told, zones=ground.zones)


def preview(run: Run) -> Story:
    """Its end alone. What takes a fit of its own to know is nothing for a hand to wait for."""
    return _story(run, 1, describe(run))


def by_hand(run: Run) -> Story:
    """The weights that a run starts from, and nothing of the run."""
    frames = film_at(run, np.array([0]))
    return Story(run, frames, tuple(_captions(run, frames)), in_words([hand_loss(run)]), "")


def _story(run: Run, n_frames: int, summary: str) -> Story:
    frames = film(run, n_frames)
    ending = early_end(run)
    captions = tuple(_captions(run, frames))
    return Story(run, frames, captions, summary, "" if ending is None else ending.text)


def _captions(run: Run, frames: Film) -> Iterator[str]:
    """Of each frame; all that have a line share one."""
    with_line = ""
    for line, plane in zip(frames.lines, frames.planes, strict=True):
        if not len(line.points):
            yield in_words(boundary_captions(run, line, plane))
        else:
            with_line = with_line or in_words(boundary_captions(run, line, plane))
            yield with_line
