"""What stands still in a film's picture: words, axes, legend, samples and loss curves."""

import numpy as np
from PIL import Image, ImageDraw

from ...core.checks import FloatArray
from ...experiment.captions import is_jagged
from ...experiment.run import Run
from ..chart import width_of
from ..palette import CLASS_COLORS
from . import content
from .axis import Axes, Rectangle
from .colors import GRID, INK, MUTED, PAPER
from .drawing import SEMIBOLD, Font, Layer, Typeface, text_length, text_mask

SIZE = (640, 480)
MARGIN = 20
LINE_WIDTH = 2.2
MOST_LARGE_POINTS = 600
DASH, DASH_GAP = 4.0, 3.0
# Of a circle of ink, and of what lies on it: the colour of the class, and paper if it is hollow.
RINGS = {False: (3.9, 3.1), True: (4.3, 3.6, 1.9)}

PLANE = Rectangle(62, 92, 420, 420)
LOSS = Rectangle(496, 270, 620, 420)
COLUMN = 456  # where the words beside the boundary begin


class Fonts:
    """The sizes of letters, and how a text is spelled in them."""

    def __init__(self, typeface: Typeface) -> None:
        self.title = typeface.font(21, SEMIBOLD)
        self.large = typeface.font(24)
        self.text = typeface.font(14)
        self.small = typeface.font(12)
        self.spelled = typeface.spelled


class Pen:
    """Writes on a picture."""

    def __init__(self, image: Image.Image, fonts: Fonts) -> None:
        self.image = image
        self.fonts = fonts
        self.draw = ImageDraw.Draw(image)

    def write(
        self,
        x: float,
        y: float,
        text: str,
        font: Font,
        color: str = INK,
        anchor: str = "ls",
        is_upright: bool = False,
    ) -> float:
        """A line of text at (x, y), on its baseline or as the anchor says; returns its length.

        An upright one runs from bottom to top, and (x, y) is its middle.
        """
        spelled = self.fonts.spelled(text)
        mask, left, top = text_mask(spelled, font, anchor)
        if is_upright:
            mask = mask.transpose(Image.Transpose.ROTATE_90)
            left, top = -mask.width // 2, -mask.height // 2
        self.image.paste(color, (round(x) + left, round(y) + top), mask)
        return text_length(spelled, font)

    def fitted(self, text: str, font: Font, room: float) -> str:
        """The text, cut short where it is longer than the room."""
        if text_length(self.fonts.spelled(text), font) <= room:
            return text
        while text and text_length(self.fonts.spelled(f"{text}…"), font) > room:
            text = text[:-1]
        return f"{text.rstrip()}…"


def still_picture(run: Run, fonts: Fonts) -> Image.Image:
    """The picture of every frame, without what moves."""
    image = Image.new("RGB", SIZE, PAPER)
    pen = Pen(image, fonts)
    _head(pen, run)
    _legend(pen, run)
    # Before the first step the plane is as white as the paper.
    edge = (PLANE.left - 1, PLANE.top - 1, PLANE.right, PLANE.bottom)
    pen.draw.rectangle(edge, outline=GRID)
    _axes(pen, plane(run))
    _axes(pen, losses(run))
    _curves(pen, run)
    return image


def plane(run: Run) -> Axes:
    """The axes of the boundary."""
    return content.plane(run, PLANE, n_ticks=(5, 5))


def losses(run: Run) -> Axes:
    """The axes of the loss curve."""
    return content.losses(run, LOSS, n_ticks=(2, 4))


def _head(pen: Pen, run: Run) -> None:
    """Which data, which features, and how the model is trained."""
    fonts, end = pen.fonts, SIZE[0] - MARGIN
    length = pen.write(MARGIN, 32, content.title(run.experiment), fonts.title)
    for x, y, text in (
        (MARGIN + length + 12, 32, content.features(run)),
        (MARGIN, 53, content.training(run.experiment)),
    ):
        pen.write(x, y, pen.fitted(text, fonts.text, end - x), fonts.text, MUTED)


