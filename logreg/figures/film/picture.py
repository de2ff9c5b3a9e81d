"""One frame of a film as a picture of 640 × 480: boundary, loss curve, iteration and figures."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops

from ...experiment.film import Film
from ...experiment.run import Run
from ...wording.numbers import decimal, percent
from . import content
from .colors import ACCENT, GRID, INK, MUTED, SHADES, Palette, shades
from .drawing import Layer, Typeface
from .shading import probabilities
from .still import (
    COLUMN,
    LINE_WIDTH,
    MARGIN,
    PLANE,
    SIZE,
    Fonts,
    Pen,
    losses,
    plane,
    samples_layer,
    still_picture,
)

DOT = 8  # pixels to each side of a dot: what is drawn anew where it moves
WAY = 466  # where the thin bar lies that shows how much of the film is over


class Painter:
    """What all frames share, made once."""

    def __init__(self, run: Run, film: Film, typeface: Path | None) -> None:
        self.run = run
        self.film = film
        self.fonts = Fonts(Typeface(typeface))
        self.still = still_picture(run, self.fonts)
        self.samples = samples_layer(run)
        self.plane, self.losses = plane(run), losses(run)
        self.shades = shades()

    def picture(self, frame: int, palette: Palette) -> Image.Image:
        """The state of the training at that frame, in the colours of the palette."""
        shade, line = self._shade(frame), self._line(frame)
        inside = Image.fromarray(self.shades[shade])
        inside.paste(INK, (0, 0), line)
        inside.paste(self.samples, (0, 0), self.samples)
        image = self.still.copy()
        image.paste(inside, (PLANE.left, PLANE.top))
        self._dots(image, frame)
        self._figures(Pen(image, self.fonts), frame)
        found = palette.applied(image)
        is_bare = ImageChops.lighter(line, self.samples.getchannel("A")).point([255] + [0] * 255)
        found.paste(Image.fromarray(shade), (PLANE.left, PLANE.top), is_bare)
        return found

    def _shade(self, frame: int) -> NDArray[np.uint8]:
        """The shade of every pixel of the plane, as its place in the palette."""
        p = probabilities(self.film.planes[frame], self.run.box, *PLANE.size)
        return np.rint(2 * SHADES * p).astype(np.uint8)

    def _line(self, frame: int) -> Image.Image:
        """How much of every pixel of the plane the line p = 0.5 covers."""
        layer = Layer(PLANE.size, origin=(PLANE.left, PLANE.top), mode="L")
        layer.line(self.plane.places(self.film.lines[frame].points), LINE_WIDTH, 255)
        return layer.reduced()

    def _dots(self, image: Image.Image, frame: int) -> None:
        """Where on each curve the model of the frame stands."""
        iteration = self.film.iterations[frame]
        for _, values, color in content.curves(self.run):
            point = np.array([[iteration, values[iteration]]])
            ((x, y),) = self.losses.places(point).tolist()
            layer = Layer((2 * DOT, 2 * DOT), origin=(round(x) - DOT, round(y) - DOT))
            layer.circle(x, y, 5, INK)
            layer.circle(x, y, 4, color)
            layer.lay_on(image)

    def _figures(self, pen: Pen, frame: int) -> None:
        """The iteration, how good the model is there, and how much of the film is over."""
        film, fonts = self.film, pen.fonts
        name, scores = ("Test", film.test.scores) if film.test else ("Train", film.train.scores)
        end = SIZE[0] - MARGIN
        iteration, last = film.iterations[frame], film.iterations[-1]
        pen.write(COLUMN, 106, "Iteration", fonts.text, MUTED)
        length = pen.write(COLUMN, 132, str(iteration), fonts.large)
        pen.write(COLUMN + length, 132, f" / {last}", fonts.text, MUTED)
        n_points = int(scores.confusion.n_samples[frame])
        pen.write(COLUMN, 166, f"{name} ({n_points} points)", fonts.text, MUTED)
        told = (
            ("Log loss", decimal(float(scores.log_loss[frame]))),
            ("Accuracy", percent(float(scores.confusion.accuracy[frame]), 1)),
        )
        for row, (label, value) in enumerate(told):
            y = 192 + 28 * row
            pen.write(COLUMN, y, label, fonts.text)
            pen.write(end, y, value, fonts.large, anchor="rs")
        share = 1.0 if len(film.iterations) == 1 else frame / (len(film.iterations) - 1)
        pen.draw.rectangle((MARGIN, WAY, end, WAY + 2), GRID)
        pen.draw.rectangle((MARGIN, WAY, MARGIN + share * (end - MARGIN), WAY + 2), ACCENT)
