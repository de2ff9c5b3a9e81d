"""What a person takes away says what the run said: both scripts are executed, the files read."""

import ast
import csv
import dataclasses
import io
import json
import math
import platform
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import logreg
from logreg import DATASETS, FEATURES, OPTIMIZERS, Experiment, Run, run, sigmoid
from logreg.core.settings import Settings
from logreg.export import (
    Model,
    history_csv,
    load_model,
    model_json,
    numpy_script,
    sklearn_script,
)
from logreg.export.samples import SOURCES
from logreg.export.steps import NAMES
from tests.ranges import RANGES

ROOT = Path(__file__).parents[2]
ALL_FEATURES = tuple(FEATURES)
SHORT = {"n_iters": 60, "n_samples": 80}

# Runs all scripts of a folder in one process, as somebody without this package would.
RUN_ALL = """
import contextlib, io, json, pathlib, runpy, sys
printed = {}
for path in sorted(pathlib.Path().glob("*.py")):
    with contextlib.redirect_stdout(io.StringIO()) as text:
        runpy.run_path(str(path), run_name="__main__")
    printed[path.stem] = text.getvalue()
assert "logreg" not in sys.modules
print(json.dumps(printed))
"""


# --- The scripts ----------------------------------------------------------------------------------

EVERY_DATASET_AND_OPTIMIZER = [
    Experiment.of(dataset=dataset, optimizer=optimizer)
    for dataset in DATASETS
    for optimizer in OPTIMIZERS
]
EVERY_CHOICE = [
    Experiment.of(dataset=dataset, optimizer=optimizer, **choices, **SHORT)
    for dataset, optimizer, choices in [
        *(("moons", optimizer, {"l2": 0.1}) for optimizer in OPTIMIZERS),
        *(("iris", optimizer, {"l1": 0.02, "standardize": True}) for optimizer in OPTIMIZERS),
        *(("xor", optimizer, {"l1": 0.01, "l2": 0.05}) for optimizer in OPTIMIZERS),
        *(("blobs", optimizer, {"batch_size": 7, "l2": 0.01}) for optimizer in OPTIMIZERS),
        *(("iris", optimizer, {"batch_size": 16, "l1": 0.01}) for optimizer in OPTIMIZERS),
        *(("scales", optimizer, {"batch_size": 1}) for optimizer in OPTIMIZERS),
        *(("gap", optimizer, {"test_share": 0, "seed": 9999}) for optimizer in OPTIMIZERS),
        *((dataset, "gd", {"noise": 0}) for dataset in DATASETS),
        *((dataset, "adam", {"features": ALL_FEATURES}) for dataset in DATASETS),
        *(
            (dataset, "momentum", {"features": ALL_FEATURES, "standardize": True})
            for dataset in DATASETS
        ),
        ("moons", "gd", {"batch_size": 2000}),
        ("moons", "gd", {"batch_size": 8, "test_share": 0}),
        ("moons", "gd", {"drawn": (1, 0)}),
        ("moons", "gd", {"features": ("x2",)}),
        ("circles", "gd", {"features": ("x1^2", "sin(x2)"), "test_share": 1 / 3}),
        ("moons", "gd", {"other_features": True}),
        ("imbalanced", "nesterov", {"standardize": True, "learning_rate": 100}),
        ("iris", "gd", {"other_features": True, "drawn": (3, 1)}),
        ("iris", "newton", {"other_features": True, "features": (), "l2": 0.1}),
        ("breast_cancer", "gd", {"other_features": True, "drawn": (20, 7)}),
        ("breast_cancer", "gd", {"other_features": True, "standardize": True}),
        # Runs that magnify rounding, from the means of the standardised columns on.
        (
            "breast_cancer",
            "adam",
            {"other_features": True, "standardize": True, "learning_rate": 10, "l2": 10},
        ),
        *(
            ("breast_cancer", "newton", {"other_features": True, "standardize": True, "l1": l1})
            for l1 in (0, 0.001, 0.1)
        ),
        # Here rounding decides which of Newton's steps is the last.
        *(
            (dataset, "newton", {"standardize": True, "l1": 0.01, "l2": 0.01, "seed": seed})
            for dataset in DATASETS
            for seed in (0, 1)
        ),
        ("xor", "momentum", {"features": ALL_FEATURES, "learning_rate": 100}),
        ("xor", "gd", {"features": ALL_FEATURES, "learning_rate": 100, "batch_size": 5}),
        # Runs that diverge.
        *(
            ("moons", optimizer, {"l2": 10, "learning_rate": 100, "l1": l1})
            for optimizer in ("gd", "momentum", "nesterov")
            for l1 in (0, 0.1)
        ),
        ("spirals", "gd", {"l2": 10, "learning_rate": 1, "batch_size": 10}),
    ]
]
THE_TUTORIAL = Experiment.of(
    dataset="breast_cancer",
    other_features=True,
    test_share=0.2,
    seed=1234,
    learning_rate=0.0001,
    n_iters=1000,
)
EXPERIMENTS = [*EVERY_DATASET_AND_OPTIMIZER, *EVERY_CHOICE, THE_TUTORIAL]

