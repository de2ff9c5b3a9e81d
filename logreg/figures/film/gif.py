"""The training as an animated GIF, for slides: painted by Pillow from the film record.

A GIF and not a WebP: what shows slides plays the one, and often refuses the other.
"""

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image

from ...experiment.film import Film
from ...experiment.run import Run
from .colors import Palette
from .picture import Painter

MOST_FRAMES = 48
# In milliseconds: the whole way takes this long, a short one is not hurried, and the end lasts.
WAY = 4000
FASTEST, SLOWEST = 60, 600
FIRST, LAST = 600, 3000

Report = Callable[[float], object]


def film_gif(run: Run, film: Film, typeface: Path | None, report: Report = lambda _: None) -> bytes:
    """The film, a picture a frame, in a loop; `report` hears which share of it is done."""
    painter = Painter(run, film, typeface)
    palette = Palette()

    def pictures() -> Iterator[Image.Image]:
        for frame in range(len(film.iterations)):
            report(frame / len(film.iterations))
            yield painter.picture(frame, palette)

    pictures_left = pictures()
    first = next(pictures_left)
    file = BytesIO()
    first.save(
        file,
        "GIF",
        save_all=True,
        append_images=pictures_left,
        duration=durations(len(film.iterations)),
        loop=0,
        optimize=True,  # of what stays as it was, nothing is repeated: half the size
    )
    report(1.0)
    return file.getvalue()


def durations(n_frames: int) -> list[int]:
    """How long each frame stays, in milliseconds: whole hundredths of a second, as a GIF has it."""
    usual = float(np.clip(WAY / max(n_frames - 2, 1), FASTEST, SLOWEST))
    return [FIRST, *[10 * round(usual / 10)] * (n_frames - 2), LAST][-n_frames:]
