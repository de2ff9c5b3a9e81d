"""The S-curve: p over the one number that all features meet in."""

from dataclasses import dataclass

import numpy as np

from ..core.checks import FloatArray
from ..core.loss import sigmoid
from ..wording.claims import Claim, claim
from .run import Run


@dataclass(frozen=True, eq=False)
class Arrow:
    """Where each sample lies along w, which points from class 0 to class 1 across the line.

    Of a straight line in two features that is its signed distance from the line, and p is
    σ(`steepness`·distance). Elsewhere no such distance can be seen: it is z, of steepness 1.
    """

    train: FloatArray  # (n,)
    test: FloatArray | None
    steepness: float  # ‖w‖ in the units of the data
    is_distance: bool

    def probability(self, places: FloatArray) -> FloatArray:
        """p at places along the arrow."""
        return sigmoid(self.steepness * places)


def arrow(run: Run) -> Arrow:
    """Along which every sample of the run has its place."""
    plane = run.plane
    length = float(np.linalg.norm(plane.slope()))
    is_distance = plane.is_linear and not run.feature_map.others and length > 0
    steepness = length if is_distance else 1.0
    test = None if run.test is None else run.test.logits / steepness
    return Arrow(run.train.logits / steepness, test, steepness, is_distance)


def arrow_caption(run: Run, found: Arrow) -> Claim:
    """Below the S-curve."""
    if found.is_distance:
        return claim("slope at the line", slope=found.steepness / 4, length=found.steepness)
    if not run.trace.weights[-1].any():
        return claim("all at one place")
    return claim("curve over the score")
