"""The drawing of a first visit, read again: its line, shading and samples, by the weights alone."""

import re
from base64 import b64decode
from functools import cache
from io import BytesIO
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image
from scipy.special import expit

from logreg import DATASETS, Experiment, Run, run
from logreg.figures.first_drawing import MOST_SAMPLES, UNITS, first_drawing
from logreg.figures.palette import CLASS_COLORS
from tests.oracles import FloatArray

EXPERIMENTS = {
    "straight": Experiment(),
    "curved": Experiment.of(
        dataset="circles", features=("x1", "x2", "x1^2", "x2^2"), optimizer="newton"
    ),
}


@cache
def drawn(name: str) -> tuple[Run, str]:
    result = run(EXPERIMENTS[name])
    return result, first_drawing(result, "A <plain> drawing.")


def logits(result: Run, x1: FloatArray, x2: FloatArray) -> FloatArray:
    """By the weights of the last iteration, in the order of the features."""
    columns = np.array([x1, x2, x1**2, x2**2])[: result.trace.weights.shape[1]]
    z: FloatArray = result.trace.weights[-1] @ columns + result.trace.bias[-1]
    return z


def in_plane(result: Run, across: FloatArray, down: FloatArray) -> tuple[FloatArray, FloatArray]:
    """From shares of the drawing to the coordinates of the box."""
    box = result.box
    return (
        box.left + across * (box.right - box.left),
        box.top - down * (box.top - box.bottom),
    )


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_on_the_line_both_classes_are_as_likely(name: str) -> None:
    result, drawing = drawn(name)
    (path,) = re.findall(r'class="first-line" d="([^"]+)"', drawing)
    places = np.array(re.findall(r"([\d.-]+),([\d.-]+)", path), dtype=float).T / UNITS
    assert places.min() >= 0
    assert places.max() <= 1
    z = logits(result, *in_plane(result, *places))
    steepest = np.abs(np.gradient(logits(result, *in_plane(result, *_grid())))).max()
    # A tenth of a unit is where the numbers end.
    assert np.abs(z).max() <= max(0.02, steepest)
    assert re.match(r"M[\d.]+,[\d.]+L", path)


def _grid() -> tuple[FloatArray, FloatArray]:
    along = np.linspace(0, 1, UNITS)
    return along, along


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_the_shading_is_the_probability_in_the_middle_of_each_cell(name: str) -> None:
    result, drawing = drawn(name)
    (text,) = re.findall(r"base64,([^\"]+)", drawing)
    pixels = np.asarray(Image.open(BytesIO(b64decode(text))), dtype=float)
    height, width, _ = pixels.shape
    across, down = np.meshgrid((np.arange(width) + 0.5) / width, (np.arange(height) + 0.5) / height)
    p = expit(logits(result, *in_plane(result, across.ravel(), down.ravel())))
    orange, blue = ([int(color[i : i + 2], 16) for i in (1, 3, 5)] for color in CLASS_COLORS)
    is_blue = p > 0.5
    np.testing.assert_allclose(
        pixels.reshape(-1, 4)[:, :3], np.where(is_blue[:, None], blue, orange), atol=3
    )
    np.testing.assert_allclose(pixels.reshape(-1, 4)[:, 3], 127.5 * np.abs(2 * p - 1), atol=1)


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_every_sample_is_where_its_features_say(name: str) -> None:
    result, drawing = drawn(name)
    groups = dict(re.findall(r'<g data-symbol="first-(\w+)">([^<]*)</g>', drawing))
    for kind, split in (("", result.train), ("test", result.test)):
        assert split is not None
        for label in (0, 1):
            numbers = np.array(groups[f"{label}{kind}"].split(), dtype=float).reshape(-1, 2)
            found = np.column_stack(in_plane(result, *(numbers.T / UNITS)))
            size = [result.box.right - result.box.left, result.box.top - result.box.bottom]
            off = (found - split.X[split.y == label]) / size
            assert np.abs(off).max() <= 0.5 / UNITS + 1e-9


@pytest.mark.parametrize("n_samples", [50, 300, 310, 2000])
def test_of_many_samples_some_are_drawn(n_samples: int) -> None:
    drawing = first_drawing(run(Experiment.of(n_samples=n_samples)), "")
    groups = re.findall(r'<g data-symbol="[^"]+">([^<]*)</g>', drawing)
    n_drawn = sum(len(group.split()) // 2 for group in groups)
    if n_samples <= MOST_SAMPLES:
        assert n_drawn == n_samples
    else:
        assert MOST_SAMPLES / 2 <= n_drawn <= MOST_SAMPLES + len(groups)
    assert len(drawing) < 7000


@pytest.mark.parametrize("dataset", DATASETS)
def test_it_is_whole_and_escaped_for_every_dataset(dataset: str) -> None:
    experiment = Experiment.of(dataset=dataset, n_iters=30)
    drawing = first_drawing(run(experiment), 'A "plain" <b>drawing</b>.')
    root = ElementTree.fromstring(drawing)
    assert root.get("aria-label") == 'A "plain" <b>drawing</b>.'
    texts = [text.text for text in root.iter("text")]
    assert set(run(experiment).drawn_names) <= set(texts)


@pytest.mark.parametrize(
    "experiment",
    [Experiment.of(n_iters=1), Experiment.of(dataset="scales", l2=10, learning_rate=100)],
    ids=["one step", "diverged"],
)
def test_a_run_that_got_nowhere_is_drawn(experiment: Experiment) -> None:
    drawing = first_drawing(run(experiment), "")
    assert "nan" not in drawing.lower().replace("first-", "")
    ElementTree.fromstring(drawing)
