"""The film to take away, opened again by Pillow: its line, shading, words, length and size."""

from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageColor, ImageSequence
from scipy.spatial import cKDTree
from scipy.special import expit

from logreg import DATASETS, Experiment, Run, run
from logreg.experiment.film import film
from logreg.experiment.plane import Box, Plane
from logreg.figures.film.axis import Axis
from logreg.figures.film.drawing import Typeface, text_mask
from logreg.figures.film.gif import MOST_FRAMES, film_gif
from logreg.figures.film.shading import probabilities
from logreg.figures.film.still import PLANE, Fonts, Pen
from logreg.figures.palette import CLASS_COLORS
from logreg.ui.film_export import letters
from logreg.ui.score_text import LABELS, figures
from tests.budget import COSTLIEST, random_experiment
from tests.oracles import FloatArray

MOST_BYTES = 3_000_000
CURVED = ("x1", "x2", "x1^2", "x2^2", "x1*x2", "sin(x1)")
EXPERIMENTS = {
    "straight": Experiment(),
    "curved, in pieces": Experiment.of(dataset="xor", features=CURVED, learning_rate=3),
    "measured": Experiment.of(dataset="iris", optimizer="newton"),
    "flat and wide": Experiment.of(dataset="scales", standardize=True, test_share=0),
}
FEW = {
    "one iteration": Experiment.of(n_iters=1),
    "diverges at once": Experiment.of(dataset="scales", l2=10, learning_rate=100),
}


@cache
def taken(experiment: Experiment) -> tuple[Run, bytes]:
    result = run(experiment)
    return result, film_gif(result, film(result, MOST_FRAMES), letters())


def opened(gif: bytes) -> list[tuple[FloatArray, int]]:
    """Each frame as colours (480, 640, 3), with the time that it stays."""
    frames = ImageSequence.Iterator(Image.open(BytesIO(gif)))
    return [
        (np.asarray(frame.convert("RGB"), dtype=float), frame.info.get("duration", 0))
        for frame in frames
    ]


# --- The plane, by the weights of the run themselves ----------------------------------------------


class Pixels:
    """The drawn plane in pixels, without anything that the painter knows but where it lies."""

    def __init__(self, run: Run) -> None:
        self.run = run
        width, height = PLANE.size
        box = run.box
        self.x = box.left + (np.arange(width) + 0.5) * (box.right - box.left) / width
        self.y = box.top - (np.arange(height) + 0.5) * (box.top - box.bottom) / height
        first, last = (box.left, box.top), (box.right, box.bottom)
        points = run.dataset.X[:, list(run.experiment.drawn)]
        self.samples = (points - first) / np.subtract(last, first) * PLANE.size

    def logits(self, iteration: int) -> FloatArray:
        """z in the middle of each pixel, shape (height, width)."""
        x, y = np.meshgrid(self.x, self.y)
        X = np.tile(self.run.train.X.mean(axis=0), (x.size, 1))
        X[:, list(self.run.experiment.drawn)] = np.column_stack([x.ravel(), y.ravel()])
        return self.run.logits(X, iteration).reshape(x.shape)

    def far_from_samples(self, distance: float) -> Any:
        """Which pixels are, shape (height, width)."""
        width, height = PLANE.size
        x, y = np.meshgrid(np.arange(width) + 0.5, np.arange(height) + 0.5)
        return cKDTree(self.samples).query(np.dstack([x, y]))[0] > distance

    def of_frame(self, frame: FloatArray) -> FloatArray:
        """The part of a frame that shows the plane."""
        return frame[PLANE.top : PLANE.bottom, PLANE.left : PLANE.right]


def crossings(logits: FloatArray) -> FloatArray:
    """Where z changes its sign between neighbouring pixels: (k, 2) in pixels, x and y."""
    found = []
    for axis in (0, 1):
        first, last = np.moveaxis(logits, axis, 0)[:-1], np.moveaxis(logits, axis, 0)[1:]
        along, across = np.nonzero((first < 0) != (last < 0))
        share = first[along, across] / (first[along, across] - last[along, across])
        places = (across + 0.5, along + 0.5 + share)
        found.append(np.column_stack(places if axis == 0 else places[::-1]))
    return np.concatenate(found)


