"""Whether a run magnifies rounding, so that another processor ends it elsewhere."""

from collections.abc import Callable

import numpy as np

from ..core.training import unheard
from .run import Run, train

# The last digit of a float64, by which the samples are moved.
NUDGE = float(np.finfo(np.float64).eps)
# Moved so far, the loss at the end shows it within the next few digits: those of another processor
# differ at every step, and by more than one nudge at the start.
SHOWS = 1e-6
# A loss below this is that of a perfect fit, and its digits are rounding themselves.
NO_LOSS = 1e-9


def is_chaotic(run: Run, report: Callable[[float], object] = unheard) -> bool:
    """Whether the last digits of the samples decide digits of the loss that people read.

    The run is trained again on columns that are moved by one part in 2⁵², up or down at random. It
    is chaotic where the loss at the end then differs by more than one part in a million. Elsewhere
    such a difference stays about as small as it was. Takes as long as the training.
    """
    columns = run.columns(run.train.X)
    signs = np.random.RandomState(0).choice((-1.0, 1.0), columns.shape)
    nudged = columns * (1 + NUDGE * signs)
    moved = train(run.experiment, nudged, run.train.y, report=report)
    loss = float(run.trace.loss[-1])
    return abs(float(moved.loss[-1]) - loss) > SHOWS * loss + NO_LOSS
