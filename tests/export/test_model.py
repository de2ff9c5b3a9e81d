"""A model as JSON: loaded, it predicts to the bit as the run did; what is no model is refused."""

import dataclasses
import json
import math
import platform
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

import logreg
from logreg import Experiment, Run, run, sigmoid
from logreg.core.settings import Settings
from logreg.export import Model, load_model, model_json
from tests.export.cases import IRIS, SHORT, experiments


@pytest.fixture(scope="module")
def iris() -> Run:
    return run(IRIS)


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
    names = {f.name for record in (Experiment, Settings) for f in dataclasses.fields(record)}
    assert set(document["settings"]) == names - {"source", "settings", "tol"} | {"dataset"}
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


@pytest.mark.parametrize("name", sorted(Experiment().choices().keys() - {"dataset"}))
def test_a_model_that_lacks_a_newer_setting_has_its_default(name: str) -> None:
    result = run(Experiment.of(**SHORT))
    document = json.loads(model_json(result))
    del document["settings"][name]
    model = load_model(json.dumps(document))
    default = Experiment().value_of(name)
    assert model.experiment == result.experiment.changed(**{name: default})
    p = sigmoid(result.logits(result.train.X))
    np.testing.assert_array_equal(model.predict_proba(result.train.X), p)


def test_a_model_of_measured_samples_may_say_the_noise_that_it_never_had(iris: Run) -> None:
    """As those did that were saved before sources were values."""
    document = json.loads(model_json(iris))
    document["settings"] |= {"noise": 0.3, "n_samples": 200}
    assert load_model(json.dumps(document)).experiment == iris.experiment


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


def test_without_test_points_a_test_loss_is_refused() -> None:
    document = json.loads(model_json(run(Experiment.of(test_share=0, **SHORT))))
    document["result"]["test_loss"] = 0.5
    with pytest.raises(ValueError, match=r"^result.test_loss must be null .*\.$"):
        load_model(json.dumps(document))