def _legend(pen: Pen, run: Run) -> None:
    font, y = pen.fonts.small, 76
    x: float = PLANE.left
    marks = Layer((SIZE[0] - PLANE.left, 20), origin=(PLANE.left, y - 14))
    marks.line(np.array([[x, y - 4.0], [x + 20, y - 4]]), LINE_WIDTH, INK)
    x += 26 + pen.write(x + 26, y, "p = 0.5", font) + 14
    for label, name in enumerate(run.dataset.class_names):
        sample(marks, x + 5, y - 4, label, is_hollow=False)
        x += 14 + pen.write(x + 14, y, pen.fitted(name, font, 90), font) + 14
    if run.test is not None:
        for label in (0, 1):
            sample(marks, x + 5 + 12 * label, y - 4, label, is_hollow=True)
        pen.write(x + 26, y, "test", font)
    marks.lay_on(pen.image)


def _axes(pen: Pen, axes: Axes) -> None:
    font, draw, inside = pen.fonts.small, pen.draw, axes.inside
    for tick in axes.columns():
        at = round(tick.at)
        draw.line((at, tick.end, at, inside.bottom + 3), GRID)
        pen.write(at, inside.bottom + 6, tick.text, font, anchor="ma")
    rows = axes.rows()
    for tick in rows:
        at = round(tick.at)
        draw.line((inside.left - 4, at, tick.end, at), GRID)
        pen.write(inside.left - 7, at, tick.text, font, anchor="rm")
    longest = max((text_length(pen.fonts.spelled(tick.text), font) for tick in rows), default=0.0)
    middle = (inside.left + inside.right) / 2
    name = pen.fitted(axes.x.name, font, inside.size[0])
    pen.write(middle, inside.bottom + 24, name, font, MUTED, anchor="ma")
    name = pen.fitted(axes.y.name, font, inside.size[1])
    middle = (inside.top + inside.bottom) / 2
    pen.write(inside.left - 18 - longest, middle, name, font, MUTED, is_upright=True)


def _curves(pen: Pen, run: Run) -> None:
    font, at, axes = pen.fonts.small, float(LOSS.left), losses(run)
    for name, values, color in content.curves(run):
        layer = Layer((LOSS.size[0] + 8, LOSS.size[1] + 24), origin=(LOSS.left - 4, LOSS.top - 20))
        key = np.array([[at, LOSS.top - 12.0], [at + 18, LOSS.top - 12]])
        for line, width in ((axes.curve(values), 0.8 * width_of(values)), (key, 2.0)):
            layer.line(dashed(line) if name == "test" else line, width, color)
        layer.lay_on(pen.image, opacity=0.75 if is_jagged(values) else 1.0)
        at += 23 + pen.write(at + 23, LOSS.top - 8, name, font) + 12


def dashed(points: FloatArray) -> FloatArray:
    """The line through points (k, 2) in dashes, with NaN between them."""
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    starts = np.arange(0.0, along[-1], DASH + DASH_GAP)
    ends = np.minimum(starts + DASH, along[-1])
    corners = along[along % (DASH + DASH_GAP) < DASH]  # a dash turns with the line
    at = np.concatenate([starts, corners, ends, ends])
    order = np.argsort(at, kind="stable")
    line = np.column_stack([np.interp(at, along, values) for values in points.T])
    line[len(at) - len(ends) :] = np.nan
    return line[order]


def samples_layer(run: Run) -> Image.Image:
    """All samples on a transparent picture of the size of the plane, as on screen."""
    layer = Layer(PLANE.size, origin=(PLANE.left, PLANE.top))
    axes = plane(run)
    n_points = len(run.dataset.y)
    size = 1.0 if n_points <= MOST_LARGE_POINTS else 0.75
    for label, is_hollow, points in content.samples(run):
        for across, down in axes.places(points).tolist():
            sample(layer, across, down, label, is_hollow, size)
    return layer.reduced()


def sample(
    layer: Layer, x: float, y: float, label: int, is_hollow: bool, size: float = 1.0
) -> None:
    """One sample: an orange circle or a blue diamond in ink, hollow where it is a test sample."""
    draw, larger = (layer.circle, 1.0) if label == 0 else (layer.diamond, content.DIAMOND)
    size *= larger
    colors = (INK, CLASS_COLORS[label], PAPER)
    rings = zip(RINGS[is_hollow], colors, strict=False)
    for radius, color in rings:
        draw(x, y, size * radius, color)
