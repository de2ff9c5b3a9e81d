"""The training samples as the lesson draws them: in the plane of the two drawn features."""

from dataclasses import dataclass

import numpy as np

from ..core.checks import FloatArray
from ..core.features import Standardizer
from ..experiment.plane import Box
from ..experiment.run import Run
from .words.charts import WORDS

# Beyond this a slider for a weight would have to be too fine for a hand.
LARGEST_PLAIN = 10.0


@dataclass(frozen=True, eq=False)
class Points:
    """n samples of the two drawn features, and the box they are drawn in."""

    X: FloatArray  # (n, 2)
    y: FloatArray  # (n,)
    names: tuple[str, str]
    class_names: tuple[str, str]
    box: Box


def points_of(run: Run) -> Points:
    """The training samples of a run; standardised where a feature has large numbers."""
    X, names = run.train.X[:, list(run.experiment.drawn)], run.drawn_names
    if np.abs(X).max() > LARGEST_PLAIN:
        X = Standardizer.fit(X).transform(X)
        first, second = (WORDS.say("standardised", name=name) for name in names)
        names = first, second
    return Points(X, run.train.y, names, run.dataset.class_names, Box.around(X))