# Where the minimum exists, and scikit-learn's solvers get there.
WITH_A_MINIMUM = [
    Experiment.of(dataset=dataset, optimizer="newton", standardize=standardize, **choices)
    for dataset, standardize, choices in [
        ("moons", False, {}),
        ("xor", True, {"features": ALL_FEATURES}),
        ("iris", False, {}),
        ("spirals", True, {"test_share": 0}),
        ("moons", False, {"seed": 5}),
        *((dataset, True, {"l2": 0.1}) for dataset in DATASETS),
        *((dataset, False, {"l2": 0.01}) for dataset in ("scales", "gap", "breast_cancer")),
        *((dataset, True, {"l1": 0.01, "test_share": 0.25}) for dataset in DATASETS),
        ("imbalanced", True, {"l1": 0.01, "l2": 0.1, "features": ALL_FEATURES}),
        ("iris", True, {"l1": 0.1, "l2": 0.01, "other_features": True, "test_share": 0}),
        ("breast_cancer", True, {"l2": 1, "other_features": True, "drawn": (20, 7)}),
    ]
]


# As they come: no penalty, features as they are, and for "gap" no minimum at all.
AS_THEY_COME = [Experiment.of(dataset=dataset) for dataset in DATASETS]


def name_of(experiment: Experiment) -> str:
    """What a person would say of it: every choice that is not the usual one."""
    fields = dataclasses.asdict(experiment).items()
    unusual = {name: value for name, value in fields if value != getattr(Experiment(), name)}
    return re.sub(r"\W+", "-", str(unusual)).strip("-")


def each(experiments: list[Experiment]) -> Any:
    return pytest.mark.parametrize(
        ("number", "experiment"),
        list(enumerate(experiments)),
        ids=[name_of(experiment) for experiment in experiments],
    )


class Printed:
    """The figures that a script printed."""

    def __init__(self, text: str) -> None:
        lines = [re.fullmatch(r"([a-z ]+?) (\S+|\[.*\])", line) for line in text.splitlines()]
        figures = {line[1]: ast.literal_eval(line[2]) for line in lines if line}
        assert len(figures) == len(lines)
        self.loss: float = figures.pop("training loss")
        self.theta = np.array([*figures.pop("weights"), figures.pop("bias")])
        ((self.scored, self.accuracy),) = figures.items()


