"""Points that a person drew: two features, two classes, and all of them in a link."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from ..core.checks import FloatArray
from ..core.choices import check_choices, choice
from ..core.immutable import freeze
from .datasets import Dataset
from .point_text import (
    ENDS,
    MOST_IN_LINK,
    MOST_POINTS,
    N_PLACES,
    Drawing,
    Ends,
    PointText,
    drawing_of,
    is_box,
    written,
)
from .registered import Registered, SourceScript

NAME = "points"
BOX: Ends = (-3.0, 3.0, -3.0, 3.0)
MARGIN = 0.15  # of a box around data, so that there is room to draw beside them
LEAST_OF_CLASS = 2
_DIGITS = 4  # of the ends of a box
CLASSES = ("class 0", "class 1")
# Parted by a line. Of six each, any third that is kept for the test leaves two each to train on.
_EXAMPLE = np.array(
    [
        [-2.0, -0.6, 0],
        [2.0, 0.7, 1],
        [-1.6, 0.9, 0],
        [1.5, -0.8, 1],
        [-1.1, -1.5, 0],
        [1.2, 1.6, 1],
        [-0.7, 0.2, 0],
        [0.8, -0.1, 1],
        [-0.4, -0.9, 0],
        [0.5, 1.1, 1],
        [-2.3, 1.8, 0],
        [1.9, -2.1, 1],
    ]
)


def text_of(X: ArrayLike, y: ArrayLike, box: Sequence[float] | None = None) -> str:
    """The text of points X (n, 2) of classes y (n,); see `Points.of`."""
    points = np.asarray(X, dtype=np.float64).reshape(-1, 2)
    classes = np.asarray(y).reshape(-1)
    if len(points) != len(classes):
        raise ValueError(f"There are {len(points)} points and {len(classes)} classes.")
    if len(points) > MOST_POINTS:
        raise ValueError(f"At most {MOST_POINTS} points can be drawn, not {len(points)}.")
    if not np.isfinite(points).all():
        raise ValueError("Every point needs a place: two finite numbers.")
    if not np.isin(classes, (0, 1)).all():
        raise ValueError("Every point needs a class, 0 or 1.")
    ends = _around(points) if box is None else _checked(box)
    places = np.clip(np.rint((points - ends[::2]) / _steps(ends)), 0, N_PLACES - 1)
    return written(Drawing(ends, np.column_stack([places, classes]).astype(np.int64)))


def _missing(y: FloatArray) -> str:
    """What of two points of each class is missing, as in “one more of class 1 is missing”."""
    n_ones = int(y.sum())
    lacks = [max(0, LEAST_OF_CLASS - n) for n in (len(y) - n_ones, n_ones)]
    said = [
        f"{'one more' if lack == 1 else 'two'} of {name}"
        for lack, name in zip(lacks, CLASSES, strict=True)
        if lack
    ]
    return f"{' and '.join(said)} {'is' if sum(lacks) == 1 else 'are'} missing" if said else ""


# While a setting is dragged the points stay; a point that is dragged makes thirty values a second.
@lru_cache(maxsize=16)
def _dataset(text: str) -> Dataset:
    drawing = drawing_of(text)
    steps = _steps(drawing.ends)
    X = drawing.places[:, :2] * steps + drawing.ends[::2]
    # To a tenth of a step at most: short in a script, and the same place again.
    for column, step in enumerate(steps):
        X[:, column] = np.round(X[:, column], math.ceil(-math.log10(step)) + 1)
    y = drawing.places[:, 2].astype(np.float64)
    return freeze(Dataset(X, y, ("x₁", "x₂"), CLASSES))


def _steps(ends: Ends) -> FloatArray:
    """From one place to the next along x₁ and x₂; the first and the last are the ends."""
    left, right, bottom, top = ends
    return np.array([right - left, top - bottom]) / (N_PLACES - 1)


def _checked(box: Sequence[float]) -> Ends:
    try:
        left, right, bottom, top = (round(float(f"{end:.{_DIGITS}g}"), 12) + 0.0 for end in box)
    except (TypeError, ValueError):
        left = right = bottom = top = math.nan
    ends = (left, right, bottom, top)
    if not is_box(ends):
        raise ValueError(f"A box needs two ends along x₁ and two along x₂, each {ENDS}.")
    return ends


def _around(points: FloatArray) -> Ends:
    """The points with a margin, its ends rounded away from them."""
    if not len(points):
        return BOX
    low, high = points.min(axis=0), points.max(axis=0)
    room = np.where(high > low, MARGIN * (high - low), 1.0)
    (left, bottom), (right, top) = (low - room).tolist(), (high + room).tolist()
    return _checked(
        (
            _rounded(left, math.floor),
            _rounded(right, math.ceil),
            _rounded(bottom, math.floor),
            _rounded(top, math.ceil),
        )
    )


def _rounded(value: float, to_whole: Callable[[float], int]) -> float:
    """To three digits, towards the side that `to_whole` goes to."""
    if value == 0:
        return value
    unit = 10.0 ** (math.floor(math.log10(abs(value))) - 2)
    return to_whole(value / unit) * unit


EXAMPLE = text_of(_EXAMPLE[:, :2], _EXAMPLE[:, 2], BOX)


@dataclass(frozen=True)
class Points(Registered):
    """Up to 2000 drawn points on a grid of 4096 × 4096 places in a box, as their text.

    Equal points in equal boxes, in the same order, are equal values. `Points()` is an example.
    """

    name: str = field(default=NAME, init=False, repr=False)
    points: str = choice(EXAMPLE, PointText(), key="points", label="Points")

    def __post_init__(self) -> None:
        check_choices(self)

    @classmethod
    def of(cls, X: ArrayLike, y: ArrayLike, box: Sequence[float] | None = None) -> Self:
        """Points X (n, 2) of classes y (n,), each at the place that is nearest in the box.

        `box` is x₁ from and to, x₂ from and to, and rounded to four digits; None for one around the
        points. Raises ValueError for more than 2000 points, a box or a class that cannot be.
        """
        return cls(text_of(X, y, box))

    @property
    def box(self) -> Ends:
        """x₁ from and to, x₂ from and to."""
        return drawing_of(self.points).ends

    @property
    def X(self) -> FloatArray:
        """Where they stand, shape (n, 2); read-only."""
        return _dataset(self.points).X

    @property
    def y(self) -> FloatArray:
        """Their classes, 0 and 1, shape (n,); read-only."""
        return _dataset(self.points).y

    @property
    def n_points(self) -> int:
        """How many there are."""
        return len(drawing_of(self.points).places)

    @property
    def fits_link(self) -> bool:
        """Whether a link holds them; one of more than 100 is written without them."""
        return self.n_points <= MOST_IN_LINK

    def load(self, seed: int = 0) -> Dataset:
        """The same for every seed."""
        return _dataset(self.points)

    def script(self, seed: int = 0) -> SourceScript:
        """As literals, to the last digit."""
        rows = np.column_stack([self.X, self.y]).tolist()
        return SourceScript(
            lines="\n".join(
                [
                    "points = np.array(",
                    "    [",
                    *(f"        [{x1!r}, {x2!r}, {label:.0f}]," for x1, x2, label in rows),
                    "    ]",
                    ")",
                    "X, y = points[:, :2], points[:, 2]",
                ]
            )
        )

    def check_training(self, y: FloatArray) -> None:
        """Raise ValueError unless two of each class are among the labels y (n,) to train on."""
        if missing := _missing(y):
            if not _missing(self.y):
                raise ValueError(
                    f"The training needs two points of each class: {missing}. "
                    "Choose a smaller test share or another seed, or draw more points."
                )
            raise ValueError(f"Draw two points of each class: {missing}.")
