"""The charts of a film as SVG, without what moves: that is painted on a canvas below or above."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from ...core.checks import FloatArray
from ...experiment.run import Run
from ..chart import width_of
from ..palette import CLASS_COLORS
from . import content
from .axis import Axes, Rectangle

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
    size, inside = BOUNDARY
    axes = content.plane(run, inside, n_ticks=(6, 6))
    symbols = {(label, hollow): symbol_of(label, hollow) for hollow in RINGS for label in (0, 1)}
    ids = {kind: f"sample-{number}" for number, kind in enumerate(symbols)}
    defined = "".join(f'<g id="{ids[kind]}">{symbol}</g>' for kind, symbol in symbols.items())
    parts = [
        f"<defs>{defined}</defs>",
        f'<rect x="{inside.left}" y="{inside.top}" width="{inside.size[0]}"'
        f' height="{inside.size[1]}" fill="none" stroke="{GRID}"/>',
        *_axes(axes),
    ]
    for label, is_hollow, points in content.samples(run):
        for across, down in axes.places(points).tolist():
            parts.append(f'<use href="#{ids[label, is_hollow]}" x="{across:.1f}" y="{down:.1f}"/>')
    names = [f"{name}, train" for name in run.dataset.class_names]
    keys = [(symbol_of(label, False), name) for label, name in enumerate(names)]
    if run.test is not None:
        names = [f"{name}, test" for name in run.dataset.class_names]
        keys += [(symbol_of(label, True), name) for label, name in enumerate(names)]
    line = f'<path d="M-8,0H8" stroke="{INK}" stroke-width="2.5"/>'
    return _still(size, axes, parts, [(line, "p = 0.5"), *keys])


def loss_still(run: Run) -> Still:
    """Axes and curves of the loss."""
    size, inside = LOSS
    axes = content.losses(run, inside, n_ticks=(5, 4))
    parts = list(_axes(axes))
    keys = []
    for name, losses, color in content.curves(run):
        dash = ' stroke-dasharray="9"' if name == "test" else ""
        look = f'fill="none" stroke="{color}" stroke-width="{width_of(losses):g}"{dash}'
        parts.append(f'<path d="M{_path(axes.curve(losses))}" {look}/>')
        short = dash.replace("9", "5")
        key = f'<path d="M-10,0H10" stroke="{color}" stroke-width="2.5"{short}/>'
        keys.append((key, name))
    return _still(size, axes, parts, keys)


def symbol_of(label: int, is_hollow: bool) -> str:
    """A circle or a diamond in ink; hollow, the paper shows in its middle."""
    form, larger = ((CIRCLE_OF, 1.0), (DIAMOND_OF, content.DIAMOND))[label]
    colors = (INK, CLASS_COLORS[label], PAPER)
    rings = zip(RINGS[is_hollow], colors, strict=False)
    return "".join(form.format(radius * larger, color) for radius, color in rings)


def _axes(axes: Axes) -> Iterator[str]:
    inside = axes.inside
    for tick in axes.columns():
        yield f'<path d="M{tick.at:.1f},{tick.end}V{inside.bottom + 5}" stroke="{GRID}"/>'
        yield _text(tick.at, inside.bottom + 20, tick.text, "middle")
    for tick in axes.rows():
        yield f'<path d="M{inside.left - 5},{tick.at:.1f}H{tick.end}" stroke="{GRID}"/>'
        yield _text(inside.left - 8, tick.at, tick.text, "end", ' dy="0.35em"')
    across, down = (inside.left + inside.right) / 2, (inside.top + inside.bottom) / 2
    yield _text(across, inside.bottom + 46, axes.x.name, "middle")
    turned = f' transform="rotate(-90 16 {down:g})"'
    yield _text(16, down, axes.y.name, "middle", turned)


def _text(x: float, y: float, text: str, anchor: str, more: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{more}>{escape(text)}</text>'


def _path(points: FloatArray) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points.tolist())


def _still(
    size: tuple[int, int], axes: Axes, parts: list[str], keys: list[tuple[str, str]]
) -> Still:
    inside, x, y = axes.inside, axes.x, axes.y
    width, height = size
    svg = f'<svg viewBox="0 0 {width} {height}" aria-hidden="true">{"".join(parts)}</svg>'
    items = "".join(
        f'<li><svg viewBox="-10 -8 20 16" aria-hidden="true">{key}</svg>{escape(name)}</li>'
        for key, name in keys
    )
    return Still(
        svg,
        f'<ul class="film-legend">{items}</ul>',
        (x.low, x.high, inside.left / width, inside.right / width),
        (y.low, y.high, inside.bottom / height, inside.top / height),
    )
