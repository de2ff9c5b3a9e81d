"""The shading as a person sees it, pixel by pixel, against the model's own probabilities."""

import re
from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from urllib.parse import urlencode

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect
from scipy.ndimage import distance_transform_edt
from scipy.special import expit

from logreg import FEATURES, Experiment, Run, run
from logreg.experiment.address import EXPERIMENT
from logreg.experiment.plane import shading
from logreg.figures.palette import CLASS_SCALE
from logreg.figures.uids import SHADING
from logreg.lesson.points import points_of
from tests.browser.driver import WIDE, OpenPage, eventually
from tests.oracles import FloatArray

PATIENCE = 30_000

STAGE = ".stage-boundary .live-chart"
ALL = tuple(FEATURES)
CURVED = Experiment.of(dataset="circles", features=ALL, standardize=True, learning_rate=3.0)
# p is 0 or 1 nearly everywhere: the colour changes within a pixel of the line.
SHARP = Experiment.of(dataset="scales")
SHARP_CURVE = Experiment.of(dataset="gap", features=ALL, learning_rate=100.0, n_iters=2000)
# The sines of the areas have 751 and 435 waves on their axes: more than a screen has pixels.
FINE = Experiment.of(
    dataset="breast_cancer",
    drawn=(23, 3),
    features=("x2", "sin(x1)", "sin(x2)"),
    other_features=True,
    standardize=True,
    n_iters=3000,
    learning_rate=10.0,
    seed=3,
)


@dataclass(frozen=True)
class Picture:
    """Pixels (h, w, 4) of the plane, and the coordinates of their middles."""

    pixels: FloatArray
    x1: FloatArray
    x2: FloatArray

    def logits(self, model: Run | Callable[[FloatArray, FloatArray], FloatArray]) -> FloatArray:
        if not isinstance(model, Run):
            return model(self.x1, self.x2[:, None])
        # By the model itself: features, standardisation and weights as they were trained.
        X = np.tile(model.train.X.mean(axis=0), (self.x1.size * self.x2.size, 1))
        grid = np.meshgrid(self.x1, self.x2)
        X[:, list(model.experiment.drawn)] = np.column_stack([axis.ravel() for axis in grid])
        return model.logits(X).reshape(self.x2.size, self.x1.size)


def visit(page: Page, app: str, experiment: Experiment, path: str = "") -> None:
    page.goto(f"{app}/{path}?{urlencode(EXPERIMENT.write(experiment))}")


def wait_for_chart(page: Page, chart: str) -> Locator:
    place = page.locator(chart)
    expect(place).to_have_attribute("data-revision", re.compile(r"\d+"), timeout=PATIENCE)
    expect(place.locator(".scatterlayer .points path").first).to_be_attached(timeout=PATIENCE)
    return place


def hide_band(page: Page, place: Locator) -> None:
    """By its name in the legend: the lines beside the boundary, and the arrow across it."""
    name = place.locator(".legend .traces", has_text="p = 0.1, 0.9")
    if name.count():
        name.locator(".legendtoggle").click()
        page.wait_for_timeout(1000)  # Plotly waits for a second click


def shading_on_screen(place: Locator) -> Picture:
    """What is painted below the chart."""
    address, x_range, y_range = place.evaluate(
        """({ parentElement, _fullLayout: { xaxis, yaxis } }) => {
            const canvas = parentElement.querySelector(":scope > canvas:has(~ .live-chart)");
            return [canvas.toDataURL(), xaxis.range, yaxis.range];
        }"""
    )
    png = b64decode(address.partition(",")[2])
    pixels = np.asarray(Image.open(BytesIO(png)).convert("RGBA"), dtype=float)
    height, width, _ = pixels.shape
    return Picture(pixels, middles(x_range, width), middles(y_range, height)[::-1])


def middles(ends: list[float], n_pixels: int) -> FloatArray:
    low, high = map(float, ends)
    return low + (np.arange(n_pixels) + 0.5) / n_pixels * (high - low)