def executed(folder: Path, scripts: dict[str, str]) -> dict[str, Printed]:
    """What each script prints; any warning would be an error."""
    for name, script in scripts.items():
        (folder / f"{name}.py").write_text(script, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", RUN_ALL],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return {name: Printed(text) for name, text in json.loads(done.stdout).items()}


Texts = dict[str, str]


@pytest.fixture(scope="module")
def numpy_scripts() -> Texts:
    return {f"numpy_{i}": numpy_script(experiment) for i, experiment in enumerate(EXPERIMENTS)}


@pytest.fixture(scope="module")
def sklearn_scripts() -> Texts:
    both = {"sklearn": WITH_A_MINIMUM, "as_it_comes": AS_THEY_COME}
    return {
        f"{name}_{i}": sklearn_script(experiment)
        for name, experiments in both.items()
        for i, experiment in enumerate(experiments)
    }


@pytest.fixture(scope="module")
def printed(
    tmp_path_factory: pytest.TempPathFactory, numpy_scripts: Texts, sklearn_scripts: Texts
) -> dict[str, Printed]:
    return executed(tmp_path_factory.mktemp("scripts"), numpy_scripts | sklearn_scripts)


@each(EXPERIMENTS)
def test_the_numpy_script_prints_what_the_run_says(
    number: int, experiment: Experiment, printed: dict[str, Printed]
) -> None:
    figures, result = printed[f"numpy_{number}"], run(experiment)
    theta = np.append(result.trace.weights[-1], result.trace.bias[-1])
    np.testing.assert_allclose(figures.theta, theta, rtol=1e-9, atol=1e-9)
    assert figures.loss == pytest.approx(result.trace.loss[-1], rel=1e-9, abs=1e-9)
    split = result.train if result.test is None else result.test
    assert figures.scored == ("training" if result.test is None else "test") + " accuracy"
    assert figures.accuracy == split.scores.confusion.accuracy


def test_among_the_runs_are_some_of_every_kind() -> None:
    """Or the test above would pass over what is hard."""
    reasons = {run(experiment).trace.stop_reason for experiment in EXPERIMENTS}
    assert reasons == {"iterations", "converged", "no minimum", "diverged"}
    scripts = [numpy_script(Experiment.of(dataset="scales", optimizer=name)) for name in OPTIMIZERS]
    is_exact = ["signed_columns" in script for script in scripts]
    assert any(is_exact)
    assert not all(is_exact)


@each(WITH_A_MINIMUM)
def test_the_scikit_learn_script_finds_the_minimum_of_the_core(
    number: int, experiment: Experiment, printed: dict[str, Printed]
) -> None:
    figures, result = printed[f"sklearn_{number}"], run(experiment)
    assert result.trace.stop_reason == "converged"
    theta = np.append(result.trace.weights[-1], result.trace.bias[-1])
    np.testing.assert_allclose(figures.theta, theta, rtol=1e-5, atol=1e-6)
    assert figures.loss == pytest.approx(result.trace.loss[-1], rel=1e-6)
    split = result.train if result.test is None else result.test
    assert figures.scored == ("training" if result.test is None else "test") + " accuracy"
    assert figures.accuracy == split.scores.confusion.accuracy


@each(AS_THEY_COME)
def test_the_scikit_learn_script_goes_at_least_as_low_as_the_run(
    number: int, experiment: Experiment, printed: dict[str, Printed]
) -> None:
    assert printed[f"as_it_comes_{number}"].loss < run(experiment).trace.loss[-1] + 1e-9


def test_every_dataset_and_optimiser_has_its_lines() -> None:
    assert set(SOURCES) == set(DATASETS)
    assert set(NAMES) == set(OPTIMIZERS)


def test_a_run_that_cannot_be_trained_has_no_script() -> None:
    one_class = Experiment.of(dataset="imbalanced", n_samples=50, test_share=0.5, seed=50)
    for use in (run, numpy_script):
        with pytest.raises(ValueError, match=r"^All 25 training points are class 0\."):
            use(one_class)


def test_a_usual_run_is_short_and_plain(numpy_scripts: Texts) -> None:
    """About 40 lines of code that a person can read."""
    usual = numpy_script(Experiment())
    code = [line for line in usual.splitlines() if line and not line.startswith("#")]
    assert len(code) <= 40
    assert "signed_columns" not in usual
    assert max(len(script.splitlines()) for script in numpy_scripts.values()) < 140


def test_scripts_need_numpy_and_scikit_learn_alone(
    numpy_scripts: Texts, sklearn_scripts: Texts
) -> None:
    for script in numpy_scripts.values():
        assert modules(script) <= {"numpy", "itertools", "sklearn.datasets"}
    for script in sklearn_scripts.values():
        assert {module.split(".")[0] for module in modules(script)} <= {"numpy", "sklearn"}


def modules(script: str) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(script)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(str(node.module))
    return found


def test_scripts_hold_no_line_that_their_run_does_not_need(
    numpy_scripts: Texts, sklearn_scripts: Texts
) -> None:
    for number, experiment in enumerate(EXPERIMENTS):
        is_diverged = run(experiment).trace.stop_reason == "diverged"
        assert ("diverged" in numpy_scripts[f"numpy_{number}"]) == is_diverged
    for script in [*numpy_scripts.values(), *sklearn_scripts.values()]:
        nodes = list(ast.walk(ast.parse(script)))
        named = {node.name for node in nodes if isinstance(node, ast.FunctionDef)}
        named |= {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
        used = {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
        assert named - used <= {"_"}, script
        tests = [node.test for node in nodes if isinstance(node, ast.If)]
        assert not any(isinstance(test, ast.Constant) for test in tests), script
        assert "0.0 *" not in script


def test_scripts_are_formatted_and_free_of_lint(
    tmp_path: Path, numpy_scripts: Texts, sklearn_scripts: Texts
) -> None:
    """By ruff as it comes: 88 letters a line."""
    for name, script in (numpy_scripts | sklearn_scripts).items():
        (tmp_path / f"{name}.py").write_text(script, encoding="ascii")
    for command in (["format", "--diff"], ["check", "--select", "E,W,F,I,B,UP,SIM,RUF,C4,PIE,RET"]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "--isolated", "--no-cache", "."],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout[:2000]


# --- The model ------------------------------------------------------------------------------------


def ranges(name: str, **narrower: float) -> Any:
    limits = {"low": RANGES[name].low, "high": RANGES[name].high, **narrower}
    kind = st.integers if isinstance(Experiment().value_of(name), int) else st.floats
    return kind(limits["low"], limits["high"])


@st.composite
def experiments(draw: Callable[..., Any]) -> Experiment:
    """Short runs of any kind."""
    dataset = draw(st.sampled_from(sorted(DATASETS)))
    n_features = DATASETS[dataset].n_features
    return Experiment.of(
        dataset=dataset,
        n_samples=draw(ranges("n_samples", high=100)),
        noise=draw(ranges("noise")),
        seed=draw(ranges("seed")),
        test_share=draw(st.sampled_from([0, 0.1, 1 / 3])),
        drawn=tuple(draw(st.permutations(range(n_features)))[:2]),
        features=tuple(draw(st.lists(st.sampled_from(ALL_FEATURES), min_size=1, unique=True))),
        other_features=draw(st.booleans()),
        standardize=draw(st.booleans()),
        learning_rate=draw(ranges("learning_rate")),
        n_iters=draw(ranges("n_iters", high=30)),
        optimizer=draw(st.sampled_from(sorted(OPTIMIZERS))),
        batch_size=draw(st.none() | st.integers(1, 100)),
        l1=draw(st.just(0.0) | ranges("l1")),
        l2=draw(st.just(0.0) | ranges("l2")),
    )


@pytest.fixture(scope="module")
def iris() -> Run:
    return run(
        Experiment.of(
            dataset="iris",
            drawn=(2, 0),
            features=("x1", "x2^2"),
            other_features=True,
            standardize=True,
            l2=0.01,
            n_iters=30,
        )
    )


@settings(max_examples=60, deadline=None)
@given(experiment=experiments())
def test_a_loaded_model_predicts_as_the_run_did_to_the_bit(experiment: Experiment) -> None:
    result = run(experiment)
    model = load_model(model_json(result))
    assert model.experiment == experiment
    for split in filter(None, (result.train, result.test)):
        p = sigmoid(result.logits(split.X))
        np.testing.assert_array_equal(model.predict_proba(split.X), p)
        np.testing.assert_array_equal(model.predict(split.X), (p >= 0.5).astype(int))
        np.testing.assert_array_equal(model.predict(split.X, 0.9), (p >= 0.9).astype(int))


@settings(max_examples=30, deadline=None)
@given(experiment=experiments())
def test_the_original_weights_are_the_same_model_in_the_units_of_the_data(
    experiment: Experiment,
) -> None:
    result = run(experiment)
    original = json.loads(model_json(result))["original"]
    columns = result.feature_map.matrix(result.train.X)
    weights = np.array(original["weights"])
    size = 1 + np.abs(columns) @ np.abs(weights) + abs(original["bias"])
    logits = columns @ weights + original["bias"]
    assert (np.abs(logits - result.logits(result.train.X)) <= 1e-9 * size).all()


def test_the_model_says_what_it_is(iris: Run) -> None:
    document = json.loads(model_json(iris))
    assert document["format"] == "logistic regression playground: model"
    assert document["version"] == 1
    assert document["made_with"] == {
        "playground": logreg.__version__,
        "numpy": np.__version__,
        "python": platform.python_version(),
    }
    # Noise and size are choices of made samples alone, and the tolerance is nobody's.
    fields = {f.name for record in (Experiment, Settings) for f in dataclasses.fields(record)}
    assert set(document["settings"]) == fields - {"source", "settings", "tol"} | {"dataset"}
    assert document["settings"]["batch_size"] is None
    assert document["settings"]["features"] == ["x1", "x2^2"]
    assert document["inputs"][2] == "petal length, cm"
    assert document["classes"] == ["versicolor", "virginica"]
    assert document["features"] == {
        "names": ["petal length, cm", "sepal length, cm^2", "sepal width, cm", "petal width, cm"],
        "drawn": [2, 0],
        "terms": ["x1", "x2^2"],
        "others": [1, 3],
    }
    assert document["standardized"]["weights"] == iris.trace.weights[-1].tolist()
    assert document["standardized"]["bias"] == iris.trace.bias[-1]
    assert document["standardized"]["mean"] == iris.standardizer.mean.tolist()
    assert document["standardized"]["scale"] == iris.standardizer.scale.tolist()
    assert iris.trace.validation_loss is not None
    assert document["result"] == {
        "iterations": 30,
        "stop_reason": "iterations",
        "train_loss": iris.trace.loss[-1],
        "test_loss": iris.trace.validation_loss[-1],
        "penalty": iris.trace.penalty[-1],
    }


def test_without_test_points_there_is_no_test_loss() -> None:
    document = json.loads(model_json(run(Experiment.of(test_share=0, **SHORT))))
    assert document["result"]["test_loss"] is None


def test_a_loaded_model_has_the_words_of_its_data(iris: Run) -> None:
    model = load_model(model_json(iris))
    assert model.inputs == iris.dataset.feature_names
    assert model.class_names == iris.dataset.class_names
    assert model.feature_map == iris.feature_map
    with pytest.raises(dataclasses.FrozenInstanceError):
        model.bias = 0.0


def test_a_model_takes_one_sample_or_many_as_lists_too(iris: Run) -> None:
    model = load_model(model_json(iris))
    assert model.predict_proba(iris.train.X[:1].tolist()).shape == (1,)
    assert model.predict([[5.0, 3.0, 1.0, 0.1], [7.0, 3.0, 6.0, 2.2]]).tolist() == [0, 1]


PREDICT_REFUSED: dict[str, tuple[Callable[[Model], Any], str]] = {
    "few columns": (lambda m: m.predict_proba([[1.0, 2.0]]), "X must have 4 columns, not 2"),
    "one row": (lambda m: m.predict_proba([1.0, 2.0, 3.0, 4.0]), "X must be a table"),
    "NaN": (lambda m: m.predict([[1.0, 2.0, math.nan, 4.0]]), "X holds nan"),
    "text": (lambda m: m.predict([["a", "b", "c", "d"]]), "X must hold numbers only"),
    "threshold": (lambda m: m.predict([[1.0, 2, 3, 4]], 1.5), "threshold must be between 0 and 1"),
}


@pytest.mark.parametrize(
    ("predict", "message"), PREDICT_REFUSED.values(), ids=PREDICT_REFUSED.keys()
)
def test_what_cannot_be_predicted_is_refused_in_a_sentence(
    predict: Callable[[Model], Any], message: str, iris: Run
) -> None:
    with pytest.raises(ValueError, match=rf"^{message}.*\.$"):
        predict(load_model(model_json(iris)))


# Where in the document, what stands there instead (… is nothing), and what is said about it.
MALFORMED: dict[str, tuple[str, Any, str]] = {
    "other format": ("format", "pickle", "This is not a model of the playground"),
    "no format": ("format", ..., "This is not a model of the playground"),
    "format of a list": ("format", [], "This is not a model of the playground"),
    "later version": ("version", 2, "The model has version 2; this playground reads 1"),
    "version True": ("version", True, "The model has version True"),
    "version text": ("version", "1", "The model has version '1'"),
    "no version": ("version", ..., "The model has version None"),
    "no settings": ("settings", ..., "The model lacks settings"),
    "more": ("more", 1, "The model must not have 'more'"),
    "settings a list": ("settings", [], "settings must be an object, not"),
    "no dataset": ("settings.dataset", ..., "settings lacks dataset"),
    "another setting": ("settings.depth", 3, "settings must not have 'depth'"),
    "unknown dataset": ("settings.dataset", "sun", "dataset must be one of"),
    "dataset a list": ("settings.dataset", [1], "dataset must be one of"),
    "unknown optimizer": ("settings.optimizer", "sgd", "optimizer must be one of"),
    "unknown term in settings": ("settings.features", ["x3"], "features must be one of"),
    "terms as keys": ("settings.features", {"x1": 1, "x2^2": 1}, "settings.features must be"),
    "drawn beyond": ("settings.drawn", [0, 4], "drawn must be between 0 and 3"),
    "seed 0.5": ("settings.seed", 0.5, "seed must be a whole number"),
    "noise text": ("settings.noise", "0.2", "noise must be a number"),
    "noise null": ("settings.noise", None, "noise must be a number"),
    "noise True": ("settings.noise", True, "noise must be between"),
    "unknown term": ("features.terms", ["x1", "x3"], "features.terms must be"),
    "terms in another order": ("features.terms", ["x2^2", "x1"], "features.terms must be"),
    "others": ("features.others", [1], "features.others must be"),
    "names": ("features.names", ["a", "b", "c", "d"], "features.names must be"),
    "features a number": ("features", 3, "features must be an object with names"),
    "features lack drawn": ("features.drawn", ..., "features must be an object with names"),
    "one class": ("classes", ["yes"], "classes must be a list of 2"),
    "classes of numbers": ("classes", [0, 1], r"classes\[0\] must be text"),
    "inputs too many": ("inputs", ["a", "b", "c", "d", "e"], "inputs must be a list of 4"),
    "inputs of null": ("inputs", [None] * 4, r"inputs\[0\] must be text"),
    "weights too few": ("standardized.weights", [1.0], "standardized.weights must be a list of 4"),
    "weights a text": ("standardized.weights", "1234", "standardized.weights must be a list"),
    "weights null": (
        "standardized.weights",
        [None] * 4,
        r"standardized.weights\[0\] must be a num",
    ),
    "weights True": (
        "standardized.weights",
        [True] * 4,
        r"standardized.weights\[0\] must be a num",
    ),
    "weights of lists": ("standardized.weights", [[1.0]] * 4, r"standardized.weights\[0\] must be"),
    "infinite weight": ("standardized.weights", [math.inf] * 4, "This is not a model as JSON"),
    "a huge integer": ("standardized.bias", 10**400, "standardized.bias must be a number"),
    "mean too long": ("standardized.mean", [0.0] * 5, "standardized.mean must be a list of 4"),
    "scale 0": ("standardized.scale", [0.0] * 4, r"standardized.scale\[0\] must be between"),
    "scale below 0": ("standardized.scale", [-1.0] * 4, r"standardized.scale\[0\] must be between"),
    "no bias": ("standardized.bias", ..., "standardized lacks bias"),
    "bias NaN": ("standardized.bias", math.nan, "This is not a model as JSON: NaN is not a number"),
    "bias text": ("standardized.bias", "1", "standardized.bias must be a number"),
    "bias changed": ("standardized.bias", 5.0, "original must hold the weights and the bias"),
    "original bias changed": ("original.bias", 5.0, "original must hold the weights and the bias"),
    "original changed": ("original.weights", [1.0] * 4, "original must hold the weights and"),
    "original too short": ("original.weights", [], "original.weights must be a list of 4"),
    "original null": ("original", None, "original must be an object, not None"),
    "iterations beyond": ("result.iterations", 31, "result.iterations must be between 0 and 30"),
    "iterations 1.5": ("result.iterations", 1.5, "result.iterations must be a whole number"),
    "stop reason": ("result.stop_reason", "tired", "result.stop_reason must be one of"),
    "loss below 0": ("result.train_loss", -1.0, "result.train_loss must be between 0 and"),
    "test loss null": ("result.test_loss", None, "result.test_loss must be a number"),
    "penalty text": ("result.penalty", "0", "result.penalty must be a number"),
    "version number": ("made_with.numpy", 2, "made_with.numpy must be text"),
    "no python": ("made_with.python", ..., "made_with lacks python"),
}


@pytest.mark.parametrize(("where", "value", "message"), MALFORMED.values(), ids=MALFORMED.keys())
def test_a_malformed_model_is_refused_in_a_sentence(
    where: str, value: Any, message: str, iris: Run
) -> None:
    document = json.loads(model_json(iris))
    *path, key = where.split(".")
    place = document
    for step in path:
        place = place[step]
    if value is ...:
        del place[key]
    else:
        place[key] = value
    with pytest.raises(ValueError, match=rf"^{message}.*\.$"):
        load_model(json.dumps(document))


NOT_A_MODEL: dict[str, tuple[Any, str]] = {
    "nothing": ("", "This is not a model as JSON"),
    "prose": ("weights: 1, 2", "This is not a model as JSON"),
    "cut off": ('{"format": ', "This is not a model as JSON"),
    "nested without end": ("[" * 100_000, "This is not a model as JSON"),
    "a number too long to read": ("9" * 5000, "This is not a model as JSON"),
    "twice the same key": ('{"format": 1, "format": 2}', "This is not a model as JSON: a key"),
    "bytes of nothing": (None, "This is not a model as JSON"),
    "a list": ("[]", "This is not a model of the playground"),
    "a number": ("1", "This is not a model of the playground"),
    "an empty object": ("{}", "This is not a model of the playground"),
}


@pytest.mark.parametrize(("text", "message"), NOT_A_MODEL.values(), ids=NOT_A_MODEL.keys())
def test_what_is_no_model_is_refused_in_a_sentence(text: Any, message: str) -> None:
    with pytest.raises(ValueError, match=rf"^{message}.*\.$"):
        load_model(text)


def test_a_model_from_before_a_setting_has_its_default(iris: Run) -> None:
    """And one from when measured samples carried a noise without effect loads as well."""
    document = json.loads(model_json(iris))
    del document["settings"]["l1"], document["settings"]["class_weight"]
    document["settings"] |= {"noise": 0.3, "n_samples": 200}
    model = load_model(json.dumps(document))
    assert model.experiment == iris.experiment
    np.testing.assert_array_equal(model.predict_proba(iris.test.X), sigmoid(iris.test.logits))


def test_without_test_points_a_test_loss_is_refused() -> None:
    document = json.loads(model_json(run(Experiment.of(test_share=0, **SHORT))))
    document["result"]["test_loss"] = 0.5
    with pytest.raises(ValueError, match=r"^result.test_loss must be null .*\.$"):
        load_model(json.dumps(document))


# --- The history ----------------------------------------------------------------------------------


@settings(max_examples=40, deadline=None)
@given(experiment=experiments())
def test_the_history_is_the_trace_to_the_bit(experiment: Experiment) -> None:
    result = run(experiment)
    trace = result.trace
    header, *rows = csv.reader(io.StringIO(history_csv(result)), strict=True)
    table = np.array([[float(cell) for cell in row] for row in rows])
    losses = [trace.loss] if result.test is None else [trace.loss, trace.validation_loss]
    expected = [np.arange(len(rows)), *losses, trace.penalty, *trace.weights.T, trace.bias]
    np.testing.assert_array_equal(table, np.column_stack(expected))
    assert len(set(header)) == len(header) == len(expected)
    assert ("test loss" in header) == (result.test is not None)


def test_the_history_names_what_a_person_reads(iris: Run) -> None:
    text = history_csv(iris)
    assert text.isascii()
    assert "\r" not in text
    assert text.endswith("\n")
    assert text.splitlines()[0] == (
        'iteration,train loss,test loss,penalty,"weight petal length, cm",'
        '"weight sepal length, cm^2","weight sepal width, cm","weight petal width, cm",bias'
    )
    toy = history_csv(run(Experiment.of(features=ALL_FEATURES, test_share=0, **SHORT)))
    assert toy.splitlines()[0] == (
        "iteration,train loss,penalty,weight x1,weight x2,weight x1^2,weight x2^2,"
        "weight x1*x2,weight sin(x1),weight sin(x2),bias"
    )


# --- The package ----------------------------------------------------------------------------------


def test_importing_the_package_loads_nothing_heavy() -> None:
    heavy = ["streamlit", "plotly", "pandas", "sklearn", "scipy", "contourpy"]
    program = f"import sys, logreg.export; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"
