"""The small picture of a run: every symbol at its sample, every peak of the loss at its height."""

import re
from xml.etree import ElementTree

import numpy as np
import pytest
from numpy.typing import NDArray

from logreg import Experiment, Run, run
from logreg.experiment.gallery import BOUNCE
from logreg.figures.palette import CLASS_COLORS, TEST_COLOR, TRAIN_COLOR
from logreg.figures.thumbnail import LOSS, MOST_BINS, MOST_SAMPLES, PAPER, PLANE, thumbnail

SVG = "{http://www.w3.org/2000/svg}"


def parts(result: Run) -> tuple[ElementTree.Element, ElementTree.Element, ElementTree.Element]:
    """The picture, its boundary and its loss curve."""
    whole = ElementTree.fromstring(
        thumbnail(result).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    )
    boundary, losses = whole.findall(f"{SVG}svg")
    return whole, boundary, losses


def starts(path: str) -> NDArray[np.float64]:
    return np.array([(float(x), float(y)) for x, y in re.findall(r"M([-\d.]+),([-\d.]+)", path)])


def corners(path: str) -> NDArray[np.float64]:
    return np.array([(float(x), float(y)) for x, y in re.findall(r"[ML]([-\d.]+),([-\d.]+)", path)])


def test_every_sample_has_its_symbol_at_its_place() -> None:
    result = run(Experiment.of(n_samples=60, test_share=0.3))
    _, boundary, _ = parts(result)
    box, (width, height) = result.box, PLANE.size
    assert result.test is not None
    for split, is_hollow in ((result.train, False), (result.test, True)):
        for label in (0, 1):
            color = CLASS_COLORS[label]
            (drawn,) = [
                path.get("d", "")
                for path in boundary.findall(f"{SVG}path")
                if (path.get("fill"), path.get("stroke"))
                == ((PAPER, color) if is_hollow else (color, "currentColor"))
            ]
            assert ("a" in drawn) == (label == 0)  # a circle's arc
            x, y = split.X[split.y == label].T
            across = (x - box.left) / (box.right - box.left) * width
            down = (box.top - y) / (box.top - box.bottom) * height
            assert np.abs(starts(drawn) - np.column_stack([across, down])).max() <= 0.5


def test_of_many_samples_an_even_share_is_drawn() -> None:
    result = run(Experiment.of(n_samples=1000, n_iters=5))
    _, boundary, _ = parts(result)
    drawn = [path for path in boundary.findall(f"{SVG}path") if path.get("fill") != "none"]
    n = sum(len(starts(path.get("d", ""))) for path in drawn)
    # By rounding one more of each of four groups.
    assert 1000 // (-(-1000 // MOST_SAMPLES)) <= n <= MOST_SAMPLES + 4


def test_the_line_is_where_both_classes_are_equally_likely() -> None:
    result = run(Experiment())
    _, boundary, _ = parts(result)
    (line,) = [path for path in boundary.findall(f"{SVG}path") if path.get("fill") == "none"]
    box, (width, height) = result.box, PLANE.size
    across, down = corners(line.get("d", "")).T
    x = box.left + across / width * (box.right - box.left)
    y = box.top - down / height * (box.top - box.bottom)
    z = np.column_stack([x, y]) @ result.trace.weights[-1] + result.trace.bias[-1]
    assert len(z) >= 2
    assert np.abs(z).max() < 0.02 * np.linalg.norm(result.trace.weights[-1])


@pytest.mark.parametrize("n_iters", [100, 5000])
def test_a_curve_is_as_high_and_as_low_as_its_loss(n_iters: int) -> None:
    result = run(BOUNCE.changed(n_iters=n_iters))
    _, _, losses = parts(result)
    trace = result.trace
    assert trace.validation_loss is not None
    # Where two points of the curve of the test are, the scale of the axis is known.
    ends = []
    for color, values in ((TRAIN_COLOR, trace.loss), (TEST_COLOR, trace.validation_loss)):
        (curve,) = [path for path in losses.findall(f"{SVG}path") if path.get("stroke") == color]
        points = corners(curve.get("d", ""))
        assert points[0, 0] == 0
        assert points[-1, 0] == LOSS.size[0]
        assert len(points) <= max(n_iters + 1, 2 * MOST_BINS + 2)
        ends += [(values.max(), points[:, 1].min()), (values.min(), points[:, 1].max())]
        ends += [(values[0], points[0, 1]), (values[-1], points[-1, 1])]
    height, place = np.array(ends).T
    slope, zero = np.polyfit(height, place, 1)
    assert slope < 0
    assert np.abs(slope * height + zero - place).max() <= 0.2


def test_it_has_words_made_from_its_data() -> None:
    whole, *_ = parts(run(Experiment()))
    words = whole.get("aria-label", "")
    assert whole.get("role") == "img"
    assert "210 training and 90 test points" in words
    assert "The training loss fell from 0.693 to 0.304 in 500 iterations." in words