def farthest(points: FloatArray, others: FloatArray) -> float:
    """How far the point that is farthest from all others is from the nearest of them."""
    if len(points) == 0:
        return 0.0
    return float(cKDTree(others).query(points)[0].max()) if len(others) else np.inf


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_the_line_is_within_2_pixels_of_where_both_classes_are_as_probable(name: str) -> None:
    result, gif = taken(EXPERIMENTS[name])
    frames, pixels = opened(gif), Pixels(result)
    iterations = film(result, MOST_FRAMES).iterations
    is_bare = pixels.far_from_samples(9)
    n_pixels = []
    for place in (0, len(frames) // 2, len(frames) - 1):
        plane = pixels.of_frame(frames[place][0])
        down, across = np.nonzero((plane.max(axis=2) < 100) & is_bare)
        painted = np.column_stack([across + 0.5, down + 0.5])
        logits = pixels.logits(int(iterations[place]))
        meant = crossings(logits) if np.any(logits) else np.empty((0, 2))
        at = np.minimum(meant.astype(int), np.array(PLANE.size) - 1)
        assert farthest(painted, meant) <= 2
        assert farthest(meant[is_bare[at[:, 1], at[:, 0]]], painted) <= 2
        n_pixels.append(len(painted))
    assert n_pixels[0] == 0  # before the first step nothing is decided
    assert min(n_pixels[1:]) > 50


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_every_bare_pixel_has_the_colour_of_its_probability(name: str) -> None:
    result, gif = taken(EXPERIMENTS[name])
    frames, pixels = opened(gif), Pixels(result)
    is_bare = pixels.far_from_samples(9)
    p = expit(pixels.logits(-1))
    for crossing in crossings(pixels.logits(-1))[::3]:
        x, y = crossing.astype(int)
        is_bare[max(y - 4, 0) : y + 5, max(x - 4, 0) : x + 5] = False
    orange, blue = (np.array(ImageColor.getrgb(color)) for color in CLASS_COLORS)
    color = np.where(p[..., None] < 0.5, orange, blue)
    meant = 255 + np.abs(2 * p - 1)[..., None] * 0.5 * (color - 255)
    plane = pixels.of_frame(frames[-1][0])
    assert is_bare.mean() > 0.3
    assert np.abs(plane - meant)[is_bare].max() <= 1.6  # half a shade, and rounding


def test_the_paper_is_white() -> None:
    (first, _), *_, (last, _) = opened(taken(Experiment())[1])
    for frame in (first, last):
        assert (frame[:10] == 255).all()
        assert (frame[:, -10:] == 255).all()


@pytest.mark.parametrize("name", ["straight", "flat and wide"])
def test_samples_have_the_shape_and_colour_of_their_class(name: str) -> None:
    """On white paper, before the first step: those that no other sample touches."""
    result, gif = taken(EXPERIMENTS[name])
    pixels = Pixels(result)
    plane = pixels.of_frame(opened(gif)[0][0])
    n_seen = np.zeros((2, 2), dtype=int)
    nearest = cKDTree(pixels.samples).query(pixels.samples, k=2)[0][:, 1]
    tests = set() if result.test is None else set(map(tuple, result.test.X.tolist()))
    for place, X, label in zip(
        pixels.samples[nearest > 14],
        result.dataset.X[nearest > 14].tolist(),
        result.dataset.y[nearest > 14].astype(int),
        strict=True,
    ):
        is_test = tuple(X) in tests
        n_seen[label, int(is_test)] += 1
        middle = plane[tuple(place.astype(int)[::-1])]
        color = "white" if is_test else CLASS_COLORS[label]
        assert np.abs(middle - ImageColor.getrgb(color)).max() < 12
        # A circle covers what lies three pixels aside and three up, a diamond does not.
        aside = np.array([(-3, -3), (-3, 3), (3, -3), (3, 3)])
        corners = [tuple(corner.astype(int)[::-1]) for corner in place + aside]
        lightness = np.mean([plane[corner].mean() for corner in corners])
        assert (lightness > 200) == (label == 1)
    assert (n_seen[:, : 1 + bool(tests)] > 0).all()


# --- What a wave too short for a pixel is painted as ----------------------------------------------


@pytest.mark.parametrize("terms", [("x1", "x2", "sin(x1)"), ("x1", "sin(x2)", "sin(x1)")])
def test_of_waves_finer_than_pixels_the_mean_is_painted(terms: tuple[str, ...]) -> None:
    box = Box(0.0, 2000.0, 0.0, 1500.0)
    plane = Plane(terms, np.array([0.004, 0.005, 1.7]), -6.0)
    steps = np.linspace(-50, 50, 120, endpoint=False)
    x1 = np.add.outer(np.arange(20) * 100 + 50, steps)
    x2 = np.add.outer(1450 - 100 * np.arange(15), steps)
    p = expit(plane.logits(x1.reshape(1, -1), x2.reshape(-1, 1))).reshape(15, 120, 20, 120)
    painted = probabilities(plane, box, 20, 15)
    assert np.abs(painted - p.mean(axis=(1, 3))).max() < 0.02
    assert np.ptp(painted) > 0.3


# --- The file -------------------------------------------------------------------------------------


@pytest.mark.parametrize("experiment", [*EXPERIMENTS.values(), *FEW.values()])
def test_the_file_is_small_loops_and_rests_at_its_end(experiment: Experiment) -> None:
    result, gif = taken(experiment)
    image = Image.open(BytesIO(gif))
    assert image.format == "GIF"
    assert image.size == (640, 480)
    frames = opened(gif)
    assert len(frames) == min(MOST_FRAMES, result.trace.n_iters + 1) <= 48
    assert len(gif) <= MOST_BYTES
    assert image.info["loop"] == 0
    stays = [stay for _, stay in frames]
    assert stays[-1] >= 2500
    assert all(50 <= stay <= 1000 for stay in stays[:-1])
    assert sum(stays) <= 10_000


def test_the_largest_known_is_small() -> None:
    assert 1_500_000 < len(taken(COSTLIEST["all points, one at a time"])[1]) <= MOST_BYTES


@pytest.mark.slow
@pytest.mark.parametrize("dataset", DATASETS)
def test_every_film_stays_small(dataset: str) -> None:
    random = np.random.default_rng(list(DATASETS).index(dataset))
    experiments = [Experiment.of(dataset=dataset)]
    while len(experiments) < 6:
        drawn = random_experiment(random)
        if drawn.source.name == dataset:
            experiments.append(drawn)
    for experiment in [*experiments, *COSTLIEST.values()]:
        result, gif = taken(experiment)
        assert len(gif) <= MOST_BYTES
        assert len(opened(gif)) == min(MOST_FRAMES, result.trace.n_iters + 1)


def test_a_film_of_one_frame_is_a_picture() -> None:
    result = run(Experiment())
    ((frame, _),) = opened(film_gif(result, film(result, 1), letters()))
    assert (frame == opened(taken(Experiment())[1])[-1][0]).all()


def test_it_reports_how_far_it_is() -> None:
    result = run(Experiment.of(n_iters=3))
    shares: list[float] = []
    film_gif(result, film(result, MOST_FRAMES), None, shares.append)
    assert shares == [0, 0.25, 0.5, 0.75, 1]


# --- Words ----------------------------------------------------------------------------------------


def written(experiment: Experiment, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    texts: list[str] = []
    own: Callable[..., float] = Pen.write

    def heard(pen: Pen, x: float, y: float, text: str, *how: Any, **more: Any) -> float:
        texts.append(text)
        return own(pen, x, y, text, *how, **more)

    monkeypatch.setattr(Pen, "write", heard)
    result = run(experiment)
    film_gif(result, film(result, MOST_FRAMES), letters())
    return texts


def test_its_numbers_are_those_of_the_stage(monkeypatch: pytest.MonkeyPatch) -> None:
    experiment = Experiment.of(n_iters=3, learning_rate=5)
    frames = film(run(experiment), MOST_FRAMES)
    texts = written(experiment, monkeypatch)
    assert frames.test is not None
    for loss, accuracy, *_ in figures(frames.test.scores):
        assert {loss, accuracy} <= set(texts)
    assert {LABELS[0][0], LABELS[1][0], "Test (90 points)"} <= set(texts)
    assert [text for text in texts if text in ("0", "1", "2", "3", " / 3")][-2:] == ["3", " / 3"]
    assert {"Moons", "Gradient descent, learning rate 5", "features x₁, x₂"} <= set(texts)


def test_it_says_what_was_chosen_and_only_that_which_counts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    choices = {"l2": 0.01, "batch_size": 8, "standardize": True, "class_weight": "balanced"}
    experiment = Experiment.of(dataset="iris", n_iters=1, test_share=0, **choices)
    texts = written(experiment, monkeypatch)
    assert (
        "Gradient descent, learning rate 0.3, batch size 8, L2 0.01, class weights balanced,"
        " standardised"
    ) in texts
    assert "features petal length, cm; petal width, cm" in texts
    assert {"log loss", "Train (100 points)", "versicolor", "virginica"} <= set(texts)
    newton = experiment.changed(optimizer="newton", features=(), other_features=True, l2=0.0)
    texts = written(newton, monkeypatch)
    weighted = Experiment.of(dataset="imbalanced", n_iters=1, class_weight="balanced")
    assert "weighted log loss" in written(weighted, monkeypatch)
    assert {"Newton, class weights balanced, standardised", "2 other features"} <= set(texts)


LETTERS = "AZaz09 −×–…₁₂²⁻⁰¹²³⁴⁵⁶⁷⁸⁹%/().,=∞"


def test_the_typeface_of_the_page_has_every_letter() -> None:
    file = letters()
    assert file is not None
    typeface = Typeface(file)
    assert typeface.file == file
    font = typeface.font(14)
    names = [name for data in DATASETS.values() for name in data.label]
    unknown = text_mask("\U000fffff", font, "ls")[0].tobytes()
    for letter in {*LETTERS, *names} - {" "}:
        assert text_mask(typeface.spelled(letter), font, "ls")[0].tobytes() != unknown, letter


@pytest.mark.parametrize("file", [None, Path("missing.woff2"), Path(__file__)])
def test_without_it_the_words_are_spelled_in_letters_that_pillow_has(file: Path | None) -> None:
    typeface = Typeface(file)
    assert typeface.file is None
    assert typeface.spelled("x₁ = −1.5 × 10⁻³ – …") == "x1 = -1.5 x 10-3 - ..."
    assert typeface.spelled("élève η") == "eleve "
    result = run(Experiment.of(n_iters=1))
    assert len(opened(film_gif(result, film(result, MOST_FRAMES), file))) == 2


def test_long_names_are_cut_short() -> None:
    pen = Pen(Image.new("RGB", (10, 10)), Fonts(Typeface(letters())))
    font = pen.fonts.text
    assert pen.fitted("short", font, 100) == "short"
    cut = pen.fitted("a name that is longer than the room it has", font, 100)
    assert cut.endswith("…")
    assert 80 < text_mask(cut, font, "ls")[0].width <= 102


# --- Ticks ----------------------------------------------------------------------------------------


@given(st.floats(-1e4, 1e4), st.floats(1e-4, 1e6), st.integers(2, 8))
def test_ticks_are_round_apart_and_on_the_axis(share: float, length: float, most: int) -> None:
    low = share * length
    axis = Axis("x", low, low + length)
    ticks = axis.ticks(most)
    values, texts = [value for value, _ in ticks], [text for _, text in ticks]
    assert len(ticks) <= most + 1
    assert len(set(texts)) == len(texts)
    slack = 1e-6 * length
    assert all(low - slack <= value <= axis.high + slack for value in values)
    if len(values) > 1:
        step = np.diff(values)
        assert np.ptp(step) <= 1e-6 * length
        # 1, 2, 2.5 or 5 in its first digits.
        assert f"{step.mean():.6e}"[:4] in ("1.00", "2.00", "2.50", "5.00")
        assert len(ticks) >= most / 2.5 - 1


@given(st.integers(1, 5000))
def test_iterations_are_whole(n_iters: int) -> None:
    values = [value for value, _ in Axis("iteration", 0, n_iters).ticks(2, is_whole=True)]
    assert values[0] == 0
    assert len(values) > 1
    assert all(value == round(value) for value in values)
