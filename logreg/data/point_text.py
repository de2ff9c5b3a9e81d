"""Drawn points as text, for links: a version, their number, a check, a box, and 25 bits a point.

As in `1,10,2sX,-3,3,-3,3,KqpQ…`. The bits of all points stand in a row, most significant first:
12 of the place along x₁, 12 along x₂ and the class. Six of them make a sign of base64url. The check
is 18 bits of the CRC-32 of all that stands behind it, after the number: a changed sign is noticed.
"""

import re
import zlib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..core.checks import Range
from ..core.kinds import ReadInPart
from ..wording.numbers import count

Ends = tuple[float, float, float, float]  # x₁ from and to, x₂ from and to
Places = NDArray[np.int64]  # (n, 3): along x₁, along x₂, class

VERSION = "1"
N_PLACES = 4096
MOST_POINTS = 2000
MOST_IN_LINK = 100
# Of the ends of a box, and how far apart they must be: what four digits can tell from one another.
ENDS = Range(-1e6, 1e6)
LEAST_WIDTH = 1e-6

_SIGNS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_NO_SIGN = 255
_VALUES = np.full(256, _NO_SIGN, dtype=np.uint8)
_VALUES[np.frombuffer(_SIGNS, dtype=np.uint8)] = np.arange(64)
_BITS_OF_SIGN, _BITS_OF_POINT = 6, 25
_NUMBER = re.compile(r"-?(\d{1,7}(\.\d{1,12})?|\d(\.\d{1,3})?e-?\d{1,2})", re.ASCII)
_COUNT = re.compile(r"\d{1,4}", re.ASCII)
_AN_EXAMPLE = "an example"


@dataclass(frozen=True, eq=False)
class Drawing:
    """Points on the grid of places in a box."""

    ends: Ends
    places: Places


@dataclass(frozen=True)
class PointText:
    """The kind of a choice that holds drawn points, as their text."""

    words: str = "points as the playground writes them"

    def check(self, name: str, value: Any) -> str:
        """Text that is whole."""
        try:
            if not isinstance(value, str):
                raise TypeError
            drawing_of(value)
        except (TypeError, ValueError):
            raise ValueError(f"{name} must be {self.words}.") from None
        return value

    def write(self, value: str) -> str:
        """As it is; nothing where there are more points than a link is to hold."""
        return value if len(drawing_of(value).places) <= MOST_IN_LINK else ""

    def read(self, text: str) -> str:
        """The same; of damaged text a `ReadInPart` says what is lost, and holds what is not."""
        text = "".join(text.split())  # what a mailer broke into lines
        drawing, n_written = _read(text)
        whole = written(drawing)
        if text == whole:
            return text
        n = len(drawing.places)
        if n_written is not None and n < n_written:
            problem = f"is cut off or damaged: {n} of its {n_written} points could be read"
        elif text.startswith(whole):
            problem = f"goes on behind the last of its {count(n, 'point')}"
        else:
            problem = "is damaged: points may stand elsewhere than they were drawn"
        if not n:
            raise ReadInPart(problem, _AN_EXAMPLE)
        raise ReadInPart(problem, "what could be read", whole)


def written(drawing: Drawing) -> str:
    """The one text of a drawing."""
    ends, data = map(_number, drawing.ends), _packed(drawing.places)
    body = ",".join([*ends, data] if data else ends)
    number = f"{len(drawing.places)}"
    check = zlib.crc32(f"{number},{body}".encode())
    signs = bytes(_SIGNS[check >> shift & 63] for shift in (12, 6, 0)).decode()
    return f"{VERSION},{number},{signs},{body}"


# A drag makes thirty a second; a change of a setting asks for the same several times.
@lru_cache(maxsize=64)
def drawing_of(text: str) -> Drawing:
    """The drawing whose text it is; a ValueError for any other text."""
    drawing, _ = _read(text)
    if written(drawing) != text:
        raise ValueError("The text of the points is damaged.")
    drawing.places.setflags(write=False)
    return drawing


def _number(value: float) -> str:
    return f"{value:.4g}".replace("e+", "e").replace("e-0", "e-").replace("e0", "e")


def _packed(places: Places) -> str:
    values = places @ (1 << 13, 1 << 1, 1)
    bits = (values[:, None] >> np.arange(_BITS_OF_POINT)[::-1] & 1).ravel()
    bits = np.append(bits, np.zeros(-len(bits) % _BITS_OF_SIGN, dtype=bits.dtype))
    values = bits.reshape(-1, _BITS_OF_SIGN) @ (32, 16, 8, 4, 2, 1)
    return np.frombuffer(_SIGNS, dtype=np.uint8)[values].tobytes().decode()


def _read(text: str) -> tuple[Drawing, int | None]:
    """What can be read of a text, and how many points it says it has; `ReadInPart` where nothing.

    A text that is whole is that of what was read.
    """
    version, *parts = text.split(",", 7)
    if version != VERSION:
        raise ReadInPart("is of no version that this playground reads", _AN_EXAMPLE)
    if len(parts) < 6:
        raise ReadInPart("is cut off before its first point", _AN_EXAMPLE)
    number, _, *ends = parts[:6]
    data = "".join(parts[6:])
    n_written = int(number) if _COUNT.fullmatch(number) else None
    if n_written is not None and n_written > MOST_POINTS:
        n_written = None
    return Drawing(_ends(ends), _unpacked(data, n_written)), n_written


def _ends(texts: list[str]) -> Ends:
    if not all(map(_NUMBER.fullmatch, texts)):
        raise ReadInPart("says of no box in which its points stand", _AN_EXAMPLE)
    left, right, bottom, top = map(float, texts)
    ends = (left, right, bottom, top)
    if not is_box(ends):
        raise ReadInPart("says of no box in which its points stand", _AN_EXAMPLE)
    return ends


def is_box(ends: Ends) -> bool:
    """Whether the ends are within reach, and far enough apart."""
    left, right, bottom, top = ends
    return all(end in ENDS for end in ends) and min(right - left, top - bottom) >= LEAST_WIDTH


def _unpacked(data: str, n_written: int | None) -> Places:
    """The whole points of the signs. Of a damaged text, those that no wrong sign has touched."""
    most = MOST_POINTS if n_written is None else n_written
    n_signs = -(-most * _BITS_OF_POINT // _BITS_OF_SIGN)
    signs = np.frombuffer(data[:n_signs].encode("ascii", "replace"), dtype=np.uint8)
    values = _VALUES[signs]
    is_wrong = values == _NO_SIGN
    if len(data) != n_signs and is_wrong.any():  # where all behind it stands is not known
        values, is_wrong = values[: is_wrong.argmax()], is_wrong[: is_wrong.argmax()]
    n = min(most, len(values) * _BITS_OF_SIGN // _BITS_OF_POINT)
    bits = values[:, None].astype(np.int64) >> np.arange(_BITS_OF_SIGN)[::-1] & 1
    of_points = bits.ravel()[: n * _BITS_OF_POINT].reshape(n, _BITS_OF_POINT)
    is_lost = np.repeat(is_wrong, _BITS_OF_SIGN)[: n * _BITS_OF_POINT].reshape(n, _BITS_OF_POINT)
    number = (of_points << np.arange(_BITS_OF_POINT)[::-1]).sum(axis=1)[~is_lost.any(axis=1)]
    return np.column_stack([number >> 13, number >> 1 & (N_PLACES - 1), number & 1])
