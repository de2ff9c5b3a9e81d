"""The charts of a film as SVG, without what moves: that is painted on a canvas below or above."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

import numpy as np

from ...core.checks import FloatArray
from ...experiment.run import Run
from ...experiment.simplify import is_corner
from ..chart import width_of
from ..palette import CLASS_COLORS
from . import content
from .axis import Axis, Rectangle

INK = "currentColor"
PAPER = "var(--st-background-color)"
GRID = "var(--st-dataframe-border-color)"
BOUNDARY = (640, 520), Rectangle(64, 8, 628, 462)
LOSS = (430, 250), Rectangle(62, 10, 414, 194)
# The symbols of samples, around (0, 0): what is filled by which colour, from below to above.
CIRCLE_OF = '<circle r="{0:g}" fill="{1}"/>'
DIAMOND_OF = '<path d="M-{0:g},0 0,-{0:g} {0:g},0 0,{0:g}z" fill="{1}"/>'
RINGS = {False: (5.0, 4.0), True: (5.6, 4.6, 2.4)}


@dataclass(frozen=True)
class Still:
    """A chart, its legend, and where values stand in it: in shares of its width and height."""

    svg: str
    legend: str
    x: tuple[float, float, float, float]  # low, high, and where both are from left to right
    y: tuple[float, float, float, float]  # low, high, and where both are from top to bottom


def boundary_still(run: Run) -> Still:
    """Axes and samples of the boundary."""
    x, y = content.plane_axes(run)
    size, place = BOUNDARY
    symbols = {(label, hollow): _symbol(label, hollow) for hollow in RINGS for label in (0, 1)}
    ids = {kind: f"sample-{number}" for number, kind in enumerate(symbols)}
    defined = "".join(f'<g id="{ids[kind]}">{symbol}</g>' for kind, symbol in symbols.items())
    parts = [
        f"<defs>{defined}</defs>",
        f'<rect x="{place.left}" y="{place.top}" width="{place.size[0]}" height="{place.size[1]}"'
        f' fill="none" stroke="{GRID}"/>',
        *_axes(place, x, y, n_ticks=(6, 6)),
    ]
    for label, is_hollow, points in content.samples(run):
        for across, down in place.places(x, y, points).tolist():
            parts.append(f'<use href="#{ids[label, is_hollow]}" x="{across:.1f}" y="{down:.1f}"/>')
    names = [f"{name}, train" for name in run.dataset.class_names]
    keys = [(_symbol(label, False), name) for label, name in enumerate(names)]
    if run.test is not None:
        names = [f"{name}, test" for name in run.dataset.class_names]
        keys += [(_symbol(label, True), name) for label, name in enumerate(names)]
    line = f'<path d="M-8,0H8" stroke="{INK}" stroke-width="2.5"/>'
    return _still(size, place, x, y, parts, [(line, "p = 0.5"), *keys])


def loss_still(run: Run) -> Still:
    """Axes and curves of the loss."""
    x, y = content.loss_axes(run)
    size, place = LOSS
    parts = list(_axes(place, x, y, n_ticks=(5, 4), is_whole=True, has_grid=True))
    keys = []
    for name, losses, color in content.curves(run):
        points = place.places(x, y, np.column_stack([np.arange(len(losses)), losses]))
        points = points[is_corner(points, 0.1)]
        dash = ' stroke-dasharray="9"' if name == "test" else ""
        look = f'fill="none" stroke="{color}" stroke-width="{width_of(losses):g}"{dash}'
        parts.append(f'<path d="M{_path(points)}" {look}/>')
        short = dash.replace("9", "5")
        key = f'<path d="M-10,0H10" stroke="{color}" stroke-width="2.5"{short}/>'
        keys.append((key, name))
    return _still(size, place, x, y, parts, keys)


def _symbol(label: int, is_hollow: bool) -> str:
    """A circle or a diamond in ink; hollow, the paper shows in its middle."""
    form, larger = ((CIRCLE_OF, 1.0), (DIAMOND_OF, content.DIAMOND))[label]
    colors = (INK, CLASS_COLORS[label], PAPER)
    rings = zip(RINGS[is_hollow], colors, strict=False)
    return "".join(form.format(radius * larger, color) for radius, color in rings)


def _axes(
    place: Rectangle,
    x: Axis,
    y: Axis,
    n_ticks: tuple[int, int],
    is_whole: bool = False,
    has_grid: bool = False,
) -> Iterator[str]:
    for value, text in x.ticks(n_ticks[0], is_whole):
        at = float(x.place(value, place.left, place.right))
        end = place.top if has_grid else place.bottom
        yield f'<path d="M{at:.1f},{end}V{place.bottom + 5}" stroke="{GRID}"/>'
        yield _text(at, place.bottom + 20, text, "middle")
    for value, text in y.ticks(n_ticks[1]):
        at = float(y.place(value, place.bottom, place.top))
        end = place.right if has_grid else place.left
        yield f'<path d="M{place.left - 5},{at:.1f}H{end}" stroke="{GRID}"/>'
        yield _text(place.left - 8, at, text, "end", ' dy="0.35em"')
    across, down = (place.left + place.right) / 2, (place.top + place.bottom) / 2
    yield _text(across, place.bottom + 46, x.name, "middle")
    turned = f' transform="rotate(-90 16 {down:g})"'
    yield _text(16, down, y.name, "middle", turned)


def _text(x: float, y: float, text: str, anchor: str, more: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{more}>{escape(text)}</text>'


def _path(points: FloatArray) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points.tolist())


def _still(
    size: tuple[int, int],
    place: Rectangle,
    x: Axis,
    y: Axis,
    parts: list[str],
    keys: list[tuple[str, str]],
) -> Still:
    width, height = size
    svg = f'<svg viewBox="0 0 {width} {height}" aria-hidden="true">{"".join(parts)}</svg>'
    items = "".join(
        f'<li><svg viewBox="-10 -8 20 16" aria-hidden="true">{key}</svg>{escape(name)}</li>'
        for key, name in keys
    )
    return Still(
        svg,
        f'<ul class="film-legend">{items}</ul>',
        (x.low, x.high, place.left / width, place.right / width),
        (y.low, y.high, place.bottom / height, place.top / height),
    )
