"""The axes of a picture that no drawing library makes: from values to pixels, with round ticks."""

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from ...core.checks import FloatArray
from ...wording.numbers import MOST_DIGITS, number

ROUND = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True)
class Axis:
    """From `low` to `high`, both drawn."""

    name: str
    low: float
    high: float

    def place(self, values: ArrayLike, first: float, last: float) -> FloatArray:
        """Where values stand between the pixels `first`, of `low`, and `last`, of `high`."""
        share = (np.asarray(values, dtype=float) - self.low) / (self.high - self.low)
        return first + share * (last - first)

    def ticks(self, most: int, is_whole: bool = False) -> list[tuple[float, str]]:
        """Round values on the axis, with texts: about `most` steps, and no more."""
        step = _round_step((self.high - self.low) / most, is_whole)
        first, last = math.ceil(self.low / step - 1e-9), math.floor(self.high / step + 1e-9)
        values = [k * step for k in range(first, last + 1)]
        return list(zip(values, _texts(values), strict=True))


@dataclass(frozen=True)
class Rectangle:
    """A part of the picture, in pixels."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return self.right - self.left, self.bottom - self.top

    def places(self, x: Axis, y: Axis, points: FloatArray) -> FloatArray:
        """Where points (k, 2) of the axes stand on the picture."""
        across = x.place(points[:, 0], self.left, self.right)
        return np.column_stack([across, y.place(points[:, 1], self.bottom, self.top)])


def _round_step(least: float, is_whole: bool) -> float:
    """The next of 1, 2, 2.5, 5 × a power of ten."""
    decade = 10.0 ** math.floor(math.log10(least))
    steps = [digit * decade for digit in ROUND if digit * decade >= least * (1 - 1e-9)]
    return next(step for step in steps if not is_whole or step.is_integer())


def _texts(values: list[float]) -> list[str]:
    """In as few digits as tell the values apart."""
    for digits in range(MOST_DIGITS, 16):
        texts = [number(value, digits) for value in values]
        if all(one != other for one, other in pairwise(texts)):
            break
    return texts