def colors(p: FloatArray) -> FloatArray:
    """Premultiplied red, green, blue and alpha of the palette, by linear interpolation of light."""
    stops = [[float(part) for part in re.findall(r"[\d.]+", color)] for _, color in CLASS_SCALE]
    light = np.array([[*(255 * np.array(rgb) / 255 * alpha), 255 * alpha] for *rgb, alpha in stops])
    shares = [share for share, _ in CLASS_SCALE]
    return np.stack([np.interp(p, shares, channel) for channel in light.T], axis=-1)


def premultiplied(pixels: FloatArray) -> FloatArray:
    alpha = pixels[..., 3:]
    return np.concatenate([pixels[..., :3] * alpha / 255, alpha], axis=-1)


def pixels_from_line(z: FloatArray) -> FloatArray:
    """How far each pixel is from the next of the other class."""
    is_positive = z >= 0
    return np.maximum(distance_transform_edt(is_positive), distance_transform_edt(~is_positive))


def assert_is_shaded_by(picture: Picture, z: FloatArray, density: int = 1) -> None:
    """Every pixel has the colour of its p, except for the line and for half a pixel beside it."""
    is_shading = picture.pixels[..., 3] < 140  # the line is opaque, and its edges nearly
    assert is_shading.mean() > 0.9
    light = premultiplied(picture.pixels)
    distance = pixels_from_line(z) / density
    # A pixel more than one away from the other class is never of its colour; the ink is bluish.
    far = is_shading & (distance > 1.5)
    red_over_blue = light[..., 0] - light[..., 2]
    assert not (far & (z > 0) & (red_over_blue > 10)).any()
    assert not (far & (z < 0) & (red_over_blue < -10)).any()
    # The line's soft edge reaches two pixels far.
    plain = is_shading & (distance > 3)
    steps = [np.abs(np.diff(expit(z), axis=axis, prepend=np.nan)) for axis in (0, 1)]
    room = 255 * np.nan_to_num(np.maximum(*steps)) * 0.3 + 2.5
    difference = np.abs(light - colors(expit(z))).max(axis=-1)
    assert (difference <= room)[plain].all()


# ---- on screen


@pytest.mark.parametrize(
    ("experiment", "density"),
    [(Experiment(), 1), (CURVED, 1), (SHARP, 1), (SHARP_CURVE, 1), (SHARP_CURVE, 2)],
)
def test_every_pixel_of_the_stage_has_the_colour_of_its_probability(
    app: str, open_page: OpenPage, experiment: Experiment, density: int
) -> None:
    page = open_page(viewport=WIDE, device_scale_factor=density)
    visit(page, app, experiment)
    place = wait_for_chart(page, STAGE)
    hide_band(page, place)
    picture = shading_on_screen(place)
    assert_is_shaded_by(picture, picture.logits(run(experiment)), density)


def test_the_shading_is_as_sharp_where_somebody_looks_closer(app: str, open_page: OpenPage) -> None:
    page = open_page(viewport=WIDE)
    visit(page, app, CURVED)
    place = wait_for_chart(page, STAGE)
    chosen = run(CURVED)
    ranges = [[-0.3, 0.9], [0.1, 0.8]]
    place.evaluate(
        """(place, [x, y]) => Plotly.relayout(
            place, { 'xaxis.range': x, 'yaxis.range': y })""",
        ranges,
    )
    eventually(lambda: shading_on_screen(place).x1[0] > -0.31, True)
    picture = shading_on_screen(place)
    # The line beside it was made for the whole: it may lie a few pixels off now.
    z = picture.logits(chosen)
    far = (pixels_from_line(z) >= 8) & (picture.pixels[..., 3] < 140)
    difference = np.abs(premultiplied(picture.pixels) - colors(expit(z))).max(axis=-1)
    assert difference[far].max() < 3


