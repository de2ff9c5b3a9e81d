"""Drawing with Pillow: smooth shapes, and letters that its typeface has."""

import math
import unicodedata
from itertools import pairwise
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from ...core.checks import FloatArray

# Pillow draws without antialiasing: four times as large, and reduced to the mean.
FINENESS = 4
REGULAR, SEMIBOLD = 400, 600
# Pillow's own typeface has few letters more than ASCII.
_PLAIN = str.maketrans({"−": "-", "–": "-", "×": "x"})

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


class Typeface:
    """A variable font by its file, or Pillow's own, of one weight, where that cannot be read."""

    def __init__(self, file: Path | None) -> None:
        self.file = file if file is not None and _is_readable(file) else None

    def font(self, size: int, weight: int = REGULAR) -> Font:
        """The font of a size in pixels and a weight from 200 to 900, for `text_mask`."""
        if self.file is None:
            return ImageFont.load_default(size * FINENESS)
        font = ImageFont.truetype(self.file, size * FINENESS)
        font.set_variation_by_axes([weight])
        return font

    def spelled(self, text: str) -> str:
        """The text in letters that the typeface has."""
        if self.file is not None:
            return text
        plain = unicodedata.normalize("NFKD", text).translate(_PLAIN)
        return plain.encode("ascii", "ignore").decode()


def _is_readable(file: Path) -> bool:
    """Not every build of FreeType unpacks WOFF2 (OSError), or varies fonts (the other)."""
    try:
        return bool(ImageFont.truetype(file, 12).get_variation_axes())
    except (OSError, NotImplementedError):
        return False


def text_mask(text: str, font: Font, anchor: str) -> tuple[Image.Image, int, int]:
    """How much of each pixel the text covers, and where its left and top lie from the anchor.

    Written large and reduced: set in whole pixels, small letters stand too far apart.
    """
    left, top, right, bottom = font.getbbox(text, anchor=anchor)
    left, top = math.floor(left / FINENESS), math.floor(top / FINENESS)
    size = math.ceil(right / FINENESS) - left, math.ceil(bottom / FINENESS) - top
    large = Image.new("L", (max(size[0], 1) * FINENESS, max(size[1], 1) * FINENESS))
    place = -left * FINENESS, -top * FINENESS
    ImageDraw.Draw(large).text(place, text, 255, font, anchor)
    return large.reduce(FINENESS), left, top


def text_length(text: str, font: Font) -> float:
    """In pixels."""
    return float(font.getlength(text)) / FINENESS


class Layer:
    """A transparent picture to draw on, laid with its corner at `origin`; its edges are smooth.

    Places are those of the picture below it, in pixels and parts of them. In mode L it is of no
    colour, only dense where it was drawn on in 255.
    """

    def __init__(
        self, size: tuple[int, int], origin: tuple[int, int] = (0, 0), mode: str = "RGBA"
    ) -> None:
        self.origin = origin
        self._image = Image.new(mode, (size[0] * FINENESS, size[1] * FINENESS))
        self._draw = ImageDraw.Draw(self._image)

    def line(self, points: FloatArray, width: float, color: str | int) -> None:
        """Through points (k, 2); NaN parts its pieces."""
        fine = (points - self.origin) * FINENESS
        gaps = np.flatnonzero(np.isnan(fine).any(axis=1)).tolist()
        for before, after in pairwise([-1, *gaps, len(fine)]):
            piece = list(map(tuple, fine[before + 1 : after].tolist()))
            if len(piece) > 1:
                self._draw.line(piece, color, round(width * FINENESS), joint="curve")

    def circle(self, x: float, y: float, radius: float, color: str) -> None:
        """A disc."""
        x, y, radius = self._fine(x, y, radius)
        self._draw.ellipse((x - radius, y - radius, x + radius, y + radius), color)

    def diamond(self, x: float, y: float, radius: float, color: str) -> None:
        """A square on its tip, `radius` from the middle to each."""
        x, y, radius = self._fine(x, y, radius)
        tips = [(x - radius, y), (x, y - radius), (x + radius, y), (x, y + radius)]
        self._draw.polygon(tips, color)

    def _fine(self, x: float, y: float, radius: float) -> tuple[float, float, float]:
        left, top = self.origin
        return (x - left) * FINENESS, (y - top) * FINENESS, radius * FINENESS

    def reduced(self) -> Image.Image:
        """The picture in its own size."""
        if self._image.mode == "L":
            return self._image.reduce(FINENESS)
        # Premultiplied, or the black of what is transparent would darken every edge.
        return self._image.convert("RGBa").reduce(FINENESS).convert("RGBA")

    def lay_on(self, image: Image.Image, opacity: float = 1.0) -> None:
        """Onto a picture, itself left as it is."""
        reduced = self.reduced()
        alpha = reduced.getchannel("A").point(lambda value: opacity * value)
        image.paste(reduced, self.origin, alpha)
