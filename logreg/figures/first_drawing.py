"""The boundary as a plain drawing: what stands in the place of the chart until plotly.js is there.

HTML and SVG that stretch with their place, as nobody knows its size but the browser. Where the
chart's axes will be, live/opening.css says.
"""

from base64 import b64encode
from collections.abc import Sequence
from html import escape
from io import BytesIO

import numpy as np
from PIL import Image

from ..core.checks import FloatArray
from ..experiment.plane import Box, Plane
from ..experiment.run import Run
from ..experiment.screen_line import screen_line
from .boundary import BAND, BAND_NAME, has_band
from .film import content
from .film.axis import Axes, Rectangle
from .film.shading import probabilities
from .film.svg import symbol_of
from .palette import CLASS_SCALE

# In the units of the drawing, which are stretched: fine enough for two thousand pixels.
UNITS = 1000
CELLS = (44, 32)  # of the shading, across and down
MOST_SAMPLES = 300  # of 2000, every seventh: nobody counts them in a second
# As plotly.js chooses them: the widest number decides where its axes begin.
TICK_DIGITS = (1, 2, 5, 10)
N_TICKS = (7, 10)
N_LOW_TICKS = 6  # up a chart that is as low as on a phone
# Widths of a number in the page's font, in shares of its size; every other sign is a digit wide.
DIGIT, POINT = 0.497, 0.249


def first_drawing(run: Run, alternative: str) -> str:
    """Legend, shading, line, axes and samples, for `live/opening.js` to put into its place.

    A sample is written as two whole numbers, from which that makes a symbol: a tenth of the bytes.
    """
    axes = content.plane(run, Rectangle(0, 0, UNITS, UNITS), N_TICKS)
    rows = axes.y.ticks(N_TICKS[1], digits=TICK_DIGITS)
    fewer = axes.y.ticks(N_LOW_TICKS, digits=TICK_DIGITS)
    band = [screen_line(run.plane, run.box, threshold=p) for p in BAND] if has_band(run) else []
    lines = [_line(axes, one.points, "first-band") for one in band]
    lines.append(_line(axes, run.line.points, "first-line"))
    parts = [_defined(), shading_image(run.plane, run.box), *lines, *_axes(axes)]
    return (
        f'<div class="first-drawing" role="img" aria-label="{escape(alternative)}"'
        f' style="--widest:{_widest(rows):.2f}em;--widest-low:{_widest(fewer):.2f}em">'
        f"<ul>{_legend(run)}</ul><svg>{''.join([*parts, *_samples(run, axes)])}</svg></div>"
    )


def _widest(ticks: Sequence[tuple[float, str]]) -> float:
    return max((_width(text) for _, text in ticks), default=0.0)


def _width(number: str) -> float:
    return sum(POINT if sign == "." else DIGIT for sign in number)


def _name(label: int, is_hollow: bool) -> str:
    """Of a symbol in the drawing."""
    return f"first-{label}{'test' if is_hollow else ''}"


def _defined() -> str:
    """The symbols, as large as the type of the page."""
    nested = "".join(
        f'<svg id="{_name(label, is_hollow)}" x="-.36rem" y="-.36rem" width=".72rem"'
        f' height=".72rem" viewBox="-6 -6 12 12">'
        f"{symbol_of(label, is_hollow)}</svg>"
        for label in (0, 1)
        for is_hollow in (False, True)
    )
    return f"<defs>{nested}</defs>"


def _legend(run: Run) -> str:
    stroke = '<path d="M-16,0H14" stroke="currentColor" stroke-'
    icons = [(f'{stroke}width="2.5"/>', "p = 0.5")]
    if has_band(run):
        icons.append((f'{stroke}dasharray="9"/>', BAND_NAME))
    for name, split in (("train", run.train), ("test", run.test)):
        for label in (0, 1) if split is not None else ():
            icon = symbol_of(label, is_hollow=name == "test")
            icons.append((icon, f"{run.dataset.class_names[label]}, {name}"))
    return "".join(
        f'<li><svg viewBox="-20 -8 40 16">{icon}</svg>{escape(name)}</li>' for icon, name in icons
    )


def shading_image(plane: Plane, box: Box) -> str:
    """What fills its place in an SVG, as transparent as on screen, so that it suits any theme."""
    p = probabilities(plane, box, *CELLS)
    (_, low), _, (_, high) = CLASS_SCALE
    colors = np.array([_channels(low), _channels(high)])[(p > 0.5).astype(int)]
    colors[..., 3] *= np.abs(2 * p - 1)
    pixels = np.rint(colors * (1, 1, 1, 255)).astype(np.uint8)
    file = BytesIO()
    Image.fromarray(pixels).save(file, "PNG", optimize=True)
    address = f"data:image/png;base64,{b64encode(file.getvalue()).decode('ascii')}"
    return f'<image width="100%" height="100%" preserveAspectRatio="none" href="{address}"/>'


def _channels(color: str) -> list[float]:
    """Those of "rgba(r, g, b, a)"."""
    return [float(part) for part in color[5:-1].split(",")]


def _line(axes: Axes, points: FloatArray, style: str) -> str:
    """A line of equal p, whose pieces have gaps of NaN between them."""
    path, is_new = "", True
    for x, y in axes.places(points).tolist():
        if not np.isnan(x):
            path += f"{'M' if is_new else 'L'}{x:.1f},{y:.1f}"
        is_new = bool(np.isnan(x))
    return (
        f'<svg viewBox="0 0 {UNITS} {UNITS}" preserveAspectRatio="none">'
        f'<path class="{style}" d="{path}"/></svg>'
    )


def _axes(axes: Axes) -> list[str]:
    columns = [
        (100 * float(axes.x.place(value, 0, 1)), text)
        for value, text in axes.x.ticks(axes.n_ticks[0], digits=TICK_DIGITS)
    ]
    rows = [
        (100 * float(axes.y.place(value, 1, 0)), text)
        for value, text in axes.y.ticks(axes.n_ticks[1], digits=TICK_DIGITS)
    ]
    return [
        *(
            f'<text class="first-column" x="{at:.1f}%" y="100%">{text}</text>'
            for at, text in columns
        ),
        *(f'<text class="first-row" y="{at:.1f}%">{text}</text>' for at, text in rows),
        f'<text class="first-x" x="50%" y="100%">{escape(axes.x.name)}</text>',
        f'<svg y="50%"><text class="first-y">{escape(axes.y.name)}</text></svg>',
    ]


def _samples(run: Run, axes: Axes) -> list[str]:
    """In groups, in the order of the chart."""
    groups = list(content.samples(run))
    step = -(-sum(len(points) for _, _, points in groups) // MOST_SAMPLES)
    return [
        f'<g data-symbol="{_name(label, is_hollow)}">{_numbers(axes.places(points[::step]))}</g>'
        for label, is_hollow, points in groups
    ]


def _numbers(places: FloatArray) -> str:
    return " ".join(str(value) for value in np.rint(places).astype(int).ravel().tolist())