def test_each_frame_of_a_film_has_the_shading_of_its_iteration(
    app: str, open_page: OpenPage
) -> None:
    page = open_page(viewport=WIDE)
    visit(page, app, CURVED)
    place = wait_for_chart(page, STAGE)
    chosen = run(CURVED)
    page.get_by_role("button", name="Rewind").click()
    assert (shading_on_screen(place).pixels[..., 3] == 0).all()  # all p are 0.5
    for _ in range(3):
        page.get_by_role("button", name="Step forward").click()
    assert page.locator(".stage").get_attribute("data-iteration") == "3"
    picture = shading_on_screen(place)
    plane = chosen.planes_at([3])[0]
    assert_is_shaded_by(picture, picture.logits(plane.logits))


@pytest.mark.parametrize(("experiment", "threshold"), [(SHARP, 0.5), (SHARP_CURVE, 0.9)])
def test_the_shading_of_the_page_evaluate_has_no_stairs(
    app: str, open_page: OpenPage, experiment: Experiment, threshold: float
) -> None:
    page = open_page(viewport=WIDE)
    page.goto(f"{app}/evaluate?{urlencode(EXPERIMENT.write(experiment))}&threshold={threshold}")
    place = wait_for_chart(page, ".live-chart[aria-label^='Decision boundary']")
    picture = shading_on_screen(place)
    assert_is_shaded_by(picture, picture.logits(run(experiment)))
    assert place.locator(".heatmaplayer").evaluate("it => getComputedStyle(it).visibility") == (
        "hidden"
    )


@pytest.mark.slow
def test_the_shading_of_the_lesson_follows_its_weights(app: str, open_page: OpenPage) -> None:
    page = open_page(viewport=WIDE)
    visit(page, app, Experiment(), "from_scratch")
    label = ".live-chart[aria-label*='b = 0.000']"
    place = wait_for_chart(page, f"{label}[aria-label*='w₁ = 0.000'][aria-label*='w₂ = −1.000']")
    points = points_of(run(Experiment()))
    assert points.box.left < 0 < points.box.right
    picture = shading_on_screen(place)
    assert_is_shaded_by(picture, picture.logits(lambda x1, x2: 0 * x1 - x2))
    page.get_by_role("slider", name="Weight w₁").focus()
    page.keyboard.press("End")
    place = wait_for_chart(page, f"{label}[aria-label*='w₁ = 10.00']")
    steep = shading_on_screen(place)
    assert_is_shaded_by(steep, steep.logits(lambda x1, x2: 10 * x1 - x2))


def test_of_waves_finer_than_pixels_the_mean_is_shown(app: str, open_page: OpenPage) -> None:
    page = open_page(viewport=WIDE)
    visit(page, app, FINE)
    place = wait_for_chart(page, STAGE)
    chosen = run(FINE)
    picture = shading_on_screen(place)
    slope, *heights = chosen.plane.weights
    assert min(map(abs, heights)) > 0.8  # or there is nothing to see of the waves
    phases = 2 * np.pi * (np.arange(48) + 0.5) / 48
    waves = heights[0] * np.sin(phases)[:, None] + heights[1] * np.sin(phases)
    z = slope * picture.x2[:, None] + chosen.plane.intercept + waves.ravel()
    mean = colors(np.repeat(expit(z).mean(axis=1)[:, None], picture.x1.size, axis=1))
    is_shading = picture.pixels[..., 3] < 140
    assert is_shading.all()  # there is no line, and this is said
    assert np.abs(premultiplied(picture.pixels) - mean).max() < 4
    caption = page.locator(".stage-boundary .stage-caption")
    expect(caption).to_contain_text("The line winds too finely to be drawn.")
    rows = percentages_under_the_pointer(place)
    z = (
        slope * shading(chosen.plane, chosen.box).x2[:, None]
        + chosen.plane.intercept
        + waves.ravel()
    )
    mean_of_cells = 100 * np.repeat(expit(z).mean(axis=1)[:, None], rows.shape[1], axis=1)
    np.testing.assert_allclose(rows, mean_of_cells, atol=1.5)


