"""The axes of a picture that no drawing library makes: from values to pixels, with round ticks."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from ...core.checks import FloatArray
from ...experiment.simplify import is_corner
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

    def ticks(
        self, most: int, is_whole: bool = False, digits: Sequence[float] = ROUND
    ) -> list[tuple[float, str]]:
        """Round values on the axis, with texts: about `most` steps, and no more.

        A step is one of `digits` × a power of ten.
        """
        step = _round_step((self.high - self.low) / most, is_whole, digits)
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


@dataclass(frozen=True)
class Tick:
    """A line across the picture, from an axis to its `end`, with a text."""

    at: float
    end: int
    text: str


@dataclass(frozen=True)
class Axes:
    """A part of the picture with x below it and y on its left, and about so many ticks of each."""

    inside: Rectangle
    x: Axis
    y: Axis
    n_ticks: tuple[int, int]
    is_whole: bool = False  # whether x counts
    has_grid: bool = False

    def places(self, points: FloatArray) -> FloatArray:
        """Where points (k, 2) of the axes stand on the picture."""
        inside = self.inside
        across = self.x.place(points[:, 0], inside.left, inside.right)
        return np.column_stack([across, self.y.place(points[:, 1], inside.bottom, inside.top)])

    def curve(self, values: FloatArray) -> FloatArray:
        """Where values over x = 0, 1, 2, … stand; thousands of them are not finer than a pixel."""
        points = self.places(np.column_stack([np.arange(len(values)), values]))
        return points[is_corner(points, 0.1)]

    def columns(self) -> list[Tick]:
        """The ticks of x, from left to right; each begins below."""
        left, right = self.inside.left, self.inside.right
        end = self.inside.top if self.has_grid else self.inside.bottom
        ticks = self.x.ticks(self.n_ticks[0], self.is_whole)
        return [Tick(float(self.x.place(value, left, right)), end, text) for value, text in ticks]

    def rows(self) -> list[Tick]:
        """The ticks of y, from bottom to top; each begins on the left."""
        bottom, top = self.inside.bottom, self.inside.top
        end = self.inside.right if self.has_grid else self.inside.left
        ticks = self.y.ticks(self.n_ticks[1])
        return [Tick(float(self.y.place(value, bottom, top)), end, text) for value, text in ticks]


def _round_step(least: float, is_whole: bool, digits: Sequence[float]) -> float:
    """The next of `digits` × a power of ten."""
    decade = 10.0 ** math.floor(math.log10(least))
    steps = [digit * decade for digit in digits if digit * decade >= least * (1 - 1e-9)]
    return next(step for step in steps if not is_whole or step.is_integer())


def _texts(values: list[float]) -> list[str]:
    """In as few digits as tell the values apart."""
    for digits in range(MOST_DIGITS, 16):
        texts = [number(value, digits) for value in values]
        if all(one != other for one, other in pairwise(texts)):
            break
    return texts
