"""Drawn points in scripts and in model files: the numbers of the app, to the last digit."""

from pathlib import Path

import numpy as np
import pytest

from logreg import Experiment, run
from logreg.data.points import BOX, Points
from logreg.export import load_model, model_json, numpy_script, sklearn_script
from tests.export.test_scripts import executed

RANDOM = np.random.default_rng(3)
X = np.vstack([RANDOM.normal(-0.7, 1, (50, 2)), RANDOM.normal(0.7, 1, (50, 2))])
HUNDRED = Points.of(X, np.repeat([0, 1], 50), (-4.2, 3.7, -3.5, 4.1))
FOUR = Points.of([[-1, -1], [-1, 1], [1, 1], [1, -1]], [0, 0, 1, 1], BOX)
CASES = {
    "hundred": Experiment.of(source=HUNDRED, test_share=0),
    "split": Experiment.of(source=HUNDRED, standardize=True, batch_size=8, seed=5),
    "newton": Experiment.of(source=HUNDRED, test_share=0, optimizer="newton"),
    "bent": Experiment.of(source=HUNDRED, drawn=(1, 0), features=("x1", "x1*x2"), l2=0.1),
    "four": Experiment.of(source=FOUR, test_share=0),
    "balanced": Experiment.of(source=HUNDRED, class_weight="balanced", optimizer="adam"),
    "many": Experiment.of(source=Points.of(RANDOM.uniform(-3, 3, (2000, 2)), np.arange(2000) % 2)),
}


def test_the_script_carries_the_points_and_ends_at_the_same_weights(tmp_path: Path) -> None:
    found = executed(tmp_path, {name: numpy_script(one) for name, one in CASES.items()})
    for name, experiment in CASES.items():
        result = run(experiment)
        theta = np.append(result.trace.weights[-1], result.trace.bias[-1])
        np.testing.assert_allclose(found[name].theta, theta, rtol=1e-9, atol=1e-9)
        assert found[name].loss == pytest.approx(result.trace.loss[-1], rel=1e-9)


def test_the_literals_are_the_points_of_the_app() -> None:
    names: dict[str, np.ndarray] = {}
    exec("import numpy as np\n" + HUNDRED.script().lines, names)
    np.testing.assert_array_equal(names["X"], HUNDRED.X)
    np.testing.assert_array_equal(names["y"], HUNDRED.y)


def test_the_twin_by_scikit_learn_finds_the_minimum_of_the_same_points(tmp_path: Path) -> None:
    cases = {
        name: Experiment.of(source=HUNDRED, optimizer="newton", n_iters=100, **choices)
        for name, choices in {
            "plain": {"test_share": 0},
            "split": {"l2": 0.1},
            "standardised": {"standardize": True, "features": ("x1", "x2", "x1^2")},
        }.items()
    }
    found = executed(tmp_path, {name: sklearn_script(one) for name, one in cases.items()})
    for name, experiment in cases.items():
        trace = run(experiment).trace
        theta = np.append(trace.weights[-1], trace.bias[-1])
        np.testing.assert_allclose(found[name].theta, theta, rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("name", CASES)
def test_a_model_file_holds_the_points_and_predicts_as_the_run_did(name: str) -> None:
    """All of them, also where a link would not."""
    result = run(CASES[name])
    model = load_model(model_json(result))
    assert model.experiment == CASES[name]
    z = result.logits(result.dataset.X)
    np.testing.assert_array_equal(model.predict(result.dataset.X), (z >= 0).astype(int))


def test_a_model_file_with_damaged_points_is_refused_in_a_sentence() -> None:
    text = model_json(run(CASES["four"]))
    with pytest.raises(ValueError, match="points must be points as the playground writes them"):
        load_model(text.replace(FOUR.points, FOUR.points[:-1]))