def test_under_the_pointer_is_the_probability_in_the_middle_of_the_cell(
    app: str, open_page: OpenPage
) -> None:
    page = open_page(viewport=WIDE)
    visit(page, app, CURVED)
    rows = percentages_under_the_pointer(wait_for_chart(page, STAGE))
    chosen = run(CURVED)
    x1, x2 = chosen.box.axes(len(rows))
    z = Picture(rows, x1, x2).logits(chosen)
    np.testing.assert_allclose(rows, 100 * expit(z), atol=0.8)


def percentages_under_the_pointer(place: Locator) -> FloatArray:
    return np.array(
        place.evaluate(
            """({ data }, uid) =>
                data.find((trace) => trace.uid === uid).z.map((row) => [...row])""",
            SHADING,
        )
    )


# ---- the picture to keep


@pytest.fixture(params=["light", "dark"])
def themed(app: str, open_page: OpenPage, request: pytest.FixtureRequest) -> Page:
    page = open_page(viewport=WIDE, device_scale_factor=2, color_scheme=request.param)
    visit(page, app, SHARP_CURVE)
    wait_for_chart(page, STAGE)
    page.evaluate("document.fonts.ready")
    return page


def test_the_picture_to_keep_is_what_the_screen_shows(themed: Page, tmp_path: Path) -> None:
    place = themed.locator(STAGE)
    box = place.bounding_box()
    assert box is not None
    themed.mouse.move(2, 2)
    themed.wait_for_timeout(500)  # the tools fade
    screen = picture_of(themed.screenshot(clip=box))
    kept = download(themed, place, tmp_path / "kept.png")
    # Where a chart lies between two pixels of the screen, both are a pixel or two apart.
    height, width, _ = (min(pair) - 8 for pair in zip(screen.shape, kept.shape, strict=True))
    differences = {
        (down, across): np.abs(
            screen[4 : height + 4, 4 : width + 4]
            - kept[4 + down : height + 4 + down, 4 + across : width + 4 + across]
        ).max(axis=-1)
        for down in range(-2, 3)
        for across in range(-2, 3)
    }
    nearest = min(differences.values(), key=lambda difference: float(difference.mean()))
    # Beside an edge half a pixel shows; letters of another font would differ everywhere.
    assert (nearest > 12).mean() < 0.03
    legend = nearest[:60]
    assert (legend > 60).mean() < 0.02


def test_the_shading_of_the_picture_to_keep_has_no_stairs(app: str, open_page: OpenPage) -> None:
    page = open_page(viewport=WIDE)
    visit(page, app, SHARP)
    place = wait_for_chart(page, STAGE)
    kept = download(page, place, None)
    left, top, width, height, x_range, y_range = place.evaluate(
        """({ _fullLayout: { _size: { l, t, w, h }, xaxis, yaxis } }) =>
            [l, t, w, h, xaxis.range, yaxis.range]"""
    )
    left, top, width, height = (round(2 * value) for value in (left, top, width, height))
    inside = kept[top : top + height, left : left + width]
    picture = Picture(inside, middles(x_range, width), middles(y_range, height)[::-1])
    z = picture.logits(run(SHARP))
    distance = pixels_from_line(z)
    paper = 255.0
    expected = colors(expit(z))[..., :3] + paper * (1 - colors(expit(z))[..., 3:] / 255)
    is_right = np.abs(inside - expected).max(axis=-1) < 4
    other = colors(expit(-z))[..., :3] + paper * (1 - colors(expit(-z))[..., 3:] / 255)
    is_wrong = np.abs(inside - other).max(axis=-1) < 4
    # The line itself is five pixels wide here, and points of the data lie on the shading.
    beside = (distance > 3.6) & (distance < 8)
    assert is_right[beside].mean() > 0.8
    assert is_right[distance >= 8].mean() > 0.8
    assert is_wrong[beside].mean() < 0.001


def download(page: Page, place: Locator, path: Path | None) -> FloatArray:
    place.hover(position={"x": 3, "y": 3})
    with page.expect_download() as news:
        place.locator("[data-title^='Download plot']").click()
    return picture_of(Path(news.value.path()).read_bytes())


def picture_of(png: bytes) -> FloatArray:
    return np.asarray(Image.open(BytesIO(png)).convert("RGB"), dtype=float)
