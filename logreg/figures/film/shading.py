"""The probabilities in every pixel of a picture, as the screen paints them."""

from dataclasses import replace

import numpy as np

from ...core.checks import FloatArray
from ...core.features import FEATURES
from ...core.loss import sigmoid
from ...experiment.plane import Box, Plane, waves_in

CERTAIN = 8.0  # σ(8) is 0.9997: beyond it the colour is that of certainty
PHASES = 64


def probabilities(plane: Plane, box: Box, width: int, height: int) -> FloatArray:
    """p in the middle of every pixel, shape (height, width), the first row at the top of the box.

    Of a wave shorter than two pixels p is the mean over the wave: a picture cannot show more of it.
    """
    across = box.left + (np.arange(width) + 0.5) / width * (box.right - box.left)
    down = box.top - (np.arange(height) + 0.5) / height * (box.top - box.bottom)
    is_short = 2 * waves_in(plane, box) > (width, height)
    short = [axis for axis in (0, 1) if is_short[axis]]
    is_fine = np.array([FEATURES[name].waves_along in short for name in plane.terms], dtype=bool)
    rest = replace(plane, weights=np.where(is_fine, 0.0, plane.weights))
    z = rest.logits(across, down[:, None])
    return _mean_over_waves(z, np.abs(plane.weights[is_fine])) if is_fine.any() else sigmoid(z)


def _mean_over_waves(z: FloatArray, heights: FloatArray) -> FloatArray:
    """The mean of σ(z + Σ height · sin θ) over all θ, read from a table over z."""
    reach = CERTAIN + heights.sum()
    logits = np.linspace(-reach, reach, 1025)
    means = sigmoid(logits)
    waves = np.sin(2 * np.pi * (np.arange(PHASES) + 0.5) / PHASES)
    for height in heights:
        means = np.interp(logits + height * waves[:, None], logits, means).mean(axis=0)
    return np.interp(z, logits, means)
