"""The colours of an animated picture: of few colours, so that it is small, and none is dithered.

It is light whatever the theme of the page: slides and paper mostly are, and the picture that two
people make of one link is then the same.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageColor

from ..palette import CLASS_COLORS, CLASS_SCALE, TEST_COLOR, TRAIN_COLOR

PAPER = "#ffffff"
INK = "#10161f"
MUTED = "#585c63"  # ink of 70 %, as captions on screen
GRID = "#d9dfe7"
ACCENT = "#066ba9"

# To each side of neutral. Neighbours differ by two of 255: fewer show as bands.
SHADES = 60
MOST_COLORS = 255  # and one that stands for what was there before

Rgb = NDArray[np.float64]


def shades() -> NDArray[np.uint8]:
    """The colours of p = 0 to 1 in 2·SHADES steps, shape (2·SHADES + 1, 3): neutral is paper."""
    ends = [_over_paper(CLASS_SCALE[0][1]), _over_paper(CLASS_SCALE[-1][1])]
    ways = np.linspace(1, 0, SHADES + 1)[:, None]
    first, last = (_mixed(_rgb(PAPER), end, ways) for end in ends)
    return np.rint(np.concatenate([first, last[-2::-1]])).astype(np.uint8)


class Palette:
    """All colours of a GIF: the shades first, and what antialiased edges mix them with."""

    def __init__(self) -> None:
        colors = [*shades().tolist(), *_mixtures()]
        distinct = list(dict.fromkeys(tuple(round(value) for value in color) for color in colors))
        if len(distinct) > MOST_COLORS:
            raise ValueError(f"A GIF has room for {MOST_COLORS} colours, not {len(distinct)}.")
        self._image = Image.new("P", (1, 1))
        self._image.putpalette([value for color in distinct for value in color])

    def applied(self, picture: Image.Image) -> Image.Image:
        """The picture in these colours, each pixel in one that is near."""
        found = picture.quantize(palette=self._image, dither=Image.Dither.NONE)
        # Pillow takes colours for the same that differ by less than 4 of 255: not so the paper.
        red, green, blue = picture.split()
        least = ImageChops.darker(ImageChops.darker(red, green), blue)
        found.paste(SHADES, mask=least.point([0] * 255 + [255]))
        return found


def _mixtures() -> Iterator[list[float]]:
    """What antialiased edges are made of."""
    ink, paper = _rgb(INK), _rgb(PAPER)
    yield from _between(ink, paper, 12)
    for color in CLASS_COLORS:
        yield from _between(_rgb(color), ink, 4)
        yield from _between(_rgb(color), paper, 4)
    for color in (TRAIN_COLOR, TEST_COLOR, ACCENT):
        yield from _between(_rgb(color), paper, 4)
        yield from _between(_rgb(color), ink, 2)
    yield from _between(_rgb(GRID), paper, 2)
    for shade in shades()[::12].astype(float):
        yield from _between(ink, shade, 6)


def _between(first: Rgb, last: Rgb, n_steps: int) -> Iterator[list[float]]:
    for way in np.linspace(0, 1, n_steps + 1):
        yield _mixed(first, last, way).tolist()


def _mixed(first: Rgb, last: Rgb, way: float | Rgb) -> Rgb:
    return first + way * (last - first)


def _rgb(color: str) -> Rgb:
    return np.array(ImageColor.getrgb(color)[:3], dtype=float)


def _over_paper(color: str) -> Rgb:
    """What a colour "rgba(r, g, b, a)" looks like on paper."""
    red, green, blue, alpha = (float(part) for part in color[5:-1].split(","))
    return _mixed(_rgb(PAPER), np.array([red, green, blue]), alpha)
