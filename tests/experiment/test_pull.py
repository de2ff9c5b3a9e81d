"""The pull of a point is the length of the gradient of its own loss."""

from typing import Any

import numpy as np
import pytest

from logreg import Experiment, run
from logreg.data.points import BOX, Points
from logreg.experiment.pull import pulls
from tests.oracles import class_weights

DRAWN = Points.of(
    [[-1, -1], [-2, 1], [1.5, 1], [1, -1], [-3, -3], [0.2, 0.1]], [0, 0, 1, 1, 1, 0], BOX
)


@pytest.mark.parametrize("iteration", [0, 3, -1])
@pytest.mark.parametrize(
    "choices",
    [
        {},
        {"standardize": True},
        {"features": ("x2", "x1^2", "x1*x2")},
        {"class_weight": "balanced", "l2": 0.3},
        {"test_share": 0.1, "seed": 4},
        {"dataset": "moons", "test_share": 0.3, "n_samples": 60},
    ],
)
def test_pulls_are_the_lengths_of_central_differences(
    choices: dict[str, Any], iteration: int
) -> None:
    result = run(Experiment.of(source=DRAWN, **{"test_share": 0.0, "n_iters": 30} | choices))
    columns = np.column_stack([result.columns(result.train.X), np.ones(len(result.train.y))])
    y = result.train.y
    s = class_weights(y, y) if result.experiment.settings.class_weight else np.ones(len(y))
    theta = np.append(result.trace.weights[iteration], result.trace.bias[iteration])

    def losses(at: np.ndarray) -> np.ndarray:
        z = columns @ at
        return s * (np.logaddexp(0, z) - y * z)

    steps = 1e-6 * np.eye(len(theta))
    slopes = np.array([(losses(theta + step) - losses(theta - step)) / 2e-6 for step in steps])
    found = pulls(result, iteration)
    assert found.shape == (len(y),)
    np.testing.assert_allclose(found, np.linalg.norm(slopes, axis=0), rtol=1e-6, atol=1e-8)


def test_a_point_that_is_right_and_sure_pulls_little_and_one_on_the_wrong_side_much() -> None:
    """And exactly: 1 − p is told where p is rounded to 1."""
    X, y = [[3, 3], [-3, -3], [-1, 1], [-1, -1]], [1, 1, 0, 0]
    result = run(
        Experiment.of(source=Points.of(X, y, BOX), test_share=0, start=(1, 0, 0), n_iters=1)
    )
    of_place = dict(zip(map(tuple, result.train.X.tolist()), pulls(result, 0), strict=True))
    assert of_place[3, 3] == pytest.approx(np.sqrt(19) / (1 + np.exp(3)))
    assert of_place[-3, -3] == pytest.approx(np.sqrt(19) / (1 + np.exp(-3)))
    sure = run(
        Experiment.of(
            source=Points.of([[-2, 0], [-3, 0], [2, 0], [3, 0]], [0, 0, 1, 1], BOX),
            test_share=0,
            start=(20, 0, 0),
            n_iters=1,
        )
    )
    at = sure.train.X[:, 0].tolist().index(3.0)
    assert pulls(sure, 0)[at] == pytest.approx(np.exp(-60) * np.sqrt(10), rel=1e-3)
